"""Compiled kernels of pair counting and of the pair scores; imported only for inputs that are worth compiling for.

Compiled once and kept on disk beside this file (``cache=True``).
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit  # type: ignore[import-untyped]

from toolkit.measures.statistics import _LOG_FACTORIAL_RESIDUE as SMALL_RESIDUE

_INSERTION = 48
_TWO_PI = 2 * math.pi
_EXHAUSTED = 1e-17


@njit(cache=True)
def rank_lists(offsets: Any, codes: Any, rank_of: Any, low: int, out_offsets: Any, out: Any) -> int:
    """Ranks of the kept codes of each list, ascending, empty without a rank from low on; returns how many there are."""
    end = 0
    out_offsets[0] = 0
    for i in range(len(offsets) - 1):
        start = end
        for p in range(offsets[i], offsets[i + 1]):
            rank = rank_of[codes[p]]
            if rank >= 0:
                q = end
                if end - start < _INSERTION:
                    while q > start and out[q - 1] > rank:
                        out[q] = out[q - 1]
                        q -= 1
                out[q] = rank
                end += 1
        if end - start > _INSERTION:
            out[start:end] = np.sort(out[start:end])
        if end > start and out[end - 1] < low:
            end = start
        out_offsets[i + 1] = end
    return end


@njit(cache=True)
def pairs_by_row(offsets: Any, ranks: Any, pairs: Any) -> None:
    """Add to each rank the pairs in which it is the larger one."""
    for i in range(len(offsets) - 1):
        start = offsets[i]
        for p in range(start + 1, offsets[i + 1]):
            pairs[ranks[p]] += p - start


@njit(cache=True)
def scatter(offsets: Any, ranks: Any, low: int, high: int, block_of: Any, base_of: Any, cursor: Any,
            cells: Any) -> None:
    """Write the cell of every pair whose larger rank lies in [low, high) into the buffer of its block."""
    for i in range(len(offsets) - 1):
        start = offsets[i]
        for p in range(start + 1, offsets[i + 1]):
            row = ranks[p]
            if row < low:
                continue
            if row >= high:
                break
            block = block_of[row]
            base = base_of[row]
            at = cursor[block]
            for q in range(start, p):
                cells[at] = base + ranks[q]
                at += 1
            cursor[block] = at


@njit(cache=True)
def count_dense(cells: Any, counts: Any, first_row: int, last_row: int, least: int, rows: Any, columns: Any,
                n: Any) -> int:
    """Count the cells of a block in a dense array, and list those with at least ``least`` pairs in order."""
    counts[:] = 0
    for p in range(len(cells)):
        counts[cells[p]] += 1
    found = 0
    cell = 0
    for row in range(first_row, last_row):
        for column in range(row):
            k = counts[cell]
            cell += 1
            if k >= least:
                rows[found] = row
                columns[found] = column
                n[found] = k
                found += 1
    return found


@njit(cache=True)
def count_into(offsets: Any, ranks: Any, low: int, counts: Any) -> None:
    """Count every pair whose larger rank is low or more in a table of all that are possible."""
    before = low * (low - 1) // 2
    for i in range(len(offsets) - 1):
        start = offsets[i]
        p = offsets[i + 1] - 1
        while p > start and ranks[p] >= low:
            row = np.int64(ranks[p])
            base = row * (row - 1) // 2 - before
            for q in range(start, p):
                counts[base + ranks[q]] += 1
            p -= 1


@njit(cache=True)
def list_dense(counts: Any, low: int, high: int, least: int, larger: Any, smaller: Any, n: Any) -> None:
    """List the pairs of such a table with at least ``least`` in order."""
    found = 0
    cell = 0
    for row in range(low, high):
        for column in range(row):
            k = counts[cell]
            cell += 1
            if k >= least:
                larger[found], smaller[found], n[found] = row, column, k
                found += 1


@njit(cache=True)
def merge_pairs(larger_a: Any, smaller_a: Any, n_a: Any, larger_b: Any, smaller_b: Any, n_b: Any, larger: Any,
                smaller: Any, n: Any) -> int:
    """Write the sum of two tables in order; returns its length."""
    i, j, found = 0, 0, 0
    while i < len(n_a) or j < len(n_b):
        if j == len(n_b):
            step = -1
        elif i == len(n_a):
            step = 1
        elif larger_a[i] != larger_b[j]:
            step = -1 if larger_a[i] < larger_b[j] else 1
        else:
            step = 0 if smaller_a[i] == smaller_b[j] else -1 if smaller_a[i] < smaller_b[j] else 1
        if step <= 0:
            larger[found], smaller[found], n[found] = larger_a[i], smaller_a[i], n_a[i]
            i += 1
        else:
            larger[found], smaller[found], n[found] = larger_b[j], smaller_b[j], n_b[j]
        if step == 0:
            n[found] += n_b[j]
        if step >= 0:
            j += 1
        found += 1
    return found


@njit(cache=True)
def _deviance(excess: float, expected: float) -> float:
    if expected <= 0:
        return 0.0
    u = excess / expected
    if u <= -1:
        return expected
    if abs(u) < 1e-3:
        return expected * u * u * (1 / 2 - u * (1 / 6 - u * (1 / 12 - u / 20)))
    return expected * ((1 + u) * math.log1p(u) - u)


@njit(cache=True)
def _g2(k: int, a: int, b: int, n: int) -> float:
    excess = (k * n - a * b) / n
    x, y = a / n, 1 - a / n
    return 2 * (_deviance(excess, x * b) + _deviance(-excess, x * (n - b)) + _deviance(-excess, y * b)
                + _deviance(excess, (n - a) * ((n - b) / n)))


@njit(cache=True)
def _residue(m: int) -> float:
    if m < 16:
        return SMALL_RESIDUE[m]
    r = 1.0 / m
    s = r * r
    return 0.5 * math.log(_TWO_PI * m) + r * (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188))))


@njit(cache=True)
def _tail(term: float, k: int, a: int, b: int, n: int, step: int) -> float:
    """Sum of the probabilities from k on, up or down; ``term`` is that of k itself."""
    total = term
    while term > total * _EXHAUSTED:
        if step > 0:
            term *= float(a - k) * (b - k) / ((k + 1.0) * (n - a - b + k + 1))
        else:
            term *= float(k) * (n - a - b + k) / ((a - k + 1.0) * (b - k + 1))
        total += term
        k += step
    return total


@njit(cache=True)
def fisher(n_ab: Any, index_a: Any, index_b: Any, margins: Any, n: int, step: int, hidden_below: int, matters: float,
           p: Any) -> None:
    """Exact one-sided p of each pair; step 1: as many or more together, -1: as many or fewer.

    Pairs with n_ab below ``hidden_below`` get p = 1 where it is surely above ``matters`` (at most 0.1): theirs is not
    shown, and cannot change the q of another pair.
    """
    residue = np.empty(len(margins))
    for i in range(len(margins)):
        residue[i] = _residue(margins[i]) + _residue(n - margins[i])
    whole = _residue(n)
    for i in range(len(n_ab)):
        a, b, k = margins[index_a[i]], margins[index_b[i]], n_ab[i]
        if k < hidden_below:
            e = float(a) * b / n
            # n_ab below its mean: p is no small number; once together: p >= e - e^2 / 2 (Bonferroni)
            if k <= e or (k == 1 and e - e * e / 2 > matters):
                p[i] = 1.0
                continue
        low, high = max(0, a + b - n), min(a, b)
        beyond = (k * n - a * b) * step > 0
        if not beyond:
            if k == (low if step > 0 else high):
                p[i] = 1.0
                continue
            k -= step
        cells = _residue(k) + _residue(a - k) + _residue(b - k) + _residue(n - a - b + k)
        term = math.exp(residue[index_a[i]] + residue[index_b[i]] - whole - cells - _g2(k, a, b, n) / 2)
        tail = _tail(term, k, a, b, n, step if beyond else -step)
        p[i] = min(tail if beyond else 1 - tail, 1.0)


@njit(cache=True)
def scores(n_ab: Any, index_a: Any, index_b: Any, margins: Any, n: int, expected: Any, pmi: Any, npmi: Any,
           jaccard: Any, strength: Any, g2: Any) -> None:
    """Fill the scores of each pair."""
    for i in range(len(n_ab)):
        a, b, k = margins[index_a[i]], margins[index_b[i]], n_ab[i]
        e = float(a) * b / n
        expected[i] = e
        strength[i] = k / e
        jaccard[i] = k / (a + b - k)
        g2[i] = _g2(k, a, b, n)
        if k == 0:
            pmi[i], npmi[i] = -math.inf, -1.0
        else:
            pmi[i] = math.log(k / e)
            npmi[i] = 1.0 if k == n else min(max(pmi[i] / -math.log(k / n), -1.0), 1.0)
