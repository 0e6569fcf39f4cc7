import pandas as pd
import pytest
from matplotlib.dates import date2num

import toolkit as tk
from toolkit.charts.prominent import duration
from toolkit.charts.words import Words
from toolkit.errors import ColumnError, OptionError


def test_bars_run_from_first_to_last_sighting_in_local_time_the_longest_first(stood_frame) -> None:
    frame = stood_frame(12).sample(frac=1, random_state=3)
    bars = tk.plot.prominence(frame).patches
    stood = frame[frame["shown_hours"] > 0].sort_values("shown_hours", ascending=False)
    for bar, (_, row) in zip(bars, stood.iterrows(), strict=True):
        zone = "UTC" if pd.isna(row["time_zone"]) else row["time_zone"]
        local = [t.tz_convert(zone).tz_localize(None) for t in (row["first_seen"], row["last_seen"])]
        assert [bar.get_x(), bar.get_x() + bar.get_width()] == pytest.approx([date2num(t) for t in local])


def test_of_equally_long_ones_the_higher_goes_first(stood_frame) -> None:
    frame = stood_frame(3).assign(shown_hours=5.0, best_position=[3, 1, 2])
    titles = [t.get_text() for t in tk.plot.prominence(frame, most=2).texts]
    assert "Pier 2 reopens" in titles
    assert "Pier 0 reopens" not in titles


def test_time_place_and_pages_stand_at_the_end(stood_frame) -> None:
    texts = [t.get_text() for t in tk.plot.prominence(stood_frame(4)).texts]
    assert "6 days, place 1, 2 pages" in texts  # and 16 hours: it stood at least so long
    assert "3 days, 4 pages" in texts  # of the third the place is not known


def test_the_caption_says_what_is_counted_and_that_a_bar_is_a_lower_bound(stood_frame) -> None:
    frame = stood_frame(20)
    says = tk.plot.alt_text(tk.plot.prominence(frame))
    assert "n = 20 headlines from 31 pages." in says
    assert f"Seen at one moment only: {int((frame['shown_hours'] == 0).sum())}." in says
    assert f"Left out: {int(frame['shown_hours'].isna().sum())} without" in says
    assert "at least as long as its bar" in says
    assert "Headlines seen in the saved lists, not everything published." in says
    assert f"Drawn: the longest {int((frame['shown_hours'] > 0).sum())}." in says


def test_headlines_seen_once_have_no_bar(stood_frame) -> None:
    says = tk.plot.alt_text(tk.plot.prominence(stood_frame(6).assign(shown_hours=0.0)))
    assert "No headline was seen at two known moments" in says


def test_a_bar_across_an_hour_that_comes_twice_does_not_run_backwards(stood_frame) -> None:
    seen = [pd.Timestamp("2031-10-26T00:50Z"), pd.Timestamp("2031-10-26T01:05Z")]  # 03:50 and 03:05 in Kyiv
    frame = stood_frame(1).assign(first_seen=seen[0], last_seen=seen[1], shown_hours=0.25)
    assert tk.plot.prominence(frame).patches[0].get_width() > 0


def test_durations_in_words() -> None:
    words = Words("en")
    assert [duration(h, words) for h in (0.25, 1, 71.4, 72, 240)] == ["15 min", "1 h", "71 h", "3 days", "10 days"]


def test_wrong_input_is_refused(stood_frame) -> None:
    with pytest.raises(ColumnError, match=r"toolkit\.headlines"):
        tk.plot.prominence(pd.DataFrame({"title": ["A"]}))
    with pytest.raises(OptionError, match="1 or more"):
        tk.plot.prominence(stood_frame(3), most=0)
