import json

import pandas as pd
import pytest
from matplotlib import pyplot as plt

import toolkit as tk
from toolkit.errors import OptionError
from toolkit.schema import HEALTH, empty
from toolkit.show import EXPORT, NOTEBOOK, RUN, table_html


@pytest.fixture
def export(tmp_path, monkeypatch):
    monkeypatch.setenv(EXPORT, str(tmp_path))
    monkeypatch.setenv(NOTEBOOK, "03_something")
    monkeypatch.setenv(RUN, "run0123")
    return tmp_path


def test_nothing_is_written_outside_a_report(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.delenv(EXPORT, raising=False)
    monkeypatch.chdir(tmp_path)
    tk.show(pd.DataFrame({"n": [1]}), "counts")
    assert list(tmp_path.iterdir()) == []
    assert "n" in capsys.readouterr().out


def test_a_table_is_written_whole_and_recorded(export) -> None:
    frame = pd.DataFrame({"outlet": [f"O{i}" for i in range(30)], "tags": [["a", "б"]] * 30})
    frame.attrs = {"n": 30, "left_out": {"no time": 4}, "parameters": {"by": "outlet"}}
    tk.show(frame, "counts", rows=3)
    written = pd.read_csv(export / "03_counts.csv")
    assert len(written) == 30
    assert json.loads(written["tags"][0]) == ["a", "б"]
    step = json.loads((export / "steps.jsonl").read_text(encoding="utf-8"))
    assert (step["rows"], step["left_out"], step["file"]) == (30, {"no time": 4}, "03_counts.csv")


def test_a_file_of_another_alphabet_bears_the_mark_that_spreadsheets_need(export) -> None:
    frame = pd.DataFrame({"title": ["Міст відкрито", "Pier"], "n": [1, 2]})
    tk.show(frame, "letters")
    tk.show(frame.tail(1), "plain")
    assert (export / "03_letters.csv").read_bytes().startswith(b"\xef\xbb\xbftitle,n")
    assert (export / "03_plain.csv").read_bytes().startswith(b"title,n")
    pd.testing.assert_frame_equal(pd.read_csv(export / "03_letters.csv"), frame)
    assert tk.load(export / "03_letters.csv").articles["title"].tolist() == frame["title"].tolist()
    assert not list(export.glob("*.part"))


def test_a_chart_is_written_with_its_words_and_the_run(export) -> None:
    axes = tk.plot.health(empty(HEALTH))
    tk.show(axes, "health")
    svg = (export / "03_health.svg").read_text(encoding="utf-8")
    assert "run0123" in svg
    assert "There is no article to check." in svg
    assert b"run0123" in (export / "charts" / "03_health.png").read_bytes()
    assert (export / "charts" / "03_health.pdf").read_bytes().startswith(b"%PDF")
    step = json.loads((export / "steps.jsonl").read_text(encoding="utf-8"))
    assert (step["file"], step["also"]) == ("03_health.svg", ["charts/03_health.png", "charts/03_health.pdf"])
    assert not plt.fignum_exists(axes.figure.number)


def test_the_same_chart_is_the_same_file(export) -> None:
    tk.show(tk.plot.health(empty(HEALTH)), "health")
    first = (export / "03_health.svg").read_bytes()
    tk.show(tk.plot.health(empty(HEALTH)), "health")
    assert (export / "03_health.svg").read_bytes() == first


def test_cells_are_escaped_shortened_and_numbers_grouped() -> None:
    frame = pd.DataFrame(
        {
            "t": ["<script>", "x" * 300],
            "n": [1234567, 0],
            "r": [0.123456, None],
            "at": pd.to_datetime(["2031-03-05 00:00", "2031-03-05 07:30"]),
            "ok": [True, False],
        }
    )
    html = table_html(frame, rows=5)
    for part in ("&lt;script&gt;", "…</td>", ">1,234,567<", ">0.123<", ">2031-03-05<", ">2031-03-05 07:30<", ">yes<"):
        assert part in html
    assert "<script>" not in html


def test_the_head_of_numbers_stands_above_them() -> None:
    html = table_html(pd.DataFrame({"n": [3], "share": [0.5], "ok": [True], "topic": ["rain"]}), rows=1)
    heads = html.partition("<tbody>")[0].split("<th ")[1:]
    assert ['class="number"' in head for head in heads] == [True, True, False, False]


def test_without_rows_only_their_number_and_the_file_are_told() -> None:
    frame = pd.DataFrame({"n": range(1200)})
    assert table_html(frame, rows=0, link="all.csv") == (
        '<p class="size">1,200 rows · <a href="all.csv">whole table (CSV)</a></p>')
    assert "<th" in table_html(frame.head(0), rows=0)


def test_the_rows_shown_are_told_where_there_are_more() -> None:
    frame = pd.DataFrame({"n": range(3)})
    for rows, told in ((2, "2 of 3 rows"), (3, "3 rows"), (9, "3 rows")):
        assert f"<caption>{told}</caption>" in table_html(frame, rows=rows)
    assert "<caption>1 row</caption>" in table_html(frame.head(1), rows=2)


def test_column_titles_carry_their_declared_meaning() -> None:
    frame = empty(HEALTH)
    frame.attrs["measure"] = "health"
    meanings = tk.describe("health")["meaning"]
    assert all(f'title="{meaning}"' in table_html(frame, rows=3) for meaning in meanings)


@pytest.mark.parametrize(
    ("what", "name", "says"),
    [
        (pd.DataFrame(), "a/b", "name of a file"),
        (pd.DataFrame(), "", "name of a file"),
        ([1], "a", "not list"),
    ],
)
def test_wrong_arguments_are_refused(what, name, says) -> None:
    with pytest.raises(OptionError, match=says):
        tk.show(what, name)


def test_columns_of_coverage_that_tell_nothing_are_not_shown() -> None:
    rows = pd.DataFrame({"published_at": pd.to_datetime(["2025-02-12 08:00", "2025-02-13 09:00"], utc=True),
                         "time_zone": "UTC", "tags": [["rail"], []]})
    html = table_html(tk.coverage(rows), rows=5)
    assert "state" in html and "n low" in html
    assert not any(f">{head}<" in html for head in ("total (articles)", "share", "share low", "p silence"))
    assert ">share<" in table_html(tk.coverage(rows, topic="rail"), rows=5)
    assert ">share<" in table_html(tk.coverage(rows[:1], topic="rail"), rows=5)


def test_numbers_keep_three_figures() -> None:
    cells = table_html(pd.DataFrame({"x": [20.9616, 9.999, 3.0, 0.99961, 1234.56]}), rows=5)
    assert [f for f in ("21.0", "10.0", "3", "0.99961", "1,234.6") if f">{f}<" not in cells] == []
