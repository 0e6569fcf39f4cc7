"""Rows found for a figure are those that the measure counted."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import ColumnError, OptionError
from toolkit.measures.behind import between, counted_rows, hour_of_rows, period_of_rows
from toolkit.measures.coverage import coverage
from toolkit.measures.times import times

ZONES = ["Europe/Kyiv", "America/St_Johns", "Asia/Kathmandu", "UTC"]
MOMENTS = st.integers(0, 400 * 24 * 60).map(lambda m: pd.Timestamp("2024-01-20", tz="UTC") + pd.Timedelta(minutes=m))


@st.composite
def tables(draw) -> pd.DataFrame:
    rows = draw(st.lists(st.tuples(
        st.sampled_from(["Pier", "Quay", None]), st.one_of(MOMENTS, st.none()), st.sampled_from(ZONES),
        st.sampled_from(["second", "minute", "hour", "day", "month", "none"]), st.sampled_from("stuv")), max_size=25))
    frame = pd.DataFrame(rows, columns=["outlet", "published_at", "time_zone", "published_precision", "story_id"])
    frame["published_at"] = pd.to_datetime(frame["published_at"], utc=True).astype("datetime64[us, UTC]")
    # labels of their own: rows are found by place
    frame = frame.astype(dict.fromkeys(frame.columns.drop("published_at"), "string"))
    return frame.set_index(pd.RangeIndex(len(rows)) * 3)


def counts(places: np.ndarray) -> dict:
    found, n = np.unique(places, return_counts=True)
    return dict(zip(found.tolist(), n.tolist(), strict=True))


@settings(max_examples=60, deadline=None)
@given(tables(), st.sampled_from("HDWMQY"), st.sampled_from(["articles", "stories", "first"]), st.booleans())
def test_periods_hold_the_rows_that_coverage_counts(frame, freq, count, apart) -> None:
    if freq == "H" and frame["published_at"].isna().all():
        return
    by = ["outlet"] if apart else []
    rows = counted_rows(frame, count, tuple(by))
    periods = period_of_rows(rows, freq)
    result = coverage(frame, by=by, freq=freq, count=count).groupby("period")["n"].sum()
    expected = {period.to_datetime64().astype("datetime64[us]").item(): int(n) for period, n in result.items() if n}
    assert counts(periods[~np.isnat(periods)]) == expected


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from(["articles", "stories", "first"]), st.booleans())
def test_hours_hold_the_rows_that_times_counts(frame, count, apart) -> None:
    by = ["outlet"] if apart else []
    hours = hour_of_rows(counted_rows(frame, count, tuple(by)))
    result = times(frame, by=by, count=count).groupby(["weekday", "hour"])["n"].sum()
    assert counts(hours[hours >= 0]) == {24 * day + hour: int(n) for (day, hour), n in result.items() if n}


@settings(max_examples=40, deadline=None)
@given(tables(), st.dates(pd.Timestamp("2024-01-15").date(), pd.Timestamp("2025-03-01").date()))
def test_two_halves_make_the_whole(frame, day) -> None:
    exact = frame[frame["published_at"].notna() & ~frame["published_precision"].isin(["month", "none"])]
    before, after = between(exact, last=day), between(exact, first=pd.Timestamp(day) + pd.Timedelta(days=1))
    assert sorted([*before.index, *after.index]) == list(exact.index)


def test_the_day_is_that_of_the_outlets_clock() -> None:
    frame = pd.DataFrame({"published_at": pd.to_datetime(["2025-03-29 21:59", "2025-03-29 22:00"], utc=True),
                          "time_zone": "Europe/Kyiv"})
    assert between(frame, "2025-03-30").index.tolist() == [1]
    assert between(frame, "2025-03-30", clock="UTC").index.tolist() == []
    assert between(frame).index.tolist() == [0, 1]


def test_a_month_counts_where_all_of_it_lies_between() -> None:
    frame = pd.DataFrame({"published_at": pd.to_datetime(["2025-02-01"] * 2, utc=True), "time_zone": "UTC",
                          "published_precision": ["month", "day"]})
    assert between(frame, "2025-02-01", "2025-02-27").index.tolist() == [1]
    assert between(frame, "2025-02-01", "2025-02-28").index.tolist() == [0, 1]


@pytest.mark.parametrize("first", ["2025-02-30", "soon", "2025-02-12 10:00", 7.5, ["2025-02-12"]])
def test_what_is_no_day_is_named(first) -> None:
    frame = pd.DataFrame({"published_at": pd.to_datetime(["2025-02-01"], utc=True)})
    with pytest.raises(OptionError, match=r"first=.*'2025-02-12'"):
        between(frame, first)


def test_faults_are_named() -> None:
    frame = pd.DataFrame({"published_at": pd.to_datetime(["2025-02-01"], utc=True)})
    with pytest.raises(OptionError, match="comes before"):
        between(frame, "2025-02-02", "2025-02-01")
    with pytest.raises(ColumnError, match="published_at"):
        between(pd.DataFrame({"title": ["Pier"]}), "2025-02-02")
    with pytest.raises(ColumnError, match="story_id"):
        counted_rows(frame, "stories")
