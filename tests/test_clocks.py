"""One clock per outlet."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import toolkit as tk
from toolkit.clocks import STANDING_FOR
from toolkit.clocks import settle_clocks as settle_pages
from toolkit.records import Article, NewsItem, Page


def settle_clocks(articles):
    settle_pages(Page(a) for a in articles)


def article(moment, offset=None, zone=None, origin="guess", **more):
    return Article(outlet="Lake Times", published_at=moment, utc_offset=offset, time_zone=zone,
                   time_zone_from=origin if zone else None, published_precision="minute", **more)


def in_zone(zone, *wall):
    return datetime(*wall, tzinfo=ZoneInfo(zone))


def stated(zone, *wall, guess=None):
    moment = in_zone(zone, *wall)
    return article(moment.astimezone(UTC), int(moment.utcoffset() / timedelta(minutes=1)), guess)


def test_stated_offsets_settle_a_wrong_guess_and_local_times_are_read_again():
    winter, summer = stated("Europe/Kyiv", 2026, 3, 2, 9, 0), stated("Europe/Kyiv", 2026, 4, 6, 9, 0)
    third = stated("Europe/Kyiv", 2026, 4, 7, 9, 0)
    local = article(in_zone("Europe/Moscow", 2026, 3, 3, 12, 30).astimezone(UTC), zone="Europe/Moscow")
    settle_clocks([winter, local, summer, third])
    assert {a.time_zone for a in (winter, local, summer)} == {"Europe/Kyiv"}
    assert {a.time_zone_from for a in (winter, local, summer)} == {"stamp"}
    assert local.published_at == in_zone("Europe/Kyiv", 2026, 3, 3, 12, 30)
    assert winter.published_at == in_zone("Europe/Kyiv", 2026, 3, 2, 9, 0)


def test_one_stamp_does_not_overturn_a_guess():
    pages = [stated("Europe/Kyiv", 2026, 3, 2, 9, 0, guess="Europe/Warsaw"), article(None, zone="Europe/Warsaw")]
    settle_clocks(pages)
    assert {(a.time_zone, a.time_zone_from) for a in pages} == {("Europe/Warsaw", "guess")}


def test_a_guess_that_fits_the_stamps_is_kept():
    pages = [stated("Europe/Warsaw", 2026, 3, 2, 9, 0, guess="Europe/Warsaw"),
             stated("Europe/Warsaw", 2026, 7, 2, 9, 0)]
    settle_clocks(pages)
    assert [a.time_zone for a in pages] == ["Europe/Warsaw"] * 2


def test_without_stamps_the_most_frequent_guess_counts_for_all():
    pages = [article(datetime(2026, 3, 2, 7, tzinfo=UTC), zone=zone) for zone in
             ("Europe/Kyiv", "Europe/Moscow", "Europe/Kyiv")] + [article(None)]
    settle_clocks(pages)
    assert {(a.time_zone, a.time_zone_from) for a in pages} == {("Europe/Kyiv", "guess")}


def test_utc_stamps_are_no_evidence():
    page = article(datetime(2026, 3, 2, 7, tzinfo=UTC), 0)
    settle_clocks([page])
    assert page.time_zone is None


def test_what_user_and_table_say_stays():
    known = article(datetime(2026, 3, 2, 7, tzinfo=UTC), zone="Europe/Riga", origin="outlet")
    given_ = article(datetime(2026, 3, 2, 7, tzinfo=UTC), zone="Asia/Tokyo", origin="user")
    settle_clocks([known, given_, stated("Europe/Kyiv", 2026, 3, 2, 9, 0)])
    assert (known.time_zone, given_.time_zone) == ("Europe/Riga", "Asia/Tokyo")


def test_headlines_keep_the_clock_of_their_outlet():
    local = NewsItem(outlet="Lake Times", time_zone="Europe/Moscow", published_precision="minute",
                     published_at=in_zone("Europe/Moscow", 2026, 3, 3, 12, 30).astimezone(UTC))
    exact = NewsItem(outlet="Lake Times", time_zone="Europe/Moscow", published_precision="second", utc_offset=0,
                     published_at=datetime(2026, 3, 3, 10, tzinfo=UTC))
    other = NewsItem(outlet="Other", time_zone="Europe/Moscow", published_at=datetime(2026, 3, 3, 10, tzinfo=UTC))
    settle_pages([Page(stated("Europe/Kyiv", 2026, 3, d, 9, 0, guess="Europe/Moscow"), [local, exact, other])
                  for d in (2, 3, 4)])
    assert local.published_at == in_zone("Europe/Kyiv", 2026, 3, 3, 12, 30)
    assert (exact.time_zone, exact.published_at.hour) == ("Europe/Kyiv", 10)
    assert other.time_zone == "Europe/Moscow"


def test_relative_times_do_not_move():
    page = article(datetime(2026, 3, 2, 7, tzinfo=UTC), zone="Europe/Moscow")
    page.published_precision = "hour"
    settle_clocks([page, stated("Europe/Kyiv", 2026, 3, 2, 9, 0)])
    assert page.published_at == datetime(2026, 3, 2, 7, tzinfo=UTC)


@given(st.sampled_from(STANDING_FOR), st.lists(st.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1)), min_size=1,
                                               max_size=6))
def test_a_settled_clock_has_the_stated_offsets(zone, walls):
    pages = [stated(zone, *w.timetuple()[:5]) for w in walls]
    before = [a.published_at for a in pages]
    settle_clocks(pages)
    assert [a.published_at for a in pages] == before
    for a in pages:
        if a.time_zone is not None:
            there = a.published_at.astimezone(ZoneInfo(a.time_zone)).utcoffset()
            agreeing = there == timedelta(minutes=a.utc_offset)
            assert agreeing or len(pages) > 1


def test_a_load_uses_it(tmp_path):
    page = '<html lang="ru"><link rel="canonical" href="https://lake.example/{0}"><h1>Лёд сошёл рано</h1>{1}<p>Лёд.</p>'
    ld = ('<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Лёд сошёл рано",'
          '"datePublished":"{0}"}}</script>')
    for day in (1, 2, 3):
        stamped = page.format(day, ld.format(f"2026-03-0{day}T09:00:00+02:00"))
        (tmp_path / f"{day}.html").write_text(stamped, encoding="utf-8")
    (tmp_path / "4.html").write_text(page.format(4, "<p>3 апреля 2026, 12:30</p>"), encoding="utf-8")
    articles = tk.load(tmp_path).articles
    assert articles["time_zone"].tolist() == ["Europe/Kyiv"] * 4
    assert [f"{t:%H:%M}" for t in articles["published_at"]] == ["07:00"] * 3 + ["09:30"]


@pytest.mark.parametrize("zone", STANDING_FOR)
def test_the_zones_exist(zone):
    assert ZoneInfo(zone).key == zone
