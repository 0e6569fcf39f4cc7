"""How long and how high headlines stood on the pages that were saved."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from toolkit.charts.dates import date_ticks
from toolkit.charts.fit import shorten, text_width
from toolkit.charts.sheet import LABEL, Sheet, base_notes, clock_note, drawing, need, without_zone
from toolkit.charts.style import colours
from toolkit.charts.words import Words
from toolkit.errors import OptionError
from toolkit.picked import is_part
from toolkit.schema import HEADLINES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 15
"""Headlines that are drawn unless another number is asked for."""
_SMALL: Final = 8.5


def prominence(
    frame: pd.DataFrame, *, ax: Axes | None = None, most: int = MOST, lang: str = "en", style: str = "light"
) -> Axes:
    """Draw the headlines that stood longest, from the first to the last page that showed them.

    A bar is a lower bound: a headline is seen only when a page is saved. At the end of a bar stand the time, the best
    place in a list, and the number of pages.

    Parameters
    ----------
    frame : DataFrame
        HEADLINES table of `toolkit.headlines`.
    ax : Axes, optional
        Where to draw; a new figure otherwise.
    most : int, default 15
        Headlines drawn at most; of equally long ones those that stood higher.
    lang : str, default "en"
        Language of the words: en, uk or ru.
    style : str, default "light"
        light or dark.

    Returns
    -------
    Axes
        The Axes of the bars.

    Raises
    ------
    ColumnError
        If the frame is not a headlines table.
    OptionError
        If an option has a value that it does not take.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import toolkit as tk
    >>> from toolkit.schema import HEADLINES, empty
    >>> tk.plot.alt_text(tk.plot.prominence(empty(HEADLINES)))[:67]
    'Headlines that stood longest. No headline was seen at two known mom'
    """
    need(frame, HEADLINES, ["title", "outlet", "first_seen", "last_seen", "shown_hours", "best_position", "pages"])
    if most < 1:
        raise OptionError(f"most={most!r} draws nothing; give 1 or more")
    with drawing(ax, size=(9.0, 3.0), lang=lang, style=style) as sheet:
        title = sheet.words("prominence_title")
        stood = frame[frame["shown_hours"] > 0]
        if not len(stood):
            sheet.write(title)
            sheet.say(sheet.words("empty_prominence"))
        else:
            order = ["shown_hours", "best_position"]
            rows = stood.sort_values(order, ascending=[False, True], kind="stable").head(most).reset_index(drop=True)
            _draw(sheet, rows)
            sheet.write(title, _finding(sheet, rows.iloc[0]), _notes(frame, rows, sheet.words))
    return sheet.ax


def _finding(sheet: Sheet, row: Any) -> str:
    who = "" if pd.isna(row["outlet"]) else f" ({sheet.text(row['outlet'])})"
    return sheet.words("prominence_peak", title=sheet.text(row["title"]), who=who,
                       time=duration(float(row["shown_hours"]), sheet.words, least=True))


def _notes(frame: pd.DataFrame, rows: pd.DataFrame, words: Words) -> list[str]:
    counted = frame.copy(deep=False)
    pages = None if is_part(frame) else frame.attrs.get("pages")
    counted.attrs = {"unit": "headlines", "n": len(frame), "pages": pages}
    unknown, once = int(frame["shown_hours"].isna().sum()), int((frame["shown_hours"] == 0).sum())
    notes = [*base_notes(counted, words), words("prominence_drawn", n=words.number(len(rows)))]
    notes += [words("prominence_once", n=words.number(once))] if once else []
    notes += [words("prominence_unknown", n=words.number(unknown))] if unknown else []
    return [*notes, words("prominence_key"), words("prominence_bound"),
            clock_note("outlet", without_zone(rows), words)]


def duration(hours: float, words: Words, *, least: bool = False) -> str:
    """Time in minutes, hours, or from three days on in days; the whole ones of it where it is what was at ``least``."""
    unit, n = ("minutes", hours * 60) if hours < 1 else ("days", hours / 24) if hours >= 72 else ("hours", hours)
    return words(unit, n=words.number(math.floor(n + 1e-9) if least else n, 0))


def _local(rows: pd.DataFrame, column: str) -> list[pd.Timestamp]:
    """Moments in the outlets' own clocks."""
    zones = rows["time_zone"] if "time_zone" in rows else pd.Series(pd.NA, index=rows.index)
    return [at.tz_convert("UTC" if pd.isna(zone) else str(zone)).tz_localize(None)
            for at, zone in zip(rows[column], zones, strict=True)]


def _draw(sheet: Sheet, rows: pd.DataFrame) -> None:
    import matplotlib as mpl
    from matplotlib.dates import date2num

    ax, words = sheet.ax, sheet.words
    sheet.axes_height = 0.42 * len(rows)
    beside = 0.47 * sheet.width() if sheet.owned else 0.75 * sheet.width()
    outlets = list(dict.fromkeys(rows["outlet"].fillna("")))
    palette = colours()
    starts = _local(rows, "first_seen")
    # clocks that go back may read less at the end than at the start
    ends = [max(end, at + pd.Timedelta("1min")) for at, end in zip(starts, _local(rows, "last_seen"), strict=True)]
    notes = [_end(row, words) for _, row in rows.iterrows()]
    left, right = np.array([date2num(t) for t in starts]), np.array([date2num(t) for t in ends])
    for i, (_, row) in enumerate(rows.iterrows()):
        outlet = outlets.index("" if pd.isna(row["outlet"]) else row["outlet"])
        colour = palette[outlet % len(palette)]
        ax.barh(i, right[i] - left[i], left=left[i], height=0.42, color=colour)
        ax.annotate(notes[i], (right[i], i), xytext=(5, 0), textcoords="offset points", va="center", fontsize=_SMALL,
                    annotation_clip=False)
        for text, size, rise, shade in (
            (row["title"], LABEL, 1, mpl.rcParams["text.color"]), (row["outlet"], _SMALL, -1, colour)
        ):
            ax.annotate(shorten(sheet.text(text), beside, size), (0, i), xycoords=("axes fraction", "data"),
                        xytext=(-8, rise), textcoords="offset points", ha="right", va="bottom" if rise > 0 else "top",
                        fontsize=size, color=shade, annotation_clip=False)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_yticks([])
    _dates(sheet, min(starts), max(ends), beside + max(text_width(n, _SMALL) for n in notes))


def _dates(sheet: Sheet, start: pd.Timestamp, end: pd.Timestamp, beside: float) -> None:
    from matplotlib.dates import date2num

    first, last = start - (end - start) * 0.02, end + (end - start) * 0.02
    sheet.ax.set_xlim(float(date2num(first)), float(date2num(last)))
    date_ticks(sheet.ax, first.to_pydatetime(), last.to_pydatetime(), sheet.words, size=LABEL,
               width=sheet.width(beside=beside + 20))
    sheet.ax.grid(axis="x")
    sheet.ax.spines["left"].set_visible(False)


def _end(row: Any, words: Words) -> str:
    """What stands at the end of a bar: time, best place, pages."""
    place = [] if pd.isna(row["best_position"]) else [words("prominence_place", position=int(row["best_position"]))]
    pages = words("prominence_pages", n=words.number(int(row["pages"])))
    return ", ".join([duration(float(row["shown_hours"]), words, least=True), *place, pages])
