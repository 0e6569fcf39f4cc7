"""The parsed page: found once, bounded in depth."""

import pytest

from toolkit.extract.chrome import is_chrome, plain_text
from toolkit.extract.document import MAX_DEPTH, Document, shallow


def test_metas_by_every_name():
    doc = Document(
        '<meta name="Author" content="A"><meta property="og:title" content=" T "><meta itemprop="x" content="1">'
        '<meta http-equiv="Content-Language" content="uk"><meta name="empty" content="">'
    )
    assert doc.metas == {"author": ["A"], "og:title": [" T "], "x": ["1"], "content-language": ["uk"]}
    assert doc.meta("nothing", "og:title") == "T"
    assert doc.meta("empty") is None


@pytest.mark.parametrize(
    ("html", "base"),
    [
        ('<base href="/news/">', "https://example.org/news/"),
        ("<p>", "https://example.org/a/b"),
        ('<base href="https://[broken">', "https://example.org/a/b"),
    ],
)
def test_base_url(html, base):
    assert Document(html, "https://example.org/a/b").base_url == base


def test_canonical_link():
    doc = Document('<link rel="icon" href="/i"><link rel="Canonical nofollow" href=" /c "><link rel="canonical">')
    assert doc.canonical_link == "/c"
    assert Document('<link rel="canonical">').canonical_link is None


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<div>" * 50_000 + "x" + "</div>" * 50_000,
        "<ul><li>" * 50_000,
        "<div class='a'>" * 60_000,
        '<div "' * 30_000,
    ],
)
def test_depth_is_bounded(html):
    doc = Document(html)
    depth, node = 0, doc.tree.body
    while node is not None:
        depth, node = depth + 1, node.first_child
    assert depth <= 2 * MAX_DEPTH + 10


def test_ordinary_pages_are_left_as_they_are():
    html = "<html><body>" + "<div><p>Rain<br>and wind</p></div>" * 20_000
    assert shallow(html) is html


def test_text_at_great_depth_is_kept():
    assert "deep words" in Document("<div>" * 20_000 + "deep words").tree.body.text()


def test_what_holds_the_heading_is_no_chrome():
    doc = Document(
        '<div class="page with sidebar"><h1>Rain in the north</h1><p id="a">x</p>'
        '<div class="sidebar"><p id="b">y</p></div></div>'
    )
    assert not is_chrome(doc, doc.tree.css_first("#a"))
    assert is_chrome(doc, doc.tree.css_first("#b"))


def test_plain_text_takes_paragraphs():
    doc = Document("<p>short</p><p>" + "many words here " * 10 + "</p><div>no</div>")
    assert plain_text(doc) == "many words here " * 10
