"""Stamps as people and programs write them."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.stamps import Written, find, find_sure, label, read, read_iso, read_or_find, resolve

LINES = tomllib.loads(Path(__file__).with_name("date_lines.toml").read_text(encoding="utf-8"))
DATED, AGO, YESTERDAY = LINES["dated"], LINES["ago"], LINES["yesterday"]

NOON = datetime(2025, 2, 12, 12, 0, tzinfo=UTC)


def _parts(written: Written | None) -> tuple[int | None, ...] | None:
    return written and (written.year, written.month, written.day, written.hour, written.minute)


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in DATED.items() for text in texts])
def test_date_lines_in_many_languages(language: str, text: str) -> None:
    assert _parts(read(text, language=language)) == (2025, 2, 12, 14, 30)


def test_every_language_of_the_table_has_four_forms() -> None:
    assert len(DATED) >= 33
    assert all(len(forms) >= 4 for forms in DATED.values())


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in DATED.items() for text in texts])
def test_find_gives_the_place_of_a_stamp(language: str, text: str) -> None:
    found = find(f"Aaa bbb. {text}", language=language)
    assert [_parts(w) for _, _, w in found] == [(2025, 2, 12, 14, 30)]
    start, end, _ = found[0]
    assert 9 <= start < end <= 9 + len(text)


@pytest.mark.parametrize(("language", "text"), AGO.items())
def test_relative_times(language: str, text: str) -> None:
    written = read(text, language=language)
    assert written is not None
    assert (written.ago, written.precision) == (timedelta(hours=3), "hour")
    assert resolve(written, zone=None, anchor=NOON, origin="visible").instant == NOON - timedelta(hours=3)


@pytest.mark.parametrize(("language", "text"), YESTERDAY.items())
def test_named_days(language: str, text: str) -> None:
    stamp = resolve(read(text, language=language), zone="Europe/Kyiv", anchor=NOON, origin="visible")
    assert (stamp.instant, stamp.precision) == (datetime(2025, 2, 11, 8, 48, tzinfo=UTC), "minute")


@pytest.mark.parametrize(
    ("text", "language", "seconds", "precision"),
    [
        ("an hour ago", "en", 3600, "hour"),
        ("1 hr 20 min ago", "en", 4800, "minute"),
        ("3h", "en", 10800, "hour"),
        ("5m ago", "en", 300, "minute"),
        ("2d", "en", 172800, "day"),
        ("vor einer Stunde", "de", 3600, "hour"),
        ("годину тому", "uk", 3600, "hour"),
        ("5 хв тому", "uk", 300, "minute"),
        ("минуту назад", "ru", 60, "minute"),
        ("منذ ساعتين", "ar", 7200, "hour"),
        ("לפני שעתיים", "he", 7200, "hour"),
        ("il y a 2 jours", "fr", 172800, "day"),
        ("5分前", "ja", 300, "minute"),
        ("2天前", "zh", 172800, "day"),
        ("10분 전", "ko", 600, "minute"),
        ("2 weeks ago", "en", 1209600, "day"),
        ("just now", "en", 0, "minute"),
        ("щойно", "uk", 0, "minute"),
    ],
)
def test_other_relative_times(text: str, language: str, seconds: int, precision: str) -> None:
    written = read(text, language=language)
    assert written is not None
    assert (written.ago, written.precision) == (timedelta(seconds=seconds), precision)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025-02-12T14:30:00Z", "2025-02-12T14:30:00+00:00"),
        ("2025-02-12T14:30:00.123Z", "2025-02-12T14:30:00+00:00"),
        ("2025-02-12T14:30+0200", "2025-02-12T12:30:00+00:00"),
        ("2025-02-12T14:30:00 +02:00", "2025-02-12T12:30:00+00:00"),
        ("2025-02-12 14:30:00 02:00", "2025-02-12T12:30:00+00:00"),
        ("2025-2-12T9:30:00-05:00", "2025-02-12T14:30:00+00:00"),
        ("20250212T143000Z", "2025-02-12T14:30:00+00:00"),
        ("20250212143000", "2025-02-12T14:30:00+00:00"),
        ("1739370600", "2025-02-12T14:30:00+00:00"),
        ("1739370600000", "2025-02-12T14:30:00+00:00"),
        ("/Date(1739370600000+0200)/", "2025-02-12T14:30:00+00:00"),
        ("Wed, 12 Feb 2025 14:30:00 GMT", "2025-02-12T14:30:00+00:00"),
        ("Wed, 12 Feb 2025 14:30:00 +0200", "2025-02-12T12:30:00+00:00"),
        ("Wed Feb 12 2025 14:30:00 GMT+0200 (Eastern European Standard Time)", "2025-02-12T12:30:00+00:00"),
        ("Wed Feb 12 14:30:00 CET 2025", "2025-02-12T13:30:00+00:00"),
        ("Feb 12, 2025 2:30 PM ET", "2025-02-12T19:30:00+00:00"),
        ("Jul 12, 2025 2:30 PM ET", "2025-07-12T18:30:00+00:00"),
        ("2025-02-12T14:30:00+02:00[Europe/Kyiv]", "2025-02-12T12:30:00+00:00"),
        ("2025-02-12T24:00:00Z", "2025-02-12T00:00:00+00:00"),
        ("2025-02-12T14:30:00+00:00Z", "2025-02-12T14:30:00+00:00"),
    ],
)
def test_machine_stamps(text: str, instant: str) -> None:
    written = read_iso(text)
    assert written is not None
    assert resolve(written, zone=None, origin="meta").instant.isoformat() == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "12",
        "3.14",
        "99999999999999999999",
        "2025-13-45",
        "2025-02-30T10:00Z",
        "T10:00",
        "99999-01-01T00:00:00Z",
        "0000-00-00T00:00:00",
        "0001-01-01T00:00:00",
        "Infinity",
        "-1",
    ],
)
def test_what_is_no_machine_stamp(text: str) -> None:
    written = read_iso(text)
    assert written is None or resolve(written, zone=None, origin="meta") is not None
    assert text.startswith("0001") or written is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The 7 best soups of 2025",
        "Call 555-1234 now",
        "Price: 12.50",
        "Windows 11",
        "Ukraine 2:1 Wales",
        "10 people, 3 cars",
        "Chapter 12",
        "iPhone 15 Pro",
        "24/7",
        "5 min read",
        "Top 10",
        "2025",
        "Covid-19",
        "3.5 million",
        "Formula 1",
        "World Cup 2026",
        "No. 10",
        "99,99",
    ],
)
def test_headlines_are_no_stamps(text: str) -> None:
    assert read(text, language="en") is None
    assert find_sure(text, language="en") == []


def test_day_and_month_order() -> None:
    assert (read("3/4/2025").ambiguous, read("3/4/2025", language="fr").ambiguous) == (True, False)
    assert read("3/4/2025", language="fr").month == 4
    assert (read("3/4/2025", language="en").month, read("3/4/2025", language="en").ambiguous) == (3, True)
    assert (read("3/4/2025", day_first=True).day, read("3/4/2025", day_first=False).day) == (3, 4)
    assert _parts(read("2/13/2025"))[:3] == _parts(read("13/2/2025"))[:3] == (2025, 2, 13)
    assert read("3.4.2025", language="en").month == 4


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.02.25", date(2025, 2, 12)),
        ("12/02/99", date(1999, 2, 12)),
        ("12-Feb-25", date(2025, 2, 12)),
        ("Feb 12 '25", date(2025, 2, 12)),
        ("12 лют 25", date(2025, 2, 12)),
    ],
)
def test_two_digit_years(text: str, day: date) -> None:
    written = read(text, language="de")
    assert date(written.year, written.month, written.day) == day


def test_words_that_differ_between_languages() -> None:
    assert (read("5 listopada 2025", language="hr").month, read("5 listopada 2025", language="pl").month) == (10, 11)
    assert (read("5 липня 2025", language="uk").month, read("5 травня 2025", language="uk").month) == (7, 5)
    assert (read("5. lipnja 2025", language="hr").month, read("5. srpnja 2025", language="hr").month) == (6, 7)
    assert read("12 August 2025", language="uk").month == 8


def test_missing_parts_come_from_the_anchor() -> None:
    def at(text: str) -> str:
        return resolve(read(text, language="en"), zone="Europe/Kyiv", anchor=NOON, origin="listing").instant.isoformat()

    assert at("10:48") == "2025-02-12T08:48:00+00:00"
    assert at("23:10") == "2025-02-11T21:10:00+00:00"
    assert at("30 December, 10:00") == "2024-12-30T08:00:00+00:00"
    assert at("11 February, 10:00") == "2025-02-11T08:00:00+00:00"
    assert (
        resolve(read("29 February, 10:00", language="en"), zone=None, anchor=NOON, origin="listing").instant.year
        == 2024
    )
    assert resolve(read("10:48"), zone="Europe/Kyiv", origin="listing") is None
    assert resolve(read("3 hours ago"), zone="Europe/Kyiv", origin="listing") is None


def test_precision_is_what_was_written() -> None:
    day = resolve(read("12 February 2025", language="en"), zone="Europe/Kyiv", origin="visible", zone_from="outlet")
    assert (day.precision, day.instant.isoformat()) == ("day", "2025-02-11T22:00:00+00:00")
    assert (day.zone, day.zone_from) == ("Europe/Kyiv", "outlet")
    assert read("February 2025", language="en").precision == "month"
    assert read("12 February 2025, 2 pm", language="en").precision == "hour"
    assert read("2025-02-12T14:30:05Z").precision == "second"


def test_offset_and_zone() -> None:
    stamp = resolve(read_iso("2025-02-12T14:30:00+02:00"), zone=None, origin="meta")
    assert (stamp.zone, stamp.zone_from) == ("Etc/GMT-2", "stamp")
    known = resolve(read_iso("2025-02-12T12:30:00Z"), zone="Europe/Kyiv", origin="meta", zone_from="outlet")
    assert (known.zone, known.zone_from) == ("Europe/Kyiv", "stamp")
    belied = resolve(read_iso("2025-02-12T12:30:00-03:00"), zone="Europe/Kyiv", origin="meta", zone_from="guess")
    assert belied.zone == "Etc/GMT+3"
    assert resolve(read_iso("2025-02-12T12:30:00"), zone="Nowhere/Land", origin="meta").zone is None


def test_clock_changes() -> None:
    gap = resolve(read_iso("2025-03-30T03:30:00"), zone="Europe/Kyiv", origin="meta")
    fold = resolve(read_iso("2025-10-26T03:30:00"), zone="Europe/Kyiv", origin="meta")
    assert gap.instant == datetime(2025, 3, 30, 1, 30, tzinfo=UTC)
    assert fold.instant == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_instants_beyond_the_calendar_are_none(text: str) -> None:
    written = Written(
        int(text[:4]), int(text[5:7]), int(text[8:10]), int(text[11:13]), 0, 0, 840 if "+" in text else -840
    )
    assert resolve(written, zone=None, origin="meta") is None


def test_several_stamps_in_a_text() -> None:
    text = "Опубліковано 12 лютого 2025, 14:30. Оновлено 13 лютого 2025, 09:15"
    assert [_parts(w) for _, _, w in find(text, language="uk")] == [(2025, 2, 12, 14, 30), (2025, 2, 13, 9, 15)]
    start = find(text, language="uk")[1][0]
    assert (label(text[:20]), label(text[:start])) == ("published", "updated")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Updated", "updated"),
        ("Last modified on", "updated"),
        ("Aktualisiert am", "updated"),
        ("Mis à jour le", "updated"),
        ("Оновлено:", "updated"),
        ("Обновлено", "updated"),
        ("Actualizado", "updated"),
        ("Aggiornato", "updated"),
        ("最終更新", "updated"),
        ("수정", "updated"),
        ("更新时间", "updated"),
        ("Zaktualizowano", "updated"),
        ("Päivitetty", "updated"),
        ("Published", "published"),
        ("Veröffentlicht", "published"),
        ("Publié le", "published"),
        ("Опубліковано", "published"),
        ("Julkaistu", "published"),
        ("입력", "published"),
        ("公開", "published"),
        ("Kyiv", None),
        ("", None),
    ],
)
def test_labels(text: str, role: str | None) -> None:
    assert label(text) == role


def test_long_texts_are_searched_around_their_digits() -> None:
    text = "слово " * 3000 + "12 лютого 2025, 14:30 " + "слово " * 3000
    found = find(text, language="uk")
    assert [_parts(w) for _, _, w in found] == [(2025, 2, 12, 14, 30)]
    assert text[found[0][0] : found[0][1]] == "12 лютого 2025, 14:30"


_MINUTES = st.datetimes(datetime(2001, 1, 1), datetime(2060, 12, 31)).map(lambda d: d.replace(second=0, microsecond=0))
_LANGUAGES = sorted(
    set(tomllib.loads(files("toolkit.extract").joinpath("calendar_words.toml").read_text("utf-8"))) - {"eu", "mn"}
)


@settings(max_examples=300, deadline=None)
@given(_MINUTES, st.sampled_from(_LANGUAGES), st.sampled_from(["long", "medium"]), st.sampled_from([" ", ", "]))
def test_any_minute_in_any_language_reads_back(moment: datetime, language: str, width: str, gap: str) -> None:
    dates = pytest.importorskip("babel.dates", reason="Babel writes the dates that are read back")
    text = dates.format_date(moment, width, locale=language) + gap + moment.strftime("%H:%M")
    assert _parts(read(text, language=language)) == (moment.year, moment.month, moment.day, moment.hour, moment.minute)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_any_iso_stamp_reads_back(moment: datetime, offset: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=offset)))
    stamp = resolve(read_iso(aware.isoformat()), zone="Europe/Kyiv", origin="meta")
    assert stamp.instant == aware.astimezone(UTC)


_BITS = st.lists(
    st.sampled_from(
        [
            "12",
            "02",
            "2025",
            "99999",
            ".",
            "/",
            ":",
            " ",
            "-",
            "T",
            "Z",
            "+",
            "ago",
            "pm",
            "лютого",
            "年",
            "月",
            "日",
            "午後",
            "vor",
            "3",
            "(",
            "Feb",
            "tháng",
            "令和",
            "o'clock",
            "yesterday",
            "\u0661",
            "\ud800",
            "UTC",
            "h",
            "Uhr",
            ",",
            "'",
            "it's",
            "\n",
            "999999999999999999999999",
            "í",
            "İ",
        ]
    ),
    max_size=14,
)


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(max_size=400), _BITS.map("".join)), st.sampled_from([None, "uk", "en", "ko", "xx", ""]))
def test_no_text_raises(text: str, language: str | None) -> None:
    anchor = datetime(2025, 2, 12, tzinfo=UTC)
    for written in (read(text, language=language), read_iso(text), *(w for _, _, w in find(text, language=language))):
        if written is not None:
            resolve(written, zone="Asia/Kathmandu", anchor=anchor, origin="visible")
    label(text)


@pytest.mark.parametrize(
    "text", ["9" * 100_000, "12.02.2025 " * 20_000, "лютого " * 30_000, "(" * 100_000, "1:" * 60_000]
)
def test_hostile_texts_end(text: str) -> None:
    assert read(text) is None
    find(text)


@pytest.mark.parametrize("text", [
    "12 February 2025, 14:30", "14 comments", "7", "Court halts its work at 18:14 for a while, says its speaker",
    "Covid-19", "2025", "Yesterday 10:48", "word " * 80 + "18:14", "Elections 2025 by region"])
def test_what_is_no_stamp_is_looked_through_for_stamps(text: str) -> None:
    stated = read(text, language="en")
    assert read_or_find(text, language="en") == (find(text, language="en") if stated is None else stated)


@given(st.text(alphabet="0123456789:./- ,hadeghumortsy", max_size=40))
@settings(max_examples=200, deadline=None)
def test_reading_or_finding_agrees_with_reading_and_finding(text: str) -> None:
    stated = read(text, language="en")
    assert read_or_find(text, language="en") == (find(text, language="en") if stated is None else stated)


@pytest.mark.parametrize("language", ["en", "fi", "hu"])
def test_numbers_alone_are_no_stamps(language: str) -> None:
    assert all(read(str(n), language=language) is None for n in range(1000))


@pytest.mark.parametrize("text", ["3.4.40-1.0.141", "version 10.2.13-2.1", "12.02.25.3.1"])
def test_numbers_of_versions_are_no_dates(text):
    assert find_sure(text, language="de") == []


def test_a_time_behind_a_dash_still_belongs_to_the_date():
    ((_, _, written),) = find_sure("12.02.25-14.30", language="de")
    assert (written.year, written.hour, written.minute) == (2025, 14, 30)
