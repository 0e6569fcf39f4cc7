import subprocess
import sys

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt

import toolkit as tk
from toolkit.charts.sheet import aside, listing
from toolkit.charts.words import Words


def test_drawing_leaves_matplotlibs_parameters_alone(coverage_frame) -> None:
    before = dict(mpl.rcParams)
    tk.plot.coverage(coverage_frame(3), style="dark")
    assert dict(mpl.rcParams) == before


def test_a_given_axes_leaves_the_current_figure_alone(coverage_frame) -> None:
    figure, axes = plt.subplots()
    other = plt.figure()
    tk.plot.coverage(coverage_frame(1), ax=axes)
    assert plt.gcf() is other
    assert axes.figure is figure


def test_names_from_the_data_are_never_read_as_formulas(pairs_frame) -> None:
    axes = tk.plot.cooccurrence(pairs_frame(8))
    assert not any(t.get_parse_math() for t in axes.texts)
    assert any("$ rate $" in t.get_text() for t in axes.texts)


def test_letters_that_no_font_has_are_replaced_and_the_caption_says_so(coverage_frame) -> None:
    frame = coverage_frame(1, topic="fair \U0001fae8 \U00010a05")
    axes = tk.plot.coverage(frame)
    assert "\U00010a05" not in tk.plot.alt_text(axes)
    assert "A question mark stands for letters that no installed font has" in tk.plot.alt_text(axes)


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_every_format_can_be_saved(coverage_frame, tmp_path, ending) -> None:
    file = tmp_path / f"chart.{ending}"
    tk.plot.coverage(coverage_frame(2), lang="uk").figure.savefig(file)
    assert file.stat().st_size > 5000


def test_alt_text_of_other_axes_is_their_title() -> None:
    axes = plt.figure().add_subplot()
    assert tk.plot.alt_text(axes) == ""
    axes.set_title("Mine")
    assert tk.plot.alt_text(axes) == "Mine"


def test_long_listings_are_cut_with_a_count() -> None:
    assert listing(list("abcd"), Words(), limit=2) == "a, b, 2 more"
    assert listing(list("ab"), Words(), limit=2) == "a, b"


def test_no_chart_is_imported_before_it_is_used() -> None:
    code = "import toolkit as tk, sys; tk.plot; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_unknown_chart_is_an_attribute_error_that_lists_them() -> None:
    with pytest.raises(AttributeError, match="coverage"):
        tk.plot.pie  # noqa: B018


@pytest.mark.slow
def test_every_chart_of_a_notebook_shows_itself_without_complaints() -> None:
    import nbclient
    import nbformat

    data = ("import pandas as pd, toolkit as tk\narticles = pd.DataFrame({'outlet': 'Quay', 'time_zone': 'UTC', "
            "'published_at': pd.to_datetime(['2031-03-05 10:00'], utc=True)})")
    charts = ["tk.plot.coverage(tk.coverage(articles))", "tk.plot.times(tk.times(articles))"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in (data, *charts)])
    nbclient.NotebookClient(notebook, kernel_name="python3", timeout=120).execute()
    for cell in notebook.cells[1:]:
        assert sum("image/png" in output.get("data", {}) for output in cell.outputs) == 1
        assert [output for output in cell.outputs if output.output_type == "stream"] == []


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("headlines from 456 pages.", "Headlines seen in the saved lists, not everything published.")),
        ("uk", ("сторінок: 456.", "Заголовки, побачені в збережених списках, а не все опубліковане.")),
        ("ru", ("страниц: 456.", "Заголовки, увиденные в сохранённых списках, а не всё опубликованное.")),
    ],
)
@pytest.mark.parametrize("chart", ["coverage", "times", "clock"])
def test_a_chart_of_headlines_says_that_it_counts_what_was_seen(
    coverage_frame, times_frame, chart, lang, words
) -> None:
    frame = coverage_frame(1, topic=None) if chart == "coverage" else times_frame(1)
    of_articles = tk.plot.alt_text(getattr(tk.plot, chart)(frame, lang=lang))
    frame.attrs |= {"unit": "headlines", "pages": 456}
    says = tk.plot.alt_text(getattr(tk.plot, chart)(frame, lang=lang))
    assert all(part in says and part not in of_articles for part in words)


def test_the_name_of_the_unknown_has_one_pair_of_brackets() -> None:
    assert [aside(name) for name in ("Herald", "(unknown)", "")] == [" (Herald)", " (unknown)", ""]
