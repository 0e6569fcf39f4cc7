"""Counting rows by group and place in time, in one pass over a batch: what coverage and times have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from toolkit.batches import Batch
from toolkit.measures.periods import WHOLE_QUARTERS_FROM, Clocks, hours_of_week, quarters_of, rows_local
from toolkit.measures.tally import DENSE_CODES, Key, Tally, check_size, compress, group_codes
from toolkit.schema import EXACT_PRECISIONS

NO_TIME: Final = "publication time not known"
UNKNOWN_HOUR: Final = "hour not known (day precision)"
UNKNOWN_DAY: Final = "day not known (month precision)"
DAYS_KNOWN: Final = (*EXACT_PRECISIONS, "day")
"""Precisions that know the day."""
COMPILED_FROM: Final = 100_000
"""Rows of a batch from which on the compiled loop is worth the time that loading it takes."""

Member = tuple[str | None, str | None]
Places = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class RowCounts:
    """What was counted so far; adds up in any order."""

    total: Tally
    """Rows by group and place (a period, or an hour of the week)."""
    hours: Tally
    """Rows by (outlet, zone) and UTC hour, whatever group they are in: the rhythm of each outlet."""
    members: dict[tuple[Key, Member], int]
    """Rows by group and (outlet, zone)."""
    rows: int = 0
    left_out: dict[str, int] = field(default_factory=dict)

    def plus(self, other: RowCounts) -> RowCounts:
        """Sum of two counts."""
        return RowCounts(self.total.plus(other.total), self.hours.plus(other.hours),
                         added(self.members, other.members), self.rows + other.rows,
                         added(self.left_out, other.left_out))

    @property
    def rows_without_zone(self) -> int:
        """Rows whose outlet's zone is not known."""
        return sum(n for (_, (_, zone)), n in self.members.items() if zone is None)

    @property
    def without_zone(self) -> str | None:
        """Of how many rows the outlet's zone is not known, for captions: all, some, or None."""
        unknown = self.rows_without_zone
        return None if not unknown else "all" if unknown == sum(self.members.values()) else "some"


def added(one: dict[Any, int], other: dict[Any, int]) -> dict[Any, int]:
    """Sum of two dictionaries of counts."""
    return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}


@dataclass(frozen=True)
class Rows:
    """One batch, ready to be counted."""

    micros: np.ndarray
    kept: np.ndarray
    """Rows to count (bool)."""
    dated: np.ndarray
    """Rows that tell about the outlet's rhythm (bool)."""
    groups: tuple[np.ndarray, list[Key]]
    outlets: tuple[np.ndarray, list[Key]]
    zones: tuple[np.ndarray, list[str | None]]
    left_out: dict[str, int]

    @classmethod
    def of(cls, batch: Batch, groups: Sequence[str], precisions: Sequence[str]) -> Rows:
        """Rows of a batch, of which those of the given precisions are counted."""
        micros, known = batch.micros("published_at")
        kept, left_out = countable(batch, known, precisions)
        exact = set(precisions) == set(EXACT_PRECISIONS)
        dated = kept if exact else countable(batch, known, DAYS_KNOWN)[0]
        outlets = group_codes(batch, ("outlet",) if batch.has("outlet") else ())
        return cls(micros, kept, dated, group_codes(batch, groups), outlets, zones_of(batch), left_out)


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


def zones_of(batch: Batch) -> tuple[np.ndarray, list[str | None]]:
    """Index of each row's zone, and the zones; None where it is not known."""
    if not batch.has("time_zone"):
        return np.zeros(len(batch), dtype=np.int32), [None]
    codes, keys = group_codes(batch, ("time_zone",))
    return codes, [key[0] for key in keys]


def count_rows(rows: Rows, places: Places, clock: str = "outlet", clocks: Clocks | None = None,
               noted: bool = True) -> tuple[RowCounts, np.ndarray]:
    """Count a batch, and tell each counted row's place.

    Parameters
    ----------
    rows : Rows
        The batch.
    places : callable
        Place of local quarter hours: the period or the hour of the week that they lie in.
    clock : str
        'outlet' for each row's own zone, or the zone of all.
    clocks : Clocks, optional
        Clock changes that earlier batches have looked up.
    noted : bool
        Whether the places of the rows are asked for.
    """
    if not rows.kept.any() and not rows.dated.any():
        nothing = RowCounts(Tally.nothing(), Tally.nothing(), {}, 0, rows.left_out)
        return nothing, np.zeros(len(rows.micros), dtype=np.int32)
    if len(rows.micros) >= COMPILED_FROM and rows.kept.any():
        used = rows.micros if rows.kept.all() else rows.micros[rows.kept | rows.dated]
        first, last = int(quarters_of(used.min())) // 4 * 4, int(quarters_of(used.max()))
        cells = len(rows.groups[1]) * len(rows.outlets[1]) * len(rows.zones[1])
        if first >= WHOLE_QUARTERS_FROM and last - first < 4 * len(rows.micros) and cells < DENSE_CODES:
            return _compiled(rows, places, clock, clocks or Clocks(), (first, last), noted)
    return _plain(rows, places, clock)


def _plain(rows: Rows, places: Places, clock: str) -> tuple[RowCounts, np.ndarray]:
    """With numpy alone: for small batches, and for instants that must be converted one by one."""
    kept = np.flatnonzero(rows.kept)
    dated = np.flatnonzero(rows.dated)
    (groups, keys), (outlets, outlet_keys), (zone_codes, zones) = rows.groups, rows.outlets, rows.zones
    clocks: list[str | None] = zones if clock == "outlet" else [clock] * len(zones)
    place = np.zeros(len(rows.micros), dtype=np.int64)
    place[kept] = places(rows_local(rows.micros[kept], zone_codes[kept], clocks))
    used, pairs = compress(outlets * np.int64(len(zones)) + zone_codes, len(outlet_keys) * len(zones))
    pair_keys = [_member(code, outlet_keys, zones) for code in used.tolist()]
    quarters = quarters_of(rows.micros)
    present, of_group = compress(groups[kept].astype(np.int64), len(keys))
    inside, counts = np.unique(groups[kept].astype(np.int64) * len(used) + pairs[kept], return_counts=True)
    members = {(keys[c // len(used)], pair_keys[c % len(used)]): n
               for c, n in zip(inside.tolist(), counts.tolist(), strict=True)}
    busy, of_pair = compress(pairs[dated].astype(np.int64), len(used))
    return RowCounts(
        Tally.of(of_group, [keys[i] for i in present.tolist()], place[kept]),
        Tally.of(of_pair, [pair_keys[i] for i in busy.tolist()], quarters[dated] // 4),
        members, len(kept), rows.left_out), place


def _member(code: int, outlet_keys: list[Key], zones: list[str | None]) -> Member:
    outlet, zone = divmod(code, len(zones))
    return (outlet_keys[outlet][0] if outlet_keys[outlet] else None), zones[zone]


def _compiled(rows: Rows, places: Places, clock: str, clocks: Clocks, span: tuple[int, int],
              noted: bool) -> tuple[RowCounts, np.ndarray]:
    """One pass with a compiled loop; places come from a table of all quarter hours for each zone."""
    from toolkit.engine_kernels import count_in_time, pairs_that_occur

    (groups, keys), (outlets, outlet_keys), (zone_codes, zones) = rows.groups, rows.outlets, rows.zones
    first, last = span
    table, start, width = _table_of_places(places, zones if clock == "outlet" else [clock] * len(zones), clocks, span)
    pairs, n_pairs = pairs_that_occur(outlets, zone_codes, len(outlet_keys), len(zones), rows.kept, rows.dated)
    check_size(len(keys), width)
    total = np.zeros((len(keys), width), dtype=np.int32)
    hours = np.zeros((n_pairs, (last - first) // 4 + 1), dtype=np.int32)
    members = np.zeros((len(keys), n_pairs), dtype=np.int64)
    place = np.zeros(len(rows.micros) if noted else 0, dtype=np.int32)
    count_in_time(rows.micros, rows.kept, rows.dated, groups, outlets, zone_codes, pairs,
                  table, first, total, hours, members, place)
    place += start
    pair_codes = np.flatnonzero(pairs >= 0)
    pair_keys = [_member(code, outlet_keys, zones) for code in pair_codes[np.argsort(pairs[pair_codes])].tolist()]
    full = np.flatnonzero(members.any(axis=1))
    total_tally = Tally([keys[i] for i in full.tolist()], start, total if len(full) == len(keys) else total[full])
    return RowCounts(
        _narrowed(total_tally), Tally(list(pair_keys), first // 4, hours),
        {(keys[g], pair_keys[p]): int(members[g, p]) for g, p in np.argwhere(members).tolist()},
        int(np.count_nonzero(rows.kept)), rows.left_out), place


def _table_of_places(places: Places, zones: list[str | None], clocks: Clocks, span: tuple[int, int],
                     ) -> tuple[np.ndarray, int, int]:
    """Places of all quarter hours of a span in each zone, less the first place; the first; how many there are."""
    known = {zone: clocks.hours_of_week(*span, zone) if places is hours_of_week
             else places(clocks.local_quarters(*span, zone)) for zone in set(zones)}
    start = min(int(row.min()) for row in known.values())
    width = max(int(row.max()) for row in known.values()) - start + 1
    table = np.empty((len(zones), span[1] - span[0] + 1), dtype=np.int32)
    for row, zone in zip(table, zones, strict=True):
        np.subtract(known[zone], start, out=row, casting="same_kind")
    return table, start, width


def _narrowed(tally: Tally) -> Tally:
    """Without the empty places at both ends, which the zones' tables may add."""
    busy = np.flatnonzero(tally.counts.any(axis=0))
    first, last = int(busy[0]), int(busy[-1])
    return Tally(tally.keys, tally.first + first, tally.counts[:, first:last + 1])
