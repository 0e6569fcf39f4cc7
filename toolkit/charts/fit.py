"""Fitting words into pictures: measuring, wrapping, spreading labels, and finding those that touch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text
    from matplotlib.transforms import Bbox


@lru_cache(maxsize=1)
def _scrap() -> Any:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(1, 1), dpi=72)
    FigureCanvasAgg(figure)
    return figure


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Width of one line in points, drawn with the fonts of the style."""
    import matplotlib as mpl
    from matplotlib.text import Text

    from toolkit.charts.style import fonts

    figure = _scrap()
    with mpl.rc_context({"text.parse_math": False}):
        drawn = Text(0, 0, text, fontsize=size, fontweight=weight, fontfamily=list(fonts()))
    drawn.set_figure(figure)
    return float(drawn.get_window_extent(figure.canvas.get_renderer()).width)


def wrap(text: str, width: float, size: float, *, weight: str = "normal", lines: int | None = None) -> str:
    """Break text into lines of at most ``width`` points; beyond ``lines`` lines it ends with an ellipsis."""
    done: list[str] = []
    for paragraph in text.split("\n"):
        line, joint = "", ""
        for word, after in _pieces(paragraph, width, size, weight):
            longer = f"{line}{joint}{word}"
            joint = after
            if line and text_width(longer, size, weight) > width:
                done.append(line)
                line = word
            else:
                line = longer
            while len(line) > 1 and text_width(line, size, weight) > width:
                cut = _cut(line, width, size, weight)
                done.append(line[:cut])
                line = line[cut:]
        done.append(line)
    if lines is not None and len(done) > lines:
        done = [*done[: lines - 1], shorten(" ".join(done[lines - 1:]), width, size, weight=weight)]
    return "\n".join(done)


def _pieces(paragraph: str, width: float, size: float, weight: str) -> list[tuple[str, str]]:
    """Words with what joins each to the next; one that is too long for a line is broken after its signs first."""
    found: list[tuple[str, str]] = []
    for word in paragraph.split(" "):
        if text_width(word, size, weight) <= width:
            found.append((word, " "))
        else:
            parts = re.findall(r"[^-./_@]+[-./_@]*|[-./_@]+", word)
            found += [(part, "") for part in parts[:-1]] + [(parts[-1], " ")]
    return found


def _cut(line: str, width: float, size: float, weight: str) -> int:
    """Number of letters of a line that is too long which still fit; at least one."""
    low, high = 1, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(line[:middle], size, weight) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def shorten(text: str, width: float, size: float, *, weight: str = "normal") -> str:
    """One line of at most ``width`` points; what does not fit becomes an ellipsis."""
    if text_width(text, size, weight) <= width:
        return text
    room = max(width - text_width("…", size, weight), 1.0)
    return text[: _cut(text, room, size, weight)].rstrip(" ,.;:-") + "…"


def shorten_apart(
    names: Sequence[str], width: float, size: float, *, weight: str = "normal"
) -> list[str]:
    """Names in one line each; where two would look alike when shortened, each shows the words in which it differs."""
    shown = [shorten(name, width, size, weight=weight) for name in names]
    for i, name in enumerate(names):
        like = [other for j, other in enumerate(names) if other != name and shown[i] == shorten(
            other, width, size, weight=weight)]
        if like and shown[i] != name:
            common = max(_common(name, other) for other in like)
            shown[i] = shorten("…" + name[name.rfind(" ", 0, common + 1) + 1:], width, size, weight=weight)
    return shown


def _common(one: str, other: str) -> int:
    """Letters with which both begin."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def spread(centres: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Move labels along one axis as little as needed so that none touches its neighbour, between low and high.

    Neighbours that collide are merged into one block whose centre is the mean of the wishes of its members, the exact
    solution of the least-squares problem (pool adjacent violators).

    References
    ----------
    Barlow, R. E., Bartholomew, D. J., Bremner, J. M., Brunk, H. D. (1972). Statistical Inference under Order
    Restrictions. Wiley.
    """
    order = sorted(range(len(centres)), key=lambda i: (centres[i], i))
    blocks: list[list[Any]] = []  # [members, sum of wishes for the block's lower edge, height]
    for i in order:
        blocks.append([[i], centres[i] - heights[i] / 2, heights[i]])
        while len(blocks) > 1 and _edge(blocks[-2], low, high) + blocks[-2][2] > _edge(blocks[-1], low, high):
            upper, lower = blocks.pop(), blocks[-1]
            lower[1] += upper[1] - lower[2] * len(upper[0])
            lower[0] += upper[0]
            lower[2] += upper[2]
    placed = [0.0] * len(centres)
    for block in blocks:
        at = _edge(block, low, high)
        for i in block[0]:
            placed[i] = at + heights[i] / 2
            at += heights[i]
    return placed


def _edge(block: list[Any], low: float, high: float) -> float:
    return float(max(low, min(block[1] / len(block[0]), high - block[2])))


def visible_texts(figure: Figure) -> list[Text]:
    """Every text of a figure that is drawn and not empty."""
    from matplotlib.text import Text

    found, switched_off = [], set()
    for axes in _all_axes(figure.axes):
        if not axes.axison:
            hidden = {*axes.xaxis.findobj(Text), *axes.yaxis.findobj(Text)}
        else:
            hidden = set()
        found += [t for t in axes.findobj(Text) if t not in hidden]
        switched_off |= {id(t) for t in hidden}
    found += figure.texts
    # the search from a host finds the texts of its inner axes too, those that are switched off among them
    unique = {id(t): t for t in found if t.get_visible() and t.get_text().strip() and id(t) not in switched_off}
    return list(unique.values())


def _all_axes(axes: Iterable[Any]) -> list[Any]:
    """These axes with all that lie inside them, to any depth."""
    return [found for a in axes for found in (a, *_all_axes(a.child_axes))]


def collisions(figure: Figure, slack: float = 1.0) -> list[tuple[str, str]]:
    """Pairs of texts whose boxes overlap by more than ``slack`` pixels, and texts cut off by the figure's edge.

    A text that leaves the figure is reported with the word ``edge``. Every chart is tested with this.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.text import Text

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    # Text's own method: that of an annotation adds the arrow, which may well cross a label
    boxes = [(t.get_text(), Text.get_window_extent(t, renderer)) for t in _drawn(figure)]
    found = []
    for i, (text, box) in enumerate(boxes):
        if box.x0 < -slack or box.y0 < -slack or box.x1 > figure.bbox.x1 + slack or box.y1 > figure.bbox.y1 + slack:
            found.append((text, "edge"))
        found += [(text, other) for other, b in boxes[i + 1:] if _overlap(box, b, slack)]
    return found


def _drawn(figure: Figure) -> list[Text]:
    """Visible texts without tick labels outside their axis' limits, which matplotlib keeps but does not draw."""
    skipped: set[int] = set()
    for axes in _all_axes(figure.axes):
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            room = 1e-6 * (high - low)
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                if not (low - room <= tick.get_loc() <= high + room) or not tick.get_visible():
                    skipped |= {id(tick.label1), id(tick.label2)}
    return [t for t in visible_texts(figure) if id(t) not in skipped]


def _overlap(a: Bbox, b: Bbox, slack: float) -> bool:
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.y1, b.y1) - max(a.y0, b.y0)
    return wide > slack and high > slack
