"""Counts by key and place in time that grow when they are added, whatever the order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

import numpy as np

from toolkit.batches import Batch
from toolkit.errors import OptionError

Key = tuple[str | None, ...]
_Part = tuple[list[Key], int, np.ndarray]

MOST_CELLS: Final = 2**28
"""Cells of one table of counts (2 GB); more is a sign of a stamp centuries off or of a far too fine table."""
MOST_PARTS: Final = 8
"""Tallies kept side by side before they are added up."""
MOST_KEPT: Final = 2**22
"""Cells of tallies kept beside the largest, 16 MB."""
DENSE_CODES: Final = 2**24
"""Combinations of codes up to which they are counted in an array instead of sorted."""


class Tally:
    """How often each key stands at each place of a range of whole numbers that begins at ``first``.

    Tallies that are added are kept side by side and added up when somebody asks, or when they are many: batches mostly
    follow one another in time, so that each addition would copy all that was counted before.

    Parameters
    ----------
    keys : list of tuple
        What is counted.
    first : int
        First place.
    counts : ndarray of int32
        A row for each key, a column for each place.
    """

    def __init__(self, keys: list[Key], first: int, counts: np.ndarray) -> None:
        self._parts: tuple[_Part, ...] = ((keys, first, counts),) if keys else ()

    @classmethod
    def nothing(cls) -> Tally:
        """Tally of no rows."""
        return cls([], 0, np.zeros((0, 0), dtype=np.int32))

    @classmethod
    def of(cls, codes: np.ndarray, keys: list[Key], places: np.ndarray) -> Tally:
        """Count rows, given as the index of their key and their place."""
        if not len(codes):
            return cls.nothing()
        first = int(places.min())
        width = int(places.max()) - first + 1
        check_size(len(keys), width)
        flat = np.bincount(codes * np.int64(width) + (places - first), minlength=len(keys) * width)
        return cls(keys, first, flat.reshape(len(keys), width).astype(np.int32))

    @property
    def keys(self) -> list[Key]:
        """What is counted."""
        return self._whole()[0]

    @property
    def first(self) -> int:
        """First place."""
        return self._whole()[1]

    @property
    def counts(self) -> np.ndarray:
        """A row for each key, int32."""
        return self._whole()[2]

    @property
    def last(self) -> int:
        """Last place."""
        return self.first + self.counts.shape[1] - 1

    def plus(self, other: Tally) -> Tally:
        """Sum of two tallies."""
        both = Tally.nothing()
        both._parts = self._parts + other._parts
        sizes = [part[2].size for part in both._parts]
        if len(sizes) > MOST_PARTS or sum(sizes) - max(sizes, default=0) > MOST_KEPT:
            both._whole()
        return both

    def spread(self, keys: Sequence[Key], first: int, last: int) -> np.ndarray:
        """Counts (int64) for the given keys and range, 0 where there is nothing; other keys are dropped."""
        counts = np.zeros((len(keys), last - first + 1), dtype=np.int64)
        for part in self._parts:
            _add_into(counts, keys, first, part)
        return counts

    def __getstate__(self) -> tuple[_Part, ...]:
        self._whole()
        return self._parts

    def __setstate__(self, parts: tuple[_Part, ...]) -> None:
        self._parts = parts

    def _whole(self) -> _Part:
        """All parts added up."""
        if len(self._parts) > 1:
            keys = list(dict.fromkeys(chain.from_iterable(part[0] for part in self._parts)))
            first = min(start for _, start, _ in self._parts)
            last = max(start + counts.shape[1] for _, start, counts in self._parts) - 1
            check_size(len(keys), last - first + 1)
            whole = np.zeros((len(keys), last - first + 1), dtype=np.int32)
            for part in self._parts:
                _add_into(whole, keys, first, part)
            self._parts = ((keys, first, whole),)
        return self._parts[0] if self._parts else ([], 0, np.zeros((0, 0), dtype=np.int32))


def _add_into(counts: np.ndarray, keys: Sequence[Key], first: int, part: _Part) -> None:
    own, start, added = part
    columns = slice(start - first, start - first + added.shape[1])
    if own == list(keys):
        counts[:, columns] += added
        return
    place = {key: i for i, key in enumerate(keys)}
    rows = np.array([place.get(key, -1) for key in own], dtype=np.int64)
    if len(rows) and rows.min() < 0:
        rows, added = rows[rows >= 0], added[rows >= 0]
    if len(np.unique(rows)) < len(rows):  # no counter makes such a part, but added at once all but one would be lost
        for row, one in zip(rows, added, strict=True):
            counts[row, columns] += one
        return
    counts[rows, columns] += added


def check_size(keys: int, width: int) -> None:
    """Refuse a table that no memory holds."""
    if keys * width > MOST_CELLS:
        raise OptionError(f"{keys:,} groups in {width:,} periods are more cells than fit in memory; take a coarser "
                          "freq, name the topics with topic=[...], or leave out stamps that are far off (see health())")


def sort_key(key: Key) -> tuple[tuple[bool, str], ...]:
    """Orders keys by code point, nulls last."""
    return tuple((value is None, value or "") for value in key)


def group_codes(batch: Batch, names: Sequence[str]) -> tuple[np.ndarray, list[Key]]:
    """Index (int32) of each row's combination of values, and the combinations; null is a value of its own.

    Combinations that no row has may be among them where there is but one column.
    """
    if not names:
        return np.zeros(len(batch), dtype=np.int32), [()]
    if len(names) == 1:
        codes, values = _with_null(batch, names[0])
        return codes, [(value,) for value in values]
    combined = np.zeros(len(batch), dtype=np.int64)
    sizes = []
    for name in names:
        codes, values = _with_null(batch, name)
        combined = combined * max(len(values), 1) + codes
        sizes.append(values)
    used, codes = compress(combined, int(np.prod([max(len(v), 1) for v in sizes], dtype=np.int64)))
    return codes.astype(np.int32, copy=False), [_combination(code, sizes) for code in used.tolist()]


def _with_null(batch: Batch, name: str) -> tuple[np.ndarray, list[Any]]:
    codes, categories = batch.codes(name)
    if not len(codes) or codes.min() >= 0:
        return codes, list(categories)
    return np.where(codes < 0, np.int32(len(categories)), codes), [*categories, None]


def _combination(code: int, sizes: list[list[Any]]) -> Key:
    key = []
    for values in reversed(sizes):
        code, place = divmod(code, len(values))
        key.append(values[place])
    return tuple(reversed(key))


def compress(codes: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Codes that occur, in order, and the rows' indexes among them."""
    if size > DENSE_CODES:
        used, places = np.unique(codes, return_inverse=True)
        return used, places
    seen = np.bincount(codes, minlength=size) > 0
    used = np.flatnonzero(seen)
    return used, (np.cumsum(seen) - 1)[codes]
