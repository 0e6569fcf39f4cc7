import warnings

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

import toolkit as tk
from toolkit.errors import ColumnError, OptionError
from toolkit.schema import COVERAGE, empty


def _lines(axes):
    return [line for line in axes.get_lines() if line.get_linestyle() != "None"]


def test_the_line_is_the_share_and_breaks_where_nothing_was_collected(coverage_frame) -> None:
    frame = coverage_frame(1)
    axes = tk.plot.coverage(frame)
    drawn = _lines(axes)[0].get_ydata()
    gap = frame["state"].eq("not_collected").to_numpy()
    assert gap.sum() == 4
    assert np.isnan(drawn[gap]).all()
    np.testing.assert_allclose(drawn[~gap], frame.loc[~gap, "share"].astype(float))


def test_counts_where_no_topic_was_asked_for(coverage_frame) -> None:
    frame = coverage_frame(1, topic=None)
    axes = tk.plot.coverage(frame)
    observed = frame["state"].ne("not_collected").to_numpy()
    np.testing.assert_allclose(_lines(axes)[0].get_ydata()[observed], frame.loc[observed, "n"])
    assert axes.get_title(loc="left") == "Coverage: articles per day"
    assert axes.get_ylabel() == "articles"


def test_a_partial_period_has_an_open_circle_and_the_caption_says_so(coverage_frame) -> None:
    frame = coverage_frame(1)
    axes = tk.plot.coverage(frame)
    circles = [
        line
        for line in axes.get_lines()
        if line.get_marker() == "o" and to_hex(line.get_markerfacecolor()) == "#ffffff"
    ]
    assert sum(len(c.get_xdata()) for c in circles) == 2
    assert "Open circle" in tk.plot.alt_text(axes)


def test_the_gap_is_hatched(coverage_frame) -> None:
    axes = tk.plot.coverage(coverage_frame(1))
    hatched = [patch for patch in axes.patches if patch.get_hatch()]
    assert len(hatched) == 1
    assert hatched[0].get_width() == pytest.approx(4)


def test_the_band_holds_the_interval(coverage_frame) -> None:
    frame = coverage_frame(1)
    axes = tk.plot.coverage(frame)
    corners = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert corners.max() <= frame["share_high"].max() + 1e-9
    assert axes.get_ylim()[0] == 0


def test_groups_that_cannot_be_told_apart_become_panels(coverage_frame) -> None:
    assert len(tk.plot.coverage(coverage_frame(3)).child_axes) == 3
    assert len(tk.plot.coverage(coverage_frame(7)).child_axes) == 7


def test_groups_that_lie_apart_share_the_axes_and_are_named_at_their_ends(coverage_frame) -> None:
    frame = coverage_frame(2)
    first = frame["outlet"] == frame["outlet"].iloc[0]
    for column, far in (("share", 0.9), ("share_low", 0.85), ("share_high", 0.95)):
        frame.loc[first, column] = far
    for column, near in (("share", 0.1), ("share_low", 0.05), ("share_high", 0.15)):
        frame.loc[~first, column] = near
    axes = tk.plot.coverage(frame)
    assert not axes.child_axes
    names = [t.get_text() for t in axes.texts]
    assert any("Harbour Post" in n for n in names)
    assert len(_lines(axes)) == 4  # a whole and a dotted line for each


def test_too_many_groups_are_named_in_the_caption(coverage_frame) -> None:
    frame = pd.concat([coverage_frame(1, topic=None).assign(outlet=f"Outlet {i:02d}", n=i) for i in range(20)])
    frame.attrs |= {"by": ["outlet"], "unit": "articles", "n": 1, "freq": "D", "left_out": {}}
    axes = tk.plot.coverage(frame)
    assert len(axes.child_axes) == 18
    assert "Not drawn for room: Outlet 01, Outlet 00." in tk.plot.alt_text(axes)


def test_the_caption_says_n_left_out_estimator_interval_and_clock(coverage_frame) -> None:
    frame = coverage_frame(1)
    text = tk.plot.alt_text(tk.plot.coverage(frame))
    for part in (
        f"n = {frame.attrs['n']}",
        "Left out: 7 (no publication date)",
        "ratio of sums",
        "Wilson",
        "own local time",
        "Hatched: not collected",
    ):
        assert part in text


def test_the_peak_is_the_surest_one_not_one_of_one(coverage_frame) -> None:
    frame = coverage_frame(1)
    frame["share_low"] = 0.01
    frame.loc[20, ["n", "total", "share", "share_low"]] = [1, 1, 1.0, 0.2]
    frame.loc[30, ["n", "total", "share", "share_low"]] = [30, 40, 0.75, 0.6]
    assert "Clearest peak: 75.0 %, 19 Jan 2032 (30 of 40 articles)." in tk.plot.alt_text(tk.plot.coverage(frame))


@pytest.mark.parametrize(
    ("n", "left_out", "topic", "says"),
    [
        (0, {}, False, "There is no article."),
        (0, {"no publication date": 3}, False, "No article carries a publication date"),
        (5, {}, True, "No article carries a topic"),
    ],
)
def test_an_empty_frame_says_why(n, left_out, topic, says) -> None:
    frame = empty(COVERAGE) if topic else empty(COVERAGE).drop(columns="topic")
    frame.attrs = {"n": n, "left_out": left_out, "unit": "articles", "by": [], "freq": "D"}
    axes = tk.plot.coverage(frame)
    assert says in tk.plot.alt_text(axes)
    assert any(says in t.get_text().replace("\n", " ") for t in axes.texts)


def test_one_period_is_drawn(coverage_frame) -> None:
    axes = tk.plot.coverage(coverage_frame(1, topic=None, periods=1))
    assert axes.get_xlim()[1] > axes.get_xlim()[0]


def test_a_frame_of_another_kind_is_refused() -> None:
    with pytest.raises(ColumnError, match=r"lacks period, n, state.*coverage"):
        tk.plot.coverage(pd.DataFrame({"a": [1]}))


def test_wrong_options_are_refused(coverage_frame) -> None:
    frame = coverage_frame(1)
    for options, says in (
        ({"value": "sum"}, "n, share"),
        ({"lang": "xx"}, "en, uk, ru"),
        ({"style": "sepia"}, "light, dark"),
        ({"ax": 3}, "subplots"),
    ):
        with pytest.raises(OptionError, match=says):
            tk.plot.coverage(frame, **options)
    assert plt.get_fignums() == [] or len(plt.get_fignums()) <= 1


@pytest.mark.mpl_image_compare(baseline_dir="baseline", style="default", tolerance=12, savefig_kwargs={"dpi": 60})
def test_picture_of_coverage(coverage_frame, request):
    assert request.config.getoption("--mpl"), "without it the picture is compared with nothing"
    return tk.plot.coverage(coverage_frame(1)).figure


def test_a_period_without_any_article_has_no_share_and_the_caption_says_so(coverage_frame) -> None:
    frame = coverage_frame(1)
    assert "No line: nothing was published" not in tk.plot.alt_text(tk.plot.coverage(frame))
    frame.loc[22, ["n", "total", "share", "share_low", "share_high"]] = [0, 0, np.nan, np.nan, np.nan]
    axes = tk.plot.coverage(frame)
    assert np.isnan(_lines(axes)[0].get_ydata()[22])
    assert "No line: nothing was published" in tk.plot.alt_text(axes)


@pytest.mark.parametrize(("periods", "panels"), [(4, 0), (8, 4)])
def test_groups_whose_bands_cover_each_other_are_drawn_apart(coverage_frame, periods, panels) -> None:
    frame = coverage_frame(4, periods=periods).assign(share=0.2, share_low=0.1, share_high=0.3)
    assert len(tk.plot.coverage(frame).child_axes) == panels


@pytest.mark.parametrize(("freq", "lang", "says"), [
    ("W", "en", "Highest: 9 articles, week of 17 Mar 2025."), ("W", "uk", ", тиждень від 17 бер 2025."),
    ("W", "ru", ", неделя с 17 мар 2025."), ("M", "en", "Highest: 9 articles, Mar 2025.")])
def test_the_finding_names_a_week_as_a_week(freq, lang, says) -> None:
    days = ["2025-03-04", "2025-03-11", *["2025-03-19"] * 9] if freq == "W" else ["2025-02-03", *["2025-03-19"] * 9]
    at = pd.Series(pd.to_datetime(days, utc=True))
    rows = pd.DataFrame({"published_at": at, "outlet": "A", "time_zone": "Europe/Kyiv"})
    ax = tk.plot.coverage(tk.coverage(rows, freq=freq), lang=lang)
    assert says in tk.plot.alt_text(ax) and any(says in t.get_text().replace("\n", " ") for t in ax.texts)


@pytest.mark.parametrize(("lang", "band", "estimator"), [
    ("en", "Band: 95 % interval ({}).", "Estimator"), ("uk", "Смуга: 95-відсотковий інтервал ({}).", "Оцінка"),
    ("ru", "Полоса: 95-процентный интервал ({}).", "Оценка")])
def test_the_caption_names_the_interval_that_is_drawn(coverage_frame, lang, band, estimator) -> None:
    counts = tk.plot.alt_text(tk.plot.coverage(coverage_frame(1), value="n", lang=lang))
    shares = tk.plot.alt_text(tk.plot.coverage(coverage_frame(1), value="share", lang=lang))
    assert band.format("Garwood") in counts and "Wilson" not in counts and estimator not in counts
    assert band.format("Wilson") in shares and "Garwood" not in shares and estimator in shares


@pytest.mark.parametrize(("freq", "labels"), [("W", ["27 Apr\n2026", "4 May\n ", "11 May\n "]),
                                              ("M", ["Apr\n2026", "May\n "])])
def test_the_ticks_of_few_periods_stand_at_the_periods(freq, labels) -> None:
    at = pd.Series(pd.to_datetime(["2026-04-28", "2026-05-05", "2026-05-06", "2026-05-13"], utc=True))
    rows = pd.DataFrame({"published_at": at, "outlet": "A", "time_zone": "UTC"})
    assert [t.get_text() for t in tk.plot.coverage(tk.coverage(rows, freq=freq)).get_xticklabels()] == labels


@pytest.mark.parametrize(("lang", "stated"), [("en", "articles per day, smoothed over 3 periods"),
                                              ("uk", "згладжено (періодів: 3)"), ("ru", "сглажено (периодов: 3)")])
def test_smoothed_counts_are_drawn_as_articles_of_one_period(lang: str, stated: str) -> None:
    days = pd.Timestamp("2025-03-03 12:00", tz="UTC") + pd.to_timedelta([0, 1, 1, 2, 2, 2, 3, 4], unit="D")
    daily = tk.coverage(pd.DataFrame({"time_zone": "UTC", "published_at": days}))
    ax = tk.plot.coverage(tk.smooth(daily, periods=3), lang=lang)
    assert stated in ax.get_title(loc="left")
    drawn = next(x for x in ax.lines if np.isfinite(x.get_ydata()).all())
    np.testing.assert_allclose(drawn.get_ydata(), [1.5, 2, 2, 5 / 3, 1])
    assert ("Highest: 2 articles, 5 Mar 2025." in tk.plot.alt_text(ax)) == (lang == "en")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_stamps_at_the_ends_of_the_calendar_are_drawn(day: str) -> None:
    at = pd.Series(pd.to_datetime(["2025-02-12", "2025-02-13"], utc=True)).astype("datetime64[us, UTC]")
    at[2] = pd.Timestamp(day, tz="UTC").as_unit("us")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # such a stamp is told by name
        ax = tk.plot.coverage(tk.coverage(pd.DataFrame({"published_at": at, "time_zone": "UTC"}), freq="Y"))
    assert "n = 3 articles" in tk.plot.alt_text(ax)
