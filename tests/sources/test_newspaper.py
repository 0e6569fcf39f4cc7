"""newspaper3k's article objects and its reading of the same pages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from newspaper import Article as Newspaper3kArticle

import toolkit as tk

WORDS = (
    "The council of Lindholm voted on Tuesday for a new bridge over the river, and many people came to watch it. " * 6
)
HTML = (
    '<html lang="en"><head><title>Council votes for a bridge</title>{head}</head><body><article>'
    f"<h1>Council votes for a bridge</h1><p>{WORDS}</p><p>{WORDS}</p></article></body></html>"
)


def parsed(url: str, head: str = "") -> Newspaper3kArticle:
    article = Newspaper3kArticle(url)
    article.download(input_html=HTML.format(head=head))
    article.parse()
    return article


def test_a_date_from_the_address_is_a_day_from_the_address() -> None:
    corpus = tk.load(parsed("https://example.pl/2025/02/12/bridge"), time_zone="Europe/Warsaw")
    article = corpus.articles.iloc[0]
    assert article["published_at"] == pd.Timestamp("2025-02-11 23:00", tz="UTC")
    assert (article["published_precision"], article["published_from"]) == ("day", "url")
    assert article["source_format"] == "newspaper3k"
    assert "The council of Lindholm voted" in article["text"]


def test_a_time_with_offset_keeps_its_instant() -> None:
    head = '<meta property="article:published_time" content="2025-02-12T16:26:00+02:00">'
    article = tk.load([parsed("https://example.pl/bridge", head)]).articles.iloc[0]
    assert article["published_at"] == pd.Timestamp("2025-02-12 14:26", tz="UTC")
    assert (article["published_precision"], article["published_from"], article["time_zone_from"]) == (
        "second",
        "meta",
        "stamp",
    )


def test_an_article_without_a_date_has_none() -> None:
    article = tk.load(parsed("https://example.pl/bridge")).articles.iloc[0]
    assert pd.isna(article["published_at"])
    assert article["published_precision"] == "none"


def test_an_unparsed_article_is_rejected_with_advice() -> None:
    report = tk.load([Newspaper3kArticle("https://example.pl/x"), parsed("https://example.pl/y")]).report
    assert report["status"].tolist() == ["rejected", "loaded"]
    assert "parse()" in report["reason"][0]


def test_pages_read_by_newspaper3k_fill_the_same_table(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://example.pl/2025/02/12/bridge">'
    (tmp_path / "page.html").write_text(HTML.format(head=head), encoding="utf-8")
    article = tk.load(tmp_path, reader="newspaper3k").articles.iloc[0]
    assert article["canonical_url"] == "https://example.pl/2025/02/12/bridge"
    assert (article["published_precision"], article["published_from"]) == ("day", "url")
    assert article["source_format"] == "html"
    best = tk.load(tmp_path).articles
    assert best.columns.tolist() == article.index.tolist()


@pytest.mark.parametrize("reader", ["newspaper", "fast", ""])
def test_an_unknown_reader_is_an_error(reader: str, tmp_path: Path) -> None:
    with pytest.raises(tk.OptionError, match="newspaper3k"):
        tk.load(tmp_path, reader=reader)
