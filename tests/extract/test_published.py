"""Publication and last update of pages written for these tests."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.document import Document
from toolkit.extract.published import Times, published

SEEN = datetime(2025, 2, 12, 18, 0, tzinfo=UTC)


def linked(**keys: Any) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Storm over the coast", **keys}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def page(head: str = "", body: str = "", lang: str = "uk") -> str:
    return (
        f'<html lang="{lang}"><head><title>Storm over the coast</title>{head}</head><body><h1>Storm over the coast</h1>'
        f"{body}<p>{'The wind rose in the night and the ferries stayed in port. ' * 5}</p></body></html>"
    )


def times(
    html: str,
    *,
    url: str | None = None,
    zone: str | None = "Europe/Kyiv",
    zone_from: str | None = "outlet",
    language: str | None = "uk",
    seen_at: datetime | None = None,
) -> Times:
    return published(Document(html, url), zone=zone, zone_from=zone_from, language=language, seen_at=seen_at)


def instant(found: Times) -> str | None:
    return found.published and f"{found.published.instant:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    "head",
    [
        linked(datePublished="2025-02-12T14:30:00+02:00"),
        linked(**{"@type": ["Article", "NewsArticle"], "datePublished": "2025-02-12T14:30:00+0200"}),
        linked(datePublished={"@type": "DateTime", "@value": "2025-02-12T14:30+02:00"}),
        '<script type="application/ld+json">[{"@type": "WebSite", "datePublished": "2011-01-01"}, '
        '{"@type": "NewsArticle", "headline": "Storm", "datePublished": "2025-02-12T14:30:00+02:00"}]</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "Person", "name": "A"}, {"@type": "NewsArticle", '
        '"headline": "Storm", "datePublished": "2025-02-12T14:30:00+02:00"}]}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Storm", "datePublished": '
        '"2025-02-12T14:30:00+02:00",}</script>',
        '<script type="application/ld+json">{"@type": "NewsArtical", "headline": "Storm", "datePublished": '
        '"2025-02-12T14:30:00+02:00"}</script>',
        linked(datePublished="2025-02-12T14:30:00.000+02:00[Europe/Kyiv]"),
        linked(datePublished=1739363400),
        linked(dateCreated="2025-02-12T14:30:00+02:00"),
        meta("article:published_time", "2025-02-12T14:30:00+02:00"),
        meta("article:published_time", "2025-02-12T12:30:00Z"),
        meta("og:published_time", "2025-02-12 14:30:00 +0200"),
        '<meta name="parsely-pub-date" content="2025-02-12T12:30:00Z">',
        '<meta name="sailthru.date" content="2025-02-12 14:30">',
        '<meta name="cXenseParse:recs:publishtime" content="2025-02-12T12:30:00.000Z">',
        '<meta name="DC.date.issued" content="2025-02-12T14:30:00+02:00">',
        '<meta name="pubdate" content="1739363400">',
        '<meta itemprop="datePublished" content="2025-02-12T14:30:00+02:00">',
        '<meta name="publish-date" content="Wed, 12 Feb 2025 12:30:00 GMT">',
        '<meta name="date" content="2025-02-12T14:30">',
        '<meta name="x-vendor.article_pubdate" content="2025-02-12T14:30:00+02:00">',
    ],
)
def test_heads(head: str) -> None:
    assert instant(times(page(head))) == "2025-02-12 12:30"


@pytest.mark.parametrize(
    "body",
    [
        '<time datetime="2025-02-12T14:30:00+02:00">12 лютого</time>',
        '<time datetime="2025-02-12T14:30">сьогодні</time>',
        '<span itemprop="datePublished" content="2025-02-12T14:30:00+02:00">12.02.2025</span>',
        '<span property="schema:datePublished" content="2025-02-12T14:30:00+02:00"></span>',
        '<time data-timestamp="1739363400">щойно</time>',
        '<span data-published="2025-02-12T14:30:00+02:00">щойно</span>',
        '<abbr title="2025-02-12T14:30:00+02:00">щойно</abbr>',
        "<div>12 лютого 2025, 14:30</div>",
        "<div>Опубліковано: 12.02.2025 14:30</div>",
        "<p><b>Середа</b>, <i>12 лютого</i> <span>2025</span>, 14:30</p>",
        "<div><span>12 лютого 2025</span><span>14:30</span></div>",
        "<div><div>12.02.2025</div><div>14:30</div></div>",
        '<aside class="byline"><div>12.02.2025, 14:30</div></aside>',
        "<div>Олена Коваль, 12 лютого 2025, 14:30</div>",
        "<div>Оновлено: 13.02.2025 09:15</div><div>Опубліковано: 12.02.2025 14:30</div>",
        "<div>13.02.2025 09:15</div><div>12.02.2025 14:30</div>",
    ],
)
def test_bodies(body: str) -> None:
    assert instant(times(page(body=body))) == "2025-02-12 12:30"


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Veröffentlicht am 12. Februar 2025 um 13:30 Uhr", "de"),
        ("Publié le 12 février 2025 à 13h30", "fr"),
        ("Publicado el 12/02/2025 a las 13:30", "es"),
        ("2025年2月12日 13時30分", "ja"),
        ("입력 2025.02.12 오후 1:30", "ko"),
        ("12 فبراير 2025 - 13:30", "ar"),
        ("Julkaistu 12.2.2025 klo 13.30", "fi"),
        ("2025. február 12. 13:30", "hu"),
        ("12.02.25, 13:30 Uhr", "de"),
        ("Published 1:30 pm, 12 Feb 2025", "en"),
        ("ngày 12 tháng 2 năm 2025 13:30", "vi"),
    ],
)
def test_visible_lines_in_other_languages(body: str, language: str) -> None:
    found = times(page(body=f"<div>{body}</div>"), zone="Europe/Berlin", language=language)
    assert (instant(found), found.published.origin) == ("2025-02-12 12:30", "visible")


def test_relative_times_count_from_when_the_page_was_saved() -> None:
    html = page(body="<div>3 години тому</div>")
    found = times(html, seen_at=SEEN)
    assert (instant(found), found.published.precision) == ("2025-02-12 15:00", "hour")
    assert times(html).published is None
    assert instant(times(page(body="<div>вчора, 10:48</div>"), seen_at=SEEN)) == "2025-02-11 08:48"


def test_missing_year_and_day_come_from_the_address() -> None:
    url = "https://example.org/2025/02/12/storm"
    assert instant(times(page(body="<div>12 лютого, 14:30</div>"), url=url)) == "2025-02-12 12:30"
    assert instant(times(page(body="<div>Сьогодні, 14:30</div>"), url=url)) == "2025-02-12 12:30"
    assert instant(times(page(body="<div>12 лютого, 14:30</div>"), seen_at=SEEN)) == "2025-02-12 12:30"
    assert times(page(body="<div>12 лютого, 14:30</div>")).published is None


def test_dates_in_words_and_beginnings_of_calendars_in_metadata() -> None:
    assert instant(times(page(linked(datePublished="12 лютого 2025, 14:30")))) == "2025-02-12 12:30"
    null = linked(datePublished="1970-01-01T00:00:00Z") + meta("article:published_time", "2025-02-12T14:30:00+02:00")
    assert instant(times(page(null))) == "2025-02-12 12:30"


def test_order_of_belief() -> None:
    head = meta("article:published_time", "2025-02-13T10:00:00+02:00")
    found = times(page(linked(datePublished="2025-02-11T14:30:00+02:00") + head))
    assert (instant(found), found.published.origin) == ("2025-02-11 12:30", "json-ld")
    assert any("meta states 2025-02-13" in flag for flag in found.flags)
    created = linked(dateCreated="2025-02-10T10:00:00+02:00")
    assert instant(times(page(created + head))) == "2025-02-13 08:00"


def test_objects_that_are_not_the_article() -> None:
    others = (
        '<script type="application/ld+json">[{"@type": "VideoObject", "uploadDate": "2019-01-01T10:00:00Z"}, '
        '{"@type": "WebSite", "datePublished": "2009-01-01"}, {"@type": "ItemList", "itemListElement": [{"@type": '
        '"NewsArticle", "headline": "Other", "datePublished": "2024-05-05T10:00:00Z"}]}]</script>'
    )
    assert instant(times(page(others, "<div>12 лютого 2025, 14:30</div>"))) == "2025-02-12 12:30"


def test_dates_of_other_articles_are_left_alone() -> None:
    related = (
        '<ul class="related">'
        + "".join(
            f'<li><time datetime="2025-01-{d}T10:00">{d}</time><a href="/{d}"><h3>Other</h3></a></li>'
            for d in range(10, 20)
        )
        + "</ul><footer>© 2009-2025. 01.01.2009</footer>"
    )
    assert times(page(body=related)).published is None
    assert instant(times(page(body="<div>12 лютого 2025, 14:30</div>" + related))) == "2025-02-12 12:30"
    prose = (
        "<p>У 2014 році, 18 березня 2014 року, сталося те, про що й досі сперечаються історики та правники країни.</p>"
    )
    assert times(page(body=prose)).published is None


@pytest.mark.parametrize(
    "stated", ["2025-02-12", "2025-02-12T00:00:00+02:00", "2025-02-12T00:00:00", "12 February 2025"]
)
def test_date_only_metadata_takes_the_visible_time(stated: str) -> None:
    found = times(page(linked(datePublished=stated), "<div>12 лютого 2025, 14:30</div>"))
    assert (instant(found), found.published.precision) == ("2025-02-12 12:30", "minute")
    other_day = times(page(linked(datePublished=stated), "<div>11 лютого 2025, 14:30</div>"))
    assert (instant(other_day), other_day.published.precision) == ("2025-02-11 22:00", "day")


def test_a_day_is_never_midnight() -> None:
    found = times(page(linked(datePublished="2025-02-12T00:00:00Z")))
    assert (instant(found), found.published.precision) == ("2025-02-11 22:00", "day")


def test_offset_of_another_stamp() -> None:
    head = linked(datePublished="2025-02-12T14:30:00", dateModified="2025-02-12T15:00:00+02:00")
    assert instant(times(page(head), zone=None, zone_from=None)) == "2025-02-12 12:30"
    assert instant(times(page(head), zone="America/New_York", zone_from="guess")) == "2025-02-12 12:30"
    assert instant(times(page(head), zone="America/New_York", zone_from="user")) == "2025-02-12 19:30"
    in_utc = linked(datePublished="2025-02-12T12:30:00") + meta("article:published_time", "2025-02-12T14:30:00+02:00")
    assert instant(times(page(in_utc))) == "2025-02-12 12:30"
    same = linked(datePublished="2025-02-12T14:30:00") + meta("article:published_time", "2025-02-12T14:30:00+01:00")
    assert instant(times(page(same))) == "2025-02-12 13:30"


class TestUtcWrittenForLocalTime:
    HEAD = linked(datePublished="2025-02-12T14:30:00Z", dateModified="2025-02-12T15:00:00Z")

    def test_believed_without_evidence(self) -> None:
        assert instant(times(page(self.HEAD))) == "2025-02-12 14:30"

    def test_visible_line_shows_the_same_reading(self) -> None:
        found = times(page(self.HEAD, "<div>12 лютого 2025, 14:30</div>"))
        assert instant(found) == "2025-02-12 12:30"
        assert f"{found.modified.instant:%H:%M}" == "13:00"
        assert any("local time as UTC" in flag for flag in found.flags)

    def test_a_guessed_clock_bears_witness_where_the_language_has_one_home(self) -> None:
        html = page(linked(datePublished="2025-02-12T14:30:00Z"), "<div>입력 2025.02.12 14:30</div>")
        clock = {"zone": "Asia/Seoul", "zone_from": "guess"}
        assert instant(times(html, language="ko", **clock)) == "2025-02-12 05:30"
        assert instant(times(html, language="en-KR", **clock)) == "2025-02-12 14:30"

    def test_visible_line_shows_the_converted_time(self) -> None:
        assert instant(times(page(self.HEAD, "<div>12 лютого 2025, 16:30</div>"))) == "2025-02-12 14:30"

    def test_another_claim_has_the_offset(self) -> None:
        head = self.HEAD + meta("article:published_time", "2025-02-12T14:30:00+02:00")
        assert instant(times(page(head))) == "2025-02-12 12:30"

    def test_the_page_was_saved_before(self) -> None:
        assert instant(times(page(self.HEAD), seen_at=datetime(2025, 2, 12, 13, 0, tzinfo=UTC))) == "2025-02-12 12:30"

    @pytest.mark.parametrize(
        "sign",
        [
            '<script id="__NEXT_DATA__"></script>',
            '<i data-ts="1739370600"></i>',
            '<script>var local = "2025-02-12T16:30"</script>',
        ],
    )
    def test_believed_after_all(self, sign: str) -> None:
        assert instant(times(page(self.HEAD, f"<div>12 лютого 2025, 14:30</div>{sign}"))) == "2025-02-12 14:30"

    def test_a_programs_clock_knows_utc(self) -> None:
        head = linked(datePublished="2025-02-12T14:30:11.482Z")
        assert instant(times(page(head, "<div>12 лютого 2025, 14:30</div>"))) == "2025-02-12 14:30"


class TestDayAndMonth:
    BODY = "<div>Published 03/04/2025 14:30</div>"

    @pytest.mark.parametrize(
        ("language", "zone", "expected"),
        [
            ("en-US", "America/New_York", "2025-03-04 19:30"),
            ("en-GB", "Europe/London", "2025-04-03 13:30"),
            ("en", "Europe/London", "2025-04-03 13:30"),
            ("en", "America/Chicago", "2025-03-04 20:30"),
            ("fr", "Europe/Paris", "2025-04-03 12:30"),
            ("es", "America/Bogota", "2025-04-03 19:30"),
        ],
    )
    def test_language_region_and_zone(self, language: str, zone: str, expected: str) -> None:
        assert instant(times(page(body=self.BODY), language=language, zone=zone)) == expected

    def test_other_evidence_goes_first(self) -> None:
        url = "https://example.org/2025/04/03/storm"
        assert (
            instant(times(page(body=self.BODY), url=url, language="en-US", zone="Europe/London")) == "2025-04-03 13:30"
        )
        dated = linked(datePublished="2025-03-04")
        assert instant(times(page(dated, self.BODY), language="en-GB", zone="Europe/London")) == "2025-03-04 14:30"
        others = self.BODY + "<p>Filed 12/25/2024 and 12/30/2024</p>"
        assert instant(times(page(body=others), language="en", zone="Europe/London")) == "2025-03-04 14:30"


@pytest.mark.parametrize(
    ("url", "day", "precision"),
    [
        ("https://example.org/2025/02/12/storm", "2025-02-11 22:00", "day"),
        ("https://example.org/n/20250212-storm", "2025-02-11 22:00", "day"),
        ("https://example.org/2025/feb/12/storm", "2025-02-11 22:00", "day"),
        ("https://example.org/2025-02-12-storm", "2025-02-11 22:00", "day"),
        ("https://example.org/2025/02/storm", "2025-01-31 22:00", "month"),
        ("https://example.org/2025/13/41/storm", None, None),
        ("https://example.org/item/1202202512", None, None),
        ("http://[broken", None, None),
    ],
)
def test_address_is_the_last_resort(url: str, day: str | None, precision: str | None) -> None:
    found = times(page(), url=url)
    assert (instant(found), found.published and found.published.precision) == (day, precision)
    assert found.published is None or found.published.origin == "url"
    full = times(page(linked(datePublished="2025-02-12T14:30:00+02:00")), url=url)
    assert full.published.origin == "json-ld"


@pytest.mark.parametrize("sentence", [
    "Ярмарок відкриється 15 серпня 2027 року о 20:00.",
    "The fair opens on 15 August 2027 at 20:00 in the park.",
])
def test_a_date_told_in_a_sentence_is_none_of_the_page(sentence: str) -> None:
    url = "https://example.org/2025/02/12/storm"
    assert instant(times(page(body=f"<p>{sentence}</p>"), url=url)) == "2025-02-11 22:00"
    line = "<p>Written by Anna Maria Przykładowska. Published 12 February 2025, 14:30.</p>"
    assert instant(times(page(body=line))) == "2025-02-12 12:30"


@pytest.mark.parametrize("name", ["entry-date published updated", "entry-date updated td-module-date"])
def test_the_one_date_of_a_post_is_its_publication_though_it_is_called_updated_too(name: str) -> None:
    found = times(page(body=f'<time class="{name}" datetime="2025-02-12T14:30:00+02:00">12.02.2025</time>'))
    assert (instant(found), found.modified) == ("2025-02-12 12:30", None)
    two = ('<time class="entry-date published" datetime="2025-02-12T14:30:00+02:00">12.02.2025</time>'
           '<time class="updated" datetime="2025-02-13T09:00:00+02:00">13.02.2025</time>')
    found = times(page(body=two))
    assert (instant(found), f"{found.modified.instant:%d %H:%M}") == ("2025-02-12 12:30", "13 07:00")


def test_last_update_and_its_contradictions() -> None:
    head = linked(datePublished="2025-02-12T14:30:00+02:00", dateModified="2025-02-13T09:15:00+02:00")
    found = times(page(head))
    assert (f"{found.modified.instant:%Y-%m-%d %H:%M}", found.flags) == ("2025-02-13 07:15", [])
    before = times(page(linked(datePublished="2025-02-12T14:30:00+02:00", dateModified="2025-02-11T09:15:00+02:00")))
    assert any("before the publication" in flag for flag in before.flags)
    visible = times(page(body="<div>12.02.2025 14:30</div><div>Оновлено: 13.02.2025 09:15</div>"))
    assert f"{visible.modified.instant:%Y-%m-%d %H:%M}" == "2025-02-13 07:15"


def test_only_an_update_is_stated() -> None:
    found = times(page(meta("article:modified_time", "2025-02-13T09:15:00+02:00")))
    assert (instant(found), found.published.precision) == ("2025-02-12 22:00", "day")
    assert any("only an update" in flag for flag in found.flags)


def test_future_stamps_are_kept_and_flagged() -> None:
    found = times(page(linked(datePublished="2027-02-12T14:30:00+02:00")), seen_at=SEEN)
    assert instant(found) == "2027-02-12 12:30"
    assert "published after the page was saved" in found.flags


@pytest.mark.parametrize(
    "value",
    [
        "",
        "null",
        "0000-00-00",
        "99999-01-01T00:00:00Z",
        "2025-13-40T99:99:99Z",
        "9" * 5000,
        "{}",
        "-62135596800",
        "yesterday",
        "T",
        "Z",
        "\x00",
    ],
)
def test_hostile_values_end_in_none(value: str) -> None:
    head = linked(datePublished=value) + meta("article:published_time", value.replace('"', "")) + meta("date", value)
    assert times(page(head, f'<time datetime="{value}">{value[:300]}</time>')).published is None


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<",
        "<html>",
        "<body>" * 2000,
        "<div>" * 50_000 + "12.02.2025 14:30",
        page(body="<p>12.02.2025 14:30</p>" * 20_000),
        page(body="<time>1:1</time>" * 20_000),
        page(body="<span " + "data-date='1' " * 20_000 + ">12.02.2025</span>"),
        page(meta("article:published_time", "1:" * 100_000)),
    ],
)
def test_hostile_pages_end(html: str) -> None:
    found = times(html, seen_at=SEEN).published
    # the only day that any of them bears, on the outlet's clock
    assert found is None or f"{found.instant.astimezone(ZoneInfo(found.zone or 'UTC')):%Y-%m-%d}" == "2025-02-12"


@pytest.mark.parametrize(("body", "hour"), [
    ('<time datetime="2025-02-12T14:30+02:00">12.02.</time>' * 50_000, 12),
    ("<span>12.02.2025 14:30</span>" * 20_000, 12),
    ("<p>12.02.2025 14:30</p>" + "<p>x</p>" * 50_000, 12),
    ("<p>" + "12 34 56 " * 200_000 + "</p>", None),
    ("<p>" + "3/4/2025 " * 200_000 + "</p>", None),  # no line, but a text full of dates
], ids=range(5))
def test_huge_pages_give_the_time_beside_the_headline(body: str, hour: int | None) -> None:
    found = times(page(body=body)).published
    assert (found and found.instant) == (hour and datetime(2025, 2, 12, hour, 30, tzinfo=UTC))


_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(["2025-02-12", "2025-02-12T00:00:00Z", "2025-02-12T14:30:00Z", "12.02.2025"]),
)


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        _VALUES,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["@type", "@value", "datePublished", "x"]), inner, max_size=3)
        ),
        max_leaves=6,
    ),
    st.text(max_size=60),
    st.sampled_from(["2025-02-12T14:30", "03/04/2025", "3 h ago", "24:61", "12 Feb"]),
    st.sampled_from([None, "Europe/Kyiv", "Mars/Phobos", "Pacific/Kiritimati"]),
)
def test_no_page_raises(value: Any, text: str, line: str, zone: str | None) -> None:
    html = page(
        linked(datePublished=value, dateModified=text) + meta("date", text.replace('"', "")),
        f'<div>{text} {line}</div><time datetime="{line}">{line}</time>',
    )
    for seen_at in (None, SEEN):
        times(html, zone=zone, seen_at=seen_at, url=text)
