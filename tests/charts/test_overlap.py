"""No text of any chart lies on another or is cut off: every chart, language and style, alone and in a given Axes."""

from typing import Any

import pytest
from matplotlib import pyplot as plt

import toolkit as tk
from toolkit.charts.fit import collisions, visible_texts

CASES = [
    "coverage 1",
    "coverage 2",
    "coverage 4",
    "coverage 7",
    "coverage all",
    "times 1",
    "times 4",
    "times 7",
    "clock 1",
    "clock 4",
    "clock 7",
    "pairs 4",
    "pairs 10",
    "pairs 30",
    "pairs untested",
    "network 2",
    "network 6",
    "health 1",
    "health 9",
    "timeline 1",
    "timeline 40",
    "spikes 1",
    "spikes 9",
    "spikes 30",
    "marked 1",
    "marked 3",
    "marked 7",
    "prominence 1",
    "prominence 4",
    "prominence 40",
    "leads 1",
    "leads 4",
    "leads 30",
]


@pytest.fixture
def draw(coverage_frame, times_frame, pairs_frame, health_frame, headlines_frame, spikes_frame, graph,
         stood_frame, leads_frame) -> Any:
    def chart(case: str, **options: Any) -> Any:
        kind, _, size = case.partition(" ")
        number = int(size) if size.isdigit() else 3
        if kind == "coverage":
            return tk.plot.coverage(coverage_frame(number, topic=None if size == "all" else "ferries"), **options)
        if kind == "spikes":
            return tk.plot.spikes(spikes_frame(number), **options)
        if kind == "marked":
            frame = coverage_frame(number)
            return tk.plot.coverage(frame, spikes=spikes_frame(6, outlets=number), **options)
        if kind in ("times", "clock"):
            return getattr(tk.plot, kind)(times_frame(number), **options)
        if kind == "pairs":
            return tk.plot.cooccurrence(
                pairs_frame(number + 5 * (size == "untested"), tested=size != "untested"), **options
            )
        if kind == "network":
            return tk.plot.network(graph(number), **options)
        if kind == "health":
            return tk.plot.health(health_frame(number), **options)
        if kind == "prominence":
            return tk.plot.prominence(stood_frame(number), **options)
        if kind == "leads":
            return tk.plot.leads(leads_frame(number), **options)
        return tk.plot.timeline(headlines_frame(number), **options)

    return chart


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("lang", "style"), [("en", "light"), ("uk", "dark"), ("ru", "light")])
def test_texts_do_not_overlap(draw, case, lang, style) -> None:
    axes = draw(case, lang=lang, style=style)
    assert len(visible_texts(axes.figure)) > 3
    assert collisions(axes.figure) == []


@pytest.mark.parametrize("case", [c for c in CASES if c.endswith((" 1", " 4", " 2"))])
def test_a_given_axes_is_drawn_into_and_its_figure_kept(draw, case) -> None:
    figure = plt.figure(figsize=(11, 9))
    given = figure.add_axes((0.3, 0.3, 0.5, 0.45))
    assert draw(case, ax=given) is given
    assert figure.get_size_inches().tolist() == [11, 9]
    assert plt.get_fignums() == [figure.number]
    inside = [pair for pair in collisions(figure) if "edge" not in pair]
    assert inside == []


def test_the_finder_finds_an_overlap_and_a_text_cut_off() -> None:
    figure = plt.figure(figsize=(4, 3))
    figure.text(0.4, 0.5, "one label")
    figure.text(0.42, 0.51, "another label")
    figure.text(0.95, 0.1, "beyond the edge")
    assert ("one label", "another label") in collisions(figure)
    assert ("beyond the edge", "edge") in collisions(figure)


def test_tick_labels_of_switched_off_axes_do_not_count() -> None:
    figure = plt.figure(figsize=(4, 3))
    axes = figure.add_subplot()
    axes.set_axis_off()
    assert visible_texts(figure) == []
