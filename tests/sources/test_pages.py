"""Saved pages: their marks of saving, encodings, MHTML, and what makes a page unreadable."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from toolkit.records import Article, NewsItem, Page
from toolkit.sources import pages
from toolkit.sources.provenance import mail_date, newest_stamp, saved_marks, saving_time

WORDS = " ".join(
    ["The council of Lindholm voted on Tuesday for a new bridge over the river, and people came to watch."] * 4
)
SINGLE_FILE = (
    "<!--\n Page saved with SingleFile \n url: https://example.org/n \n"
    " saved date: Wed Feb 12 2025 18:30:00 GMT+0200 (EET)\n-->"
)
PUBLISHED = "2025-02-12T16:26:00+02:00"


def html(
    *,
    title: str = "Council votes for a bridge",
    head: str = "",
    body: str = WORDS,
    canonical: str | None = None,
    before: str = "",
) -> str:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    paragraphs = "".join(f"<p>{body}</p>" for _ in range(3))
    return (
        f'{before}<!DOCTYPE html><html lang="en"><head><title>{title}</title>{link}{head}'
        f'<meta property="article:published_time" content="{PUBLISHED}"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def load_page(tmp_path: Path, text: str | bytes, name: str = "page.html", **options) -> tk.Corpus:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(tmp_path / name, (1, 1))
    return tk.load(tmp_path / name, **options)


def test_a_page_becomes_one_article(tmp_path: Path) -> None:
    corpus = load_page(tmp_path, html(canonical="https://example.pl/news/1?utm_source=x"))
    article = corpus.articles.iloc[0]
    assert article["title"] == "Council votes for a bridge"
    assert article["canonical_url"] == "https://example.pl/news/1"
    assert article["published_at"] == pd.Timestamp(PUBLISHED)
    assert article["source_format"] == "html"
    assert article["text"].startswith("The council of Lindholm")
    assert pd.isna(article["collected_at"])


def test_packed_pages_and_old_encodings(tmp_path: Path) -> None:
    text = html(
        title="Рада проголосувала за міст",
        body="Рада Заріччя проголосувала за новий міст через річку. " * 5,
        head='<meta charset="koi8-u">',
    )
    corpus = load_page(tmp_path, gzip.compress(text.encode("koi8-u")), "page.html.gz")
    assert corpus.articles["title"][0] == "Рада проголосувала за міст"


@pytest.mark.parametrize(
    ("mark", "url", "saved"),
    [
        ("<!-- saved from url=(0029)https://example.org/news/9 -->", "https://example.org/news/9", None),
        (
            SINGLE_FILE,
            "https://example.org/n",
            "2025-02-12T16:30:00+00:00",
        ),
        (
            "<!-- Mirrored from example.org/a.html by HTTrack Website Copier/3.x, Wed, 12 Feb 2025 16:30:00 GMT -->",
            "http://example.org/a.html",
            "2025-02-12T16:30:00+00:00",
        ),
        (
            '<meta name="savepage-url" content="https://example.org/s">'
            '<meta name="savepage-date" content="Wed Feb 12 2025 16:30:00 GMT+0000 (UTC)">',
            "https://example.org/s",
            "2025-02-12T16:30:00+00:00",
        ),
        ("<!-- FILE ARCHIVED ON 16:30:00 Feb 12, 2025 AND RETRIEVED -->", None, "2025-02-12T16:30:00+00:00"),
        ("<!-- nothing of the kind -->", None, None),
    ],
)
def test_marks_that_saving_programs_leave(mark: str, url: str | None, saved: str | None) -> None:
    found_url, found_time = saved_marks(mark + "<html></html>")
    assert found_url == url
    assert (found_time.isoformat() if found_time else None) == saved


def test_saving_time_of_the_mark_reaches_the_tables(tmp_path: Path) -> None:
    article = load_page(tmp_path, html(before=SINGLE_FILE)).articles.iloc[0]
    assert article["collected_at"] == pd.Timestamp("2025-02-12 16:30", tz="UTC")
    assert article["url"] == "https://example.org/n"


@pytest.mark.parametrize(
    ("file_time", "believed"),
    [
        ("2025-02-12T15:00:00", True),
        ("2025-02-14T14:25:00", True),
        ("2025-02-12T14:00:00", False),
        ("2025-02-14T14:27:00", False),
        ("2026-06-01T00:00:00", False),
    ],
)
def test_the_files_own_time_counts_only_where_it_fits_the_page(tmp_path: Path, file_time: str, believed: bool) -> None:
    path = tmp_path / "page.html"
    path.write_text(html(), encoding="utf-8")
    moment = datetime.fromisoformat(file_time).replace(tzinfo=UTC)
    os.utime(path, (moment.timestamp(),) * 2)
    collected = tk.load(path).articles["collected_at"][0]
    assert (collected == pd.Timestamp(moment)) if believed else pd.isna(collected)


def test_newest_stamp_looks_at_headlines_too() -> None:
    early, late = datetime(2025, 2, 12, tzinfo=UTC), datetime(2025, 2, 13, tzinfo=UTC)
    page = Page(Article(published_at=early), [NewsItem(published_at=late), NewsItem()])
    assert newest_stamp(page) == late
    assert saving_time(page, early) is None
    assert saving_time(Page(None), late) is None


def test_mail_dates() -> None:
    assert mail_date("Wed, 12 Feb 2025 18:30:00 +0200") == datetime(2025, 2, 12, 16, 30, tzinfo=UTC)
    assert mail_date("nonsense") is None


def mhtml(text: str) -> bytes:
    message = EmailMessage()
    message["Date"] = "Wed, 12 Feb 2025 18:30:00 +0200"
    message["Snapshot-Content-Location"] = "https://example.org/m"
    message.set_content(text, subtype="html", charset="utf-8")
    message.make_related()
    part = next(message.iter_parts())
    part["Content-Location"] = "https://example.org/m?utm_source=x"
    return message.as_bytes()


def test_mhtml_gives_address_and_saving_time(tmp_path: Path) -> None:
    article = load_page(tmp_path, mhtml(html()), "page.mhtml").articles.iloc[0]
    assert article["title"] == "Council votes for a bridge"
    assert article["canonical_url"] == "https://example.org/m"
    assert article["collected_at"] == pd.Timestamp("2025-02-12 16:30", tz="UTC")
    assert article["source_format"] == "mhtml"


def test_mhtml_without_a_page_is_rejected(tmp_path: Path) -> None:
    data = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    )
    report = load_page(tmp_path, data, "page.mht").report
    assert report["status"].tolist() == ["rejected"]
    assert "no HTML part" in report["reason"][0]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", b"", "empty"),
        ("a.html", b"\x7fELF" + b"\x00" * 200, "program"),
        ("a.html", b"<html>" + b"\x00\x01" * 200, "binary"),
        ("a.html.gz", gzip.compress(html().encode() * 20, mtime=0)[:-200], "cut off"),
        ("a.html", b"<html><body><div id='app'></div><script>start()</script></body></html>", "script fills the page"),
        ("a.html", b"<html><head><meta charset='x-klingon'></head><p>" + bytes(range(128, 255)) * 30, "x-klingon"),
    ],
)
def test_bad_pages_are_rejected_with_advice(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    corpus = load_page(tmp_path, data, name)
    assert corpus.report["status"].tolist() == ["rejected"]
    assert reason in corpus.report["reason"][0]
    assert len(corpus.articles) == 0


def test_a_huge_page_is_rejected_and_the_load_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(html(title="Small"), encoding="utf-8")
    with (tmp_path / "b.html").open("wb") as stream:
        stream.write(html(title="Huge").encode() + b"<p>x</p>" * 6_500_000)
    corpus = tk.load(tmp_path)
    assert corpus.report["status"].tolist() == ["loaded", "rejected"]
    assert "MB" in corpus.report["reason"][1]


def test_pictures_stored_inside_do_not_slow_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    real = pages._read
    monkeypatch.setattr(pages, "_read", lambda text, *rest: seen.append(len(text)) or real(text, *rest))
    picture = "<img src='data:image/png;base64," + "A" * 900_000 + "'>"
    assert load_page(tmp_path, html(before="") + picture).articles["title"].tolist() == ["Council votes for a bridge"]
    assert seen[0] < 10_000


def test_the_callers_outlet_and_zone(tmp_path: Path) -> None:
    article = load_page(tmp_path, html(), outlet="Lindholm Post", time_zone="Europe/Riga").articles.iloc[0]
    assert article["outlet"] == "Lindholm Post"
    assert article["time_zone"] == "Europe/Riga"
