import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import ColumnError


def _signs(axes, marker):
    return [line for line in axes.get_lines() if line.get_marker() == marker]


def test_a_triangle_for_each_warning_and_a_circle_for_each_notice(health_frame) -> None:
    frame = health_frame(4)
    axes = tk.plot.health(frame)
    assert len(_signs(axes, "^")) == (frame["severity"] == "warning").sum() > 0
    assert len(_signs(axes, "o")) == (frame["severity"] == "notice").sum() > 0


def test_shares_are_written_beside_the_signs(health_frame) -> None:
    texts = [t.get_text() for t in tk.plot.health(health_frame(4)).texts]
    assert {"31.0 %", "100 %", "2.0 %"} <= set(texts)


def test_checks_without_a_find_are_named_in_the_caption_and_take_no_row(health_frame) -> None:
    axes = tk.plot.health(health_frame(4))
    assert "no title" not in [t.get_text() for t in axes.get_yticklabels()]
    assert "Nothing found by: no title." in tk.plot.alt_text(axes)


def test_an_unknown_check_keeps_its_own_name(health_frame) -> None:
    assert "a check of tomorrow" in [t.get_text() for t in tk.plot.health(health_frame(4)).get_yticklabels()]


def test_checks_are_named_in_the_language_of_the_chart(health_frame) -> None:
    labels = [t.get_text() for t in tk.plot.health(health_frame(4), lang="uk").get_yticklabels()]
    assert "рівно опівночі" in labels


def test_articles_of_no_known_outlet_have_a_column(health_frame) -> None:
    assert "(unknown)" in [t.get_text() for t in tk.plot.health(health_frame(3)).texts]


def test_the_outlets_with_the_fewest_warnings_are_named_when_there_is_no_room(health_frame) -> None:
    axes = tk.plot.health(health_frame(9))
    assert "Not drawn for room:" in tk.plot.alt_text(axes)
    assert len([t for t in axes.texts if t.get_text().startswith("n = 1")]) == 7


def test_all_well_is_said(health_frame) -> None:
    assert "No check found anything to warn of in 2 outlets." in tk.plot.alt_text(
        tk.plot.health(health_frame(2, fine=True))
    )


def test_a_frame_of_another_kind_is_refused() -> None:
    with pytest.raises(ColumnError, match="severity"):
        tk.plot.health(pd.DataFrame({"outlet": ["A"]}))


def test_outlets_whose_letters_no_font_has_are_not_merged(health_frame) -> None:
    frame = health_frame(2)
    frame["outlet"] = frame["articles"].map({100: "\U00010a05\U00010a06", 101: "\U00010a07\U00010a08"})
    axes = tk.plot.health(frame)
    assert [t.get_text() for t in axes.texts].count("??") == 2
    assert axes.get_xlim()[1] == 2


@pytest.mark.parametrize(("lang", "label", "key"), [
    ("en", "long silence: share of time", "Long silence: share of the time from the first article to the last"),
    ("uk", "довга тиша: частка часу", "Довга тиша: частка часу"),
    ("ru", "долгая тишина: доля времени", "Долгая тишина: доля времени")])
def test_the_share_of_a_silence_is_told_to_be_one_of_the_time(health_frame, lang, label, key) -> None:
    frame = health_frame(2)
    assert key not in tk.plot.alt_text(tk.plot.health(frame, lang=lang))
    frame["check"] = frame["check"].replace("midnight", "silence")
    axes = tk.plot.health(frame, lang=lang)
    assert label in [t.get_text() for t in axes.get_yticklabels()] and key in tk.plot.alt_text(axes)
