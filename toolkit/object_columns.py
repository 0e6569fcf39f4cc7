"""Columns of plain Python objects, read as codes."""

from __future__ import annotations

from itertools import chain
from typing import Any, Final

import numpy as np
import pandas as pd

from toolkit.errors import ColumnError

Codes = tuple[np.ndarray, np.ndarray]
Lists = tuple[np.ndarray, np.ndarray, np.ndarray]

COMPILED_FROM: Final = 200_000
"""List entries from which on the compiled kernel is worth the time that loading it takes."""
LISTS_COMPILED_FROM: Final = 100_000
"""Lists from which on that is so for kernels that read lists."""


def mentions_of_objects(values: np.ndarray) -> Lists:
    """Offsets, codes and categories of a column of lists."""
    if len(values) >= LISTS_COMPILED_FROM and (read := _mentions_of_lists(values)) is not None:
        return read
    offsets, flat = _flatten_objects(values)
    return offsets, *_factorize_objects(flat)


def _mentions_of_lists(values: np.ndarray) -> Lists | None:
    """The same for plain lists that hold the same objects many times over; None where that is not so."""
    from toolkit.engine_kernels import can_read_lists, distinct_addresses, items_of_lists

    if not can_read_lists():
        return None
    values = np.ascontiguousarray(values)  # their addresses are read one behind the other
    offsets, items = items_of_lists(np.asarray(_Addresses(values)), id(list))
    codes, first = distinct_addresses(items, len(items) // 8)
    if not len(first):
        return None
    rows = np.searchsorted(offsets, first, side="right") - 1
    objects = np.empty(len(first), dtype=object)
    objects[:] = [values[row][i] for row, i in zip(rows.tolist(), (first - offsets[rows]).tolist(), strict=True)]
    return offsets, *_factorize_distinct(codes, objects)


def _flatten_objects(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    kinds = set(map(type, values))
    if not kinds <= {list, tuple}:
        values = [_as_list(v) for v in values]  # type: ignore[assignment]
    offsets = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, values), dtype=np.int64, count=len(values)), out=offsets[1:])
    return offsets, np.fromiter(chain.from_iterable(values), dtype=object, count=int(offsets[-1]))


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, (list, tuple, set, frozenset, np.ndarray)):
        return list(value)
    if is_null(value):
        return []
    raise ColumnError(f"expected lists, found {value!r}; split the strings into lists first")


def _factorize_objects(flat: np.ndarray) -> Codes:
    """Codes and categories of Python objects.

    In long columns the same string mostly is the same object, many times over. Its address tells it apart much faster
    than its text, so addresses are told apart first and only the distinct ones are compared as text.
    """
    if len(flat) < COMPILED_FROM:
        return factorize_text(flat)
    from toolkit.engine_kernels import distinct_addresses

    codes, first = distinct_addresses(np.asarray(_Addresses(flat)), len(flat) // 8)
    if not len(first):  # hardly any object stands twice
        return factorize_text(flat)
    return _factorize_distinct(codes, flat[first])


def _factorize_distinct(codes: np.ndarray, objects: np.ndarray) -> Codes:
    """Codes and categories from the codes of distinct objects, of which several may hold the same text."""
    of_object, categories = factorize_text(objects)
    if len(categories) == len(objects) and of_object[-1] == len(objects) - 1:
        return codes, categories  # no two objects hold the same text, and none is null: the codes are the same
    return of_object[codes], categories


def factorize_text(flat: np.ndarray) -> Codes:
    """Codes and categories of Python objects, told apart by their text."""
    try:
        codes, categories = pd.factorize(flat, use_na_sentinel=True)
    except TypeError:  # of what cannot be hashed
        odd = next((v for v in flat if isinstance(v, (list, dict, set, np.ndarray))), flat[:1])
        raise ColumnError(f"expected single values, found {odd!r}; this column, or a list in it, holds lists inside: "
                          "explode them, or join them into text") from None
    return as_strings(codes.astype(np.int32, copy=False), categories)


class _Addresses:
    """View of an array of Python objects as their addresses."""

    def __init__(self, objects: np.ndarray) -> None:
        self.objects = objects  # kept alive as long as the view
        pointer = objects.__array_interface__["data"][0]
        self.__array_interface__ = {"data": (pointer, True), "typestr": "<i8", "shape": objects.shape, "version": 3}


def as_strings(codes: np.ndarray, categories: np.ndarray) -> Codes:
    """Categories as strings, each once."""
    if set(map(type, categories)) == {str} and _all_writable(categories) and len(set(categories)) == len(categories):
        return codes, categories
    values = [_writable(v) if type(v) is str else None if is_null(v) else str(v) for v in categories]
    known = dict.fromkeys(v for v in values if v is not None)
    names = np.empty(len(known), dtype=object)
    names[:] = list(known)
    if len(known) == len(values):
        return codes, names
    place: dict[str | None, int] = {v: i for i, v in enumerate(known)}
    new = np.array([*(place.get(v, -1) for v in values), -1], dtype=np.int32)  # the last serves code -1
    return new[codes], names


def _all_writable(texts: np.ndarray) -> bool:
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return False
    return True


def _writable(text: str) -> str:
    """Text without half surrogates, which no UTF-8 can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def is_null(value: Any) -> bool:
    """Whether pandas would call a Python object missing."""
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)
