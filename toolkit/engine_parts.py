"""What a source is counted in: slices of a frame in memory, or row groups of Parquet files."""

from __future__ import annotations

import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.batches import Batch, is_list_column, is_list_type
from toolkit.errors import InputError
from toolkit.picked import is_part

FRAME_ROWS: Final = 2**20
"""Rows of a frame in memory that are counted at a time; bounds the memory that encoding them takes."""
PIECE_ROWS: Final = 20_000
"""Rows that the pieces of an Arrow table hold on average where they are counted one by one."""
BYTES_IN_MEMORY: Final = 6
"""Bytes that a row group takes while it is counted, for each of its bytes in the file before compression."""
ORIGIN: Final = b"media_analysis_toolkit_origin"
DISTINCT: Final = b"media_analysis_toolkit_distinct"


@dataclass(frozen=True)
class FramePart:
    """Some rows of a frame or Arrow table in memory."""

    rows: pd.DataFrame | pa.Table
    start: int
    stop: int

    def names(self) -> list[str]:
        """Columns that are there."""
        return [str(c) for c in (self.rows.columns if isinstance(self.rows, pd.DataFrame) else self.rows.column_names)]

    def batches(self, names: list[str]) -> Iterator[Batch]:
        """The rows as batches of these columns."""
        whole = self.start == 0 and self.stop >= len(self.rows)
        columns = {}
        for name in names:
            values = self.rows[name]
            if not whole:
                cut = slice(self.start, self.stop)
                values = values.iloc[cut] if isinstance(values, pd.Series) else values.slice(
                    self.start, self.stop - self.start)
            columns[name] = values
        distinct = isinstance(self.rows, pa.Table) and all(
            _known_distinct(self.rows.schema.field(name), values) for name, values in columns.items())
        yield Batch(columns, min(self.stop, len(self.rows)) - self.start, distinct=distinct)


@dataclass(frozen=True)
class ParquetPart:
    """One row group of a Parquet file, less the rows that a later version replaces."""

    path: str
    row_group: int
    facts: FileFacts
    memory: int | None = None
    dropped: tuple[int, ...] = field(default=(), repr=False)
    """Rows of the row group that no longer count."""

    def names(self) -> list[str]:
        """Columns that are there."""
        return list(self.facts.names)

    def batches(self, names: list[str]) -> Iterator[Batch]:
        """The row group as batches of these columns, strings as dictionaries."""
        for table in self.tables(names):
            yield Batch({name: table[name] for name in table.column_names}, len(table), distinct=True)

    def tables(self, names: list[str]) -> Iterator[pa.Table]:
        """The row group as tables, no larger than the memory limit allows."""
        text = [leaf for leaf in self.facts.text_leaves if _is_of(leaf, names)]
        # neither threads nor reading ahead: on the columns of one row group they cost half as much CPU time again, and
        # each thread keeps memory of its own
        footer = _kept_footer(self.path, Path(self.path).stat().st_mtime_ns)
        with pq.ParquetFile(self.path, metadata=footer, read_dictionary=text, pre_buffer=False) as file:
            group = file.metadata.row_group(self.row_group)
            rows = self._rows_at_a_time(group, names)
            if rows >= group.num_rows:
                yield self._less_dropped(file.read_row_group(self.row_group, columns=names, use_threads=False), 0)
                return
            start = 0
            for part in file.iter_batches(rows, row_groups=[self.row_group], columns=names, use_threads=False):
                yield self._less_dropped(pa.Table.from_batches([part]), start)
                start += len(part)

    def _rows_at_a_time(self, group: Any, names: list[str]) -> int:
        if self.memory is None:
            return int(group.num_rows)
        share = self.memory / max(_bytes_in_memory(group, names), 1)
        return int(group.num_rows if share >= 1 else max(1000, group.num_rows * share))

    def _less_dropped(self, table: pa.Table, start: int) -> pa.Table:
        gone = np.asarray([row - start for row in self.dropped if start <= row < start + len(table)], dtype=np.int64)
        return table.take(np.setdiff1d(np.arange(len(table)), gone)) if len(gone) else table


@lru_cache(maxsize=4)
def _kept_footer(path: str, changed: int) -> Any:
    """Footer of a file whose row groups are read one after the other: that of many groups takes long to read."""
    return _footer(path)


def _bytes_in_memory(group: Any, names: list[str]) -> int:
    columns = [group.column(i) for i in range(group.num_columns)]
    return BYTES_IN_MEMORY * sum(int(c.total_uncompressed_size) for c in columns
                                 if _is_of(c.path_in_schema, names))


def _is_of(leaf: str, names: Iterable[str]) -> bool:
    """Whether a leaf of a Parquet file belongs to one of these columns, whose names may hold dots."""
    return any(leaf == name or leaf.startswith(f"{name}.") for name in names)


def marked_distinct(table: pa.Table) -> pa.Table:
    """The table, whose dictionaries hold each value once, with the checksums of those written at their columns.

    Rows may be cut, taken and added, and the mark still holds; a dictionary that somebody puts in their place has
    another sum, even where its column keeps the mark.
    """
    fields = [field.with_metadata({DISTINCT: " ".join(sorted(_sums(table.column(i))))})
              if _holds_dictionary(field.type) else field for i, field in enumerate(table.schema)]
    return pa.Table.from_arrays(table.columns, schema=pa.schema(fields, table.schema.metadata))


def _known_distinct(field: pa.Field, values: pa.ChunkedArray) -> bool:
    if not _holds_dictionary(field.type):
        return True
    mark = (field.metadata or {}).get(DISTINCT)
    return mark is not None and _sums(values) <= set(mark.decode().split())


def _holds_dictionary(kind: pa.DataType) -> bool:
    return pa.types.is_dictionary(kind.value_type if is_list_type(kind) else kind)


def _sums(values: pa.ChunkedArray) -> set[str]:
    """Checksums of a column's dictionaries: summing bytes takes a tenth of the time of comparing values, or less."""
    sums = set()
    for chunk in values.chunks:
        names = (chunk.flatten() if is_list_type(chunk.type) else chunk).dictionary
        crc = zlib.crc32(f"{names.type} {len(names)} {names.offset}".encode())
        for buffer in names.buffers():
            crc = zlib.crc32(buffer, crc) if buffer is not None else crc
        sums.add(f"{crc:x}")
    return sums


@dataclass(frozen=True)
class FileFacts:
    """What the footer of a Parquet file says about its columns."""

    names: tuple[str, ...]
    text_leaves: tuple[str, ...]
    """Paths of the text columns inside the file, which differ with the writer (list.element, list.item)."""
    row_groups: int

    @classmethod
    def of(cls, path: str | Path) -> FileFacts:
        """Read them."""
        footer = _footer(path)
        leaves = [footer.schema.column(i) for i in range(len(footer.schema))]
        text = tuple(leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY")
        return cls(tuple(footer.schema.to_arrow_schema().names), text, footer.num_row_groups)


def _footer(path: str | Path) -> Any:
    try:
        return pq.read_metadata(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(f"not a Parquet file that can be read ({error}); write it anew", str(path)) from None


Part = FramePart | ParquetPart


def parts_of(source: Any) -> list[Part]:
    """What the source is counted in: row groups of Parquet files, or slices of a frame.

    Parameters
    ----------
    source : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        The rows.

    Returns
    -------
    list of Part
        Never empty: a frame without rows is one part without rows.

    Raises
    ------
    InputError
        If the source is none of these, or a folder without Parquet files.
    """
    if isinstance(source, (pd.DataFrame, pa.Table)):
        return [FramePart(source, start, stop) for start, stop in pairwise(_cuts(source))]
    parts: list[Part] = list(_parquet_parts(source))
    if not parts and hasattr(source, "to_pandas"):
        return [FramePart(source.to_pandas(), 0, 0)]  # saved from a corpus without articles: one part without rows
    if not parts:
        raise InputError("the Parquet files hold no row group; save some articles first", str(source))
    return parts


def _cuts(rows: pd.DataFrame | pa.Table) -> list[int]:
    """Rows at which a frame is cut; an Arrow table of few long pieces is cut between them, to join no dictionaries."""
    plain = [*range(0, max(len(rows), 1), FRAME_ROWS), len(rows)]
    if isinstance(rows, pd.DataFrame) or not rows.num_columns:
        return plain
    lengths = [[len(chunk) for chunk in column.chunks if len(chunk)] for column in rows.columns]
    own = lengths[0]
    if len(own) < 2 or len(own) > len(rows) / PIECE_ROWS or any(other != own for other in lengths[1:]):
        return plain
    ends = list(accumulate(own))
    return plain if max(own) > FRAME_ROWS else [0, *ends]


def _parquet_parts(source: Any) -> Iterator[ParquetPart]:
    """Row groups of the files, one file after the other: the first can be had without opening the rest."""
    dropped = getattr(source, "dropped", {})
    for path in _files(source):
        facts = FileFacts.of(path)
        for group in range(facts.row_groups):
            yield ParquetPart(str(path), group, facts, getattr(source, "memory_limit", None),
                              tuple(dropped.get((str(path), group), ())))


def _files(source: Any) -> list[Path]:
    if isinstance(source, (str, Path)):
        return parquet_files(Path(source))
    if hasattr(source, "files"):
        return list(source.files)
    if hasattr(source, "articles"):
        raise InputError(f"{type(source).__name__} holds several tables; give one of them, for instance its .articles")
    raise InputError(f"cannot count the rows of a {type(source).__name__}; give a frame, the path of a folder of "
                     "Parquet files, or the handle of open_dataset")


def _first_part(source: Any) -> Part:
    """The part that tells which columns there are."""
    if isinstance(source, (pd.DataFrame, pa.Table)):
        return parts_of(source)[0]
    first = next(_parquet_parts(source), None)
    return first or parts_of(source)[0]


def parquet_files(path: Path) -> list[Path]:
    """Parquet files of a folder (walked recursively, hidden ones left out), or the one file."""
    if path.is_file():
        return [path]
    if not path.exists():
        raise InputError("no such file or folder; give the path of a folder of Parquet files", str(path))
    files = [f for f in sorted(path.rglob("*.parquet")) if not _hidden(f.relative_to(path))]
    if not files:
        raise InputError("the folder holds no Parquet file; write one with toolkit.save(corpus, folder)", str(path))
    return files


def _hidden(path: Path) -> bool:
    return any(name.startswith((".", "_")) for name in path.parts)


def origin(source: Any) -> dict[str, Any]:
    """What a frame says about its rows: ``unit`` and, for headlines, the number of ``pages`` that they stand on.

    On how many pages picked headlines stand, nobody has counted.
    """
    if isinstance(source, pa.Table) and ORIGIN in (source.schema.metadata or {}):
        return dict(json.loads(source.schema.metadata[ORIGIN]))
    attrs = getattr(source, "attrs", None)
    if not isinstance(attrs, dict) or attrs.get("unit") != "headlines":
        return {"unit": "articles", "pages": None}
    return {"unit": "headlines", "pages": None if is_part(source) else attrs.get("pages")}


def columns_of(source: Any) -> list[str]:
    """Names of the columns of a source."""
    return _first_part(source).names()


def bytes_of(source: Any, names: list[str], most: int = sys.maxsize) -> int:
    """Bytes that these columns of Parquet files may take in memory; of a frame, which is there already, none.

    What is more than ``most`` is not added up to the end.
    """
    size = 0
    for path in [] if isinstance(source, (pd.DataFrame, pa.Table)) else _files(source):
        footer = _footer(path)
        for group in range(footer.num_row_groups):
            size += _bytes_in_memory(footer.row_group(group), names)
            if size > most:
                return size
    return size


def is_list(source: Any, name: str) -> bool:
    """Whether a column of a source holds lists."""
    part = _first_part(source)
    if name not in part.names():
        return False
    if isinstance(part, FramePart):
        return is_list_column(part.rows[name])
    for path in _files(source):
        schema = _footer(path).schema.to_arrow_schema()
        if name in schema.names and not pa.types.is_null(kind := schema.field(name).type):
            return is_list_type(kind)
    return False  # no file has a value
