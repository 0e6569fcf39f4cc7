"""Articles kept as Parquet files: partitioned by month, appended to without rewriting, readable by anything.

A folder holds ``articles/month=YYYY-MM/*.parquet`` (and ``news_list`` and ``report`` beside it) and ``_manifest.json``,
which lists the files that count. A save writes its files under names that no reader looks at, renames them, and last
replaces the manifest in one step; a save that is killed leaves the old manifest, and so the old state. When an article
is saved again the older row stays where it is, and a small file beside it says that it no longer counts.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from toolkit.errors import ColumnError, InputError, MissingExtraError, OptionError
from toolkit.schema import ARTICLES, LIST, NEWS_LIST, REPORT, SCHEMA_VERSION, STRING, TIME, Table, conform

MANIFEST: Final = "_manifest.json"
ROWS_OF_GROUP: Final = 100_000
"""Rows of a row group: what is in memory at a time when a measure reads the folder."""
NO_MONTH: Final = "none"
DICTIONARIES: Final = ("outlet", "section", "language", "published_precision", "published_from", "time_zone",
                       "time_zone_from", "source_format", "tags", "topics", "authors")
"""Columns whose values repeat, kept as dictionaries in the files."""
SIZES: Final = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


@dataclass(frozen=True)
class Dataset:
    """Handle of a saved folder, or of any folder of Parquet files, that every measure accepts.

    Attributes
    ----------
    folder : Path
        The folder.
    client : distributed.Client or None
        Where measures count: on the client's workers, or here.
    memory_limit : int or None
        Bytes that counting may take.
    files : tuple of Path
        Files that count.
    dropped : dict
        Rows, by (file, row group), that a later version replaces.
    """

    folder: Path
    client: Any = None
    memory_limit: int | None = None
    files: tuple[Path, ...] = ()
    dropped: dict[tuple[str, int], tuple[int, ...]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        rows = sum(pq.read_metadata(path).num_rows for path in self.files)
        return rows - sum(len(gone) for gone in self.dropped.values())

    def to_pandas(self, columns: list[str] | None = None) -> pd.DataFrame:
        """All articles that count, as a frame of the declared table (or only some of its columns)."""
        tables = list(self._tables(columns))
        frame = pa.concat_tables(tables, promote_options="permissive").to_pandas() if tables else pd.DataFrame()
        if columns is None:
            return conform(frame, ARTICLES)
        return conform(frame, Table("", "", tuple(c for c in ARTICLES.columns if c.name in columns)))[columns]

    def _tables(self, columns: list[str] | None) -> Iterator[pa.Table]:
        for path in self.files:
            with pq.ParquetFile(path) as file:
                wanted = None if columns is None else [c for c in columns if c in file.schema_arrow.names]
                for group in range(file.num_row_groups):
                    table = file.read_row_group(group, columns=wanted)
                    gone = np.asarray(self.dropped.get((str(path), group), ()), dtype=np.int64)
                    yield table.take(np.setdiff1d(np.arange(len(table)), gone)) if len(gone) else table


def save(corpus: Any, folder: str | Path) -> Path:
    """Save articles as a Parquet dataset, or add to one that is there.

    Parameters
    ----------
    corpus : Corpus or DataFrame
        What ``load`` gave, or an articles table. Articles are known by ``article_id``: of one that the folder holds
        already the version saved now counts from here on.
    folder : str or Path
        Made if it is not there. ``articles`` in it is a Parquet dataset partitioned by ``month`` of ``published_at``
        (UTC; ``none`` where it is not known) that pandas, Polars and DuckDB read as it is; where later versions were
        saved it holds the older rows too, and the column ``save_number`` tells which is the latest.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    ColumnError
        If the articles have no ``article_id``, one stands there twice, or a column holds what its declaration does
        not allow (times without a zone, text in place of lists).
    InputError
        If the folder holds something that this function did not write, or was written by a later version.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "title": ["One", "Two"], "published_at": pd.to_datetime(
    ...     ["2025-02-12 08:00", "2025-03-01 09:00"], utc=True)})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     saved = save(articles, folder)
    ...     saved = save(articles.tail(1).assign(title="Two, corrected"), folder)
    ...     open_dataset(folder).to_pandas(["article_id", "title"])
      article_id           title
    0          a             One
    1          b  Two, corrected
    """
    root = _folder(folder)
    if root.is_file():
        raise InputError("this is a file; give the folder to save to", str(root))
    manifest = _read_manifest(root)
    articles, others = _tables_of(corpus)
    number = manifest["saves"] + 1
    replaced = _replaced(root, manifest, set(articles["article_id"]))
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{root} cannot be made a folder ({error.strerror}); give one that you may write to") from None
    written: list[tuple[Path, Path]] = []
    try:
        files = [_write(root, f"articles/month={month}", rows, number, written, ARTICLES)
                 for month, rows in _by_month(articles)]
        files += [_write(root, declared.name, frame, number, written, declared) for declared, frame in others
                  if len(frame)]
        if replaced:
            files.append(_write_replaced(root, replaced, number, written))
        for draft, final in written:
            draft.replace(final)
    except BaseException:
        for draft, _ in written:
            draft.unlink(missing_ok=True)
        raise
    manifest["saves"] = number
    manifest["files"] += files
    manifest["history"].append({"save": number, "at": datetime.now(UTC).isoformat(timespec="seconds"),
                                "articles": len(articles), "replaced": sum(len(v) for v in replaced.values())})
    _replace_manifest(root, manifest)
    return root


def open_dataset(folder: str | Path, *, client: Any = None, memory_limit: int | str | None = None) -> Dataset:
    """Open a saved folder, or any folder of Parquet files, for the measures.

    Parameters
    ----------
    folder : str or Path
        Folder that ``save`` wrote, or one of Parquet files with the columns that the measures need.
    client : distributed.Client, optional
        Cluster that counts: the work is split by row group, and the counts are added up there. The workers must see
        the folder under the same path.
    memory_limit : int or str, optional
        Bytes, or for instance ``'500 MB'``, that counting may take on each machine: row groups that are too large for
        it are read in slices, and pairs or stories that are too many are counted in several passes over the files;
        ``pair_stability``, which cannot be cut, refuses what is too much. The libraries, the result itself and the
        names of outlets and topics stand beside it.

    Returns
    -------
    Dataset
        Handle that every measure accepts in place of a frame; ``to_pandas()`` reads it all.

    Raises
    ------
    InputError
        If there is no such folder, it holds no Parquet file, or a later version of the toolkit wrote it.
    OptionError
        If the memory limit is not a size.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> from toolkit.measures.coverage import coverage
    >>> articles = pd.DataFrame({"article_id": ["a"], "outlet": "A", "time_zone": "Europe/Kyiv",
    ...                          "published_at": pd.to_datetime(["2025-02-12 08:00"], utc=True)})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     coverage(open_dataset(save(articles, folder)), by="outlet")["n"].tolist()
    [1]
    """
    root = _folder(folder)
    limit = _bytes(memory_limit)
    if client is not None:
        _check_client(client)
    if not (root / MANIFEST).exists():
        if not root.is_dir():
            raise InputError("no such folder; save(corpus, folder) makes one", str(root))
        files = [f for f in sorted(root.rglob("*.parquet"))
                 if not any(part.startswith((".", "_")) for part in f.relative_to(root).parts)]
        if not files:
            raise InputError("the folder holds no Parquet file; save(corpus, folder) writes some", str(root))
        return Dataset(root, client, limit, tuple(files))
    manifest = _read_manifest(root)
    files = [root / f for f in manifest["files"] if f.startswith("articles/")]
    return Dataset(root, client, limit, tuple(files), _dropped(root, manifest))


def _check_client(client: Any) -> None:
    """Refuse what is not a ``distributed.Client`` before any work is given to it."""
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtraError("a cluster needs the extra 'cluster': "
                                "pip install 'media-analysis-toolkit[cluster]'") from None
    if not isinstance(client, Client):
        raise OptionError(f"client={client!r} is not a distributed.Client; start one with "
                          "distributed.Client('tcp://scheduler:8786')")


def _bytes(limit: int | str | None) -> int | None:
    if limit is None:
        return None
    try:
        if isinstance(limit, str):
            number, unit = limit[:-2].strip(), limit[-2:].upper()
            size = int(float(number) * SIZES[unit])
        else:
            size = int(limit)
    except (KeyError, ValueError, TypeError):
        size = 0
    if size <= 0:
        raise OptionError(f"memory_limit={limit!r} is not a number of bytes nor a size such as '500 MB' or '2 GB'")
    return size


def _tables_of(corpus: Any) -> tuple[pd.DataFrame, list[tuple[Table, pd.DataFrame]]]:
    articles = corpus if isinstance(corpus, pd.DataFrame) else getattr(corpus, "articles", None)
    if not isinstance(articles, pd.DataFrame):
        raise InputError(f"cannot save a {type(corpus).__name__}; give what load() returned, or an articles frame")
    if list(articles.columns).count("article_id") > 1:
        raise ColumnError("the table has more than one column 'article_id'; drop or rename all but one")
    if "article_id" not in articles.columns or articles["article_id"].isna().any():
        raise ColumnError("every article needs an article_id; load(frame) gives them one")
    twice = articles["article_id"].duplicated()
    if twice.any():
        raise ColumnError(f"article_id {articles.loc[twice, 'article_id'].iloc[0]!r} stands in more than "
                          "one row; keep one row for each article, for instance with drop_duplicates('article_id')")
    unnamed = next((c for c in articles.columns if not isinstance(c, str)), None)
    if unnamed is not None:
        raise ColumnError(f"column {unnamed!r} has no text for a name, and Parquet needs one; rename it")
    others = [] if corpus is articles else [(NEWS_LIST, corpus.news_list), (REPORT, corpus.report)]
    articles = articles.reset_index(drop=True)
    more = articles[[c for c in articles.columns if c not in ARTICLES.names]]
    if not more.columns.is_unique:
        again = more.columns[more.columns.duplicated()][0]
        raise ColumnError(f"the table has more than one column {again!r}; drop or rename all but one")
    return conform(articles, ARTICLES).join(more), others


def _by_month(articles: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    if not len(articles):
        return
    month = articles["published_at"].dt.strftime("%Y-%m").fillna(NO_MONTH)
    for name in sorted(month.unique()):
        rows = articles[month == name]
        yield str(name), rows.sort_values(["published_at", "article_id"], kind="stable")


def _write(root: Path, place: str, frame: pd.DataFrame, number: int, written: list[tuple[Path, Path]],
           declared: Table) -> str:
    """Write a draft and note its final name."""
    table = pa.table({name: _typed(frame[name], declared) for name in frame.columns}
                     | {"save_number": pa.array(np.full(len(frame), number, dtype=np.int32))})
    table = table.replace_schema_metadata(_provenance(declared))
    final = root / place / f"save-{number:05d}-{uuid.uuid4().hex[:8]}.parquet"
    final.parent.mkdir(parents=True, exist_ok=True)
    draft = final.with_name(f".{final.name}.draft")
    written.append((draft, final))
    leaves = [name if not pa.types.is_list(table.schema.field(name).type) else f"{name}.list.element"
              for name in DICTIONARIES if name in table.column_names]
    pq.write_table(table, draft, compression="zstd", row_group_size=ROWS_OF_GROUP, use_dictionary=leaves)
    _settle(draft)
    return final.relative_to(root).as_posix()


def _folder(given: Any) -> Path:
    if not isinstance(given, (str, os.PathLike)):
        raise InputError(f"a folder is needed, not a {type(given).__name__}; give its path")
    return Path(given)


def _typed(values: pd.Series, declared: Table) -> pa.Array:
    """Column in the type of its declaration, so that files of one folder agree even where a column is empty."""
    kinds = {LIST: pa.list_(pa.string()), STRING: pa.string(), TIME: pa.timestamp("us", "UTC")}
    kind = next((kinds.get(c.dtype) for c in declared.columns if c.name == values.name), None)
    try:
        return pa.array(values, kind, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        entries = (e for v in values for e in (v if isinstance(v, list) else [v]))
        odd = next((e for e in entries if not isinstance(e, str) and e is not None), None)
        wanted = "text" if kind is not None else "values of one kind"
        raise ColumnError(f"column {values.name!r} holds {odd!r} ({type(odd).__name__}), and a file needs {wanted} "
                          "there; convert it first, for instance with str") from None


def _provenance(declared: Table) -> dict[bytes, bytes]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        toolkit_version = version("media-analysis-toolkit")
    except PackageNotFoundError:
        toolkit_version = "unknown"
    facts = {"table": declared.name, "schema_version": SCHEMA_VERSION, "toolkit_version": toolkit_version,
             "written_at": datetime.now(UTC).isoformat(timespec="seconds")}
    return {b"media_analysis_toolkit": json.dumps(facts).encode()}


def _settle(path: Path) -> None:
    """Make sure that the bytes are on the disk before anything points to them."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _read_manifest(root: Path) -> dict[str, Any]:
    path = root / MANIFEST
    if not path.exists():
        if root.is_dir() and any(root.iterdir()) and not _only_leftovers(root):
            raise InputError("the folder is not empty and was not written by save(); give a new folder", str(root))
        return {"schema_version": SCHEMA_VERSION, "saves": 0, "files": [], "history": []}
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found = manifest["schema_version"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"the manifest cannot be read ({error}); restore it from a copy", str(path)) from None
    if found > SCHEMA_VERSION:
        raise InputError(f"written with schema version {found}, and this toolkit knows up to {SCHEMA_VERSION}; update "
                         "the toolkit", str(path))
    return manifest


def _only_leftovers(root: Path) -> bool:
    """Whether a folder holds nothing but what a killed first save left."""
    known = ("articles", NEWS_LIST.name, REPORT.name, "replaced")
    return all(p.name in known or p.name.startswith(".") for p in root.iterdir())


def _replace_manifest(root: Path, manifest: dict[str, Any]) -> None:
    draft = root / f".{MANIFEST}.draft"
    draft.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    _settle(draft)
    draft.replace(root / MANIFEST)


def _replaced(root: Path, manifest: dict[str, Any], ids: set[str]) -> dict[tuple[str, int], list[int]]:
    """Rows, by file and row group, of articles that are saved anew."""
    gone = _dropped(root, manifest)
    wanted = pa.array(sorted(ids), pa.string())
    found: dict[tuple[str, int], list[int]] = {}
    for name in manifest["files"]:
        if not name.startswith("articles/"):
            continue
        with pq.ParquetFile(root / name) as file:
            for group in range(file.num_row_groups):
                known = file.read_row_group(group, columns=["article_id"])["article_id"]
                rows = np.flatnonzero(pc.is_in(known.cast(pa.string()), wanted).to_numpy())
                rows = np.setdiff1d(rows, np.asarray(gone.get((str(root / name), group), ()), dtype=np.int64))
                if len(rows):
                    found[name, group] = rows.tolist()
    return found


def _write_replaced(root: Path, replaced: dict[tuple[str, int], list[int]], number: int,
                    written: list[tuple[Path, Path]]) -> str:
    table = pa.table({
        "file": [name for (name, _), rows in replaced.items() for _ in rows],
        "row_group": [group for (_, group), rows in replaced.items() for _ in rows],
        "row": [row for rows in replaced.values() for row in rows]})
    final = root / "replaced" / f"save-{number:05d}-{uuid.uuid4().hex[:8]}.parquet"
    final.parent.mkdir(parents=True, exist_ok=True)
    draft = final.with_name(f".{final.name}.draft")
    written.append((draft, final))
    pq.write_table(table, draft)
    _settle(draft)
    return final.relative_to(root).as_posix()


def _dropped(root: Path, manifest: dict[str, Any]) -> dict[tuple[str, int], tuple[int, ...]]:
    rows: dict[tuple[str, int], list[int]] = {}
    for name in manifest["files"]:
        if name.startswith("replaced/"):
            table = pq.read_table(root / name).to_pydict()
            for file, group, row in zip(table["file"], table["row_group"], table["row"], strict=True):
                rows.setdefault((str(root / file), group), []).append(row)
    return {key: tuple(sorted(found)) for key, found in rows.items()}
