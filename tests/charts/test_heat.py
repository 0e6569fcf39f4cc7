import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import ColumnError
from toolkit.schema import TIMES, empty


def _heat(axes):
    """Heat map, margin above, margin at the right, scale of the first panel."""
    return axes.child_axes[0].child_axes


def test_every_cell_is_the_rate_of_its_weekday_and_hour(times_frame) -> None:
    frame = times_frame(1)
    drawn = np.ma.filled(_heat(tk.plot.times(frame))[0].collections[0].get_array(), np.nan).reshape(7, 24)
    for row in frame.itertuples():
        np.testing.assert_allclose(drawn[row.weekday, row.hour], row.rate)


def test_monday_is_on_top(times_frame) -> None:
    heat = _heat(tk.plot.times(times_frame(1)))[0]
    assert heat.get_yticklabels()[0].get_text() == "Mon"
    assert heat.get_ylim() == (7, 0)


def test_margins_are_ratios_of_sums(times_frame) -> None:
    frame = times_frame(1)
    _, above, right, _ = _heat(tk.plot.times(frame))
    hours = frame.groupby("hour")[["n", "exposure"]].sum()
    expected = (hours["n"] / hours["exposure"].where(hours["exposure"] > 0)).fillna(0)
    np.testing.assert_allclose([bar.get_height() for bar in above.patches], expected)
    days = frame.groupby("weekday")[["n", "exposure"]].sum()
    np.testing.assert_allclose([bar.get_width() for bar in right.patches], days["n"] / days["exposure"])


def test_hours_that_were_not_observed_are_hatched_and_said(times_frame) -> None:
    axes = tk.plot.times(times_frame(1))
    assert len([p for p in _heat(axes)[0].patches if p.get_hatch()]) == 7
    assert "Hatched: hour not observed." in tk.plot.alt_text(axes)
    assert "Hatched" not in tk.plot.alt_text(tk.plot.times(times_frame(1, unobserved=False)))


def test_one_panel_for_each_group_and_the_rest_is_named(times_frame) -> None:
    assert len(tk.plot.times(times_frame(4)).child_axes) == 4
    axes = tk.plot.times(times_frame(10))
    assert len(axes.child_axes) == 9
    assert "Not drawn for room:" in tk.plot.alt_text(axes)


def test_the_scales_are_named_shared_or_own(times_frame) -> None:
    frame = times_frame(2)
    assert "All panels have one colour scale." in tk.plot.alt_text(tk.plot.times(frame))
    frame.loc[frame["outlet"] == "Harbour Post", ["rate", "rate_low", "rate_high"]] *= 30
    assert "Each panel has its own colour scale." in tk.plot.alt_text(tk.plot.times(frame))


def test_the_finding_is_the_hour_with_the_highest_lower_bound(times_frame) -> None:
    frame = times_frame(1)
    frame[["rate", "rate_low", "rate_high"]] = 0.1
    frame.loc[(frame["weekday"] == 2) & (frame["hour"] == 23), ["rate", "rate_low", "rate_high"]] = [2.5, 1.25, 4.0]
    says = tk.plot.alt_text(tk.plot.times(frame))
    assert "Clearest peak: Wed 23–00, 2.50 articles an hour (95 % interval 1.25 to 4.00)." in says


def test_without_a_time_of_day_the_chart_says_so() -> None:
    frame = empty(TIMES)
    frame.attrs = {"n": 0, "left_out": {"a day without an hour": 12}, "unit": "articles", "by": []}
    says = tk.plot.alt_text(tk.plot.times(frame))
    assert "No article carries a time of day" in says
    assert "Left out: 12 (a day without an hour)" in says


def test_a_grid_of_zeros_says_that_there_is_nothing(times_frame) -> None:
    frame = times_frame(1).assign(n=0, rate=0.0)
    frame.attrs = {"n": 0, "left_out": {"a day without an hour": 2}, "by": []}
    assert "No article carries a time of day" in tk.plot.alt_text(tk.plot.times(frame))


def test_a_frame_of_another_kind_is_refused() -> None:
    with pytest.raises(ColumnError, match="weekday"):
        tk.plot.times(pd.DataFrame({"hour": [1]}))


@pytest.mark.mpl_image_compare(baseline_dir="baseline", style="default", tolerance=12, savefig_kwargs={"dpi": 60})
def test_picture_of_times(times_frame, request):
    assert request.config.getoption("--mpl"), "without it the picture is compared with nothing"
    return tk.plot.times(times_frame(1)).figure
