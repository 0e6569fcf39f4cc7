"""The report on the sample, and what it says when something fails."""

import json
import re
import signal
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from toolkit.__main__ import _columns, main
from toolkit.errors import InputError, OptionError
from toolkit.report import _clear, find_notebooks, input_hashes, report, run_notebook

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Checked(HTMLParser):
    """Finds unclosed or crossed elements, doubled ids, pictures without words and addresses outside the page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if (name := given.get("id")) is not None:
            if name in self.ids:
                self.faults.append(f"id {name} twice")
            self.ids.add(name)
        if tag == "img" and not given.get("alt"):
            self.faults.append("picture without alt")
        for where in ("href", "src"):
            if where in given:
                self.links.append(given[where])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)

    def handle_startendtag(self, tag, attrs) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.faults.append(f"<{tag}/> does not close itself")

    def handle_endtag(self, tag) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> out of place")


def check(file: Path) -> Checked:
    parser = Checked()
    parser.feed(file.read_text(encoding="utf-8"))
    parser.close()
    return parser


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    lines: list[str] = []
    return report(SAMPLE, out, say=lines.append), out, lines


@pytest.mark.slow
@pytest.mark.xdist_group("report")
class TestSample:
    def test_no_cell_failed_and_every_notebook_has_its_page(self, made) -> None:
        done, out, _ = made
        assert done.failures == []
        assert sorted(p.stem for p in out.glob("*.html")) == sorted([*(p.stem for p in find_notebooks()), "index"])

    def test_pages_are_well_formed_and_ask_nothing_of_the_network(self, made) -> None:
        _, out, _ = made
        for file in out.glob("*.html"):
            parsed = check(file)
            assert parsed.faults == [], file.name
            assert parsed.open == [], file.name
            assert parsed.headings.count("h1") == 1, file.name
            assert not [a for a in parsed.links if re.match(r"(https?:)?//", a)], file.name

    def test_every_link_leads_to_a_file(self, made) -> None:
        _, out, _ = made
        for file in out.glob("*.html"):
            for address in check(file).links:
                if not address.startswith(("data:", "#")):
                    assert (file.parent / address).exists(), (file.name, address)

    def test_the_pages_fit_into_five_megabytes(self, made) -> None:
        _, out, _ = made
        assert sum(p.stat().st_size for p in out.glob("*.html")) < 5 * 2**20

    def test_tables_and_charts_lie_beside_the_pages(self, made) -> None:
        _, out, _ = made
        daily = pd.read_csv(out / "02_coverage_all.csv")
        assert daily.loc[daily["n"].idxmax(), "period"].startswith("2026-04-08")  # the storm planted in the sample
        for step in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["steps"]:
            assert all((out / file).stat().st_size > 0 for file in (step["file"], *step.get("also", [])))
        assert sorted({p.suffix for p in out.iterdir()}) == ["", ".csv", ".html", ".json", ".svg"]
        assert sorted(p.name for p in out.iterdir() if p.is_dir()) == ["charts"]
        assert {p.suffix for p in (out / "charts").iterdir()} == {".png", ".pdf"}

    def test_the_manifest_says_what_went_in_and_what_was_left_out(self, made) -> None:
        _, out, _ = made
        manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["inputs"] == input_hashes(SAMPLE)
        rows = manifest["rows"]
        assert rows["inputs"] == rows["loaded"] + rows["duplicate"] + rows["rejected"]
        assert rows["rejected"] == len(manifest["rejected"]) == 5
        tables = [s for s in manifest["steps"] if s["kind"] == "table" and s.get("measure") == "times"]
        assert tables and all("left_out" in s and "parameters" in s for s in tables)
        assert {"python", "pandas", "media-analysis-toolkit"} <= set(manifest["versions"])

    def test_the_run_is_named_in_every_chart(self, made) -> None:
        _, out, _ = made
        run = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["id"]
        charts = list(out.glob("*.svg"))
        assert len(charts) > 9
        for chart in charts:
            assert run in chart.read_text(encoding="utf-8"), chart.name


def _failing(tmp_path: Path) -> Path:
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_code_cell("folder = ''", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("raise RuntimeError('the pier is closed')"),
    ]
    notebook.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
    }
    path = tmp_path / "09_fails.ipynb"
    nbformat.write(notebook, path)
    return path


@pytest.mark.slow
def test_a_failed_cell_is_named_and_the_command_fails(tmp_path, capsys) -> None:
    (tmp_path / "news.csv").write_text("title,date\nPier reopens,2031-03-05\n")
    code = main(
        ["report", str(tmp_path / "news.csv"), "--out", str(tmp_path / "out"), "--notebook", str(_failing(tmp_path))]
    )
    told = capsys.readouterr()
    assert code == 1
    assert "notebook 09_fails, cell 3 failed: RuntimeError: the pier is closed" in told.err
    assert "index.html" in told.out
    assert "the pier is closed" in (tmp_path / "out" / "09_fails.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_kernel_that_is_done_is_asked_to_end_and_not_interrupted(tmp_path, monkeypatch) -> None:
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    sent: list[int] = []
    send = LocalProvisioner.send_signal

    async def record(self, signum):
        sent.append(signum)
        await send(self, signum)  # a kernel that is slow to end has to be ended, or it outlives the test

    monkeypatch.setattr(LocalProvisioner, "send_signal", record)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    notebook.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(notebook, tmp_path / "08_ends.ipynb")
    assert run_notebook(tmp_path / "08_ends.ipynb", tmp_path / "done.ipynb", {}, {}).failure is None
    assert signal.SIGINT not in sent


def test_files_of_an_earlier_report_are_removed_and_nothing_else(tmp_path) -> None:
    (tmp_path / "charts").mkdir()
    for name in ("old.svg", "charts/old.png", "charts/mine.png", "mine.svg", "old.html", "keep.txt"):
        (tmp_path / name).write_text("x")
    steps = [{"file": "old.svg", "also": ["charts/old.png", "charts/old.pdf"]}, {"file": "../outside.txt"}]
    (tmp_path / "manifest.json").write_text(json.dumps({"steps": steps, "notebooks": [{"name": "old"}]}))
    outside = tmp_path.parent / "outside.txt"
    outside.write_text("x")
    _clear(tmp_path)
    left = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert left == ["charts/mine.png", "keep.txt", "manifest.json", "mine.svg"]
    assert outside.exists()


def test_a_folder_that_is_not_there_is_an_error_in_one_line(tmp_path, capsys) -> None:
    assert main(["report", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 2
    assert "there is no such file or folder" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_an_unknown_notebook_lists_the_known_ones() -> None:
    with pytest.raises(OptionError, match="01_load_and_check"):
        find_notebooks(["99_no_such"])


def test_inputs_are_hashed_in_order(tmp_path) -> None:
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.txt").write_text("")
    found = input_hashes(tmp_path)
    assert [f["path"] for f in found] == ["a/c.txt", "b.txt"]
    assert found[0]["sha256"] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_place_that_can_be_no_folder_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OptionError, match="cannot be made a folder"):
        report(tmp_path, tmp_path / "file")


@pytest.mark.slow
def test_the_notebooks_read_as_the_report_was_told(tmp_path) -> None:
    (tmp_path / "news.csv").write_text("when,title,src\n2025-02-12 23:30,Pier opens,https://pier.example/1\n"
                                       "2025-02-13 08:00,Pier shut,https://pier.example/2\n")
    notebook = nbformat.v4.new_notebook(metadata={
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"}})
    notebook.cells = [nbformat.v4.new_code_cell("folder = ''", metadata={"tags": ["parameters"]}),
                      nbformat.v4.new_code_cell("import toolkit as tk\ntk.show(tk.load(folder).articles, 'articles')")]
    nbformat.write(notebook, tmp_path / "08_reads.ipynb")
    code = main(["report", str(tmp_path / "news.csv"), "--out", str(tmp_path / "out"), "--notebook",
                 str(tmp_path / "08_reads.ipynb"), "--time-zone", "America/New_York", "--outlet", "Pier Post",
                 "--columns", "src=url,when=published_at"])
    assert code == 0
    read = pd.read_csv(tmp_path / "out" / "08_articles.csv")
    assert read["published_at"].tolist()[0] == "2025-02-13 04:30:00+00:00"
    assert set(read["outlet"]) == {"Pier Post"} and read["url"].str.startswith("https://pier.example/").all()
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    columns = {"src": "url", "when": "published_at"}
    options = {"outlet": "Pier Post", "time_zone": "America/New_York", "columns": columns}
    assert manifest["notebooks"][0]["parameters"].items() >= options.items()


@pytest.mark.parametrize(("given", "says"), [
    (["--time-zone", "Mars/Base"], "time_zone='Mars/Base' is no IANA zone; one looks like 'Europe/Kyiv'"),
    (["--columns", "src"], "--columns 'src' is not of the form COLUMN=FIELD; one is src=url"),
    (["--columns", "src=adress"], "which is no column of the articles table"),
    (["--columns", "src=url,title=headline"], "maps 'title' to 'headline', which is no column of the articles table"),
])
def test_a_wrong_option_is_told_before_anything_is_run_or_removed(tmp_path, capsys, given, says) -> None:
    (tmp_path / "news.csv").write_text("title,date,src\nPier reopens,2031-03-05,x\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "manifest.json").write_text('{"steps": [{"file": "old.svg"}], "notebooks": []}')
    (tmp_path / "out" / "old.svg").write_text("x")
    assert main(["report", str(tmp_path / "news.csv"), "--out", str(tmp_path / "out"), *given]) == 2
    assert says in capsys.readouterr().err
    assert (tmp_path / "out" / "old.svg").exists()


@pytest.mark.parametrize(("text", "error", "says"), [
    ("[pier]\nen = [\"pier\"]\n\n[storm]\nen = \"storm\"\n", OptionError,
     "line 4: topic 'storm', 'en': 'storm' is not"),
    ("[pier]\nenglish = [\"pier\"]\n", OptionError, "'english' is no language; write its code, such as en or uk"),
    ("pier = [\"pier\"]\n", OptionError, "line 1: topic 'pier' holds"),
    ("[pier]\nen = [\"...\"]\n", OptionError, "line 1: topic 'pier', 'en': the pattern '...' holds no word"),
    ("[pier\nen = [\"pier\"]\n", InputError, "line 1"),
])
def test_a_faulty_dictionary_is_told_before_anything_is_run(tmp_path, text, error, says) -> None:
    (tmp_path / "topics.toml").write_text(text)
    (tmp_path / "news.csv").write_text("title,date\nPier reopens,2031-03-05\n")
    for source in (tmp_path, tmp_path / "news.csv"):
        with pytest.raises(error) as told:
            report(source, tmp_path / "out")
        assert "topics.toml" in str(told.value) and says in str(told.value)
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_report_inside_the_folder_of_the_news_does_not_count_itself(tmp_path, capsys) -> None:
    (tmp_path / "news.csv").write_text("title,date,url\nPier opens,2031-03-05,https://pier.example/1\n")
    rows = []
    for _ in range(2):
        names = ["01_load_and_check", "05_news_list"]
        done = report(tmp_path, tmp_path / "out", notebooks=names, say=lambda line: None)
        assert done.failures == []
        manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
        rows.append((manifest["id"], manifest["rows"], manifest["inputs"]))
        assert "an earlier report" not in (tmp_path / "out" / "05_news_list.html").read_text(encoding="utf-8")
    assert rows[0] == rows[1]
    assert rows[0][1]["inputs"] == 1 and [i["path"] for i in rows[0][2]] == ["news.csv"]


def test_the_folder_of_the_news_itself_is_refused_for_the_report(tmp_path, capsys) -> None:
    (tmp_path / "news.csv").write_text("title,date\nPier opens,2031-03-05\n")
    assert main(["report", str(tmp_path), "--out", f"{tmp_path}/x/.."]) == 2
    assert "is the folder of the news itself" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["news.csv"]


def test_a_name_with_a_comma_or_an_equals_sign_is_one_column() -> None:
    given = ["src=url, headline=title", "day, hour=published_at", "a=b=lead"]
    assert _columns(given) == {"src": "url", "headline": "title", "day, hour": "published_at", "a=b": "lead"}
    assert _columns(None) is None


@pytest.mark.parametrize(("files", "says"), [
    ({}, "there are no files in it; give a folder with saved pages"),
    ({"a.pdf": "%PDF-1.4", "b.xyz": "?"}, "a.pdf: it is a PDF; save the page as HTML or text; "),
    ({f"{n}.pdf": "%PDF-1.4" for n in range(8)}, "; and 3 more. There is no report; give a folder with saved pages"),
])
def test_a_folder_of_no_news_makes_no_report_and_the_command_fails(tmp_path, capsys, files, says) -> None:
    (tmp_path / "news").mkdir()
    for name, text in files.items():
        (tmp_path / "news" / name).write_text(text)
    assert main(["report", str(tmp_path / "news"), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr()
    assert says in told.err and "Open" not in told.out
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_the_command_names_what_it_could_not_read(tmp_path, capsys) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "news.csv").write_text("title,date\nPier opens,2031-03-05\n")
    for number in range(6):
        (tmp_path / "news" / f"{number}.pdf").write_text("%PDF-1.4")
    command = ["report", str(tmp_path / "news"), "--out", str(tmp_path / "out"), "--notebook", "01_load_and_check"]
    assert main(command) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "6 inputs could not be read:" and lines[1].endswith("0.pdf: it is a PDF; save the page as "
                                                                           "HTML or text")
    assert len(lines) == 7 and lines[-1] == "  and 1 more"


@pytest.mark.slow
def test_what_the_environment_says_holds_for_the_notebooks_as_for_the_first_page(tmp_path, monkeypatch) -> None:
    (tmp_path / "news.csv").write_text("title,date,page\nPier opens,2031-03-05 10:00,https://pier.example/1\n")
    told = {"outlet": "Pier Post", "time_zone": "Asia/Tokyo", "columns": {"page": "url"}}
    monkeypatch.setenv("TOOLKIT_LOAD", json.dumps(told))
    out = tmp_path / "out"
    done = report(tmp_path / "news.csv", out, notebooks=["01_load_and_check"], time_zone="Europe/Kyiv")
    assert done.failures == []
    parameters = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["notebooks"][0]["parameters"]
    assert parameters.items() >= (told | {"time_zone": "Europe/Kyiv"}).items()
    assert "Pier Post" in (out / "index.html").read_text(encoding="utf-8")
    assert "Pier Post" in (out / "01_load_and_check.html").read_text(encoding="utf-8")
