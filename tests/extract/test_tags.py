"""Tags: what is declared, cleaned; what a reader sees, where nothing is."""

import json

import pytest

from toolkit.extract import jsonld
from toolkit.extract.document import Document
from toolkit.extract.tags import tags

TEXT = "<p>" + "A long report on rain and wind in the northern harvest, and on what farmers in Oslo say. " * 4 + "</p>"


def read(head: str = "", body: str = "", title: str | None = "Rain ruins the harvest", url: str | None = None):
    doc = Document(f"<html><head>{head}</head><body><h1>{title}</h1>{TEXT}{body}</body></html>", url)
    return tags(
        doc, jsonld.article(doc), title=title, lead=None, site_names=frozenset({"dailyexample"}), authors=["Ann Lee"]
    )


def ld(**fields) -> str:
    node = {"@type": "NewsArticle", "headline": "Rain ruins the harvest", "datePublished": "2024-01-01"} | fields
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    "keywords",
    [
        ["Rain", "Wind"],
        "Rain, Wind",
        "Rain;Wind",
        ["Rain,Wind"],
        "Rain | Wind",
        [{"name": "Rain"}, {"name": "Wind"}],
        ["Rain", "rain", "Wind"],
    ],
)
def test_forms_of_linked_data(keywords):
    assert read(ld(keywords=keywords)) == (["Rain", "Wind"], "json-ld keywords")


@pytest.mark.parametrize("meta", ["keywords", "news_keywords", "parsely-tags", "article:tag", "sailthru.tags"])
def test_metas(meta):
    assert read(f'<meta name="{meta}" content="Rain,Wind">') == (["Rain", "Wind"], f"meta {meta}")


def test_repeated_metas_add_up():
    assert read('<meta property="article:tag" content="Rain"><meta property="article:tag" content="Wind">').tags == [
        "Rain",
        "Wind",
    ]


def test_site_and_author_are_no_tags():
    assert read('<meta name="keywords" content="Rain, Daily Example, Ann Lee, Wind">').tags == ["Rain", "Wind"]


def test_statement_that_others_agree_with_wins():
    head = (
        '<meta name="keywords" content="cheap,offers,rain">'
        + ld(keywords=["Rain", "Wind"])
        + ('<meta property="article:tag" content="Rain"><meta property="article:tag" content="Wind">')
    )
    assert read(head).tags == ["Rain", "Wind"]


def test_keywords_of_the_site_give_way_to_what_a_reader_sees():
    head = '<meta name="keywords" content="politics,sport,lotto,weather map,horoscope">'
    body = '<ul class="article-tags"><li><a href="/tag/rain">Rain</a><li><a href="/tag/oslo">Oslo</a></ul>'
    assert read(head, body) == (["Rain", "Oslo"], "visible tags")


def test_none():
    assert read() == ([], None)


def test_keywords_about_other_things_give_way_to_tags_of_which_the_article_speaks():
    head = '<meta name="keywords" content="politics,rain,lotto,cars,horoscope,shares,fashion">'
    body = '<div class="tags"><a href="/tag/oslo">Oslo</a><a href="/tag/farmers">Farmers</a></div>'
    assert read(head, body) == (["Oslo", "Farmers"], "visible tags")
    assert read(head.replace('"keywords"', '"news_keywords"'), body).origin == "meta news_keywords"


def test_one_declared_tag_gives_way_to_a_block_that_holds_it_too():
    body = '<div class="tags"><a href="/tag/oslo">Oslo</a><a href="/tag/farmers">Farmers</a></div>'
    assert read(ld(keywords="Oslo"), body) == (["Oslo", "Farmers"], "visible tags")
    assert read(ld(keywords="Bread"), body) == (["Bread"], "json-ld keywords")


def test_the_same_keywords_under_two_names_count_once():
    head = '<meta name="keywords" content="Rain"><meta name="news_keywords" content="Rain">'
    assert read(head) == (["Rain"], "meta news_keywords")


def test_keywords_that_only_add_the_section_or_spell_like_addresses():
    declared = ld(keywords=["Rain", "Wind"], articleSection="Farming")
    head = '<meta name="keywords" content="Rain, Wind, Farming">' + declared
    assert read(head).tags == ["Rain", "Wind"]
    head = '<meta name="keywords" content="heavy-rain, wind">' + ld(keywords=["Heavy Rain", "Wind"])
    assert read(head).tags == ["Heavy Rain", "Wind"]


def test_keywords_with_the_site_in_them_give_way_to_what_a_reader_sees():
    head = '<meta name="keywords" content="Daily Example, latest news, Oslo, sports, politics">'
    body = '<div class="tags"><a href="/tag/rain">rain (14)</a><a href="/tag/harvest">harvest (3)</a></div>'
    assert read(head, body) == (["rain", "harvest"], "visible tags")
    assert read(head).tags == ["Oslo", "sports", "politics"]


@pytest.mark.parametrize("label", ["Тэгі", "Тагови", "Märksõnad", "برچسب‌ها", "แท็ก", "Nøkkelord", "Ključne riječi"])
def test_labels_of_more_languages(label):
    links = '<a href="/1">rain</a>, <a href="/2">harvest</a>'
    assert read(body=f"<div>{label}: {links}</div>").tags == ["rain", "harvest"]


def test_a_list_of_search_words_without_a_word_of_the_article_is_the_sites():
    assert read('<meta name="keywords" content="Bergen news, latest news, papers, accidents today">').tags == []
    head = '<meta name="keywords" content="Bergen news, latest news, rain, harvesting">'
    assert read(head).tags == ["rain", "harvesting"]


def test_the_site_is_known_from_the_title_element_alone():
    head = "<title>Rain ruins the harvest_Unknown Herald</title>"
    assert read(head + '<meta name="keywords" content="rain,Unknown Herald,Oslo">').tags == ["rain", "Oslo"]


def test_blocks_named_in_more_languages():
    body = '<div class="etichete"><a href="/eticheta/rain">rain</a> <a href="/eticheta/oslo">Oslo</a></div>'
    assert read(body=body) == (["rain", "Oslo"], "visible tags")


SITE_LIST = '<meta name="keywords" content="Daily Example, Opinion, World, Europe, Business, Rain, Sport">'


def test_keywords_that_name_the_site_yield_to_tags_of_the_article():
    tagged = "".join(f'<meta property="article:tag" content="{t}">' for t in ("Harvest aid", "Oslo", "Grain prices"))
    assert read(SITE_LIST + tagged).tags == ["Harvest aid", "Oslo", "Grain prices"]
    assert read(SITE_LIST).origin == "meta keywords"


def test_tags_written_one_by_one_are_of_the_article_though_the_text_has_none_of_their_words():
    found = ["Subsidies", "Grain prices", "Climate", "Trade"]
    one_by_one = "".join(f'<meta property="article:tag" content="{t}">' for t in found)
    assert read(one_by_one).tags == found
    assert read(f'<meta property="article:tag" content="{",".join(found)}">').tags == []


def test_a_reader_sees_other_tags_than_search_engines_do():
    keywords = '<meta name="keywords" content="rain,crops,farming">'
    block = '<ul class="tags">{}</ul>'
    links = "".join(f'<li><a href="/tag/{t}">{t}</a></li>' for t in ("Rain", "Oslo", "Subsidies"))
    assert read(keywords, block.format(links)) == (["Rain", "Oslo", "Subsidies"], "visible tags")
    fewer = "".join(f'<li><a href="/tag/{t}">{t}</a></li>' for t in ("rain", "crops"))
    assert read(keywords, block.format(fewer)).origin == "meta keywords"
    hot = "".join(f'<li><a href="/tag/{t}">{t}</a></li>' for t in ("Chess", "Opera", "Trams"))
    assert read(keywords, block.format(hot)).origin == "meta keywords"
    news = keywords.replace("keywords", "news_keywords")
    assert read(news, block.format(links)).origin == "meta news_keywords"


def test_words_that_a_machine_took_from_the_text_yield_to_what_is_seen():
    words = "report,rain,wind,harvest,farmer,say,long,northern"
    head = "".join(f'<meta name="{n}" content="{words}">' for n in ("keywords", "dc.subject"))
    names = ("Oslo", "Grain prices", "Farm policy", "State aid")
    links = "".join(f'<a href="/tag/{i}">{t}</a>' for i, t in enumerate(names))
    assert read(head, f'<div class="tags">{links}</div>').tags == list(names)


@pytest.mark.parametrize("content", ["YOUR KEYWORDS HERE", "general", "Rain ruins the harvest of all", "<meta name="])
def test_what_says_nothing_is_no_tag(content):
    assert read(f'<meta name="keywords" content="{content}">', title="Rain ruins the harvest of all").tags == []


def test_keywords_no_longer_believed_still_point_to_the_block_with_them():
    names = ["Chess", "Opera", "Trams", "Bees", "Coins", "Mines", "Paint", "Kites", "Ships", "Snow"]
    links = "".join(f'<a href="/x/{i}">{t}</a>' for i, t in enumerate(names))
    head = f'<meta name="keywords" content="{",".join(names)}">'
    assert read(head, f'<div class="article-tags"><b>Topics:</b> {links}</div>') == (names, "visible tags")


@pytest.mark.parametrize(
    "content",
    [
        "Example,Example Daily,Daily Example online,Example.org,The Example paper,Example reports",
        "Farming,Farming news,Science,Science news,Rain,Rain news",
    ],
)
def test_forms_of_one_name_and_sections_with_news_are_the_template_s(content):
    assert read(f'<meta name="keywords" content="{content}">').tags == []


def test_forms_of_one_name_that_the_article_has_are_its_own():
    content = "Rain,Rain in Oslo,rain and wind,Rain gauges,Rain in Bergen"
    assert len(read(f'<meta name="keywords" content="{content}">').tags) == 5


def test_two_authors_in_one_are_no_tag():
    head = '<meta name="author" content="Ann Lee and Bo Fox"><meta name="keywords" content="Rain, Ann Lee and Bo Fox">'
    assert read(head).tags == ["Rain"]
