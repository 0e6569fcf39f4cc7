import pandas as pd
import pytest
from matplotlib.dates import num2date

import toolkit as tk
from toolkit.errors import ColumnError


def test_marks_stand_at_local_time_and_days_are_open_circles(headlines_frame) -> None:
    frame = headlines_frame(30)
    strips = tk.plot.timeline(frame).child_axes[0]
    exact, days = strips.get_lines()[:2]
    timed = frame[frame["published_precision"] == "minute"]
    local = timed["published_at"].dt.tz_convert("Europe/Kyiv").sort_values()
    drawn = sorted(num2date(x).strftime("%Y-%m-%d %H:%M") for x in exact.get_xdata())
    assert drawn == local.dt.strftime("%Y-%m-%d %H:%M").tolist()
    assert len(days.get_xdata()) == (frame["published_precision"] == "day").sum()
    assert days.get_markerfacecolor() == "none"


def test_the_latest_are_written_out_newest_first(headlines_frame) -> None:
    frame = headlines_frame(30)
    listed = tk.plot.timeline(frame, most=4).child_axes[1]
    clocks = [t.get_text() for t in listed.texts if len(t.get_text()) == 5 and t.get_text()[2] == ":"]
    timed = frame[frame["published_precision"] == "minute"].sort_values("published_at", ascending=False)
    assert clocks == timed["published_at"].head(4).dt.tz_convert("Europe/Kyiv").dt.strftime("%H:%M").tolist()


def test_what_is_left_out_is_counted(headlines_frame) -> None:
    frame = headlines_frame(30)
    says = tk.plot.alt_text(tk.plot.timeline(frame))
    assert f"Left out: {(frame['published_precision'] == 'none').sum()} without a known day." in says
    assert f"Open circle: {(frame['published_precision'] == 'day').sum()}" in says


def test_the_caption_says_that_headlines_are_what_was_seen_and_on_how_many_pages(headlines_frame) -> None:
    frame = headlines_frame(30)
    timed = int((frame["published_precision"] != "none").sum())
    says = tk.plot.alt_text(tk.plot.timeline(frame.assign(source_ref=[f"page {i % 4}" for i in range(30)])))
    assert f"n = {timed} headlines from 4 pages. Headlines seen in the saved lists, not everything published." in says
    frame.attrs["pages"] = 12
    assert "from 12 pages" in tk.plot.alt_text(tk.plot.timeline(frame))


def test_the_strips_alone(headlines_frame) -> None:
    assert len(tk.plot.timeline(headlines_frame(30), most=0).child_axes) == 1


def test_without_a_time_the_chart_says_so(headlines_frame) -> None:
    frame = headlines_frame(3).assign(published_precision="none", published_at=pd.NaT)
    assert "There is no headline with a time." in tk.plot.alt_text(tk.plot.timeline(frame))


def test_a_frame_of_another_kind_is_refused() -> None:
    with pytest.raises(ColumnError, match="published_at"):
        tk.plot.timeline(pd.DataFrame({"title": ["A"]}))
