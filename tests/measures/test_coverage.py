"""Coverage: local periods, shares, intervals, three kinds of empty."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.errors import ColumnError, InputError, OptionError, ToolkitWarning
from toolkit.schema import COVERAGE, violations

ZONES = ["Europe/Kyiv", "Australia/Lord_Howe", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]


def articles_at(*stamps: str, **columns: Any) -> pd.DataFrame:
    """Articles of outlet A published at these local times of Kyiv."""
    at = pd.DatetimeIndex(stamps).tz_localize("Europe/Kyiv").tz_convert("UTC").as_unit("us")
    defaults: dict[str, Any] = {"outlet": "A", "time_zone": "Europe/Kyiv", "tags": [["energy"]] * len(at)}
    return pd.DataFrame({"published_at": at, **defaults, **columns})


def steady(days: int, an_hour: int = 2, outlet: str = "A", start: str = "2026-03-02") -> pd.DataFrame:
    """A steady outlet: articles every hour from 8 to 19, fewer on Sundays."""
    rng = np.random.default_rng(list(outlet.encode()))
    rows = []
    for day in pd.date_range(start, periods=days):
        for hour in range(8, 20 if day.day_of_week < 6 else 12):
            rows += [day + pd.Timedelta(hours=hour, minutes=int(m)) for m in rng.integers(0, 60, rng.poisson(an_hour))]
    return articles_at(*map(str, rows), outlet=outlet)


@st.composite
def corpora(draw: st.DrawFn) -> pd.DataFrame:
    """Small corpora anywhere between 1975 and 2030, in odd zones, with nulls and every precision."""
    n = draw(st.integers(1, 30))
    start = draw(st.datetimes(datetime(1975, 1, 1), datetime(2029, 1, 1)))
    hours = draw(st.lists(st.integers(0, 24 * 120), min_size=n, max_size=n))
    pick = lambda values: draw(st.lists(st.sampled_from(values), min_size=n, max_size=n))  # noqa: E731
    return pd.DataFrame({
        "published_at": pd.DatetimeIndex([pd.Timestamp(start, tz="UTC") + pd.Timedelta(hours=h) for h in hours]
                                         ).as_unit("us"),
        "time_zone": pick(ZONES), "outlet": pick(["A", "B", None]), "published_precision": pick(["minute", "day"]),
        "story_id": pick(["s1", "s2", "s3", "s4"]), "tags": pick([["x"], ["x", "y"], []])})


@settings(max_examples=40, deadline=None)
@given(corpora(), st.sampled_from(["articles", "stories", "first"]),
       st.sampled_from([None, "outlet", ["outlet", "tag"]]))
def test_days_weeks_months_quarters_and_years_add_up(corpus: pd.DataFrame, count: str, by: Any) -> None:
    keys = ["outlet"] if by == "outlet" else list(by or [])
    by_freq = {f: tk.coverage(corpus, by=by, freq=f, count=count) for f in "DWMQY"}
    for fine, coarse, period in [("D", "W", "W"), ("D", "M", "M"), ("M", "Q", "Q"), ("Q", "Y", "Y"), ("D", "Y", "Y")]:
        days, sums = by_freq[fine], by_freq[coarse]
        start = days["period"].dt.to_period(period).dt.start_time.dt.as_unit("us")
        added = days.assign(period=start).groupby(["period", *keys], dropna=False)[["n", "total"]].sum()
        expected = sums.groupby(["period", *keys], dropna=False)[["n", "total"]].sum()
        pd.testing.assert_frame_equal(added[added["total"] > 0], expected[expected["total"] > 0], check_names=False)
    if by is None and count == "articles":
        assert by_freq["D"]["n"].sum() == len(corpus)


@settings(max_examples=40, deadline=None)
@given(corpora(), st.sampled_from(["H", "D", "W", "M"]))
def test_every_article_stands_in_the_period_that_its_own_clock_shows(corpus: pd.DataFrame, freq: str) -> None:
    corpus = corpus.assign(published_precision="minute")
    local = [stamp.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
             for stamp, zone in zip(corpus["published_at"].dt.to_pydatetime(), corpus["time_zone"], strict=True)]
    pandas_freq = "h" if freq == "H" else freq
    expected = pd.Series(pd.DatetimeIndex(local).to_period(pandas_freq).start_time).value_counts()
    got = tk.coverage(corpus, freq=freq).set_index("period")["n"]
    assert got[got > 0].to_dict() == expected.to_dict()
    width = (pd.Period(expected.index.max(), pandas_freq) - pd.Period(expected.index.min(), pandas_freq)).n + 1
    assert len(got) == width and got.index.is_monotonic_increasing


@settings(max_examples=25, deadline=None)
@given(corpora())
def test_frame_is_the_declared_table(corpus: pd.DataFrame) -> None:
    corpus = pd.concat([corpus, corpus.tail(1).assign(tags=[["x", "y"]])], ignore_index=True)
    out = tk.coverage(corpus, by="outlet", topic=["x", "y"])
    assert violations(out, COVERAGE) == []
    assert list(out.columns[:3]) == ["period", "outlet", "topic"]
    seen = out[out["total"] > 0]
    np.testing.assert_array_equal(seen["share"], seen["n"] / seen["total"])
    assert out.loc[out["total"] == 0, "share"].isna().all()
    assert (seen["share_low"] <= seen["share"]).all() and (seen["share"] <= seen["share_high"]).all()
    collected = out[out["state"] != "not_collected"]
    assert collected["n"].between(collected["n_low"], collected["n_high"]).all()


def test_equals_a_plain_count() -> None:
    corpus = steady(30).assign(tags=lambda a: [["energy"] if i % 3 else ["sport", "sport"] for i in range(len(a))])
    out = tk.coverage(corpus, by="outlet", topic=["energy", "sport"]).set_index(["topic", "period"])
    local = corpus["published_at"].dt.tz_convert("Europe/Kyiv").dt.tz_localize(None).dt.floor("D")
    total = local.value_counts()
    for topic in ("energy", "sport"):
        n = local[[topic in tags for tags in corpus["tags"]]].value_counts()
        assert out.loc[topic, "n"].to_dict() == {day: n.get(day, 0) for day in total.index}
        assert out.loc[topic, "total"].to_dict() == total.to_dict()


def test_intervals_are_those_of_statsmodels_and_scipy() -> None:
    from scipy import stats
    from statsmodels.stats.proportion import proportion_confint

    corpus = steady(20).assign(tags=lambda a: [["energy"] if i % 4 else [] for i in range(len(a))])
    out = tk.coverage(corpus, topic="energy")
    low, high = proportion_confint(out["n"], out["total"], method="wilson")
    np.testing.assert_allclose(out["share_low"], low, atol=1e-9)
    np.testing.assert_allclose(out["share_high"], high, atol=1e-9)
    np.testing.assert_allclose(out["n_low"], stats.chi2.ppf(0.025, 2 * out["n"]) / 2, atol=1e-9)
    np.testing.assert_allclose(out["n_high"], stats.chi2.ppf(0.975, 2 * out["n"] + 2) / 2, atol=1e-9)


def test_day_is_the_outlets_own_and_clock_overrides_it() -> None:
    corpus = articles_at("2025-02-13 00:30", "2025-02-13 23:30")
    assert tk.coverage(corpus)["period"].tolist() == [pd.Timestamp("2025-02-13")]
    assert tk.coverage(corpus, clock="UTC")["n"].tolist() == [1, 1]
    assert tk.coverage(corpus, clock="Asia/Tokyo")["period"].max() == pd.Timestamp("2025-02-14")


def test_iso_weeks_begin_on_monday() -> None:
    corpus = articles_at("2024-12-29 12:00", "2024-12-30 00:10", "2025-01-05 23:50")
    out = tk.coverage(corpus, freq="W")
    assert out["period"].tolist() == [pd.Timestamp("2024-12-23"), pd.Timestamp("2024-12-30")]
    assert out["n"].tolist() == [1, 2]


def test_precision_decides_what_a_row_may_count_in() -> None:
    corpus = articles_at("2025-02-01 00:00", "2025-02-12 00:00", "2025-02-12 09:00", "2025-02-12 10:00",
                         published_precision=["month", "day", "minute", "none"])
    corpus.loc[len(corpus)] = corpus.iloc[-1]
    corpus.loc[4, "published_at"] = pd.NaT
    left_out = {freq: tk.coverage(corpus, freq=freq) for freq in "HDWM"}
    assert [left_out[f].attrs["n"] for f in "HDWM"] == [1, 2, 2, 3]
    assert left_out["H"].attrs["left_out"] == {
        "publication time not known": 2, "day not known (month precision)": 1, "hour not known (day precision)": 1}
    assert left_out["M"].attrs["left_out"] == {"publication time not known": 2}
    for frame in left_out.values():
        assert frame.attrs["n"] + sum(frame.attrs["left_out"].values()) == len(corpus)


def test_topics_go_before_tags_once_any_are_filled() -> None:
    corpus = articles_at("2025-02-12 09:00", "2025-02-12 10:00", tags=[["rail"], ["rail"]], topics=[[], []])
    assert tk.coverage(corpus, topic="rail")["n"].tolist() == [2]
    filled = corpus.assign(topics=[["rail"], []])
    out = tk.coverage(filled, topic="rail")
    assert out["n"].tolist() == [1] and out.attrs["topics_from"] == "topics"
    assert tk.coverage(filled, by="topic")[["topic", "n", "total"]].to_numpy().tolist() == [["rail", 1, 2]]
    assert tk.coverage(filled, by="tag")[["period", "tag", "n"]].iloc[0].tolist() == [out["period"].iloc[0], "rail", 2]


def test_topic_that_no_row_has_is_said() -> None:
    with pytest.warns(ToolkitWarning, match="no row has the topic 'railway'"):
        out = tk.coverage(articles_at("2025-02-12 09:00"), topic="railway")
    assert out["n"].tolist() == [0] and out["total"].tolist() == [1]


def test_unknown_zone_is_utc_with_a_warning() -> None:
    corpus = articles_at("2025-02-12 01:00", "2025-02-12 09:00")
    for without in (corpus.drop(columns="time_zone"), corpus.assign(time_zone=None)):
        with pytest.warns(ToolkitWarning, match="2 rows have no time_zone and are counted in UTC"):
            assert tk.coverage(without)["n"].tolist() == [1, 1]
        assert tk.coverage(without, clock="Europe/Kyiv")["n"].tolist() == [2]


def test_stories_count_once_in_every_group_and_first_publications_once_at_all() -> None:
    corpus = articles_at("2025-02-12 09:00", "2025-02-12 10:00", "2025-02-13 09:00", "2025-02-13 10:00",
                         story_id=["s", "s", "s", "t"], outlet=["B", "A", "A", "A"], article_id=list("1234"))
    stories = tk.coverage(corpus, by="outlet", count="stories").set_index(["outlet", "period"])["n"]
    assert stories.tolist() == [1, 1, 1, 0] and stories.sum() == 3
    first = tk.coverage(corpus, by="outlet", count="first")
    assert first["n"].tolist() == [0, 1, 1, 0][:len(first)]
    assert first.attrs["unit"] == "first publications" and first.attrs["n"] == 2


def test_exact_stamp_of_a_day_goes_before_one_that_knows_only_the_day() -> None:
    corpus = articles_at("2025-02-12 00:00", "2025-02-12 15:00", published_precision=["day", "minute"],
                         story_id=["s", "s"], outlet=["copyist", "author"])
    out = tk.coverage(corpus, by="outlet", count="first")
    assert out["outlet"].tolist() == ["author"] and out["n"].tolist() == [1]


class TestEmptyPeriods:
    """Observed zero, not collected, and partial."""

    def test_days_of_silence_are_not_collected_with_their_probability(self) -> None:
        corpus = steady(60)
        day = corpus["published_at"].dt.tz_convert("Europe/Kyiv").dt.strftime("%m-%d")
        out = tk.coverage(corpus[~day.isin(["03-25", "03-26"])], by="outlet")
        silent = out[out["state"] == "not_collected"]
        assert silent["period"].dt.strftime("%m-%d").tolist() == ["03-25", "03-26"]
        assert (silent[["n", "total"]] == 0).all(axis=None)
        assert silent[["share", "n_low", "n_high"]].isna().all(axis=None)
        assert (silent["p_silence"] < 1e-6).all() and out["p_silence"].notna().sum() == 2
        assert [s["found_by"] for s in out.attrs["silences"]] == ["rhythm"]
        monthly = tk.coverage(corpus[~day.isin(["03-25", "03-26"])], by="outlet", freq="W")
        assert monthly["state"].tolist() == ["partial", "observed", "observed", "partial", *["observed"] * 4, "partial"]

    def test_ordinary_silence_is_an_observed_zero(self) -> None:
        weekdays = steady(60)
        weekdays = weekdays[weekdays["published_at"].dt.tz_convert("Europe/Kyiv").dt.day_of_week < 5]
        out = tk.coverage(weekdays, by="outlet")
        assert set(out["state"].iloc[1:-1]) == {"observed"} and (out["n"] == 0).sum() >= 14

    def test_slow_outlet_is_never_called_uncollected_for_an_ordinary_gap(self) -> None:
        rng = np.random.default_rng(8)
        flagged = 0
        for _ in range(60):
            days = np.sort(rng.uniform(0, 120, rng.poisson(40)))
            stamps = [str(pd.Timestamp("2026-01-05") + pd.Timedelta(days=float(d))) for d in days]
            at = pd.DatetimeIndex(stamps).tz_localize("UTC").as_unit("us")
            out = tk.coverage(pd.DataFrame({"published_at": at, "outlet": "A", "time_zone": "UTC"}), by="outlet")
            flagged += (out["state"] == "not_collected").any()
        assert flagged <= 3  # at most 1 % are expected by chance

    def test_falling_output_is_no_silence(self) -> None:
        busy, quiet = steady(40, 4), steady(40, 0.1, start="2026-04-11")  # type: ignore[arg-type]
        out = tk.coverage(pd.concat([busy, quiet], ignore_index=True), by="outlet")
        assert not (out["state"] == "not_collected").any()

    def test_silence_of_all_outlets_together_is_found(self) -> None:
        slow = [steady(60, 1, f"slow {i}").sample(frac=0.15, random_state=i) for i in range(12)]
        corpus = pd.concat(slow, ignore_index=True)
        day = corpus["published_at"].dt.tz_convert("Europe/Kyiv").dt.strftime("%m-%d")
        out = tk.coverage(corpus[day != "03-25"], by="outlet")
        on_the_day = out[out["period"] == "2026-03-25"]
        assert set(on_the_day["state"]) == {"not_collected"} and len(on_the_day) == 12

    def test_one_outlets_lost_days_change_no_other_outlets_figures(self) -> None:
        corpus = pd.concat([steady(50, 3, "A"), steady(50, 1, "B"), steady(50, 2, "C")], ignore_index=True)
        whole = tk.coverage(corpus, by="outlet", topic="energy")
        for first in ("2026-03-20", "2026-04-01", "2026-04-10"):
            lost = corpus["published_at"].between(pd.Timestamp(first, tz="UTC"),
                                                  pd.Timestamp(first, tz="UTC") + pd.Timedelta(days=2))
            cut = tk.coverage(corpus[~(lost & (corpus["outlet"] == "A"))], by="outlet", topic="energy")
            pd.testing.assert_frame_equal(cut[cut["outlet"] != "A"], whole[whole["outlet"] != "A"], check_exact=True)
            own, before = cut[cut["outlet"] == "A"], whole[whole["outlet"] == "A"]
            changed = own["n"].to_numpy() != before["n"].to_numpy()
            assert changed.any() and (own["state"].to_numpy()[changed] != "observed").all()

    def test_first_and_last_period_are_partial(self) -> None:
        out = tk.coverage(steady(30), freq="M")
        assert out["state"].tolist() == ["partial"]
        assert tk.coverage(steady(30))["state"].tolist() == ["partial", *["observed"] * 28, "partial"]

    def test_collection_log_decides_for_the_outlets_that_it_names(self) -> None:
        corpus = pd.concat([steady(20, 1, "A"), steady(20, 1, "B")], ignore_index=True)
        log = pd.DataFrame({"outlet": ["A", "A"], "start": ["2026-03-01", "2026-03-11"],
                            "end": ["2026-03-08", "2026-03-31"]})
        quiet = corpus["published_at"].dt.tz_convert("Europe/Kyiv").dt.strftime("%d").isin(["09", "10", "15"])
        out = tk.coverage(corpus[~(quiet & (corpus["outlet"] == "A"))], by="outlet", collected=log)
        states = out[out["outlet"] == "A"].set_index(out.loc[out["outlet"] == "A", "period"].dt.day)["state"]
        assert states[states != "observed"].to_dict() == {9: "not_collected", 10: "not_collected"}
        assert out[out["outlet"] == "B"]["state"].tolist() == ["partial", *["observed"] * 18, "partial"]
        assert out["p_silence"].isna().all()

    @pytest.mark.parametrize(("log", "error"), [
        ({"outlet": ["A"], "start": ["2026-03-01"]}, ColumnError),
        ({"outlet": ["A"], "start": ["2026-03-09"], "end": ["2026-03-01"]}, InputError),
        ({"outlet": ["A"], "start": ["soon"], "end": ["2026-03-01"]}, InputError),
        ({"outlet": ["A"], "start": [None], "end": ["2026-03-01"]}, InputError)])
    def test_wrong_collection_logs_are_refused(self, log: dict[str, list[Any]], error: type[Exception]) -> None:
        with pytest.raises(error, match="collection log"):
            tk.coverage(articles_at("2026-03-03 10:00"), collected=pd.DataFrame(log))

    def test_hour_that_a_clock_change_skips_was_not_collected(self) -> None:
        corpus = articles_at(*(f"2026-03-29 {h:02d}:15" for h in range(24) if h != 3))
        out = tk.coverage(corpus, freq="H").set_index("period")
        assert out.loc["2026-03-29 03:00", "state"] == "not_collected" and out["n"].sum() == 23
        twice = pd.DataFrame({"time_zone": "Europe/Kyiv", "published_at": pd.date_range(
            "2026-10-24 21:00", "2026-10-25 22:00", freq="h", tz="UTC", unit="us")})
        assert tk.coverage(twice, freq="H").set_index("period")["n"].loc["2026-10-25 03:00"] == 2


def test_rows_without_any_date_give_an_empty_table() -> None:
    corpus = articles_at("2025-02-12 09:00").assign(published_at=lambda a: a["published_at"].where(a["outlet"] != "A"))
    out = tk.coverage(corpus, by="outlet")
    assert len(out) == 0
    assert list(out.columns) == list(tk.coverage(articles_at("2025-02-12 09:00"), by="outlet").columns)
    assert out.attrs["left_out"] == {"publication time not known": 1}


def test_null_groups_are_groups() -> None:
    out = tk.coverage(articles_at("2025-02-12 09:00", "2025-02-12 10:00", section=["news", None]), by="section")
    assert out["section"].isna().tolist() == [False, True] and out["n"].tolist() == [1, 1]


@pytest.mark.parametrize(("options", "error", "text"), [
    ({"freq": "d"}, OptionError, "freq='d' is not one of 'H', 'D'"), ({"count": "all"}, OptionError, "count='all'"),
    ({"clock": "Kyiv"}, OptionError, "clock='Kyiv'"), ({"by": "author"}, ColumnError, "by='author'"),
    ({"by": ["outlet", "outlet"]}, OptionError, "each once"), ({"topic": [1]}, OptionError, "topic="),
    ({"topic": "x", "by": "topic"}, OptionError, "give one of the two"), ({"count": "first"}, ColumnError, "story_id")])
def test_wrong_options_are_named(options: dict[str, Any], error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        tk.coverage(articles_at("2025-02-12 09:00"), **options)


def test_wrong_zone_in_the_column_is_named() -> None:
    with pytest.raises(ColumnError, match="time_zone holds 'Kyiv'"):
        tk.coverage(articles_at("2025-02-12 09:00", time_zone="Kyiv"))


def test_headlines_carry_their_unit_and_pages() -> None:
    headlines = articles_at("2025-02-12 09:00")
    headlines.attrs = {"unit": "headlines", "pages": 7}
    assert {k: tk.coverage(headlines).attrs[k] for k in ("unit", "pages")} == {"unit": "headlines", "pages": 7}


class TestSmooth:
    """A moving window carries its interval."""

    def test_window_is_a_ratio_of_sums(self) -> None:
        corpus = steady(30).assign(tags=lambda a: [["energy"] if i % 4 else [] for i in range(len(a))])
        daily = tk.coverage(corpus, by="outlet", topic="energy")
        out = tk.smooth(daily, periods=7)
        inner = slice(3, -3)
        sums = daily[["n", "total"]].rolling(7, center=True).sum().iloc[inner]
        assert (out[["n", "total"]].iloc[inner] == sums).all(axis=None) and (out["window"].iloc[inner] == 7).all()
        np.testing.assert_allclose(out["share"].iloc[inner], sums["n"] / sums["total"])
        week = tk.coverage(corpus, by="outlet", topic="energy", freq="W").iloc[1]
        same = out[out["period"] == week["period"] + pd.Timedelta(days=3)].iloc[0]
        for column in ("n", "total", "share", "share_low", "share_high", "n_low", "n_high"):
            assert same[column] == week[column]
        for end in ("", "_low", "_high"):
            np.testing.assert_allclose(out["mean" + end], out["n" + end] / out["window"])
        assert out.attrs["smoothed"] == 7 and violations(out, COVERAGE) == []

    def test_one_period_changes_nothing(self) -> None:
        daily = tk.coverage(steady(20), by="outlet")
        pd.testing.assert_frame_equal(tk.smooth(daily, periods=1)[daily.columns], daily)

    def test_uncollected_days_stay_gaps_and_do_not_pull_their_neighbours_down(self) -> None:
        corpus = steady(60)
        day = corpus["published_at"].dt.tz_convert("Europe/Kyiv").dt.strftime("%m-%d")
        out = tk.smooth(tk.coverage(corpus[day != "03-25"], by="outlet", topic="energy"), periods=3)
        near = out.set_index("period").loc["2026-03-24":"2026-03-26"]
        assert near["state"].tolist() == ["observed", "not_collected", "observed"]
        assert near["mean"].isna().tolist() == [False, True, False]
        assert near["window"].tolist() == [2, 0, 2] and near["share"].isna().tolist() == [False, True, False]

    @pytest.mark.parametrize("periods", [0, 2, -1, 1.5, True])
    def test_even_or_negative_windows_are_refused(self, periods: Any) -> None:
        with pytest.raises(OptionError, match="positive odd number"):
            tk.smooth(tk.coverage(steady(3)), periods=periods)

    def test_other_frames_are_refused(self) -> None:
        with pytest.raises(ColumnError, match="give the result of coverage"):
            tk.smooth(pd.DataFrame({"n": [1]}), periods=3)


def test_offsets_found_by_half_days_are_those_of_every_quarter_hour() -> None:
    from toolkit.measures.periods import QUARTER, _convert, local_quarters

    first, last = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) // 900 for year in (2009, 2013))
    every = np.arange(first, last + 1)
    for zone in itertools.chain(ZONES, ["Africa/Casablanca", "Asia/Gaza", "Africa/Cairo", "Antarctica/Casey"]):
        np.testing.assert_array_equal(local_quarters(first, last, zone), _convert(every * QUARTER, zone))


def _dated(**more: object) -> pd.DataFrame:
    times = pd.to_datetime(["2025-02-12 08:00", "2025-02-13 08:00"], utc=True)
    return pd.DataFrame({"outlet": ["A", "B"], "published_at": times, **more})


def test_a_column_that_stands_twice_is_refused_by_name() -> None:
    frame = pd.concat([_dated(), _dated()[["outlet"]]], axis=1)
    with pytest.raises(ColumnError, match="more than one column 'outlet'"):
        tk.coverage(frame, by="outlet")


def test_lists_inside_lists_are_refused() -> None:
    with pytest.raises(ColumnError, match="single values"):
        tk.coverage(_dated(topics=[[["x"]], [["y"]]]), topic="x")


def test_half_characters_in_tags_are_counted() -> None:
    assert tk.coverage(_dated(tags=[["\ud800x", "y"], ["y"]]), topic="y", clock="UTC")["n"].sum() == 2


def test_a_time_beyond_the_calendar_is_refused_with_advice() -> None:
    last = pd.Series(np.array(["9999-12-31T23:59", "2025-01-01"], dtype="datetime64[us]")).dt.tz_localize("UTC")
    with pytest.raises(ColumnError, match="years 1 to 9999"):
        tk.coverage(_dated(time_zone="Europe/Kyiv").assign(published_at=last))


@pytest.mark.parametrize("collected", [5, "x", [], {}])
def test_a_collection_log_is_a_frame(collected: object) -> None:
    with pytest.raises(InputError, match="outlet, start and end"):
        tk.coverage(_dated(), collected=collected)


@pytest.mark.parametrize("option", [{"topic": 5}, {"count": []}, {"clock": []}])
def test_options_of_a_wrong_kind(option: dict) -> None:
    with pytest.raises(OptionError, match=next(iter(option))):
        tk.coverage(_dated(topics=[["x"], ["y"]]), **option)
