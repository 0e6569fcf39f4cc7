"""The day of an outlet in a few numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import toolkit as tk
from toolkit.errors import OptionError, ToolkitWarning
from toolkit.schema import CLOCK, violations


def day_shift(days: int = 60, zone: str = "America/St_Johns", outlet: str = "A") -> pd.DataFrame:
    """An outlet that publishes between 7 and 19 by its own clock, across a clock change."""
    rng = np.random.default_rng(3)
    local = [pd.Timestamp("2026-02-01") + pd.Timedelta(days=int(d), hours=float(h))
             for d in range(days) for h in np.sort(rng.normal(13, 2, 8).clip(7, 18.9))]
    at = pd.DatetimeIndex(local).tz_localize(zone).tz_convert("UTC").as_unit("us")
    return pd.DataFrame({"published_at": at, "time_zone": zone, "outlet": outlet})


def test_mean_and_length_are_those_of_scipy() -> None:
    corpus = day_shift()
    out = tk.daily_clock(corpus)
    local = corpus["published_at"].dt.tz_convert("America/St_Johns").dt.tz_localize(None)
    hours = (local - local.dt.normalize()).dt.total_seconds() / 3600
    assert out["mean_hour"].item() == pytest.approx(stats.circmean(hours, 24), abs=1e-6)
    assert out["length"].item() == pytest.approx(1 - stats.circvar(hours, 24), abs=1e-9)
    assert out["p"].item() < 1e-20 and violations(out, CLOCK) == []


def test_nights_are_quiet_and_gaps_are_those_between_articles() -> None:
    corpus = day_shift()
    out = tk.daily_clock(corpus).iloc[0]
    assert 18 <= out["quiet_from"] <= 20 and 7 <= out["quiet_until"] <= 9
    assert out["quiet_hours"] == (out["quiet_until"] - out["quiet_from"]) % 24
    gaps = corpus["published_at"].sort_values().diff().dropna().dt.total_seconds() / 3600
    assert out["gap_median"] == pytest.approx(gaps.median()) and out["gap_90"] == pytest.approx(gaps.quantile(0.9))


def test_gaps_across_an_outage_are_not_counted() -> None:
    corpus = day_shift()
    cut = corpus[~corpus["published_at"].between(pd.Timestamp("2026-03-01", tz="UTC"),
                                                 pd.Timestamp("2026-03-09", tz="UTC"))]
    assert len(tk.coverage(cut, by="outlet").attrs["silences"]) == 1
    longest = cut["published_at"].diff().max().total_seconds() / 3600
    kept = [tk.daily_clock(c)["gap_90"].item() for c in (corpus, cut)]
    assert longest > 190 and kept[0] == pytest.approx(kept[1], rel=0.1)


def test_even_day_has_no_mean_and_no_quiet() -> None:
    at = pd.date_range("2026-01-01", periods=24 * 30, freq="h", tz="UTC", unit="us")
    out = tk.daily_clock(pd.DataFrame({"published_at": at, "time_zone": "UTC", "outlet": "A"})).iloc[0]
    assert out["p"] > 0.99 and np.isnan(out["mean_hour"]) and out["quiet_hours"] == 0
    assert out["gap_median"] == 1.0


def test_result_does_not_depend_on_how_rows_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = pd.concat([day_shift(), day_shift(zone="Europe/Kyiv", outlet="B")], ignore_index=True)
    whole = tk.daily_clock(corpus)
    monkeypatch.setattr("toolkit.engine_parts.FRAME_ROWS", 100)
    pd.testing.assert_frame_equal(tk.daily_clock(corpus.sample(frac=1, random_state=2)), whole, check_exact=True)
    assert whole["outlet"].tolist() == ["A", "B"]


def test_rows_without_hours_lists_and_zones() -> None:
    corpus = day_shift(3).assign(published_precision="day", tags=[["x"]] * 24)
    assert len(tk.daily_clock(corpus)) == 0
    with pytest.raises(OptionError, match="column of lists"):
        tk.daily_clock(corpus, by="tags")
    with pytest.warns(ToolkitWarning, match="24 rows have no time_zone"):
        tk.daily_clock(day_shift(3).drop(columns="time_zone"))
