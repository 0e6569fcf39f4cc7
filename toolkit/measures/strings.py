"""Columns of strings for long results, built without copying the same text again and again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

SHARED_FROM: Final = 64
"""Rows of one value from which on a run of it is made once and shared by all rows that hold it."""
TEXT: Final = pa.large_string()


def repeated(values: Sequence[str | None], codes: np.ndarray) -> Any:
    """Strings by their codes, as the declared string dtype."""
    return _column(_arrow(values, codes))


def in_runs(values: Sequence[str | None], length: int) -> Any:
    """Each value as many times, one after the other."""
    if length < SHARED_FROM:
        return repeated(values, np.repeat(np.arange(len(values), dtype=np.int32), length))
    runs = {value: pa.repeat(pa.scalar(value, TEXT), length) for value in dict.fromkeys(values)}
    return _column(pa.chunked_array([runs[value] for value in values], TEXT))


def in_rows(values: Sequence[str | None], codes: np.ndarray, rows: np.ndarray) -> Any:
    """Strings of a table of codes, of which the given rows follow one another."""
    if codes.shape[1] < SHARED_FROM:
        return repeated(values, codes[rows].ravel().astype(np.int32))
    texts = [_arrow(values, row.astype(np.int32)) for row in codes]
    return _column(pa.chunked_array([texts[row] for row in rows.tolist()], TEXT))


def _arrow(values: Sequence[str | None], codes: np.ndarray) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(codes), pa.array(values, TEXT)).cast(TEXT)


def _column(text: pa.Array | pa.ChunkedArray) -> Any:
    return pd.array(text, dtype=pd.StringDtype("pyarrow"))
