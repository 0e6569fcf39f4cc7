"""What all charts share: the figure in its style, title, finding, caption, panels, and the alternative text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast
from weakref import WeakKeyDictionary

import pandas as pd

from toolkit.charts.fit import wrap
from toolkit.charts.style import drawable, parameters
from toolkit.charts.words import Words
from toolkit.errors import ColumnError, OptionError, check_frame
from toolkit.picked import account
from toolkit.schema import Table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLE: Final = 13.0
FINDING: Final = 10.5
LABEL: Final = 9.5
CAPTION: Final = 8.5
PAD: Final = 0.14
"""Inches of white around an own figure."""

_alt: WeakKeyDictionary[Any, list[str]] = WeakKeyDictionary()


def alt_text(ax: Axes) -> str:
    """Alternative text of a chart for readers who cannot see it: subject, finding and caption in words.

    Parameters
    ----------
    ax : Axes
        What one of the charts returned.

    Returns
    -------
    str
        Plain text; of other Axes the title, or an empty text.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import toolkit as tk
    >>> from toolkit.schema import HEALTH, empty
    >>> alt_text(tk.plot.health(empty(HEALTH)))
    'Health of the data, by outlet. There is no article to check.'
    """
    return " ".join(_alt.get(ax, [ax.get_title(loc="left") or ax.get_title()]))


def headline(ax: Axes) -> str:
    """Subject and finding of a chart: the first two sentences of its alternative text."""
    return " ".join(_alt.get(ax, [alt_text(ax)])[:2])


class Sheet:
    """One chart being drawn. ``size`` is the width of an own figure and the height of its Axes, in inches."""

    def __init__(self, ax: Axes | None, *, size: tuple[float, float], lang: str, style: str) -> None:
        import matplotlib.pyplot as plt

        self.words = Words(lang)
        self.style = style
        self.owned = ax is None
        self.figure_width, self.axes_height = size
        self.title = ""
        self.finding = ""
        self.notes: list[str] = []
        self._unknown_letters = False
        if ax is None:
            figure = plt.figure(figsize=(size[0], size[1] + 1.5))
            figure.patch.set_edgecolor("none")
            self.ax: Axes = figure.add_axes((0.12, 0.2, 0.8, 0.6))
        else:
            self.ax = ax

    @property
    def dpi(self) -> float:
        """Dots per inch of the figure."""
        return float(self.ax.figure.dpi)

    def height(self) -> float:
        """Height of the Axes in points."""
        return self.axes_height * 72 if self.owned else float(self.ax.bbox.height) / self.dpi * 72

    def width(self, *, beside: float = 0.0) -> float:
        """Width of the Axes in points when ``beside`` points are taken by labels left and right."""
        if self.owned:
            return max((self.figure_width - 2 * PAD) * 72 - beside, 72.0)
        return float(self.ax.bbox.width) / self.dpi * 72

    def text(self, value: object) -> str:
        """Name from the data, ready to draw: nulls in words, no letter that the fonts lack."""
        raw = self.words.name(value)
        shown = drawable(raw)
        self._unknown_letters |= shown.count("?") > raw.count("?")
        return shown

    def write(self, title: str, finding: str = "", notes: Sequence[str] = ()) -> None:
        """Set title, finding and the sentences of the caption."""
        self.title, self.finding, self.notes = self.text(title), self.text(finding), [self.text(n) for n in notes if n]

    def say(self, message: str) -> None:
        """Empty Axes that tell in words why there is nothing to see."""
        self.axes_height = 1.3
        self.finding = ""
        self.ax.set_axis_off()
        self.ax.text(0.5, 0.5, wrap(message.replace("\n", " "), 0.9 * self.width(), FINDING + 1), ha="center",
                     va="center", transform=self.ax.transAxes, fontsize=FINDING + 1)
        self._message = message.replace("\n", " ")

    _message = ""

    def panels(self, count: int, columns: int, *, gap: tuple[float, float], top: float) -> list[Axes]:
        """Small axes inside the chart's own, row by row; gaps and the room for the first titles in inches."""
        rows = -(-count // columns)
        wide = (self.figure_width - 1.4) if self.owned else self.ax.bbox.width / self.dpi
        high = self.axes_height if self.owned else self.ax.bbox.height / self.dpi
        gap_x, gap_y = min(gap[0], 0.4 * wide / columns) / wide, min(gap[1], 0.5 * high / rows) / high
        width = (1 - gap_x * (columns - 1)) / columns
        height = (1 - top / high - gap_y * (rows - 1)) / rows
        self.ax.set_axis_off()
        made = []
        for i in range(count):
            row, column = divmod(i, columns)
            bottom = 1 - top / high - height - row * (height + gap_y)
            made.append(self.ax.inset_axes((column * (width + gap_x), bottom, width, height)))
        return made

    def close(self) -> None:
        """Place title, finding and caption around what was drawn, and size an own figure to hold them."""
        left, right, below, above = self._fit() if self.owned else self._decorations()
        wide = (self.figure_width - 2 * PAD) * 72 if self.owned else self.width()
        if self._unknown_letters:
            self.notes.append(self.words("letters"))
        title = wrap(self.title, wide, TITLE, weight="bold")
        finding = wrap(self.finding, wide, FINDING) if self.finding else ""
        caption = wrap(" ".join(self.notes), wide, CAPTION) if self.notes else ""
        finding_height = _lines(finding) * FINDING * 1.3
        room_above = 8 + finding_height + (5 if finding else 0) + _lines(title) * TITLE * 1.3
        room_below = 9 + _lines(caption) * CAPTION * 1.36 if caption else 0
        if self.owned:
            self._resize((left, right, below, above), room_above, room_below)
        x = -left if self.owned else 0.0
        import matplotlib as mpl

        self._note(finding, (x, above + 8), "bottom", FINDING, mpl.rcParams["axes.labelcolor"])
        self._note(caption, (x, -below - 9), "top", CAPTION, mpl.rcParams["axes.labelcolor"])
        axes_width = float(self.ax.bbox.width) / self.dpi * 72
        lift = above + 8 + finding_height + 5 * bool(finding)
        self.ax.set_title(title, loc="left", x=x / axes_width, y=1.0, pad=lift, fontsize=TITLE, fontweight="bold")
        parts = [f"{self.title}." if self.title else "", self.finding, self._message, *self.notes]
        _alt[self.ax] = [p for p in parts if p]

    def _note(self, text: str, offset: tuple[float, float], va: str, size: float, colour: Any) -> None:
        if text:
            self.ax.annotate(text, (0, 0 if va == "top" else 1), xycoords="axes fraction", xytext=offset,
                             textcoords="offset points", ha="left", va=va, fontsize=size, color=colour,
                             linespacing=1.3, annotation_clip=False)

    def _decorations(self) -> tuple[float, float, float, float]:
        """Points that labels take outside the Axes: left, right, below, above."""
        self.ax.figure.draw_without_rendering()  # type: ignore[union-attr]
        tight, box = self.ax.get_tightbbox(), self.ax.bbox
        if tight is None:
            return (0.0, 0.0, 0.0, 0.0)
        scale = 72 / self.dpi
        sides = (box.x0 - tight.x0, tight.x1 - box.x1, box.y0 - tight.y0, tight.y1 - box.y1)
        return tuple(max(float(s), 0.0) * scale for s in sides)  # type: ignore[return-value]

    def _fit(self) -> tuple[float, float, float, float]:
        """Decorations once the Axes have their final size: labels may grow or shrink with it."""
        sides = self._decorations()
        for _ in range(2):
            self._resize(sides, 0.0, 0.0)
            sides = self._decorations()
        return sides

    def _resize(self, sides: tuple[float, float, float, float], room_above: float, room_below: float) -> None:
        left, right, below, above = (s / 72 for s in sides)
        bottom = PAD + below + room_below / 72
        high = bottom + self.axes_height + above + room_above / 72 + PAD
        wide = self.figure_width
        self.ax.figure.set_size_inches(wide, high)  # type: ignore[union-attr]
        self.ax.set_position((
            (PAD + left) / wide, bottom / high, max(wide - 2 * PAD - left - right, 1.0) / wide,
            self.axes_height / high,
        ))


def _lines(text: str) -> int:
    return text.count("\n") + 1 if text else 0


@contextmanager
def drawing(ax: Axes | None, *, size: tuple[float, float], lang: str, style: str) -> Iterator[Sheet]:
    """Sheet to draw on; matplotlib's own parameters are as before when it ends."""
    import matplotlib as mpl
    from matplotlib import pyplot as plt
    from matplotlib.axes import Axes

    if ax is not None and not isinstance(ax, Axes):
        raise OptionError(f"ax={ax!r} is not a matplotlib Axes; plt.subplots() and figure.add_subplot() give one")
    # Loads the backend. In a notebook it turns the interactive mode on, which, done below, would end with the context,
    # and only the first chart of the notebook would be shown.
    plt.draw_if_interactive()
    with mpl.rc_context(cast(Any, parameters(style))):
        sheet = Sheet(ax, size=size, lang=lang, style=style)
        yield sheet
        sheet.close()


_MAKERS: Final = {"pairs": "cooccurrence()", "news_list": "load(folder).news_list, or of toolkit.headlines()",
                  "clock": "daily_clock()", "clock_pairs": "compare_clocks()", "changes": "change_points()"}
"""What makes a table, where it is not a call of the table's own name."""


def need(frame: pd.DataFrame, declared: Table, columns: Sequence[str]) -> None:
    """Check that a chart was given the frame of its measure.

    Raises
    ------
    ColumnError
        Naming the missing columns and the measure that makes such a frame.
    """
    maker = _MAKERS.get(declared.name, f"{declared.name}()")
    check_frame(frame, f"the frame of toolkit.{maker}")
    missing = [c for c in columns if c not in frame.columns]
    if missing:
        raise ColumnError(f"the frame lacks {', '.join(missing)}; this chart takes the frame of toolkit.{maker}")


_SMOOTHED: Final = ("window", "mean", "mean_low", "mean_high")
"""Columns that `toolkit.smooth` adds to those declared."""


def group_columns(frame: pd.DataFrame, declared: Table) -> list[str]:
    """Columns that tell the groups of a measure's frame apart: those of ``by=``."""
    by = frame.attrs.get("by")
    if by is None:
        return [c for c in frame.columns if c not in (*declared.names, *_SMOOTHED)]
    return [c for c in ([by] if isinstance(by, str) else by) if c in frame.columns]


def counted(attrs: Mapping[Any, Any], words: Words) -> str:
    """Words for what was counted: articles, stories, first publications or headlines.

    A frame that was merged or joined has lost its ``attrs``, and nothing else tells a story from an article.
    """
    return words.known(str(attrs.get("unit") or "items"))


def base_notes(frame: pd.DataFrame, words: Words, *, clock: bool = True, band: str | None = None) -> list[str]:
    """The sentences that every caption has: n, left out with reasons, estimator, interval and clock.

    ``band`` is the column, n, mean or share, around which the chart draws its interval as a band; with an empty text
    the chart has no interval at all, and none is named.
    """
    attrs = frame.attrs
    own = account(frame)
    notes = [*_n_notes(attrs, own, words), *_left_out(attrs, words, part=own["part_of"] is not None)]
    is_count = band in ("n", "mean")  # which is no ratio
    if attrs.get("estimator") and not (is_count and attrs["estimator"] == "ratio of sums"):
        notes.append(words("estimator", value=words.known(str(attrs["estimator"]))))
    if attrs.get("interval") and band != "":
        notes.append(_interval(str(attrs["interval"]), words, band))
    if clock and attrs.get("clock"):
        notes.append(clock_note(str(attrs["clock"]), attrs.get("without_zone"), words))
    return notes


def _n_notes(attrs: Mapping[Any, Any], own: Mapping[str, int | None], words: Words) -> list[str]:
    """How many were counted: of a picked part of a table its own number, with that of the whole."""
    n, whole, unit = own["n"], own["part_of"], counted(attrs, words)
    notes = []
    if whole is not None and n is not None:
        notes.append(words("n_part", n=words.number(n), all=words.number(whole), unit=unit))
    elif whole is not None:
        notes.append(words("n_whole", n=words.number(whole), unit=unit))
    elif n is not None:
        line = words("n_line", n=words.number(n), unit=unit)
        if attrs.get("pages"):
            line += words("of_pages", n=words.number(attrs["pages"]))
        notes.append(line + ".")
    if attrs.get("unit") in ("headlines", "sightings of headlines"):
        notes.append(words("headlines_seen"))
    return notes


def _left_out(attrs: Mapping[Any, Any], words: Words, *, part: bool) -> list[str]:
    reasons = {k: v for k, v in (attrs.get("left_out") or {}).items() if v}
    if reasons:
        listed = "; ".join(f"{words.number(v)} ({words.known(k)})" for k, v in reasons.items())
        return [words("left_out_whole" if part else "left_out", reasons=listed)]
    return [words("left_out_none")] if attrs.get("left_out") is not None and attrs.get("n") else []


def clock_note(clock: str, without_zone: str | None, words: Words) -> str:
    """Whose time the chart shows; rows whose zone is not known (all, some) are in UTC."""
    if clock != "outlet":
        return words("clock", value=clock)
    key = {"all": "clock_utc", "some": "clock_mixed"}.get(without_zone or "", "clock_outlet")
    return words("clock", value=words(key))


def without_zone(rows: pd.DataFrame) -> str | None:
    """Of how many rows no time zone is known: all, some, or None."""
    unknown = rows["time_zone"].isna() if "time_zone" in rows.columns else pd.Series(True, index=rows.index)
    return None if not unknown.any() else "all" if unknown.all() else "some"


def aside(name: str) -> str:
    """A name in brackets, after a space: that of the unknown has its own."""
    bare = name[1:-1] if name.startswith("(") and name.endswith(")") else name
    return f" ({bare})" if bare else ""


def _interval(stated: str, words: Words, band: str | None) -> str:
    """Sentence on the interval; of a measure that states one for counts and one for shares, that which is drawn."""
    of = {"n": "count", "mean": "count", "share": "share"}.get(band or "")
    drawn = re.search(rf"95 % (\w+) \({of}\)", stated) if of else None
    if drawn:
        return words("band", name=drawn[1])
    return words("interval", value=words.known(stated))


def listing(names: Sequence[str], words: Words, limit: int = 6) -> str:
    """Names in one phrase; those beyond the limit as a number."""
    shown = ", ".join(names[:limit])
    return f"{shown}, {words('and_more', n=len(names) - limit)}" if len(names) > limit else shown
