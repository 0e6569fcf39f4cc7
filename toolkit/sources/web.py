"""Web addresses, fetched politely: one at a time per host, with a pause, and only where robots.txt allows it."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen
from urllib.robotparser import RobotFileParser

from toolkit.errors import InputError
from toolkit.records import Page
from toolkit.sources.inputs import MAX_PAGE_BYTES, Note, Options
from toolkit.sources.pages import Saved, read_saved

AGENT: Final = "media-analysis-toolkit/0.1 (research; reads single pages)"
PAUSE_SECONDS: Final = 1.0
_TIMEOUT_SECONDS: Final = 30
_HTML_TYPES: Final = ("text/html", "application/xhtml+xml")
_last_visit: dict[str, float] = {}


def read_address(url: str, options: Options) -> Iterator[Page | Note]:
    """Fetch one page and read it; the time of fetching is its time of saving.

    Raises
    ------
    InputError
        If the page cannot be had: robots.txt forbids it, the server refuses, or it is no HTML.
    """
    saved = fetch(url)
    yield from read_saved(saved, options)


def fetch(url: str) -> Saved:
    """One page as served."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    if not _rules(root).can_fetch(AGENT, url):
        raise InputError("the site's robots.txt does not allow programs to read this page; save it in a browser")
    _wait(parts.netloc)
    with _answer(url) as answer:
        kind = answer.headers.get_content_type()
        if kind not in _HTML_TYPES:
            raise InputError(f"the address holds {kind}, not a page; download the file and load that")
        data = answer.read(MAX_PAGE_BYTES + 1)
        if answer.headers.get("Content-Encoding", "").lower() == "gzip":
            data = _unpacked(data)
        if len(data) > MAX_PAGE_BYTES:
            raise InputError(f"larger than {MAX_PAGE_BYTES // 2**20} MB")
        return Saved(data, url, "web", url=answer.geturl(), encoding=answer.headers.get_content_charset(),
                     collected_at=datetime.now(UTC))


def _answer(url: str):  # type: ignore[no-untyped-def]
    request = Request(url, headers={"User-Agent": AGENT, "Accept": "text/html", "Accept-Encoding": "gzip"})
    try:
        return urlopen(request, timeout=_TIMEOUT_SECONDS)
    except HTTPError as error:
        error.close()
        raise InputError(f"the server answered {error.code} {error.reason}; open it in a browser and save it") from None
    except (URLError, OSError, ValueError) as error:
        raise InputError(f"the page cannot be fetched ({getattr(error, 'reason', error)})") from None


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data, MAX_PAGE_BYTES + 1)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"the answer is damaged ({error}); try again") from None


@lru_cache(maxsize=256)
def _rules(root: str) -> RobotFileParser:
    """Rules of a site: one without a robots.txt allows everything, one that fails nothing (RFC 9309, 2.3.1)."""
    rules = RobotFileParser()
    request = Request(f"{root}/robots.txt", headers={"User-Agent": AGENT})
    try:
        with urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:
            lines = answer.read(500_000).decode("utf-8", "replace").splitlines()
    except HTTPError as error:
        lines = ["User-agent: *", "Disallow: /"] if error.code >= 500 else []
        error.close()
    except (URLError, OSError, ValueError):
        lines = []
    rules.parse(lines)
    return rules


def _wait(host: str) -> None:
    """Keep a pause between two visits of one host."""
    since = time.monotonic() - _last_visit.get(host, float("-inf"))
    if since < PAUSE_SECONDS:
        time.sleep(PAUSE_SECONDS - since)
    _last_visit[host] = time.monotonic()
