"""Pages made to take long: what is beyond the bounds is left out, and the rest is read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.extract.bounds import MAX_ATTRIBUTES, MAX_DEPTH, bounded, few_attributes, shallow
from toolkit.extract.document import Document


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


def attributes(count: int, form: str = 'a{}="{}"') -> str:
    return " ".join(form.format(i, i) for i in range(count))


@pytest.mark.parametrize("form", ["a{}", "a{}={}", 'a{}="{}"', "a{} = '{} > {}'", 'a{}="<{}"', 'a{}="x"/',
                                  'a{}="<b>"'])
@pytest.mark.parametrize("count", [20_000, 200_000])
def test_attributes_are_bounded_and_the_rest_is_read(form, count):
    long = attributes(count, form.replace("{} > {}", "{} > b"))
    doc = Document(f"<title>Rain</title><h1>Before</h1><div {long}>Within</div><h2 id=b class=c>After</h2>")
    assert doc.tree.css_first("h1").text() == "Before"
    div = doc.tree.css_first("div")
    assert div.text() == "Within"
    assert list(div.attributes)[:2] == ["a0", "a1"]
    assert len(div.attributes) <= 4 * MAX_ATTRIBUTES
    assert doc.tree.css_first("h2").attributes == {"id": "b", "class": "c"}


def test_many_such_elements_among_many_others():
    html = ("<p>plain</p>" * 500 + f"<i {attributes(4_000)}>x</i>" * 3) * 10
    tree = Document(html).tree
    assert len(tree.css("p")) == 5_000
    assert len(tree.css("i")) == 30
    assert max(len(n.attributes) for n in tree.css("i")) <= 4_000


@pytest.mark.parametrize(
    "html",
    [
        "<script>if (a <b) {" + "var c = d; " * 20_000 + "}</script><p>x</p>",
        '<script type="application/ld+json">{"a": "1 <b ' + "and so on " * 20_000 + '"}</script><p>x</p>',
        "<style>" + "a {color: red}\n" * 20_000 + "</style><p>x</p>",
        "<p>" + "words and more words " * 20_000,
        '<img src="data:image/png;base64,' + "QUJD/+" * 50_000 + '">',
        f"<p {attributes(900)}>" * 5,
        "a < b " * 20_000,
        "<" * 100_000,
        ">" * 100_000,
        "",
    ],
)
def test_long_texts_scripts_and_values_are_left_as_they_are(html):
    assert few_attributes(html) is html


PIECES = ["<a ", "<p", ">", '"', "'", "=", "/", " b", " c=1", " d='<x>'", "<!--", "-->", "<script>", "</script>", "w "]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(1, 3_000))
def test_no_page_raises_and_short_ones_come_back(pieces, times):
    html = "".join(pieces) * times
    assert len(bounded(html)) <= len(html)
    assert Document(html).heads is not None
    if len(html) < 4_000:
        assert bounded(html) is html


LINK = '<a href="/2025/02/12/storm-closes-all-ports-{}">Storm closes all ports of the north, part {}</a>'


@pytest.mark.parametrize(
    ("html", "items"),
    [
        ("<ul>" + "".join("<li>" + LINK.format(10_000 + i, i) for i in range(20_000)) + "</ul>", 6_000),
        ("<div>" * 20_000 + LINK.format(10_000, 1) * 3, 0),
        ("<b><i><a>" * 30_000 + "".join(f"<p>{LINK.format(10_000 + i, i)}</p>" for i in range(5)), None),
        ("<!--x-->" * 200_000 + "".join(f"<p>{LINK.format(10_000 + i, i)}</p>" for i in range(5)), 5),
        ("".join("<li>" + LINK.format(10_000 + i, "word 12:30 " * 2_000) for i in range(50)), 50),
        (f'<p title="{"x " * 1_000_000}">' + "".join(f"<p>{LINK.format(10_000 + i, i)}" for i in range(5)), 5),
        (f"<body {attributes(50_000)}>" + "".join(f"<p>{LINK.format(10_000 + i, i)}</p>" for i in range(5)), 5),
        ("<div class=shop><h1>x</h1>" * 400 + "".join(f"<p>{LINK.format(10_000 + i, i)}</p>" for i in range(5)), None),
    ],
    ids=["links", "deep", "formatting", "comments", "titles", "value", "attributes", "advertisements"],
)
def test_lists_on_hostile_pages(html, items):
    found = tk.read_page(html, "https://news.example/2025/02/12/own-story-of-the-day-12345", body=False).news_list
    assert items is None or len(found) == items
