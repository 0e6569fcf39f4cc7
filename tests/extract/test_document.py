"""The parsed page: each part found once."""

import pytest

from toolkit.extract.chrome import is_chrome, plain_text
from toolkit.extract.document import Document


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


def test_main_parts_are_what_holds_them():
    doc = Document('<div id="a"><main><h1>Rain</h1></main></div><div id="b"><h1>Wind</h1></div><div id="c"></div>')
    ids = {i: doc.tree.css_first(f"#{i}").mem_id for i in "abc"}
    holds = {i: [tag for tag, around in doc.main_parts.items() if ids[i] in around] for i in ids}
    assert holds == {"a": ["main", "h1"], "b": ["h1"], "c": []}


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
