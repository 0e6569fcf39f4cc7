"""The first publication of each story: the rows that are counted where stories are counted."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import reduce as fold
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from toolkit import engine_parts
from toolkit.batches import Batch
from toolkit.engine import Counter
from toolkit.engine_blocks import reduce_blocks
from toolkit.errors import ColumnError, OptionError, ToolkitWarning

Tables = tuple[pa.Table, ...]

COUNTS: Final = {"articles": "articles", "stories": "stories", "first": "first publications"}
"""Values of ``count=`` and the unit that they count in."""
UNCERTAIN: Final = {"day": 86_400_000_000 - 1, "month": 31 * 86_400_000_000 - 1}
"""Microseconds by which a stamp may be later than it says; a stamp that knows better goes first."""
STORIES_RAN: Final = "stories"
"""Entry of a frame's ``attrs`` that `toolkit.stories` leaves: its story_id is what was found, not what is assumed."""
_IDENTIFIERS: Final = ("story_id", "article_id")
_AT_A_TIME: Final = 1 << 16
_BLOCKS_OF_CLUSTER: Final = 16
"""Blocks of stories on a cluster, where each is added up and counted by one worker."""
_MOST_BLOCKS: Final = 256
_COMPARED_FROM: Final = 100_000
"""Rows of which it is not worth asking, after each part, which are first."""
_COPIES: Final = 2
"""First rows in memory at a time: those found so far, and the same with those of one more part."""


def check_count(count: str) -> str:
    """The value of ``count=``, if it is one that there is."""
    if not isinstance(count, str) or count not in COUNTS:
        raise OptionError(f"count={count!r} is not one of {', '.join(map(repr, COUNTS))}")
    return count


def check_stories(articles: Any, what: str) -> None:
    """Refuse to count stories of rows that have none, and warn where every article is still a story of its own.

    Parameters
    ----------
    articles : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        The rows.
    what : str
        What needs the stories, for the message.

    Raises
    ------
    ColumnError
        If there is no column ``story_id``.
    """
    has = engine_parts.columns_of(articles)
    if "story_id" not in has:
        raise ColumnError(f"{what} needs the column 'story_id', which toolkit.stories(articles) adds: call it first; "
                          f"the table has {', '.join(has) or 'none'}")
    if "article_id" in has and STORIES_RAN not in (getattr(articles, "attrs", None) or {}) and _unfolded(articles):
        warnings.warn(f"{what} takes every article for a story of its own, since no story_id differs from its "
                      "article_id; call toolkit.stories(articles) first (if you have, it found no copies)",
                      ToolkitWarning, stacklevel=3)


def _unfolded(articles: Any) -> bool:
    """Whether no row belongs to another article's story; mostly the first rows tell that one does."""
    rows = 0
    for part in engine_parts.parts_of(articles):
        parts = [part] if not isinstance(part, engine_parts.FramePart) else [
            engine_parts.FramePart(part.rows, start, min(start + _AT_A_TIME, part.stop))
            for start in range(part.start, part.stop, _AT_A_TIME)]
        for batch in (batch for one in parts for batch in one.batches(list(_IDENTIFIERS))):
            (story, stories), (article, known) = map(batch.codes, _IDENTIFIERS)
            ids = np.array([*known, None], dtype=object)
            if (np.array([*stories, None], dtype=object)[story] != ids[article]).any():
                return False
            rows += len(batch)
    return rows > 1


@dataclass(frozen=True)
class FirstRows:
    """Keeps, of the rows of one story (and of one group, where ``within`` names its columns), the earliest.

    The state are Arrow tables of ``columns`` and those of ``optional`` that are there; `whole` makes one of them. Rows
    without a story are stories of their own.
    """

    needed: tuple[str, ...]
    used: tuple[str, ...]
    within: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return (*dict.fromkeys(("story_id", "published_at", *self.within, *self.needed)),)

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return (*dict.fromkeys(("published_precision", "article_id", *self.used)),)

    def partial(self, batch: Batch) -> Tables:
        """First rows of one batch."""
        return (self._first(batch),)

    def combine(self, one: Tables, other: Tables) -> Tables:
        """First rows of both; those of many parts are compared when they have become twice as many."""
        tables = one + other
        rows = [len(table) for table in tables]
        return tables if sum(rows) < 2 * max(rows) + _COMPARED_FROM else (self.whole(tables),)

    def whole(self, state: Tables) -> pa.Table:
        """First rows of all tables."""
        if len(state) == 1:
            return state[0]
        whole = pa.concat_tables(_alike(state))
        return self._first(Batch.of(whole, whole.column_names))

    def finish(self, state: Tables) -> pd.DataFrame:
        """The rows as a frame."""
        return self.whole(state).to_pandas()

    def _first(self, batch: Batch) -> pa.Table:
        table = batch.table((*self.columns, *self.optional))
        story = batch.numbers("story_id")
        keys = [np.where(story < 0, -1 - np.arange(len(batch)), story), *(batch.numbers(name) for name in self.within)]
        at = _latest(batch)
        order = np.lexsort((at, *keys))
        changes = [np.diff(values[order], prepend=values[order[:1]] - 1) != 0 for values in keys]
        starts = np.logical_or.reduce(changes)
        of_key = np.cumsum(starts) - 1
        first = order[starts]
        tied = (at[order] == at[first][of_key]) & ~starts
        if tied.any() and batch.has("article_id"):  # settles ties the same way, however the rows are ordered
            tied |= starts & np.isin(of_key, of_key[tied])
            ids = table["article_id"].take(pa.array(order[tied])).to_pylist()
            least: dict[int, tuple[tuple[bool, str], int]] = {}
            for key, row, name in zip(of_key[tied].tolist(), order[tied].tolist(), ids, strict=True):
                candidate = ((name is not None, name or ""), row)
                least[key] = min(least.get(key, candidate), candidate)
            first[list(least)] = [row for _, row in least.values()]
        return _without_unused(table.take(np.sort(first)))


def _alike(tables: Tables) -> list[pa.Table]:
    """The tables with the same columns: a file may lack one, or hold no value in one and so not know its type."""
    if all(table.schema.equals(tables[0].schema) for table in tables):
        return list(tables)
    types = {field.name: field.type for table in tables for field in table.schema}
    types |= {field.name: field.type for table in tables for field in table.schema
              if not pa.types.is_dictionary(field.type)}
    return [pa.table({name: _of_type(table, name, kind) for name, kind in types.items()}) for table in tables]


def _of_type(table: pa.Table, name: str, kind: pa.DataType) -> Any:
    """A column, or nulls where there is none or it holds nothing; values of another type are not dropped unseen."""
    if name in table.column_names and table[name].type == kind:
        return table[name]
    if name in table.column_names and table[name].null_count < len(table):
        raise ColumnError(f"column {name!r} is {table[name].type} in one file and {kind} in another; write them alike")
    return pa.nulls(len(table), kind)


def _without_unused(table: pa.Table) -> pa.Table:
    """The table with its identifiers as plain text: a dictionary would keep those of all the rows that are gone."""
    for name in _IDENTIFIERS:
        if name in table.column_names:
            place = table.column_names.index(name)
            table = table.set_column(place, name, table[name].cast(pa.large_string()))
    return table


def count_first_rows(articles: Any, first: FirstRows, counter: Counter) -> Any:
    """Count the first rows of the stories, block by block of the stories where they would not fit in memory at once.

    Parameters
    ----------
    articles : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        The rows.
    first : FirstRows
        Finds the rows to count.
    counter : Counter
        Counts them.

    Returns
    -------
    object
        The counter's state for the first rows of all stories.
    """
    blocks = _blocks(articles, first)
    return fold(counter.combine, reduce_blocks(articles, _StoryBlocks(first, counter, blocks), blocks))


def _blocks(articles: Any, first: FirstRows) -> int:
    blocks = _BLOCKS_OF_CLUSTER if getattr(articles, "client", None) is not None else 1
    limit = getattr(articles, "memory_limit", None)
    if limit is None:
        return blocks
    size = engine_parts.bytes_of(articles, [*first.columns, *first.optional])
    return max(blocks, min(-(-_COPIES * size // limit), _MOST_BLOCKS))


@dataclass(frozen=True)
class _StoryBlocks:
    """First rows of a share of the stories (a `toolkit.engine_blocks.BlockCounter`), counted when all are known."""

    first: FirstRows
    counter: Counter
    blocks: int

    @property
    def columns(self) -> tuple[str, ...]:
        return self.first.columns

    @property
    def optional(self) -> tuple[str, ...]:
        return self.first.optional

    def partial_of(self, batch: Batch, block: int) -> Tables:
        """First rows of a block's stories in one batch."""
        if self.blocks == 1:
            return self.first.partial(batch)
        table = batch.once("every column", lambda: batch.table((*self.columns, *self.optional)))
        mine = batch.once("blocks", lambda: self._blocks_of(batch)) == block
        return self.first.partial(Batch.of(table.filter(mine), table.column_names))

    def _blocks_of(self, batch: Batch) -> np.ndarray:
        """Block of each row: by its story, or by its place where it has none."""
        codes, names = batch.codes("story_id")
        blocks = (pd.util.hash_array(names) % self.blocks).astype(np.int64) if len(names) else np.zeros(0, np.int64)
        return np.where(codes < 0, np.arange(len(batch)) % self.blocks, np.append(blocks, -1)[codes])

    def combine(self, one: Tables, other: Tables) -> Tables:
        """First rows of both."""
        return self.first.combine(one, other)

    def close(self, state: Tables) -> Any:
        """Count of the first rows."""
        whole = self.first.whole(state)
        return self.counter.partial(Batch.of(whole, whole.column_names))


def _latest(batch: Batch) -> np.ndarray:
    """Latest instant that each row's stamp allows; rows without one come last."""
    micros, known = batch.micros("published_at")
    latest = np.where(known, micros, np.iinfo(np.int64).max)
    if batch.has("published_precision"):
        codes, categories = batch.codes("published_precision")
        for name, more in UNCERTAIN.items():
            if name in categories:
                mine = known & (codes == int(np.flatnonzero(categories == name)[0]))
                latest[mine] += more
    return latest
