"""Addresses: one article, one address, one id."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract.urls import article_id, canonical_url, host_of


@pytest.mark.parametrize(
    ("found", "cleaned"),
    [
        ("https://example.org/news/1", "https://example.org/news/1"),
        ("https://example.org", "https://example.org/"),
        ("HTTP://User:pw@Example.ORG:80/News", "http://example.org/News"),
        ("https://example.org/a?utm_source=x&utm_medium=y", "https://example.org/a"),
        ("https://example.org/a?id=5&fbclid=z&page=2", "https://example.org/a?id=5&page=2"),
        ("https://example.org/a#comments", "https://example.org/a"),
        ("https://example.org/%d0%bd%D0%BE", "https://example.org/%D0%BD%D0%BE"),
        ("https://example.org/но", "https://example.org/%D0%BD%D0%BE"),
        ("https://example.org:8443/a b", "https://example.org:8443/a%20b"),
        ("  https://example.org/a\n", "https://example.org/a"),
        ("/relative/path", None),
        ("mailto:a@example.org", None),
        ("javascript:void(0)", None),
        ("", None),
        (None, None),
        ("https://", None),
        ("http://[::1", None),
        ("https://exa mple.org/", None),
    ],
)
def test_canonical_url(found, cleaned):
    assert canonical_url(found) == cleaned


@given(st.text(max_size=60) | st.text(alphabet=string.printable, max_size=60).map("https://example.org/".__add__))
def test_cleaning_twice_changes_nothing(url):
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once


@given(st.text(max_size=80))
def test_any_text_has_an_id(value):
    assert len(article_id(value)) == 16
    assert int(article_id(value), 16) >= 0


def test_id_ignores_what_is_no_difference():
    same = {article_id(u) for u in ("https://www.example.org/a/?p=1", "http://example.org/a?p=1")}
    assert len(same) == 1
    assert article_id("https://example.org/a?p=2") not in same


@pytest.mark.parametrize(
    ("given_", "host"),
    [
        ("https://www.Example.org:8080/a", "example.org"),
        ("news.example.org", "news.example.org"),
        (None, None),
        ("", None),
        ("http://[::1", None),
        ("example.org/path", "example.org"),
    ],
)
def test_host_of(given_, host):
    assert host_of(given_) == host
