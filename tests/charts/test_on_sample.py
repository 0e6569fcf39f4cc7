"""Every chart of every notebook on the sample, in each language: no text lies on another or is cut off."""

import warnings
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import nbformat
import pytest
from matplotlib import pyplot as plt

import toolkit as tk
from toolkit.charts.fit import collisions, visible_texts
from toolkit.report import find_notebooks

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
CHARTS = [name for name in tk.plot.__all__ if name not in ("alt_text", "save")]


def _recorded(name: str, draw: Callable[..., Any], calls: list[Any]) -> Callable[..., Any]:
    @wraps(draw)
    def wrapper(*given: Any, **options: Any) -> Any:
        calls.append((name, draw, given, options))
        return draw(*given, **options)

    return wrapper


@pytest.fixture(scope="module")
def drawn() -> list[Any]:
    """Each call of a chart in the notebooks: name, function, arguments. The sample is read once."""
    calls: list[Any] = []
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the data lacks is told in the notebooks; the charts are of interest
        corpus = tk.load(SAMPLE)
        patch.setattr(tk, "load", lambda folder: corpus, raising=False)
        patch.setattr(tk, "compare_readers", lambda folder: corpus.report, raising=False)  # no chart, and slow
        patch.setattr(tk, "show", lambda *what, **options: plt.close("all"), raising=False)
        for name in CHARTS:
            patch.setattr(tk.plot, name, _recorded(name, getattr(tk.plot, name), calls), raising=False)
        for path in find_notebooks():
            names: dict[str, Any] = {}
            for cell in nbformat.read(path, as_version=4).cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, path.stem, "exec"), names)
                if "parameters" in cell.metadata.get("tags", []):
                    names["folder"] = str(SAMPLE)
    return calls


@pytest.mark.slow
@pytest.mark.xdist_group("sample charts")
class TestSample:
    def test_the_notebooks_show_all_kinds_of_charts(self, drawn) -> None:
        assert {name for name, *_ in drawn} == set(CHARTS) - {"spikes"}

    @pytest.mark.parametrize(("lang", "style"), [("en", "light"), ("uk", "dark"), ("ru", "light")])
    def test_no_text_lies_on_another_or_is_cut_off(self, drawn, lang, style) -> None:
        for number, (name, draw, given, options) in enumerate(drawn):
            axes = draw(*given, **options, lang=lang, style=style)
            assert len(visible_texts(axes.figure)) > 3, (number, name)
            assert collisions(axes.figure) == [], (number, name)
            assert "There is no" not in tk.plot.alt_text(axes), (number, name)
            plt.close("all")
