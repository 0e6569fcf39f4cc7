import math
import string
from datetime import datetime

import pytest

from toolkit.charts.words import Words, _tables, per
from toolkit.errors import OptionError


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", ["uk", "ru"])
def test_every_language_has_every_word_with_the_same_places(lang) -> None:
    english, other = _tables()["en"], _tables()[lang]
    assert set(other) == set(english)
    for key, text in english.items():
        if isinstance(text, str):
            assert _places(other[key]) <= _places(text) | {"unit"}, key


def test_the_lists_of_names_are_whole() -> None:
    for table in _tables().values():
        assert (len(table["months"]), len(table["weekdays"])) == (12, 7)


@pytest.mark.parametrize(
    ("value", "english", "ukrainian"),
    [
        (0, "0", "0"),
        (1234567, "1,234,567", "1\xa0234\xa0567"),
        (0.256, "0.26", "0,26"),
        (12.34, "12.3", "12,3"),
        (1234.5, "1,234", "1\xa0234"),
        (-3, "-3", "-3"),
        (math.nan, "–", "–"),
    ],
)
def test_numbers(value, english, ukrainian) -> None:
    assert Words("en").number(value) == english
    assert Words("uk").number(value).replace(" ", "\xa0") == ukrainian


def test_periods_are_named_by_their_length() -> None:
    when = datetime(2031, 3, 5, 7)
    names = [Words().period(when, freq) for freq in ("D", "h", "MS", "QS", "YE", "W-MON")]
    assert names == ["5 Mar 2031", "5 Mar 2031, 07:00", "Mar 2031", "Q1 2031", "2031", "week of 5 Mar 2031"]
    assert per(None) == "per_period"


@pytest.mark.parametrize(("lang", "week", "weeks", "month", "quarter"), [
    ("en", "week of 5 May 2031", "weeks of 5 May 2031 – 19 May 2031", "May 2031", "Q2 2031"),
    ("uk", "тиждень від 5 тра 2031", "тижні 5 тра 2031 – 19 тра 2031", "тра 2031", "2 кв. 2031"),
    ("ru", "неделя с 5 мая 2031", "недели 5 мая 2031 – 19 мая 2031", "май 2031", "2 кв. 2031")])
def test_a_week_is_not_named_as_if_it_were_a_day(lang, week, weeks, month, quarter) -> None:
    words, start, end = Words(lang), datetime(2031, 5, 5), datetime(2031, 5, 19)
    assert [words.period(start, "W"), words.span(start, start, "W")] == [week, week]
    assert words.span(start, end, "W") == weeks
    assert [words.period(start, "M"), words.period(start, "Q")] == [month, quarter]
    assert words.span(start, end, "D") == f"{words.day(start)} – {words.day(end)}"


def test_an_unknown_language_lists_the_known_ones() -> None:
    with pytest.raises(OptionError, match="en, uk, ru"):
        Words("el")


def test_something_small_is_not_written_as_nothing() -> None:
    english = Words("en")
    assert [english.number(v) for v in (0.0043, 0.006, 0.00001)] == ["0.0043", "0.01", "0.000010"]
    assert [english.rate(v) for v in (0.0, 0.25, 0.012, 0.0007)] == ["0.00", "0.25", "0.012", "0.00070"]


def test_a_percentage_is_neither_rounded_to_none_nor_to_all() -> None:
    assert [Words("en").percent(v) for v in (0, 0.0002, 0.9997, 1)] == ["0 %", "< 0.1 %", "> 99.9 %", "100 %"]
    assert Words("uk").percent(0.0002) == "< 0,1 %"
