"""From counted pairs to the declared table: margins, scores, exact p, q over the whole family."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from toolkit.errors import OptionError
from toolkit.measures import statistics
from toolkit.measures.pair_counting import PairCounts
from toolkit.schema import PAIRS

Whole = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]

COMPILED_FROM = 200_000
"""Pairs from which on the compiled scores are worth loading."""
MOST_ZERO_PAIRS = 50_000_000
_SCORES = ("expected", "pmi", "npmi", "jaccard", "association_strength", "g2")


@dataclass(frozen=True)
class Group:
    """One group of articles: its topics with enough articles, and their pairs.

    ``names`` are in code point order; ``position[r]`` is the place there of the topic of rank r, ``margins[r]`` its
    articles and ``topics[r]`` its number among all topics.
    """

    key: tuple[Any, ...]
    n: int
    names: npt.NDArray[Any]
    position: Whole
    margins: Whole
    topics: Whole = field(repr=False)
    pairs: PairCounts | None = field(default=None, repr=False)

    @property
    def family(self) -> int:
        """Number of pairs of its topics, seen together or not."""
        return len(self.names) * (len(self.names) - 1) // 2

    @property
    def ranked_names(self) -> npt.NDArray[Any]:
        """Topics, the most frequent first."""
        return self.names[self.position]

    def rank_of(self, topics: int) -> Whole:
        """Rank of each of all topics; -1 for those that are not kept."""
        out = np.full(topics, -1, np.int64)
        out[self.topics] = np.arange(len(self.topics))
        return out

    def with_pairs(self, pairs: PairCounts) -> Group:
        """The group with its pairs counted."""
        return replace(self, pairs=pairs)


@dataclass(frozen=True)
class Pairs:
    """Pairs of one group as ranks; ``ordered`` makes a the one that comes first in code point order."""

    group: Group
    a: npt.NDArray[Any]
    b: npt.NDArray[Any]
    n: Whole
    p: Reals | None = None

    def take(self, rows: Any) -> Pairs:
        """Some of the pairs, in the order of rows."""
        return replace(self, a=self.a[rows], b=self.b[rows], n=self.n[rows],
                       p=None if self.p is None else self.p[rows])

    def ordered(self) -> Pairs:
        """The same pairs with a before b in code point order."""
        swap = self.group.position[self.a] > self.group.position[self.b]
        return replace(self, a=np.where(swap, self.b, self.a), b=np.where(swap, self.a, self.b))

    def with_p(self, step: int, hidden_below: int = 0, matters: float = 1.0) -> Pairs:
        """The same pairs with the exact p of the upper (1) or lower (-1) tail.

        p up to ``matters`` can change a q below 1. Above it that of a pair which is not shown need not be exact.
        """
        margins, n = self.group.margins, self.group.n
        if len(self.n) < COMPILED_FROM:
            tail = "more" if step > 0 else "less"
            return replace(self, p=statistics.fisher_one_sided(self.n, margins[self.a], margins[self.b], n, tail))
        from toolkit.measures import pair_kernels

        p = np.empty(len(self.n))
        pair_kernels.fisher(self.n, self.a, self.b, margins, n, step, hidden_below if matters <= 0.1 else 0, matters, p)
        return replace(self, p=p)


_NONE = PairCounts(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int64))


def _pairs_of(group: Group) -> Pairs:
    counted = group.pairs or _NONE
    return Pairs(group, counted.larger, counted.smaller, counted.n)


def attracting(groups: list[Group], by: tuple[str, ...], min_together: int, test: bool) -> pd.DataFrame:
    """Table of the pairs that stand together; p of the upper tail, q over the family of all groups."""
    listed = [_pairs_of(group) for group in groups]
    if test:
        matters = sum(len(pairs.n) for pairs in listed) / max(sum(group.family for group in groups), 1)
        listed = [pairs.with_p(1, min_together, matters) for pairs in listed]
    p = np.concatenate([np.empty(0), *(pairs.p for pairs in listed if pairs.p is not None)])
    adjust = statistics.Adjustment(p, sum(group.family for group in groups))
    frames = []
    for pairs in listed:
        shown = pairs.take(np.flatnonzero(pairs.n >= min_together)) if min_together > 1 else pairs
        shown = (_and_never_together(shown) if min_together == 0 else shown).ordered()
        shown = shown.take(_most_frequent_first(shown))
        frames.append(_frame(shown, adjust(shown.p) if shown.p is not None else None, by))
    return _joined(frames, by)


def avoiding(groups: list[Group], by: tuple[str, ...], max_q: float) -> pd.DataFrame:
    """Table of the pairs that stand together less often than by chance, with q up to ``max_q``.

    A pair with p above max_q cannot have a q below it, nor change a q below it: it need not be kept to be counted.
    """
    listed = []
    for group in groups:
        seen = _up_to(_pairs_of(group).with_p(-1), max_q)
        listed.append(_concatenated(seen, _never_together_with_p(group, max_q)).ordered())
    p = np.concatenate([np.empty(0), *(pairs.p for pairs in listed if pairs.p is not None)])
    adjust = statistics.Adjustment(p, sum(group.family for group in groups))
    frames = []
    for pairs in listed:
        q = adjust(pairs.p)
        order = np.lexsort([pairs.group.position[pairs.b], pairs.group.position[pairs.a], pairs.p])
        order = order[q[order] <= max_q]
        frames.append(_frame(pairs.take(order), q[order], by))
    return _joined(frames, by)


def _up_to(pairs: Pairs, most: float) -> Pairs:
    return pairs.take(np.flatnonzero(np.asarray(pairs.p) <= most))


def _and_never_together(pairs: Pairs) -> Pairs:
    group = pairs.group
    if group.family > MOST_ZERO_PAIRS:
        raise OptionError(f"min_together=0 would list {group.family:,} pairs; raise min_articles, or use avoidance(), "
                          "which lists those that are rarer together than by chance")
    width = max(len(group.names), 1)
    larger, smaller = np.tril_indices(len(group.names), -1)
    never = ~np.isin(larger * width + smaller, (group.pairs or _NONE).keys(width), assume_unique=True)
    zero = Pairs(group, larger[never], smaller[never], np.zeros(int(never.sum()), np.int64))
    return _concatenated(pairs, zero if pairs.p is None else replace(zero, p=np.ones(len(zero.n))))


def _concatenated(one: Pairs, other: Pairs) -> Pairs:
    p = None if one.p is None or other.p is None else np.concatenate([one.p, other.p])
    return Pairs(one.group, np.concatenate([one.a, other.a]), np.concatenate([one.b, other.b]),
                 np.concatenate([one.n, other.n]), p)


def _never_together_with_p(group: Group, most: float) -> Pairs:
    """Pairs never seen together whose p is as small as ``most``, row by row of the triangle."""
    counted, margins, n = group.pairs or _NONE, group.margins, group.n
    bounds = np.searchsorted(counted.larger, np.arange(len(margins) + 1))
    found = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for larger in range(1, len(margins)):
        rarer = margins[larger]
        if rarer >= n:
            continue
        # p = prod (1 - n_b / (n - i)) for i < n_a is at least (1 - n_b / (n - n_a))^n_a; margins fall with the rank
        least = (n - rarer) * -np.expm1(np.log(most) / rarer)
        possible = np.ones(min(larger, int(np.searchsorted(-margins, -least, "right"))), bool)
        seen = counted.smaller[bounds[larger]:bounds[larger + 1]]
        possible[seen[seen < len(possible)]] = False
        smaller = np.flatnonzero(possible)
        found.append((np.full(len(smaller), larger, np.int64), smaller))
    larger_ranks, smaller_ranks = (np.concatenate(x) for x in zip(*found, strict=True))
    zero = np.zeros(len(larger_ranks), np.int64)
    return _up_to(Pairs(group, larger_ranks, smaller_ranks, zero).with_p(-1), most)


def _most_frequent_first(pairs: Pairs) -> Any:
    """Order by n_ab, falling, then by the names."""
    width, position = max(len(pairs.group.names), 1), pairs.group.position
    top = int(pairs.n.max()) if len(pairs.n) else 0
    names = position[pairs.a] * width + position[pairs.b]
    if (top + 1) * width * width < 2**63:
        return np.argsort((top - pairs.n) * (width * width) + names)
    return np.lexsort([names, -pairs.n])


def _frame(pairs: Pairs, q: Reals | None, by: tuple[str, ...]) -> pd.DataFrame:
    group = pairs.group
    n_a, n_b = group.margins[pairs.a], group.margins[pairs.b]
    names = pa.array(group.names, pa.large_string())
    null = np.full(len(pairs.n), np.nan) if pairs.p is None or q is None else None
    columns: dict[str, Any] = {name: [value] * len(pairs.n) for name, value in zip(by, group.key, strict=True)}
    columns |= {"a": _strings(names, group.position[pairs.a]), "b": _strings(names, group.position[pairs.b]),
                "n_ab": pairs.n, "n_a": n_a, "n_b": n_b, "n": np.full(len(pairs.n), group.n, np.int64)}
    columns |= dict(zip(_SCORES, _scores(pairs, n_a, n_b), strict=True))
    columns |= {"p": pairs.p if null is None else null, "q": q if null is None else null}
    return pd.DataFrame(columns, copy=False)


def _strings(names: pa.Array, places: Whole) -> Any:
    return pd.array(names.take(pa.array(places)), dtype=pd.StringDtype("pyarrow"))


def _scores(pairs: Pairs, n_a: Whole, n_b: Whole) -> tuple[Reals, ...]:
    n = pairs.group.n
    if len(pairs.n) >= COMPILED_FROM:
        from toolkit.measures import pair_kernels

        out = tuple(np.empty(len(pairs.n)) for _ in _SCORES)
        pair_kernels.scores(pairs.n, pairs.a, pairs.b, pairs.group.margins, n, *out)
        return out
    expected = n_a.astype(np.float64) * n_b / max(n, 1)
    return (expected, statistics.pmi(pairs.n, n_a, n_b, n), statistics.npmi(pairs.n, n_a, n_b, n),
            pairs.n / (n_a + n_b - pairs.n), pairs.n / expected, statistics.g2(pairs.n, n_a, n_b, n))


def _joined(frames: list[pd.DataFrame], by: tuple[str, ...]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)] or frames[:1]
    if not filled:
        filled = [pd.DataFrame({name: [] for name in (*by, *PAIRS.names)})]
    frame = filled[0] if len(filled) == 1 else pd.concat(filled, ignore_index=True)
    strings = pd.StringDtype("pyarrow")
    for column in PAIRS.columns:
        if column.dtype == "string" and frame[column.name].dtype != strings:
            frame[column.name] = frame[column.name].astype(strings)
    for name in by:
        if frame[name].dtype == object or isinstance(frame[name].dtype, pd.StringDtype):
            frame[name] = frame[name].astype(strings)
    return frame
