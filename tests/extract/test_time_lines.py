"""Which of a page's dates is the article's: the line beside the headline, in pages written for these tests."""

from __future__ import annotations

import pytest

from toolkit.extract.document import Document
from toolkit.extract.published import Times, published

TEXT = "<p>The wind rose in the night and the ferries stayed in port, as the master of the port told us.</p>"
FILLER = "<p>The ferries stayed in port.</p>" * 30


def times(body: str, *, head: str = "", url: str | None = None, language: str = "de", zone: str | None = "Europe/Berlin"
          ) -> Times:
    html = f"<title>Storm over the coast</title>{head}<body><h1>Storm over the coast</h1>{body}"
    return published(Document(html, url), zone=zone, zone_from="outlet", language=language, seen_at=None)


def day(found: Times) -> str | None:
    return found.published and f"{found.published.instant:%Y-%m-%d %H:%M} {found.published.precision}"


@pytest.mark.parametrize("line", [
    '<div class="asset-footer">Von Jana am 03.05.2013, 11:51 | 2 Stimmen | Wetter</div>',
    '<div class="post-footer">Dieser Artikel wurde am 3. Mai 2013 um 11:51 verfasst, unter <a href=/x>Sturm</a>.</div>',
    '<div class="node-promoted"><div class="submitted">Gespeichert von <b>anna</b> am 3. Mai 2013 - 11:51</div></div>',
    '<div id="artikelfooter">veröffentlicht: 03.05.2013 11:51</div>',
    "<p>VERÖFFENTLICHT AM 03.05.2013 11.51 Uhr</p>",
])
def test_the_foot_of_an_article_is_its_own(line):
    assert day(times(TEXT * 6 + line)) == "2013-05-03 09:51 minute"


def test_the_foot_of_the_site_is_not():
    assert day(times(FILLER + '<div class="site-footer">Stand 03.05.2013, 11:51</div>')) is None


def test_a_date_in_a_sentence_does_not_stand_against_the_address():
    highlights = "<li>The Social Harbour Act was signed into law on August 14, 1935</li>"
    found = times(highlights + TEXT, url="https://example.org/2010/POLITICS/08/13/storm/index.html", language="en")
    assert day(found) == "2010-08-12 22:00 day"


def test_a_date_in_the_literature_is_none_of_the_page():
    assert day(times(FILLER + "<li>Storms move, The Example Farmer, special issue of 21. Oct 2017</li>")) is None


def test_a_line_beside_the_headline_beats_the_marked_times_of_other_articles():
    others = '<p>Harbour guide</p><div><span>Tips</span><time datetime="2018-06-29">29.06.2018</time></div>'
    assert day(times("<p>05.09.2019 11:10</p>" + FILLER + others)) == "2019-09-05 09:10 minute"


def test_a_labelled_line_beats_a_time_inside_a_long_caption():
    words = "Ships of the old harbour lay here for years and years. " * 3
    caption = f"<div>{words}<time datetime='2016-10-17'></time></div>"
    assert day(times(caption + FILLER + "<p><b>Date</b> 19.01.2020</p>", language="en")) == "2020-01-18 23:00 day"


def test_a_comment_of_the_same_day_lends_no_time():
    comments = FILLER * 4 + "<p>Reader 17.05.2019 20:33:49</p>"
    assert day(times("<p>17.05.2019</p>" + comments)) == "2019-05-16 22:00 day"


def test_rows_of_labels_are_date_lines():
    row = "Mai 03, 2017 / Jana / 2 Stimmen / Hafen Wetter Fischerei Sturmschaden Versicherung Küste"
    url = "https://example.org/2017/05/storm.html"
    assert day(times(FILLER[:400] + f"<div>{row}</div>", url=url)) == "2017-05-02 22:00 day"
    row = "2020-11-23 10:22:14 出处：示例网 作者： 王小明 编辑：王小明 人气： 5380 次 评论 ( 18 )"
    found = times(f"<p>{row}</p>", language="zh", zone="Asia/Shanghai")
    assert day(found) == "2020-11-23 02:22 second"


def test_the_byline_beats_a_date_further_off():
    body = "<div>By Ann Lee on Jul 04, 2014 at 11:30 for the readers of this paper</div>" + FILLER
    assert day(times(body + "<div>By Sam Poe on Jun 30, 2014 06:30</div>", language="en")) == "2014-07-04 09:30 minute"


def test_a_page_made_anew_does_not_make_the_article_new():
    head = '<meta name="dateCreated" content="2019-05-07T17:00:52+02:00">'
    found = times("<p>12.10.2015, 19:16 Uhr</p>" + TEXT, head=head)
    assert day(found) == "2015-10-12 17:16 minute"
    assert "after the date that the page shows" in found.flags[0]
    assert day(times("<p>07.05.2019, 16:58 Uhr</p>" + TEXT, head=head)) == "2019-05-07 15:00 second"
    assert day(times("<p>05.01.1975</p>" + TEXT, head=head)) == "2019-05-07 15:00 second"  # a birthday, perhaps


def test_a_zone_that_a_line_names_tells_its_day():
    head = '<meta name="pub_date" content="20110913">'
    found = times("<p>September 13, 2011, 8:50 PM EDT</p>", head=head, language="en", zone=None)
    assert day(found) == "2011-09-14 00:50 minute"


def test_the_year_of_an_update_serves_the_line_without_one():
    found = times("<p>发布时间：10-08 12:00</p>", head='<meta itemprop="dateUpdate" content="2019-10-08 12:00:57">',
                  language="zh", zone="Asia/Shanghai")
    assert day(found) == "2019-10-08 04:00 minute"


def test_a_day_in_utc_agrees_with_the_time_shown():
    head = '<meta name="sailthru.date" content="2014-06-30">'
    found = times("<p>June 29, 2014 08:08 pm</p>", head=head, language="en", zone="America/New_York")
    assert day(found) == "2014-06-30 00:08 minute"
    other = times("<p>June 28, 2014 08:08 pm</p>", head=head, language="en", zone="America/New_York")
    assert day(other) == "2014-06-30 04:00 day"


@pytest.mark.parametrize(("shown", "expected"), [
    ("20.06.2019 14:39 Uhr", "2019-06-20 12:39 minute"),
    ("20.06.2019 02:39 Uhr, zuletzt 14:39 Uhr", "2019-06-20 00:39 second"),
    ("20.06.2019 14:40 Uhr", "2019-06-20 00:39 second"),
    ("19.06.2019 14:39 Uhr", "2019-06-20 00:39 second"),
])
def test_a_clock_of_twelve_hours_is_told_by_the_time_shown(shown, expected):
    head = '<meta property="article:published_time" content="2019-06-20T02:39:54+02:00">'
    found = times(f"<p>{shown}</p>" + TEXT, head=head)
    assert day(found) == expected
    assert any("shows 14" in flag for flag in found.flags) == (expected == "2019-06-20 12:39 minute")


def test_half_a_day_from_greenwich_is_no_clock_of_twelve_hours():
    head = '<meta property="article:published_time" content="2019-06-20T02:39:54Z">'
    found = times("<p>20 June 2019, 14:39</p>", head=head, language="en", zone="Pacific/Auckland")
    assert day(found) == "2019-06-20 02:39 second"


def test_eastern_time_is_the_local_one_in_australia():
    head = '<meta name="article:publicationdate" content="Fri Mar 13 21:30:09 EST 2015">'
    assert day(times(TEXT, head=head, language="en", zone="Australia/Melbourne")) == "2015-03-13 10:30 second"
    assert day(times(TEXT, head=head, language="en", zone="America/New_York")) == "2015-03-14 01:30 second"
