"""The day of the news on a 24-hour dial, midnight at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from toolkit.charts.fit import shorten_apart
from toolkit.charts.heat import Week, equal, most, nothing, title_of, weeks
from toolkit.charts.sheet import LABEL, Sheet, aside, base_notes, counted, drawing, listing, need
from toolkit.charts.style import colours
from toolkit.schema import TIMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PANELS: Final = 9


def clock(frame: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en", style: str = "light") -> Axes:
    """Draw how many articles an hour of the day brings, on a 24-hour dial, one dial per group.

    The area of a wedge, not its length, is the rate: the eye compares areas. Hours never observed are hatched.

    Parameters
    ----------
    frame : DataFrame
        TIMES table of `toolkit.times`; the weekdays are added up.
    ax : Axes, optional
        Where to draw; a new figure otherwise.
    lang : str, default "en"
        Language of the words: en, uk or ru.
    style : str, default "light"
        light or dark.

    Returns
    -------
    Axes
        Host of the dials, which are in ``child_axes``.

    Raises
    ------
    ColumnError
        If the frame is not a times table.
    OptionError
        If there is no such ``lang`` or ``style``.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import toolkit as tk
    >>> from toolkit.schema import TIMES, empty
    >>> tk.plot.alt_text(tk.plot.clock(empty(TIMES)))
    'The day of the news: items by hour. There is no article.'
    """
    need(frame, TIMES, ["weekday", "hour", "n", "exposure"])
    with drawing(ax, size=(9.0, 3.4), lang=lang, style=style) as sheet:
        groups = weeks(sheet, frame)
        title = title_of(sheet, frame, "clock_title")
        if not groups:
            nothing(sheet, frame, title)
        else:
            _draw(sheet, frame, groups, title)
    return sheet.ax


def _draw(sheet: Sheet, frame: pd.DataFrame, groups: list[Week], title: str) -> None:
    words = sheet.words
    shown, hidden = most(groups, PANELS)
    columns = len(shown) if len(shown) <= 4 else 3
    rows = -(-len(shown) // columns)
    sheet.axes_height = 3.6 if len(shown) == 1 else rows * 2.55 + (rows - 1) * 0.5
    hosts = sheet.panels(len(shown), columns, gap=(0.3, 0.5), top=0.3)
    tops = [float(np.nanmax(g.by_hour())) for g in shown]
    own = len(shown) > 1 and max(tops) > 2 * max(min(tops), 1e-12)
    names = shorten_apart([g.name for g in shown], sheet.width() / columns - 30, LABEL, weight="bold")
    for host, group, name, biggest in zip(hosts, shown, names, tops, strict=True):
        _dial(sheet, host, group, name, (biggest if own else max(tops)) or 1.0)
    unit = counted(frame.attrs, words)
    notes = [*base_notes(frame, words, band=""), words("clock_area", value=words("rate_axis", unit=unit))]
    if any(_unobserved(g).any() for g in shown):
        notes.append(words("unobserved"))
    if len(shown) > 1:
        notes.append(words("own_radius" if own else "one_radius"))
    if hidden:
        notes.append(words("hidden_groups", names=listing([g.name for g in hidden], words)))
    best = max((g for g in groups if np.isfinite(g.by_hour()).any()), key=lambda g: float(np.nanmax(g.by_hour())))
    hour = int(np.nanargmax(best.by_hour()))
    finding = words("clock_peak", who=aside(best.name), hour=f"{hour:02d}–{(hour + 1) % 24:02d}",
                    rate=words.rate(float(best.by_hour()[hour])), unit=unit, n=words.number(best.n[:, hour].sum()))
    sheet.write(title, finding + equal([g.by_hour() for g in groups], words), notes)


def _unobserved(group: Week) -> np.ndarray:
    """Hours of the day that were never observed; not those whose rows were put aside."""
    hours: np.ndarray = group.unobserved.any(axis=0) & (group.exposure.sum(axis=0) == 0)
    return hours


def _dial(sheet: Sheet, host: Axes, group: Week, name: str, top: float) -> None:
    import matplotlib as mpl
    from matplotlib.patches import Circle, Wedge

    host.set_axis_off()
    host.set_aspect("equal")
    box = host.get_window_extent()
    radius = max(min(box.width, box.height) / sheet.dpi * 72 / 2 - 20, 12)  # points, with room for the hours around it
    edge = 1 + 20 / radius
    host.set_xlim(-edge, edge)
    host.set_ylim(-edge, edge)
    rates = group.by_hour()
    unobserved = _unobserved(group)
    for share in (0.5, 1.0):  # rings at half and at the full rate; the area grows with the square of the radius
        ring = Circle((0, 0), share**0.5, facecolor="none", edgecolor=mpl.rcParams["grid.color"], linewidth=0.8)
        host.add_patch(ring)
    for hour in range(24):
        angles = (90 - 15 * (hour + 1), 90 - 15 * hour)
        if unobserved[hour]:
            host.add_patch(Wedge((0, 0), 1, *angles, facecolor="none", hatch="////", linewidth=0,
                                 edgecolor=mpl.rcParams["hatch.color"]))
        elif rates[hour] > 0:
            host.add_patch(Wedge((0, 0), (rates[hour] / top) ** 0.5, *angles, facecolor=colours()[0], linewidth=0.8,
                                 edgecolor=mpl.rcParams["figure.facecolor"]))
    for hour in range(0, 24, 3):
        turn = np.pi / 2 - 2 * np.pi * hour / 24
        at = 1 + 11 / radius
        host.text(at * np.cos(turn), at * np.sin(turn), f"{hour:02d}", ha="center", va="center",
                  fontsize=LABEL - 0.5, color=mpl.rcParams["axes.labelcolor"])
    if name:
        host.annotate(name, (0.5, 1), xycoords="axes fraction", xytext=(0, 11), textcoords="offset points", ha="center",
                      va="bottom", fontsize=LABEL, fontweight="bold")
    peak = sheet.words("clock_ring", value=sheet.words.rate(top))
    host.annotate(peak, (0.5, 1), xycoords="axes fraction", xytext=(0, -2), textcoords="offset points", ha="center",
                  va="bottom", fontsize=8.5, color=mpl.rcParams["axes.labelcolor"])
