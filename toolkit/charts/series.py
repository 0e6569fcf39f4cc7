"""Coverage over time: lines with bands, gaps for what was not collected, small multiples for many groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from toolkit.charts.dates import MOST_NAMED, date_ticks
from toolkit.charts.episodes import mark, marks_note
from toolkit.charts.fit import shorten_apart, spread, wrap
from toolkit.charts.lines import Group, hatch, line
from toolkit.charts.sheet import LABEL, Sheet, base_notes, counted, drawing, group_columns, listing, need
from toolkit.charts.style import colours
from toolkit.charts.words import per
from toolkit.errors import OptionError
from toolkit.picked import is_part
from toolkit.schema import COVERAGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINES: Final = 4
"""Most groups that share one pair of axes; more become small multiples."""
PANELS: Final = 18
FIRST_DAY: Final = pd.Timestamp("0001-01-01")
LAST_DAY: Final = pd.Timestamp("9999-12-31")
"""The ends of the calendar that dates on an axis are written in."""
_DAYS: Final = {"per_hour": 1 / 24, "per_day": 1.0, "per_week": 7.0, "per_month": 31.0, "per_quarter": 92.0,
                "per_year": 366.0}


def coverage(
    frame: pd.DataFrame, *, ax: Axes | None = None, value: str | None = None, spikes: pd.DataFrame | None = None,
    lang: str = "en", style: str = "light",
) -> Axes:
    """Draw how much was published, by period.

    One line per group with the band of its interval; the line breaks where nothing was collected, and a period that was
    observed in part has an open circle. More than four groups become small multiples.

    Parameters
    ----------
    frame : DataFrame
        COVERAGE table of `toolkit.coverage`.
    ax : Axes, optional
        Where to draw; a new figure otherwise.
    value : str, optional
        ``share`` or ``n``; by default the share where a topic was asked for and the number of articles where not.
    spikes : DataFrame, optional
        SPIKES table of `toolkit.spikes` for this coverage: its peaks are ringed and named.
    lang : str, default "en"
        Language of the words: en, uk or ru.
    style : str, default "light"
        light or dark.

    Returns
    -------
    Axes
        The given Axes or new ones; of small multiples the host, with the panels in ``child_axes``.

    Raises
    ------
    ColumnError
        If the frame is not a coverage table.
    OptionError
        If ``value``, ``lang`` or ``style`` is none of those named above.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import pandas as pd, toolkit as tk
    >>> from toolkit.schema import COVERAGE, conform
    >>> rows = pd.DataFrame({"period": pd.date_range("2025-03-01", periods=3), "n": [1, 4, 2], "total": [5, 5, 5],
    ...                      "state": "observed"})
    >>> frame = conform(rows, COVERAGE)
    >>> frame.attrs |= {"freq": "D", "unit": "articles", "by": []}
    >>> tk.plot.coverage(frame, value="n").get_title(loc="left")
    'Coverage: articles per day'
    """
    need(frame, COVERAGE, ["period", "n", "state"])
    if value not in (None, "n", "share"):
        raise OptionError(f"value={value!r} is not one of n, share")
    with drawing(ax, size=(9.0, 3.9), lang=lang, style=style) as sheet:
        _draw(sheet, frame, value, spikes)
    return sheet.ax


def _draw(sheet: Sheet, frame: pd.DataFrame, value: str | None, found: pd.DataFrame | None) -> None:
    topics = _topics(frame)
    column = value or ("share" if topics and frame["share"].notna().any() else "n")
    if column == "n" and {"mean", "window"} <= set(frame.columns):
        column = "mean"  # smoothed counts are sums over a window
    groups = _groups(sheet, frame, column, topics)
    title = _title(sheet, frame, column, topics)
    if not groups:
        sheet.write(title, notes=base_notes(frame, sheet.words))
        sheet.say(sheet.words(_why_empty(frame)))
        return
    _check_periods(groups)
    shown, hidden = _most(groups, PANELS)
    together = len(shown) == 1 or (len(shown) <= LINES and not _tangled(shown))
    if together:
        extra = _one_axes(sheet, shown, frame, found)
    else:
        extra = _small_multiples(sheet, shown, frame, found)
    if found is not None:
        extra.append(marks_note(sheet, shown, found))
    if hidden:
        extra.append(sheet.words("hidden_groups", names=listing([g.name for g in hidden], sheet.words)))
    states = _state_notes(sheet, shown, strips=together and len(shown) > 1)
    guessed = _guessed_silences(frame)
    if guessed:
        extra.append(sheet.words("silences", n=sheet.words.number(len(guessed))))
    band = column if f"{column}_low" in frame.columns else ""
    notes = [*base_notes(frame, sheet.words, band=band), *states, *extra]
    if column != "share" and frame.attrs.get("topics_from") and frame.attrs.get("n") is not None:
        notes.insert(1, sheet.words("n_any_topic"))
    # a group that there was no room for may well hold the peak
    sheet.write(title, _finding(sheet, groups, frame), notes)


def _check_periods(groups: list[Group]) -> None:
    """Refuse a line with two values at one period: rows of what are several lines, or of a table given twice."""
    for group in groups:
        twice = group.rows["period"].duplicated()
        if twice.any():
            name = f" of {group.name}" if group.name else ""
            when = group.rows.loc[twice, "period"].iloc[0]
            raise OptionError(f"the frame has several rows{name} for the period {when:%Y-%m-%d %H:%M}; keep the column "
                              "that tells them apart (outlet, topic), or pick the rows of one line")


def _guessed_silences(frame: pd.DataFrame) -> list[Any]:
    """Silences taken as not collected, of the outlets and the time that the rows are of."""
    outlets = set(frame["outlet"].dropna()) if "outlet" in frame.columns else None
    reach = pd.Timedelta(days=_step(frame))
    start, end = pd.Timestamp(frame["period"].min()), pd.Timestamp(frame["period"].max()) + reach
    return [s for s in frame.attrs.get("silences") or [] if s.get("found_by") == "rhythm"
            and (outlets is None or s.get("outlet") is None or s["outlet"] in outlets)
            and start <= pd.Timestamp(s["end"]).tz_localize(None) and pd.Timestamp(s["start"]).tz_localize(None) < end]


def _why_empty(frame: pd.DataFrame) -> str:
    """Key of the words that say why there is nothing to draw."""
    attrs = frame.attrs
    if is_part(frame):
        return "empty_picked"
    if not attrs.get("n") and not any((attrs.get("left_out") or {}).values()):
        return "empty_table"
    return "empty_topic" if "topic" in frame.columns and attrs.get("n") else "empty_coverage"


def _topics(frame: pd.DataFrame) -> list[str]:
    return [str(t) for t in frame["topic"].dropna().unique()] if "topic" in frame.columns else []


def _title(sheet: Sheet, frame: pd.DataFrame, column: str, topics: list[str]) -> str:
    words = sheet.words
    key = ("coverage_share" if column == "share" else "coverage_topic") if topics else (
        "coverage_share_all" if column == "share" else "coverage_n")
    topic = topics[0] if len(topics) == 1 else words("several", n=len(topics))
    title = words(key, topic=topic, unit=counted(frame.attrs, words), per=words(per(frame.attrs.get("freq"))))
    smoothed = frame.attrs.get("smoothed") or (int(frame["window"].max()) if "window" in frame.columns else 1)
    if smoothed > 1:
        title += words("smoothed", n=words.number(smoothed))
    by = [words.known(name) for name in group_columns(frame, COVERAGE)]
    return f"{title}, {words('by', by=', '.join(by))}" if by else title


def _groups(sheet: Sheet, frame: pd.DataFrame, column: str, topics: list[str]) -> list[Group]:
    if not len(frame):
        return []
    by = list(dict.fromkeys([*group_columns(frame, COVERAGE), *(["topic"] if len(topics) > 1 else [])]))
    if not by:
        return [Group("", frame.sort_values("period"), column)]
    found = []
    for key, rows in frame.groupby(by, dropna=False, sort=True, observed=True):
        names = [sheet.text(k) for k in (key if isinstance(key, tuple) else (key,))]
        values = dict(zip(by, key if isinstance(key, tuple) else (key,), strict=True))
        found.append(Group(", ".join(names), rows.sort_values("period"), column, values))
    return found


def _tangled(groups: list[Group]) -> bool:
    """Whether the bands of some two groups overlap in most periods, so that one pair of axes could not be read."""
    for i, one in enumerate(groups):
        for other in groups[i + 1:]:
            if f"{one.value}_low" not in one.rows.columns:
                return len(one.rows) > 20
            a, b = one.rows.set_index("period"), other.rows.set_index("period")
            low, high = f"{one.value}_low", f"{one.value}_high"
            b = b.reindex(a.index)
            overlap = ((a[low] < b[high]) & (b[low] < a[high]))[a[low].notna() & b[low].notna()]
            if len(overlap) > 4 and float(overlap.mean()) > 0.5:
                return True
    return False


def _most(groups: list[Group], limit: int) -> tuple[list[Group], list[Group]]:
    """Groups with the most articles, in their own order, and the rest."""
    ranked = sorted(groups, key=lambda g: -int(g.rows["n"].sum()))
    kept = {id(g) for g in ranked[:limit]}
    return [g for g in groups if id(g) in kept], ranked[limit:]


def _finding(sheet: Sheet, groups: list[Group], frame: pd.DataFrame) -> str:
    """Sentence on the peak; of shares the one with the highest lower bound, lest 1 of 1 article be the news."""
    ranked = [_ranked(group) for group in groups]
    tops = [float(np.nanmax(r)) for r in ranked if np.isfinite(r).any()]
    if not tops:
        return ""
    peaks = [(group.rows["period"].iloc[at], i, at) for i, (group, r) in enumerate(zip(groups, ranked, strict=True))
             for at in np.flatnonzero(r == max(tops))]
    _, which, at = min(peaks)
    group, words = groups[which], sheet.words
    row = group.rows.iloc[at]
    if not row["n"]:
        return ""
    when = words.period(pd.Timestamp(row["period"]), str(frame.attrs.get("freq")))
    if len(peaks) > 1:
        when = words("tied", n=words.number(len(peaks)), when=when)
    who = f", {group.name}" if group.name else ""
    unit = counted(frame.attrs, words)
    if group.value != "share":
        return words("peak_n", value=words.number(row[group.value]), when=when, who=who, unit=unit)
    window = int(row["window"]) if "window" in row else 1
    return words("peak_share", value=words.percent(row["share"]), when=when, who=who, n=words.number(row["n"]),
                 total=words.number(row["total"]), unit=unit, window=words("in_window", n=window) if window > 1 else "")


def _ranked(group: Group) -> np.ndarray:
    """What a peak is the largest of."""
    suffix = "_low" if group.value == "share" and "share_low" in group.rows.columns else ""
    ranked = group.column(suffix)
    if "window" in group.rows.columns and not group.state("partial").all():
        ranked[group.state("partial")] = np.nan  # windows cut short swing more
    return ranked


def _state_notes(sheet: Sheet, groups: list[Group], *, strips: bool) -> list[str]:
    notes = []
    if any(g.state("not_collected").any() for g in groups):
        notes.append(sheet.words("gap_strip" if strips else "gap"))
    if any((np.isnan(g.column()) & ~g.state("not_collected") & (_total(g) == 0)).any() for g in groups):
        notes.append(sheet.words("no_total"))
    if any((np.isnan(g.column()) & (_total(g) > 0)).any() for g in groups if g.value == "share"):
        notes.append(sheet.words("unknown_total"))
    if any(g.state("partial").any() for g in groups):
        notes.append(sheet.words("partial"))
    return notes


def _total(group: Group) -> np.ndarray:
    """Articles of each period; those that are not known to be more than n are taken for none."""
    return group.rows["total"].to_numpy(float, na_value=0) if "total" in group.rows.columns else np.zeros(
        len(group.rows))


def _step(frame: pd.DataFrame) -> float:
    """Days from one period to the next; of picked rows the frequency tells it, not their distances."""
    days = _DAYS.get(per(frame.attrs.get("freq")))
    if days is not None:
        return days
    starts = np.unique(frame["period"].to_numpy())
    return float(np.median(np.diff(starts)) / np.timedelta64(1, "s")) / 86400 if len(starts) > 1 else 1.0


def _one_axes(sheet: Sheet, groups: list[Group], frame: pd.DataFrame, found: pd.DataFrame | None) -> list[str]:
    ax, notes = sheet.ax, []
    top, cut = _top(groups)
    beside = 0.0
    labels = [wrap(g.name, 0.18 * sheet.width(), LABEL, weight="bold") for g in groups]
    if len(groups) > 1:
        beside = 0.18 * sheet.width()
    _axes(sheet, ax, frame, groups[0].value, top, width=sheet.width(beside=beside + 60))
    strip = 0.0
    for group, colour in zip(groups, colours(), strict=False):
        line(ax, group, colour, _step(frame))
        if len(groups) > 1 and group.state("not_collected").any():
            strip -= 0.035
            hatch(ax, group, _step(frame), (strip, strip + 0.028), colour)
        elif len(groups) == 1:
            hatch(ax, group, _step(frame), (0, 1), None)
    if strip:
        ax.tick_params(axis="x", pad=3.5 - strip * sheet.height())
    if len(groups) > 1:
        _end_labels(sheet, ax, groups, labels, top)
    if cut:
        notes.append(sheet.words("cut"))
    mark(sheet, ax, groups, found, str(frame.attrs.get("freq")))
    ax.set_ylabel(_axis_label(sheet, frame, groups[0].value))
    return notes


def _small_multiples(sheet: Sheet, groups: list[Group], frame: pd.DataFrame, found: pd.DataFrame | None) -> list[str]:
    columns = 1 if len(groups) <= LINES else 2 if len(groups) <= 8 else 3
    rows = -(-len(groups) // columns)
    sheet.axes_height = rows * 1.15 + (rows - 1) * 0.42 + 0.3
    panels = sheet.panels(len(groups), columns, gap=(0.55, 0.42), top=0.22)
    tops = [_top([g])[0] for g in groups]
    own = groups[0].value != "share" and max(tops) > 5 * min(tops)
    width = sheet.width(beside=90) / columns - 40
    cut = False
    names = shorten_apart([g.name for g in groups], width, LABEL, weight="bold")
    for i, (ax, group) in enumerate(zip(panels, groups, strict=True)):
        limit = tops[i] if own else max(tops)
        cut |= _reach([group]) > limit
        last = i + columns >= len(groups)
        _axes(sheet, ax, frame, group.value, limit, width=width, dates=last, bins=4)
        line(ax, group, colours()[0], _step(frame), width=1.4)
        hatch(ax, group, _step(frame), (0, 1), None)
        mark(sheet, ax, [group], found, str(frame.attrs.get("freq")))
        ax.set_title(names[i], fontsize=LABEL, loc="left", pad=4)
    panels[0].annotate(_axis_label(sheet, frame, groups[0].value), (0, 1), xycoords="axes fraction", xytext=(0, 19),
                       textcoords="offset points", fontsize=LABEL, va="bottom")
    notes = [sheet.words("own_axis")] if own else []
    return [*notes, sheet.words("cut")] if cut else notes


def _axis_label(sheet: Sheet, frame: pd.DataFrame, value: str) -> str:
    unit = counted(frame.attrs, sheet.words)
    return sheet.words("share_axis", unit=unit) if value == "share" else unit


def _top(groups: list[Group]) -> tuple[float, bool]:
    """Upper end of the axis: the values and most of their bands, and whether some band is cut."""
    values = np.concatenate([g.column() for g in groups])
    highs = np.concatenate([g.column("_high") for g in groups if f"{g.value}_high" in g.rows.columns] or [values])
    values, highs = values[np.isfinite(values)], highs[np.isfinite(highs)]
    if not len(values):
        return 1.0, False
    top = 1.08 * max(float(values.max()), float(np.percentile(highs, 90)) if len(highs) else 0.0)
    if len(highs) and highs.max() < 1.8 * values.max():
        top = 1.02 * float(highs.max())  # a whole band is worth some height, not any
    if groups[0].value == "share":
        top = min(top, 1.04)
    top = top or 1.0
    return top, _reach(groups) > top


def _reach(groups: list[Group]) -> float:
    """Upper end of the highest band; 0 without any."""
    highs = [g.column("_high") for g in groups if f"{g.value}_high" in g.rows.columns]
    return max((float(np.nanmax(h)) for h in highs if np.isfinite(h).any()), default=0.0)


def _axes(
    sheet: Sheet, ax: Axes, frame: pd.DataFrame, value: str, top: float, *, width: float, dates: bool = True,
    bins: int = 5,
) -> None:
    """Limits, ticks and grid of one pair of axes."""
    from matplotlib.dates import date2num
    from matplotlib.ticker import MaxNLocator

    half = _step(frame) / 2
    start, end = pd.Timestamp(frame["period"].min()), pd.Timestamp(frame["period"].max())
    ax.set_xlim(float(date2num(start)) - half, float(date2num(end)) + half)
    ax.set_ylim(0, top)
    at = [t for t in MaxNLocator(nbins=bins, integer=value == "n", steps=[1, 2, 2.5, 5, 10]).tick_values(0, top)
          if 0 <= t <= top]
    scale, written = (100, sheet.words.percent) if value == "share" else (1, sheet.words.number)
    digits = next((d for d in (0, 1) if all(abs(scale * t - round(scale * t, d)) < 1e-6 for t in at)), 2)
    ax.set_yticks(at, [written(t, digits) for t in at])
    ax.grid(axis="y")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    beyond = pd.Timedelta(days=half).round("s")
    first, last = max(start - beyond, FIRST_DAY), min(end + beyond, LAST_DAY)
    starts = [pd.Timestamp(t).to_pydatetime() for t in np.unique(frame["period"].to_numpy())[:MOST_NAMED + 1]]
    date_ticks(ax, first.to_pydatetime(), last.to_pydatetime(), sheet.words, width=width, size=LABEL,
               periods=(starts, per(frame.attrs.get("freq"))))
    if not dates:
        ax.tick_params(axis="x", labelbottom=False)


def _end_labels(sheet: Sheet, ax: Axes, groups: list[Group], labels: list[str], top: float) -> None:
    """Names at the right end of the lines, moved apart where they would touch."""
    height = sheet.height()
    wanted, sizes = [], []
    for group, label in zip(groups, labels, strict=True):
        y = group.column()
        finite = y[np.isfinite(y)]
        wanted.append(float(finite[-1]) / top * height if len(finite) else 0.0)
        sizes.append((label.count("\n") + 1) * LABEL * 1.25 + 4)
    placed = spread(wanted, sizes, -10.0, height + 10.0)
    for y_at, end, label, colour in zip(placed, wanted, labels, colours(), strict=False):
        link: dict[str, Any] | None = None
        if abs(y_at - end) > 4:
            link = {"arrowstyle": "-", "color": colour, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0,
                    "relpos": (0, 0.5)}
        ax.annotate(label, (1, end / height), xycoords="axes fraction", xytext=(14, y_at - end),
                    textcoords="offset points", va="center", ha="left", color=colour, fontsize=LABEL,
                    fontweight="bold", arrowprops=link, annotation_clip=False)
