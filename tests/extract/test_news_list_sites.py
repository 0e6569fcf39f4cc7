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


@pytest.mark.parametrize(("own_pages", "listed"), [
    ("", True), ('<li><a href="/egyeb/adatvedelem-1505166">What we do with the data of those who read us</a>', False),
])
def test_a_footer_list_with_a_page_about_the_site_is_none(own_pages, listed):
    links = "".join(f'<li><a href="/sport/table-of-the-{n}-league-171160{n}">Table of the league number {n} of the whole region</a>' for n in range(4))
    foot = f"<footer><ul>{links}{own_pages}</ul></footer>"
    assert len(titles(rows(*NEWS) + foot)) == len(NEWS) + 4 * listed


@pytest.mark.parametrize(("address", "query", "kind"), [
    ("/view_article_comments.php", "article_id=1484195&order=asc", OTHER), ("/comments.aspx", "id=71234", OTHER),
    ("/view_article.php", "article_id=1484195", ARTICLE), ("/ministers-comments-on-the-new-budget.php", "id=71234", ARTICLE),
])
def test_scripts_that_show_comments_are_no_articles(address, query, kind):
    assert address_kind(address, query) == kind


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


@pytest.mark.parametrize(("path", "kind"), [
    ("/2025/03/14/world/mill-burns-down/index.html", ARTICLE),
    ("/world/index.html", OTHER), ("/gb/405419/index.html", OTHER), ("/col/col1599522/index.html", OTHER),
    ("/story/the-mill-that-burnt-down-twice/index.html", ARTICLE), ("/world/the-mill-that-burnt-down-twice/archive.html", OTHER),
])
def test_a_folder_with_an_index_page_may_be_an_article(path, kind):
    assert address_kind(path) == kind


@pytest.mark.parametrize("query", ["cp-documentid=25438771", "docid=2543877", "contentid=2543877", "document_id=2543877"])
def test_queries_name_articles_in_many_ways(query):
    assert address_kind("/life/article.aspx", query) == ARTICLE


def test_codes_as_long_as_those_of_other_articles_are_of_articles():
    codes = ["7ab4Qolhwrw", "7ab5Q9lhwrw", "7ac6Q1lhmmm", "7ppPolhwrwW"]
    page = "<h3>最新</h3>" + "".join(f'<div><a href="//{h}.news.example/c/{c}"><p>{t}</p></a></div>' for h, c, t in zip(
        ["news", "tech", "news", "sport"], codes, ["大桥将关闭一个月进行维修", "小学新图书馆正式开馆", "本地球队挺进决赛", "渡轮暂停服务至周五"],
        strict=True))
    assert titles(page, url="https://news.example/c/7ax2Q8lhwrw", language="zh") == [
        "大桥将关闭一个月进行维修", "小学新图书馆正式开馆", "本地球队挺进决赛", "渡轮暂停服务至周五"]
    assert "渡轮暂停服务至周五" not in titles(page.replace(codes[-1], "7ppPolhwr"), url="https://news.example/c/7ax2Q8lhwrw", language="zh")


THREE = [("Ferry stops until Friday evening", 31), ("Bridge closes for a whole month", 32), ("School opens its new library", 33)]


def cards_of(form):
    return "".join(form.format(t=t, n=n) for t, n in THREE)


@pytest.mark.parametrize("form", [
    '<article class="thumbnail"><figure><a href="/local/story-{n}-2300{n}"><img src="a.jpg"></a></figure>'
    '<figcaption><a href="/local/story-{n}-2300{n}">{t}</a></figcaption></article>',
    '<div class="card"><figure><img src="a.jpg"><figcaption><h5><a href="/local/story-{n}-2300{n}">{t}</a></h5></figcaption></figure></div>',
    '<article class="post hentry tag-social category-weather"><h3><a href="/local/story-{n}-2300{n}">{t}</a></h3></article>',
    '<article class="card brand-weather"><a href="/local/story-{n}-2300{n}">{t}</a></article>',
    '<li class="type-post tag-comment"><a href="/local/story-{n}-2300{n}">{t}</a></li>',
])
def test_captions_and_subjects_of_cards_are_no_chrome(form):
    assert titles(f"<section><h2>Latest</h2>{cards_of(form)}</section>") == [t for t, _ in THREE]


def test_links_in_the_caption_of_a_picture_are_no_headlines():
    caption = ('<figure><img src="a.jpg"><figcaption>The old mill at the river, seen here from the bridge in 1911: see '
               '<a href="/local/how-the-old-mill-was-built-in-1890-22001">how the old mill was built</a></figcaption></figure>')
    assert titles(f"<article>{caption * 2}</article>") == []


def test_counts_of_comments_are_no_headlines_and_part_no_list():
    form = ('<div class="row"><h3><a href="/local/story-{n}-2300{n}">{t}</a></h3><a href="/local/comments/story-{n}-2300{n}">{n} commentaires</a>'
            '<a href="https://comment3.news.example/story-2300{n}">{n}305 跟贴 {n}305</a></div>')
    found = read(f"<h2>Latest</h2>{cards_of(form)}")
    assert [(i.title, i.list_ref) for i in found] == [(t, "#1") for t, _ in THREE]


def test_an_outlet_has_domains_in_several_countries():
    form = '<li><a href="http://video.morgenblatt.example.ch/local/story-{n}-2300{n}">{t}</a></li>'.replace(".example", "")
    assert len(titles(f"<h3>Video</h3><ul>{cards_of(form)}</ul>", url="https://www.morgenblatt.co.at/local/story-of-the-day-2200")) == 3
    assert titles(f"<h3>Video</h3><ul>{cards_of(form)}</ul>", url="https://www.abendblatt.co.at/local/story-of-the-day-2200") == []


def test_a_column_of_a_front_page_that_is_named_a_menu_is_none():
    long = "<p>" + "The town has opened its doors again after two years of work. " * 5 + "</p>"
    cards = "".join(f'<li><h3><a href="https://news.example/local/story-number-{n}-of-the-day-2300{n}">Story number {n} of the day</a></h3>{long}</li>'
                    for n in range(14))
    page = f'<body><div class="nav-col"><ul>{cards}</ul></div></body>'

    def count(url):
        return len(news_list(Document(page, url), zone=None, language="en", seen_at=None, updated_at=None))

    assert count("https://news.example/") == 14
    assert count("https://news.example/local/another-story-of-the-day-24000") == 0


def test_the_own_address_with_more_in_its_query_is_the_page_itself():
    page = "<h3>Recommend</h3><ul>" + "".join(
        f'<li><a href="/article.aspx?articleid=31244150&vote={n}">Say that you like this story {n}</a></li>' for n in "abc") + "</ul>"
    assert titles(page, url="https://news.example/article.aspx?articleid=31244150") == []


def test_ranks_are_cut_where_a_row_bears_its_rank_otherwise():
    page = "<h3>Most read</h3><ol>" + "".join(f'<li><a href="/local/story-{n}-2300{n}">{"" if n == 1 else n} {t}</a></li>' for n, t in enumerate(
        ["Driver rescues a dog", "Where to eat dumplings", "The mill burns down", "Ferry stops early"], start=1)) + "</ol>"
    assert titles(page) == ["Driver rescues a dog", "Where to eat dumplings", "The mill burns down", "Ferry stops early"]
    kept = page.replace(">3 The", ">7 reasons why the")
    assert "7 reasons why the mill burns down" in titles(kept)


def test_calls_to_watch_and_durations_are_no_part_of_titles_and_no_times():
    form = ('<li><a href="/video/story-{n}-2300{n}">{t}<span class="cta"><span>Watch</span><span class="duration">05:{n}</span></span></a>'
            '<p class="date">2 July 2024</p></li>')
    found = read(f"<h3>Video</h3><ul>{cards_of(form)}</ul>")
    assert [i.title for i in found] == [t for t, _ in THREE]
    assert [local(i) for i in found] == ["2024-07-02 00:00"] * 3


@pytest.mark.parametrize("summary", [
    "10月4日，大桥在近一个月以来首次单日关闭，许多旅客陷入了尴尬的境地，原本的行程也改变了。\n其他旅客在码头等候",
    "北京时间2021年10月7日，大桥、码头以及渡轮全部恢复运行，目前设施设备状态良好。后续将按计划开展检查",
    "11月7日-8日，在码头举行。 " + "The town has opened its doors again after two years of work on the stage. " * 3,
])
def test_days_in_summaries_are_no_times(summary):
    page = "<h3>最新</h3>" + "".join(f'<div class="row"><h4><a href="/1/787/78738{n}.htm">{t}</a></h4><p>{summary}</p></div>' for n, t in enumerate(
        ["大桥将关闭一个月进行维修", "小学新图书馆正式开馆了", "本地球队挺进全国决赛"]))
    found = read(page, url="https://news.example/1/725/725506.htm", zone="Asia/Shanghai", language="zh")
    assert [i.published_at for i in found] == [None] * 3


@pytest.mark.parametrize("box", ['<ul class="navigation" id="latest">{}</ul>', '<div id="nav-featured" class="tab-pane">{}</div>',
                                 '<div id="container_menu"><ul>{}</ul></div>', '<div class="social-box">{}</div>',
                                 '<div class="node node-promoted node-teaser">{}</div>', '<div class="node node--promoted">{}</div>'])
def test_what_is_named_a_menu_and_lists_articles_is_a_list(box):
    page = box.format(cards_of('<li><a href="/local/story-{n}-2300{n}">{t}</a></li>'))
    assert titles(f"<section><h3>Featured</h3>{page}</section>") == [t for t, _ in THREE]


@pytest.mark.parametrize("box", ['<div class="main-menu"><a href="/sport/">Sport</a><a href="/town/">Town</a>{}</div>',
                                 '<nav>{}</nav>', '<div class="comments">{}</div>'])
def test_menus_with_some_teasers_and_comments_are_no_lists(box):
    page = box.format(cards_of('<li><a href="/local/story-{n}-2300{n}">{t}</a></li>'))
    assert titles(f"<section><h3>Featured</h3>{page}</section>") == []


def test_links_to_single_comments_are_no_headlines():
    page = "<h3>Say it</h3><ul>" + cards_of('<li><a href="/local/story-{n}-2300{n}#comment-21402{n}">{t}</a></li>') + "</ul>"
    assert titles(page) == []
    assert titles(page.replace("#comment-21402", "#top")) == [t for t, _ in THREE]


@pytest.mark.parametrize("before", ['<p>Town 05.08.2019</p><h1>The mill burns down in the night</h1>',
                                    '<div><span>05.08.2019</span><h1>The mill burns down in the night</h1></div>'])
def test_the_day_by_the_headline_of_the_page_is_not_that_of_a_list_below_it(before):
    cards = cards_of('<div class="teaser"><h2><a href="/local/story-of-the-day-2300{n}">{t}</a></h2></div>')
    found = news_list(Document(f"<body><main>{before}{cards}</main></body>", "https://news.example/local/the-mill-burns-down-in-the-night-1700"),
                      zone="Europe/Berlin", language="de", seen_at=None, updated_at=None)
    assert [(i.title, i.list_heading, i.published_at) for i in found] == [(t, None, None) for t, _ in THREE]


def test_one_moment_on_all_entries_is_that_of_the_page():
    page = "".join(f'<li><a href="/local/story-of-the-day-2300{n}">{t}</a> <time datetime="2024-07-24T13:34:33Z">{n - 20}/07/2024</time></li>'
                   for t, n in THREE)
    assert [local(i) for i in read(f"<h3>Latest</h3><ul>{page}</ul>", language="fr")] == ["2024-07-11 00:00", "2024-07-12 00:00", "2024-07-13 00:00"]
