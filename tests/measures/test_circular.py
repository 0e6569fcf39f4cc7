"""Circular summaries against scipy, Bessel functions and the exact Rayleigh distribution."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, special, stats

from toolkit.errors import InputError
from toolkit.measures import circular as own

ANGLES = st.lists(st.floats(0, 2 * np.pi - 1e-6), min_size=2, max_size=50)


@given(ANGLES)
def test_circular_mean_and_length_equal_scipy(angles):
    length = own.resultant_length(angles)
    if length > 1e-6:
        apart = own.circular_mean(angles) - stats.circmean(angles)
        assert abs(np.angle(np.exp(1j * apart))) < 1e-9
        assert length == pytest.approx(1 - stats.circvar(angles), rel=1e-9, abs=1e-9)


@given(st.lists(st.tuples(st.floats(0, 6), st.integers(1, 5)), min_size=1, max_size=20))
def test_weights_are_repeats(pairs):
    angles, weights = (list(x) for x in zip(*pairs, strict=True))
    repeated = np.repeat(angles, weights)
    assert own.resultant_length(angles, weights) == pytest.approx(own.resultant_length(repeated), abs=1e-12)
    assert own.rayleigh(angles, weights) == pytest.approx(own.rayleigh(repeated), rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("length", [0.01, 0.2, 0.5, 0.8, 0.95, 0.999])
def test_concentration_inverts_the_bessel_ratio(length):
    kappa = own.concentration(length)
    assert special.ive(1, kappa) / special.ive(0, kappa) == pytest.approx(length, rel=1e-9)


def test_concentration_at_the_ends():
    assert own.concentration(0.0) == 0 and own.concentration(1.0) == np.inf and np.isnan(own.concentration(np.nan))


@pytest.mark.parametrize("hours", [[0, 3, 6, 8, 9, 9, 10, 11, 12, 13], [1, 5, 9, 13, 17, 21, 22, 8, 8, 8, 9, 10]])
def test_rayleigh_is_near_the_exact_distribution(hours):
    angles = np.array(hours) * 2 * np.pi / 24
    n, r = len(angles), own.resultant_length(angles) * len(angles)
    below = integrate.quad(lambda t: r * special.j1(r * t) * special.j0(t) ** n, 0, 40, limit=2000)[0]
    z, p = own.rayleigh(angles)
    assert z == pytest.approx(r * r / n)
    assert p == pytest.approx(1 - below, abs=2e-3)


def test_rayleigh_follows_its_closed_formula():
    # z and p of the formula worked by hand for n = 4 at a right angle and three at 0
    angles = [0, 0, 0, np.pi / 2]
    r2 = 9 + 1
    z, p = own.rayleigh(angles)
    assert z == pytest.approx(r2 / 4, rel=1e-12)
    assert p == pytest.approx(np.exp(np.sqrt(1 + 16 + 4 * (16 - r2)) - 9), rel=1e-9)


def test_even_hours_have_no_direction():
    hours = np.arange(24) * 2 * np.pi / 24
    assert np.isnan(own.circular_mean(hours)) and own.resultant_length(hours) < 1e-12
    assert own.rayleigh(hours)[1] == pytest.approx(1, abs=1e-6)


def test_no_data_is_unknown_and_odd_weights_are_named():
    assert np.isnan(own.circular_mean([])) and np.isnan(own.rayleigh([])[1])
    with pytest.raises(InputError, match="2 weights for 3 angles"):
        own.resultant_length([1, 2, 3], [1, 1])
