"""Tags: what is declared, cleaned; what a reader sees, where nothing is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract import jsonld
from toolkit.extract.document import Document
from toolkit.extract.tags import clean_list, tags

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


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        (["Page Type: Article", "Subject: Rain", "Medium", "Day: Friday"], ["Rain"]),
        (["topic/rain", "person/ann day"], ["rain", "ann day"]),
        (["Rain", "@post-id:1", "channel_other", "Ann Lee GOVERNMENT_FIGURE PERSON", "Front Page"], ["Rain"]),
        (["Rain", "8f507083-bac4-423a-9015-2eb31e1bce50", "2024", "_commerce", "web"], ["Rain"]),
        (["AER", "GEN08", "RSBI:X", "WWW-1"], []),
        (["rain", "ruins", "the", "harvest"], []),
        (["Covid-19", "G7"], ["Covid-19", "G7"]),
        (["大雨 強風 収穫 農家"], ["大雨", "強風", "収穫", "農家"]),
    ],
)
def test_what_a_publishing_system_adds_goes(values, kept):
    assert clean_list(values, (), "Rain ruins the harvest") == kept


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


@pytest.mark.parametrize(
    "block",
    [
        '<p>Tags: <a rel="tag" href="/x/1">Rain</a>, <a rel="tag" href="/x/2">Oslo</a></p>',
        '<div class="topics"><a href="/topic/1">Rain</a><a href="/topic/2">Oslo</a></div>',
        '<ul class="relatedTags"><li><a href="/themen/1">Rain</a></li><li><a href="/themen/2">Oslo</a></li></ul>',
    ],
)
def test_visible_blocks(block):
    assert read(body=block).tags == ["Rain", "Oslo"]


@pytest.mark.parametrize(
    "block",
    [
        '<nav><ul class="tags"><li><a href="/a">Home page</a></ul></nav>',
        '<div class="sidebar"><div class="tags"><a href="/tag/1">Rain</a></div></div>',
        '<p>He spoke of <a href="/topic/rain">rain</a> at length, and of things that matter to farmers.</p>',
        '<div class="tag-cloud">' + "".join(f'<a href="/tag/{i}">Word {i}x</a>' for i in range(60)) + "</div>",
    ],
)
def test_chrome_and_links_in_the_text_are_no_tags(block):
    assert read(body=block).tags == []


def test_none():
    assert read() == ([], None)


@given(st.lists(st.text(max_size=40), max_size=8), st.text(max_size=40))
def test_any_values_clean(values, title):
    found = clean_list(values, {"x"}, title)
    assert all(t == t.strip() and len(t) > 1 for t in found)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("label", ["Теги:", "Теми:", "Topics:", "Schlagwörter:", "标签："])
def test_a_word_before_plain_links_makes_them_tags(label):
    body = f'<p><font>{label} <a href="/tags/1">wheat</a>, <a href="/tags/2">drainage</a></font></p>'
    assert read(body=body).tags == ["wheat", "drainage"]
    assert read(body=body.replace(label, "See")).tags == []
