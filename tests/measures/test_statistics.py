"""Intervals, exact tests and scores against scipy and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from toolkit.errors import InputError, OptionError
from toolkit.measures import statistics as own

TABLES = [(3, 4, 4, 8), (0, 5, 5, 20), (5, 5, 5, 20), (10, 20, 30, 100), (1, 300, 700, 1000), (60, 300, 700, 1000),
          (8, 8, 8, 8), (12, 20_000, 90, 1_000_000), (900, 20_000, 40_000, 1_000_000), (5, 5, 5, 10_000_000)]


@st.composite
def tables(draw, largest=5_000):
    n = draw(st.integers(1, largest))
    a, b = draw(st.integers(0, n)), draw(st.integers(0, n))
    return draw(st.integers(max(0, a + b - n), min(a, b))), a, b, n


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_wilson_equals_statsmodels(n, total, level):
    n = min(n, total)
    expected = proportion_confint(n, total, alpha=1 - level, method="wilson")
    np.testing.assert_allclose(own.wilson(n, total, level), expected, rtol=1e-9, atol=1e-12)


def test_wilson_without_articles_is_unknown_and_stays_within_bounds():
    low, high = own.wilson([0, 0, 5], [0, 5, 5])
    assert np.isnan(low[0]) and np.isnan(high[0])
    assert low[1] == 0.0 and high[2] == 1.0


@given(st.integers(0, 100_000), st.sampled_from([0.5, 0.95, 0.99]))
def test_garwood_equals_the_chi_squared_quantiles(n, level):
    tail = (1 - level) / 2
    low, high = own.garwood(n, level)
    assert low == pytest.approx(stats.chi2.ppf(tail, 2 * n) / 2 if n else 0.0, rel=1e-9)
    assert high == pytest.approx(stats.chi2.isf(tail, 2 * n + 2) / 2, rel=1e-9)


def test_garwood_of_many_counts_equals_that_of_each():
    counts = np.random.default_rng(1).poisson(3, (40, 50))
    low, high = own.garwood(counts)
    one = [own.garwood(c) for c in counts.ravel()]
    assert low.shape == counts.shape
    assert np.array_equal(low.ravel(), [x[0] for x in one]) and np.array_equal(high.ravel(), [x[1] for x in one])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60), st.integers(0, 1000))
def test_benjamini_hochberg_with_untold_tests_equals_statsmodels_with_ones(p, untold):
    whole = multipletests(p + [1.0] * untold, method="fdr_bh")[1]
    np.testing.assert_allclose(own.benjamini_hochberg(p, len(p) + untold), whole[: len(p)], rtol=1e-9,
                               atol=1e-300)  # below the smallest normal number digits run out


def test_benjamini_hochberg_refuses_what_it_cannot_adjust():
    with pytest.raises(InputError, match="family_size=1"):
        own.benjamini_hochberg([0.1, 0.2], family_size=1)
    with pytest.raises(InputError, match="between 0 and 1"):
        own.benjamini_hochberg([0.1, np.nan])
    assert len(own.benjamini_hochberg([])) == 0


def check_fisher(table):
    k, a, b, n = table
    cells = [[k, a - k], [b - k, n - a - b + k]]
    for tail, alternative, scipy_tail in (("more", "greater", stats.hypergeom(n, a, b).sf(k - 1)),
                                          ("less", "less", stats.hypergeom(n, a, b).cdf(k))):
        p = float(own.fisher_one_sided(k, a, b, n, tail))
        assert p == pytest.approx(stats.fisher_exact(cells, alternative=alternative)[1], rel=1e-9, abs=1e-290) or \
            p == pytest.approx(scipy_tail, rel=1e-9, abs=1e-290)


@pytest.mark.parametrize("table", TABLES)
def test_fisher_of_known_tables_equals_scipy(table):
    check_fisher(table)


@settings(max_examples=200, deadline=None)
@given(tables())
def test_fisher_equals_scipy(table):
    check_fisher(table)


def exact_tail(k, a, b, n):
    from fractions import Fraction
    from math import comb
    return float(Fraction(sum(comb(a, i) * comb(n - a, b - i) for i in range(k, min(a, b) + 1)), comb(n, b)))


@given(tables(largest=300))
def test_fisher_equals_whole_number_arithmetic(table):
    k, a, b, n = table
    assert float(own.fisher_one_sided(k, a, b, n)) == pytest.approx(exact_tail(k, a, b, n), rel=1e-11, abs=1e-290)


@given(tables())
def test_the_two_tails_share_exactly_the_table_itself(table):
    k, a, b, n = table
    both = own.fisher_one_sided(k, a, b, n) + own.fisher_one_sided(k, a, b, n, "less")
    assert both - 1 == pytest.approx(stats.hypergeom(n, a, b).pmf(k), rel=1e-6, abs=1e-9)


def test_fisher_takes_arrays_and_broadcasts():
    p = own.fisher_one_sided([[0, 1], [2, 3]], 5, 6, 30)
    assert p.shape == (2, 2) and p[0, 0] == 1.0 and (np.diff(p.ravel()) < 0).all()


def test_impossible_tables_are_named():
    with pytest.raises(InputError, match="n_ab=5, n_a=3"):
        own.fisher_one_sided(5, 3, 9, 20)
    with pytest.raises(OptionError, match="'more' or 'less'"):
        own.fisher_one_sided(1, 2, 3, 4, tail="both")


@settings(deadline=None)
@given(tables())
def test_g2_equals_scipy(table):
    k, a, b, n = table
    cells = np.array([[k, a - k], [b - k, n - a - b + k]])
    if 0 in (a, b, n - a, n - b):
        assert own.g2(*table) == 0
        return
    expected = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood").statistic
    assert float(own.g2(*table)) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_g2_keeps_its_digits_where_the_plain_formula_loses_them():
    from fractions import Fraction
    k, a, b, n = 1_001, 1_000_000, 1_000_000, 1_000_000_000
    u = Fraction(k * n, a * b) - 1
    own_cell = 2 * float(Fraction(a * b, n) * (u * u / 2 - u**3 / 6 + u**4 / 12))
    assert float(own.g2(k, a, b, n)) == pytest.approx(own_cell * (1 + 2 * a / n), rel=1e-5)


@given(tables())
def test_npmi_is_bounded_and_its_ends_mean_what_they_say(table):
    k, a, b, n = table
    value = float(own.npmi(*table))
    if 0 in (a, b):
        assert np.isnan(value)
    else:
        assert -1 <= value <= 1 + 1e-12
        assert (value == -1) == (k == 0)
        if k and k < n:
            assert value == pytest.approx(float(own.pmi(*table)) / -np.log(k / n), abs=1e-12)
        if k == a == b:
            assert value == pytest.approx(1)
