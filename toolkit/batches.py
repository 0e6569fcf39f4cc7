"""One batch of rows as a measure sees it: integer codes and categories, whatever the rows came from.

A column of strings may reach a measure as Python objects, pandas strings, categories, Arrow strings or Arrow
dictionaries. `Batch` turns each of them into the same three shapes, once, and keeps them for the next measure that
asks: codes with categories, offsets with codes for columns of lists, and microseconds for times.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from toolkit.errors import ColumnError
from toolkit.object_columns import (
    COMPILED_FROM,
    Codes,
    Lists,
    as_strings,
    factorize_text,
    is_null,
    mentions_of_objects,
)


class Batch:
    """Rows of a table, read as codes.

    Parameters
    ----------
    columns : mapping of str to Series, pyarrow Array or ChunkedArray
        The columns, all of one length.
    length : int, optional
        Number of rows; needed only where there are no columns.
    distinct : bool
        Whether every dictionary is known to hold each value once, as those that the Parquet reader makes do.

    Examples
    --------
    >>> batch = Batch({"outlet": pd.Series(["a", None, "b"]), "tags": pd.Series([["x", "y", "x"], [], None])})
    >>> codes, categories = batch.codes("outlet")
    >>> codes.tolist(), categories.tolist()
    ([0, -1, 1], ['a', 'b'])
    >>> offsets, codes, categories = batch.lists("tags")
    >>> offsets.tolist(), codes.tolist(), categories.tolist()
    ([0, 2, 2, 2], [0, 1], ['x', 'y'])
    """

    def __init__(self, columns: Mapping[str, Any], length: int | None = None, *, distinct: bool = False) -> None:
        self._distinct = distinct
        self._columns = dict(columns)
        self._length = len(next(iter(self._columns.values()))) if length is None else length
        self._kept: dict[Hashable, Any] = {}

    @classmethod
    def of(cls, rows: pd.DataFrame | pa.Table, names: Iterable[str]) -> Batch:
        """Batch of those columns of a frame or Arrow table that it has."""
        has = rows.columns if isinstance(rows, pd.DataFrame) else rows.column_names
        wanted = [name for name in names if name in has]
        for name in wanted:
            if list(has).count(name) > 1:
                raise ColumnError(f"the table has more than one column {name!r}; drop or rename all but one")
        return cls({name: rows[name] for name in wanted}, len(rows))

    def __len__(self) -> int:
        return self._length

    def has(self, name: str) -> bool:
        """Whether the rows have this column."""
        return name in self._columns

    def is_list(self, name: str) -> bool:
        """Whether a column holds lists (the first value that is not null tells for Python objects)."""
        return is_list_column(self._column(name))

    def codes(self, name: str) -> Codes:
        """Codes (int32, -1 = null) and their categories (strings, each once)."""
        return self._once("codes", name, lambda values: codes_of(values, self._distinct))

    def numbers(self, name: str) -> np.ndarray:
        """Codes alone (-1 = null), for those who need to know only which rows are alike."""
        if ("codes", name) in self._kept or _is_object(self._column(name)):
            return self.codes(name)[0]
        return self._once("numbers", name, lambda values: numbers_of(values, self._distinct))

    def lists(self, name: str) -> Lists:
        """Offsets (int64), codes (int32) and categories of a list column; no nulls, no repeats inside one list."""
        return self._once("lists", name, lambda _: self._without_repeats(name))

    def mentions(self, name: str) -> tuple[np.ndarray, np.ndarray, pa.Array]:
        """As `lists`, but an entry may stand in one list more than once, and the categories are an Arrow array.

        For counters that look out for repeats themselves and do not need all the names.
        """
        return self._once("mentions", name, lambda values: mentions_of(values, self._distinct))

    def micros(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Microseconds since 1970 in UTC (int64) and whether the value is known (bool)."""
        return self._once("micros", name, lambda values: micros_of(values, name))

    def table(self, names: Iterable[str]) -> pa.Table:
        """Those of the columns that are there, as an Arrow table whose types do not depend on the source."""
        return pa.table({name: self._as_arrow(name) for name in names if name in self._columns})

    def exploded(self, name: str, into: str) -> Batch:
        """A row for each entry of a list column, which becomes the column ``into`` of single values."""
        offsets, codes, categories = self.lists(name)
        rows = np.repeat(np.arange(len(self)), np.diff(offsets))
        table = self.table(self._columns).take(rows)
        columns = {kept: table[kept] for kept in table.column_names}
        return Batch({**columns, into: _dictionary(codes, categories)}, len(rows))

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gives, made once for all who ask this batch for it under this key."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def _as_arrow(self, name: str) -> pa.Array:
        values = self._column(name)
        if is_time_column(values):
            micros, known = self.micros(name)
            return pa.array(micros.view("datetime64[us]"), pa.timestamp("us", "UTC"), mask=~known)
        if not self.is_list(name):
            return _dictionary(*self.codes(name))
        offsets, codes, categories = self.lists(name)
        return pa.LargeListArray.from_arrays(pa.array(offsets), _dictionary(codes, categories))

    def _without_repeats(self, name: str) -> Lists:
        offsets, codes, categories = self.mentions(name)
        return *without_repeats(offsets, codes, len(categories)), _objects(categories)

    def _column(self, name: str) -> Any:
        try:
            return self._columns[name]
        except KeyError:
            raise ColumnError(f"no column {name!r}; there are {', '.join(self._columns) or 'none'}") from None

    def _once(self, shape: str, name: str, convert: Any) -> Any:
        return self.once((shape, name), lambda: convert(self._column(name)))


def _dictionary(codes: np.ndarray, categories: np.ndarray) -> pa.DictionaryArray:
    null = codes < 0
    indices = pa.array(codes.astype(np.int32, copy=False), mask=null if null.any() else None)
    return pa.DictionaryArray.from_arrays(indices, pa.array(categories, pa.large_string()))


def _arrow(values: Any) -> pa.Array:
    """Arrow array in one piece."""
    if isinstance(values, pd.Series):
        values = pa.array(values, from_pandas=True)
    if isinstance(values, pa.ChunkedArray):
        try:
            values = _in_one_piece(values)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            # dictionaries that hold nulls, or more values together than their index can tell apart
            values = _in_one_piece(values.cast(_without_dictionary(values.type)))
    return values


def _in_one_piece(values: pa.ChunkedArray) -> pa.Array:
    if pa.types.is_dictionary(values.type):
        values = values.unify_dictionaries()
    whole = values.combine_chunks() if values.num_chunks != 1 else values.chunk(0)
    if isinstance(whole, pa.ChunkedArray):  # more than fits one array
        whole = pa.concat_arrays(whole.chunks)
    return whole


def _without_dictionary(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(kind):
        return kind.value_type
    if not is_list_type(kind) or not pa.types.is_dictionary(kind.value_type):
        return kind
    inner = kind.value_type.value_type
    if pa.types.is_fixed_size_list(kind):
        return pa.list_(inner, kind.list_size)
    return pa.large_list(inner) if pa.types.is_large_list(kind) else pa.list_(inner)


def _is_object(values: Any) -> bool:
    return isinstance(values, pd.Series) and values.dtype == object


def is_list_column(values: Any) -> bool:
    """Whether a column holds lists."""
    if isinstance(values, pd.DataFrame):
        raise ColumnError(f"the table has more than one column {values.columns[0]!r}; drop or rename all but one")
    if _is_object(values):
        first = next((v for v in values.to_numpy() if not is_null(v)), None)
        return isinstance(first, (list, tuple, set, frozenset, np.ndarray))
    if isinstance(values, pd.Series):
        return isinstance(values.dtype, pd.ArrowDtype) and is_list_type(values.dtype.pyarrow_dtype)
    return is_list_type(values.type)


def is_time_column(values: Any) -> bool:
    """Whether a column holds times."""
    if isinstance(values, pd.Series) and isinstance(values.dtype, pd.DatetimeTZDtype):
        return True
    if isinstance(values, pd.Series):
        return isinstance(values.dtype, pd.ArrowDtype) and pa.types.is_timestamp(values.dtype.pyarrow_dtype)
    return pa.types.is_timestamp(values.type)


def is_list_type(kind: pa.DataType) -> bool:
    """Whether an Arrow type is that of lists."""
    return pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)


def codes_of(values: Any, distinct: bool = False) -> Codes:
    """Codes and categories of a column of single values."""
    if _is_object(values):
        return factorize_text(values.to_numpy())
    if isinstance(values, pd.Series) and isinstance(values.dtype, pd.CategoricalDtype):
        codes = values.cat.codes.to_numpy().astype(np.int32, copy=False)
        return as_strings(codes, values.cat.categories.to_numpy(dtype=object))
    codes, categories = _dictionary_of_arrow(_arrow(values), distinct)
    return codes, _objects(categories)


def numbers_of(values: Any, distinct: bool = False) -> np.ndarray:
    """Codes of a column of single values."""
    if isinstance(values, pd.Series) and isinstance(values.dtype, pd.CategoricalDtype):
        return codes_of(values)[0]
    return _dictionary_of_arrow(_arrow(values), distinct)[0]


def _dictionary_of_arrow(array: pa.Array, distinct: bool) -> tuple[np.ndarray, pa.Array]:
    """Codes and categories, each category once: a dictionary may repeat a value, hold a null, or no strings."""
    if not pa.types.is_dictionary(array.type):
        try:
            array, distinct = array.dictionary_encode(), True
        except pa.ArrowNotImplementedError:
            raise ColumnError(f"expected a column of single values, found {array.type}; take its entries apart, or "
                              "convert it to text") from None
    indices = array.indices
    if indices.null_count:
        indices = indices.fill_null(-1)
    codes = indices.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    categories = array.dictionary
    text = pa.types.is_string(categories.type) or pa.types.is_large_string(categories.type)
    if text and not categories.null_count and (distinct or pc.count_distinct(categories).as_py() == len(categories)):
        return codes, categories
    codes, names = as_strings(codes, _objects(categories))
    return codes, pa.array(names, pa.large_string())


def _objects(categories: pa.Array) -> np.ndarray:
    return categories.to_numpy(zero_copy_only=False)


def mentions_of(values: Any, distinct: bool = False) -> tuple[np.ndarray, np.ndarray, pa.Array]:
    """Offsets, codes and categories of a column of lists, without nulls but with repeats."""
    if _is_object(values):
        offsets, codes, names = mentions_of_objects(values.to_numpy())
        categories = pa.array(names, pa.large_string())
    else:
        array = _arrow(values)
        if array.null_count == len(array):  # a column without a value may have any type
            return np.zeros(len(array) + 1, np.int64), np.empty(0, np.int32), pa.array([], pa.large_string())
        if not is_list_type(array.type):
            raise ColumnError(f"expected a column of lists, found {array.type}; split the strings into lists first")
        offsets, entries = _flatten_arrow(array)
        codes, categories = _dictionary_of_arrow(entries, distinct)
    return *_without_nulls(offsets, codes), categories


def _flatten_arrow(array: pa.Array) -> tuple[np.ndarray, pa.Array]:
    if pa.types.is_fixed_size_list(array.type):
        array = array.cast(pa.large_list(array.type.value_type))
    if array.null_count == 0:
        offsets = array.offsets.to_numpy().astype(np.int64)
        return offsets - offsets[0], array.flatten()
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
    return np.r_[0, np.cumsum(lengths, dtype=np.int64)], array.flatten()


def _without_nulls(offsets: np.ndarray, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if not len(codes) or codes.min() >= 0:
        return offsets, codes
    known = codes >= 0
    return np.r_[0, np.cumsum(known, dtype=np.int64)][offsets], codes[known]


def without_repeats(offsets: np.ndarray, codes: np.ndarray, categories: int) -> tuple[np.ndarray, np.ndarray]:
    """Offsets and codes of lists without the entries that stand in their list already."""
    if len(codes) >= COMPILED_FROM:
        from toolkit.engine_kernels import first_mentions

        repeats, first = first_mentions(offsets, codes, categories)
        if not repeats:
            return offsets, codes
    else:
        rows = np.repeat(np.arange(len(offsets) - 1, dtype=np.int64), np.diff(offsets))
        _, where = np.unique(rows * categories + codes, return_index=True)
        if len(where) == len(codes):
            return offsets, codes
        first = np.zeros(len(codes), dtype=bool)
        first[where] = True
    return np.r_[0, np.cumsum(first, dtype=np.int64)][offsets], codes[first]


def micros_of(values: Any, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Microseconds since 1970 in UTC, and which of them are known."""
    if isinstance(values, pd.Series) and not isinstance(values.dtype, pd.ArrowDtype):
        if values.dtype == object:
            values = _aware_objects(values, name)
        if not isinstance(values.dtype, pd.DatetimeTZDtype):
            raise ColumnError(_not_aware(name, values.dtype))
        stamps = values.dt.as_unit("us")
        known = stamps.notna().to_numpy()
        return stamps.to_numpy(dtype="datetime64[us]").view(np.int64), known
    array = _arrow(values)
    if pa.types.is_null(array.type) or (pa.types.is_dictionary(array.type) and array.null_count == len(array)):
        return np.zeros(len(array), np.int64), np.zeros(len(array), bool)  # what becomes of a column without a value
    if not pa.types.is_timestamp(array.type) or array.type.tz is None:
        raise ColumnError(_not_aware(name, array.type))
    nanoseconds = array.type.unit == "ns"
    if array.type.unit in ("s", "ms"):
        array = pc.cast(array, pa.timestamp("us", array.type.tz), safe=False)
    known = np.ones(len(array), bool) if not array.null_count else array.is_valid().to_numpy(zero_copy_only=False)
    whole = array.view(pa.int64())
    if array.null_count:
        whole = whole.fill_null(0)
    values = whole.to_numpy(zero_copy_only=False)
    return values // 1000 if nanoseconds else values, known  # rounded down, as pandas does, before 1970 as well


def _aware_objects(values: pd.Series, name: str) -> pd.Series:
    """Python datetimes as a column of times; those without a zone are refused, since any zone would be a guess."""
    if any(getattr(v, "tzinfo", None) is None for v in values if not is_null(v)):
        raise ColumnError(_not_aware(name, "object"))
    return pd.to_datetime(values, utc=True)


def _not_aware(name: str, found: object) -> str:
    return (f"column {name!r} is {found}, not a time with a zone; convert it with "
            f"pd.to_datetime(frame[{name!r}]).dt.tz_localize('Europe/Kyiv'), naming the zone that it is written in")
