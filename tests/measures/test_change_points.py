"""Lasting shifts are found where they are, bursts and weekends are none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit import schema
from toolkit.errors import ColumnError, OptionError
from toolkit.measures.change_points import change_points

WEEK = np.array([1.2, 1.2, 1.2, 1.1, 1.0, 0.5, 0.4])


def table(n, outlets=None, state=None):
    n = np.atleast_2d(n)
    days = pd.date_range("2024-01-01", periods=n.shape[1]).as_unit("us")
    frame = pd.DataFrame({"period": np.tile(days, len(n)), "n": n.ravel(),
                          "state": "observed" if state is None else np.tile(state, len(n))})
    if outlets:
        frame.insert(1, "outlet", np.repeat(outlets, n.shape[1]))
    frame.attrs.update(freq="D", by=["outlet"] if outlets else [])
    return frame


def counts(seed, *levels):
    rng = np.random.default_rng(seed)
    mean = np.concatenate([np.full(days, level, float) for days, level in levels])
    return rng.poisson(mean * WEEK[np.arange(len(mean)) % 7])


def test_a_new_level_is_found_with_its_ratio():
    found = change_points(table([counts(1, (100, 8), (80, 20)), counts(2, (180, 8))], ["up", "steady"]))
    assert schema.violations(found, schema.CHANGES) == []
    assert found.outlet.tolist() == ["up"]
    row = found.iloc[0]
    assert abs((row["at"] - pd.Timestamp("2024-04-10")).days) <= 3
    assert row.ratio_low < 2.5 < row.ratio_high and row.before == pytest.approx(8, rel=0.15)
    assert row.periods_before + row.periods_after == 180


def test_a_burst_and_weekends_are_no_new_level():
    n = counts(3, (200, 12))
    n[90] += 60
    assert len(change_points(table(n))) == 0


def test_days_not_collected_are_left_out():
    n = counts(4, (200, 15))
    state = np.full(200, "observed", dtype=object)
    n[50:80], state[50:80] = 0, "not_collected"
    assert len(change_points(table(n, state=state))) == 0
    assert len(change_points(table(n))) == 2


def test_short_and_empty_series_have_none_and_errors_are_named():
    for n in ([3, 4, 5], np.zeros(60, int), np.zeros((1, 0), int)):
        found = change_points(table(n))
        assert len(found) == 0 and schema.violations(found, schema.CHANGES) == []
    with pytest.raises(OptionError, match="min_periods=1"):
        change_points(table([1]), min_periods=1)
    with pytest.raises(ColumnError, match="state"):
        change_points(pd.DataFrame({"period": [], "n": []}))
