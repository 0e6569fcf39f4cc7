"""Counting for coverage: articles, and articles with a topic, by group and calendar period."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial as given
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.batches import Batch, without_repeats
from toolkit.measures.periods import Clocks, periods_of
from toolkit.measures.row_counts import DAYS_KNOWN, RowCounts, Rows, count_rows
from toolkit.measures.tally import Key, Tally, compress
from toolkit.object_columns import COMPILED_FROM as ENTRIES_COMPILED_FROM
from toolkit.schema import EXACT_PRECISIONS

KNOWN_AT: Final = {"H": EXACT_PRECISIONS, "D": DAYS_KNOWN, "W": DAYS_KNOWN}
"""Precisions that know the period, where not all with a date do."""
DENSE_CELLS: Final = 2**24
"""Cells of groups, topics and periods, 64 MB, up to which one batch is counted in a table of all of them."""
DATED: Final = (*DAYS_KNOWN, "month")


@dataclass(frozen=True)
class Counts:
    """State of `CoverageCounts`: what was counted so far."""

    every: RowCounts
    """Articles by group and period."""
    n: dict[str, Tally]
    """Articles by group, topic and period, for each column that topics were looked up in."""
    filled: frozenset[str] = field(default=frozenset())
    """Columns of topics in which any row has one."""

    def plus(self, other: Counts) -> Counts:
        """Sum of two states."""
        nothing = Tally.nothing()
        n = {name: self.n.get(name, nothing).plus(other.n.get(name, nothing)) for name in {**self.n, **other.n}}
        return Counts(self.every.plus(other.every), n, self.filled | other.filled)


@dataclass(frozen=True)
class CoverageCounts:
    """Partial and combine of coverage (a `toolkit.engine.Counter`).

    Attributes
    ----------
    groups : tuple of str
        Names of the columns that make the groups.
    within : tuple of str
        Columns of lists; the first that is filled gives the topics.
    topics : tuple of str or None
        Topics to count; None counts every one that occurs.
    freq, clock : str
        As of `toolkit.coverage`.
    exploded : tuple of (str, str)
        Groups that are entries of a list column, and that column.
    """

    groups: tuple[str, ...]
    within: tuple[str, ...]
    topics: tuple[str, ...] | None
    freq: str
    clock: str
    exploded: tuple[tuple[str, str], ...] = ()
    clocks: Clocks = field(default_factory=Clocks, compare=False, repr=False)

    @property
    def scalar_groups(self) -> tuple[str, ...]:
        """Groups that are columns of single values."""
        return tuple(name for name in self.groups if name not in dict(self.exploded))

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        lists = (*(column for _, column in self.exploded), *(self.within if len(self.within) == 1 else ()))
        return (*self.scalar_groups, "published_at", *lists)

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return ("outlet", "time_zone", "published_precision", *self.within)

    def partial(self, batch: Batch) -> Counts:
        """Count one batch."""
        state = self._counts(batch, self.scalar_groups)
        if not self.exploded:
            return state
        entries = batch
        for name, column in self.exploded:
            entries = entries.exploded(column, name)
        inner, every = self._counts(entries, self.groups), state.every
        return replace(inner, every=replace(inner.every, hours=every.hours, rows=every.rows, left_out=every.left_out))

    def combine(self, one: Counts, other: Counts) -> Counts:
        """Add two counts."""
        return one.plus(other)

    def _counts(self, batch: Batch, groups: tuple[str, ...]) -> Counts:
        rows = Rows.of(batch, groups, KNOWN_AT.get(self.freq, DATED))
        every, periods = count_rows(rows, given(periods_of, freq=self.freq), self.clock, self.clocks)
        n, filled = {}, []
        for name in self.within:
            if batch.has(name):
                mentions = batch.mentions(name)
                n[name] = self._with_topic(mentions, rows, every, periods)
                filled += [name] if len(mentions[1]) else []
        return Counts(every, n, frozenset(filled))

    def _with_topic(self, mentions: tuple[np.ndarray, np.ndarray, pa.Array], rows: Rows, every: RowCounts,
                    periods: np.ndarray) -> Tally:
        if not every.rows:
            return Tally.nothing()
        if self.topics is None:
            return _count_those_that_occur(mentions, None, rows, periods)
        width = every.total.last - every.total.first + 1
        if len(rows.groups[1]) * (len(self.topics) + 1) * width > DENSE_CELLS:
            return _count_those_that_occur(mentions, self.topics, rows, periods)
        return _count_topics(mentions, self.topics, rows, periods, (every.total.first, every.total.last))


def _count_topics(mentions: tuple[np.ndarray, np.ndarray, pa.Array], topics: tuple[str, ...], rows: Rows,
                  periods: np.ndarray, extent: tuple[int, int]) -> Tally:
    """Rows with each wanted topic, by group and period."""
    offsets, codes, categories = mentions
    unwanted = len(topics)
    lookup = _lookup(categories, topics)
    first, width = extent[0], extent[1] - extent[0] + 1
    groups, keys = rows.groups
    cells = np.zeros((width, len(keys), len(topics) + 1), dtype=np.int32)
    if len(codes) >= ENTRIES_COMPILED_FROM:
        from toolkit.engine_kernels import count_topic_cells

        count_topic_cells(offsets, codes, lookup, groups, periods - first, rows.kept, cells)
    else:
        offsets, codes = without_repeats(offsets, codes, len(categories))
        of_row, topic = np.repeat(np.arange(len(groups)), np.diff(offsets)), lookup[codes]
        hit = np.flatnonzero((topic < unwanted) & rows.kept[of_row])
        at = of_row[hit]
        np.add.at(cells, (periods[at] - first, groups[at], topic[hit]), 1)
    topic_keys = [(*key, topic) for key in keys for topic in topics]
    counts = np.ascontiguousarray(cells[:, :, :unwanted].transpose(1, 2, 0))
    return Tally(topic_keys, first, counts.reshape(len(topic_keys), width))


def _lookup(categories: pa.Array, topics: tuple[str, ...]) -> np.ndarray:
    """Number of each category among the wanted topics; one more than the last for the others."""
    found = pc.fill_null(pc.index_in(categories, pa.array(topics, categories.type)), len(topics))
    return found.to_numpy(zero_copy_only=False).astype(np.int32)


def _count_those_that_occur(mentions: tuple[np.ndarray, np.ndarray, pa.Array], topics: tuple[str, ...] | None,
                            rows: Rows, periods: np.ndarray) -> Tally:
    """Rows with each wanted topic, or any, that occurs, by group and period: only pairs that occur take memory."""
    offsets, codes = without_repeats(mentions[0], mentions[1], len(mentions[2]))
    groups, keys = rows.groups
    of_row = np.repeat(np.arange(len(groups)), np.diff(offsets))
    inside = rows.kept[of_row]
    if topics is None:
        names = mentions[2].to_pylist()
    else:
        names, codes = list(topics), _lookup(mentions[2], topics)[codes]
        inside &= codes < len(topics)
    of_row, codes = of_row[inside], codes[inside]
    width = max(len(names), 1)
    used, pairs = compress(groups[of_row].astype(np.int64) * width + codes, len(keys) * width)
    pair_keys: list[Key] = [(*keys[c // width], names[c % width]) for c in used.tolist()]
    return Tally.of(pairs, pair_keys, periods[of_row])
