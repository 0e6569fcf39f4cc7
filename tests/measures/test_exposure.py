"""Silences found by the compiled loops are those found by numpy, and those that the definition gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.measures import exposure
from toolkit.measures.exposure import Rhythm, collection, gaps_of, rhythm
from toolkit.measures.tally import Tally


def made_up_counts(seed: int, rate: float, days: int, silent: list[tuple[int, int]]) -> np.ndarray:
    """Hourly counts with a daily rhythm, nights without anything, and silences."""
    hours = np.arange(24 * days + seed % 24)
    counts = np.random.default_rng(seed).poisson(rate * np.maximum(np.sin((hours % 24 - 5) / 24 * 2 * np.pi), 0))
    for start, length in silent:
        counts[start:start + length] = 0
    return counts.astype(np.int32)


def rhythms(counts: np.ndarray) -> list[Rhythm]:
    """The same counts, to be read by numpy and by the compiled loops."""
    week = (np.arange(len(counts)) % 168).astype(np.int16)
    return [rhythm(counts, 1000, week, compiled=compiled) for compiled in (False, True)]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000), rate=st.sampled_from([0.05, 0.5, 3.0, 40.0]), days=st.integers(1, 120),
       silent=st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 200)), max_size=4))
def test_compiled_loops_find_the_gaps_that_numpy_finds(seed: int, rate: float, days: int,
                                                       silent: list[tuple[int, int]]) -> None:
    plain, compiled = rhythms(made_up_counts(seed, rate, days, silent))
    assert plain.means.tolist() == compiled.means.tolist()
    assert gaps_of(plain) == gaps_of(compiled)


@pytest.mark.parametrize("compiled", [0, 1])
def test_every_gap_under_the_bound_is_found_and_no_other(compiled: int, monkeypatch: pytest.MonkeyPatch) -> None:
    own = rhythms(made_up_counts(3, 5.0, 90, [(400, 60), (900, 9), (1500, 200)]))[compiled]
    found = gaps_of(own)
    assert [(gap.start - 1000, gap.stop - 1000) for gap in found if gap.stop - gap.start > 30]
    sums, level = exposure.Sums.of(own), exposure.LEVEL / (np.count_nonzero(own.counts) + 1)
    busy = np.flatnonzero(own.counts)
    every = [(int(a), int(b)) for a, b in zip(np.r_[0, busy + 1], np.r_[busy, len(own.counts)], strict=True)
             if b - a >= exposure.SHORTEST]
    assert [(gap.start - 1000, gap.stop - 1000, gap.p) for gap in found] == [
        (a, b, p) for a, b in every if (p := exposure._chance(sums, a, b)) < level]


@pytest.mark.parametrize("articles", [0, 10**9])
def test_collection_is_the_same_either_way(articles: int, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = np.stack([made_up_counts(7, rate, 60, [(500, 40)])[:1400] for rate in (1.0, 9.0, 30.0)])
    tally = Tally([("A", "Europe/Kyiv"), ("B", "Asia/Kolkata"), ("C", None)], 480_000, counts)
    expected = collection(tally).gaps
    monkeypatch.setattr("toolkit.measures.exposure.COMPILED_FROM", articles)
    assert collection(tally).gaps == expected
    assert any(gap.found_by == "all outlets" for gap in expected["A"])
