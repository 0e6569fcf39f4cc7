"""A headless browser for the tests that look at real pages. It loads nothing but what the tests serve themselves."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]
LOCAL = {"file", "data", "blob", "about", "devtools"}


@pytest.fixture(scope="session")
def chromium_path() -> str:
    if CHROMIUM is None:
        pytest.skip("no Chromium on the path: apt-get install chromium")
    return CHROMIUM


# not for the whole session: Playwright leaves an event loop running, in which no other test should have to run
@pytest.fixture(scope="module")
def chromium(chromium_path) -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page, the addresses outside this computer that it asked for, and the errors that it told."""

    def __init__(self, context) -> None:
        self.asked: list[str] = []
        self.errors: list[str] = []
        context.route(self._outside, self._refuse)
        self.page = context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))

    @staticmethod
    def _outside(url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in LOCAL and parts.hostname != "127.0.0.1"

    def _refuse(self, route) -> None:
        self.asked.append(route.request.url)
        route.abort()


@pytest.fixture
def watched(chromium) -> Iterator[Watched]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(60_000)
    yield Watched(context)
    context.close()


@pytest.fixture
def snap(tmp_path, request):
    """Save a screenshot into the test's folder, and into SCREENSHOTS where that is set."""
    kept = os.environ.get("SCREENSHOTS")

    def save(page, name: str, **options) -> Path:
        file = tmp_path / f"{name}.png"
        page.screenshot(path=file, **options)
        if kept:
            Path(kept).mkdir(parents=True, exist_ok=True)
            shutil.copy(file, Path(kept) / file.name)
        return file

    return save
