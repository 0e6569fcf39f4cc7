"""When an outlet was collected: silences that its own rhythm makes improbable, and the user's collection log.

An outlet's hours without any article are compared with its weekday-hour rhythm. A gap between two articles counts as
not collected when so long a gap would hardly ever come about by chance: given the ``n`` articles of the four weeks
before it, whose weekday-hours are worth ``E`` average hours, none of ``n`` articles falls into a gap worth ``s`` hours
with probability ``(E / (E + s)) ** n``. The same is asked of the four weeks behind, and the larger of the two
probabilities is kept, so that a rising or falling output makes no silence. The bound is 1 % divided by the number
of the outlet's gaps (Bonferroni). Where articles come in bursts, ``n`` is divided by their dispersion.

References
----------
J. Przyborowski and H. Wilenski (1940), Homogeneity of results in testing samples from Poisson series, Biometrika 31:
the conditional test of two Poisson counts, of which this is the case of a zero count.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, log
from typing import Final, Literal

import numpy as np

from toolkit.measures.collection_log import CollectionLog
from toolkit.measures.periods import HOURS_OF_WEEK, Clocks
from toolkit.measures.row_counts import COMPILED_FROM
from toolkit.measures.tally import Tally

LEVEL: Final = 0.01
"""Chance, for each outlet, that any of its gaps is taken for uncollected although it was not."""
WINDOW: Final = 4 * HOURS_OF_WEEK
"""Hours before and after a gap that tell how much was to be expected in it."""
SHORTEST: Final = 3
"""Hours; shorter gaps are never looked at."""
CUT_FROM: Final = 3.0
"""Expected articles in the lost part of a period from which on the period counts as cut (chance of none: 5 %)."""
MEDIAN_OF_CHI2: Final = 0.4549364
LEAST_EXPECTED: Final = 5.0
"""Articles expected in a day for its count to tell about dispersion."""
FEWEST_DAYS_AROUND: Final = 7
"""Days with articles, on one side of a gap, that are needed to know what was to be expected in it."""
DAYS_AROUND: Final = 14
"""Days before and after one that tell the level of its counts."""
FEWEST_DAYS: Final = 14
"""Days that are needed to estimate dispersion."""


@dataclass(frozen=True)
class Gap:
    """Hours, as UTC hours since 1970 and without the last, in which an outlet was not collected."""

    start: int
    stop: int
    p: float
    """Chance of so long a silence; NaN where the collection log says it."""
    found_by: str
    """``rhythm``, ``all outlets`` or ``log``."""
    sure_start: int
    """First hour that is counted as lost: the gap less the median wait for an article at each end."""
    sure_stop: int


@dataclass(frozen=True)
class Rhythm:
    """What one outlet publishes by UTC hour, and its weekday-hour season (mean 1 over the observed hours)."""

    first: int
    counts: np.ndarray
    week_hours: np.ndarray
    """Hour of the week of each hour."""
    means: np.ndarray
    """Mean count of each hour of the week, as a multiple of the mean count of all hours."""
    compiled: bool = False
    """Whether the compiled loops, whose results are the same, are worth loading."""

    @property
    def season(self) -> np.ndarray:
        """Average hours that each hour is worth; not kept, since that of many outlets is much."""
        return self.means[self.week_hours]

    @property
    def rate(self) -> float:
        """Articles per average hour, which is as many as there are hours."""
        return float(self.counts.sum() / max(len(self.counts), 1))


@dataclass(frozen=True)
class Sums:
    """Running sums of a rhythm, with which any window is a difference of two of them."""

    worth: np.ndarray
    """Average hours that the hours before each are worth."""
    got: np.ndarray
    """Articles before each hour."""
    days: np.ndarray
    """Days with articles before each day."""
    dispersion: float
    """Variance over mean of the days' counts, from the median so that neither silences nor bursts sway it."""

    @classmethod
    def of(cls, own: Rhythm) -> Sums:
        """Sums of a rhythm."""
        if own.compiled:
            from toolkit.engine_kernels import running_sums, squares_of_days

            worth, got, days = running_sums(own.counts, own.week_hours, own.means)
            return cls(worth, got, days, _dispersion(squares_of_days(got, worth, DAYS_AROUND, LEAST_EXPECTED)))
        busy = np.zeros(-(-len(own.counts) // 24) * 24, dtype=bool)
        np.greater(own.counts, 0, out=busy[:len(own.counts)])
        worth, got = _cumulative(own.season, np.float64), _cumulative(own.counts, np.int64)
        days = _cumulative(np.asarray(busy.reshape(-1, 24).any(axis=1)), np.int32)
        return cls(worth, got, days, _dispersion(_squares_of_days(got, worth)))


def rhythm(counts: np.ndarray, first: int, week_hours: np.ndarray, hours: np.ndarray | None = None,
           compiled: bool = False) -> Rhythm:
    """Rhythm of hourly counts that begin at UTC hour ``first``.

    ``week_hours`` is the hour of the week of each hour, ``hours`` how often each of the 168 is among them.
    """
    if hours is None:
        hours = np.bincount(week_hours, minlength=HOURS_OF_WEEK)
    if compiled:
        from toolkit.engine_kernels import articles_by_kind

        by_hour = articles_by_kind(counts, week_hours, HOURS_OF_WEEK)
    else:
        by_hour = np.bincount(week_hours, weights=counts, minlength=HOURS_OF_WEEK)
    mean = max(float(by_hour.sum()) / max(len(counts), 1), 1e-12)
    return Rhythm(first, counts, week_hours, by_hour / np.maximum(hours, 1) / mean, compiled)


def _dispersion(squares: np.ndarray) -> float:
    return 1.0 if len(squares) < FEWEST_DAYS else max(1.0, float(np.median(squares)) / MEDIAN_OF_CHI2)


def _squares_of_days(got: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Squared deviations, over the expected count, of the days on which enough articles are expected."""
    days = (len(got) - 1) // 24
    got, worth = got[:days * 24 + 1:24], worth[:days * 24 + 1:24]
    at = np.arange(days)
    left, right = np.maximum(at - DAYS_AROUND, 0), np.minimum(at + DAYS_AROUND, days)
    expected = (got[right] - got[left]) / np.maximum(worth[right] - worth[left], 1e-9) * np.diff(worth)
    enough = expected >= LEAST_EXPECTED
    squares: np.ndarray = (np.diff(got)[enough] - expected[enough]) ** 2 / expected[enough]
    return squares


def gaps_of(own: Rhythm, counts: np.ndarray | None = None, found_by: str = "rhythm") -> list[Gap]:
    """Gaps of a rhythm that chance hardly explains.

    Parameters
    ----------
    own : Rhythm
        Whose articles tell how much was to be expected.
    counts : ndarray, optional
        Counts that must be 0 in a gap; those of the rhythm unless given.
    found_by : str
        What the gaps are marked with.
    """
    empty = own.counts if counts is None else counts
    busy = int(np.count_nonzero(empty))
    if not busy:
        return []
    level, sums, found = LEVEL / (busy + 1), Sums.of(own), []
    starts, stops = _improbable_gaps(sums, empty, -log(level), own.compiled)
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        p = _chance(sums, start, stop)
        if p < level:
            found.append(_trimmed(sums, own.first, (start, stop), p, found_by))
    return found


def _improbable_gaps(sums: Sums, empty: np.ndarray, bound: float, compiled: bool) -> tuple[np.ndarray, np.ndarray]:
    """Starts and stops of the gaps whose chance may be under exp(-bound): few, and none is left out.

    Of n articles worth E hours none falls into a gap worth s with chance (E / (E + s)) ** n >= exp(-n s / E).
    """
    worth, got, days = sums.worth, sums.got, sums.days
    if compiled:
        from toolkit.engine_kernels import improbable_gaps

        return improbable_gaps(empty, worth, got, days, SHORTEST, WINDOW, FEWEST_DAYS_AROUND, sums.dispersion, bound)
    busy, size = np.flatnonzero(empty), len(empty)
    start, stop = np.r_[0, busy + 1], np.r_[busy, size]
    long = np.flatnonzero(stop - start >= SHORTEST)
    start, stop = start[long], stop[long]
    inside, least = worth[stop] - worth[start], bound * (1 - 1e-9) * sums.dispersion
    sides = []
    for left, right in ((np.maximum(start - WINDOW, 0), start), (stop, np.minimum(stop + WINDOW, size))):
        known = days[right // 24] - days[left // 24] >= FEWEST_DAYS_AROUND
        sides.append((known, ~known | ((got[right] - got[left]) * inside >= least * (worth[right] - worth[left]))))
    (before, early), (after, late) = sides
    likely = (before | after) & early & late
    return start[likely], stop[likely]


def _cumulative(values: np.ndarray, kind: type) -> np.ndarray:
    out: np.ndarray = np.zeros(len(values) + 1, dtype=kind)
    np.cumsum(values, out=out[1:])
    return out


def _chance(sums: Sums, start: int, stop: int) -> float:
    """Chance of the gap, by the articles before and behind it: the larger of the two.

    Where there is too little of that time on one side (the gap begins or ends the data, or is beside another) nothing
    is known from it, and the other side decides.
    """
    inside, size = float(sums.worth[stop] - sums.worth[start]), len(sums.got) - 1
    sides = ((max(start - WINDOW, 0), start), (stop, min(stop + WINDOW, size)))
    return max((p for side in sides if (p := _chance_of_none(sums, inside, *side)) is not None), default=1.0)


def _chance_of_none(sums: Sums, inside: float, left: int, right: int) -> float | None:
    """Chance that none of the articles between left and right, at the same rate, falls into the gap."""
    if sums.days[right // 24] - sums.days[left // 24] < FEWEST_DAYS_AROUND:
        return None
    around = float(sums.worth[right] - sums.worth[left])
    if around <= 0 or inside <= 0:
        return 1.0
    return exp(float(sums.got[right] - sums.got[left]) / sums.dispersion * log(around / (around + inside)))


def _trimmed(sums: Sums, offset: int, gap: tuple[int, int], p: float, found_by: str) -> Gap:
    """The gap, with the hours that are surely lost: ordinary silence at its ends is not part of the loss."""
    (start, stop), worth = gap, sums.worth
    wait = log(2) * (len(worth) - 1) / int(sums.got[-1])  # half of the waits for an article are shorter
    first, last = start, stop
    if start > 0:
        first = _hour_where(worth, worth[start] + wait, "left")
    if stop < len(worth) - 1:
        last = _hour_where(worth, worth[stop] - wait, "right")
    if first >= last:  # all of its worth lies in less than that wait: only the hours that are worth anything
        first = int(np.searchsorted(worth, worth[start], side="right")) - 1
        last = int(np.searchsorted(worth, worth[stop], side="left"))
    return Gap(offset + start, offset + stop, p, found_by, offset + first, offset + last)


def _hour_where(worth: np.ndarray, value: float, side: Literal["left", "right"]) -> int:
    """Whole hour nearest to where the cumulative worth reaches a value."""
    after = min(max(int(np.searchsorted(worth, value, side=side)), 1), len(worth) - 1)
    step = worth[after] - worth[after - 1]
    return after - 1 + (round(float((value - worth[after - 1]) / step)) if step > 0 else 1)


@dataclass(frozen=True)
class Collection:
    """What was collected of each outlet between the first and the last article of the data."""

    first: int
    """First UTC hour of the data."""
    hours: int
    zones: dict[str | None, str | None]
    """Zone of each outlet's clock."""
    rhythms: dict[str | None, Rhythm]
    gaps: dict[str | None, list[Gap]]
    logged: dict[str | None, list[tuple[int, int]]] = field(default_factory=dict)
    """UTC hours (start, stop) that were collected, for the outlets of a collection log."""

    def clock_of(self, outlet: str | None, clock: str) -> str | None:
        """Zone that an outlet's periods are in."""
        return self.zones[outlet] if clock == "outlet" else clock

    def extent(self, outlet: str | None) -> tuple[int, int]:
        """First and last UTC hour with an article of an outlet."""
        busy = self.rhythms[outlet].counts > 0
        return self.first + int(busy.argmax()), self.first + self.hours - 1 - int(busy[::-1].argmax())

    def lost_hours(self, outlet: str | None) -> np.ndarray:
        """Whether each hour of the data was surely lost (bool)."""
        lost = np.zeros(self.hours, dtype=bool)
        for gap in self.gaps.get(outlet, []):
            lost[max(gap.sure_start - self.first, 0):max(gap.sure_stop - self.first, 0)] = True
        return lost


def collection(tally: Tally, log: CollectionLog | None = None, clocks: Clocks | None = None) -> Collection:
    """Gaps of every outlet.

    Parameters
    ----------
    tally : Tally
        Articles by (outlet, zone) and UTC hour.
    log : CollectionLog, optional
        Decides for the outlets that it names.
    clocks : Clocks, optional
        Clock changes that are known already.
    """
    first, hours = tally.first, tally.counts.shape[1]
    zones = outlet_zones(tally)
    counts: dict[str | None, np.ndarray] = {}
    for key, row in zip(tally.keys, tally.counts, strict=True):
        counts[key[0]] = counts[key[0]] + row if key[0] in counts else row
    compiled = int(tally.counts.sum()) >= COMPILED_FROM
    clocks = clocks or Clocks()
    week = {zone: clocks.hours_of_week(4 * first, 4 * (first + hours) - 1, zone)[::4] for zone in set(zones.values())}
    often = {zone: np.bincount(kinds, minlength=HOURS_OF_WEEK) for zone, kinds in week.items()}
    rhythms = {outlet: rhythm(row, first, week[zones[outlet]], often[zones[outlet]], compiled)
               for outlet, row in counts.items()}
    logged = {} if log is None else log.hours(zones)
    gaps = {outlet: _gaps_from_log(logged[outlet], first, hours) if outlet in logged
            else gaps_of(own) for outlet, own in rhythms.items()}
    for gap in _common_gaps(counts, first, compiled):
        for outlet, own_gaps in gaps.items():
            if outlet not in logged:
                own_gaps.append(gap)
    return Collection(first, hours, zones, rhythms, gaps, logged)


def outlet_zones(tally: Tally) -> dict[str | None, str | None]:
    """Zone that most of an outlet's articles have."""
    best: dict[str | None, tuple[int, str]] = {}
    for key, n in zip(tally.keys, tally.counts.sum(axis=1).tolist(), strict=True):
        best[key[0]] = max(best.get(key[0], (-1, "")), (n, key[1] or ""))
    return {outlet: zone or None for outlet, (_, zone) in best.items()}


def local_hours(first: int, hours: int, zone: str | None, clocks: Clocks | None = None) -> np.ndarray:
    """Local hour, as if local time were UTC, in which each UTC hour begins."""
    quarters = (clocks or Clocks()).local_quarters(4 * first, 4 * (first + hours) - 1, zone)
    return quarters[::4] // 4


def _common_gaps(counts: dict[str | None, np.ndarray], first: int, compiled: bool) -> list[Gap]:
    """Gaps of all outlets together, improbable even for all but the largest, so that no single one decides."""
    if len(counts) < 2:
        return []
    everyone = np.zeros_like(next(iter(counts.values())))
    for row in counts.values():
        everyone += row
    rest = everyone - max(counts.values(), key=lambda row: int(row.sum()))
    week = Clocks().hours_of_week(4 * first, 4 * (first + len(rest)) - 1, None)[::4]
    return gaps_of(rhythm(rest, first, week, compiled=compiled), everyone, "all outlets")


def _gaps_from_log(collected: list[tuple[int, int]], first: int, hours: int) -> list[Gap]:
    """What lies between the spans of a collection log."""
    gaps, at = [], first
    for start, stop in [*sorted(collected), (first + hours, first + hours)]:
        if start > at:
            end = min(start, first + hours)
            if end > at:
                gaps.append(Gap(at, end, float("nan"), "log", at, end))
        at = max(at, stop)
    return gaps
