"""Vectorised statistics of the measures: intervals, exact tests, association scores.

Pure functions of numbers, checked against scipy and statsmodels. scipy is imported only where it is needed.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.errors import InputError, OptionError

Reals = npt.NDArray[np.float64]

_STIRLING_FROM = 16
"""From here on the Stirling series with five terms is exact to the last digit."""
_LOG_FACTORIAL_RESIDUE: Reals = np.array(
    [0.0] + [float(np.log(np.arange(1.0, m + 1)).sum() - m * np.log(m) + m) for m in range(1, _STIRLING_FROM)]
)


def _level(level: float) -> float:
    if not 0 < level < 1:
        raise OptionError(f"level={level!r} is no confidence level; it must lie between 0 and 1, such as 0.95")
    return float(level)


def wilson(n: Any, total: Any, level: float = 0.95) -> tuple[Reals, Reals]:
    """Wilson score interval of a share.

    Parameters
    ----------
    n, total : array_like of int
        Articles counted, and articles that could have been.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    low, high : ndarray
        Ends of the interval, within 0 and 1; NaN where total is 0.

    Raises
    ------
    OptionError
        If level does not lie between 0 and 1.

    References
    ----------
    E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22.

    Examples
    --------
    >>> low, high = wilson(3, 10)
    >>> round(float(low), 4), round(float(high), 4)
    (0.1078, 0.6032)
    """
    z = NormalDist().inv_cdf((1 + _level(level)) / 2)
    k, size = np.asarray(n, np.float64), np.asarray(total, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / size
        shrink = 1 / (1 + z * z / size)
        centre = (share + z * z / (2 * size)) * shrink
        half = z * np.sqrt(share * (1 - share) / size + z * z / (4 * size * size)) * shrink
    low = np.where(k == 0, np.where(size == 0, np.nan, 0.0), centre - half)
    high = np.where(k == size, np.where(size == 0, np.nan, 1.0), centre + half)
    return low, high


def garwood(n: Any, level: float = 0.95) -> tuple[Reals, Reals]:
    """Exact Poisson interval of the expectation behind a count.

    Parameters
    ----------
    n : array_like of int
        Counts, 0 or more.
    level : float, default 0.95
        Confidence level; the interval covers the truth at least that often.

    Returns
    -------
    low, high : ndarray
        Ends of the interval.

    Raises
    ------
    InputError
        If a count is negative.
    OptionError
        If level does not lie between 0 and 1.

    References
    ----------
    F. Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28.

    Examples
    --------
    >>> low, high = garwood([0, 10])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 4.795], [3.689, 18.39])
    """
    tail = (1 - _level(level)) / 2
    counts = np.asarray(n)
    if counts.size and counts.min() < 0:
        raise InputError(f"a count of {counts.min()} has no Poisson interval; counts must be 0 or more")
    if counts.dtype.kind in "iu" and counts.size > 1000 and counts.max() < 10 * counts.size:
        # the same few counts stand in a frame again and again: one interval for each of them
        present = np.bincount(counts.ravel()) > 0
        low, high = np.zeros(len(present)), np.zeros(len(present))
        low[present], high[present] = _garwood(np.flatnonzero(present), tail)
        return low[counts], high[counts]
    return _garwood(counts, tail)


def _garwood(counts: npt.NDArray[Any], tail: float) -> tuple[Reals, Reals]:
    from scipy.special import gammainccinv, gammaincinv

    k = counts.astype(np.float64)
    low = np.where(k > 0, gammaincinv(np.maximum(k, 1), tail), 0.0)
    return low, gammainccinv(k + 1, tail)


def benjamini_hochberg(p: Any, family_size: int | None = None) -> Reals:
    """Benjamini-Hochberg adjusted p values.

    Parameters
    ----------
    p : array_like of float
        p values of the tests at hand, none of them null.
    family_size : int, optional
        How many tests were made in all, where p holds only some of them; the p of the others count as 1.

    Returns
    -------
    ndarray
        q, in the order of p: the smallest false discovery rate at which the test would still be kept.

    Raises
    ------
    InputError
        If a p is null or outside 0 and 1, or the family is smaller than the number of p.

    References
    ----------
    Y. Benjamini and Y. Hochberg (1995), Controlling the false discovery rate, JRSS B 57.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.02, 0.5]).tolist()
    [0.03, 0.03, 0.5]
    >>> benjamini_hochberg([0.01, 0.02], family_size=10).tolist()
    [0.1, 0.1]
    """
    values = np.asarray(p, np.float64).ravel()
    return Adjustment(values, len(values) if family_size is None else int(family_size))(values)


class Adjustment:
    """Benjamini-Hochberg adjustment of a family, to be looked up for any of its p.

    Only p below (number given / family size) can have a q below 1, so that few of millions need sorting.
    """

    def __init__(self, p: Reals, family_size: int) -> None:
        if family_size < len(p):
            raise InputError(f"family_size={family_size} is smaller than the {len(p)} p values given; it counts every "
                             "test")
        if len(p) and not (p.min() >= 0 and p.max() <= 1):
            raise InputError("p values must lie between 0 and 1 and none may be null")
        self._p = np.sort(p[p * family_size <= len(p)])
        scaled = self._p * (family_size / np.arange(1, len(self._p) + 1))
        falling = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
        self._q = np.append(falling, 1.0)

    def __call__(self, p: Any) -> Reals:
        """Adjusted p of some tests of the family."""
        return self._q[np.searchsorted(self._p, p)]


def _table(n_ab: Any, n_a: Any, n_b: Any, n: Any) -> tuple[npt.NDArray[np.int64], ...]:
    cells = tuple(np.asarray(x, np.int64) for x in (n_ab, n_a, n_b, n))
    k, a, b, size = np.broadcast_arrays(*cells)
    bad = (k < np.maximum(0, a + b - size)) | (k > np.minimum(a, b)) | (a < 0) | (b < 0) | (np.maximum(a, b) > size)
    if np.any(bad):
        i = int(np.argmax(bad))
        raise InputError(f"no 2 x 2 table has n_ab={k.flat[i]}, n_a={a.flat[i]}, n_b={b.flat[i]}, n={size.flat[i]}")
    return k, a, b, size


def _deviance_term(excess: Reals, expected: Reals) -> Reals:
    """O ln(O/E) - (O - E) of one cell, from O - E: never a difference of large numbers."""
    with np.errstate(divide="ignore", invalid="ignore"):
        u = np.where(expected > 0, excess / expected, 0.0)
        exact = np.where(u > -1, (1 + u) * np.log1p(np.maximum(u, -1 + 1e-300)) - u, 1.0)
    series = u * u * (1 / 2 - u * (1 / 6 - u * (1 / 12 - u / 20)))
    return expected * np.where(np.abs(u) < 1e-3, series, np.where(u <= -1, 1.0, exact))


def g2(n_ab: Any, n_a: Any, n_b: Any, n: Any) -> Reals:
    """Log-likelihood ratio G2 of 2 x 2 tables given by their margins.

    Parameters
    ----------
    n_ab, n_a, n_b, n : array_like of int
        Articles with both topics, with each of them, and in all.

    Returns
    -------
    ndarray
        2 sum O ln(O/E) over the four cells; 0 for independent topics.

    Raises
    ------
    InputError
        If the margins do not fit each other.

    References
    ----------
    T. Dunning (1993), Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19.

    Examples
    --------
    >>> round(float(g2(10, 20, 30, 100)), 4)
    4.4734
    """
    return _g2(*_table(n_ab, n_a, n_b, n))


def _g2(k: npt.NDArray[np.int64], a: npt.NDArray[np.int64], b: npt.NDArray[np.int64],
        size: npt.NDArray[np.int64]) -> Reals:
    total = np.maximum(size, 1).astype(np.float64)
    # whole numbers below 2**63 for up to three thousand million articles: the excess is exact
    excess = (k * size - a * b) / total
    rows, columns = (a, size - a), (b, size - b)
    out = np.zeros(k.shape)
    for i in (0, 1):
        for j in (0, 1):
            expected = rows[i].astype(np.float64) * columns[j] / total
            out += _deviance_term(excess if i == j else -excess, expected)
    return 2 * out


def pmi(n_ab: Any, n_a: Any, n_b: Any, n: Any) -> Reals:
    """Pointwise mutual information of two topics, in nats.

    Parameters
    ----------
    n_ab, n_a, n_b, n : array_like of int
        Articles with both topics, with each of them, and in all.

    Returns
    -------
    ndarray
        ln(n_ab n / (n_a n_b)); -inf for topics never together, NaN where one of them never stands.

    References
    ----------
    K. W. Church and P. Hanks (1990), Word association norms, mutual information, and lexicography,
    Computational Linguistics 16.

    Examples
    --------
    >>> round(float(pmi(10, 20, 20, 100)), 4)
    0.9163
    """
    k, a, b, size = (np.asarray(x, np.float64) for x in (n_ab, n_a, n_b, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(k / (a * b / size))


def npmi(n_ab: Any, n_a: Any, n_b: Any, n: Any) -> Reals:
    """Normalised pointwise mutual information: 1 always together, 0 independent, -1 never together.

    Parameters
    ----------
    n_ab, n_a, n_b, n : array_like of int
        Articles with both topics, with each of them, and in all.

    Returns
    -------
    ndarray
        pmi / -ln(n_ab / n); 1 where both topics stand in every article, NaN where one of them never stands.

    References
    ----------
    G. Bouma (2009), Normalized (pointwise) mutual information in collocation extraction, GSCL.

    Examples
    --------
    >>> npmi([10, 0], [10, 10], [10, 10], [100, 100]).tolist()
    [1.0, -1.0]
    """
    k, a, b, size = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (n_ab, n_a, n_b, n)))
    with np.errstate(divide="ignore", invalid="ignore"):
        # rounding may step over the ends of the scale by a last digit
        out = np.clip(np.log(k / (a * b / size)) / -np.log(k / size), -1.0, 1.0)
    out = np.where((k == 0) & (a > 0) & (b > 0), -1.0, out)
    return np.where((k == size) & (k > 0), 1.0, out)


def _residue(m: npt.NDArray[np.int64]) -> Reals:
    """Log of m!, less m ln m - m: 0 for m = 0 and never large."""
    x = np.maximum(m, 1).astype(np.float64)
    r = 1 / (x * x)
    series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / x
    return np.where(m < _STIRLING_FROM, _LOG_FACTORIAL_RESIDUE[np.minimum(m, _STIRLING_FROM - 1)],
                    0.5 * np.log(2 * np.pi * x) + series)


def _hypergeometric_pmf(k: npt.NDArray[np.int64], a: npt.NDArray[np.int64], b: npt.NDArray[np.int64],
                        size: npt.NDArray[np.int64]) -> Reals:
    """Probability of exactly k: the deviance and nine small residues, so nothing cancels (Loader 2000)."""
    margins = _residue(a) + _residue(size - a) + _residue(b) + _residue(size - b) - _residue(size)
    cells = _residue(k) + _residue(a - k) + _residue(b - k) + _residue(size - a - b + k)
    return np.exp(margins - cells - _g2(k, a, b, size) / 2)


def _tail(k: npt.NDArray[np.int64], a: npt.NDArray[np.int64], b: npt.NDArray[np.int64], size: npt.NDArray[np.int64],
          step: int) -> Reals:
    """Sum of the probabilities from k on, up (step 1) or down (-1); k lies beyond the mean on that side."""
    term = _hypergeometric_pmf(k, a, b, size)
    total = term.copy()
    live = np.flatnonzero(term > 0)
    k, a, b, size, term = k[live], a[live], b[live], size[live], term[live]
    while len(live):
        if step > 0:
            ratio = (a - k).astype(float) * (b - k) / ((k + 1.0) * (size - a - b + k + 1))
        else:
            ratio = k.astype(float) * (size - a - b + k) / ((a - k + 1.0) * (b - k + 1))
        term = term * ratio
        total[live] += term
        keep = term > total[live] * 1e-17
        live, k, a, b, size, term = live[keep], k[keep] + step, a[keep], b[keep], size[keep], term[keep]
    return total


def fisher_one_sided(n_ab: Any, n_a: Any, n_b: Any, n: Any, tail: str = "more") -> Reals:
    """Exact one-sided Fisher p of 2 x 2 tables given by their margins.

    Parameters
    ----------
    n_ab, n_a, n_b, n : array_like of int
        Articles with both topics, with each of them, and in all.
    tail : {"more", "less"}, default "more"
        "more": probability of n_ab or more together by chance; "less": of n_ab or fewer.

    Returns
    -------
    ndarray
        p, the tail of the hypergeometric distribution.

    Raises
    ------
    InputError
        If the margins do not fit each other.
    OptionError
        If tail is neither "more" nor "less".

    References
    ----------
    R. A. Fisher (1935), The logic of inductive inference, JRSS 98; C. Loader (2000), Fast and accurate computation
    of binomial probabilities, for the probabilities themselves.

    Examples
    --------
    >>> round(float(fisher_one_sided(3, 4, 4, 8)), 6)
    0.242857
    """
    if tail not in ("more", "less"):
        raise OptionError(f"tail={tail!r} is unknown; it is 'more' or 'less'")
    shaped = _table(n_ab, n_a, n_b, n)
    k, a, b, size = (x.ravel() for x in shaped)
    step = 1 if tail == "more" else -1
    p = np.ones(len(k))
    beyond = (k * size - a * b) * step > 0
    rows = np.flatnonzero(beyond)
    p[rows] = _tail(k[rows], a[rows], b[rows], size[rows], step)
    # short of the mean the other tail is the smaller one; where it is empty p is 1
    low, high = np.maximum(0, a + b - size), np.minimum(a, b)
    rows = np.flatnonzero(~beyond & (k > low if step > 0 else k < high))
    p[rows] = 1 - _tail(k[rows] - step, a[rows], b[rows], size[rows], -step)
    return np.clip(p, 0.0, 1.0).reshape(shaped[0].shape)
