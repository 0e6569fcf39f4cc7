"""Section: linked data, metas, breadcrumbs."""

import pytest

from toolkit.extract import jsonld
from toolkit.extract.document import Document
from toolkit.extract.sections import section

SITE = frozenset({"dailyexample"})
CRUMBS = (
    '<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": ['
    '{"@type": "ListItem", "position": 1, "name": "Daily Example"},'
    '{"@type": "ListItem", "position": 2, "item": {"@id": "/farming", "name": "Farming"}},'
    '{"@type": "ListItem", "position": 3, "name": "Rain ruins the harvest"}]}</script>'
)


def read(html: str):
    doc = Document(html)
    return section(doc, jsonld.article(doc), "Rain ruins the harvest", SITE)


@pytest.mark.parametrize(
    ("html", "name", "origin"),
    [
        (
            '<script type="application/ld+json">'
            '{"@type":"NewsArticle","headline":"R","articleSection":["Farming","News"]}'
            "</script>",
            "Farming",
            "json-ld articleSection",
        ),
        ('<meta property="article:section" content="Farming">', "Farming", "meta article:section"),
        ('<meta property="article:section" content="Post,Farming,Home Page">', "Farming", "meta article:section"),
        ('<meta property="article:section" content="Arts, Culture &amp; Sport">', "Arts, Culture & Sport",
         "meta article:section"),
        (CRUMBS, "Farming", "json-ld breadcrumbs"),
        ('<p class="links"><a href="/">示例网</a> &gt; <a href="/s">股票</a> &gt; <a href="/b">股市</a> &gt; 正文</p>',
         "股市", "visible breadcrumbs"),
        ('<p><a href="/">Home</a> <i>»</i> <a href="/f">Farming</a> » Rain ruins the harvest</p>', "Farming",
         "visible breadcrumbs"),
        ('<p><a href="/1">First page</a> &gt; <a href="/2">Second page</a></p>', None, None),  # no home: pages
        ('<div class="post_crumb"><a href="/">Daily Example</a> / <a href="/f">Farming</a></div>', "Farming",
         "visible breadcrumbs"),
        ('<meta property="article:section" content="https://example.org/farming">', None, None),
        (
            '<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": {"name": 1}}</script>',
            None,
            None,
        ),
        ("", None, None),
    ],
)
def test_section(html, name, origin):
    assert read(html) == (name, origin)


@pytest.mark.parametrize(
    ("body", "name", "origin"),
    [
        ('<ol class="breadcrumb"><li><a href="/">Home</a><li><a href="/f">Farming</a><li>Rain</ol>', "Farming",
         "visible breadcrumbs"),
        ('<div class="crumbs"><a href="/">Daily Example</a> / <a href="/f">Farming</a></div>', "Farming",
         "visible breadcrumbs"),
        (f'<article class="with-breadcrumb"><a href="/f">Farming</a>{"Rain. " * 80}</article>', None, None),
        ('<a href="/category/oats" rel="category tag">Oats</a>', "Oats", "link to the category"),
        ('<a href="/zprávy">X</a><a href="/zemedelstvi/">Zemědělství</a>', "Zemědělství", "link to the section"),
        ('<nav><a href="/zemedelstvi">Все разделы</a></nav>', "Все разделы", "link to the section"),
        ('<nav><a href="/zemedelstvi">See more</a></nav>', None, None),
    ],
)
def test_section_that_only_a_reader_sees(body, name, origin):
    doc = Document(body, "https://example.org/zemedelstvi/2024/rain-ruins-the-harvest")
    assert section(doc, None, "Rain ruins the harvest", SITE) == (name, origin)


def test_folder_of_a_person_is_no_section():
    doc = Document('<a href="/authors/ann-lee">Ann Lee</a>', "https://example.org/authors/ann-lee/rain")
    assert section(doc, None, "Rain", SITE) == (None, None)


@pytest.mark.parametrize("mark", ['class="breadcumb"', 'id="hierarchie"', 'class="fil-ariane"', 'class="topicpath"'])
def test_other_names_of_breadcrumbs(mark):
    doc = Document(f'<div {mark}><a href="/">Home</a> <a href="/f">Farming</a></div>')
    assert section(doc, None, "Rain", SITE).name == "Farming"
