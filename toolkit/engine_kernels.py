"""Compiled loops that the engine and the measures share; numba is loaded with this module, so import it on use."""

from __future__ import annotations

import ctypes
import gc
import sys
import sysconfig
from functools import cache
from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

gc.collect()  # loading numba leaves a full collection due, which else falls into a later call, whenever that may be

QUARTER = 900_000_000


@njit(cache=True)
def first_mentions(offsets: np.ndarray, codes: np.ndarray, categories: int) -> tuple[bool, np.ndarray]:
    """Whether a list repeats a code, and which entries are the first of their code in their list."""
    last_row = np.full(categories, -1, np.int32)
    for row in range(len(offsets) - 1):
        for i in range(offsets[row], offsets[row + 1]):
            if last_row[codes[i]] == row:
                return True, _mark_first(offsets, codes, categories)
            last_row[codes[i]] = row
    return False, np.empty(0, np.bool_)


@njit(cache=True)
def _mark_first(offsets: np.ndarray, codes: np.ndarray, categories: int) -> np.ndarray:
    last_row = np.full(categories, -1, np.int32)
    first = np.zeros(len(codes), np.bool_)
    for row in range(len(offsets) - 1):
        for i in range(offsets[row], offsets[row + 1]):
            first[i] = last_row[codes[i]] != row
            last_row[codes[i]] = row
    return first


@njit(cache=True)
def count_mentions(offsets: np.ndarray, codes: np.ndarray, categories: int) -> np.ndarray:
    """Lists that each code stands in."""
    last_row = np.full(categories, -1, np.int32)
    counts = np.zeros(categories, np.int32)
    for row in range(len(offsets) - 1):
        for i in range(offsets[row], offsets[row + 1]):
            code = codes[i]
            counts[code] += last_row[code] != row
            last_row[code] = row
    return counts.astype(np.int64)


@njit(cache=True)
def count_topic_cells(offsets: np.ndarray, codes: np.ndarray, lookup: np.ndarray, groups: np.ndarray,
                      places: np.ndarray, kept: np.ndarray, cells: np.ndarray) -> None:
    """Add one to the cell (place, group, topic) of every topic of every kept row, once for each row.

    Codes that are not wanted have a topic of their own, the last: counting it is cheaper than asking. Rows mostly come
    in order of time, and so stay within the few cells of their place.
    """
    last_row = np.full(cells.shape[2], -1, np.int32)
    for row in range(len(groups)):
        if kept[row]:
            own = cells[places[row], groups[row]]
            for i in range(offsets[row], offsets[row + 1]):
                topic = lookup[codes[i]]
                own[topic] += last_row[topic] != row
                last_row[topic] = row


@njit(cache=True)
def pairs_that_occur(outlets: np.ndarray, zones: np.ndarray, n_outlets: int, n_zones: int, kept: np.ndarray,
                     dated: np.ndarray) -> tuple[np.ndarray, int]:
    """Number of every (outlet, zone) that a row has, -1 for the others, and how many there are."""
    pairs = np.full(n_outlets * n_zones, -1, np.int32)
    found = 0
    for row in range(len(outlets)):
        code = outlets[row] * n_zones + zones[row]
        if pairs[code] < 0 and (kept[row] or dated[row]):
            pairs[code] = found
            found += 1
    return pairs, found


@njit(cache=True)
def count_in_time(micros: np.ndarray, kept: np.ndarray, dated: np.ndarray, groups: np.ndarray, outlets: np.ndarray,
                  zones: np.ndarray, pairs: np.ndarray, table: np.ndarray, first: int, total: np.ndarray,
                  hours: np.ndarray, members: np.ndarray, place: np.ndarray) -> None:
    """Count every row by group and place, by pair and hour, and by group and pair; note its place.

    ``table`` gives the place of each quarter hour, from ``first`` on, in each zone. ``place`` may be of no length
    where nobody asks for it.
    """
    start = first * QUARTER
    n_zones = table.shape[0]
    noted = len(place) > 0
    for row in range(len(micros)):
        if kept[row] or dated[row]:
            quarter = np.uint64(micros[row] - start) // np.uint64(QUARTER)
            zone = zones[row]
            pair = pairs[outlets[row] * n_zones + zone]
            if dated[row]:
                hours[pair, quarter >> np.uint64(2)] += 1
            if kept[row]:
                at = table[zone, quarter]
                group = groups[row]
                total[group, at] += 1
                members[group, pair] += 1
                if noted:
                    place[row] = at


@njit(cache=True)
def articles_by_kind(counts: np.ndarray, week_hours: np.ndarray, kinds: int) -> np.ndarray:
    """Articles in each hour of the week."""
    by_kind = np.zeros(kinds, np.int64)
    for hour in range(len(counts)):
        by_kind[week_hours[hour]] += counts[hour]
    return by_kind


@njit(cache=True)
def running_sums(counts: np.ndarray, week_hours: np.ndarray, means: np.ndarray,
                 ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Average hours and articles before each hour, and days with articles before each day."""
    size = len(counts)
    n_days = (size + 23) // 24
    worth, got, days = np.empty(size + 1), np.empty(size + 1, np.int64), np.empty(n_days + 1, np.int32)
    worth[0] = got[0] = days[0] = 0
    hours, articles = 0.0, 0
    for day in range(n_days):
        before = articles
        for hour in range(24 * day, min(24 * day + 24, size)):
            hours += means[week_hours[hour]]
            articles += counts[hour]
            worth[hour + 1] = hours
            got[hour + 1] = articles
        days[day + 1] = days[day] + (articles > before)
    return worth, got, days


@njit(cache=True)
def squares_of_days(got: np.ndarray, worth: np.ndarray, half: int, least: float) -> np.ndarray:
    """Squared deviations, over the expected count, of the days on which enough articles are expected."""
    days = (len(got) - 1) // 24
    squares = np.empty(days)
    found = 0
    for day in range(days):
        left, right = 24 * max(day - half, 0), 24 * min(day + half, days)
        level = (got[right] - got[left]) / max(worth[right] - worth[left], 1e-9)
        expected = level * (worth[24 * day + 24] - worth[24 * day])
        if expected >= least:
            squares[found] = (got[24 * day + 24] - got[24 * day] - expected) ** 2 / expected
            found += 1
    return squares[:found]


@njit(cache=True)
def improbable_gaps(counts: np.ndarray, worth: np.ndarray, got: np.ndarray, days: np.ndarray, shortest: int,
                    window: int, fewest_days: int, dispersion: float, bound: float) -> tuple[np.ndarray, np.ndarray]:
    """Starts and stops of the runs of zeros whose chance may be under exp(-bound): few, and none is left out.

    Of n articles worth E hours none falls into a gap worth s with chance (E / (E + s)) ** n >= exp(-n s / E).
    """
    size = len(counts)
    most = size // (shortest + 1) + 1
    starts, stops = np.empty(most, np.int64), np.empty(most, np.int64)
    found = 0
    seen = shortest - 1  # a run that is long enough holds one of every so many hours
    while seen < size:
        if counts[seen] != 0:
            seen += shortest
            continue
        start, stop = seen, seen + 1
        while start > 0 and counts[start - 1] == 0:
            start -= 1
        while stop < size and counts[stop] == 0:
            stop += 1
        seen = stop + shortest
        if stop - start >= shortest:
            inside = worth[stop] - worth[start]
            left, right = max(start - window, 0), min(stop + window, size)
            before = days[start // 24] - days[left // 24] >= fewest_days
            after = days[right // 24] - days[stop // 24] >= fewest_days
            n_before, n_after = got[start] - got[left], got[right] - got[stop]
            worth_before, worth_after = worth[start] - worth[left], worth[right] - worth[stop]
            least = bound * (1 - 1e-9) * dispersion
            if ((before or after) and (not before or n_before * inside >= least * worth_before)
                    and (not after or n_after * inside >= least * worth_after)):
                starts[found] = start
                stops[found] = stop
                found += 1
    return starts[:found], stops[:found]


@njit(cache=True)
def distinct_addresses(addresses: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """Code of each address in order of appearance, and where each stands first; no codes if more than ``most``."""
    size = 1 << 10
    while size < 2 * most:
        size <<= 1
    mask = np.uint64(size - 1)
    table = np.full(size, -1, np.int32)
    known = np.empty(most, np.int64)
    first = np.empty(most, np.int64)
    codes = np.empty(len(addresses), np.int32)
    found = 0
    for i in range(len(addresses)):
        address = addresses[i]
        place = ((np.uint64(address) >> np.uint64(4)) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(24)) & mask
        while table[place] >= 0 and known[table[place]] != address:
            place = (place + np.uint64(1)) & mask
        if table[place] < 0:
            if found == most:
                return codes[:0], first[:0]
            table[place] = found
            known[found] = address
            first[found] = i
            found += 1
        codes[i] = table[place]
    return codes, first[:found]


def _load_word(context: Any, address: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.load(builder.inttoptr(arguments[0], ir.IntType(64).as_pointer()))
    return types.int64(types.int64), generate


_word_at: Any = intrinsic(_load_word)
"""The eight bytes in memory at an address."""


@njit(cache=True)
def items_of_lists(lists: np.ndarray, kind: int) -> tuple[np.ndarray, np.ndarray]:
    """Where each list's items begin, and the addresses of all items; nothing unless all are lists.

    ``lists`` are addresses of objects and ``kind`` that of the type list. Reading the addresses where CPython keeps
    them takes a fifth of the time of asking each list for its items. See `can_read_lists`.
    """
    offsets = np.zeros(len(lists) + 1, np.int64)
    for i in range(len(lists)):
        if lists[i] == 0 or _word_at(lists[i] + 8) != kind:  # numpy writes 0 for None in arrays it has just made
            return offsets[:0], offsets[:0]
        offsets[i + 1] = offsets[i] + _word_at(lists[i] + 16)
    items = np.empty(offsets[-1], np.int64)
    at = 0
    for i in range(len(lists)):
        own = _word_at(lists[i] + 24)
        for j in range(offsets[i + 1] - offsets[i]):
            items[at] = _word_at(own + 8 * j)
            at += 1
    return offsets, items


@cache
def can_read_lists() -> bool:
    """Whether lists lie in memory as `items_of_lists` reads them: type, length and items after the reference count.

    So they do in every release of CPython for 64 bits that has a global lock, and the lock is held while they are read.
    """
    without_lock = sysconfig.get_config_var("Py_GIL_DISABLED")
    if sys.implementation.name != "cpython" or sys.maxsize != 2**63 - 1 or without_lock:
        return False
    probe: list[list[object]] = [[], ["a"], [1.5, "b", None]]
    heads = [[ctypes.c_int64.from_address(id(part) + 8 * word).value for word in (1, 2)] for part in probe]
    if heads != [[id(list), len(part)] for part in probe]:
        return False
    offsets, items = items_of_lists(np.array([id(part) for part in probe]), id(list))
    return offsets.tolist() == [0, 0, 1, 4] and items.tolist() == [id(item) for part in probe for item in part]
