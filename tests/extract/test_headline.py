"""The element that shows the headline."""

import pytest

from toolkit.extract.document import Document
from toolkit.extract.headline import headline, unmarked

TITLE = "<title>Rain ruins the harvest in the north_North_Daily Example</title>"


def element(page: str) -> str | None:
    found = headline(Document(f"<html><head>{TITLE}</head><body>{page}</body></html>"))
    return None if found is None else found.attributes.get("id") or found.tag


@pytest.mark.parametrize(("page", "expected"), [
    ("<h1 id=a>Daily Example</h1><h1 id=b>Rain ruins the harvest in the north</h1>", "b"),
    ("<h1></h1><h2 id=c>Rain ruins the harvest in the north</h2>", "c"),
    ("<h1></h1><div id=d>Rain ruins the harvest in the north</div>", "d"),
    ("<li><b id=e>Rain ruins the harvest in the north</b></li><p id=f>Rain ruins the harvest in the north</p>", "f"),
    ("<a href=/x id=g>Rain ruins the harvest in the north</a><h1 id=h>Other words stand here</h1>", "h"),
    ("<p id=i>Rain ruins</p><h1 id=j>Other words stand here</h1>", "j"),  # too small a part of the title
    ("<p>Nothing alike</p>", None),
])
def test_headline(page, expected):
    assert element(page) == expected


def test_unmarked_headline_over_inline_elements():
    doc = Document(f"{TITLE}<body><div>Rain ruins <b>the harvest</b> in the north</div>")
    assert unmarked(doc)[1] == "Rain ruins the harvest in the north"


def test_scripts_beside_the_headline_are_not_its_text():
    doc = Document(f"{TITLE}<body><div><script>var a = 1;</script>Rain ruins the harvest in the north</div>")
    assert unmarked(doc)[1] == "Rain ruins the harvest in the north"


@pytest.mark.parametrize("page", ["", "<title>", "<title>Rain</title>", "<title>Rain ruins the harvest</title><body>"])
def test_nothing_shown(page):
    assert unmarked(Document(page)) is None
