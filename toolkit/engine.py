"""Runs a measure over a frame in memory, a folder of Parquet files, or a Dask cluster.

A measure is three pure functions: ``partial`` counts one batch of rows, ``combine`` adds two of those counts and
``finish`` turns the sum into a frame. Counts are whole numbers, so the result does not depend on how the rows were cut
or on where they were counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import reduce as fold
from typing import Any, Final, Protocol

import pandas as pd
import pyarrow as pa

from toolkit.batches import Batch
from toolkit.engine_parts import (
    ORIGIN,
    FramePart,
    ParquetPart,
    Part,
    bytes_of,
    columns_of,
    marked_distinct,
    origin,
    parts_of,
)
from toolkit.errors import ColumnError, OptionError

MOST_READ: Final = 2**28
"""Bytes, 256 MB, that the columns of Parquet files may take for `encode` to read them."""
BAR_FROM: Final = 8
"""Parts from which on a progress bar is shown."""
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
        The rows. Parquet files whose columns take little memory are read, once; others, and a handle with a cluster or
        a memory limit, are returned as they came: measures read them as they count.
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
    InputError
        If the source is not one that can be read.

    Examples
    --------
    >>> encoded = encode(pd.DataFrame({"outlet": ["A", "A"], "tags": [["rail"], ["rail", "sea"]]}))
    >>> encoded["outlet"].type.value_type, len(encoded)
    (DataType(large_string), 2)
    """
    has = columns_of(articles)
    if isinstance(articles, pd.DataFrame) and not all(isinstance(c, str) for c in articles.columns):
        raise ColumnError(f"column {next(c for c in articles.columns if not isinstance(c, str))!r} has no text for a "
                          "name; rename it")
    if columns is not None and not isinstance(columns, Iterable):
        raise OptionError(f"columns={columns!r} is no list of columns, such as ['published_at', 'outlet']")
    names = has if columns is None else [columns] if isinstance(columns, str) else list(columns)
    for name in names:
        if name not in has:
            raise ColumnError(f"the table has no column {name!r}; it has {', '.join(has)}")
    _check_once(has, names)
    if not isinstance(articles, (pd.DataFrame, pa.Table)):
        return _read_if_small(articles, names)
    table = marked_distinct(next(FramePart(articles, 0, len(articles)).batches(names)).table(names))
    return table.replace_schema_metadata({ORIGIN: json.dumps(origin(articles))})


def _read_if_small(source: Any, names: list[str]) -> Any:
    """Those columns of Parquet files as a table in pieces, one for each row group; the source where it is large."""
    if getattr(source, "client", None) is not None or getattr(source, "memory_limit", None) is not None:
        return source
    if bytes_of(source, names, MOST_READ) > MOST_READ:
        return source
    parts = [part for part in parts_of(source) if isinstance(part, ParquetPart)]
    if any(set(names) >= set(parts[0].names()) and not set(names) >= set(part.names()) for part in parts):
        return source  # all columns of the first file, but another has more
    tables = [table for part in parts for table in part.tables(names)]
    if any(table.schema != tables[0].schema for table in tables):
        return source  # a file without one of the columns, or with another type
    if not tables:
        return source
    return marked_distinct(pa.concat_tables(tables)).replace_schema_metadata({ORIGIN: json.dumps(origin(source))})


def _needed(parts: list[Part], measure: Counter) -> list[str]:
    """Columns to read; the parts after the first are checked when they are read.

    A column that is used where it is there need not be in the first file.
    """
    has = parts[0].names()
    _check_columns(has, measure)
    anywhere = set(has).union(*(part.facts.names for part in parts if isinstance(part, ParquetPart)))
    wanted = [name for name in dict.fromkeys((*measure.columns, *measure.optional)) if name in anywhere]
    _check_once(has, wanted)
    return wanted


def _check_once(has: list[str], names: list[str]) -> None:
    twice = next((name for name in names if has.count(name) > 1), None) if len(set(has)) < len(has) else None
    if twice is not None:
        raise ColumnError(f"the table has more than one column {twice!r}; drop or rename all but one")


def _check_columns(has: list[str], measure: Counter, what: str = "the table") -> None:
    for name in measure.columns:
        if name not in has:
            raise ColumnError(f"{what} has no column {name!r}, which this needs; it has {', '.join(has) or 'none'}. "
                              f"Rename the column that holds it to {name!r}")


def _count(part: Part, measure: Counter, names: list[str]) -> Any:
    if isinstance(part, ParquetPart):
        has = part.names()
        _check_columns(has, measure, part.path)
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
