"""Where sources are cut."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

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
