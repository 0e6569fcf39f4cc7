"""Which terms one collection has more of than another."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]


def log_odds(own: Any, rest: Any, own_total: int, rest_total: int) -> Reals:
    """How surely terms are over-represented in one collection against another, as z.

    Parameters
    ----------
    own, rest : array_like of int
        Mentions of each term here and there.
    own_total, rest_total : int
        Mentions of all terms here and there.

    Returns
    -------
    ndarray
        Difference of the log-odds over its standard error. The Dirichlet prior is the terms' share in both together,
        worth as many mentions as the smaller collection has.

    References
    ----------
    B. L. Monroe, M. P. Colaresi and K. M. Quinn (2008), Fightin' words, Political Analysis 16, equations 16 and 22.

    Examples
    --------
    >>> log_odds([20, 5], [30, 95], 100, 1000).round(2).tolist()
    [5.54, -1.13]
    """
    y, other = np.asarray(own, np.float64), np.asarray(rest, np.float64)
    prior_total = float(max(min(own_total, rest_total), 1))
    prior = prior_total * (y + other) / max(own_total + rest_total, 1)

    def odds(count: Reals, total: float) -> Reals:
        return np.asarray(np.log((count + prior) / np.maximum(total + prior_total - count - prior, 1e-9)))
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (odds(y, own_total) - odds(other, rest_total)) / np.sqrt(1 / (y + prior) + 1 / (other + prior))
    return np.where(y + other > 0, z, 0.0)
