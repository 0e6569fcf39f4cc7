"""Headline: the outlet's own, without kicker and site name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract import jsonld
from toolkit.extract.document import Document
from toolkit.extract.titles import tidy, title

SITE = frozenset({"dailyexample", "exampleorg"})


def read(head: str = "", body: str = "", names: frozenset[str] = SITE):
    doc = Document(f"<html><head>{head}</head><body>{body}</body></html>", "https://example.org/a/b-c-d")
    return title(doc, jsonld.article(doc), names)


def og(text: str) -> str:
    return f'<meta property="og:title" content="{text}">'


def ld(text: str) -> str:
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-01-01","headline":'
        f'"{text}"}}</script>'
    )


@pytest.mark.parametrize("name", ["Daily Example", "DAILY EXAMPLE", "example.org"])
@pytest.mark.parametrize("mark", [" | ", " - ", " – ", " — ", " · ", " • ", "｜"])
def test_site_name_goes_at_either_end(name, mark):
    assert read(f"<title>Harvest fails again{mark}{name}</title>").text == "Harvest fails again"
    assert read(f"<title>{name}{mark}Harvest fails again</title>").text == "Harvest fails again"


def test_dash_inside_the_headline_stays():
    assert (
        read("<title>Harvest fails again - and nobody cares</title>").text == "Harvest fails again - and nobody cares"
    )


def test_section_tail_goes_where_another_statement_shows_it_is_none_of_the_headline():
    found = read("<title>Harvest fails again - Farming</title>" + og("Harvest fails again"))
    assert found.text == "Harvest fails again"


def test_declared_headline_goes_before_the_variant_for_search_engines():
    found = read(ld("Harvest fails again") + og("Wheat crisis: why harvest failed") + "<title>Wheat</title>")
    assert (found.text, found.origin) == ("Harvest fails again", "json-ld headline")


def test_declared_headline_that_has_nothing_to_do_with_the_page_is_passed_over():
    found = read(ld("Farming") + og("Wheat crisis deepens"), "<h1>Wheat crisis deepens</h1>")
    assert found.text == "Wheat crisis deepens"


def test_cut_headline_gives_way_to_the_whole_one():
    found = read(ld("Wheat crisis deepens as rain…"), "<h1>Wheat crisis deepens as rain stays away</h1>")
    assert found.text == "Wheat crisis deepens as rain stays away"


def test_agreement_decides_without_linked_data():
    head = og("Wheat crisis deepens") + "<title>Buy wheat now | Daily Example</title>"
    assert read(head, "<h1>Wheat crisis deepens</h1>").text == "Wheat crisis deepens"
    head = og("Wheat crisis deepens") + "<title>Rain at last | Daily Example</title>"
    assert read(head, "<h1>Rain at last</h1>").text == "Rain at last"


@pytest.mark.parametrize("kicker", ["Farming: ", "Farming - ", "Farming | "])
def test_kicker_of_the_heading_goes(kicker):
    found = read(
        og("Wheat crisis deepens everywhere"), f"<h1><span>{kicker}</span>Wheat crisis deepens everywhere</h1>"
    )
    assert found.text == "Wheat crisis deepens everywhere"


def test_two_different_kickers_go():
    found = read(
        og("Drought in spring: wheat crisis deepens everywhere"), "<h1>Farming - wheat crisis deepens everywhere</h1>"
    )
    assert found.text == "wheat crisis deepens everywhere"


def test_heading_with_the_site_name_is_no_headline():
    assert read(og("Wheat crisis"), "<h1>Daily Example</h1>").text == "Wheat crisis"


def test_label_of_a_box_is_no_headline():
    assert read("<title>Wheat crisis deepens everywhere</title>", "<h1>Reviews</h1>").text.startswith("Wheat crisis")


def test_svg_title_is_no_title():
    assert read("", "<svg><title>Icon</title></svg>") is None


def test_soft_hyphens_and_double_entities_go_but_persian_joiners_stay():
    assert tidy("Wirt\u00adschaft &amp;amp; Markt\u200b") == "Wirtschaft & Markt"
    assert tidy("می\u200cخواهد") == "می\u200cخواهد"


def test_page_without_title():
    assert read() is None


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_text_reads(a, b, c):
    doc = Document("")
    doc.__dict__["metas"] = {"og:title": [a], "twitter:title": [b]}
    found = title(doc, {"headline": c}, SITE)
    assert found is None or found.text == found.text.strip() != ""


@pytest.mark.parametrize(("page", "url", "expected"), [
    ("<title>大雨毁坏北方的收成_东区办事处_示例网</title><body><h1></h1><div>大雨毁坏北方的收成</div>", None,
     "大雨毁坏北方的收成"),
    ("<title>Example</title><h2>Rain ruins: the &ndash; whole harvest</h2>",
     "https://example.org/rain-ruins-the-whole-harvest/", "Rain ruins: the – whole harvest"),
    ('<title>Rain ruins "half" of all - Example</title><meta property="og:title" content="Rain ruins "half" of all">'
     '<h1>Rain ruins "half" of all</h1>', None, 'Rain ruins "half" of all'),
    ('<title>Rain ruins the harvest</title><meta property="og:title" content="rain-harvest-2018">', None,
     "Rain ruins the harvest"),
    ("<title>Example » Does the rain ruin the harvest?</title><h1>Example</h1>", None,
     "Does the rain ruin the harvest?"),
    ("<title>Rain ruins the whole harvest ‹ Friends of Rain</title>"
     "<h2>Rain ruins the whole harvest</h2>", None, "Rain ruins the whole harvest"),
    ("<title>Rain ruins the whole harvest - Government</title><h1>Portal of the Province</h1>"
     "<h2>Rain ruins the whole harvest</h2>", None, "Rain ruins the whole harvest"),
    ("<title>Column of the day: Rain ruins the whole harvest</title><h1>Charts, maps, quotes of today</h1>"
     "<div>Rain ruins the whole harvest</div>", None, "Rain ruins the whole harvest"),
    ("<title>Example</title><h2>All articles</h2>", "https://example.org/rain-ruins-the-whole-harvest/", None),
])
def test_headline_without_a_heading(page, url, expected):
    found = title(Document(page, url), None, frozenset({"example"}))
    assert (found and found.text) == expected


def test_site_before_the_title_is_told_by_the_heading():
    whole = "Unknown Herald - Rain ruins the whole harvest"
    head = f"<title>{whole}</title>" + og(whole)
    assert read(head, '<h2 class="itemTitle">Rain ruins the whole harvest</h2>').text == "Rain ruins the whole harvest"
    assert read(head, "<h2 class='itemTitle'>Harvest</h2>").text == whole


def test_supplier_in_brackets_goes_where_the_heading_lacks_it():
    head = ld("Rain ruins the whole harvest (Example Wire)")
    assert read(head, "<h1>Rain ruins the whole harvest</h1>").text == "Rain ruins the whole harvest"
    whole = "Rain ruins the whole harvest (and the wine)"
    assert read(ld(whole), f"<h1>{whole}</h1>").text == whole


def test_kicker_inside_the_heading():
    body = '<h1><span class="article-kicker">Farming:</span> <span>Rain ruins the whole harvest</span></h1>'
    assert read(ld("Farming: Rain ruins the whole harvest"), body).text == "Rain ruins the whole harvest"
