"""When the news comes out: a heat map of weekday and hour with margins, one per group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from toolkit.charts.fit import shorten_apart
from toolkit.charts.sheet import LABEL, Sheet, aside, base_notes, counted, drawing, group_columns, listing, need
from toolkit.charts.style import colours, sequential
from toolkit.charts.words import Words
from toolkit.errors import OptionError
from toolkit.picked import is_part
from toolkit.schema import TIMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PANELS: Final = 9
HOURS: Final = (0, 3, 6, 9, 12, 15, 18, 21)


@dataclass
class Week:
    """The 7 x 24 cells of one group; NaN where no hour of this kind was observed."""

    name: str
    n: np.ndarray
    exposure: np.ndarray
    rate: np.ndarray
    low: np.ndarray
    high: np.ndarray
    unobserved: np.ndarray
    """Cells of which the frame says that they were never observed; of rows that were put aside it says nothing."""

    def by_hour(self) -> np.ndarray:
        """Rate of each hour of the day over the week: articles of these hours by observed hours."""
        return _ratio(self.n.sum(axis=0), self.exposure.sum(axis=0))

    def by_weekday(self) -> np.ndarray:
        """Rate of each weekday over the day."""
        return _ratio(self.n.sum(axis=1), self.exposure.sum(axis=1))


def _ratio(n: np.ndarray, exposure: np.ndarray) -> np.ndarray:
    out: np.ndarray = np.full(n.shape, np.nan)
    np.divide(n, exposure, out=out, where=exposure > 0)
    return out


def weeks(sheet: Sheet, frame: pd.DataFrame) -> list[Week]:
    """The groups of a TIMES frame, each as arrays."""
    if not len(frame) or not frame["n"].sum():
        return []
    by = group_columns(frame, TIMES)
    parts: list[tuple[Any, pd.DataFrame]] = list(frame.groupby(by, dropna=False, sort=True, observed=True)) if by else [
        ((), frame)]
    found = []
    for key, rows in parts:
        name = ", ".join(sheet.text(k) for k in (key if isinstance(key, tuple) else (key,)))
        _check_hours(rows, name)
        grids = {}
        for column in ("n", "exposure", "rate", "rate_low", "rate_high"):
            grid = np.full((7, 24), 0.0 if column in ("n", "exposure") else np.nan)
            if column in rows.columns:
                at = rows["weekday"].to_numpy(int), rows["hour"].to_numpy(int)
                grid[at] = rows[column].to_numpy(float, na_value=np.nan)
            grids[column] = grid
        unobserved = np.zeros((7, 24), dtype=bool)
        at = rows["weekday"].to_numpy(int), rows["hour"].to_numpy(int)
        unobserved[at] = rows["exposure"].to_numpy(float, na_value=np.nan) == 0
        found.append(Week(name, grids["n"], grids["exposure"], grids["rate"], grids["rate_low"], grids["rate_high"],
                          unobserved))
    return found


def _check_hours(rows: pd.DataFrame, name: str) -> None:
    """Refuse several rows for one hour: the last of them would stand for all."""
    twice = rows.duplicated(["weekday", "hour"])
    if twice.any():
        row = rows[twice].iloc[0]
        raise OptionError(f"the frame has several rows{f' of {name}' if name else ''} for weekday "
                          f"{int(row['weekday'])}, hour {int(row['hour'])}; keep the column that tells them apart, or "
                          "pick the rows of one group")


def equal(values: list[np.ndarray], words: Words) -> str:
    """Sentence on how many more cells reach the greatest of all values; empty where it is alone."""
    known = [v[np.isfinite(v)] for v in values]
    top = max(float(v.max()) for v in known if len(v))
    others = sum(int((v == top).sum()) for v in known) - 1
    return " " + words("equal", n=words.number(others)) if others else ""


def times(frame: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en", style: str = "light") -> Axes:
    """Draw how many articles an hour of the week brings, as a heat map with margins, one panel per group.

    The bars above show the same rate by hour, those at the right by weekday. Hours that were not observed are hatched.
    Articles that carry a day but no hour are not in it; the caption says how many.

    Parameters
    ----------
    frame : DataFrame
        TIMES table of `toolkit.times`.
    ax : Axes, optional
        Where to draw; a new figure otherwise.
    lang : str, default "en"
        Language of the words: en, uk or ru.
    style : str, default "light"
        light or dark.

    Returns
    -------
    Axes
        Host of the panels; each heat map and its margins are in ``child_axes``.

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
    >>> tk.plot.alt_text(tk.plot.times(empty(TIMES)))
    'When items are published, by weekday and hour. There is no article.'
    """
    need(frame, TIMES, ["weekday", "hour", "n", "exposure", "rate"])
    with drawing(ax, size=(9.0, 3.0), lang=lang, style=style) as sheet:
        groups = weeks(sheet, frame)
        title = title_of(sheet, frame, "times_title")
        if not groups:
            nothing(sheet, frame, title)
        else:
            _draw(sheet, frame, groups, title)
    return sheet.ax


def title_of(sheet: Sheet, frame: pd.DataFrame, key: str) -> str:
    """Title of a chart of hours, with the groups it is split by."""
    words = sheet.words
    title = words(key, unit=counted(frame.attrs, words))
    by = [words.known(name) for name in group_columns(frame, TIMES)]
    return f"{title}, {words('by', by=', '.join(by))}" if by else title


def nothing(sheet: Sheet, frame: pd.DataFrame, title: str) -> None:
    """Say why there is no hour to show."""
    has_rows = any((frame.attrs.get("left_out") or {}).values())
    sheet.write(title, notes=base_notes(frame, sheet.words))
    sheet.say(sheet.words("empty_picked" if is_part(frame) else "empty_times" if has_rows else "empty_table"))


def most(groups: list[Week], limit: int) -> tuple[list[Week], list[Week]]:
    """Groups with the most articles in their own order, and the rest."""
    ranked = sorted(groups, key=lambda g: -float(g.n.sum()))
    kept = {id(g) for g in ranked[:limit]}
    return [g for g in groups if id(g) in kept], ranked[limit:]


def _draw(sheet: Sheet, frame: pd.DataFrame, groups: list[Week], title: str) -> None:
    words = sheet.words
    shown, hidden = most(groups, PANELS)
    columns = 1 if len(shown) == 1 else 2 if len(shown) <= 4 else 3
    rows = -(-len(shown) // columns)
    one = len(shown) == 1
    sheet.axes_height = rows * (2.9 if one else 1.95 if columns == 2 else 1.7) + (rows - 1) * 0.62 + 0.3
    hosts = sheet.panels(len(shown), columns, gap=(0.85 if columns < 3 else 0.7, 0.62), top=0.02 if one else 0.24)
    maxima = [float(np.nanmax(g.rate)) if np.isfinite(g.rate).any() else 0.0 for g in shown]
    own = len(shown) > 1 and max(maxima) > 3 * max(min(maxima), 1e-12)
    width = sheet.width(beside=70) / columns - (50 if columns > 1 else 0)
    names = shorten_apart([g.name for g in shown], width + 25, LABEL, weight="bold")
    for host, group, name, biggest in zip(hosts, shown, names, maxima, strict=True):
        top = biggest if own else max(maxima)
        _panel(sheet, host, group, name, top or 1.0, width=width)
    notes = base_notes(frame, words)
    notes.append(words("colour", value=words("rate_axis", unit=counted(frame.attrs, words))))
    notes.append(words("margins"))
    if any(g.unobserved.any() for g in shown):
        notes.append(words("unobserved"))
    if len(shown) > 1:
        notes.append(words("own_scale" if own else "one_scale"))
    if hidden:
        notes.append(words("hidden_groups", names=listing([g.name for g in hidden], words)))
    sheet.write(title, _finding(sheet, groups, frame), notes)


def _finding(sheet: Sheet, groups: list[Week], frame: pd.DataFrame) -> str:
    """Sentence on the hour of the week whose interval lies highest."""
    ranked = [group.low if np.isfinite(group.low).any() else group.rate for group in groups]
    best: tuple[float, Week, int, int] | None = None
    for group, values in zip(groups, ranked, strict=True):
        if np.isfinite(values).any():
            day, hour = divmod(int(np.nanargmax(values)), 24)
            if best is None or values[day, hour] > best[0]:
                best = (float(values[day, hour]), group, day, hour)
    if best is None:
        return ""
    _, group, day, hour = best
    words = sheet.words
    return words(
        "times_peak", who=aside(group.name), weekday=words.weekday(day),
        hour=f"{hour:02d}–{(hour + 1) % 24:02d}", rate=words.rate(group.rate[day, hour]),
        low=words.rate(group.low[day, hour]), high=words.rate(group.high[day, hour]),
        unit=counted(frame.attrs, words),
    ) + equal(ranked, words)


def _panel(sheet: Sheet, host: Axes, group: Week, name: str, top: float, *, width: float) -> None:
    """One heat map with its margins and its scale, inside ``host``."""
    import matplotlib as mpl
    from matplotlib.patches import Rectangle

    host.set_axis_off()
    middle = host.inset_axes((0, 0, 0.84, 0.76))
    above = host.inset_axes((0, 0.79, 0.84, 0.19))
    right = host.inset_axes((0.855, 0, 0.085, 0.76))
    scale = host.inset_axes((0.965, 0, 0.022, 0.76))
    # cells as a mesh of rectangles, so that an SVG or PDF has sharp edges at any size
    mesh = middle.pcolormesh(np.arange(25), np.arange(8), group.rate, cmap=sequential(sheet.style), vmin=0, vmax=top,
                             edgecolors=mpl.rcParams["figure.facecolor"], linewidth=0.6)
    for day, hour in zip(*np.nonzero(group.unobserved), strict=True):
        middle.add_patch(Rectangle((float(hour), float(day)), 1, 1, facecolor="none", hatch="////", linewidth=0,
                                   edgecolor=mpl.rcParams["hatch.color"]))
    middle.set_ylim(7, 0)
    middle.set_xlim(0, 24)
    hours = HOURS if width > 190 else HOURS[::2]
    middle.set_xticks([h + 0.5 for h in hours], [f"{h:02d}" for h in hours])
    middle.set_yticks(np.arange(7) + 0.5, [sheet.words.weekday(d) for d in range(7)])
    middle.tick_params(length=0)
    for spine in middle.spines.values():
        spine.set_visible(False)
    colour = colours()[0]
    above.bar(np.arange(24) + 0.5, np.nan_to_num(group.by_hour()), width=0.86, color=colour)
    right.barh(np.arange(7) + 0.5, np.nan_to_num(group.by_weekday()), height=0.86, color=colour)
    above.set_xlim(0, 24)
    right.set_ylim(7, 0)
    above.set_axis_off()
    right.set_axis_off()
    _scale(sheet, scale, mesh, top)
    if name:
        above.set_title(name, fontsize=LABEL, loc="left", pad=3)


def _scale(sheet: Sheet, ax: Axes, mesh: Any, top: float) -> None:
    """Colour scale: 0 and the greatest rate."""
    bar = ax.figure.colorbar(mesh, cax=ax)
    bar.outline.set_visible(False)  # type: ignore[operator]
    bar.set_ticks([0, top / 2, top], labels=["0", sheet.words.rate(top / 2), sheet.words.rate(top)])
    ax.tick_params(length=0, labelsize=8.5)
