"""Times: the outlet's own week, hours observed, no trace of clock changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.errors import ColumnError, OptionError, ToolkitWarning
from toolkit.schema import TIMES, violations

ZONES = ["Europe/Kyiv", "Europe/London", "America/New_York", "America/St_Johns", "America/Los_Angeles", "Asia/Kolkata",
         "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Chatham", "UTC",
         "America/Sao_Paulo", "Africa/Casablanca", "Asia/Tehran", "Asia/Tokyo", "Europe/Lisbon", "Atlantic/Azores",
         "America/Havana", "America/Santiago", "Africa/Cairo", "Asia/Jerusalem", "Pacific/Auckland", "Europe/Dublin"]


def a_feed(zone: str, every: str = "15min", first: str = "2023-01-01", last: str = "2024-01-01", **columns: Any,
           ) -> pd.DataFrame:
    """A feed that never sleeps: one article at a time, at even distances."""
    at = pd.date_range(first, last, freq=every, tz="UTC", unit="us", inclusive="left")
    return pd.DataFrame({"published_at": at, "time_zone": zone, "outlet": zone, **columns})


@pytest.mark.parametrize("zone", ZONES)
def test_constant_rate_stays_constant_across_clock_changes(zone: str) -> None:
    out = tk.times(a_feed(zone), by="outlet")
    np.testing.assert_allclose(out["rate"], 4.0, rtol=1e-12)
    assert out["n"].sum() == 365 * 96 and np.isclose(out["exposure"].sum(), 365 * 24)


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "Australia/Lord_Howe"])
def test_random_feed_of_constant_rate_has_no_cell_far_off(zone: str) -> None:
    from toolkit.measures.statistics import garwood

    rng = np.random.default_rng(4)
    feed = a_feed(zone, every="5min").sample(frac=0.2, random_state=rng)
    out = tk.times(feed, by="outlet")
    low, high = garwood(out["n"], level=1 - 0.01 / 168)
    assert ((low / out["exposure"] <= 2.4) & (high / out["exposure"] >= 2.4)).all()


def test_weekday_and_hour_are_those_of_pandas() -> None:
    rng = np.random.default_rng(2)
    corpus = pd.concat([a_feed(zone, every="1h").sample(frac=0.3, random_state=rng) for zone in ZONES])
    out = tk.times(corpus, by="outlet").set_index(["outlet", "weekday", "hour"])["n"]
    for zone, own in corpus.groupby("time_zone"):
        local = own["published_at"].dt.tz_convert(zone)
        expected = local.groupby([local.dt.day_of_week, local.dt.hour]).size()
        assert out.loc[zone][out.loc[zone] > 0].to_dict() == expected.to_dict()


@pytest.mark.filterwarnings("ignore:.*stamped far from the others")
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.datetimes(pd.Timestamp("1972-01-01"), pd.Timestamp("2030-01-01")),
                          st.sampled_from(ZONES), st.sampled_from(["a", "b"])), min_size=1, max_size=25))
def test_old_and_new_stamps_stand_in_their_local_hour(rows: list[tuple[Any, str, str]]) -> None:
    corpus = pd.DataFrame(rows, columns=["published_at", "time_zone", "outlet"])
    corpus["published_at"] = pd.DatetimeIndex(corpus["published_at"]).tz_localize("UTC").as_unit("us")
    out = tk.times(corpus, by="outlet")
    assert violations(out, TIMES) == [] and len(out) == 168 * corpus["outlet"].nunique()
    cells = {(r.outlet, r.published_at.astimezone(r.time_zone).weekday(), r.published_at.astimezone(r.time_zone).hour)
             for r in corpus.itertuples()}
    seen = out[out["n"] > 0]
    assert set(zip(seen["outlet"], seen["weekday"], seen["hour"], strict=True)) == cells
    assert out["n"].sum() == len(corpus) == out.attrs["n"]
    known = out[out["exposure"] > 0]
    np.testing.assert_allclose(known["rate"], known["n"] / known["exposure"])
    assert known["rate"].between(known["rate_low"], known["rate_high"]).all()


def test_rows_whose_hour_is_not_known_are_left_out_and_counted() -> None:
    corpus = a_feed("Europe/Kyiv", every="6h", last="2023-01-03")
    corpus = corpus.assign(published_precision=["minute", "second", "hour", "day", "month", "none", "day", "minute"])
    corpus.loc[len(corpus)] = [pd.NaT, "Europe/Kyiv", "Europe/Kyiv", "minute"]
    out = tk.times(corpus, by="outlet")
    assert out.attrs["n"] == 4 == out["n"].sum()
    assert out.attrs["left_out"] == {"publication time not known": 2, "day not known (month precision)": 1,
                                     "hour not known (day precision)": 2}


def test_outage_leaves_no_mark_on_the_rate() -> None:
    feed = a_feed("Europe/Kyiv", first="2023-01-02", last="2023-03-06")
    whole = tk.times(feed, by="outlet")
    away = feed["published_at"].between(pd.Timestamp("2023-02-01 04:00", tz="UTC"),
                                        pd.Timestamp("2023-02-03 19:59", tz="UTC"))
    cut = tk.times(feed[~away], by="outlet")
    assert cut["exposure"].sum() == pytest.approx(whole["exposure"].sum() - 64, abs=1)
    np.testing.assert_allclose(cut["rate"], whole["rate"], rtol=0.02)


def test_exposure_of_one_outlet_does_not_depend_on_another() -> None:
    early, late = a_feed("Asia/Tokyo", last="2023-02-01"), a_feed("Europe/Kyiv", first="2023-06-01")
    both = tk.times(pd.concat([early, late], ignore_index=True), by="outlet")
    pd.testing.assert_frame_equal(both.head(168), tk.times(early, by="outlet"), check_exact=True)
    pd.testing.assert_frame_equal(both.tail(168).reset_index(drop=True), tk.times(late, by="outlet"), check_exact=True)


def test_group_of_several_outlets_is_observed_while_any_of_them_is() -> None:
    one = a_feed("Europe/Kyiv", last="2023-03-01", outlet="one")
    other = a_feed("Europe/Kyiv", first="2023-05-01", last="2023-06-01", outlet="other")
    out = tk.times(pd.concat([one, other], ignore_index=True))
    assert out["exposure"].sum() == (59 + 31) * 24
    np.testing.assert_allclose(out["rate"], 4.0)


def test_rare_section_is_measured_against_the_whole_time_of_its_outlet() -> None:
    feed = a_feed("Europe/Kyiv", every="1h", last="2023-02-01")
    feed = feed.assign(section=["rare" if i in (300, 301) else "news" for i in range(len(feed))])
    out = tk.times(feed, by="section")
    assert out.groupby("section")["exposure"].sum().tolist() == [744.0, 744.0]


def test_all_weeks_hours_are_there_for_every_group() -> None:
    out = tk.times(a_feed("Asia/Tokyo", every="7D", last="2023-03-01"), by=["outlet", "time_zone"])
    assert list(out.columns[:4]) == ["outlet", "time_zone", "weekday", "hour"] and len(out) == 168
    assert out.loc[out["exposure"] == 0, ["rate", "rate_low", "rate_high"]].isna().all(axis=None)


def test_stories_and_first_publications() -> None:
    feed = a_feed("Europe/Kyiv", every="1h", last="2023-01-02", story_id=[f"s{i % 6}" for i in range(24)])
    feed = feed.assign(outlet=["one", "other"] * 12)
    assert tk.times(feed, by="outlet", count="stories")["n"].sum() == 6
    assert tk.times(feed, count="first").attrs == tk.times(feed, count="first").attrs | {
        "unit": "first publications", "n": 6}
    assert tk.times(feed, by="outlet", count="first")["exposure"].sum() == tk.times(feed, by="outlet")["exposure"].sum()


def test_unknown_zone_is_utc_with_a_warning() -> None:
    feed = a_feed("UTC", every="1h", last="2023-01-08")
    for without in (feed.drop(columns="time_zone"), feed.assign(time_zone=None)):
        with pytest.warns(ToolkitWarning, match="168 rows have no time_zone"):
            out = tk.times(without, by="outlet")
        np.testing.assert_array_equal(out["n"], tk.times(feed, by="outlet")["n"])


def test_nothing_to_count_gives_an_empty_table() -> None:
    feed = a_feed("UTC", every="1D", last="2023-01-08", published_precision="day")
    out = tk.times(feed, by="outlet")
    assert len(out) == 0 and out.attrs["left_out"] == {"hour not known (day precision)": 7}
    assert list(out.columns) == ["outlet", *TIMES.names]


@pytest.mark.parametrize(("options", "error"), [({"by": "author"}, ColumnError), ({"count": "all"}, OptionError),
                                                ({"by": ["outlet", "outlet"]}, OptionError), ({"by": 3}, OptionError)])
def test_wrong_options_are_named(options: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error, match=r"by=|count="):
        tk.times(a_feed("UTC", every="1D"), **options)


def test_hours_to_come_were_not_observed() -> None:
    now = pd.Timestamp.now("UTC").floor("h")
    past = pd.DataFrame({"published_at": [now - pd.Timedelta(days=d) for d in range(1, 15)], "outlet": "A",
                         "time_zone": "UTC"})
    stray = past.head(1).assign(published_at=now + pd.Timedelta(days=9))
    observed = tk.times(past, by="outlet")["exposure"].sum()
    with_stray = tk.times(pd.concat([past, stray]), by="outlet")["exposure"].sum()
    assert observed == 13 * 24 + 1 and observed < with_stray <= observed + 3 * 24  # one day for the furthest clocks
    made_up = past.assign(published_at=past["published_at"] + pd.Timedelta(days=3650))
    assert tk.times(made_up, by="outlet")["exposure"].sum() == observed
