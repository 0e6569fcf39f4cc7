from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://stork.example.pl/1</loc><news:news><news:publication><news:name>Stork</news:name>
<news:language>pl</news:language></news:publication><news:publication_date>2025-02-12T16:26:00+01:00</news:publication_date>
<news:title>Most otwarty</news:title></news:news><image:image><image:loc>https://stork.example.pl/p.jpg</image:loc></image:image></url>
<url><loc>https://stork.example.pl/2</loc><news:news><news:publication_date>2025-02-12</news:publication_date>
<news:title>Drugi</news:title></news:news></url>
<url><loc>https://stork.example.pl/about</loc></url>
</urlset>"""


def load_sitemap(tmp_path: Path, text: str) -> tk.Corpus:
    (tmp_path / "sitemap.xml").write_text(text, encoding="utf-8")
    return tk.load(tmp_path / "sitemap.xml")


def test_headlines_with_times(tmp_path: Path) -> None:
    corpus = load_sitemap(tmp_path, SITEMAP)
    items = corpus.news_list
    assert items["title"].tolist() == ["Most otwarty", "Drugi"]
    assert items["url"].tolist() == ["https://stork.example.pl/1", "https://stork.example.pl/2"]
    assert items["published_at"].tolist() == [
        pd.Timestamp("2025-02-12 15:26", tz="UTC"),
        pd.Timestamp("2025-02-11 23:00", tz="UTC"),
    ]
    assert items["published_precision"].tolist() == ["second", "day"]
    assert set(items["published_from"]) == {"sitemap"}
    assert corpus.report["status"].tolist() == ["loaded", "rejected"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (SITEMAP[:700], "broken"),
        (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://e.org/</loc></url></urlset>',
            "news:title",
        ),
        (
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://e.org/s.xml</loc></sitemap>'
            "</sitemapindex>",
            "index of 1",
        ),
    ],
)
def test_sitemaps_without_headlines_are_rejected(tmp_path: Path, text: str, reason: str) -> None:
    corpus = load_sitemap(tmp_path, text)
    assert corpus.report["status"].tolist() == ["rejected"]
    assert reason in corpus.report["reason"][0]


def test_entities_of_a_hostile_file_are_not_expanded(tmp_path: Path) -> None:
    text = '<!DOCTYPE x [<!ENTITY a "' + "x" * 1000 + '">]>' + SITEMAP.split("?>", 1)[1].replace("Drugi", "&a;" * 50)
    titles = load_sitemap(tmp_path, text).news_list["title"]
    assert all(len(t) < 100 for t in titles)


def test_an_encoding_that_nobody_knows(tmp_path: Path) -> None:
    corpus = load_sitemap(tmp_path, SITEMAP.replace("UTF-8", "x-klingon"))
    assert corpus.news_list["title"].tolist() == ["Most otwarty", "Drugi"]
