"""Metadata: the fields together, their origins, and one field's failure costing no other."""

import pytest

from toolkit.extract import metadata as module
from toolkit.extract.document import Document
from toolkit.extract.metadata import metadata

PAGE = """<html lang="en"><head>
<title>Rain ruins the harvest | Daily Example</title>
<meta property="og:site_name" content="Daily Example"><meta property="og:title" content="Rain ruins the harvest">
<meta property="og:description" content="Farmers in the north lost half of their wheat in one night.">
<meta name="author" content="Ann Lee"><meta name="news_keywords" content="Rain,Harvest,Daily Example">
<meta property="article:section" content="Farming">
<link rel="canonical" href="/farming/rain-ruins-harvest?utm_source=x">
</head><body><h1>Rain ruins the harvest</h1></body></html>"""
URL = "https://www.example.org/farming/rain-ruins-harvest?ref_src=feed#top"


def test_every_field_says_where_it_came_from():
    article = metadata(Document(PAGE, URL), URL)
    filled = {
        "title": "Rain ruins the harvest",
        "authors": ["Ann Lee"],
        "tags": ["Rain", "Harvest"],
        "section": "Farming",
        "language": "en",
        "lead": "Farmers in the north lost half of their wheat in one night.",
        "canonical_url": "https://www.example.org/farming/rain-ruins-harvest",
    }
    assert {name: article[name] for name in filled} == filled
    assert set(filled) == set(article.origin)
    assert article.flags == []
    assert article.url == URL


@pytest.mark.parametrize(
    ("link", "canonical"),
    [
        ("https://www.example.org/a/b", "https://www.example.org/a/b"),
        ("https://m.example.org/a/b", "https://m.example.org/a/b"),
        ("https://www.example.org/", "https://www.example.org/farming/rain-ruins-harvest"),
        ("https://other.net/a/b", "https://www.example.org/farming/rain-ruins-harvest"),
        ("https://[broken", "https://www.example.org/farming/rain-ruins-harvest"),
        ("javascript:void(0)", "https://www.example.org/farming/rain-ruins-harvest"),
    ],
)
def test_canonical_link_is_checked_against_the_address(link, canonical):
    doc = Document(f'<link rel="canonical" href="{link}">', URL)
    assert metadata(doc, URL).canonical_url == canonical


def test_canonical_link_without_an_address():
    assert (
        metadata(Document('<link rel="canonical" href="https://example.org/a">'), None).canonical_url
        == "https://example.org/a"
    )
    assert metadata(Document("<p>"), None).canonical_url is None


@pytest.mark.parametrize(
    "reader", ["title", "language", "authors", "tags", "section", "site_names", "_lead", "_canonical"]
)
def test_one_failing_reader_costs_no_other_field(monkeypatch, reader):
    def fail(*args, **options):
        raise RuntimeError("broken")

    monkeypatch.setattr(module, reader, fail)
    article = metadata(Document(PAGE, URL), URL)
    assert any("RuntimeError" in flag for flag in article.flags)
    assert (
        sum(bool(article[f]) for f in ("title", "language", "authors", "tags", "section", "lead", "canonical_url")) >= 6
    )


def test_lead_is_not_the_headline_again():
    doc = Document(
        '<meta property="og:title" content="Rain ruins the whole harvest"><meta property="og:description" '
        'content="Rain ruins the whole harvest!">'
    )
    assert metadata(doc, None).lead is None
