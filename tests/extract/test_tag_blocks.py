"""Visible tags: by class, relation, address, or the word before them."""

import pytest

from toolkit.extract.document import Document
from toolkit.extract.tag_blocks import labelled, visible

TEXT = "<p>" + "A long report on rain and wind in the northern harvest, and on what farmers in Oslo say. " * 4 + "</p>"


def page(body: str, title: str = "Rain ruins the harvest") -> Document:
    return Document(f"<html><body><h1>{title}</h1>{TEXT}{body}</body></html>")


@pytest.mark.parametrize(
    "block",
    [
        '<p>Tags: <a rel="tag" href="/x/1">Rain</a>, <a rel="tag" href="/x/2">Oslo</a></p>',
        '<div class="topics"><a href="/topic/1">Rain</a><a href="/topic/2">Oslo</a></div>',
        '<ul class="relatedTags"><li><a href="/themen/1">Rain</a></li><li><a href="/themen/2">Oslo</a></li></ul>',
    ],
)
def test_visible_blocks(block):
    assert visible(page(block), ()) == ["Rain", "Oslo"]


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
    assert visible(page(block), ()) == []


@pytest.mark.parametrize(
    "block",
    [
        '<div><a href="/list/rain"><span class="tag-like">Rain</span></a>'
        '<a href="/list/oslo"><span class="tag-like">Oslo</span></a></div>',
        '<div class="x1"><a class="btn--tag" href="/t/1">Rain</a> <a class="btn--tag" href="/t/2">Oslo</a></div>',
        '<h3>Topics</h3><ul><li><a href="/topic/rain">Rain</a></li><li><a href="/topic/oslo">Oslo</a></li></ul>',
        '<div class="tags"><a href="/tag/1">Rain</a><a href="/tag/2">Oslo</a><a href="/tags">All tags</a></div>',
    ],
)
def test_what_names_a_block(block):
    assert visible(page(block), ()) == ["Rain", "Oslo"]


@pytest.mark.parametrize("label", ["Теги:", "Теми:", "Topics:", "Schlagwörter:", "标签："])
def test_a_word_before_plain_links_makes_them_tags(label):
    body = f'<p><font>{label} <a href="/tags/1">wheat</a>, <a href="/tags/2">drainage</a></font></p>'
    assert visible(page(body), ()) == ["wheat", "drainage"]
    assert visible(page(body.replace(label, "See")), ()) == []


@pytest.mark.parametrize(
    "label", ["Mehr über", "Read more about", "Теги:", "Más sobre", "Więcej o", "関連キーワード", "Читайте"]
)
def test_a_word_before_links_without_classes(label):
    words = ("Rain", "Farmers", "Oslo")
    links = "".join(f'<li class="p-2"><a class="px-3" href="/news/{w}/">{w}</a></li>' for w in words)
    doc = page(f'<div class="mt-4"><h4>{label}</h4><ul>{links}</ul></div><p><a href="/">Wind</a></p>')
    assert visible(doc, ()) == []
    assert labelled(doc, (), "") == ([] if label == "Читайте" else ["Rain", "Farmers", "Oslo"])


def test_a_word_before_plain_words():
    assert labelled(page("<p>Tags: rain, wind, Oslo</p>"), (), "") == ["rain", "wind", "Oslo"]
    assert labelled(page("<p>Tags rain, wind, Oslo</p>"), (), "") == []


def test_a_menu_of_topics_is_no_block_of_tags():
    links = "".join(f'<li><a href="/{w}/">{w}</a></li>' for w in ("Politics", "Sport", "Culture"))
    menu = f"<h2>Topics</h2><ul>{links}</ul>"
    assert labelled(page(menu), (), "") == []
    rain = menu.replace("Politics", "Rain").replace("Sport", "Wind")
    assert labelled(Document(f"{rain}<h1>Rain and wind</h1>{TEXT}"), (), "") == []


def test_headlines_after_the_word_are_no_tags():
    headline = "Farmers in Oslo say that rain and wind ruin harvest"
    links = "".join(f'<li><a href="/{i}">{headline} {i}</a></li>' for i in "12")
    assert labelled(page(f"<h4>More on</h4><ul>{links}</ul>"), (), "") == []


def test_many_labels_and_links_end():
    doc = page("<b>Tags</b><a>" * 100_000)
    assert labelled(doc, (), "") == []
    assert visible(page('<div class="tag">' * 400 + '<a href="/tag/1">Rain</a>' * 50_000), ()) == []


def test_long_block_of_other_things_counts_only_if_it_holds_what_is_declared():
    words = ["Bread", "Ships", "Chess", "Tax", "Snow", "Opera", "Trams", "Bees", "Coins", "Mines", "Paint"]
    doc = page('<div class="tags">' + "".join(f'<a href="/tag/{w}">{w}</a>' for w in words) + "</div>")
    assert visible(doc, ()) == []
    assert visible(doc, (), frozenset({"opera"})) == words
    assert visible(doc, (), frozenset({"opera", "rain"})) == []


BLOCK = '<a rel="tag" href="/tag/1">Rain</a> <a rel="tag" href="/tag/2">Oslo</a>'


def test_an_article_that_wears_its_tags_as_classes_is_no_block():
    body = f'<div class="post-7 type-post hentry tag-rain tag-oslo">{TEXT}<p>Schlagworte: {BLOCK}</p></div>'
    assert visible(page(body), ()) == ["Rain", "Oslo"]


@pytest.mark.parametrize(
    "block",
    [
        '<div class="story-keywords"><div><b>Topics:</b> {}</div></div>',
        '<div class="story-tags"><div><h4>Archivado en:</h4><ul>{}</ul></div></div>',
        '<div><p><span>Mots-clefs :</span> {}</p></div>',
    ],
)
def test_a_block_may_begin_with_its_label(block):
    links = '<a href="/x/1">Rain</a> <a href="/x/2">Oslo</a>'
    doc = page(block.format(links))
    assert (visible(doc, ()) or labelled(doc, (), "")) == ["Rain", "Oslo"]


def test_a_block_named_just_tags_needs_no_more():
    assert visible(page('<div class="tags"><a href="Chess">Chess</a> <a href="Opera">Opera</a></div>'), ()) == [
        "Chess",
        "Opera",
    ]
    assert visible(page('<div class="tag-teaser"><a href="Chess">Chess</a> <a href="Opera">Opera</a></div>'), ()) == []


def test_the_only_block_marked_as_tags_counts_even_beside_the_text():
    beside = '<div class="sidebar"><div class="tags">{}</div></div>'
    assert visible(page(beside.format(BLOCK)), ()) == ["Rain", "Oslo"]
    others = BLOCK.replace("Rain", "Chess")
    assert visible(page(beside.format(BLOCK) + beside.format(others)), ()) == []
    cloud = BLOCK.replace("<a ", '<a class="tag-cloud-link" ')
    assert visible(page(beside.format(cloud)), ()) == []
    own = '<p class="tags"><a rel="tag" href="/tag/3">Harvest</a></p>'
    assert visible(page(beside.format(BLOCK) + own), ()) == ["Harvest"]


def test_controls_in_a_block_are_no_tags():
    more = '<a href="/p">Artikel drucken</a> <a href="/a">Get Alerts for these topics</a>'
    assert visible(page(f'<div class="tags">{BLOCK} {more}</div>'), ()) == ["Rain", "Oslo"]


def test_labels_that_only_tags_have_need_less_support_by_the_text():
    links = "".join(f'<a href="/s?{i}">{t}</a>' for i, t in enumerate(("Rain", "Chess", "Opera")))
    assert labelled(page(f"<div><span>标签 </span>{links}</div>"), (), "") == ["Rain", "Chess", "Opera"]
    assert labelled(page(f"<div><span>Topics </span>{links}</div>"), (), "") == []


def test_the_headline_supports_a_block_as_the_text_does():
    names = ["Fog", "Rail", "Chess", "Tax", "Snow", "Opera", "Trams", "Bees", "Coins", "Mines"]
    doc = page('<div class="tags">' + "".join(f'<a href="/tag/{w}">{w}</a>' for w in names) + "</div>")
    assert visible(doc, ()) == []
    assert visible(doc, (), about="Fog stops rail travel") == names
