"""Compiled loops that the engine and the measures share; numba is loaded with this module, so import it on use."""

from __future__ import annotations

import numpy as np
from numba import njit

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
                  hours: np.ndarray, members: np.ndarray, extent: np.ndarray, place: np.ndarray) -> None:
    """Count every row by group and place, by pair and hour, and by group and pair; note its place.

    ``table`` gives the place of each quarter hour, from ``first`` on, in each zone; ``extent`` the first and last
    quarter hour of each outlet.
    """
    start = first * QUARTER
    n_zones = table.shape[0]
    for row in range(len(micros)):
        if kept[row] or dated[row]:
            quarter = np.uint64(micros[row] - start) // np.uint64(QUARTER)
            outlet = outlets[row]
            pair = pairs[outlet * n_zones + zones[row]]
            if dated[row]:
                hours[pair, quarter >> np.uint64(2)] += 1
            if kept[row]:
                at = table[zones[row], quarter]
                total[groups[row], at] += 1
                members[groups[row], pair] += 1
                place[row] = at
                if extent[0, outlet] < 0 or np.int64(quarter) < extent[0, outlet]:
                    extent[0, outlet] = np.int64(quarter)
                if np.int64(quarter) > extent[1, outlet]:
                    extent[1, outlet] = np.int64(quarter)


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
