"""The state of the data on one page: each check of each outlet as a sign with its share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from toolkit.charts.fit import text_width, wrap
from toolkit.charts.sheet import LABEL, Sheet, base_notes, counted, drawing, listing, need
from toolkit.charts.style import colours
from toolkit.picked import is_part
from toolkit.schema import HEALTH

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OUTLETS: Final = 7
"""Most outlets side by side: those with the most warnings."""
OF_TIME: Final = "silence"
"""The check whose share is one of the time, not of the articles."""
_RANK: Final = {"ok": 0, "notice": 1, "warning": 2}


def health(frame: pd.DataFrame, *, ax: Axes | None = None, lang: str = "en", style: str = "light") -> Axes:
    """Draw what the checks found, one column per outlet and one row per check.

    Parameters
    ----------
    frame : DataFrame
        HEALTH table of `toolkit.health`.
    ax : Axes, optional
        Where to draw; a new figure otherwise.
    lang : str, default "en"
        Language of the words: en, uk or ru.
    style : str, default "light"
        light or dark.

    Returns
    -------
    Axes
        The Axes of the table of signs.

    Raises
    ------
    ColumnError
        If the frame is not a health table.
    OptionError
        If there is no such ``lang`` or ``style``.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import toolkit as tk
    >>> from toolkit.schema import HEALTH, empty
    >>> tk.plot.alt_text(tk.plot.health(empty(HEALTH)))
    'Health of the data, by outlet. There is no article to check.'
    """
    need(frame, HEALTH, ["outlet", "articles", "check", "share", "severity"])
    with drawing(ax, size=(9.0, 3.0), lang=lang, style=style) as sheet:
        title = sheet.words("health_title")
        if not len(frame):
            sheet.write(title)
            sheet.say(sheet.words("empty_picked" if is_part(frame) else "empty_health"))
        else:
            _draw(sheet, frame, title)
    return sheet.ax


def _draw(sheet: Sheet, frame: pd.DataFrame, title: str) -> None:
    words = sheet.words
    # outlets are told apart by their own names: two of them may look alike once letters without a font are replaced
    rows = frame.assign(outlet=frame["outlet"].fillna(""), rank=frame["severity"].map(_RANK).fillna(0))
    weight = rows.groupby("outlet").agg(rank=("rank", "sum"), articles=("articles", "max"))
    ranked = weight.sort_values(["rank", "articles"], ascending=False).index.tolist()
    articles = weight["articles"].astype(int).to_dict()
    shown = sorted(ranked[:OUTLETS], key=lambda o: -articles[o])
    found = rows.loc[(rows["share"] > 0) | (rows["rank"] > 0), "check"]
    every = list(dict.fromkeys(rows["check"]))
    checks = [c for c in every if c in set(found)] or every
    drawn = rows[rows["outlet"].isin(shown) & rows["check"].isin(checks)]
    _table(sheet, drawn, shown, checks, articles)
    counts = {level: int((rows["severity"] == level).sum()) for level in _RANK}
    unit = counted(frame.attrs, words)
    fine = not counts["warning"] and not counts["notice"]
    finding = words("health_fine" if fine else "health_peak", warnings=counts["warning"], notices=counts["notice"],
                    outlets=len(weight))
    notes = [*base_notes(frame, words, clock=False), words("health_key", unit=unit)]
    if OF_TIME in checks:
        notes.append(words("health_time_key", check=_label(sheet, OF_TIME).capitalize(), unit=unit))
    if len(checks) < len(every):
        quiet = [_label(sheet, c) for c in every if c not in checks]
        notes.append(words("health_quiet", names=listing(quiet, words, limit=len(quiet))))
    if len(ranked) > OUTLETS:
        notes.append(words("hidden_groups", names=listing([_name(sheet, o) for o in ranked[OUTLETS:]], words)))
    sheet.write(title, finding, notes)


def _table(sheet: Sheet, rows: pd.DataFrame, outlets: list[str], checks: list[str], articles: dict[Any, int]) -> None:
    import matplotlib as mpl

    ax, words = sheet.ax, sheet.words
    sheet.axes_height = 0.29 * len(checks)
    names = [words("health_time", check=_label(sheet, c)) if c == OF_TIME else _label(sheet, c) for c in checks]
    labels = [wrap(name, 0.3 * sheet.width(), LABEL, lines=1) for name in names]
    beside = max(text_width(label, LABEL) for label in labels) + 12
    column = sheet.width(beside=beside) / len(outlets)
    for _, row in rows.iterrows():
        x, y = outlets.index(row["outlet"]), checks.index(row["check"])
        _sign(sheet, x + 0.5, y + 0.5, str(row["severity"]), float(row["share"]), 9 / column)
    heads = [wrap(_name(sheet, o), column - 8, LABEL, weight="bold", lines=3) for o in outlets]
    for i, (head, outlet) in enumerate(zip(heads, outlets, strict=True)):
        ax.annotate(head, (i + 0.5, 0), xytext=(0, 16), textcoords="offset points", ha="center", va="bottom",
                    fontsize=LABEL, fontweight="bold", annotation_clip=False)
        ax.annotate(f"n = {words.number(articles[outlet])}", (i + 0.5, 0), xytext=(0, 3),
                    textcoords="offset points", ha="center", va="bottom", fontsize=8.5,
                    color=mpl.rcParams["axes.labelcolor"], annotation_clip=False)
    ax.set_xlim(0, len(outlets))
    ax.set_ylim(len(checks), 0)
    ax.set_xticks([])
    ax.set_yticks([i + 0.5 for i in range(len(checks))], labels)
    ax.tick_params(axis="y", length=0)
    for i in range(len(checks) + 1):
        ax.axhline(i, color=mpl.rcParams["grid.color"], linewidth=0.8, zorder=0)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _name(sheet: Sheet, outlet: str) -> str:
    return sheet.text(outlet or None)


def _label(sheet: Sheet, check: str) -> str:
    """Name of a check in the language of the chart."""
    return sheet.words.known(f"check_{check}").removeprefix("check_").replace("_", " ")


def _sign(sheet: Sheet, x: float, y: float, severity: str, share: float, shift: float) -> None:
    import matplotlib as mpl

    ax, level = sheet.ax, _RANK.get(severity, 0)
    grey = mpl.rcParams["axes.edgecolor"]
    if level == 0 and share == 0:
        ax.plot(x, y, ".", color=grey, markersize=3)
        return
    colour = (grey, colours()[4], colours()[1])[level]
    if level:
        ax.plot(x - shift, y, "^" if level == 2 else "o", color=colour, markersize=7)
    ax.text(x, y, sheet.words.percent(share), ha="left" if level else "center", va="center",
            fontsize=LABEL, fontweight="bold" if level == 2 else "normal",
            color=mpl.rcParams["text.color" if level else "axes.labelcolor"])
