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
from functools import cached_property
from typing import Final, Literal

import numpy as np

from toolkit.measures.collection_log import CollectionLog
from toolkit.measures.periods import HOURS_OF_WEEK, hours_of_week, local_quarters
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
NOTHING_KNOWN: Final = -1.0
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
    season: np.ndarray

    @cached_property
    def dispersion(self) -> float:
        """Variance over mean of the days' counts."""
        return _dispersion(self.counts, self.season)

    @cached_property
    def days_with_articles(self) -> np.ndarray:
        """How many of the days before each day of the data have articles."""
        padded = np.zeros(-(-len(self.counts) // 24) * 24, dtype=bool)
        np.greater(self.counts, 0, out=padded[:len(self.counts)])
        return _cumulative(np.asarray(padded.reshape(-1, 24).any(axis=1)), np.int32)

    @property
    def rate(self) -> float:
        """Articles per average hour."""
        return float(self.counts.sum() / max(self.season.sum(), 1e-9))


def rhythm(counts: np.ndarray, first: int, week_hours: np.ndarray, hours: np.ndarray | None = None) -> Rhythm:
    """Rhythm of hourly counts that begin at UTC hour ``first``.

    ``week_hours`` is the hour of the week of each hour, ``hours`` how often each of the 168 is among them.
    """
    if hours is None:
        hours = np.bincount(week_hours, minlength=HOURS_OF_WEEK)
    by_hour = np.bincount(week_hours, weights=counts, minlength=HOURS_OF_WEEK)
    mean = max(float(by_hour.sum()) / max(len(counts), 1), 1e-12)
    season = (by_hour / np.maximum(hours, 1) / mean)[week_hours]
    return Rhythm(first, counts, season)


def _dispersion(counts: np.ndarray, season: np.ndarray) -> float:
    """Variance over mean of the days' counts, from the median so that silences and bursts do not sway it; 1 or more."""
    days = len(counts) // 24
    if days < FEWEST_DAYS:
        return 1.0
    got = counts[:days * 24].reshape(days, 24).sum(axis=1)
    worth = season[:days * 24].reshape(days, 24).sum(axis=1)
    level = _moving_sum(got, 28) / np.maximum(_moving_sum(worth, 28), 1e-9)
    expected = level * worth
    enough = expected >= LEAST_EXPECTED
    if enough.sum() < FEWEST_DAYS:
        return 1.0
    squares = (got[enough] - expected[enough]) ** 2 / expected[enough]
    return max(1.0, float(np.median(squares)) / MEDIAN_OF_CHI2)


def _moving_sum(values: np.ndarray, width: int) -> np.ndarray:
    sums = np.r_[0.0, np.cumsum(values)]
    at = np.arange(len(values))
    return sums[np.minimum(at + width // 2, len(values))] - sums[np.maximum(at - width // 2, 0)]


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
    busy = np.flatnonzero(own.counts if counts is None else counts)
    if not len(busy):
        return []
    size = len(own.counts)
    start, stop = np.r_[0, busy + 1], np.r_[busy, size]
    worth, got = _cumulative(own.season, np.float64), _cumulative(own.counts, np.int32)
    long = np.flatnonzero(stop - start >= SHORTEST)
    start, stop = start[long], stop[long]
    likely = (worth[stop] - worth[start]) * _highest_rate(own, got) >= -np.log(LEVEL / (len(busy) + 1))
    start, stop = start[likely], stop[likely]
    if not len(start):
        return []
    p = np.maximum(_chance_of_none(own, worth, got, start, stop, np.maximum(start - WINDOW, 0), start),
                   _chance_of_none(own, worth, got, start, stop, stop, np.minimum(stop + WINDOW, size)))
    p[p == NOTHING_KNOWN] = 1.0
    found = np.flatnonzero(p < LEVEL / (len(busy) + 1))
    return [_trimmed(own, worth, int(start[i]), int(stop[i]), float(p[i]), found_by) for i in found]


def _cumulative(values: np.ndarray, kind: type) -> np.ndarray:
    out: np.ndarray = np.zeros(len(values) + 1, dtype=kind)
    np.cumsum(values, out=out[1:])
    return out


def _highest_rate(own: Rhythm, got: np.ndarray) -> float:
    """A rate that no window exceeds, to pass over the many gaps that are too short to be improbable.

    A window of four weeks lies within six calendar weeks of the data, and is worth four weeks of average hours (the
    data need not be whole weeks, hence the margin). Little data is not worth the shortcut.
    """
    if len(own.counts) < 3 * WINDOW:
        return 1e18
    week = got[::HOURS_OF_WEEK]
    return 1.5 * 6 * max(int(np.diff(week).max()), int(got[-1] - week[-1])) / WINDOW


def _chance_of_none(own: Rhythm, worth: np.ndarray, got: np.ndarray, start: np.ndarray, stop: np.ndarray,
                    left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Chance that none of the articles between left and right, at the same rate, falls into the gaps.

    Where there is too little of that time (the gap begins or ends the data, or is beside another) nothing is known,
    and the other side decides.
    """
    n = (got[right] - got[left]) / own.dispersion
    around, inside = worth[right] - worth[left], worth[stop] - worth[start]
    with np.errstate(invalid="ignore", divide="ignore"):
        p = np.exp(n * np.log(around / (around + inside)))
    days = own.days_with_articles
    enough = days[right // 24] - days[left // 24] >= FEWEST_DAYS_AROUND
    return np.where(enough, np.where(inside <= 0, 1.0, np.nan_to_num(p, nan=1.0)), NOTHING_KNOWN)


def _trimmed(own: Rhythm, worth: np.ndarray, start: int, stop: int, p: float, found_by: str) -> Gap:
    """The gap, with the hours that are surely lost: ordinary silence at its ends is not part of the loss."""
    wait = np.log(2) / max(own.rate, 1e-12)
    first, last = start, stop
    if start > 0:
        first = _hour_where(worth, worth[start] + wait, "left")
    if stop < len(own.counts):
        last = _hour_where(worth, worth[stop] - wait, "right")
    if first >= last:  # all of its worth lies in less than that wait: only the hours that are worth anything
        first = int(np.searchsorted(worth, worth[start], side="right")) - 1
        last = int(np.searchsorted(worth, worth[stop], side="left"))
    return Gap(own.first + start, own.first + stop, p, found_by, own.first + first, own.first + last)


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

    def lost_hours(self, outlet: str | None) -> np.ndarray:
        """Whether each hour of the data was surely lost (bool)."""
        lost = np.zeros(self.hours, dtype=bool)
        for gap in self.gaps.get(outlet, []):
            lost[max(gap.sure_start - self.first, 0):max(gap.sure_stop - self.first, 0)] = True
        return lost


def collection(tally: Tally, log: CollectionLog | None = None) -> Collection:
    """Gaps of every outlet.

    Parameters
    ----------
    tally : Tally
        Articles by (outlet, zone) and UTC hour.
    log : CollectionLog, optional
        Decides for the outlets that it names.
    """
    first, hours = tally.first, tally.counts.shape[1]
    zones = outlet_zones(tally)
    counts: dict[str | None, np.ndarray] = {}
    for key, row in zip(tally.keys, tally.counts, strict=True):
        counts[key[0]] = counts[key[0]] + row if key[0] in counts else row
    week = {zone: hours_of_week(local_hours(first, hours, zone) * 4) for zone in set(zones.values())}
    often = {zone: np.bincount(kinds, minlength=HOURS_OF_WEEK) for zone, kinds in week.items()}
    rhythms = {outlet: rhythm(row, first, week[zones[outlet]], often[zones[outlet]])
               for outlet, row in counts.items()}
    logged = {} if log is None else log.hours(zones)
    gaps = {outlet: _gaps_from_log(logged[outlet], first, hours) if outlet in logged else gaps_of(own)
            for outlet, own in rhythms.items()}
    for gap in _common_gaps(counts, first):
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


def local_hours(first: int, hours: int, zone: str | None) -> np.ndarray:
    """Local hour, as if local time were UTC, in which each UTC hour begins."""
    return local_quarters(4 * first, 4 * (first + hours) - 1, zone)[::4] // 4


def _common_gaps(counts: dict[str | None, np.ndarray], first: int) -> list[Gap]:
    """Gaps of all outlets together, improbable even for all but the largest, so that no single one decides."""
    if len(counts) < 2:
        return []
    everyone = np.sum(list(counts.values()), axis=0)
    rest = everyone - max(counts.values(), key=lambda row: int(row.sum()))
    week = hours_of_week(np.arange(first, first + len(rest)) * 4)
    return gaps_of(rhythm(rest, first, week), everyone, "all outlets")


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
