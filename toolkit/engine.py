"""Runs a measure over a frame in memory, a folder of Parquet files, or a Dask cluster.

A measure is three pure functions: ``partial`` counts one batch of rows, ``combine`` adds two of those counts and
``finish`` turns the sum into a frame. Counts are whole numbers, so the result does not depend on how the rows were cut
or on where they were counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce as fold
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.batches import Batch, is_list_column, is_list_type
from toolkit.errors import ColumnError, InputError

FRAME_ROWS: Final = 2**20
"""Rows of a frame in memory that are counted at a time; bounds the memory that encoding them takes."""
BYTES_IN_MEMORY: Final = 6
"""Bytes that a row group takes while it is counted, for each of its bytes in the file before compression."""
BAR_FROM: Final = 8
"""Parts from which on a progress bar is shown."""
ORIGIN: Final = b"media_analysis_toolkit_origin"
FAN_IN: Final = 8
"""Partial results that one task on the cluster adds up."""


class Counter(Protocol):
    """Two pure functions over batches of rows, and the columns that they read. States must be picklable."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""

    def partial(self, batch: Batch) -> Any:
        """Count one batch."""

    def combine(self, one: Any, other: Any) -> Any:
        """Add two counts."""


class Measure(Counter, Protocol):
    """A counter with a third function that turns the sum into the result."""

    def finish(self, state: Any) -> pd.DataFrame:
        """Turn the sum of all counts into the result."""


@dataclass(frozen=True)
class FramePart:
    """Some rows of a frame or Arrow table in memory."""

    rows: pd.DataFrame | pa.Table
    start: int
    stop: int

    def names(self) -> list[str]:
        """Columns that are there."""
        return [str(c) for c in getattr(self.rows, "column_names", self.rows.columns)]

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
        yield Batch(columns, min(self.stop, len(self.rows)) - self.start)


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
        text = [leaf for leaf in self.facts.text_leaves if leaf.split(".")[0] in names]
        # neither threads nor reading ahead: on the columns of one row group they cost half as much CPU time again, and
        # each thread keeps memory of its own
        with pq.ParquetFile(self.path, read_dictionary=text, pre_buffer=False) as file:
            group = file.metadata.row_group(self.row_group)
            rows = self._rows_at_a_time(group, names)
            if rows >= group.num_rows:
                yield self._batch(file.read_row_group(self.row_group, columns=names, use_threads=False), 0)
                return
            start = 0
            for part in file.iter_batches(rows, row_groups=[self.row_group], columns=names, use_threads=False):
                yield self._batch(pa.Table.from_batches([part]), start)
                start += len(part)

    def _rows_at_a_time(self, group: Any, names: list[str]) -> int:
        if self.memory is None:
            return int(group.num_rows)
        columns = [group.column(i) for i in range(group.num_columns)]
        size = sum(c.total_uncompressed_size for c in columns if c.path_in_schema.split(".")[0] in names)
        share = self.memory / max(size * BYTES_IN_MEMORY, 1)
        return int(group.num_rows if share >= 1 else max(1000, group.num_rows * share))

    def _batch(self, table: pa.Table, start: int) -> Batch:
        gone = np.asarray([row - start for row in self.dropped if start <= row < start + len(table)], dtype=np.int64)
        if len(gone):
            table = table.take(np.setdiff1d(np.arange(len(table)), gone))
        return Batch({name: table[name] for name in table.column_names}, len(table), distinct=True)


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
        try:
            footer = pq.read_metadata(path)
        except (OSError, pa.ArrowInvalid) as error:
            raise InputError(f"not a Parquet file that can be read ({error}); write it anew", str(path)) from None
        leaves = [footer.schema.column(i) for i in range(len(footer.schema))]
        names = dict.fromkeys(leaf.path.split(".")[0] for leaf in leaves)
        text = tuple(leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY")
        return cls(tuple(names), text, footer.num_row_groups)


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
        starts = range(0, max(len(source), 1), FRAME_ROWS)
        return [FramePart(source, start, min(start + FRAME_ROWS, len(source))) for start in starts]
    parts: list[Part] = list(_parquet_parts(source))
    if not parts and hasattr(source, "to_pandas"):
        return [FramePart(source.to_pandas(), 0, 0)]  # saved from a corpus without articles: one part without rows
    if not parts:
        raise InputError("the Parquet files hold no row group; save some articles first", str(source))
    return parts


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


def reduce(source: Any, measure: Counter) -> Any:
    """Count every part of the source and add the counts up.

    Parameters
    ----------
    source : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        The rows. With a handle that has a Dask client the parts are counted and added up on its workers.
    measure : Counter
        What to count.

    Returns
    -------
    object
        The measure's state for all rows.

    Raises
    ------
    ColumnError
        If a column that the measure needs is missing.
    InputError
        If the source is not one that can be read.
    """
    client = getattr(source, "client", None)
    if client is not None:
        shared = share(client, measure)
        return add_up(client, count_parts(client, source, measure, shared), shared).result()
    parts = parts_of(source)
    names = _needed(parts, measure)
    state, nothing = None, True
    for part in _with_bar(parts):
        one = _count(part, measure, names)
        state, nothing = (one, False) if nothing else (measure.combine(state, one), False)
        del one
    pa.default_memory_pool().release_unused()  # what Arrow keeps for the next reading is not there for the result
    return state


def run(measure: Measure, source: Any) -> pd.DataFrame:
    """Result of a measure over a source: ``finish`` of `reduce`."""
    return measure.finish(reduce(source, measure))


def encode(articles: Any, columns: Sequence[str] | None = None) -> Any:
    """Encode the strings of a frame once, for several measures to count.

    Parameters
    ----------
    articles : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        The rows. Parquet files are encoded already, and are returned as they came.
    columns : list of str, optional
        Columns to keep; all unless given.

    Returns
    -------
    pyarrow Table, or the source as it came
        Accepted by every measure. Strings and lists of strings are dictionaries.

    Raises
    ------
    ColumnError
        If a column is missing.

    Examples
    --------
    >>> encoded = encode(pd.DataFrame({"outlet": ["A", "A"], "tags": [["rail"], ["rail", "sea"]]}))
    >>> encoded["outlet"].type.value_type, len(encoded)
    (DataType(large_string), 2)
    """
    if not isinstance(articles, (pd.DataFrame, pa.Table)):
        _files(articles)
        return articles
    has = columns_of(articles)
    if isinstance(articles, pd.DataFrame) and not all(isinstance(c, str) for c in articles.columns):
        raise ColumnError(f"column {next(c for c in articles.columns if not isinstance(c, str))!r} has no text for a "
                          "name; rename it")
    names = has if columns is None else [columns] if isinstance(columns, str) else list(columns)
    for name in names:
        if name not in has:
            raise ColumnError(f"the table has no column {name!r}; it has {', '.join(has)}")
    _check_once(has, names)
    table = next(FramePart(articles, 0, len(articles)).batches(names)).table(names)
    return table.replace_schema_metadata({ORIGIN: json.dumps(origin(articles))})


def origin(source: Any) -> dict[str, Any]:
    """What a frame says about its rows: ``unit`` and, for headlines, the number of ``pages`` that they stand on."""
    if isinstance(source, pa.Table) and ORIGIN in (source.schema.metadata or {}):
        return dict(json.loads(source.schema.metadata[ORIGIN]))
    attrs = getattr(source, "attrs", None)
    if not isinstance(attrs, dict) or attrs.get("unit") != "headlines":
        return {"unit": "articles", "pages": None}
    return {"unit": "headlines", "pages": attrs.get("pages")}


def columns_of(source: Any) -> list[str]:
    """Names of the columns of a source."""
    return _first_part(source).names()


def is_list(source: Any, name: str) -> bool:
    """Whether a column of a source holds lists."""
    part = _first_part(source)
    if name not in part.names():
        return False
    if isinstance(part, FramePart):
        return is_list_column(part.rows[name])
    return is_list_type(pq.read_schema(part.path).field(name).type)


def _needed(parts: list[Part], measure: Counter) -> list[str]:
    """Columns to read; the parts after the first are checked when they are read."""
    has = parts[0].names()
    _check_columns(has, measure)
    wanted = [name for name in dict.fromkeys((*measure.columns, *measure.optional)) if name in has]
    _check_once(has, wanted)
    return wanted


def _check_once(has: list[str], names: list[str]) -> None:
    twice = next((name for name in names if has.count(name) > 1), None) if len(set(has)) < len(has) else None
    if twice is not None:
        raise ColumnError(f"the table has more than one column {twice!r}; drop or rename all but one")


def _check_columns(has: list[str], measure: Counter) -> None:
    for name in measure.columns:
        if name not in has:
            raise ColumnError(f"the table has no column {name!r}, which this needs; it has {', '.join(has) or 'none'}. "
                              f"Rename the column that holds it to {name!r}")


def _count(part: Part, measure: Counter, names: list[str]) -> Any:
    if isinstance(part, ParquetPart):
        has = part.names()
        _check_columns(has, measure)
        names = [name for name in names if name in has]
    return fold(measure.combine, (measure.partial(batch) for batch in part.batches(names)))


def _with_bar(parts: list[Part]) -> Any:
    if len(parts) < BAR_FROM:
        return parts
    from tqdm.auto import tqdm

    return tqdm(parts, desc="counting", unit="part", delay=2, leave=False)


def share(client: Any, measure: Any) -> Any:
    """Future of a measure: as a task of its own it is sent once, and made again if the worker that has it is lost."""
    return client.submit(_same, measure, pure=False)


def count_parts(client: Any, source: Any, measure: Counter, shared: Any) -> list[Any]:
    """Futures of the count of each part, made on the workers of a cluster."""
    parts = parts_of(source)
    return list(client.map(_count, parts, measure=shared, names=_needed(parts, measure), pure=False))


def add_up(client: Any, states: list[Any], shared: Any) -> Any:
    """Future of the sum of states, added in a tree on the workers."""
    while len(states) > 1:
        groups = [states[i:i + FAN_IN] for i in range(0, len(states), FAN_IN)]
        states = [client.submit(_fold, group, shared, pure=False) for group in groups]
    return states[0]


def _same(measure: Any) -> Any:
    return measure


def _fold(states: list[Any], measure: Counter) -> Any:
    return fold(measure.combine, states)
