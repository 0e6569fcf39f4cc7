"""Compiled loops that the engine and the measures share; numba is loaded with this module, so import it on use."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True)
def first_mentions(offsets: np.ndarray, codes: np.ndarray, categories: int) -> tuple[bool, np.ndarray]:
    """Whether a list repeats a code, and which entries are the first of their code in their list."""
    last_row = np.full(categories, -1, np.int64)
    for row in range(len(offsets) - 1):
        for i in range(offsets[row], offsets[row + 1]):
            if last_row[codes[i]] == row:
                return True, _mark_first(offsets, codes, categories)
            last_row[codes[i]] = row
    return False, np.empty(0, np.bool_)


@njit(cache=True)
def _mark_first(offsets: np.ndarray, codes: np.ndarray, categories: int) -> np.ndarray:
    last_row = np.full(categories, -1, np.int64)
    first = np.zeros(len(codes), np.bool_)
    for row in range(len(offsets) - 1):
        for i in range(offsets[row], offsets[row + 1]):
            first[i] = last_row[codes[i]] != row
            last_row[codes[i]] = row
    return first


@njit(cache=True)
def count_topic_cells(offsets: np.ndarray, codes: np.ndarray, lookup: np.ndarray, groups: np.ndarray, topics: int,
                      periods: np.ndarray, kept: np.ndarray, cells: np.ndarray, width: int) -> None:
    """Add one to the cell (group, topic, period) of every wanted code of every kept row."""
    for row in range(len(groups)):
        if kept[row]:
            base = groups[row] * topics
            for i in range(offsets[row], offsets[row + 1]):
                topic = lookup[codes[i]]
                if topic >= 0:
                    cells[(base + topic) * width + periods[row]] += 1
