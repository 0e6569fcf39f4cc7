import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.charts.matrix import NUMBERS
from toolkit.errors import ColumnError, OptionError
from toolkit.schema import PAIRS, empty


def _cells(axes):
    values = np.ma.filled(axes.collections[0].get_array(), np.nan)
    size = round(len(np.ravel(values)) ** 0.5)
    return np.reshape(values, (size, size))


def test_only_pairs_that_pass_are_coloured_by_npmi_below_the_diagonal(pairs_frame) -> None:
    frame = pairs_frame(9)
    cells = _cells(tk.plot.cooccurrence(frame))
    assert np.isfinite(cells).sum() == (frame["q"] < 0.05).sum() == 9
    np.testing.assert_allclose(cells[np.isfinite(cells)], 0.6)
    assert np.isnan(cells[np.triu_indices(len(cells))]).all()


def test_topics_that_go_together_are_neighbours(pairs_frame) -> None:
    cells = _cells(tk.plot.cooccurrence(pairs_frame(9)))
    rows, columns = np.nonzero(np.isfinite(cells))
    assert (rows - columns).max() <= 2  # three groups of three in a row each


def test_pairs_that_do_not_pass_have_a_dot(pairs_frame) -> None:
    frame = pairs_frame(9)
    axes = tk.plot.cooccurrence(frame)
    dots = [line for line in axes.get_lines() if line.get_marker() == "."]
    assert len(dots) == (frame["q"] >= 0.05).sum() > 0
    assert "Dot: seen together" in tk.plot.alt_text(axes)


def test_avoided_pairs_have_a_minus(pairs_frame) -> None:
    frame = pairs_frame(9)
    avoided = frame[frame["q"] > 0.05].head(2)
    axes = tk.plot.cooccurrence(frame, avoided=avoided)
    assert len([line for line in axes.get_lines() if line.get_marker() == "_"]) == 2
    assert "(2 pairs)" in tk.plot.alt_text(axes)


def test_small_matrices_have_the_count_in_the_cell(pairs_frame) -> None:
    texts = [t.get_text() for t in tk.plot.cooccurrence(pairs_frame(6)).texts]
    assert texts.count("20") == 6
    assert "20" not in [t.get_text() for t in tk.plot.cooccurrence(pairs_frame(NUMBERS + 10)).texts]


def test_the_caption_says_how_many_were_tested_and_hidden(pairs_frame) -> None:
    frame = pairs_frame(30)
    says = tk.plot.alt_text(tk.plot.cooccurrence(frame, most=12))
    assert "of 435 pairs tested; they pass q < 0.05" in says
    assert "Not drawn for room:" in says
    assert "18 less linked tags" in says


def test_untested_pairs_are_called_untested(pairs_frame) -> None:
    assert "They were not tested" in tk.plot.alt_text(tk.plot.cooccurrence(pairs_frame(6, tested=False)))


def test_nothing_that_passes_is_said_in_words(pairs_frame) -> None:
    frame = pairs_frame(6).assign(q=0.9)
    frame.attrs = pairs_frame(6).attrs
    assert "None of the 15 pairs" in tk.plot.alt_text(tk.plot.cooccurrence(frame))


def test_without_a_pair_the_chart_says_so() -> None:
    frame = empty(PAIRS)
    frame.attrs = {"of": "topics", "n": 3, "left_out": {}, "unit": "articles"}
    assert "No two topics stand together often enough to be tested." in tk.plot.alt_text(tk.plot.cooccurrence(frame))


def test_pairs_of_several_groups_are_refused_with_a_way_out(pairs_frame) -> None:
    frame = pd.concat([pairs_frame(4).assign(outlet=name) for name in "AB"])
    frame.attrs = {"by": ["outlet"]}
    with pytest.raises(OptionError, match=r"pairs\[pairs\['outlet'\] == 'A'\]"):
        tk.plot.cooccurrence(frame)
    assert tk.plot.cooccurrence(frame[frame["outlet"] == "A"]).get_title(loc="left")


def test_wrong_input_is_refused(pairs_frame) -> None:
    with pytest.raises(ColumnError, match="npmi"):
        tk.plot.cooccurrence(pd.DataFrame({"a": ["x"], "b": ["y"]}))
    with pytest.raises(OptionError, match="2 topics"):
        tk.plot.cooccurrence(pairs_frame(4), most=1)


@pytest.mark.mpl_image_compare(baseline_dir="baseline", style="default", tolerance=12, savefig_kwargs={"dpi": 60})
def test_picture_of_pairs(pairs_frame, request):
    assert request.config.getoption("--mpl"), "without it the picture is compared with nothing"
    return tk.plot.cooccurrence(pairs_frame(9)).figure
