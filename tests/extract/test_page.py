"""read_page: whole pages, listings, and hostile input of every kind."""

import gzip
import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import InputError, OptionError
from toolkit.extract.page import read_page
from toolkit.records import Page
from toolkit.schema import ARTICLES

SHARED = Path(__file__).resolve().parents[3] / "shared" / "pages"
URL = "https://www.example.com.ua/novyny/doshch-zalyv-pole-48213.html"
TEXT = (
    "<p>"
    + "</p><p>".join(
        f"Дощ залив поле біля села номер {i}, і фермери рахують збитки, бо врожай уже не врятувати." for i in range(9)
    )
    + "</p>"
)
PAGE = f"""<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Дощ залив поле під Києвом - Приклад</title>
<meta property="og:site_name" content="Приклад"><meta property="og:title" content="Дощ залив поле під Києвом">
<meta property="og:type" content="article"><meta name="keywords" content="дощ, поле, врожай">
<link rel="canonical" href="{URL}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Дощ залив поле під Києвом", "datePublished": "2024-05-12T10:30:00+03:00",
"dateModified": "2024-05-12T11:00:00+03:00", "author": {{"@type": "Person", "name": "Олена Приклад"}},
"articleSection": "Регіони"}}</script></head>
<body><header><nav><a href="/">Головна</a></nav></header><main><article><h1>Дощ залив поле під Києвом</h1>
<time datetime="2024-05-12T10:30:00+03:00">12 травня 2024, 10:30</time>{TEXT}</article></main>
<aside><h2>Останні новини</h2><ul>{
    "".join(
        f'<li><time>10:{i:02}</time> <a href="/novyny/inshe-{i}.html">Інша новина дня номер {i} про погоду</a></li>'
        for i in range(8)
    )
}</ul></aside><footer>© Приклад</footer></body></html>"""
LISTING = f"""<html lang="en"><head><title>Daily Example</title></head><body>
<h1>Daily Example</h1><h2>Latest news</h2><ul>{
    "".join(
        f'<li><a href="/2024/05/story-number-{i}-of-the-day">Story number {i} of a long and rainy day in May</a>'
        f'<time datetime="2024-05-12T1{i}:00:00Z">1{i}:00</time></li>'
        for i in range(9)
    )
}</ul></body></html>"""


def test_article_page_gives_every_field():
    page = read_page(PAGE, URL)
    article = page.article
    assert (article.title, article.authors, article.section) == (
        "Дощ залив поле під Києвом",
        ["Олена Приклад"],
        "Регіони",
    )
    assert article.tags == ["дощ", "поле", "врожай"]
    assert article.language == "uk"
    assert article.published_at == datetime(2024, 5, 12, 7, 30, tzinfo=UTC)
    assert article.published_at.tzinfo is UTC
    assert article.modified_at == datetime(2024, 5, 12, 8, 0, tzinfo=UTC)
    assert (article.time_zone, article.time_zone_from) == ("Europe/Kyiv", "guess")
    assert article.outlet == "example.com.ua"
    assert "номер 8" in article.text
    filled = {c for c in ARTICLES.names if article.get(c)}
    unexplained = {"url", "article_id", "published_precision", "published_from", "time_zone_from"}
    assert filled - unexplained <= set(article.origin)


def test_without_body_everything_but_the_text():
    whole, short = read_page(PAGE, URL), read_page(PAGE, URL, body=False)
    assert short.article.text is None
    for name in ("title", "authors", "tags", "language", "published_at", "section", "canonical_url"):
        assert short.article[name] == whole.article[name], name
    assert len(short.news_list) == len(whole.news_list)


def test_the_users_zone_goes_first():
    article = read_page(PAGE, URL, time_zone="Asia/Tokyo").article
    assert (article.time_zone, article.time_zone_from) == ("Asia/Tokyo", "user")


def test_without_an_address_the_sites_name_says_which_outlet():
    known = '<html lang="en"><meta property="og:site_name" content="The Washington Post"><h1>Rain</h1>'
    article = read_page(known).article
    assert (article.outlet, article.time_zone, article.time_zone_from) == (
        "The Washington Post",
        "America/New_York",
        "outlet",
    )
    unknown = read_page('<html lang="uk"><meta property="og:site_name" content="Приклад"><h1>Дощ</h1>').article
    assert (unknown.outlet, unknown.time_zone, unknown.time_zone_from) == ("Приклад", "Europe/Kyiv", "guess")
    assert unknown.origin["outlet"] == "meta og:site_name"


@pytest.mark.parametrize(("title", "outlet"), [
    ("Rain ruins the harvest - North - The Daily", "The Daily"), ("Rain ruins the harvest_示例网", "示例网"),
    ("Rain ruins the harvest", None), ("The Daily: Rain ruins the harvest", None),
    ("Rain ruins the harvest again - The Daily", None),  # the headline is another
    ("Rain ruins the harvest | 2025", None),
])
def test_outlet_of_a_page_without_an_address(title, outlet):
    article = read_page(f"<title>{title}</title><h1>Rain ruins the harvest</h1><p>12 May 2025</p>").article
    assert article.outlet == outlet
    assert article.origin.get("outlet") == (outlet and "title element")


def test_listing_has_no_article():
    page = read_page(LISTING, "https://example.org/")
    assert page.article is None
    assert len(page.news_list) == 9
    assert all(item.outlet == "example.org" and item.article_id for item in page.news_list)


def test_article_address_is_no_listing():
    assert read_page(LISTING, "https://example.org/news/a-long-story-of-rain-48213.html").article is not None


def test_page_of_no_known_address_is_an_article_if_it_reads_like_one():
    headlines = "".join(f'<li><a href="https://example.org/news/a-long-story-of-rain-{n}.html">The rain went on for'
                        f" all of day {n} here</a>" for n in range(9))
    text = "<p>The rain ruined the harvest, and nobody knows what the winter will bring to the villages.</p>" * 8
    head = "<title>Rain ruins the harvest - Daily</title>"
    assert read_page(f"{head}<body><h1>Rain ruins the harvest</h1>{text}<ul>{headlines}</ul>").article is not None
    short = "<h1>Rain ruins the harvest</h1><p>12 February 2025 18:40</p>"
    assert read_page(f"{head}<body>{short}<ul>{headlines}</ul>").article is not None
    assert read_page(f"<title>Daily</title><body>{short}<ul>{headlines}</ul>").article is None
    assert read_page(f"{head}<body><h1>Rain ruins the harvest</h1><ul>{headlines}</ul>").article is None


@pytest.mark.parametrize("wrong", [None, b"<html>", 7, ["<p>"]])
def test_what_is_no_text_is_told_at_once(wrong):
    with pytest.raises(InputError, match=type(wrong).__name__):
        read_page(wrong)


def test_wrong_zone_is_told_at_once():
    with pytest.raises(OptionError, match="Mars"):
        read_page(PAGE, URL, time_zone="Mars/Olympus")


def check(page: Page) -> None:
    """What holds of every page, however broken."""
    assert isinstance(page, Page)
    if page.article is not None:
        article = page.article
        for name in ("title", "lead", "text", "section", "outlet", "language"):
            assert article[name] is None or article[name].strip(), name
            (article[name] or "").encode()
        for name in ("authors", "tags"):
            assert all(isinstance(v, str) and v.strip() for v in article[name])
            assert len(set(article[name])) == len(article[name])
        assert article.published_at is None or article.published_at.tzinfo is UTC
        assert (article.published_at is None) == (article.published_precision == "none")
    for item in page.news_list:
        assert item.title
        item.title.encode()


HOSTILE_LD = [
    "[" * 100_000,
    '{"@graph":' * 60_000,
    '{"@type":"NewsArticle","author":' + '{"name":' * 5_000,
    "\x00",
    '{"@type":"NewsArticle"',
    json.dumps(
        {
            "@type": "NewsArticle",
            "headline": {"a": 1},
            "author": [1, None, [[]], {"name": {}}],
            "keywords": {"x": [1]},
            "datePublished": ["x", {}, 99999999999999999999],
            "articleSection": [None, {}],
            "url": [],
            "inLanguage": 5,
            "mainEntityOfPage": {"@id": ["x"]},
            "publisher": 3,
            "description": [["d"]],
            "image": "x",
        }
    ),
    json.dumps(
        {
            "@type": ["NewsArticle", 5, None],
            "headline": "x" * 1_000_000,
            "author": ["A B"] * 100_000,
            "keywords": "k," * 500_000,
            "dateModified": "9999-99-99",
            "datePublished": "-1",
        }
    ),
    json.dumps([{"@type": "NewsArticle", "headline": f"H {i}", "datePublished": "2024-01-01"} for i in range(20_000)]),
    json.dumps(
        {"@id": "a", "author": {"@id": "a"}, "@type": "Article", "headline": "\ud800 half", "datePublished": "2024"}
    ),
]


@pytest.mark.parametrize("source", HOSTILE_LD, ids=range(len(HOSTILE_LD)))
def test_hostile_linked_data(source):
    check(read_page(f'<script type="application/ld+json">{source}</script>' + PAGE, URL))


@pytest.mark.parametrize(
    "html",
    [
        "",
        " ",
        "\x00" * 1000,
        "<",
        "<!--",
        "<html",
        "\ud800\udfff",
        "\ufeff",
        "<div>" * 100_000,
        "<div>" * 100_000 + PAGE,
        "<b><i>" * 50_000,
        "<table>" * 20_000,
        f'<p class="{"author " * 300_000}">Ann Lee</p>',
        "a" * 3_000_000,
        f'<meta name="keywords" content="{"rain," * 400_000}">',
        f'<html lang="{"x" * 100_000}">',
        f'<meta property="og:title" content="{"A - " * 100_000}">',
        f"<h1>{'word | ' * 50_000}</h1>",
        f"<title>{'(' * 100_000}</title>",
        f'<meta name="author" content="{"by " * 100_000}">',
        f'<span class="byline">{"Ann Lee and " * 20_000}</span>',
        f'<link rel="canonical" href="{"/a" * 500_000}">',
        "<h1>a</h1>" * 20_000,
        '<a class="tag" rel="tag author" href="/tag/x">Rain</a>' * 20_000,
        '<time datetime="2024-01-01">' * 5_000,
        f'<div class="author">{"<b>" * 5_000}Ann Lee</div>',
        PAGE.encode().decode("cp1251", "replace"),
        PAGE.encode("utf-16").decode("latin-1"),
        PAGE.encode("cp1251").decode("utf-8", "replace"),
    ],
    ids=range(29),
)
def test_hostile_pages(html):
    check(read_page(html, URL))
    check(read_page(html, body=False))


@pytest.mark.parametrize(
    "url",
    [
        "",
        " ",
        "x",
        "http://",
        "http://[::1",
        "https://exa mple.org/\n",
        "//x/y",
        "\ud800",
        "a" * 100_000,
        "https://" + "a." * 5_000 + "org/x",
        "javascript:alert(1)",
        "https://example.org:99999999/a",
    ],
)
def test_hostile_addresses(url):
    check(read_page(PAGE, url))


MUTATIONS = ("cut", "doubled", "nested", "attributes", "encodings", "dropped", "shuffled")


def mutated(html: str, kind: str, rng: random.Random) -> str:
    """The page damaged in one way."""
    at = rng.randrange(len(html) + 1)
    other = rng.randrange(len(html) + 1)
    match kind:
        case "cut":
            return html[:at]
        case "doubled":
            return html[:at] + html + html[at:]
        case "nested":
            return html[:at] + "<div><ul><li>" * 4_000 + html[at:]
        case "attributes":
            return html.replace("<p>", f'<p class="{"tag author byline " * 3_000}" data-x="{"y" * 50_000}">', 2)
        case "encodings":
            return html[:at] + html[at:].encode("utf-8", "replace").decode("latin-1")
        case "dropped":
            return html[: min(at, other)] + html[max(at, other) :]
        case _:
            parts = html.split("<")
            rng.shuffle(parts)
            return "<".join(parts)


@given(st.sampled_from(MUTATIONS), st.sampled_from([PAGE, LISTING]), st.integers(0, 10_000), st.booleans())
@settings(max_examples=120, deadline=None)
def test_mutated_pages(kind, html, seed, body):
    check(
        read_page(mutated(html, kind, random.Random(seed)), URL, body=body, seen_at=datetime(2024, 5, 13, tzinfo=UTC))
    )


@given(st.text(max_size=300), st.none() | st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_and_any_address(html, url):
    check(read_page(html, url))


markup = st.lists(
    st.sampled_from(
        [
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<h1>",
            "</h1>",
            '<a href="/a">',
            "</a>",
            "<script type='application/ld+json'>",
            "</script>",
            '{"@type":"NewsArticle","headline":"',
            '"}',
            "<meta property='article:tag' content='",
            "'>",
            "<time>",
            "</time>",
            "<!--",
            "-->",
            "12:30",
            "3 hours ago",
            "Rain",
            "By Ann Lee",
            "<table><tr><td>",
            "<svg><title>",
            "<template>",
            "<noscript>",
            "&#0;",
            "&nbsp;",
            "<",
        ]
    ),
    max_size=40,
).map("".join)


@given(markup)
@settings(max_examples=150, deadline=None)
def test_any_markup(html):
    check(read_page(html, URL, seen_at=datetime(2024, 5, 13, tzinfo=UTC)))


@pytest.mark.shared
@pytest.mark.parametrize("kind", MUTATIONS)
def test_mutated_real_pages(kind):
    files = sorted(SHARED.glob("news/*/*.html.gz"))[::12] + sorted(SHARED.glob("web/*.html.gz"))[::24]
    if not files:
        pytest.skip(f"no pages at {SHARED}: nothing to damage")
    for number, file in enumerate(files):
        html = gzip.decompress(file.read_bytes()).decode("utf-8", "replace")
        check(read_page(mutated(html, kind, random.Random(number)), URL))


@pytest.mark.parametrize("wrong", ["2025-02-12", 5, datetime(2025, 2, 12).date()])
def test_a_moment_that_is_none_is_told_at_once(wrong):
    with pytest.raises(OptionError, match="seen_at"):
        read_page(PAGE, URL, seen_at=wrong)


def test_an_update_on_the_day_of_publication_is_not_before_it():
    head = ('<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain","datePublished":"2026-04-08",'
            '"dateModified":"%s"}</script>')
    page = '<html lang="en"><head>%s</head><h1>Rain</h1><p>Wednesday, 8 April 2026, 07:14</p><p>It rained.</p></html>'
    same = read_page(page % (head % "2026-04-08"), "https://a.example/news/1", time_zone="Europe/Warsaw").article
    later = read_page(page % (head % "2026-04-09"), "https://a.example/news/1", time_zone="Europe/Warsaw").article
    assert same.published_precision == "minute"
    assert same.modified_at is None
    assert later.modified_at == datetime(2026, 4, 8, 22, tzinfo=UTC)


def test_without_an_address_links_lead_from_the_canonical_one_and_the_stamp_lends_its_clock():
    link = ('<li><span>{0}:10</span> <a href="/news/10{0}-ice-leaves-the-harbour-early">Ice leaves the port {0} days '
            'early</a></li>')
    items = "".join(link.format(h) for h in (14, 13, 12))
    page = ('<html lang="en"><head><link rel="canonical" href="https://lake.example/news/99-a-story-of-the-ice">'
            '<meta property="article:published_time" content="2025-05-05T11:00:00+03:00"></head>'
            f'<h1>A story of the ice</h1><p>The ice.</p><h3>Latest</h3><ul>{items}</ul></html>')
    read = read_page(page, seen_at=datetime(2025, 5, 5, 12, tzinfo=UTC))
    assert read.article.time_zone_from == "stamp"
    assert [i.url for i in read.news_list] == [f"https://lake.example/news/10{h}-ice-leaves-the-harbour-early"
                                               for h in (14, 13, 12)]
    assert [f"{i.published_at:%H:%M}" for i in read.news_list] == ["11:10", "10:10", "09:10"]


@pytest.mark.parametrize(("host", "language", "stated", "zone", "first"), [
    ("lake.example.ru", "ru", "+05:00", "stamp", "09:10"),  # a land of many clocks
    ("lake.example.com", "es", "-06:00", "stamp", "20:10"),  # a language of many lands
    ("lake.example.com.ua", "uk", "+02:00", "guess", "11:10"),  # summer time is +03:00: a server's faulty setting
    ("lake.example.ru", "ru", "+03:00", "guess", "11:10"),  # agrees with the guess
    ("lake.example.ru", "ru", "+00:00", "guess", "11:10"),  # says nothing of the clock on the wall
])
def test_a_stated_offset_overturns_a_guessed_clock_only_where_there_may_be_others(host, language, stated, zone, first):
    items = "".join(f'<li><span>{h}:10</span> <a href="/news/10{h}-ice-leaves-the-harbour-early">'
                    f'Ice leaves the port {h} days early</a></li>' for h in (14, 13, 12))
    page = (f'<html lang="{language}"><head><meta property="article:published_time" '
            f'content="2025-05-05T11:00:00{stated}"></head>'
            f'<h1>A story of the ice</h1><p>The ice.</p><h3>Latest</h3><ul>{items}</ul></html>')
    read = read_page(page, f"https://{host}/news/99-a-story-of-the-ice", seen_at=datetime(2025, 5, 5, 22, tzinfo=UTC))
    assert read.article.time_zone_from == read.article.origin["time_zone"] == zone
    assert f"{read.news_list[0].published_at:%H:%M}" == first
