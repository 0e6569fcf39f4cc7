"""The roll-over rule: times of day in a newest-first list become instants again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.list_times import end_of_day, latest_reading, newest_first, run_back, stops_early, with_days
from toolkit.extract.page import read_page
from toolkit.extract.stamps import Written, read

ZONES = ("UTC", "Europe/Kyiv", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "America/Sao_Paulo")
# Around both changes of the clock on either side of the Atlantic, and days without any.
ANCHORS = tuple(datetime(*moment, tzinfo=UTC) for moment in (
    (2025, 3, 10, 3), (2025, 3, 31, 1), (2025, 4, 6, 12), (2025, 10, 5, 9), (2025, 10, 27, 2), (2025, 11, 3, 4),
    (2024, 12, 31, 23, 30), (2025, 6, 15, 12)))
SHORTEST_DAY = 23 * 60


def clock_time(instant: datetime, zone: str) -> Written:
    local = instant.astimezone(ZoneInfo(zone))
    return Written(None, None, None, local.hour, local.minute, None, None, precision="minute")


def shown_twice(instant: datetime, zone: str) -> bool:
    local = instant.astimezone(ZoneInfo(zone))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


@st.composite
def falling(draw: st.DrawFn, longest_gap: int) -> tuple[str, datetime, list[datetime]]:
    zone = draw(st.sampled_from(ZONES))
    anchor = draw(st.sampled_from(ANCHORS)) + timedelta(minutes=draw(st.integers(-2000, 2000)))
    instants, last = [], anchor
    for gap in draw(st.lists(st.integers(0, longest_gap), min_size=1, max_size=40)):
        last -= timedelta(minutes=gap)
        instants.append(last)
    return zone, anchor, instants


@given(falling(SHORTEST_DAY - 1), st.data())
@settings(max_examples=300, deadline=None)
def test_any_list_comes_back_over_midnight_and_the_changes_of_the_clock(case, data):
    zone, anchor, instants = case
    instants = [i for i in instants if not shown_twice(i, zone)]
    gaps = [a - b for a, b in zip([anchor, *instants], instants, strict=False)]
    if any(gap >= timedelta(minutes=SHORTEST_DAY) for gap in gaps):
        return
    times: list[Written | None] = [clock_time(i, zone) for i in instants]
    expected: list[datetime | None] = list(instants)
    for place in data.draw(st.lists(st.integers(0, len(times)), max_size=5)):
        times.insert(place, None)
        expected.insert(place, None)
    stamps = run_back(times, anchor=anchor, zone=zone)
    assert [s.instant if s else None for s in stamps] == expected


@given(falling(59))
@settings(max_examples=300, deadline=None)
def test_the_order_settles_the_hour_that_is_shown_twice(case):
    zone, anchor, instants = case
    if zone == "Australia/Lord_Howe":  # its clock repeats half an hour
        instants = [i for n, i in enumerate(instants) if (instants[n - 1] if n else anchor) - i < timedelta(minutes=30)]
        instants = instants[:1]
    times = [clock_time(i, zone) for i in instants]
    stamps = run_back(times, anchor=anchor, zone=zone)
    assert [s.instant for s in stamps if s] == instants


def test_of_an_hour_shown_twice_the_later_reading_is_taken_unless_the_order_forbids():
    kyiv = ZoneInfo("Europe/Kyiv")  # 26 October 2025: 03:00-03:59 twice, first at 00:xx UTC, then at 01:xx UTC
    after = datetime(2025, 10, 26, 6, tzinfo=UTC)
    assert latest_reading(3, 30, None, not_after=after, zone=kyiv) == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
    between = datetime(2025, 10, 26, 1, 10, tzinfo=UTC)
    assert latest_reading(3, 30, None, not_after=between, zone=kyiv) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


def test_an_hour_that_the_clock_skipped_is_read_on_the_day_before():
    berlin = ZoneInfo("Europe/Berlin")  # 30 March 2025 has no 02:30
    assert latest_reading(2, 30, None, not_after=datetime(2025, 3, 30, 9, tzinfo=UTC), zone=berlin) \
        == datetime(2025, 3, 29, 1, 30, tzinfo=UTC)


def test_without_anchor_or_zone_a_time_of_day_stays_unknown():
    times = [read("18:58"), read("17:30")]
    assert run_back(times, anchor=None, zone="Europe/Kyiv") == [None, None]
    assert run_back(times, anchor=datetime(2025, 2, 12, 20, tzinfo=UTC), zone=None) == [None, None]
    assert run_back(times, anchor=datetime(2025, 2, 12, 20, tzinfo=UTC), zone="Nowhere/Land") == [None, None]


def test_relative_times_need_the_moment_of_saving():
    times = [read("10 minutes ago"), read("2 hours ago")]
    saved = datetime(2025, 2, 12, 20, 5, tzinfo=UTC)
    stamps = run_back(times, anchor=saved, zone="Europe/Kyiv")
    assert [(s.instant.hour, s.instant.minute, s.precision) for s in stamps if s] == [
        (19, 55, "minute"), (18, 5, "hour")]
    assert run_back(times, anchor=saved, zone="Europe/Kyiv", exact=False) == [None, None]


def test_a_most_read_list_rolls_over_no_midnight():
    readings = ["09:10", "19:58", "08:00", "16:40", "11:20", "17:59"]
    times = [read(t) for t in readings]
    saved = datetime(2025, 2, 12, 18, 30, tzinfo=UTC)
    assert not newest_first(times)
    days = [s.instant.day for s in run_back(times, anchor=saved, zone="UTC", ordered=False) if s]
    assert days == [12, 11, 12, 12, 12, 12]
    assert run_back(times, anchor=end_of_day(saved.date(), "UTC"), zone="UTC", exact=False, ordered=False) == [None] * 6


def test_a_pinned_old_entry_does_not_drag_the_list_back():
    times = [read("18:00"), read("3 January 2025, 10:00"), read("17:30")]
    stamps = run_back(times, anchor=datetime(2025, 2, 12, 20, tzinfo=UTC), zone="UTC")
    assert [s.instant.day for s in stamps if s] == [12, 3, 12]


@pytest.mark.parametrize(("text", "instant"), [
    ("8 January, 17:46", datetime(2026, 1, 8, 17, 46, tzinfo=UTC)),
    ("31 December, 23:10", datetime(2025, 12, 31, 23, 10, tzinfo=UTC)),
])
def test_a_day_without_year_is_the_latest_before_the_anchor(text, instant):
    stamps = run_back([read(text)], anchor=datetime(2026, 1, 8, 20, tzinfo=UTC), zone="UTC")
    assert stamps[0] is not None
    assert stamps[0].instant == instant


def test_days_in_addresses_tell_a_day_that_the_list_passes_over():
    times = [read("09:10"), None, read("08:00"), read("23:40")]
    days = [(2025, 5, 5), None, (2025, 5, 2), (2025, 5, 1)]
    saved = datetime(2025, 5, 5, 12, tzinfo=UTC)
    stamps = run_back(with_days(times, days), anchor=saved, zone="UTC")
    assert [s and f"{s.instant:%d %H:%M}" for s in stamps] == ["05 09:10", None, "02 08:00", "01 23:40"]


def test_days_in_addresses_that_break_the_order_are_not_believed():
    times = [read("01:30"), read("23:50")]  # the addresses bear the day in UTC, the list shows the local clock
    assert with_days(times, [(2025, 5, 1), (2025, 5, 1)]) == times
    updated = [read("12:00"), read("11:00"), read("10:00")]  # the second is an update of an older article
    assert with_days(updated, [(2025, 5, 5), (2025, 5, 1), (2025, 5, 5)]) == updated


@pytest.mark.parametrize(("times", "moment", "expected"), [
    (["08:15", "07:50", "07:20", "07:05"], (17, 46), True),
    (["17:50", "17:20", "17:05", "16:40"], (17, 46), False),  # as new as the article
    (["16:15", "15:50", "15:20", "15:05"], (17, 46), False),  # a quiet hour
    (["08:15", "05:50", "02:20", "00:05"], (17, 46), False),  # a slow list
    (["08:15", "07:50", "07:20"], (17, 46), False),  # too few to know its pace
    (["08:15", "07:50", "07:20", "23:40", "23:20", "23:05"], (17, 46), True),  # over midnight
])
def test_a_list_that_ends_hours_before_its_page_was_written_is_of_another_day(times, moment, expected):
    moment = datetime(2025, 2, 12, *moment, tzinfo=ZoneInfo("Europe/Kyiv"))
    assert stops_early([read(t) for t in times], moment, "Europe/Kyiv") is expected
    assert not stops_early([read(t) for t in times], None, "Europe/Kyiv")
    assert not stops_early([read(t) for t in times], moment, None)


def test_such_a_list_gets_a_day_only_from_the_moment_of_saving():
    items = "".join(f'<li><b>{t}</b> <a href="https://example.org/news/2{n}1234-the-rain-went-on-{n}.html">The rain'
                    f" went on for all of day number {n}</a></li>"
                    for n, t in enumerate(["08:15", "07:50", "07:20", "06:58"]))
    page = ('<html lang="en"><title>Rain ruins the harvest - Daily</title><meta property="article:published_time" '
            'content="2025-02-12T17:46:00+02:00"><body><h1>Rain ruins the harvest</h1><h2>Latest news</h2>'
            f"<ul>{items}</ul>")
    url = "https://example.org/news/211234-rain-ruins-the-harvest.html"
    assert {i.published_at for i in read_page(page, url, time_zone="Europe/Kyiv").news_list} == {None}
    saved = datetime(2025, 2, 13, 7, tzinfo=UTC)
    first = read_page(page, url, time_zone="Europe/Kyiv", seen_at=saved).news_list[0]
    assert first.published_at == datetime(2025, 2, 13, 6, 15, tzinfo=UTC)
