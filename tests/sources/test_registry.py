from __future__ import annotations

import gzip
from datetime import datetime
from pathlib import Path

import pytest

import toolkit as tk
from toolkit.errors import InputError, OptionError
from toolkit.sources import registry
from toolkit.sources.inputs import Input
from toolkit.sources.registry import find_format, formats, register_format

HTML = b"<!DOCTYPE html><html><head><title>x</title></head><body><p>y</p></body></html>"
RSS = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>x</title></item></channel></rss>'
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title></entry></feed>'
JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", "items": []}'
SITEMAP = b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
MHTML = b"From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=b\r\n\r\n"


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_formats", dict(registry._formats))


def format_of(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return find_format(Input(name, path)).name


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.html", HTML, "html"),
        ("a.HTM", HTML, "html"),
        ("a.html.gz", gzip.compress(HTML, mtime=0), "html"),
        ("page", HTML, "html"),
        ("a.php", HTML, "html"),
        ("a.txt", HTML, "html"),
        ("a.xml", RSS, "feed"),
        ("feed", RSS, "feed"),
        ("a.html", RSS, "feed"),
        ("a.atom", ATOM, "feed"),
        ("a.json", JSON_FEED, "feed"),
        ("a.xml", SITEMAP, "sitemap"),
        ("sitemap.xml.gz", gzip.compress(SITEMAP, mtime=0), "sitemap"),
        ("a.mht", MHTML, "mhtml"),
        ("a.mhtml", MHTML, "mhtml"),
        ("a.csv", b"title,url\nx,y\n", "csv"),
        ("a.tsv", b"title\turl\n", "csv"),
        ("a.jsonl", b'{"title": "x"}\n', "jsonl"),
        ("a.json", b'[{"title": "x"}]', "json"),
        ("a.parquet", b"PAR1xxxx", "parquet"),
        ("a.txt", b"Words.", "text"),
        ("a.warc", b"WARC/1.0\r\n", "warc"),
    ],
)
def test_format_by_ending_and_content(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    assert format_of(tmp_path, name, data) == expected


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.html", b"%PDF-1.7 ...", "PDF"),
        ("a.html", b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        ("a.html", b"\x00\x01\x02\x03" * 50, "binary"),
        ("a.csv", b"PK\x03\x04....", "ZIP"),
        ("a.docx", b"PK\x03\x04....", "ZIP"),
        ("notes.md", b"# Title", r"\.html"),
        ("a.xml", b"<note>x</note>", "another kind"),
    ],
)
def test_what_is_not_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        format_of(tmp_path, name, data)


def test_every_reader_can_be_imported() -> None:
    for known in registry._BUILT_IN:
        assert callable(known.load_reader()), known.name


def test_formats_lists_each_once() -> None:
    frame = formats()
    assert frame["format"].is_unique
    assert {"html", "text", "feed", "csv", "jsonl", "parquet"} <= set(frame["format"])


def test_an_added_format_goes_before_the_built_in(tmp_path: Path) -> None:
    register_format("mine", suffixes=[".html"], sniff=lambda head, path: b"mine" in head, reader=lambda s, o: [])
    assert format_of(tmp_path, "a.html", b"<html>mine</html>") == "mine"
    assert format_of(tmp_path, "b.html", HTML) == "html"


@pytest.mark.parametrize("wrong", [{"name": ""}, {"suffixes": ["html"]}, {"sniff": None}, {"reader": "x"}])
def test_a_wrong_registration_is_refused(wrong: dict) -> None:
    given = {"name": "mine", "suffixes": [".x"], "sniff": lambda h, p: True, "reader": lambda s, o: []} | wrong
    with pytest.raises(OptionError):
        register_format(given.pop("name"), **given)


def test_an_mhtml_file_named_html_is_told_by_its_content(tmp_path: Path) -> None:
    assert format_of(tmp_path, "a.html", MHTML + HTML) == "mhtml"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (5, "not a tk.Page"),
        (tk.Page(article=tk.Article(title="x", published_at="2025")), "published_at='2025'"),
        (tk.Page(article=tk.Article(title="x", published_at=datetime(2025, 1, 1))), "a datetime with a zone"),
    ],
)
def test_what_an_added_reader_gives_wrongly_does_not_end_the_load(
    tmp_path: Path, monkeypatch, page: object, reason: str
) -> None:
    monkeypatch.setattr(registry, "_formats", dict(registry._formats))
    tk.register_format("odd", suffixes=[".odd"], sniff=lambda head, path: True, reader=lambda source, options: [page])
    (tmp_path / "a.odd").write_text("x")
    (tmp_path / "b.csv").write_text("title\nBridge opens\n")
    report = tk.load(tmp_path).report
    assert report["status"].tolist() == ["rejected", "loaded"]
    assert reason in report["reason"][0]


@pytest.mark.parametrize("suffixes", [".abc", 5])
def test_suffixes_are_a_list(suffixes: object) -> None:
    with pytest.raises(OptionError, match="list of endings"):
        tk.register_format("odd", suffixes=suffixes, sniff=len, reader=len)
