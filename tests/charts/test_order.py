import pandas as pd
import pytest

import toolkit as tk
from toolkit.charts.order import _time
from toolkit.charts.words import Words
from toolkit.errors import ColumnError, OptionError


def _points(panel):
    return [line for line in panel.get_lines() if line.get_marker() == "o"]


def test_points_are_shares_and_only_sure_ones_are_filled(leads_frame) -> None:
    frame = leads_frame(4)
    axes = tk.plot.leads(frame)
    points = _points(axes.child_axes[0])
    decided = frame[frame["share"].notna()]
    assert [float(p.get_xdata()[0]) for p in points] == decided["share"].tolist()
    filled = [p.get_markerfacecolor() == p.get_markeredgecolor() for p in points]
    assert filled == (decided["q"] < 0.05).tolist()


def test_times_are_drawn_with_their_middle_half(leads_frame) -> None:
    frame = leads_frame(4)
    panel = tk.plot.leads(frame).child_axes[1]
    known = frame[frame["lag"].notna()]
    assert [float(p.get_xdata()[0]) for p in _points(panel)] == known["lag"].tolist()
    spans = [c.get_segments()[0][:, 0].tolist() for c in panel.collections]
    assert spans == known[["lag_low", "lag_high"]].to_numpy().tolist()
    assert "7 min" in [t.get_text() for t in panel.texts]


def test_the_finding_is_the_clearest_pair(leads_frame) -> None:
    says = tk.plot.alt_text(tk.plot.leads(leads_frame(4)))
    assert "before Harbour Post, 24 of 30 stories decided (sign test, q < 0.001)." in says
    assert "Left out: 12 (hour of publication not known)." in says
    assert "Stories whose stamps do not tell who was first: 68." in says
    assert "q = 0.012" in tk.plot.alt_text(tk.plot.leads(leads_frame(4).iloc[1:]))


def test_without_a_sure_pair_it_says_so(leads_frame) -> None:
    frame = leads_frame(4).assign(q=0.3)
    assert "In none of the 4 pairs is one surely first" in tk.plot.alt_text(tk.plot.leads(frame))


def test_pairs_beyond_the_limit_are_counted(leads_frame) -> None:
    assert "Not drawn for room: 9 pairs" in tk.plot.alt_text(tk.plot.leads(leads_frame(12), most=3))


def test_no_decided_story_draws_no_point(leads_frame) -> None:
    axes = tk.plot.leads(leads_frame(3).iloc[2:])
    assert [_points(panel) for panel in axes.child_axes] == [[], []]


def test_times_in_words() -> None:
    assert [_time(m, Words("en")) for m in (7.4, 97, 150, 700)] == ["7 min", "97 min", "2.5 h", "12 h"]


def test_wrong_input_is_refused(leads_frame) -> None:
    with pytest.raises(ColumnError, match=r"toolkit\.leads"):
        tk.plot.leads(pd.DataFrame({"leader": ["A"]}))
    with pytest.raises(OptionError, match="1 or more"):
        tk.plot.leads(leads_frame(3), most=0)


@pytest.mark.parametrize(("lang", "title", "shared"), [
    ("en", "stories that two outlets share", "Stories of two or more: 6;"),
    ("uk", "які мають два видання", "Історій, які мають двоє або більше: 6;"),
    ("ru", "которые есть у двух изданий", "Историй, которые есть у двоих или больше: 6;")])
def test_the_caption_tells_the_stories_that_the_chart_rests_on(leads_frame, lang, title, shared) -> None:
    frame = leads_frame(3)
    frame.attrs["shared"] = 6
    text = tk.plot.alt_text(tk.plot.leads(frame, lang=lang))
    assert title in text and shared in text and "400" in text


def test_two_languages_are_no_outlets(leads_frame) -> None:
    frame = leads_frame(3)
    frame.attrs["by"] = ["language"]
    assert "stories that two share" in tk.plot.alt_text(tk.plot.leads(frame))
