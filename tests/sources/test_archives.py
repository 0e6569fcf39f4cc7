from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk

warcio = pytest.importorskip("warcio", reason="the extra 'archives' is not installed")

WORDS = (
    "The council of Lindholm voted on Tuesday for a new bridge over the river, and many people came to watch it. " * 5
)
PAGE = f"<html lang='en'><title>{{title}}</title><h1>{{title}}</h1><p>{WORDS}</p><p>{WORDS}</p></html>"


def write(path: Path, answers: list[tuple[str, str, str, str]]) -> None:
    """Records written by hand, packed one by one as the standard wants."""
    with path.open("wb") as stream:
        for number, (url, status, kind, title) in enumerate(answers):
            body = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{PAGE.format(title=title)}".encode()
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
                f"WARC-Date: 2025-02-12T16:30:00Z\r\nWARC-Target-URI: {url}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            record = head.encode() + body + b"\r\n\r\n"
            stream.write(gzip.compress(record) if path.suffix == ".gz" else record)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages_of_an_archive(tmp_path: Path, name: str) -> None:
    write(
        tmp_path / name,
        [
            ("https://example.pl/1", "200 OK", "text/html; charset=utf-8", "One story of a bridge"),
            ("https://example.pl/p.png", "200 OK", "image/png", "x"),
            ("https://example.pl/gone", "404 Not Found", "text/html", "Gone"),
            ("https://example.pl/2", "200 OK", "text/html", "Another story of ferries"),
        ],
    )
    corpus = tk.load(tmp_path / name)
    assert corpus.articles["title"].tolist() == ["One story of a bridge", "Another story of ferries"]
    assert corpus.articles["url"].tolist() == ["https://example.pl/1", "https://example.pl/2"]
    assert set(corpus.articles["collected_at"]) == {pd.Timestamp("2025-02-12 16:30", tz="UTC")}
    assert set(corpus.articles["source_format"]) == {"warc"}
    assert corpus.articles["source_ref"].is_unique
    assert corpus.report["status"].tolist() == ["loaded"]


def test_an_archive_without_pages_is_rejected(tmp_path: Path) -> None:
    write(tmp_path / "a.warc", [("https://example.pl/p.png", "200 OK", "image/png", "x")])
    report = tk.load(tmp_path / "a.warc").report
    assert report["status"].tolist() == ["rejected"]
    assert "no HTML page" in report["reason"][0]


def test_an_archive_cut_off_keeps_what_came_before(tmp_path: Path) -> None:
    write(
        tmp_path / "a.warc.gz",
        [(f"https://example.pl/{n}", "200 OK", "text/html", f"Story number {n} of the bridge") for n in range(5)],
    )
    data = (tmp_path / "a.warc.gz").read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(data[: len(data) - 150])
    corpus = tk.load(tmp_path / "a.warc.gz")
    assert len(corpus.articles) >= 4
    assert len(corpus.report) == (corpus.report["status"].isin(["loaded", "rejected", "duplicate"])).sum()


def test_an_archive_cut_off_in_its_first_head(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\nWARC-Type: response")
    reasons = " ".join(tk.load(tmp_path / "a.warc").report["reason"])
    assert "copy it again" in reasons
    assert "a fault of this program" not in reasons
