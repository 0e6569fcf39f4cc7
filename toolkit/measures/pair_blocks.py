"""Pairs of vocabularies whose pair table does not fit in memory: counted block by block of the vocabulary.

A block is a range of topics, ranked by how many articles they stand in; it holds the pairs whose rarer topic lies in
the range. On one machine the source is read once for each block. On a cluster it is read once, every worker divides
what it counts among the blocks, and the parts of each block meet on one worker, which sends on only what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit import engine
from toolkit.batches import Batch
from toolkit.engine_blocks import reduce_blocks
from toolkit.measures import grouping
from toolkit.measures.pair_counting import PASS_PAIRS, PairCounts, Ranked, count_pairs, joined, merge, rank
from toolkit.measures.pair_frames import Group
from toolkit.measures.topic_counts import KEPT_CODES, Segment, TopicCounts, places, places_of_groups, take_lists

Whole = npt.NDArray[np.int64]

BYTES_PER_CODE = 16
"""What a topic mention takes while it is kept: its code, its rank, its share of the offsets."""
BYTES_PER_PAIR = 64
"""What a pair takes while two tables of pairs are added: its share of both, of the sum, and of what is copied."""
BYTES_PER_CELL = 4
"""What a possible pair takes in a table of all that are possible."""
TABLE_BYTES = 1 << 30
"""Size of the table of one block unless a memory limit says otherwise."""
COMPILED_FROM = 250_000
"""Topic mentions of one batch from which on the compiled kernels are worth loading."""


@dataclass(frozen=True)
class Budget:
    """What counting pairs may keep in memory at a time."""

    codes: int = KEPT_CODES
    """Topic mentions of the whole source; where they are more it is read again for every block."""
    buffer: int = PASS_PAIRS
    """Pairs that are sorted into their places, 4 bytes each."""
    table: int = TABLE_BYTES
    """Bytes of the table of one block."""
    remote: bool = False
    """Whether the states are added on a cluster: nothing is kept that other workers could count."""

    @classmethod
    def of(cls, source: Any, most_codes: int) -> Budget:
        """Budget of a source's memory limit: half for mentions or for a table, a quarter for what is being sorted."""
        limit = getattr(source, "memory_limit", None)
        remote = getattr(source, "client", None) is not None
        if limit is None:
            return cls(0 if remote else most_codes, remote=remote)
        return cls(0 if remote else min(most_codes, max(limit // 2 // BYTES_PER_CODE, 1)),
                   min(PASS_PAIRS, max(limit // 16, 1)), min(TABLE_BYTES, max(limit // 2, 1)), remote)

    def waiting(self) -> int:
        """Mentions that wait to be counted into the table of a block."""
        return self.codes // 4


def divide(segment: Segment, groups: Sequence[grouping.Key]) -> Any:
    """Lists of one group at a time."""
    group = places_of_groups(segment, list(groups))[segment.group]
    if len(groups) == 1 and (group == 0).all():
        return lambda g: (segment.offsets, segment.codes)
    order = np.argsort(group, kind="stable")
    bounds = np.searchsorted(group[order], np.arange(len(groups) + 1))
    return lambda g: take_lists(segment.offsets, segment.codes, order[bounds[g]:bounds[g + 1]])


def count_blocks(source: Any, topics: TopicCounts, kept: Sequence[Group], budget: Budget, least: int,
                 ) -> list[PairCounts]:
    """Pairs of each group, read from the source; those in fewer than ``least`` articles are left out."""
    ranking = Ranking(topics, tuple(kept))
    blocks: tuple[tuple[int, int], ...] = ((0, int(ranking.starts[-1])),)
    if sum(group.family for group in kept) * BYTES_PER_CELL > budget.table:
        blocks = ranking.blocks(engine.reduce(source, PairsByRow(ranking)), budget.table, not budget.remote)
    found: list[list[PairCounts]] = [[] for _ in kept]
    for state in reduce_blocks(source, PairBlocks(ranking, blocks, budget, least), len(blocks)):
        for g, pairs in state.counted.items():
            found[g].append(pairs)
    return [joined(parts) for parts in found]


@dataclass(frozen=True)
class Ranking:
    """The kept topics of all groups in one row: rank r of group g is row ``starts[g] + r``."""

    topics: TopicCounts
    kept: tuple[Group, ...]

    @property
    def starts(self) -> Whole:
        """First row of each group, and the number of all rows."""
        return np.concatenate([[0], np.cumsum([len(group.names) for group in self.kept], dtype=np.int64)])

    @property
    def before(self) -> Whole:
        """Topics of its group that rank before each row: its possible pairs."""
        starts = self.starts
        ranks: Whole = np.arange(starts[-1]) - np.repeat(starts[:-1], np.diff(starts))
        return ranks

    def blocks(self, pairs: Whole, table: int, dense: bool = True) -> tuple[tuple[int, int], ...]:
        """Ranges of rows whose tables keep to a size (that of a single row may not).

        ``pairs`` are the mentions of pairs of each row; a row has no more different pairs than it has mentions, nor
        than there are ranks before its own. A table holds the pairs that occur or, where it is ``dense``, all that are
        possible: what takes less.
        """
        before = self.before
        sparse = np.concatenate([[0], np.cumsum(np.minimum(pairs, before) * BYTES_PER_PAIR)])
        whole = np.concatenate([[0], np.cumsum(before * BYTES_PER_CELL)]) if dense else sparse
        found, first = [], 0
        while first < len(before):
            last = max(int(np.searchsorted(upto, upto[first] + table, "right")) - 1 for upto in (sparse, whole))
            found.append((first, max(last, first + 1)))
            first = found[-1][1]
        return tuple(found) or ((0, 0),)

    def lists(self, batch: Batch, rows: tuple[int, int] | None = None) -> Iterator[tuple[int, Ranked]]:
        """Number of each group of a batch with any row of the range, and its articles with a topic in the range."""
        segment = batch.once(("ranking", id(self)), lambda: self.topics.segment(batch)[0])
        keys, starts = [group.key for group in self.kept], self.starts.tolist()
        lists = divide(segment, keys)
        for g in np.unique(places_of_groups(segment, keys)[segment.group]).tolist():
            if g < 0:
                continue
            width = starts[g + 1] - starts[g]
            low, high = (0, width) if rows is None else (max(rows[0] - starts[g], 0), min(rows[1] - starts[g], width))
            if low < high:
                rank_of = places(segment.topics, self.kept[g].ranked_names).astype(np.int32)
                rank_of[rank_of >= high] = -1
                offsets, codes = lists(g)
                yield g, rank(offsets, codes, rank_of, len(segment.codes) >= COMPILED_FROM, low)


@dataclass(frozen=True)
class PairsByRow:
    """Counter: mentions of pairs by their rarer topic."""

    ranking: Ranking

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return self.ranking.topics.columns

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return self.ranking.topics.optional

    def partial(self, batch: Batch) -> Whole:
        """Count one batch."""
        starts = self.ranking.starts
        pairs = np.zeros(int(starts[-1]), np.int64)
        for g, articles in self.ranking.lists(batch):
            before = np.arange(len(articles.ranks)) - np.repeat(articles.offsets[:-1], np.diff(articles.offsets))
            own = np.bincount(articles.ranks, weights=before, minlength=int(starts[g + 1] - starts[g]))
            pairs[starts[g]:starts[g + 1]] += own.astype(np.int64)
        return pairs

    def combine(self, one: Whole, other: Whole) -> Whole:
        """Add two counts."""
        return one + other


@dataclass(frozen=True)
class DenseTable:
    """Counters of all pairs whose rarer topic has a rank from low on and below high."""

    low: int
    high: int
    counts: npt.NDArray[np.uint32]

    @classmethod
    def of(cls, low: int, high: int) -> DenseTable:
        """Table without any pair."""
        return cls(low, high, np.zeros((high - low) * (low + high - 1) // 2, np.uint32))

    def add(self, parts: list[Ranked]) -> None:
        """Count the pairs of more articles."""
        from toolkit.measures import pair_kernels

        while parts:
            part = parts.pop()
            pair_kernels.count_into(part.offsets, part.ranks, self.low, self.counts)

    def pairs(self, least: int) -> PairCounts:
        """Pairs in enough articles."""
        from toolkit.measures import pair_kernels

        size = int(np.count_nonzero(self.counts >= least))
        larger, smaller, n = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int64)
        pair_kernels.list_dense(self.counts, self.low, self.high, least, larger, smaller, n)
        return PairCounts(larger, smaller, n)


@dataclass
class PairState:
    """Articles of each group as ranks, counted and given up as soon as they are too many to keep."""

    block: int
    parts: dict[int, list[Ranked]]
    size: int
    counted: dict[int, PairCounts]
    dense: dict[int, DenseTable]


@dataclass(frozen=True)
class PairBlocks:
    """Block counter (`toolkit.engine_blocks.BlockCounter`): pairs among the kept topics."""

    ranking: Ranking
    blocks: tuple[tuple[int, int], ...] = field(repr=False)
    budget: Budget
    least: int

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return self.ranking.topics.columns

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return self.ranking.topics.optional

    def partial_of(self, batch: Batch, block: int) -> PairState:
        """Rank the topics of one batch that have a part in a block; on a cluster also count them, beside the others."""
        parts = {g: [articles] for g, articles in self.ranking.lists(batch, self.blocks[block])}
        state = PairState(block, parts, sum(len(p[0].ranks) for p in parts.values()), {}, {})
        return self._counted(state, 1) if self.budget.remote else state

    def combine(self, one: PairState, other: PairState) -> PairState:
        """Add two counts of the same block; dense tables, which never leave this process, are added to in place."""
        parts = {g: one.parts.get(g, []) + other.parts.get(g, []) for g in {**one.parts, **other.parts}}
        dense = {**other.dense, **one.dense}
        for g in one.dense.keys() & other.dense.keys():
            np.add(dense[g].counts, other.dense[g].counts, out=dense[g].counts)
        both = PairState(one.block, parts, one.size + other.size, _added(one.counted, other.counted), dense)
        return both if both.size <= self.budget.waiting() else self._counted(both, 1)

    def close(self, state: PairState) -> PairState:
        """Only the pairs that are asked for."""
        counted = self._counted(state, 1 if state.counted else self.least)
        tables = {g: table.pairs(self.least) for g, table in counted.dense.items()}
        tables |= {g: pairs.in_at_least(self.least) for g, pairs in counted.counted.items()}
        return PairState(state.block, {}, 0, tables, {})

    def _counted(self, state: PairState, least: int) -> PairState:
        starts, dense, counted = self.ranking.starts.tolist(), dict(state.dense), {}
        first, last = self.blocks[state.block]
        in_whole = not self.budget.remote and int(self.ranking.before[first:last].sum()) * BYTES_PER_CELL <= max(
            self.budget.table, BYTES_PER_CELL)
        for g, parts in state.parts.items():
            width = starts[g + 1] - starts[g]
            low, high = max(first - starts[g], 0), min(last - starts[g], width)
            if in_whole:
                if g not in dense:
                    dense[g] = DenseTable.of(low, high)
                dense[g].add(parts)
            else:
                counted[g] = count_pairs(parts, width, least, (low, high), self.budget.buffer)
        return PairState(state.block, {}, 0, _added(state.counted, counted), dense)


def _added(one: dict[int, PairCounts], other: dict[int, PairCounts]) -> dict[int, PairCounts]:
    return {g: merge(one[g], other[g]) if g in one and g in other else one.get(g) or other[g]
            for g in {**one, **other}}
