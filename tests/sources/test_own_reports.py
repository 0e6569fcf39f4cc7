"""What the toolkit's own reports wrote is no news."""

import json
import warnings
from pathlib import Path

import pytest

import toolkit as tk
from toolkit.errors import ToolkitWarning
from toolkit.sources.discover import find_inputs
from toolkit.sources.own_reports import EXPORT, report_files

NEWS = "title,date\nPier opens,2031-03-05\n"
WRITTEN = ("01_articles.csv", "01_days.svg", "charts/01_days.png", "01_check.html", "index.html", "manifest.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """News with a report inside, and in the report's folder a file that is the user's own."""
    report = tmp_path / "report"
    (report / "charts").mkdir(parents=True)
    for name in WRITTEN:
        (report / name).write_text(NEWS)
    steps = [{"file": "01_articles.csv"}, {"file": "01_days.svg", "also": ["charts/01_days.png"]},
             {"file": "../news.csv"}]
    manifest = {"id": "f00", "versions": {"media-analysis-toolkit": "0.1.0"}, "notebooks": [{"name": "01_check"}],
                "steps": steps}
    (report / "manifest.json").write_text(json.dumps(manifest, indent=1))
    (report / "mine.csv").write_text(NEWS.replace("opens", "shut"))
    (tmp_path / "news.csv").write_text(NEWS)
    return tmp_path


def names(source: object, folder: Path) -> list[str]:
    return [Path(one.ref).relative_to(folder).as_posix() for one in find_inputs(source)]


def test_its_files_are_left_out_and_it_is_said(folder) -> None:
    with pytest.warns(ToolkitWarning, match=r"6 files in '.*report' were left out: an earlier report"):
        assert names(folder, folder) == ["news.csv", "report/mine.csv"]
    with pytest.warns(ToolkitWarning, match="6 files"):
        assert sorted(tk.load(folder).articles["title"]) == ["Pier opens", "Pier shut"]
    with pytest.warns(ToolkitWarning, match="6 files"):
        assert names(str(folder / "**" / "*.*"), folder) == ["news.csv", "report/mine.csv"]


def test_a_file_that_is_named_is_read(folder) -> None:
    assert len(tk.load(folder / "report" / "01_articles.csv").articles) == 1


def test_a_report_that_is_being_made_is_left_out_without_a_word(folder, monkeypatch) -> None:
    report = folder / "report"
    (report / "manifest.json").unlink()
    (report / "02_new.csv").write_text(NEWS)
    (report / "steps.jsonl").write_text('{"file": "02_new.csv"}\n')
    monkeypatch.setenv(EXPORT, str(report))
    assert {path.name for path in report_files(report)} == {"02_new.csv", "steps.jsonl"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "report/02_new.csv" not in names(folder, folder)


@pytest.mark.parametrize("text", ["", "[]", '{"id": 1}', '{"name": "x", "versions": {}}', '{"id": 1, "versions": 3}',
                                  '{"id": 1, "versions": {"media-analysis-toolkit": "1"}, "notebooks": 2, "steps": 3}'])
def test_another_manifest_says_nothing(tmp_path, text) -> None:
    (tmp_path / "manifest.json").write_text(text)
    assert report_files(tmp_path) == set()
