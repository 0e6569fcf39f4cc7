"""Metadata of pages made to break a reader: every other field is read, and nothing is flagged.

A reader that took time quadratic in these would hang here.
"""

import json

import pytest

from toolkit.extract.document import Document
from toolkit.extract.metadata import metadata

URL = "https://www.example.org/farming/rain-ruins-harvest"
HEADLINE = "Rain ruins the harvest"


def ld(source: str) -> str:
    return f'<script type="application/ld+json">{source}</script>'


ARTICLE = f'"@type":"NewsArticle","headline":"{HEADLINE}","datePublished":"2024-01-01"'
HOSTILE = {
    "deep graph": ld('{"@graph":' * 50_000 + "[]" + "}" * 50_000),
    "deep lists": ld("[" * 200_000 + "]" * 200_000),
    "deep author": ld("{" + ARTICLE + ',"author":' + '{"name":' * 900 + '"x"' + "}" * 900 + "}"),
    "five megabytes of keywords": f'<meta name="keywords" content="{"word one, " * 500_000}">',
    "one keyword of five megabytes": f'<meta name="keywords" content="{"word" * 1_250_000}">',
    "half a million keywords": ld("{" + ARTICLE + ',"keywords":' + json.dumps([f"w{i}" for i in range(500_000)]) + "}"),
    "a hundred thousand metas": "".join(f'<meta name="k{i}" content="v">' for i in range(100_000)),
    "a hundred thousand tags": "".join(f'<meta property="article:tag" content="tag {i}">' for i in range(100_000)),
    "unclosed strings": ld('{"a":"' * 200_000),
    "unclosed authors": ld('"author":[' * 100_000),
    "types": ld(json.dumps({"@type": [f"T{i}" for i in range(300_000)], "headline": HEADLINE})),
    "title of separators": "<title>" + " - " * 300_000 + "x</title>",
    "title of colons": '<meta property="og:title" content="' + "a: " * 300_000 + '">',
    "markup": '<meta property="og:title" content="' + "<b " * 300_000 + '">',
    "entities": '<meta name="author" content="' + "&amp;" * 300_000 + '">',
    "brackets": '<meta name="author" content="' + "(" * 1_000_000 + '">',
    "suffixes": '<meta name="author" content="' + ", Jr" * 300_000 + '">',
    "roles": '<meta name="author" content="Ann Lee ' + "the Staff Writer " * 60_000 + '">',
    "byline of a megabyte": '<div class="byline">' + "By Ann Lee and " * 70_000 + "</div>",
    "byline of spaces": '<div class="byline">By' + " " * 1_000_000 + "x</div>",
    "bylines": '<div class="byline">no</div>' * 100_000,
    "open bylines": "<b>By " + "<a href=x>" * 100_000 + "Ann",
    "signatures": '<p align="right">Ann Lee x' * 50_000,
    "labels": ">Autor:" * 150_000,
    "headings": "<h1>Rain in x</h1>" * 100_000,
    "tag links": '<a rel="tag" href="/tag/x">x</a>' * 100_000,
    "tag blocks": '<div class="tags"><a href=/tag/1>y</a></div>' * 50_000,
    "surrogates": '<meta name="keywords" content="\udfff,a b"><meta name="author" content="\ud800">',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name):
    hostile = HOSTILE[name]
    head, body = (hostile, "") if hostile.startswith(("<meta", "<title", "<script")) else ("", hostile)
    text = "<p>" + "The council said that the rain was heavy and the harvest of the farmers is lost. " * 5 + "</p>"
    html = (f'<html lang="en"><head><meta property="article:section" content="Farming"></head><body>'
            f"<h1>{HEADLINE}</h1>{text}{body}</body></html>").replace("</head>", f"{head}</head>")
    doc = Document(html, URL)
    article = metadata(doc, URL)
    assert [f for f in article.flags if "not read" in f] == []
    assert (article.section, article.language, article.canonical_url) == ("Farming", "en", URL)
    assert len(article.authors) <= 20
    assert len(article.tags) <= 60
    assert all(len(n) <= 80 for n in article.authors + article.tags)
    if "title" not in name and name not in ("markup", "headings"):
        assert article.title == HEADLINE


@pytest.mark.parametrize(("authors", "number"), [
    ([{"@type": "Person", "name": f"Ann Lee{i}"} for i in range(100_000)], 20),
    (", ".join(["Ann Lee", "Bo Day"] * 50_000), 2),
])
def test_a_hundred_thousand_authors(authors, number):
    node = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2024-01-01", "author": authors}
    found = metadata(Document(ld(json.dumps(node)), URL), URL).authors
    assert len(found) == number
    assert found[0].startswith("Ann Lee")
