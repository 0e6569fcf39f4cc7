"""The report's pages as a browser and a screen reader meet them: opened from the file system, without a network."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

from toolkit.report import find_notebooks, report

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
PAGES = ["index", *(path.stem for path in find_notebooks())]
SERIOUS = ("serious", "critical")
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser"), pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def folder(chromium_path, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("report")
    assert report(SAMPLE, out, say=lambda line: None).failures == []
    return out


def serious(page) -> list[str]:
    """What axe finds that keeps people out, and where."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{v['id']} ({v['impact']}): {v['help']}: {node['target']} {node['html'][:200]}"
            for v in found if v["impact"] in SERIOUS for node in v["nodes"]]


@pytest.mark.parametrize("name", PAGES)
class TestPage:
    def test_it_opens_without_a_network_and_without_errors(self, name, folder, watched, snap) -> None:
        page = watched.page
        page.goto((folder / f"{name}.html").as_uri())
        assert page.locator("h1").count() == 1
        pictures = page.locator("img")
        assert name == "06_large_corpora" or pictures.count() > 0
        assert all(pictures.evaluate_all("all => all.map(i => i.complete && i.naturalWidth > 0 && i.alt.length > 20)"))
        assert watched.asked == []
        assert watched.errors == []
        snap(page, f"report_{name}", full_page=True)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("width", [1280, 390])
    def test_axe_finds_nothing_serious(self, name, scheme, width, folder, watched, snap) -> None:
        page = watched.page
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.goto((folder / f"{name}.html").as_uri())
        assert serious(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
        if scheme == "dark" or width < 1000:
            snap(page, f"report_{name}_{scheme}_{width}")

    def test_a_table_that_runs_out_of_the_page_says_so(self, name, folder, watched) -> None:
        page = watched.page
        page.set_viewport_size({"width": 390, "height": 900})
        page.goto((folder / f"{name}.html").as_uri())
        told = page.locator(".table").evaluate_all(
            "all => all.map(box => [box.scrollWidth > box.clientWidth + 1, !box.previousElementSibling.hidden])")
        assert all(wide == shown for wide, shown in told)
        assert not told or any(wide for wide, _ in told)

    def test_its_html_is_valid(self, name, folder) -> None:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse((folder / f"{name}.html").read_text(encoding="utf-8"))
        faults = [f"line {line}: {code} {facts}" for (line, _), code, facts in parser.errors]
        assert faults == []


def test_axe_would_have_found_something(watched) -> None:
    page = watched.page
    page.set_content("<html lang='en'><title>x</title><img src='data:,'><p style='color:#ccc;background:#fff'>Ferry")
    assert {line.split(" ")[0] for line in serious(page)} == {"image-alt", "color-contrast"}


def test_tables_sort_by_a_click_and_by_the_keyboard(folder, watched) -> None:
    page = watched.page
    page.goto((folder / "01_load_and_check.html").as_uri())
    button = page.locator("table thead button").first
    button.focus()
    page.keyboard.press("Enter")
    head = page.locator("table thead th[aria-sort]").first
    first = head.get_attribute("aria-sort")
    assert first in ("ascending", "descending")
    button.click()
    assert {first, head.get_attribute("aria-sort")} == {"ascending", "descending"}


def test_the_pages_are_small(folder) -> None:
    assert sum(file.stat().st_size for file in folder.glob("*.html")) < 5 * 2**20
