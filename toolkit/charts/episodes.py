"""Episodes of unusual attention: as rings on a line of coverage, and as a list of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from toolkit.charts.fit import shorten, text_width, wrap
from toolkit.charts.lines import Group
from toolkit.charts.sheet import LABEL, Sheet, base_notes, counted, drawing, group_columns, need
from toolkit.charts.style import colours
from toolkit.charts.words import Words, per
from toolkit.errors import OptionError
from toolkit.picked import is_part
from toolkit.schema import SPIKES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 20
"""Episodes that are drawn unless another number is asked for."""
SURE: Final = 0.05
"""Largest q of an episode where the frame does not say which was asked for."""


def spikes(
    frame: pd.DataFrame, *, ax: Axes | None = None, most: int = MOST, lang: str = "en", style: str = "light"
) -> Axes:
    """Draw episodes of unusual attention: what was published against what trend and season make likely.

    One row per episode, in order of time: an open circle at the expected number, a filled one at the number published.
    `toolkit.explain_spikes` adds the tags or words that make it. ``plot.coverage(..., spikes=)`` marks them on a line.

    Parameters
    ----------
    frame : DataFrame
        SPIKES table of `toolkit.spikes`.
    ax : Axes, optional
        Where to draw; a new figure otherwise.
    most : int, default 20
        Episodes drawn at most, the least likely ones; the caption says how many are not.
    lang : str, default "en"
        Language of the words: en, uk or ru.
    style : str, default "light"
        light or dark.

    Returns
    -------
    Axes
        The Axes of the list.

    Raises
    ------
    ColumnError
        If the frame is not a spikes table.
    OptionError
        If an option has a value that it does not take.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import toolkit as tk
    >>> from toolkit.schema import SPIKES, empty
    >>> tk.plot.alt_text(tk.plot.spikes(empty(SPIKES)))
    'Episodes of unusual attention in items per period. No period surely stands out from what is usual (q < 0.05).'
    """
    need(frame, SPIKES, ["start", "end", "n", "expected", "p"])
    if most < 1:
        raise OptionError(f"most={most!r} must be 1 or more")
    with drawing(ax, size=(9.0, 3.0), lang=lang, style=style) as sheet:
        words = sheet.words
        unit = counted(frame.attrs, words)
        title = words("spikes_title", unit=unit, per=words(per(frame.attrs.get("freq"))))
        notes = [*base_notes(frame, words), _tested(frame, words)]
        if not len(frame):
            sheet.write(title, notes=notes)
            sheet.say(none_found(frame, words))
        else:
            _draw(sheet, frame, most)
            notes += [words("spikes_key")]
            if len(frame) > most:
                notes.append(words("spikes_hidden", n=words.number(len(frame) - most)))
            sheet.write(title, _finding(sheet, frame, unit), notes)
    return sheet.ax


def none_found(frame: pd.DataFrame, words: Words) -> str:
    """Why there is no episode: none was found, or the rows that were found have been put aside."""
    if is_part(frame):
        return words("spikes_none_picked")
    return words("spikes_none", q=words.number((frame.attrs.get("parameters") or {}).get("max_q", SURE)))


def _tested(frame: pd.DataFrame, words: Words) -> str:
    family = frame.attrs.get("family")
    return words("spikes_tested", n=words.number(family)) if family is not None else ""


def _finding(sheet: Sheet, frame: pd.DataFrame, unit: str) -> str:
    row, words = frame.sort_values(["p", "n"], ascending=[True, False], kind="stable").iloc[0], sheet.words
    name = _who(sheet, frame, row)
    return words("spikes_peak", when=when(row, str(frame.attrs.get("freq")), words), who=f", {name}" if name else "",
                 n=words.number(row["n"]), unit=unit, expected=words.number(float(row["expected"]), 1))


def _who(sheet: Sheet, frame: pd.DataFrame, row: Any) -> str:
    columns = [*group_columns(frame, SPIKES), *(["topic"] if "topic" in frame.columns else [])]
    known = [row[c] for c in columns if c != "topic" or not pd.isna(row[c])]
    return ", ".join(sheet.text(value) for value in known)


def when(row: Any, freq: str, words: Words) -> str:
    """Period or span of an episode in words."""
    return words.span(pd.Timestamp(row["start"]), pd.Timestamp(row["end"]), freq)


def about(row: Any) -> list[str]:
    """What makes an episode, as far as `toolkit.explain_spikes` has said: its tags, else its words."""
    for name in ("tags", "words"):
        values = row.get(name)
        if isinstance(values, (list, tuple)) and len(values):
            return [str(v) for v in values[:3]]
    return []


def _draw(sheet: Sheet, frame: pd.DataFrame, most: int) -> None:
    import matplotlib as mpl

    ax, words = sheet.ax, sheet.words
    rows = frame.sort_values("p", kind="stable").head(most).sort_values("start", kind="stable").reset_index(drop=True)
    sheet.axes_height = max(0.3 * len(rows), 0.6)
    freq = str(frame.attrs.get("freq"))
    labels = [", ".join(part for part in (when(row, freq, words), _who(sheet, frame, row)) if part)
              for _, row in rows.iterrows()]
    labels = [wrap(label, 0.36 * sheet.width(), LABEL, lines=1) for label in labels]
    n, expected = rows["n"].to_numpy(float), rows["expected"].to_numpy(float)
    y = np.arange(len(rows)) + 0.5
    blue, red = colours()[:2]
    ax.hlines(y, expected, n, color=mpl.rcParams["hatch.color"], linewidth=2, zorder=1)
    ax.plot(expected, y, "o", markerfacecolor=mpl.rcParams["axes.facecolor"], markeredgecolor=blue, markersize=6)
    ax.plot(n, y, "o", color=red, markersize=7)
    room = sheet.width(beside=max(text_width(label, LABEL) for label in labels) + 220)
    for at, (_, row) in zip(y, rows.iterrows(), strict=True):
        told = sheet.text(", ".join(about(row))) if about(row) else ""
        text = words.number(row["n"]) + (f"  {told}" if told else "")
        ax.annotate(shorten(text, 205, LABEL), (float(row["n"]), at), xytext=(8, 0), textcoords="offset points",
                    va="center", fontsize=LABEL, annotation_clip=False)
    ax.set_ylim(len(rows), 0)
    ax.set_yticks(y, labels)
    _amounts(sheet, ax, float(n.max()), room)
    ax.set_xlabel(words("in_episode", unit=counted(frame.attrs, words)), loc="left")


def _amounts(sheet: Sheet, ax: Axes, top: float, room: float) -> None:
    """Axis of amounts from 0, with as many ticks as there is room for."""
    from matplotlib.ticker import MaxNLocator

    top *= 1.02
    ax.set_xlim(0, top)
    at = MaxNLocator(nbins=max(min(int(room / 60), 6), 2), integer=True).tick_values(0, top)
    ax.set_xticks([t for t in at if 0 <= t <= top], [sheet.words.number(t) for t in at if 0 <= t <= top])
    ax.grid(axis="x")
    ax.tick_params(axis="y", length=0)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)


def _ring(sheet: Sheet, ax: Axes, points: Iterable[tuple[float, float, Any, str]], freq: str) -> None:
    """Ring the peaks of episodes on a line, and name those for whose names there is room, the least likely first.

    ``points`` are x and y in data, the episode's row, and the colour of its line.
    """
    import matplotlib as mpl
    from matplotlib.patheffects import withStroke

    taken: list[tuple[float, float]] = []
    halo = [withStroke(linewidth=2.5, foreground=mpl.rcParams["figure.facecolor"])]
    low, high = ax.get_xlim()
    box = ax.get_window_extent()
    scale = float(box.width) / sheet.dpi * 72 / (high - low)
    for x, y, row, colour in sorted(points, key=lambda point: float(point[2]["p"])):
        ax.plot(x, y, "o", markersize=9, markerfacecolor="none", markeredgecolor=colour, markeredgewidth=1.4, zorder=6,
                clip_on=False)
        name = ", ".join([sheet.words.period(pd.Timestamp(row["peak"]), freq, year=False), *about(row)[:1]])
        text = shorten(sheet.text(name), 150, LABEL)
        wide = text_width(text, LABEL) + 6
        middle = min(max((x - low) * scale, wide / 2), (high - low) * scale - wide / 2)
        if any(middle - wide / 2 < right and left < middle + wide / 2 for left, right in taken):
            continue
        taken.append((middle - wide / 2, middle + wide / 2))
        ax.annotate(text, (low + middle / scale, y), xytext=(0, 8), textcoords="offset points", ha="center",
                    va="bottom", fontsize=LABEL, annotation_clip=False, zorder=7, path_effects=halo)


def mark(sheet: Sheet, ax: Axes, groups: list[Group], found: pd.DataFrame | None, freq: str) -> None:
    """Ring and name the peaks of the episodes that belong to these lines."""
    from matplotlib.dates import date2num

    if found is None or not len(found):
        return
    points = [(float(date2num(row["peak"])), y, row, colour) for group, colour in zip(groups, colours(), strict=False)
              for row, y in _peaks(group, found)]
    _ring(sheet, ax, points, freq)


def _peaks(group: Group, found: pd.DataFrame) -> list[tuple[Any, float]]:
    """Episodes of a group with the height of its line at their peaks."""
    y = pd.Series(group.column(), index=group.rows["period"])
    return [(row, float(y[row["peak"]])) for _, row in found.iterrows()
            if all(name not in found.columns or _same(row[name], value) for name, value in group.key.items())
            and row["peak"] in y.index and np.isfinite(y[row["peak"]])]


def marks_note(sheet: Sheet, groups: list[Group], found: pd.DataFrame) -> str:
    """What the rings mean, or why there are none."""
    if any(_peaks(group, found) for group in groups):
        return sheet.words("spikes_note")
    return sheet.words("spikes_elsewhere") if len(found) else none_found(found, sheet.words)


def _same(one: Any, other: Any) -> bool:
    return bool((pd.isna(one) and pd.isna(other)) or one == other)
