"""Count how often topics stand together, from the topic ranks of each article.

Topics are ranked by how many articles they stand in, the most frequent first. A pair is a cell (larger rank, smaller
rank) of a triangle. Small inputs are sorted in numpy. Large ones are counted block by block of rows, each block small
enough to stay in the processor's cache, and in passes over the rows, so that memory does not grow with the number of
pairs counted (the radix partitioning known from database joins).

References
----------
S. Manegold, P. Boncz and M. Kersten (2002), Optimizing main-memory join on modern hardware, IEEE TKDE 14.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]

SMALL = 2_000_000
"""Up to so many pairs plain sorting is quicker than loading the compiled kernels."""
BLOCK_CELLS = 1 << 18
"""Cells of one dense block: 1 MB of counters, within the second-level cache."""
PASS_PAIRS = 1 << 25
"""Pairs buffered in one pass over the articles: 128 MB."""
_WORTH_DENSE = 16
_SPARSE_PAIRS = 1 << 18
_LARGEST_CELL = (1 << 32) - 1


@dataclass(frozen=True)
class Ranked:
    """Articles as lists of topic ranks, ascending within each: ``ranks[offsets[i]:offsets[i + 1]]``."""

    offsets: Whole
    ranks: Codes


@dataclass(frozen=True)
class PairCounts:
    """Pairs that stand together at least once, by larger and then smaller rank, ascending."""

    larger: Codes
    smaller: Codes
    n: Whole

    def keys(self, width: int) -> Whole:
        """One number for each pair, ascending."""
        return self.larger.astype(np.int64) * width + self.smaller

    def in_at_least(self, least: int) -> PairCounts:
        """Those in enough lists."""
        kept = self.n >= least
        return self if kept.all() else PairCounts(self.larger[kept], self.smaller[kept], self.n[kept])


def _of_keys(keys: Whole, n: npt.NDArray[Any], width: int) -> PairCounts:
    larger, smaller = np.divmod(keys, width)
    return PairCounts(larger.astype(np.int32), smaller.astype(np.int32), n.astype(np.int64))


@dataclass(frozen=True)
class _Block:
    first: int
    last: int
    pairs: int
    dense: bool


def count_pairs(parts: list[Ranked], width: int, least: int = 1, rows: tuple[int, int] | None = None,
                buffer: int | None = None) -> PairCounts:
    """Pairs of ranks below ``width`` with the number of lists that hold both.

    Parameters
    ----------
    parts : list of Ranked
        The articles, in any division.
    width : int
        Number of topics.
    least : int, default 1
        Pairs in fewer lists are left out.
    rows : (int, int), optional
        Count only the pairs whose larger rank is at least the first and below the second; no rank above may be there.
    buffer : int, optional
        Pairs that may be held in memory at a time, 4 bytes each; `PASS_PAIRS` unless given.

    Returns
    -------
    PairCounts
        Sorted by larger, then smaller rank.
    """
    pairs = sum(_pairs_in(part.offsets) for part in parts)
    if pairs <= SMALL:
        return _count_by_sorting(parts, width, least, (rows or (0, width))[0])
    return _count_by_blocks(parts, width, least, rows or (0, width), buffer or PASS_PAIRS)


def _pairs_in(offsets: Whole) -> int:
    length = np.diff(offsets).astype(np.int64)
    return int((length * (length - 1) // 2).sum())


def merge(one: PairCounts, other: PairCounts) -> PairCounts:
    """Sum of two counts over the same ranks."""
    if len(one.n) + len(other.n) >= SMALL:
        from toolkit.measures import pair_kernels

        size = len(one.n) + len(other.n)
        larger, smaller, n = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int64)
        found = pair_kernels.merge_pairs(one.larger, one.smaller, one.n, other.larger, other.smaller, other.n,
                                         larger, smaller, n)
        return PairCounts(larger[:found].copy(), smaller[:found].copy(), n[:found].copy())
    both = joined([one, other])
    larger, smaller, n = both.larger, both.smaller, both.n
    order = np.lexsort((smaller, larger))
    larger, smaller, n = larger[order], smaller[order], n[order]
    first = np.flatnonzero((np.diff(larger, prepend=-1) != 0) | (np.diff(smaller, prepend=-1) != 0))
    return PairCounts(larger[first], smaller[first], np.add.reduceat(n, first) if len(first) else n)


def joined(parts: list[PairCounts]) -> PairCounts:
    """Counts of ranges of larger ranks that follow one another."""
    if len(parts) == 1:
        return parts[0]
    return PairCounts(np.concatenate([np.empty(0, np.int32), *(part.larger for part in parts)]),
                      np.concatenate([np.empty(0, np.int32), *(part.smaller for part in parts)]),
                      np.concatenate([np.empty(0, np.int64), *(part.n for part in parts)]))


def rank(offsets: Whole, codes: Codes, rank_of: Codes, compiled: bool = False, low: int = 0) -> Ranked:
    """Lists of codes as sorted lists of ranks; codes of rank -1 are dropped, and lists without a rank from low on."""
    if compiled:
        from toolkit.measures import pair_kernels

        out_offsets, out = np.empty(len(offsets), np.int64), np.empty(len(codes), np.int32)
        end = pair_kernels.rank_lists(offsets, codes, rank_of, low, out_offsets, out)
        return Ranked(out_offsets, out[:end].copy() if end < len(out) * 0.9 else out[:end])
    ranks = rank_of[codes]
    article = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    kept = ranks >= 0
    if low:
        kept &= (np.bincount(article[ranks >= low], minlength=len(offsets)) > 0)[article]
    article, ranks = article[kept], ranks[kept]
    order = np.lexsort((ranks, article))
    lengths = np.bincount(article, minlength=len(offsets) - 1)
    return Ranked(np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), ranks[order])


def _count_by_sorting(parts: list[Ranked], width: int, least: int, low: int) -> PairCounts:
    keys = np.concatenate([np.empty(0, np.int64), *(_pair_keys(part, width) for part in parts)])
    found, n = np.unique(keys if low == 0 else keys[keys >= low * width], return_counts=True)
    kept = n >= least
    return _of_keys(found[kept], n[kept], width)


def _pair_keys(part: Ranked, width: int) -> Whole:
    start = np.repeat(part.offsets[:-1], np.diff(part.offsets))
    smaller = np.arange(len(start)) - start
    larger = np.repeat(np.arange(len(start)), smaller)
    step = np.arange(len(larger)) - np.repeat(np.cumsum(smaller) - smaller, smaller)
    return part.ranks[larger].astype(np.int64) * width + part.ranks[start[larger] + step]


def _count_by_blocks(parts: list[Ranked], width: int, least: int, wanted: tuple[int, int], buffer: int) -> PairCounts:
    from toolkit.measures import pair_kernels

    pairs = np.zeros(width, np.int64)
    for part in parts:
        pair_kernels.pairs_by_row(part.offsets, part.ranks, pairs)
    pairs[:wanted[0]] = pairs[wanted[1]:] = 0
    found = []
    for blocks in _passes(_blocks(pairs), buffer):
        for block, cells in _scattered(parts, blocks, width, wanted):
            found.append((_dense if block.dense else _sparse)(block, cells, least))
    return joined(found)


def _blocks(pairs: Whole) -> list[_Block]:
    """Rows cut into blocks: dense where counters are worth their memory, sparse where few pairs meet many cells."""
    edges = np.concatenate([[0], np.cumsum(np.arange(len(pairs), dtype=np.int64))])
    upto = np.concatenate([[0], np.cumsum(pairs)])
    blocks, first = [], 0
    while first < len(pairs):
        last = max(first + 1, int(np.searchsorted(edges, edges[first] + BLOCK_CELLS, "right")) - 1)
        dense = edges[last] - edges[first] <= _WORTH_DENSE * (upto[last] - upto[first])
        if not dense:
            enough = int(np.searchsorted(upto, upto[first] + _SPARSE_PAIRS, "right")) - 1
            allowed = int(np.searchsorted(edges, edges[first] + _LARGEST_CELL, "right")) - 1
            last = max(last, min(enough, allowed))
        blocks.append(_Block(first, last, int(upto[last] - upto[first]), bool(dense)))
        first = last
    return [block for block in blocks if block.pairs]


def _passes(blocks: list[_Block], most: int) -> Iterator[list[_Block]]:
    batch: list[_Block] = []
    for block in blocks:
        if batch and sum(b.pairs for b in batch) + block.pairs > most:
            yield batch
            batch = []
        batch.append(block)
    if batch:
        yield batch


def _scattered(parts: list[Ranked], blocks: list[_Block], width: int, wanted: tuple[int, int],
               ) -> Iterator[tuple[_Block, Any]]:
    """One pass over the articles: the cells of every block, those of one block side by side."""
    from toolkit.measures import pair_kernels

    block_of, base_of = np.zeros(width, np.int32), np.zeros(width, np.int64)
    for number, block in enumerate(blocks):
        rows = np.arange(block.first, block.last, dtype=np.int64)
        block_of[block.first:block.last] = number
        base_of[block.first:block.last] = np.cumsum(rows) - rows
    ends = np.cumsum([block.pairs for block in blocks])
    cursor = np.concatenate([[0], ends[:-1]])
    cells = np.empty(int(ends[-1]), np.uint32)
    low, high = max(blocks[0].first, wanted[0]), min(blocks[-1].last, wanted[1])
    for part in parts:
        pair_kernels.scatter(part.offsets, part.ranks, low, high, block_of, base_of, cursor, cells)
    for block, end in zip(blocks, ends, strict=True):
        yield block, cells[end - block.pairs:end]


def _dense(block: _Block, cells: Any, least: int) -> PairCounts:
    from toolkit.measures import pair_kernels

    size = (block.last - block.first) * (block.first + block.last - 1) // 2
    most = min(size, block.pairs)
    rows, columns, n = np.empty(most, np.int32), np.empty(most, np.int32), np.empty(most, np.int64)
    counts = np.empty(size, np.uint32)
    found = pair_kernels.count_dense(cells, counts, block.first, block.last, least, rows, columns, n)
    return PairCounts(rows[:found].copy(), columns[:found].copy(), n[:found].copy())


def _sparse(block: _Block, cells: Any, least: int) -> PairCounts:
    found, n = np.unique(cells, return_counts=True)
    found, n = found[n >= least].astype(np.int64), n[n >= least]
    rows = np.arange(block.first, block.last, dtype=np.int64)
    base = np.cumsum(rows) - rows
    at = np.searchsorted(base, found, "right") - 1
    return PairCounts(rows[at].astype(np.int32), (found - base[at]).astype(np.int32), n.astype(np.int64))
