"""One line of coverage: its values, its band, its gaps and the circles of partial periods."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass
class Group:
    """One line: the rows of a group in order of time."""

    name: str
    rows: pd.DataFrame
    value: str
    key: dict[str, Any] = field(default_factory=dict)

    def column(self, suffix: str = "") -> np.ndarray:
        """Drawn values; NaN where nothing was collected."""
        values = self.rows[self.value + suffix].to_numpy(dtype=float, na_value=np.nan).copy()
        values[self.state("not_collected")] = np.nan
        return values

    def state(self, name: str) -> np.ndarray:
        """Which periods have this state."""
        return self.rows["state"].eq(name).to_numpy(dtype=bool, na_value=False)

    @property
    def x(self) -> np.ndarray:
        """Starts of the periods as matplotlib dates."""
        from matplotlib.dates import date2num

        return np.asarray(date2num(self.rows["period"].to_numpy()), dtype=float)


def line(ax: Axes, group: Group, colour: str, step: float, *, width: float = 1.8) -> None:
    """Line, band, and markers of one group."""
    import matplotlib as mpl

    x, y = group.x, group.column()
    # where periods are not in the frame the line breaks: it must not say what they held
    gaps = np.flatnonzero(np.diff(x) > 1.5 * step) + 1
    ends = [np.insert(group.column(e), gaps, np.nan) for e in ("_low", "_high")] if (
        f"{group.value}_low" in group.rows.columns) else []
    partial = np.insert(group.state("partial"), gaps, False)
    x, y = np.insert(x, gaps, np.nan), np.insert(y, gaps, np.nan)
    if ends:
        ax.fill_between(x, ends[0], ends[1], color=colour, alpha=0.16, linewidth=0, zorder=1)
    _lone_bars(ax, x, y, ends, colour)
    sure = np.where(partial, np.nan, y)
    ax.plot(x, y, color=colour, linewidth=width, linestyle=(0, (1, 1.6)), zorder=2)
    ax.plot(x, sure, color=colour, linewidth=width, zorder=3)
    finite = np.isfinite(sure)
    before, after = np.r_[False, finite[:-1]], np.r_[finite[1:], False]
    alone = finite & ~before & ~after
    ax.plot(x[alone], y[alone], "o", color=colour, markersize=3.6, zorder=4)
    open_ = partial & np.isfinite(y)
    ax.plot(x[open_], y[open_], "o", markersize=4.6, markerfacecolor=mpl.rcParams["axes.facecolor"],
            markeredgecolor=colour, markeredgewidth=1.2, zorder=5, clip_on=False)


def _lone_bars(ax: Axes, x: np.ndarray, y: np.ndarray, ends: list[np.ndarray], colour: str) -> None:
    """Interval of a period without neighbours as a bar: a band around one point has no width."""
    known = np.isfinite(y)
    alone = known & ~np.r_[False, known[:-1]] & ~np.r_[known[1:], False]
    if ends and alone.any():
        ax.vlines(x[alone], ends[0][alone], ends[1][alone], color=colour, alpha=0.35, linewidth=3, zorder=1)


def hatch(ax: Axes, group: Group, step: float, span: tuple[float, float], colour: str | None) -> None:
    """Light hatching over the periods that were not collected; ``span`` in fractions of the height."""
    import matplotlib as mpl

    missing = group.state("not_collected")
    x = group.x[missing]
    start = 0
    for i in range(1, len(x) + 1):
        if i == len(x) or x[i] - x[i - 1] > 1.5 * step:
            ax.axvspan(x[start] - step / 2, x[i - 1] + step / 2, *span, facecolor="none", hatch="////", linewidth=0,
                       edgecolor=colour or mpl.rcParams["hatch.color"], zorder=0, clip_on=False)
            start = i
