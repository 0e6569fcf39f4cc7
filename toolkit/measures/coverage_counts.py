"""Counting for coverage: articles, and articles with a topic, by group and calendar period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from toolkit.batches import COMPILED_FROM, Batch
from toolkit.measures.periods import periods_of, quarters_of, rows_local
from toolkit.measures.tally import Key, Tally, check_size, compress, group_codes
from toolkit.schema import EXACT_PRECISIONS

NO_TIME: Final = "publication time not known"
UNKNOWN_HOUR: Final = "hour not known (day precision)"
UNKNOWN_DAY: Final = "day not known (month precision)"
KNOWN_AT: Final = {"H": EXACT_PRECISIONS, "D": (*EXACT_PRECISIONS, "day"), "W": (*EXACT_PRECISIONS, "day")}
"""Precisions that know the period, where not all with a date do."""
DATED: Final = (*EXACT_PRECISIONS, "day", "month")


@dataclass(frozen=True)
class Counts:
    """State of `CoverageCounts`: what was counted so far."""

    total: Tally
    """Articles by group and period."""
    n: dict[str, Tally]
    """Articles by group, topic and period, for each column that topics were looked up in."""
    hours: Tally
    """Articles by (outlet, zone) and UTC hour, whatever their topic: the rhythm of each outlet."""
    members: frozenset[tuple[Key, str | None]]
    """Which outlets stand in which group; empty where the group names its outlet."""
    rows: int = 0
    filled: frozenset[str] = frozenset()
    """Columns of topics in which any row has one."""
    left_out: dict[str, int] = field(default_factory=dict)
    no_zone: int = 0
    """Rows that were counted in UTC because their zone is not known."""

    def plus(self, other: Counts) -> Counts:
        """Sum of two states."""
        reasons = dict.fromkeys((*self.left_out, *other.left_out))
        return Counts(
            self.total.plus(other.total),
            {name: self.n[name].plus(other.n[name]) if name in self.n and name in other.n else
             self.n.get(name, other.n.get(name)) for name in {**self.n, **other.n}},  # type: ignore[misc]
            self.hours.plus(other.hours), self.members | other.members, self.rows + other.rows,
            self.filled | other.filled,
            {r: self.left_out.get(r, 0) + other.left_out.get(r, 0) for r in reasons}, self.no_zone + other.no_zone)


@dataclass(frozen=True)
class CoverageCounts:
    """Partial and combine of coverage (`toolkit.engine.Measure` without its finish).

    Attributes
    ----------
    groups : tuple of str
        Columns of single values that make the groups.
    within : tuple of str
        Columns of lists; the first that is filled gives the topics.
    topics : tuple of str or None
        Topics to count; None counts every one that occurs.
    freq, clock : str
        As of `toolkit.coverage`.
    """

    groups: tuple[str, ...]
    within: tuple[str, ...]
    topics: tuple[str, ...] | None
    freq: str
    clock: str
    exploded: tuple[tuple[str, str], ...] = ()
    """Groups that are entries of a list column, and that column."""
    has_outlet: bool = True

    @property
    def scalar_groups(self) -> tuple[str, ...]:
        """Groups that are columns of single values."""
        return tuple(name for name in self.groups if name not in dict(self.exploded))

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        lists = (*(column for _, column in self.exploded), *(self.within if len(self.within) == 1 else ()))
        return (*self.scalar_groups, "published_at", *lists)

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return ("outlet", "time_zone", "published_precision", *self.within)

    def partial(self, batch: Batch) -> Counts:
        """Count one batch."""
        state = self._counts(batch)
        if not self.exploded:
            return state
        entries = batch
        for name, column in self.exploded:
            entries = entries.exploded(column, name)
        return replace(self._counts(entries), hours=state.hours, rows=state.rows, left_out=state.left_out,
                       no_zone=state.no_zone)

    def _counts(self, batch: Batch) -> Counts:
        micros, known = batch.micros("published_at")
        kept, left_out = countable(batch, known, KNOWN_AT.get(self.freq, DATED))
        rows = slice(None) if kept.all() else np.flatnonzero(kept)
        periods = np.zeros(len(batch), dtype=np.int64)
        zone_codes, zones = zones_of(batch, self.clock)
        periods[rows] = periods_of_rows(micros[rows], zone_codes[rows], zones, self.freq)
        has = self.scalar_groups if self.exploded and not batch.has(self.exploded[0][0]) else self.groups
        groups, keys = group_codes(batch, has)
        outlets = group_codes(batch, ("outlet",) if batch.has("outlet") else ())
        state = Counts(
            Tally.of(groups[rows], keys, periods[rows]), {},
            self._hours(batch, micros, known, outlets),
            self._members(groups[rows], keys, outlets[0][rows], outlets[1]), len(periods[rows]), frozenset(), left_out,
            int(np.count_nonzero(np.array([z is None for z in zones], dtype=bool)[zone_codes[rows]])))
        if not self.within:
            return state
        lists = {name: batch.lists(name) for name in self.within if batch.has(name)}
        return replace(state, filled=frozenset(name for name, (_, codes, _) in lists.items() if len(codes)),
                       n={name: self._with_topic(one, groups, keys, periods, kept) for name, one in lists.items()})

    def combine(self, one: Counts, other: Counts) -> Counts:
        """Add two counts."""
        return one.plus(other)

    def _hours(self, batch: Batch, micros: np.ndarray, known: np.ndarray, outlets: tuple[np.ndarray, list[Key]],
               ) -> Tally:
        """Articles by hour and by the zone that the outlet lives in, whatever clock the result is in."""
        dated, _ = countable(batch, known, KNOWN_AT["D"])
        rows = slice(None) if dated.all() else np.flatnonzero(dated)
        zones = zones_of(batch, "outlet" if batch.has("time_zone") else self.clock)
        return by_outlet_and_zone(outlets, zones, quarters_of(micros) // 4, rows)

    def _members(self, groups: np.ndarray, keys: list[Key], outlets: np.ndarray,
                 outlet_keys: list[Key]) -> frozenset[tuple[Key, str | None]]:
        if "outlet" in self.groups or not self.has_outlet:
            return frozenset()
        width = len(outlet_keys)
        used, _ = compress(groups * width + outlets, len(keys) * width)
        return frozenset((keys[c // width], outlet_keys[c % width][0]) for c in used.tolist())

    def _with_topic(self, lists: tuple[np.ndarray, np.ndarray, np.ndarray], groups: np.ndarray, keys: list[Key],
                    periods: np.ndarray, kept: np.ndarray) -> Tally:
        offsets, codes, categories = lists
        if self.topics is None:
            return count_every_topic(offsets, codes, categories, groups, keys, periods, kept)
        wanted = {topic: i for i, topic in enumerate(self.topics)}
        lookup = np.fromiter((wanted.get(c, -1) for c in categories), dtype=np.int32, count=len(categories))
        topic_keys = [(*key, topic) for key in keys for topic in self.topics]
        return count_topics(offsets, codes, lookup, groups, topic_keys, periods, kept)


def countable(batch: Batch, known: np.ndarray, precisions: Sequence[str]) -> tuple[np.ndarray, dict[str, int]]:
    """Rows whose time is known as precisely as is needed, and why the others are left out."""
    kept, left_out = known, {}
    if not known.all():
        left_out[NO_TIME] = int(len(known) - np.count_nonzero(known))
    if not batch.has("published_precision"):
        return kept, left_out
    codes, categories = batch.codes("published_precision")
    for name, reason in (("none", NO_TIME), ("month", UNKNOWN_DAY), ("day", UNKNOWN_HOUR)):
        if name in precisions or name not in categories:
            continue
        out = kept & (codes == int(np.flatnonzero(categories == name)[0]))
        if out.any():
            left_out[reason] = left_out.get(reason, 0) + int(np.count_nonzero(out))
            kept = kept & ~out
    return kept, left_out


def zones_of(batch: Batch, clock: str) -> tuple[np.ndarray, list[str | None]]:
    """Index of each row's zone, and the zones; None where it is not known."""
    if clock != "outlet":
        return np.zeros(len(batch), dtype=np.int64), [clock]
    if not batch.has("time_zone"):
        return np.zeros(len(batch), dtype=np.int64), [None]
    codes, keys = group_codes(batch, ("time_zone",))
    return codes, [key[0] for key in keys]


def periods_of_rows(micros: np.ndarray, zone_codes: np.ndarray, zones: list[str | None], freq: str) -> np.ndarray:
    """Number of the local calendar period of each row."""
    local = rows_local(micros, zone_codes, zones)
    if not len(local) or freq in "HD":
        return periods_of(local, freq)
    days, first = local // 96, int(local.min()) // 96
    if int(local.max()) // 96 - first > len(local):
        return periods_of(local, freq)
    table = periods_of(np.arange(first, int(local.max()) // 96 + 1) * 96, freq)  # each day once
    return table[days - first]


def by_outlet_and_zone(outlets: tuple[np.ndarray, list[Key]], zone_codes: tuple[np.ndarray, list[str | None]],
                       places: np.ndarray, rows: slice | np.ndarray) -> Tally:
    """Rows by (outlet, zone) and place in time."""
    outlet_keys = outlets[1] if outlets[1] and outlets[1][0] else [(None,)] * len(outlets[1])
    width = len(zone_codes[1])
    used, codes = compress((outlets[0] * width + zone_codes[0])[rows], len(outlet_keys) * width)
    keys: list[Key] = [(outlet_keys[c // width][0], zone_codes[1][c % width]) for c in used.tolist()]
    return Tally.of(codes, keys, places[rows])


def count_topics(offsets: np.ndarray, codes: np.ndarray, lookup: np.ndarray, groups: np.ndarray, keys: list[Key],
                 periods: np.ndarray, kept: np.ndarray) -> Tally:
    """Rows with each wanted topic by group and period; ``lookup`` gives the topic of a code, -1 for others."""
    topics = len(keys) // max(int(groups.max(initial=-1)) + 1, 1) if len(groups) else 0
    if not topics or not kept.any():
        return Tally([], 0, np.zeros((0, 0), dtype=np.int64))
    first, last = int(periods[kept].min()), int(periods[kept].max())
    width = last - first + 1
    check_size(len(keys), width)
    if len(codes) >= COMPILED_FROM:
        from toolkit.engine_kernels import count_topic_cells

        flat = np.zeros(len(keys) * width, dtype=np.int64)
        count_topic_cells(offsets, codes, lookup, groups, topics, periods - first, kept, flat, width)
    else:
        topic = lookup[codes]
        rows = np.repeat(np.arange(len(groups)), np.diff(offsets))
        hit = np.flatnonzero((topic >= 0) & kept[rows])
        cells = (groups[rows[hit]] * topics + topic[hit]) * width + periods[rows[hit]] - first
        flat = np.bincount(cells, minlength=len(keys) * width)
    return Tally(keys, first, flat.reshape(len(keys), width))


def count_every_topic(offsets: np.ndarray, codes: np.ndarray, categories: np.ndarray, groups: np.ndarray,
                      keys: list[Key], periods: np.ndarray, kept: np.ndarray) -> Tally:
    """Rows with each topic that occurs, by group and period."""
    rows = np.repeat(np.arange(len(groups)), np.diff(offsets))
    inside = kept[rows]
    rows, codes = rows[inside], codes[inside]
    used, pairs = compress(groups[rows] * len(categories) + codes, len(keys) * len(categories))
    pair_keys: list[Key] = [(*keys[c // len(categories)], categories[c % len(categories)]) for c in used.tolist()]
    return Tally.of(pairs, pair_keys, periods[rows])
