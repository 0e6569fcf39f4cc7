"""Circular statistics of the hours of publication, where 23:00 and 01:00 are neighbours."""

from __future__ import annotations

from typing import Any

import numpy as np

from toolkit.errors import InputError


def _resultant(angles: Any, weights: Any) -> tuple[float, float, float]:
    x = np.asarray(angles, np.float64).ravel()
    w = np.ones(len(x)) if weights is None else np.asarray(weights, np.float64).ravel()
    if len(w) != len(x):
        raise InputError(f"{len(w)} weights for {len(x)} angles; there must be one for each")
    total = float(w.sum())
    if total <= 0:
        return np.nan, np.nan, 0.0
    return float((w * np.cos(x)).sum() / total), float((w * np.sin(x)).sum() / total), total


def circular_mean(angles: Any, weights: Any = None) -> float:
    """Mean direction of angles.

    Parameters
    ----------
    angles : array_like of float
        Angles in radians; an hour of the day is 2 pi hour / 24.
    weights : array_like of float, optional
        Articles at each angle; 1 each by default.

    Returns
    -------
    float
        Angle from 0 up to 2 pi; NaN without data, or where the directions cancel out.

    References
    ----------
    N. I. Fisher (1993), Statistical Analysis of Circular Data, section 2.3.

    Examples
    --------
    >>> import numpy as np
    >>> bool(np.isclose(circular_mean([np.pi / 2, 0]), np.pi / 4))
    True
    """
    c, s, _ = _resultant(angles, weights)
    if not np.hypot(c, s) > 1e-12:
        return float("nan")
    return float(np.arctan2(s, c) % (2 * np.pi))


def resultant_length(angles: Any, weights: Any = None) -> float:
    """Mean resultant length: 1 when all angles agree, 0 when they cancel out.

    Parameters
    ----------
    angles : array_like of float
        Angles in radians.
    weights : array_like of float, optional
        Articles at each angle; 1 each by default.

    Returns
    -------
    float
        Length between 0 and 1; NaN without data.

    References
    ----------
    N. I. Fisher (1993), Statistical Analysis of Circular Data, section 2.3.

    Examples
    --------
    >>> round(resultant_length([1.0, 1.0, 1.0]), 9)
    1.0
    """
    c, s, _ = _resultant(angles, weights)
    return float(min(np.hypot(c, s), 1.0))


def concentration(length: float) -> float:
    """Concentration kappa of the von Mises distribution with a given mean resultant length.

    Parameters
    ----------
    length : float
        Mean resultant length, 0 to 1.

    Returns
    -------
    float
        kappa with I1(kappa) / I0(kappa) = length: 0 for a flat day, large for a sharp peak, inf at length 1.

    References
    ----------
    N. I. Fisher (1993), Statistical Analysis of Circular Data, section 4.5.5.

    Examples
    --------
    >>> round(concentration(0.5), 4)
    1.1593
    """
    from scipy.special import ive

    if not 0 < length < 1:
        return {0.0: 0.0, 1.0: float("inf")}.get(float(length), float("nan"))
    kappa = length * (2 - length**2) / (1 - length**2)
    for _ in range(50):
        ratio = ive(1, kappa) / ive(0, kappa)
        step = (ratio - length) / (1 - ratio * ratio - ratio / kappa)
        kappa = max(kappa - step, kappa / 10)
        if abs(step) < 1e-14 * kappa:
            break
    return float(kappa)


def rayleigh(angles: Any, weights: Any = None) -> tuple[float, float]:
    """Rayleigh test of whether angles are spread evenly around the circle.

    Parameters
    ----------
    angles : array_like of float
        Angles in radians.
    weights : array_like of int, optional
        Articles at each angle; 1 each by default.

    Returns
    -------
    z, p : float
        z = n R^2 with the mean resultant length R, and the probability of one as large from an even spread.

    References
    ----------
    J. H. Zar (2010), Biostatistical Analysis, 5th ed., equation 27.4, for the approximation of p.

    Examples
    --------
    >>> z, p = rayleigh([0.1, 0.2, 0.3, 0.2, 0.1])
    >>> round(z, 3), round(p, 4)
    (4.972, 0.0017)
    """
    c, s, n = _resultant(angles, weights)
    if n == 0:
        return float("nan"), float("nan")
    length = min(np.hypot(c, s), 1.0) * n
    p = np.exp(np.sqrt(1 + 4 * n + 4 * (n * n - length * length)) - (1 + 2 * n))
    return float(length * length / n), float(min(p, 1.0))
