"""Headlines as they came: the latest ones with their times, beside a strip of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from toolkit.charts.dates import date_ticks
from toolkit.charts.fit import shorten, shorten_apart, text_width
from toolkit.charts.sheet import LABEL, Sheet, base_notes, clock_note, drawing, listing, need, without_zone
from toolkit.charts.style import colours
from toolkit.picked import is_part
from toolkit.schema import EXACT_PRECISIONS, NEWS_LIST

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STRIPS: Final = 10
WORDS: Final = 24
"""Most headlines that are written out: the latest."""


def timeline(
    frame: pd.DataFrame, *, ax: Axes | None = None, most: int = WORDS, lang: str = "en", style: str = "light"
) -> Axes:
    """Draw headlines on a line of time: a strip of marks per outlet, and the latest headlines in words.

    Parameters
    ----------
    frame : DataFrame
        NEWS_LIST table of a corpus, or HEADLINES table of `toolkit.headlines`; each in its outlet's own local time.
    ax : Axes, optional
        Where to draw; a new figure otherwise.
    most : int, default 24
        Headlines written out; 0 draws the strips alone.
    lang : str, default "en"
        Language of the words: en, uk or ru.
    style : str, default "light"
        light or dark.

    Returns
    -------
    Axes
        Host of the strips and the list, which are in ``child_axes``.

    Raises
    ------
    ColumnError
        If the frame has no title or time.
    OptionError
        If there is no such ``lang`` or ``style``.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import toolkit as tk
    >>> from toolkit.schema import NEWS_LIST, empty
    >>> tk.plot.alt_text(tk.plot.timeline(empty(NEWS_LIST)))
    'Headlines as they came. There is no headline with a time.'
    """
    need(frame, NEWS_LIST, ["title", "published_at", "published_precision"])
    with drawing(ax, size=(9.0, 3.0), lang=lang, style=style) as sheet:
        rows = _rows(sheet, frame)
        untimed = len(frame) - len(rows)
        seen = pd.DataFrame()
        seen.attrs = {"unit": "headlines", "n": len(rows), "pages": _pages(frame)}
        if again := "sightings" not in frame and _seen_again(rows):  # headlines() has one row for each
            seen.attrs["unit"] = "sightings of headlines"
        notes = base_notes(seen, sheet.words)
        if untimed:
            notes.append(sheet.words("timeline_untimed", n=sheet.words.number(untimed)))
        if not len(rows):
            sheet.write(sheet.words("timeline_title"), notes=notes if untimed else [])
            sheet.say(sheet.words("empty_timeline"))
        else:
            _draw(sheet, rows, notes, most, again=again)
    return sheet.ax


def _pages(frame: pd.DataFrame) -> int | None:
    """Number of pages whose lists were read, where the frame tells it."""
    pages = None if is_part(frame) else frame.attrs.get("pages")
    return int(frame["source_ref"].nunique()) if pages is None and "source_ref" in frame else pages


def _rows(sheet: Sheet, frame: pd.DataFrame) -> pd.DataFrame:
    """Headlines with a time, in order, with their local clock time and whether the hour is known."""
    timed = frame[frame["published_at"].notna() & ~frame["published_precision"].isin(["none", "month"])]
    zones = timed["time_zone"].fillna("UTC") if "time_zone" in timed else pd.Series("UTC", index=timed.index)
    local = pd.Series(pd.NaT, index=timed.index, dtype="datetime64[us]")
    for zone, at in timed["published_at"].groupby(zones):
        local[at.index] = at.dt.tz_convert(str(zone)).dt.tz_localize(None)
    outlet = timed["outlet"] if "outlet" in timed else pd.Series(None, index=timed.index, dtype=object)
    rows = pd.DataFrame({
        "local": local, "title": [sheet.text(t) for t in timed["title"]], "outlet": outlet.fillna("").astype(str),
        "time_zone": timed.get("time_zone"),
        "exact": timed["published_precision"].isin(EXACT_PRECISIONS).to_numpy(bool, na_value=False),
    })
    return rows.sort_values("local", kind="stable")


def _seen_again(rows: pd.DataFrame) -> bool:
    """Whether some headline has several rows, as in a list of sightings: then rows are no headlines."""
    return bool(rows.duplicated(["title", "outlet", "local"]).any())


def _draw(sheet: Sheet, rows: pd.DataFrame, notes: list[str], most: int, *, again: bool) -> None:
    words = sheet.words
    ranked = rows["outlet"].value_counts().index.tolist()
    shown, hidden = ranked[:STRIPS], ranked[STRIPS:]
    strips = rows[rows["outlet"].isin(shown)]
    listed = rows[rows["exact"]].drop_duplicates(["title", "outlet"]).tail(most).iloc[::-1] if most else rows.iloc[:0]
    upper, lower = 0.27 * len(shown), 0.225 * len(listed)
    sheet.axes_height = upper + (lower + 0.6 if lower else 0)
    high = sheet.axes_height
    sheet.ax.set_axis_off()
    ax = sheet.ax.inset_axes((0, 1 - upper / high, 1, upper / high))
    _strips(sheet, ax, strips, shown)
    if len(listed):
        _list(sheet, sheet.ax.inset_axes((0, 0, 1, lower / high)), listed, shown)
        notes.append(words("timeline_listed", n=words.number(len(listed))))
    if not strips["exact"].all():
        notes.append(words("timeline_day", n=words.number(int((~strips["exact"]).sum()))))
    if hidden:
        notes.append(words("hidden_groups", names=listing([sheet.text(o or None) for o in hidden], words)))
    notes.append(clock_note("outlet", without_zone(rows), words))
    start, end = (pd.Timestamp(rows["local"].iloc[i]) for i in (0, -1))
    key = "timeline_peak_seen" if again else "timeline_peak"
    finding = words(key, n=words.number(len(rows)), start=words.day(start), end=words.day(end))
    sheet.write(words("timeline_title"), finding, notes)


def _strips(sheet: Sheet, ax: Axes, rows: pd.DataFrame, outlets: list[str]) -> None:
    """A row of marks per outlet; a day without an hour is an open circle at its start."""
    import matplotlib as mpl
    from matplotlib.dates import date2num

    x = np.asarray(date2num(rows["local"].to_numpy()), dtype=float)
    y = np.array([outlets.index(o) for o in rows["outlet"]]) + 0.5
    exact = rows["exact"].to_numpy(bool)
    colour = colours()[0]
    ax.plot(x[exact], y[exact], "|", color=colour, markersize=11, markeredgewidth=1.0, alpha=0.75)
    ax.plot(x[~exact], y[~exact], "o", markersize=4, markerfacecolor="none", markeredgecolor=colour)
    start, end = pd.Timestamp(rows["local"].min()), pd.Timestamp(rows["local"].max())
    pad = max((end - start) * 0.02, pd.Timedelta(minutes=30))
    first, last = start - pad, end + pad
    ax.set_xlim(float(date2num(first)), float(date2num(last)))
    ax.set_ylim(len(outlets), 0)
    names = _names(sheet, outlets)
    beside = max(text_width(n, LABEL) for n in names)
    ax.set_yticks([i + 0.5 for i in range(len(outlets))], names)
    ax.tick_params(axis="y", length=0)
    date_ticks(ax, first.to_pydatetime(), last.to_pydatetime(), sheet.words, width=sheet.width(beside=beside + 40),
               size=LABEL)
    for i in range(1, len(outlets)):
        ax.axhline(i, color=mpl.rcParams["grid.color"], linewidth=0.8, zorder=0)
    ax.spines["left"].set_visible(False)


def _names(sheet: Sheet, outlets: Sequence[str]) -> list[str]:
    """Names of outlets, each in one line of limited width."""
    each = list(dict.fromkeys(outlets))
    shown = shorten_apart([sheet.text(o or None) for o in each], 0.22 * sheet.width(), LABEL)
    return [dict(zip(each, shown, strict=True))[o] for o in outlets]


def _list(sheet: Sheet, ax: Axes, rows: pd.DataFrame, outlets: list[str]) -> None:
    """The latest headlines, newest first: day where it changes, time, outlet, title."""
    import matplotlib as mpl

    ax.set_axis_off()
    ax.set_xlim(0, 1)
    ax.set_ylim(len(rows), 0)
    strip_names = _names(sheet, outlets)
    shown = dict(zip(outlets, strip_names, strict=True))
    names = [shown.get(o) or _names(sheet, [o])[0] for o in rows["outlet"]]
    left = max(text_width(n, LABEL) for n in strip_names) + 8  # the list starts at the left edge, the strips do not
    clock = max(text_width(sheet.words.day(pd.Timestamp(t)), LABEL) for t in rows["local"]) + 10
    width = sheet.width(beside=left)
    outlet_at = clock + 46
    title_at = outlet_at + max(text_width(n, LABEL) for n in names) + 12
    before = None
    for i, (at_time, title, name) in enumerate(zip(rows["local"], rows["title"], names, strict=True)):
        when = pd.Timestamp(at_time)
        day = sheet.words.day(when) if when.date() != before else ""
        before = when.date()
        for at, text, grey in ((0.0, day, True), (clock, f"{when:%H:%M}", False), (outlet_at, name, True),
                               (title_at, shorten(str(title), left + width - title_at, LABEL), False)):
            if text:
                ax.annotate(text, (0, i + 0.5), xytext=(at - left, 0), textcoords="offset points", va="center",
                            fontsize=LABEL, annotation_clip=False,
                            color=mpl.rcParams["axes.labelcolor" if grey else "text.color"])
