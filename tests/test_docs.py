"""The documentation site: it builds strictly, its examples run, and it names everything that is public."""

import importlib.util
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

import toolkit as tk
from toolkit import schema

DOCS = Path(__file__).resolve().parents[1] / "docs"
TASKS = sorted(DOCS.glob("how_to/*.md"))
pytestmark = pytest.mark.xdist_group("docs")


def _build(source: Path, out: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-d", str(out / "trees")]
    return subprocess.run([*command, str(source), str(out / "site")], capture_output=True, text=True, timeout=280)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("docs")
    built = _build(DOCS, out)
    assert built.returncode == 0, built.stderr
    return out / "site"


def _page(site: Path, name: str) -> str:
    return (site / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.slow
class TestSite:
    def test_every_public_name_has_an_entry_in_the_reference(self, site) -> None:
        anchors = set(re.findall(r'id="(toolkit[\w.]*|module-toolkit\.plot)"', _page(site, "reference")))
        public = {f"toolkit.{name}" for name in tk.__all__ if name != "plot"}
        charts = {f"toolkit.plot.{name}" for name in tk.plot.__all__}
        assert public | charts | {"module-toolkit.plot"} <= anchors

    def test_no_entry_is_empty(self, site) -> None:
        entries = re.findall(r'<dt class="sig[^>]*id="(toolkit\.[\w.]+)">.*?</dt>\s*<dd>(.*?)</dd>',
                             _page(site, "reference"), re.S)
        empty = [name for name, body in entries if not re.sub(r"<[^>]+>|\s", "", body)]
        assert entries
        assert empty == []

    def test_every_column_of_every_table_is_explained(self, site) -> None:
        words = unescape(re.sub(r"<[^>]+>", "", _page(site, "tables")))
        for declared in schema.TABLES.values():
            for column in declared.columns:
                assert column.name in words
                assert column.meaning.split(";")[0] in words, f"{declared.name}.{column.name}"

    def test_every_format_is_named(self, site) -> None:
        page = _page(site, "how_to/load_my_own_folder")
        assert all(f"<p>{name}</p>" in page for name in tk.formats()["format"])

    def test_every_task_shows_what_its_code_gave(self, site) -> None:
        for path in TASKS:
            page = _page(site, f"how_to/{path.stem}")
            assert "example-output" in page or 'class="highlight-text' in page, path.stem

    def test_every_picture_is_there_and_has_a_text(self, site) -> None:
        seen = 0
        for page in site.glob("how_to/*.html"):
            for source, alt in re.findall(r'<img src="(\.\./_examples/[^"]+)" alt="([^"]*)"', page.read_text("utf-8")):
                assert (page.parent / source).is_file()
                assert len(alt) > 20
                seen += 1
        assert seen > 10

    def test_it_needs_no_network(self, site) -> None:
        loaded = re.compile(r'<(?:script|img|iframe)[^>]+src="(?:https?:)?//|<link[^>]+rel="(?:stylesheet|preload|'
                            r'preconnect|icon)"[^>]+href="(?:https?:)?//|<link[^>]+href="(?:https?:)?//[^>]+stylesheet')
        assert [p.name for p in site.rglob("*.html") if loaded.search(p.read_text("utf-8"))] == []
        styles = [p for p in site.rglob("*.css") if re.search(r"url\([\"']?(?:https?:)?//", p.read_text("utf-8"))]
        assert styles == []

    def test_formulas_are_drawn_without_a_script(self, site) -> None:
        page = _page(site, "methods")
        assert page.count("<math") > 10
        assert "{{" not in page
        assert "\\frac" not in page


@pytest.fixture(scope="module")
def generated():
    spec = importlib.util.spec_from_file_location("generated", DOCS / "extensions" / "generated.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestMarks:
    """Places of a page that the code fills; read as a plain file, they say how to see what belongs there."""

    def test_each_is_a_sentence_that_says_how_to_see_it(self, generated) -> None:
        marked = [found for path in (*DOCS.rglob("*.md"), *DOCS.rglob("*.rst"))
                  for found in generated.MARK.finditer(path.read_text(encoding="utf-8"))]
        assert {found[1] for found in marked} == set(generated.MAKERS)
        assert all("`make docs`" in found[0] and "Without the built page, " in found[0] for found in marked)

    def test_no_hole_is_left_in_a_plain_file(self) -> None:
        pages = [*DOCS.rglob("*.md"), *DOCS.rglob("*.rst")]
        assert [p.name for p in pages if re.search(r"^(?:%|\.\.) made from", p.read_text(encoding="utf-8"), re.M)] == []

    def test_what_they_point_to_is_there(self, generated) -> None:
        text = "\n".join(found[0] for path in DOCS.glob("*.md")
                         for found in generated.MARK.finditer(path.read_text(encoding="utf-8")))
        modules = re.findall(r'help\("([\w.]+)"\)', text)
        assert len(modules) == 3
        assert all(importlib.util.find_spec(name) is not None for name in modules)
        assert all((DOCS.parent / name).is_file() for name in re.findall(r"`(toolkit/[\w/]+\.py)`", text))

    def test_the_whole_sentence_is_replaced(self, generated) -> None:
        page = ["Before.\n\n**Made from the code: formats.** One\nline and more.\n\n"
                "After {{ measures.spikes.SAFETY }}.\n"]
        generated._on_source_read(None, "page", page)
        assert "Made from" not in page[0] and "line and more" not in page[0] and "| format |" in page[0]
        assert re.search(r"\n\nAfter [\d.]+\.\n$", page[0])


@pytest.mark.parametrize("path", TASKS, ids=lambda p: p.stem)
class TestTaskPages:
    def test_it_has_code_and_says_what_it_cannot_show(self, path) -> None:
        text = path.read_text(encoding="utf-8")
        assert re.search(r"^```python\n", text, re.M)
        assert "\n## What the answer cannot show\n" in text

    def test_it_stands_in_the_contents(self, path) -> None:
        assert f"\nhow_to/{path.stem}\n" in (DOCS / "index.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def examples():
    spec = importlib.util.spec_from_file_location("examples", DOCS / "extensions" / "examples.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run(examples, tmp_path, *blocks: str) -> str:
    text = "\n".join(f"```python\n{block}\n```\n" for block in blocks)
    return examples.run_page("how_to/page", text, tmp_path / "pictures", str(tmp_path / "readings"))


class TestExamples:
    def test_blocks_share_their_names_and_show_their_last_value(self, examples, tmp_path) -> None:
        page = _run(examples, tmp_path, "x = 20", "print('so')\nx + 1")
        assert page.index("x + 1") < page.index("```text\nso") < page.index("```text\n21")

    def test_a_block_that_raises_fails_and_is_named(self, examples, tmp_path) -> None:
        with pytest.raises(examples.ExampleError, match=r"how_to/page, block 2: ZeroDivisionError"):
            _run(examples, tmp_path, "x = 0", "1 / x")

    def test_a_block_that_warns_fails(self, examples, tmp_path) -> None:
        with pytest.raises(examples.ExampleError, match="old news"):
            _run(examples, tmp_path, "import warnings\nwarnings.warn('old news')")

    def test_what_a_block_writes_stays_out_of_the_project(self, examples, tmp_path) -> None:
        before = Path.cwd()
        page = _run(examples, tmp_path, "from pathlib import Path\nPath('mine.txt').write_text('x')\n"
                                        "sorted(p.name for p in Path().iterdir())")
        assert "['data', 'mine.txt']" in page
        assert Path.cwd() == before
        assert not (before / "mine.txt").exists()


@pytest.mark.slow
def test_a_broken_link_fails_the_build(tmp_path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text('extensions = ["myst_parser"]\n')
    (source / "index.md").write_text("# Site\n\n[there](missing_page.md)\n")
    built = _build(source, tmp_path)
    assert built.returncode != 0
    assert "missing_page" in built.stderr
