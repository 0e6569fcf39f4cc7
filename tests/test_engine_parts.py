"""Where sources are cut."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import toolkit as tk
from toolkit import engine_parts


def cuts(rows: Any) -> list[tuple[int, int]]:
    return [(part.start, part.stop) for part in engine_parts.parts_of(rows)]  # type: ignore[union-attr]


def in_pieces(*lengths: int) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(np.arange(n)) for n in lengths], pa.int64())


def test_an_arrow_table_is_cut_between_its_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_parts, "PIECE_ROWS", 4)
    monkeypatch.setattr(engine_parts, "FRAME_ROWS", 10)
    even = pa.table({"a": in_pieces(6, 0, 5, 4), "b": in_pieces(6, 5, 4)})
    assert cuts(even) == [(0, 6), (6, 11), (11, 15)]
    assert cuts(even.set_column(1, "b", in_pieces(5, 6, 4))) == [(0, 10), (10, 15)]
    assert cuts(pa.table({"a": in_pieces(11, 4)})) == [(0, 10), (10, 15)]
    assert cuts(pa.table({"a": in_pieces(*[2] * 7)})) == [(0, 10), (10, 14)]


@pytest.mark.parametrize("empty", [pd.DataFrame(), pd.DataFrame({"a": []}), pa.table({}),
                                   pa.table({"a": in_pieces(0)})])
def test_a_table_without_rows_is_one_part(empty: Any) -> None:
    assert cuts(empty) == [(0, 0)]


def test_names_of_columns_may_hold_dots(tmp_path: Path) -> None:
    rows = pa.table({"out.let": ["A", "B"], "out": [{"let": "x"}, {"let": "y"}], "tags": [["a"], None]})
    pq.write_table(rows, tmp_path / "a.parquet")
    assert engine_parts.columns_of(tmp_path) == ["out.let", "out", "tags"]
    part = engine_parts.parts_of(tmp_path)[0]
    (batch,) = part.batches(["out.let"])
    assert batch.codes("out.let")[1].tolist() == ["A", "B"]
    assert engine_parts.is_list(tmp_path, "tags")
    assert not engine_parts.is_list(tmp_path, "out.let")


def test_a_column_of_a_frame_may_have_the_name_of_an_attribute() -> None:
    rows = pd.DataFrame({"column_names": ["x"], "dtypes": ["y"]})
    assert engine_parts.columns_of(rows) == ["column_names", "dtypes"]


def made_up_articles(n: int = 200) -> pd.DataFrame:
    rng = np.random.default_rng(2)
    tags = [["rail", "sea"], ["rail"], [], None]
    at = pd.Timestamp("2025-02-12", tz="UTC") + pd.to_timedelta(rng.integers(0, 20 * 1440, n), unit="min")
    return pd.DataFrame({"article_id": [f"a{i}" for i in range(n)], "story_id": [f"s{i % 70}" for i in range(n)],
                         "outlet": rng.choice(["A", "B"], n), "time_zone": rng.choice(["Europe/Kyiv", "UTC"], n),
                         "published_precision": rng.choice(["second", "day", "month"], n),
                         "tags": [tags[i] for i in rng.integers(0, 4, n)], "published_at": at.as_unit("us")})


@pytest.mark.parametrize("lacking", ["a", "b"])
@pytest.mark.parametrize("column", ["time_zone", "published_precision", "article_id"])
def test_a_column_that_one_file_lacks_is_null_there(lacking: str, column: str, tmp_path: Path) -> None:
    rows = made_up_articles()
    halves = {"a": rows.iloc[:120], "b": rows.iloc[120:]}
    for name, half in halves.items():
        (half.drop(columns=column) if name == lacking else half).to_parquet(tmp_path / f"{name}.parquet", index=False)
    rows.loc[halves[lacking].index, column] = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for count in ("articles", "stories", "first"):
            expected = tk.coverage(rows, by="outlet", count=count)
            for source in (tmp_path, tk.encode(tmp_path), tk.open_dataset(tmp_path, memory_limit=5000)):
                got = tk.coverage(source, by="outlet", count=count)
                pd.testing.assert_frame_equal(got, expected, check_exact=True)


@pytest.mark.parametrize("column", ["tags", "outlet", "published_at"])
@pytest.mark.parametrize("empty", ["a", "b"])
def test_a_file_without_a_value_in_a_column_need_not_know_its_type(column: str, empty: str, tmp_path: Path) -> None:
    rows = made_up_articles()
    halves = {"a": rows.iloc[:120], "b": rows.iloc[120:]}
    for name, half in halves.items():
        written = pa.Table.from_pandas(half, preserve_index=False)
        if name == empty:
            written = written.set_column(written.column_names.index(column), column, pa.nulls(len(half)))
        pq.write_table(written, tmp_path / f"{name}.parquet")
    rows[column] = rows[column].where(~rows.index.isin(halves[empty].index), None)
    for count in ("articles", "first"):
        for by in ("outlet", "tags"):
            expected = tk.coverage(rows, by=by, count=count)
            pd.testing.assert_frame_equal(tk.coverage(tmp_path, by=by, count=count), expected, check_exact=True)


def test_pages_of_picked_headlines_are_not_known() -> None:
    headlines = pd.DataFrame({"title": ["one", "two"]})
    headlines.attrs = {"unit": "headlines", "pages": 4, "rows": 2}
    assert engine_parts.origin(headlines) == {"unit": "headlines", "pages": 4}
    assert engine_parts.origin(headlines.head(1)) == {"unit": "headlines", "pages": None}
