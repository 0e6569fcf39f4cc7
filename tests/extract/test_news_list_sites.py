# ruff: noqa: E501 - lines of HTML
"""News lists as publishing systems of several countries build them: addresses, cards, counters, boxes beside them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from toolkit.extract.document import Document
from toolkit.extract.list_addresses import ARTICLE, OTHER, PERHAPS, address_kind, is_service
from toolkit.extract.news_list import news_list

TEXT = "<p>The theatre of the town has opened its doors again after two years of work on the stage and the hall.</p>" * 3


def read(html, url="https://news.example/local/theatre-opens-again-after-two-years-1700", zone="Europe/Berlin", language="en"):
    return news_list(Document(f"<body><main><h1>Theatre opens</h1>{TEXT}</main>{html}</body>", url), zone=zone, language=language,
                     seen_at=None, updated_at=None)


def titles(html, **kwargs):
    return [i.title for i in read(html, **kwargs)]


def local(item, zone="Europe/Berlin"):
    return item.published_at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if item.published_at else None


@pytest.mark.parametrize(("path", "kind"), [
    ("/news/articles/c4g7x8n9z0lo", ARTICLE), ("/local/article/b1x7k2jyx", ARTICLE), ("/sport/i/xP19aa/two-words", ARTICLE),
    ("/vesti/drustvo/5671100/reka-izlila/vest", ARTICLE), ("/world/2025/mar/14/short", ARTICLE),
    ("/news/2025/3/9/%D8%B7%D8%A8%D9%8A%D8%A8", ARTICLE), ("/news/2025/03/13/", PERHAPS), ("/sport/formula1news", OTHER),
    ("/themes/covid19", OTHER), ("/topics/cx2jyv8j88gt", PERHAPS),
])
def test_codes_and_days_in_addresses(path, kind):
    assert address_kind(path) == kind


def test_stories_told_apart_by_the_query_alone_are_several():
    page = "<h3>최신기사</h3>" + "".join(f'<div><a href="/news/articleView.html?idxno=30123{n}"><b>{t}</b></a></div>'
                                     for n, t in enumerate(["다리 한 달간 통제", "초등학교 새 도서관 개관", "지역 팀 결승 진출"]))
    assert titles(page, url="https://sinmun.example/news/articleView.html?idxno=301240", language="ko") == [
        "다리 한 달간 통제", "초등학교 새 도서관 개관", "지역 팀 결승 진출"]


@pytest.mark.parametrize("host", ["podcasts.paper.example", "prenumerata.paper.example", "horoskop.paper.example", "meteo.paper.example"])
def test_hosts_of_services_list_no_news(host):
    assert is_service(host)
    assert not is_service("www.gamesport.example")


RANKED = ["Driver rescues a dog", "Where to eat dumplings", "The mill burns down"]


@pytest.mark.parametrize("shown", ["<em>{n}.</em> {t}", "<span>#{n}</span> {t}", "{n}) {t}", "<b>{n}位</b>{t}", "<b>0{n}</b> {t}",
                                   "{t} <small>{m}</small>", "{t} <i></i> <b>1 {m}</b>"])
def test_ranks_and_counters_of_a_whole_list_are_no_part_of_the_titles(shown):
    page = "<h3>Most read</h3><ol>" + "".join(f'<li><a href="/local/story-{n}-2300{n}">{shown.format(t=t, n=n, m=n * 120)}</a>'
                                              for n, t in enumerate(RANKED, start=1)) + "</ol>"
    assert titles(page) == RANKED


def test_numbers_of_headlines_stay():
    shown = ["7 ways to sleep in a boat", "Three elections of 2024", "The mill burns down"]
    page = "<h3>Most read</h3><ol>" + "".join(f'<li><a href="/local/story-{n}-2300{n}">{t}</a>' for n, t in enumerate(shown)) + "</ol>"
    assert titles(page) == shown
    years = ["Town council elections 2023", "Town council elections 2024", "Town council elections 2025"]
    page = "<h3>More</h3><ol>" + "".join(f'<li><a href="/local/story-{n}-2300{n}">{t}</a>' for n, t in enumerate(years)) + "</ol>"
    assert titles(page) == years


def rows(*pairs, tag="li"):
    return "<h3>Latest</h3><ul>" + "".join(f'<{tag} class="row"><a href="{u}">{t}</a></{tag}>' for u, t in pairs) + "</ul>"


def test_a_list_vouches_for_its_short_entries_and_not_for_its_links_to_sections():
    page = rows(("/local/bridge-closes-for-a-whole-month", "Bridge closes for a month"), ("/sport/team-wins", "The team wins"),
                ("/local/pupils-win-a-prize-for-robots", "Pupils win a prize"), ("/local/91234/sea-frozen", "Sea frozen"),
                ("/local/harbour-gets-a-new-stone-wall", "Harbour gets a new wall"), ("/local/", "More news of the town"),
                ("/local/subscribe-newsletter", "Subscribe to our newsletter"), ("/local/old-ship-comes-home-at-last", "Old ship is home"))
    assert titles(page, url="https://news.example/local/theatre-opens-again-after-two-years") == [
        "Bridge closes for a month", "The team wins", "Pupils win a prize", "Sea frozen", "Harbour gets a new wall",
        "Old ship is home"]


def test_a_time_beside_a_short_headline_vouches_for_it():
    page = '<h3>Latest</h3><ul>' + "".join(f'<li><a href="/a/{u}"><b>1{n}:30</b> <span>{t}</span></a></li>' for n, (u, t) in enumerate(
        [("team-wins-today", "The team wins the cup"), ("sea-is-frozen", "The sea is frozen"), ("mill-burns-down", "The mill burns")])) + "</ul>"
    assert titles(page) == ["The team wins the cup", "The sea is frozen", "The mill burns"]


def test_addresses_built_like_that_of_the_page_are_of_articles():
    head = '<head><meta property="og:type" content="article"></head>'
    page = rows(("/sport/team-wins-cup", "The team wins the cup"), ("/town/mill-burns-down", "The mill burns down"),
                ("/town/bridge-opens-again", "The bridge opens again"))
    assert len(titles(head + page, url="https://news.example/town/theatre-opens-again")) == 3
    assert titles(page, url="https://news.example/town/theatre-opens-again") == []


def test_a_paragraph_may_be_the_box_of_an_entry():
    stories = [("/news/town/harbour-unloads-first-ship/", "The harbour unloads its first ship"), ("/news/arts/theatre-opens/", "Theatre opens a new season"),
               ("/news/town/pupils-win/", "Pupils win the physics prize"), ("/news/town/snow-delays-flights-again/", "Snow delays flights again")]
    page = '<div class="news-list">' + "".join(
        f'<p class="news-item"><a href="{u}"><img alt="{t}"></a><span class="news-date-time">1{n}.03.2025</span> <a href="{u}"><b>{t}</b></a><br>'
        "A short account of what has happened, in two lines, as such lists have it below their headlines.</p>"
        for n, (u, t) in enumerate(stories)) + "</div>"
    items = read(page, url="https://news.example/news/")
    assert [i.title for i in items] == [t for _, t in stories]
    assert [local(i) for i in items] == [f"2025-03-1{n} 00:00" for n in range(4)]


NEWS = [("/local/fire-brigade-saves-deer-from-canal-41", "Fire brigade saves a deer"), ("/local/council-votes-for-cycle-lane-now-42", "Council votes for the lane")]


@pytest.mark.parametrize("head", ["<h4>{}</h4>", '<div class="box-header">{}</div>', '<p class="widget-title">{}</p>'])
@pytest.mark.parametrize("name", ["Horoscope", "Погода", "Programme TV", "Quiz og spil", "Prenumerata", "Stellenmarkt"])
def test_a_box_of_one_link_is_headed_by_its_own_heading(head, name):
    page = '<div class="ticker"><h4>Latest</h4><ul>' + "".join(f'<li><a href="{u}">{t}</a></li>' for u, t in NEWS) + (
        f'</ul></div><div class="widget">{head.format(name)}<a href="/local/what-the-stars-say-for-you-today-51">What the stars say for you today</a></div>')
    assert titles(page) == [t for _, t in NEWS]


def test_short_headlines_count_below_a_heading_of_news():
    short = [("/c/23460111/train-late.html", "Train is late"), ("/c/23460122/rector-leaves.html", "Rector leaves"), ("/c/23460133/apples.html", "Apples cost more")]
    page = '<div class="box"><div class="box-header"><span>{}</span><a href="#4h">4 hours</a><a href="#24h">24 hours</a></div>' + "".join(
        f'<div class="media"><a href="{u}">{t}</a></div>' for u, t in short) + "</div>"
    assert titles(page.format("Najčítanejšie")) == [t for _, t in short]
    assert titles(page.format("Our services")) == []


@pytest.mark.parametrize("shown", ["Les prix baissent", "Leerlingen winnen", "Mehrheit dagegen", "More rain ahead", "阅读改变人生和城市", "Lesen macht schlau"])
def test_a_headline_may_begin_like_an_invitation_to_read(shown):
    page = rows(*(u for u, _ in [((NEWS[0][0], NEWS[0][1]), 0), (("/local/4711-short-one-here-today-70", shown), 1), ((NEWS[1][0], NEWS[1][1]), 2)]))
    assert titles(page) == [NEWS[0][1], shown, NEWS[1][1]]


@pytest.mark.parametrize("shown", ["Read more", "Les mer om saken", "Lees verder", "Mehr dazu", "Читать далее", "Докладніше...", "阅读全文", "Leer más", "Czytaj dalej »"])
def test_an_invitation_to_read_is_no_headline(shown):
    page = "<h3>Latest</h3>" + "".join(f'<div class="s"><h2><a href="{u}">{t}</a></h2><p>In short.</p><a href="{u}">{shown}</a></div>' for u, t in NEWS)
    assert titles(page) == [t for _, t in NEWS]


def test_short_headlines_in_headings_of_cards_count_and_marks_beside_them_do_not():
    short = [("/opinion/2025-03-14/bridge.html", "The bridge we need"), ("/opinion/2025-03-14/against.html", "Against haste"), ("/opinion/2025-03-13/school.html", "The next school")]
    page = "<h2>Opinion</h2>" + "".join(f'<article><h3><a class="card-title" href="{u}">{t}<sup class="u">updated</sup></a></h3><a href="/authors/x-{n}">A. Name</a></article>'
                                        for n, (u, t) in enumerate(short))
    assert titles(page) == [t for _, t in short]


def test_results_and_small_advertisements_are_no_news():
    page = rows(*NEWS) + """<div class="wyniki"><h2>Wyniki na żywo</h2><ul><li><a href="/wyniki/mecz/2025-03-14-wisla-odra">Wisła - Odra 2:1 (koniec)</a></ul></div>
    <div><h3>Ogłoszenia</h3><ul><li><a href="https://ogloszenia.news.example/mieszkanie-trzy-pokoje-centrum-id55121">Mieszkanie trzy pokoje w centrum</a>
    <li><a href="https://ogloszenia.news.example/rower-gorski-jak-nowy-id55122">Rower górski jak nowy, sprzedam</a></ul></div>"""
    assert titles(page) == [t for _, t in NEWS]


@pytest.mark.parametrize("pieces", [
    "<div>Column „On the shore“</div><div>{t}</div>", "<div>On the shore</div><div>{t}</div><div>By Max Penner, Hamburg, and others</div>",
    "<div>{t}</div><div>A short text follows, longer than the headline, and it ends with a full stop.</div>",
    "<div><p>Short</p><p>{t}</p></div><div>A short text follows, longer than the headline, and it ends with a full stop.</div>",
])
def test_the_headline_is_told_from_kicker_byline_and_summary_without_names(pieces):
    page = "".join(f'<div><a href="{u}">{pieces.format(t=t)}</a></div>' for u, t in NEWS)
    assert titles(page) == [t for _, t in NEWS]


def test_menus_and_footers_without_telling_tags_are_no_lists():
    menu = '<div class="header-wrap"><ul><li><a href="/local-news-and-weather/">Local news and weather</a><li><a href="/sport/football-and-rugby/">Football and rugby</a><li><a href="/things-to-do-this-weekend/">Things to do this weekend</a></ul></div>'
    foot = '<div class="bottom"><h4>The paper</h4><ul><li><a href="/info/how-we-handle-your-data-and-cookies">How we handle your data and cookies</a><li><a href="/info/advertise-with-us-in-print-and-online">Advertise with us in print and online</a></ul></div>'
    letter = '<section><h3>Unsere Newsletter</h3><a href="/a/guten-morgen-aus-der-region-12">Guten Morgen: das Wichtigste aus der Region</a></section>'
    assert titles(menu + rows(*NEWS) + letter + foot) == [t for _, t in NEWS]


def test_a_head_that_holds_the_story_is_no_menu():
    page = f'<div class="header-main"><h1>Front page of the day</h1>{rows(*NEWS)}</div>'
    items = news_list(Document(f"<body>{page}</body>", "https://news.example/"), zone=None, language="en", seen_at=None, updated_at=None)
    assert [i.title for i in items] == [t for _, t in NEWS]


BRIEF = [("/story/bridge-shut", "Bridge shut until April"), ("/story/robot-prize", "Robot prize for pupils"), ("/story/coffee-dearer", "Coffee gets dearer")]


@pytest.mark.parametrize("entry", ['<article><a href="{u}"><img alt=""><h3>{t}</h3></a></article>', '<div><h4><a href="{u}">{t}</a></h4></div>',
                                   '<div><span>19:0{n}</span><a href="{u}">{t}</a></div>'])
def test_where_addresses_say_little_headings_and_clocks_tell(entry):
    page = "<h2>Latest</h2><div>" + "".join(entry.format(u=u, t=t, n=n) for n, (u, t) in enumerate(BRIEF)) + "</div>"
    assert titles(page, url="https://news.example/town") == [t for _, t in BRIEF]


def test_plain_links_of_addresses_that_say_little_are_none():
    assert titles(rows(*BRIEF), url="https://news.example/town") == []


def test_a_clock_behind_a_comma_is_no_sentence_and_a_picture_may_be_the_headline():
    page = "<h3>Latest</h3><ul>" + "".join(f'<li><a href="{u}">{t}</a>, 1{8 - n}:05</li>' for n, (u, t) in enumerate(NEWS)) + "</ul>"
    assert titles(page) == [t for _, t in NEWS]
    page = "<h3>Latest</h3><div>" + "".join(f'<a href="{u}"><img alt="{t}"></a>' for u, t in NEWS) + "</div>"
    assert titles(page) == [t for _, t in NEWS]
    page = f'<div><p>The town said so, <a href="{NEWS[0][0]}">{NEWS[0][1]}</a>, and went home.</p></div>'
    assert titles(page) == []
