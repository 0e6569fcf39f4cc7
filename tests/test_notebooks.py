"""The notebooks as files, and run on folders that cannot answer what they ask."""

import ast
import warnings
from pathlib import Path

import nbformat
import pytest
from matplotlib import pyplot as plt

from toolkit.report import find_notebooks, run_notebook

NOTEBOOKS = find_notebooks()
SHARED = Path(__file__).resolve().parents[2] / "shared" / "pages" / "news"
NAMES = [p.stem for p in NOTEBOOKS]


def _cells(path: Path, kind: str) -> list:
    return [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == kind]


def test_the_set_is_there() -> None:
    assert {"01_load_and_check", "02_coverage", "03_publication_times", "04_topic_cooccurrence"} <= set(NAMES)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
class TestAsAFile:
    def test_it_is_valid_and_stored_without_outputs(self, path) -> None:
        nbformat.validate(nbformat.read(path, as_version=4))
        for cell in _cells(path, "code"):
            assert cell.outputs == []
            assert cell.execution_count is None

    def test_the_folder_is_its_one_parameter(self, path) -> None:
        tagged = [c for c in _cells(path, "code") if "parameters" in c.metadata.get("tags", [])]
        assert tagged == [_cells(path, "code")[0]]
        names = [t.id for s in ast.parse(tagged[0].source).body for t in s.targets]
        assert names == ["folder"]
        assert (path.parent / "../data/sample").is_dir()

    def test_cells_are_short_and_hold_no_logic(self, path) -> None:
        logic = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try, ast.With)
        for cell in _cells(path, "code"):
            assert len(cell.source.splitlines()) < 15
            assert not [n for n in ast.walk(ast.parse(cell.source)) if isinstance(n, logic)]

    def test_it_opens_with_a_title_and_says_what_it_cannot_show(self, path) -> None:
        texts = [c.source for c in _cells(path, "markdown")]
        assert texts[0].startswith("# ")
        assert any("What it cannot show" in t for t in texts)


def _folders(root: Path) -> dict[str, Path]:
    empty = root / "empty"
    empty.mkdir()
    one = root / "one"
    one.mkdir()
    (one / "page.html").write_text(
        '<html lang="en"><head><title>Pier reopens</title><meta property="article:published_time" '
        'content="2031-03-05T07:30:00+02:00"></head><body><h1>Pier reopens</h1>'
        '<p>The pier reopened at noon.</p></body></html>'
    )
    bare = root / "bare"
    bare.mkdir()
    (bare / "notes.csv").write_text("title,text\nPier reopens,The pier reopened.\nFerry late,The ferry was late.\n")
    days = root / "days"
    days.mkdir()
    (days / "days.csv").write_text("title,date,outlet\nPier reopens,2031-03-05,Q\nFerry late,2031-03-07,Q\n")
    broken = root / "broken"
    broken.mkdir()
    (broken / "page.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return {"empty": empty, "one": one, "bare": bare, "days": days, "broken": broken}


@pytest.mark.parametrize("kind", ["empty", "one", "bare", "days", "broken"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_it_runs_where_the_data_cannot_answer(path, kind, tmp_path, capsys) -> None:
    """Cells are run here in one process, which is what a kernel does, without the seconds that a kernel takes."""
    folder = _folders(tmp_path)[kind]
    names: dict[str, object] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a notebook shows them; here the words on the charts are of interest
        for cell in _cells(path, "code"):
            exec(compile(cell.source, f"{path.stem}", "exec"), names)
            if "parameters" in cell.metadata.get("tags", []):
                names["folder"] = str(folder)
    plt.close("all")
    told = capsys.readouterr().out
    if kind == "empty":
        assert "There is no" in told or "No " in told
    if (kind, path.stem) == ("days", "03_publication_times"):
        assert "No article carries a time of day" in told
    if (kind, path.stem) == ("bare", "02_coverage"):
        assert "No article carries a publication date" in told


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_it_runs_on_real_pages(path, tmp_path) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"the stored pages are not there: {SHARED}")
    run = run_notebook(path, tmp_path / path.name, {"folder": str(SHARED)}, {"TQDM_DISABLE": "1"})
    assert run.failure is None
