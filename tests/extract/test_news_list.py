# ruff: noqa: E501 - lines of HTML
"""News lists of pages written for these tests: several languages and designs."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.extract.document import Document
from toolkit.extract.list_addresses import ARTICLE, OTHER, address_kind, article_address
from toolkit.extract.list_words import beginnings
from toolkit.extract.news_list import news_list

MENU = """<header class="site-header"><nav><ul><li><a href="/world/">World news and analysis</a><li><a href="/sport/">Sport</a>
<li><a href="/2020/01/01/special-report-on-the-coast-of-the-north-1">Special report on the coast of the north</a></ul></nav></header>"""
OWN = "https://news.example/2025/02/12/harbour-reopens-after-the-storm-of-the-year-5000"


def read(html, *, url=OWN, zone="Europe/Kyiv", language=None, seen=None, updated=None):
    return news_list(Document(html, url), zone=zone, language=language, seen_at=seen, updated_at=updated)


def local(item, zone="Europe/Kyiv"):
    return item.published_at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if item.published_at else None


def links(*titles, base="/2025/02/12/"):
    return [f'<a href="{base}{title.lower().replace(" ", "-")}-{6000 + n}">{title}</a>' for n, title in enumerate(titles)]


TICKER = "<body>" + MENU + """<main><article><h1>Harbour reopens</h1><p>Text of the article.</p></article>
<aside><h3>Останні новини</h3><ul class="feed">
<li><span class="time">00:40</span> <a href="/news/2025/02/13/port-vidkryvaietsia-pislia-shtormu-7004/">Порт відкривається після шторму</a></li>
<li><span class="time">00:05</span> <a href="/news/2025/02/13/mist-remontuiut-unochi-7003/">Міст ремонтують уночі</a></li>
<li class="promo"><a href="/articles/2025/02/10/yak-zhyve-selo-bilia-richky-6001/">Як живе село біля річки</a></li>
<li><span class="time">23:50</span> <a href="/news/2025/02/12/rada-ukhvalyla-biudzhet-7002/">Рада ухвалила бюджет</a></li>
<li><span class="time">21:15</span> <a href="/news/2025/02/12/vchytelka-peremohla-na-konkursi-7001/">Учителька перемогла на конкурсі</a></li>
</ul><a href="/news/">Усі новини</a></aside></main></body>"""


def test_a_ticker_runs_back_over_midnight_and_past_entries_without_time():
    items = read(TICKER, language="uk", seen=datetime(2025, 2, 12, 23, 0, tzinfo=UTC))
    assert [i.position for i in items] == [1, 2, 3, 4, 5]
    assert {i.list_heading for i in items} == {"Останні новини"}
    assert [local(i) for i in items] == ["2025-02-13 00:40", "2025-02-13 00:05", None, "2025-02-12 23:50", "2025-02-12 21:15"]
    assert items[0].title == "Порт відкривається після шторму"
    assert items[0].published_precision == "minute"
    assert items[2].published_precision == "none"
    assert items[0].url == "https://news.example/news/2025/02/13/port-vidkryvaietsia-pislia-shtormu-7004/"


def test_the_day_of_the_list_counts_and_not_that_of_the_article():
    page = TICKER.replace("00:40", "18:40").replace("00:05", "17:05").replace("23:50", "16:50")
    items = read(page, language="uk", url="https://news.example/2025/01/05/an-old-story-about-the-lighthouse-41",
                 updated=datetime(2025, 1, 5, 9, 0, tzinfo=UTC))
    # the addresses of two entries bear 13 February: the page was saved then or later
    assert local(items[0]) == "2025-02-13 18:40"


def test_without_any_date_on_the_page_a_time_of_day_stays_unknown():
    page = "<ul>" + "".join(f"<li><b>18:{n}0</b> <a href='/story/{n}8812345-a-long-title-of-a-story'>A long title of story {n}</a>"
                            for n in (5, 3, 1)) + "</ul>"
    assert [i.published_at for i in read(page, url="https://news.example/")] == [None, None, None]


def test_menus_sections_authors_tags_shops_and_partners_are_left_out():
    page = f"""<body>{MENU}<main><h1>Harbour reopens</h1>
    <div class="author-box"><a href="/authors/jane-roe-and-her-many-columns-12345">Jane Roe and her many columns</a></div>
    <div class="latest"><h2>Latest</h2>{"".join(links("Ferry returns to the islands", "Bakers strike over flour price"))}
    <a href="/latest/">All the latest news</a></div>
    <div><h2>Partner offers</h2><a href="https://shop.example/best-lamps-of-the-year-123456">Best lamps of the year tested</a>
    <a href="https://otherpaper.example/cheap-loans-for-everyone-99999">Cheap loans for everyone today</a></div>
    <div class="sponsored"><a href="/2025/02/11/how-our-sponsor-saves-energy-31337">How our sponsor saves energy</a>
    <a href="/2025/02/11/why-our-sponsor-is-the-best-31338">Why our sponsor is the very best</a></div>
    <div><h3>Jobs</h3><a href="/2025/02/12/driver-wanted-in-the-north-888881">Driver wanted in the north of town</a>
    <a href="/2025/02/12/nurse-wanted-in-the-south-888882">Nurse wanted in the south of town</a></div>
    <ul class="tags"><li><a href="/tag/storm-damage-in-the-harbour-area">Storm damage in the harbour area</a></ul>
    </main><footer><a href="/about-us/terms-and-conditions-of-use-2025">Terms and conditions of use</a></footer></body>"""
    assert [i.title for i in read(page)] == ["Ferry returns to the islands", "Bakers strike over flour price"]


def test_words_of_a_sentence_are_no_entry():
    story = links("Ferry returns to the islands")[0]
    page = f"<main><h1>Harbour</h1><p>The town said on Monday that {story} after a break of several weeks.</p></main>"
    assert read(page) == []


def test_the_title_comes_without_kicker_time_label_or_counter():
    page = """<section><h2>More</h2>
    <article><a href="/2025/02/12/mayor-signs-the-new-treaty-6001"><span class="teaser__kicker">Politics in brief</span>
      <h3><span class="premium-badge">Plus</span>Mayor signs the new treaty</h3><p class="teaser__text">A long summary of the
      story follows here and must not be part of the title.</p><time datetime="2025-02-12T10:15:00+02:00">10:15</time></a></article>
    <article><a href="/2025/02/12/train-line-to-the-coast-opens-6002"><span class="cat">Traffic</span> <span class="teaser-title">Train
      line to the coast opens</span> <span class="comments">12</span></a></article>
    <article><a href="/2025/02/12/school-wins-prize-for-robots-6003">09:20 School wins prize for robots (14)</a></article></section>"""
    items = read(page)
    assert [i.title for i in items] == ["Mayor signs the new treaty", "Train line to the coast opens", "School wins prize for robots"]
    assert items[0].published_from == "time-tag"
    assert local(items[0]) == "2025-02-12 10:15"


def test_picture_and_text_links_of_one_card_are_one_entry_and_relative_addresses_are_resolved():
    page = """<head><base href="https://news.example/en/"></head><body><h2>Read next</h2><div class="grid">
    <div class="card"><a href="story-of-a-lost-boat-found-90001?utm_source=box"><img alt=""></a>
      <a href="story-of-a-lost-boat-found-90001?utm_source=box">Story of a lost boat found</a></div>
    <div class="card"><a href="./market-day-moves-to-sunday-90002#top"><img alt=""></a><a href="./market-day-moves-to-sunday-90002#top">
      Market day moves to Sunday</a></div></div></body>"""
    items = read(page)
    assert [(i.title, i.position) for i in items] == [("Story of a lost boat found", 1), ("Market day moves to Sunday", 2)]
    assert items[0].url == "https://news.example/en/story-of-a-lost-boat-found-90001?utm_source=box"
    assert items[0].canonical_url == "https://news.example/en/story-of-a-lost-boat-found-90001"
    assert items[1].canonical_url == "https://news.example/en/market-day-moves-to-sunday-90002"


def test_the_page_itself_keeps_its_place_and_is_no_entry():
    page = "<h2>Top</h2><ul><li>" + "<li>".join(
        [f'<a href="{OWN}">Harbour reopens after the storm of the year</a>', *links("Ferry returns to the islands", "Mill burns down")]
    ) + "</ul>"
    assert [(i.title, i.position) for i in read(page)] == [("Ferry returns to the islands", 2), ("Mill burns down", 3)]


def test_a_false_z_is_local_time_and_an_honest_one_is_not():
    def cards(shown):
        return "<h2>Neueste</h2><ul>" + "".join(
            f'<li><a href="/2025/06/30/titel-der-meldung-nummer-{n}-4400{n}"><time datetime="2025-06-30T{h:02}:50:00.000Z">{s}</time>'
            f"<h5>Titel der Meldung Nummer {n}</h5></a>" for n, (h, s) in enumerate(shown)) + "</ul>"
    false = read(cards([(11, "11:50"), (9, "09:50"), (8, "30.06.2025")]), zone="Europe/Berlin", language="de")
    assert [local(i, "Europe/Berlin") for i in false] == ["2025-06-30 11:50", "2025-06-30 09:50", "2025-06-30 08:50"]
    honest = read(cards([(11, "13:50"), (9, "11:50"), (8, "30.06.2025")]), zone="Europe/Berlin", language="de")
    assert [local(i, "Europe/Berlin") for i in honest] == ["2025-06-30 13:50", "2025-06-30 11:50", "2025-06-30 10:50"]


@pytest.mark.parametrize(("shown", "language", "zone", "expected"), [
    (("18.47", "17.42"), "sv", "Europe/Stockholm", "2025-02-12 18:47"),
    (("17h17", "16h05"), "fr", "Europe/Paris", "2025-02-12 17:17"),
    (("Today 10:48 am", "Today 9:10 am"), "en", "Europe/London", "2025-02-12 10:48"),
    (("12 лютого, 17:46", "11 лютого, 05:30"), "uk", "Europe/Kyiv", "2025-02-12 17:46"),
    (("12.02.2025 • 11:31 Uhr", "11.02.2025 • 10:00 Uhr"), "de", "Europe/Berlin", "2025-02-12 11:31"),
    (("2025/02/12 11:58", "2025/02/12 10:58"), "ja", "Asia/Tokyo", "2025-02-12 11:58"),
    (("2/12 11:42", "2/12 10:02"), "ja", "Asia/Tokyo", "2025-02-12 11:42"),
    (("February 12, 2025", "February 10, 2025"), "en", "Africa/Johannesburg", "2025-02-12 00:00"),
    (("Feb 11", "Dec 24"), "en", "Europe/London", "2025-02-11 00:00"),
])
def test_forms_of_times(shown, language, zone, expected):
    page = "<h2>Latest</h2><ul>" + "".join(
        f"<li><span class='stamp'>{s}</span> {a}</li>" for s, a in zip(
            shown, links("Ferry returns to the islands", "Bakers strike over flour price"), strict=True)) + "</ul>"
    items = read(page, language=language, zone=zone, seen=datetime(2025, 2, 12, 19, 30, tzinfo=UTC))
    assert local(items[0], zone) == expected


def test_times_beside_the_links_and_day_dividers():
    titles = ("Ferry returns to the islands", "Bakers strike over flour price", "Choir sings in the old mill", "Mill burns down again")
    a = links(*titles)
    page = f"""<div><h2>Archive of today</h2><h4>12 February 2025</h4><p>18:10 {a[0]}</p><p>09:30 {a[1]}</p>
    <h4>11 February 2025</h4><p>23:55 {a[2]}</p><p>23:56 {a[3]}</p></div>"""
    items = read(page, language="en")
    assert [local(i) for i in items] == ["2025-02-12 18:10", "2025-02-12 09:30", "2025-02-11 23:55", "2025-02-11 23:56"]
    assert {i.list_ref for i in items} == {"#1"}
    table = "<dl>" + "".join(f"<dt>1{9 - n}:05</dt><dd>{x}</dd>" for n, x in enumerate(a)) + "</dl>"
    assert [local(i) for i in read(table, updated=datetime(2025, 2, 12, 20, tzinfo=UTC))] == [
        "2025-02-12 19:05", "2025-02-12 18:05", "2025-02-12 17:05", "2025-02-12 16:05"]


def test_relative_times_need_the_moment_of_saving_and_keep_their_precision():
    a = links("Ferry returns to the islands", "Bakers strike over flour price")
    page = f"<h2>Latest</h2><ul><li>{a[0]} <span class=ago>7 minutes ago</span><li>{a[1]} <span class=ago>3 hours ago</span></ul>"
    saved = read(page, language="en", seen=datetime(2025, 2, 12, 19, 30, tzinfo=UTC))
    assert [(i.published_at.hour, i.published_at.minute, i.published_precision) for i in saved] == [
        (19, 23, "minute"), (16, 30, "hour")]
    assert [i.published_at for i in read(page, language="en")] == [None, None]


def test_a_title_attribute_tells_more_than_a_relative_text():
    a = links("Laivas grįžo į uostą po audros", "Miesto taryba priėmė biudžetą")
    page = f"""<h2>Naujausi</h2><ul><li>{a[0]}<span class="info" title="2025.02.12 19:59">Prieš 8 min.</span></li>
    <li>{a[1]}<span class="info" title="2025.02.11 07:05">Prieš 1 d.</span></li></ul>"""
    assert [local(i, "Europe/Vilnius") for i in read(page, language="lt", zone="Europe/Vilnius")] == [
        "2025-02-12 19:59", "2025-02-11 07:05"]


def test_a_date_in_the_headline_is_not_its_time():
    page = "<h2>Weekly</h2><ul>" + "".join(f"<li>{a}</li>" for a in links(
        "Weekly recap of May 3, 2024", "What happened on April 26, 2024")) + "</ul>"
    assert [i.published_at for i in read(page)] == [None, None]


def test_lists_in_scripts_without_spaces():
    page = """<h2>アクセスランキング</h2><ol><li><a href="/articles/AB1F4445T1FUT.html">港が再開、嵐の後で三週間ぶり</a></li>
    <li><a href="/articles/AB1F4446T1FUT.html">新しい橋の工事が夜間に始まる</a></li></ol>
    <h2>ข่าวล่าสุด</h2><ul><li><a href="/journal/2025/02/80665">ท่าเรือเปิดอีกครั้งหลังพายุ</a></li>
    <li><a href="/journal/2025/02/80664">สะพานใหม่เริ่มก่อสร้างในคืนนี้</a></li></ul>"""
    items = read(page)
    assert [(i.list_heading, i.position) for i in items] == [
        ("アクセスランキング", 1), ("アクセスランキング", 2), ("ข่าวล่าสุด", 1), ("ข่าวล่าสุด", 2)]


def test_tabs_give_their_panes_headings():
    a, b = links("Ferry returns to the islands", "Bakers strike over flour price"), links("Choir sings in the mill", "Mill burns down again")
    page = f"""<aside><ul class="tabs"><li><a href="#new">Newest</a></li><li><a href="#read">Most read</a></li></ul>
    <div class="panes"><div class="pane" id="new"><ul><li>{a[0]}<li>{a[1]}</ul></div>
    <div class="pane" id="read"><ul><li>{b[0]}<li>{b[1]}</ul></div></div></aside>"""
    assert [i.list_heading for i in read(page)] == ["Newest", "Newest", "Most read", "Most read"]


def test_sister_papers_count_and_strangers_do_not():
    page = """<header><a href="https://sister.example/">Sister</a></header><h2>From our papers</h2><ul>
    <li><a href="/2025/02/12/ferry-returns-to-the-islands-6000">Ferry returns to the islands</a>
    <li><a href="https://sister.example/2025/02/12/team-wins-the-cup-again-77001">Team wins the cup again</a>
    <li><a href="https://stranger.example/2025/02/12/ten-pills-that-help-at-once-88001">Ten pills that help at once</a></ul>"""
    assert [i.title for i in read(page)] == ["Ferry returns to the islands", "Team wins the cup again"]


def test_a_listing_page_gives_its_lists():
    a = links("Ferry returns to the islands", "Bakers strike over flour price", "Choir sings in the old mill")
    page = f"<body>{MENU}<main><h1>Local news</h1>" + "".join(
        f'<div class="teaser"><h2>{x}</h2><time datetime="2025-02-1{2 - n}T08:00">0{n}</time></div>' for n, x in enumerate(a)) + "</main></body>"
    items = read(page, url="https://news.example/local/")
    assert [(i.position, local(i)) for i in items] == [(1, "2025-02-12 08:00"), (2, "2025-02-11 08:00"), (3, "2025-02-10 08:00")]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300), st.one_of(st.none(), st.text(max_size=60)))
@settings(max_examples=150, deadline=None)
def test_no_input_raises(text, url):
    read(text, url=url)
    read(f'<ul><li><a href="{text}">{text} and a title of some length</a><li><a href="/a/b-{text}-1234567">{text}</a></ul>', url=url)


def test_deep_and_broken_pages_do_no_harm():
    deep = "<div>" * 3000 + links("Ferry returns to the islands")[0] + "</div>" * 3000
    read(deep)
    read("<a href='http://[broken/a-long-broken-address-of-a-story-12345'>A long broken address of a story</a>" * 3)
    read('<ul><li><a href="/x-1234567">Title without an end', url="::")
    assert read("") == []


@pytest.mark.parametrize(("href", "host", "name"), [
    ("https://news.example/a/71234?from=front#top", "news.example", "/a/71234"),
    ("https://News.Example:8080/a/71234/", "news.example", "/a/71234"),
    ("https://reader@news.example/a/71234", "news.example", "/a/71234"),
    ("HTTPS://news.example/a/71234", "news.example", "/a/71234"),
    ("//news.example/a/71234", "news.example", "/a/71234"),
    ("/a/71234?page=2#end", None, "/a/71234"),
    ("/view?id=71234", None, "/view?id=71234"),
    ("/view#comments?id=71234", None, None),
])
def test_addresses_are_named_alike_however_they_are_written(href, host, name):
    found = article_address(href)
    assert (found and found[:2]) == (name and (host, name))


@pytest.mark.parametrize(("path", "kind"), [
    ("/news/71234", ARTICLE), ("/71234/story", ARTICLE), ("/news/12", OTHER), ("/sport", OTHER),
    ("/2025/02/13/mill-burns-down", ARTICLE), ("/a/mill-burns-down-in-north", ARTICLE)])
def test_numbers_and_words_of_an_address(path, kind):
    assert address_kind(path) == kind


def test_a_link_that_says_read_more_begins_as_one_of_the_expressions():
    known = beginnings("text", "read_more")
    assert all(text[:2].lower() in known for text in ("Read more", "The full story", "Weiterlesen", "Читати", "Ещё", "続きを読む"))


def test_a_sister_paper_is_told_by_the_link_to_its_front_page():
    rows = links("Ferry line opens again this week", "Bridge closed for whole summer", "Mayor resigns after long dispute",
                 base="https://other.example/2025/02/12/")
    page = "<body>{}<main><h2>Latest</h2><ul>" + "".join(f"<li>{row}" for row in rows) + "</ul></main>"
    assert read(page.format("")) == []
    assert len(read(page.format('<a href="https://WWW.Other.example/">The Other</a>'))) == 3
