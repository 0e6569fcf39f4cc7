"""Fetching, tested against a server on this machine."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pandas as pd
import pytest

import toolkit as tk
from toolkit.sources import web

WORDS = (
    "The council of Lindholm voted on Tuesday for a new bridge over the river, and many people came to watch it. " * 5
)
PAGE = f"<html lang='en'><title>A bridge</title><h1>Council votes for a bridge</h1><p>{WORDS}</p></html>"


class Handler(BaseHTTPRequestHandler):
    visited: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Handler.visited.append(self.path)
        answers = {
            "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private\n"),
            "/story": (200, "text/html; charset=utf-8", gzip.compress(PAGE.encode())),
            "/picture": (200, "image/png", b"x"),
        }
        status, kind, data = answers.get(self.path, (404, "text/html", b"gone"))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if data[:2] == b"\x1f\x8b":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(web, "PAUSE_SECONDS", 0.0)
    web._rules.cache_clear()
    Handler.visited.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_fetched_with_its_time(site: str) -> None:
    before = pd.Timestamp.now("UTC")
    article = tk.load(f"{site}/story", outlet="Lindholm Post").articles.iloc[0]
    assert article["title"] == "Council votes for a bridge"
    assert article["source_format"] == "web"
    assert before <= article["collected_at"] <= pd.Timestamp.now("UTC")


@pytest.mark.parametrize(
    ("path", "reason"), [("/private/x", "robots.txt"), ("/missing", "404"), ("/picture", "image/png")]
)
def test_what_cannot_be_had_is_rejected_with_advice(site: str, path: str, reason: str) -> None:
    report = tk.load([site + path]).report
    assert report["status"].tolist() == ["rejected"]
    assert reason in report["reason"][0]


def test_forbidden_pages_are_not_asked_for(site: str) -> None:
    tk.load([f"{site}/private/x", f"{site}/story"])
    assert Handler.visited == ["/robots.txt", "/story"]


def test_a_server_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "PAUSE_SECONDS", 0.0)
    report = tk.load(["http://127.0.0.1:9/x"]).report
    assert "cannot be fetched" in report["reason"][0]
