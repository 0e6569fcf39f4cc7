"""Counts by key and place in time that grow when they are added, whatever the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from toolkit.batches import Batch
from toolkit.errors import OptionError

Key = tuple[str | None, ...]

MOST_CELLS: Final = 2**28
"""Cells of one table of counts (2 GB); more is a sign of a stamp centuries off or of a far too fine table."""
DENSE_CODES: Final = 2**24
"""Combinations of codes up to which they are counted in an array instead of sorted."""


@dataclass(frozen=True)
class Tally:
    """How often each key stands at each place of a range of whole numbers that begins at ``first``."""

    keys: list[Key]
    first: int
    counts: np.ndarray

    @classmethod
    def of(cls, codes: np.ndarray, keys: list[Key], places: np.ndarray) -> Tally:
        """Count rows, given as the index of their key and their place."""
        if not len(codes):
            return cls([], 0, np.zeros((0, 0), dtype=np.int64))
        first = int(places.min())
        width = int(places.max()) - first + 1
        check_size(len(keys), width)
        flat = np.bincount(codes * np.int64(width) + (places - first), minlength=len(keys) * width)
        return cls(keys, first, flat.reshape(len(keys), width))

    @property
    def last(self) -> int:
        """Last place."""
        return self.first + self.counts.shape[1] - 1

    def plus(self, other: Tally) -> Tally:
        """Sum of two tallies."""
        if not self.keys or not other.keys:
            return other if not self.keys else self
        keys = list(dict.fromkeys((*self.keys, *other.keys)))
        first, last = min(self.first, other.first), max(self.last, other.last)
        check_size(len(keys), last - first + 1)
        counts = self.spread(keys, first, last)
        other.add_into(counts, keys, first)
        return Tally(keys, first, counts)

    def spread(self, keys: Sequence[Key], first: int, last: int) -> np.ndarray:
        """Counts for the given keys and range, 0 where there is nothing; keys that are not given are dropped."""
        counts = np.zeros((len(keys), last - first + 1), dtype=np.int64)
        self.add_into(counts, keys, first)
        return counts

    def add_into(self, counts: np.ndarray, keys: Sequence[Key], first: int) -> None:
        """Add these counts to an array whose rows are the given keys and whose columns begin at ``first``."""
        if not self.keys:
            return
        place = {key: i for i, key in enumerate(keys)}
        mine = [i for i, key in enumerate(self.keys) if key in place]
        start = self.first - first
        counts[[place[self.keys[i]] for i in mine], start:start + self.counts.shape[1]] += self.counts[mine]


def check_size(keys: int, width: int) -> None:
    """Refuse a table that no memory holds."""
    if keys * width > MOST_CELLS:
        raise OptionError(f"{keys:,} groups in {width:,} periods are more cells than fit in memory; take a coarser "
                          "freq, name the topics with topic=[...], or leave out stamps that are far off (see health())")


def sort_key(key: Key) -> tuple[tuple[bool, str], ...]:
    """Orders keys by code point, nulls last."""
    return tuple((value is None, value or "") for value in key)


def group_codes(batch: Batch, names: Sequence[str]) -> tuple[np.ndarray, list[Key]]:
    """Index of each row's combination of values, and the combinations that occur; null is a value of its own."""
    codes = np.zeros(len(batch), dtype=np.int64)
    sizes: list[list[Any]] = []
    for name in names:
        own, categories = batch.codes(name)
        values = [*categories, None]
        codes = codes * len(values) + np.where(own < 0, len(categories), own)
        sizes.append(values)
    used, codes = compress(codes, int(np.prod([len(v) for v in sizes], dtype=np.int64)))
    keys = []
    for code in used.tolist():
        key = []
        for values in reversed(sizes):
            code, place = divmod(code, len(values))
            key.append(values[place])
        keys.append(tuple(reversed(key)))
    return codes, keys


def compress(codes: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Codes that occur, in order, and the rows' indexes among them."""
    if size > DENSE_CODES:
        used, places = np.unique(codes, return_inverse=True)
        return used, places
    seen = np.bincount(codes, minlength=size) > 0
    used = np.flatnonzero(seen)
    return used, (np.cumsum(seen) - 1)[codes]
