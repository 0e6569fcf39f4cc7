from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.charts.dates import period_ticks, ticks
from toolkit.charts.fit import text_width
from toolkit.charts.words import Words


@given(
    st.datetimes(datetime(1999, 1, 1), datetime(2040, 1, 1)), st.floats(0.05, 9000), st.sampled_from(["en", "uk", "ru"])
)
@settings(max_examples=150, deadline=None)
def test_labels_never_touch_and_lie_inside(start, days, lang) -> None:
    end = start + timedelta(days=days)
    at, labels = ticks(start, end, Words(lang), width=400, size=9.5)
    assert at and len(at) == len(labels)
    edge = -1e9
    for when, label in zip(at, labels, strict=True):
        assert start <= when <= end
        middle = (when - start) / (end - start) * 400
        half = max(text_width(line, 9.5) for line in label.split("\n")) / 2
        assert middle - half >= edge
        edge = middle + half


@pytest.mark.parametrize(
    ("start", "end", "first"),
    [
        (datetime(2031, 3, 5), datetime(2031, 4, 20), "10 Mar\n2031"),
        (datetime(2031, 3, 5), datetime(2036, 4, 20), "Jul\n2031"),
        (datetime(2031, 3, 5, 1), datetime(2031, 3, 5, 22), "03:00\n5 Mar 2031"),
    ],
)
def test_the_first_label_says_the_year(start, end, first) -> None:
    assert ticks(start, end, Words(), width=400, size=9.5)[1][0] == first


def test_weeks_start_on_monday() -> None:
    at, _ = ticks(datetime(2031, 3, 1), datetime(2031, 4, 20), Words(), width=400, size=9.5)
    assert {t.weekday() for t in at} == {0}


def test_few_weeks_are_named_one_by_one_and_many_are_not() -> None:
    starts = [datetime(2031, 4, 28) + timedelta(days=7 * i) for i in range(3)]
    ends = (starts[0] - timedelta(days=3.5), starts[-1] + timedelta(days=3.5))
    assert period_ticks(starts, ends, "per_week", Words(), width=400, size=9.5) == (
        starts, ["28 Apr\n2031", "5 May\n ", "12 May\n "])
    assert period_ticks(starts, ends, "per_week", Words(), width=50, size=9.5) is None
    many = [starts[0] + timedelta(days=7 * i) for i in range(40)]
    assert period_ticks(many, (many[0], many[-1]), "per_week", Words(), width=4000, size=9.5) is None
    assert period_ticks(starts, ends, "per_hour", Words(), width=400, size=9.5) is None


@pytest.mark.parametrize(("step", "lang", "labels"), [("per_year", "en", ["2025\n ", "2026\n "]),
                                                      ("per_quarter", "en", ["Q1\n2025", "Q1\n2026"]),
                                                      ("per_quarter", "uk", ["1 кв.\n2025", "1 кв.\n2026"])])
def test_quarters_and_years_are_named_as_such(step, lang, labels) -> None:
    starts = [datetime(2025, 1, 1), datetime(2026, 1, 1)]
    assert period_ticks(starts, (starts[0], starts[1]), step, Words(lang), width=400, size=9.5) == (starts, labels)
