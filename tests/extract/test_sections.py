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
