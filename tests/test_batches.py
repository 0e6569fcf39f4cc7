"""Columns as codes, whatever they came from."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import toolkit as tk
from toolkit.batches import Batch
from toolkit.errors import ColumnError, ToolkitWarning


def in_chunks(*dictionaries: list[str | None], index: pa.DataType) -> pa.ChunkedArray:
    return pa.chunked_array([pa.DictionaryArray.from_arrays(pa.array(range(len(d)), index), pa.array(d, pa.string()))
                             for d in dictionaries])


@pytest.mark.parametrize("chunks", [
    in_chunks(["A", None, "B"], ["B", "C", None], index=pa.int8()),
    in_chunks([f"x{i}" for i in range(100)], [f"y{i}" for i in range(100)], index=pa.int8())])
def test_dictionaries_that_arrow_cannot_unite_are_read_as_text(chunks: pa.ChunkedArray) -> None:
    codes, names = Batch({"outlet": chunks}).codes("outlet")
    assert [names[code] if code >= 0 else None for code in codes] == chunks.to_pylist()
    lists = pa.chunked_array([pa.ListArray.from_arrays(pa.array([0, len(c)], pa.int32()), c) for c in chunks.chunks])
    offsets, codes, names = Batch({"tags": lists}).lists("tags")
    assert [names[codes[a:b]].tolist() for a, b in pairwise(offsets)] == [
        [v for v in c.to_pylist() if v is not None] for c in chunks.chunks]


def test_columns_of_a_kind_that_cannot_be_counted_are_refused() -> None:
    with pytest.raises(ColumnError, match="expected a column of single values, found list"):
        Batch({"outlet": pa.array([["A"]])}).codes("outlet")


def test_a_list_column_without_a_list_counts_nothing() -> None:
    rows = pd.DataFrame({"article_id": ["a", "b"], "story_id": ["a", "a"], "tags": [None, None],
                         "published_at": pd.to_datetime(["2025-02-12", "2025-02-13"], utc=True), "time_zone": "UTC"})
    with pytest.warns(ToolkitWarning, match="no row has the topic"):
        assert tk.coverage(rows, topic="rail", count="first")["n"].sum() == 0


def test_parts_of_a_microsecond_are_cut_off_before_1970_as_after_it() -> None:
    stamps = pd.Series(pd.DatetimeIndex(np.array([-1001, -1, 0, 1999], dtype="datetime64[ns]"), tz="UTC"))
    for values in (stamps, pa.array(stamps), stamps.astype(pd.ArrowDtype(pa.timestamp("ns", "UTC")))):
        assert Batch({"published_at": values}).micros("published_at")[0].tolist() == [-2, -1, 0, 1]
