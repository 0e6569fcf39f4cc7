from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from toolkit.sources.feeds import html_text, plain_text

FULL = "<p>" + "The harbour ferry runs at night from June, said the council. " * 8 + "</p><p>Tickets stay cheap.</p>"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Stork Daily</title><link>https://stork.example.pl/</link><language>en-gb</language>
<item><title>Ferry &amp;amp; night boats</title><link>https://stork.example.pl/1?utm_source=rss</link>
<pubDate>Wed, 12 Feb 2025 16:26:00 +0100</pubDate><dc:creator>Ada Brook</dc:creator><category>Ferries</category>
<description>Boats run at night.</description><content:encoded><![CDATA[%s]]></content:encoded></item>
<item><title>Second story</title><link>https://stork.example.pl/2</link><pubDate>Wed, 12 Feb 2025 15:00:00 GMT</pubDate>
<description>Only a summary of it.</description></item>
<item><link>https://stork.example.pl/3</link></item>
</channel></rss>""".replace("%s", FULL)
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="uk"><title>Вісті</title>
<link href="https://visti.example.ua/"/><entry><title>Міст відкрито</title><link href="https://visti.example.ua/a"/>
<published>2025-02-12T16:26:00+02:00</published><updated>2025-02-12T17:00:00+02:00</updated>
<summary>Коротко</summary></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Stork",
    "home_page_url": "https://s.example.pl/",
    "items": [
        {
            "id": "1",
            "url": "https://s.example.pl/1",
            "title": "One",
            "content_html": FULL,
            "date_published": "2025-02-12T16:26:00+01:00",
            "tags": ["a"],
            "authors": [{"name": "A B"}],
        }
    ],
}


def load_feed(tmp_path: Path, text: str | bytes, name: str = "feed.xml", **options) -> tk.Corpus:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return tk.load(tmp_path / name, **options)


def test_entries_are_headlines_and_full_content_is_an_article(tmp_path: Path) -> None:
    corpus = load_feed(tmp_path, RSS)
    items, article = corpus.news_list, corpus.articles.iloc[0]
    assert items["title"].tolist() == ["Ferry & night boats", "Second story"]
    assert items["position"].tolist() == [1, 2]
    assert items["published_at"].tolist() == [
        pd.Timestamp("2025-02-12 15:26", tz="UTC"),
        pd.Timestamp("2025-02-12 15:00", tz="UTC"),
    ]
    assert set(items["published_from"]) == {"feed"}
    assert items["list_heading"][0] == "Stork Daily"
    assert len(corpus.articles) == 1
    assert article["text"].endswith("\n\nTickets stay cheap.")
    assert (article["authors"], article["tags"]) == (["Ada Brook"], ["Ferries"])
    assert article["article_id"] == items["article_id"][0]
    assert article["language"] == "en-GB"
    assert corpus.report["status"].tolist() == ["loaded", "rejected"]


def test_atom(tmp_path: Path) -> None:
    corpus = load_feed(tmp_path, ATOM)
    item = corpus.news_list.iloc[0]
    assert (item["title"], item["published_precision"]) == ("Міст відкрито", "second")
    assert item["published_at"] == pd.Timestamp("2025-02-12 14:26", tz="UTC")
    assert len(corpus.articles) == 0


def test_json_feed(tmp_path: Path) -> None:
    corpus = load_feed(tmp_path, json.dumps(JSON_FEED), "feed.json")
    assert corpus.news_list["title"].tolist() == ["One"]
    assert corpus.articles["authors"].tolist() == [["A B"]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (RSS[: len(RSS) // 2], "cut off"),
        (RSS.replace("</channel>", ""), "broken"),
        ('<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "no entries"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "broken"),
    ],
)
def test_bad_feeds_are_rejected_with_advice(tmp_path: Path, text: str, reason: str) -> None:
    corpus = load_feed(tmp_path, text, "feed.json" if text.startswith("{") else "feed.xml")
    assert corpus.report["status"].tolist() == ["rejected"]
    assert reason in corpus.report["reason"][0]


def test_a_feed_that_is_whole_but_sloppy_is_read_with_a_note(tmp_path: Path) -> None:
    corpus = load_feed(tmp_path, RSS.replace("Second story", "Second&nbsp;story"))
    assert corpus.report["status"][0] == "loaded"
    assert "not well-formed" in corpus.report["reason"][0]
    assert len(corpus.news_list) == 2


def test_old_and_unknown_encodings(tmp_path: Path) -> None:
    cp1251 = ATOM.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="windows-1251"?>').encode("cp1251")
    assert load_feed(tmp_path, cp1251).news_list["title"].tolist() == ["Міст відкрито"]
    odd = ATOM.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="x-klingon"?>')
    corpus = load_feed(tmp_path, odd, "odd.xml")
    assert corpus.news_list["title"].tolist() == ["Міст відкрито"]
    assert "x-klingon" in corpus.report["reason"][0]


def test_a_time_without_offset_is_read_in_the_outlets_zone(tmp_path: Path) -> None:
    text = RSS.replace("Wed, 12 Feb 2025 15:00:00 GMT", "2025-02-12 15:00")
    item = load_feed(tmp_path, text, time_zone="Europe/Kyiv").news_list.iloc[1]
    assert item["published_at"] == pd.Timestamp("2025-02-12 13:00", tz="UTC")


def test_text_of_fragments() -> None:
    assert html_text("<p>One<br>two</p><script>x()</script><ul><li>a</li></ul>") == "One\n\ntwo\n\na"
    assert html_text(None) == ""
    assert plain_text("A &lt;b&gt; &amp; c") == "A <b> & c"
    assert plain_text("  ") is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_feeds_in_utf16(tmp_path: Path, encoding: str) -> None:
    assert load_feed(tmp_path, ATOM.encode(encoding)).news_list["title"].tolist() == ["Міст відкрито"]
    assert len(load_feed(tmp_path, json.dumps(JSON_FEED).encode(encoding), "feed.json").news_list)


def test_a_feed_that_wrongly_says_utf16(tmp_path: Path) -> None:
    text = ATOM.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-16"?>')
    assert load_feed(tmp_path, text).news_list["title"].tolist() == ["Міст відкрито"]


def test_fields_of_a_json_feed_that_are_no_strings(tmp_path: Path) -> None:
    items = [
        {"title": "Fine", "url": 7, "authors": "x", "tags": 5, "date_published": {"a": 1}, "content_html": ["a"]},
        {"title": {"a": 1}}, 5, None, {"title": "Too", "author": {"name": 7}, "summary": 5, "language": []},
    ]  # fmt: skip
    feed = {"version": "https://jsonfeed.org/version/1", "title": {}, "home_page_url": [1], "language": 5}
    corpus = load_feed(tmp_path, json.dumps(feed | {"items": items}), "feed.json")
    assert corpus.news_list["title"].tolist() == ["Fine", "Too"]
    assert corpus.report["status"].tolist().count("rejected") == 3
    assert not corpus.report["reason"].fillna("").str.contains("a fault of this program").any()
