"""Who is first with a story: how often, and how long the other takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from toolkit.charts.fit import text_width, wrap
from toolkit.charts.prominent import duration
from toolkit.charts.sheet import LABEL, Sheet, base_notes, drawing, need
from toolkit.charts.style import colours
from toolkit.charts.words import Words
from toolkit.errors import OptionError
from toolkit.picked import is_part
from toolkit.schema import LEADS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 15
"""Pairs that are drawn unless another number is asked for."""
SURE: Final = 0.05
_TIMES: Final = (1, 5, 15, 60, 240, 1440, 10080, 43200)
"""Minutes at which the axis of times may have a tick."""


def leads(
    frame: pd.DataFrame, *, ax: Axes | None = None, most: int = MOST, lang: str = "en", style: str = "light"
) -> Axes:
    """Draw who is first with the stories that two outlets share, and how long the other one takes.

    Left, the share of the decided stories in which the first name was first, against 50 %, which is what chance alone
    would give; a filled point passes the sign test. Right, the times from the first to the second, where the first name
    was first: median and middle half.

    Parameters
    ----------
    frame : DataFrame
        LEADS table of `toolkit.leads`.
    ax : Axes, optional
        Where to draw; a new figure otherwise.
    most : int, default 15
        Pairs drawn at most, those with most stories.
    lang : str, default "en"
        Language of the words: en, uk or ru.
    style : str, default "light"
        light or dark.

    Returns
    -------
    Axes
        Host of the two panels, which are in ``child_axes``.

    Raises
    ------
    ColumnError
        If the frame is not a leads table.
    OptionError
        If an option has a value that it does not take.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import toolkit as tk
    >>> from toolkit.schema import LEADS, empty
    >>> tk.plot.alt_text(tk.plot.leads(empty(LEADS)))
    'Who is first with the stories that two outlets share. No two outlets share a story.'
    """
    need(frame, LEADS, ["leader", "follower", "stories", "first", "later", "undecided", "share", "lag", "q"])
    if most < 1:
        raise OptionError(f"most={most!r} draws nothing; give 1 or more")
    with drawing(ax, size=(9.0, 3.0), lang=lang, style=style) as sheet:
        outlets = "_outlets" if frame.attrs.get("by") in (None, ["outlet"]) else ""
        title = sheet.words(f"leads_title{outlets}")
        if not len(frame):
            sheet.write(title, notes=base_notes(frame, sheet.words))
            sheet.say(sheet.words("empty_picked" if is_part(frame) else f"empty_leads{outlets}"))
        else:
            order = frame.sort_values("stories", ascending=False, kind="stable")
            _draw(sheet, order.head(most).reset_index(drop=True))
            sheet.write(title, _finding(sheet, frame), _notes(sheet, frame, most))
    return sheet.ax


def _finding(sheet: Sheet, frame: pd.DataFrame) -> str:
    words, family = sheet.words, len(frame) if is_part(frame) else int(frame.attrs.get("family", len(frame)))
    # pairs may share one q, and then it is p that says which of them is the clearest
    order = [name for name in ("q", "p", "stories") if name in frame.columns]
    best = frame.sort_values(order, ascending=[name != "stories" for name in order], kind="stable").iloc[0]
    if not best["q"] < SURE:
        return words("leads_none", n=words.number(family))
    return words("leads_peak", leader=sheet.text(best["leader"]), follower=sheet.text(best["follower"]),
                 first=words.number(int(best["first"])), decided=words.number(int(best["first"] + best["later"])),
                 q=_small(float(best["q"]), words))


def _small(q: float, words: Words) -> str:
    """Probability with its sign: equal to, or under what is worth writing out."""
    return f"< {words.number(0.001, 3)}" if q < 0.001 else f"= {words.number(q, 3)}"


def _notes(sheet: Sheet, frame: pd.DataFrame, most: int) -> list[str]:
    words, family = sheet.words, int(frame.attrs.get("family", len(frame)))
    undecided, hidden = int(frame["undecided"].sum()), max(len(frame) - most, 0)
    shared = frame.attrs.get("shared")  # all stories are counted in n; those that only one has say nothing here
    notes = [words("leads_shared", n=words.number(shared))] if shared is not None and not is_part(frame) else []
    notes = [*base_notes(frame, words), *notes, words("leads_chance", n=words.number(family)), words("leads_number"),
             words("leads_lag_key")]
    notes += [words("leads_open", n=words.number(undecided))] if undecided else []
    return [*notes, words("leads_hidden", n=words.number(hidden))] if hidden else notes


def _draw(sheet: Sheet, rows: pd.DataFrame) -> None:
    words = sheet.words
    sheet.axes_height = 0.42 * len(rows) + 0.1
    sheet.ax.set_axis_off()
    share, lag = sheet.ax.inset_axes((0, 0, 0.6, 1)), sheet.ax.inset_axes((0.66, 0, 0.34, 1))
    room = 0.38 * sheet.width()
    names = [wrap(words("leads_pair", leader=sheet.text(r["leader"]), follower=sheet.text(r["follower"])), room, LABEL,
                  lines=2) for _, r in rows.iterrows()]
    wide = sheet.width(beside=max(text_width(line, LABEL) for n in names for line in n.split("\n")) + 12)
    _shares(sheet, share, rows)
    _lags(sheet, lag, rows, 0.34 * wide)
    for panel in (share, lag):
        panel.set_ylim(len(rows) - 0.5, -0.5)
        panel.tick_params(axis="y", length=0)
        panel.spines["left"].set_visible(False)
    share.set_yticks(range(len(rows)), names)
    lag.set_yticks([])
    share.set_xlabel(wrap(words("leads_share"), 0.6 * wide, LABEL), loc="left")
    lag.set_xlabel(wrap(words("leads_lag"), 0.34 * wide, LABEL), loc="left")


def _shares(sheet: Sheet, ax: Axes, rows: pd.DataFrame) -> None:
    """Share with its interval; the counts behind it stand above the point."""
    import matplotlib as mpl

    blue, words = colours()[0], sheet.words
    ax.axvline(0.5, color=mpl.rcParams["axes.edgecolor"], linewidth=1, linestyle="--", zorder=0)
    for i, row in rows.iterrows():
        decided = int(row["first"] + row["later"])
        if not decided:
            continue
        y = float(i)  # type: ignore[arg-type]
        ax.hlines(y, row["share_low"], row["share_high"], color=blue, linewidth=2)
        face = blue if row["q"] < SURE else mpl.rcParams["axes.facecolor"]
        ax.plot(row["share"], y, "o", markersize=7, markerfacecolor=face, markeredgecolor=blue)
        text = f"{words.number(int(row['first']))} / {words.number(decided)}"
        ax.annotate(text, (min(float(row["share"]), 0.93), y), xytext=(0, 5), textcoords="offset points",
                    ha="center", va="bottom", fontsize=8.5, annotation_clip=False)
    ax.set_xlim(0, 1.02)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], [words.percent(x, 0) for x in (0, 0.25, 0.5, 0.75, 1)])


def _lags(sheet: Sheet, ax: Axes, rows: pd.DataFrame, width: float) -> None:
    """Median and quartiles of the times, on a scale of equal ratios."""
    known = rows[rows["lag"].notna()]
    blue = colours()[0]
    low = max(float(known["lag_low"].min()), 0.5) if len(known) else 1.0
    high = max(float(known["lag_high"].max()), 2 * low) if len(known) else 60.0
    for i, row in known.iterrows():
        y = float(i)  # type: ignore[arg-type]
        ax.hlines(y, max(row["lag_low"], low), row["lag_high"], color=blue, linewidth=2)
        ax.plot(max(row["lag"], low), y, "o", color=blue, markersize=6)
        ax.annotate(_time(float(row["lag"]), sheet.words), (max(row["lag"], low), y), xytext=(0, 5),
                    textcoords="offset points", ha="center", va="bottom", fontsize=8.5, annotation_clip=False)
    ax.set_xscale("log")
    ax.set_xlim(low / 1.5, high * 1.5)
    ax.minorticks_off()
    at, labels = _ticks(sheet, low / 1.5, high * 1.5, width)
    ax.set_xticks(at, labels)


def _ticks(sheet: Sheet, low: float, high: float, width: float) -> tuple[list[float], list[str]]:
    """Ticks whose labels do not touch."""
    at: list[float] = []
    labels: list[str] = []
    edge = -np.inf
    for minutes in (t for t in _TIMES if low <= t <= high):
        label = _exact(minutes, sheet.words)
        centre = float(np.log(minutes / low) / np.log(high / low)) * width
        half = text_width(label, LABEL) / 2 + 5
        if centre - half > edge:
            at.append(float(minutes))
            labels.append(label)
            edge = centre + half
    return at, labels


def _exact(minutes: int, words: Words) -> str:
    if minutes < 60:
        return words("minutes", n=minutes)
    return words("hours", n=minutes // 60) if minutes <= 1440 else words("days", n=minutes // 1440)


def _time(minutes: float, words: Words) -> str:
    """Time with two figures that mean something."""
    if minutes < 120:
        return words("minutes", n=words.number(minutes, 0))
    return words("hours", n=words.number(minutes / 60, 1)) if minutes < 600 else duration(minutes / 60, words)
