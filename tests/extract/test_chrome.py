"""What belongs to the site and what to the article."""

import pytest

from toolkit.extract.chrome import is_chrome, main_part
from toolkit.extract.document import Document

TEXT = "<p>The rain ruined the harvest.</p>" * 3


@pytest.mark.parametrize(("page", "tag"), [
    (f"<nav>x</nav><main><h1>Rain</h1>{TEXT}</main>", "main"),
    (f'<nav>x</nav><div role="main"><h1>Rain</h1>{TEXT}</div>', "div"),
    (f"<nav>x</nav><section><article><h1>Rain</h1>{TEXT}</article></section>", "section"),
    (f"<main><h1>Rain</h1></main>{TEXT}", "body"),
    (f"<h1>Rain</h1>{TEXT}", "body"),
    (TEXT, "body"),
    ("", "body"),
])
def test_main_part(page, tag):
    part = main_part(Document(f"<html><body>{page}</body></html>"))
    assert part is not None
    assert part.tag == tag


@pytest.mark.parametrize(("page", "expected"), [
    ("<article><h1>Rain</h1><footer><b>x</b></footer></article>", False),
    ("<article><h1>Rain</h1><footer><nav><b>x</b></nav></footer></article>", True),
    ("<main><h1>Rain</h1></main><footer><b>x</b></footer>", True),
    ('<h1>Rain</h1><div class="related"><b>x</b></div>', True),
    ('<div class="related"><h1>Rain</h1><b>x</b></div>', False),
    ("<h1>Rain</h1><p><b>x</b></p>", False),
])
def test_is_chrome(page, expected):
    doc = Document(f"<html><body>{page}</body></html>")
    node = doc.tree.css_first("b")
    assert node is not None
    assert is_chrome(doc, node) is expected
