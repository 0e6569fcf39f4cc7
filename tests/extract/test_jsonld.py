"""Linked data: flat, mended, and never an exception."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract import jsonld
from toolkit.extract.document import Document


def page(*scripts: str) -> Document:
    body = "".join(f'<script type="application/ld+json">{s}</script>' for s in scripts)
    return Document(f"<html><head>{body}</head><body></body></html>", "https://example.org/news/rain-1")


def test_graph_arrays_and_nested_entities_come_out_flat():
    doc = page(
        '{"@context": "https://schema.org",'
        ' "@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "A"}]}',
        '[{"@type": "BreadcrumbList"}, {"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "B"}}]',
    )
    assert [sorted(jsonld.types(n)) for n in jsonld.nodes(doc)] == [
        ["website"],
        ["newsarticle"],
        ["breadcrumblist"],
        ["webpage"],
        ["article"],
    ]


def test_other_pages_articles_stay_closed():
    doc = page('{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "other"}]}')
    assert [jsonld.types(n) for n in jsonld.nodes(doc)] == [{"itemlist"}]
    assert jsonld.article(doc) is None


def test_article_that_names_this_page_wins():
    doc = page(
        '{"@type": "NewsArticle", "headline": "Other", "datePublished": "2024-01-01", "url": "/news/other-2"}',
        '{"@type": ["Article", "http://schema.org/NewsArticle"], "headline": "Rain",'
        ' "mainEntityOfPage": {"@id": "https://example.org/news/rain-1/"}}',
    )
    assert jsonld.article(doc)["headline"] == "Rain"


def test_web_page_stands_in_only_where_there_is_no_article():
    web = '{"@type": "WebPage", "headline": "P", "datePublished": "2024-01-01"}'
    assert jsonld.article(page(web))["headline"] == "P"
    assert jsonld.article(page(web, '{"@type": "Article", "headline": "A"}'))["headline"] == "A"


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": "Two\nlines"}',
        '<!-- {"@type": "NewsArticle", "headline": "Two lines"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Two lines"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "Two lines",}',
        '{"@type": "NewsArticle"\n"headline": "Two lines"}',
        '{"@type": "NewsArticle", "headline": "Two lines"};',
        '{"@type": "NewsArticle", "headline": "Two lines"} {"@type": "Thing"}',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Two lines&quot;}",
        '{"@type": "NewsArticle", "headline": "Two lines", "articleBody": "cut in the mid',
        '{"@type": "NewsArticle", "headline": "Two lines", "description": "a "quoted" word"}',
        '{"@type": "NewsArticle", "description": "bad \\escape", "headline": "Two lines"}',
    ],
)
def test_broken_json_is_mended(broken):
    node = jsonld.article(page(broken))
    assert jsonld.text(node, "headline") == "Two lines"


def test_author_name_survives_unreadable_json():
    node = jsonld.article(
        page(
            '{"@type": "Article", "headline": "H",'
            ' "author": [{"@type": "Person", "name": "Ann Lee"}],'
            ' "description": "a "b" c"}'
        )
    )
    assert jsonld.strings(node["author"]) == ["Ann Lee"]


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"@graph":' * 50_000 + "1" + "}" * 50_000,
        "9" * 100_000,
        '"' * 99_999,
        "NaN",
        "null",
        '{"@type": {"@type": []}, "url": 7, "headline": [[[]]], "mainEntityOfPage": [[1]], "datePublished": {}}',
        '{"@type": null, "@graph": {"@graph": {"@graph": "x"}}}',
        "[[[[[[1]]]]]]",
        "\x00{",
        '{"a":1' * 2000,
    ],
)
def test_hostile_json_raises_nothing(hostile):
    doc = page(hostile)
    for node in jsonld.nodes(doc):
        jsonld.types(node)
        jsonld.text(node, "headline", "url", "author")
    jsonld.article(doc)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["@type", "@id", "@graph", "headline", "url", "mainEntity", "mainEntityOfPage", "author", "name"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_any_json_value_reads_as_objects(value):
    doc = page(json.dumps(value).replace("</", "<\\/"))
    found = jsonld.nodes(doc)
    assert all(isinstance(n, dict) for n in found)
    assert jsonld.article(doc) is None or jsonld.article(doc) in found


def test_entities_escaped_twice_are_read():
    assert jsonld.clean("Rain &amp;amp; wind\n  tonight") == "Rain & wind tonight"
