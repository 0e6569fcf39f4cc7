"""Tallies add up in any order, however many are kept side by side."""

from __future__ import annotations

import pickle
from functools import reduce

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from toolkit.measures.tally import Tally


def tally_of(rows: list[tuple[int, int]]) -> Tally:
    """Tally of (key, place) rows."""
    return Tally.of(np.array([k for k, _ in rows], np.int64), [(str(k),) for k in range(4)],
                    np.array([p for _, p in rows], np.int64))


def as_dict(tally: Tally) -> dict[tuple[str | None, int], int]:
    return {(key[0], tally.first + i): int(n) for key, row in zip(tally.keys, tally.counts, strict=True)
            for i, n in enumerate(row) if n}


@given(st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(-20, 20)), max_size=6), min_size=1, max_size=25))
def test_a_sum_of_tallies_counts_all_rows(batches: list[list[tuple[int, int]]]) -> None:
    one_by_one = reduce(Tally.plus, [tally_of(rows) for rows in batches])
    backwards = reduce(Tally.plus, [pickle.loads(pickle.dumps(tally_of(rows))) for rows in batches[::-1]])
    at_once = tally_of([row for rows in batches for row in rows])
    assert as_dict(one_by_one) == as_dict(backwards) == as_dict(at_once)
    if at_once.keys:
        keys = [("2",), ("never",), ("0",)]
        spread = reduce(Tally.plus, [tally_of(rows) for rows in batches]).spread(keys, -20, 20)
        assert (spread == at_once.spread(keys, -20, 20)).all() and not spread[1].any()


def test_adding_leaves_the_summands_as_they_were() -> None:
    one, other = tally_of([(0, 1), (1, 2)]), tally_of([(0, 1), (3, 9)])
    before = as_dict(one)
    both = one.plus(other)
    assert as_dict(both)["0", 1] == 2
    assert as_dict(one) == before and as_dict(one.plus(other)) == as_dict(both)


def test_a_key_that_stands_twice_in_a_part_loses_nothing() -> None:
    twice = Tally([("a",), ("b",), ("a",)], 0, np.array([[1], [2], [4]], dtype=np.int32))
    assert twice.plus(Tally([("b",)], 0, np.array([[8]], dtype=np.int32))).counts.tolist() == [[5], [10]]
