"""Calibration by simulation: do the intervals and tests keep their promises?

    python tests/benchmarks/calibration.py [--runs 500] [--seed 1]

Prints what was promised and what was found, and ends with status 1 if a promise is broken:

- 95 % Wilson intervals of a share cover it in 93 to 97 % of the cases (mean over many shares), Garwood intervals of a
  count in at least 95 %;
- with tags permuted over the articles, at most 6 % of the data sets have any pair with q < 0.05;
- the same for pairs that avoid each other;
- without a planted spike, at most 6 % of the data sets have any spike at q < 0.05 (5 % and the simulation's own error).
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import pandas as pd

import toolkit as tk
from toolkit.measures.statistics import garwood, wilson


def wilson_coverage(rng: np.random.Generator, runs: int) -> float:
    """Mean coverage over shares from 2 to 98 % of 20 to 2000 articles."""
    size = rng.integers(20, 2001, 400 * runs)
    share = rng.uniform(0.02, 0.98, len(size))
    low, high = wilson(rng.binomial(size, share), size)
    return float(np.mean((low <= share) & (share <= high)))


def garwood_coverage(rng: np.random.Generator, runs: int) -> float:
    """Mean coverage over expectations from 0.1 to 300."""
    truth = np.exp(rng.uniform(np.log(0.1), np.log(300), 400 * runs))
    low, high = garwood(rng.poisson(truth))
    return float(np.mean((low <= truth) & (truth <= high)))


def permuted_tags(rng: np.random.Generator) -> pd.DataFrame:
    """Articles whose tags are drawn one by one: each stands where it stands by chance alone."""
    articles, tags = 400, 60
    weight = 1 / np.arange(1, tags + 1)
    holds = rng.random((articles, tags)) < np.minimum(weight * 0.6, 0.5)
    names = np.array([f"tag {i}" for i in range(tags)], dtype=object)
    return pd.DataFrame({"tags": [names[row].tolist() for row in holds[:, rng.permutation(tags)]]})


def any_pair(rng: np.random.Generator, runs: int) -> float:
    """Share of permuted data sets with any pair at q < 0.05."""
    return float(np.mean([(tk.cooccurrence(permuted_tags(rng)).q < 0.05).any() for _ in range(runs)]))


def any_avoidance(rng: np.random.Generator, runs: int) -> float:
    """Share of permuted data sets with any avoiding pair at q < 0.05."""
    return float(np.mean([len(tk.avoidance(permuted_tags(rng))) > 0 for _ in range(runs)]))


def quiet_series(rng: np.random.Generator, dispersion: float) -> pd.DataFrame:
    """Coverage of five series of a year, with a trend, weekends and no spike."""
    days = pd.date_range("2024-01-01", periods=365).as_unit("us")
    week = np.array([1.1, 1.1, 1.1, 1.05, 1.0, 0.5, 0.6])[days.day_of_week]
    level = np.array([[0.5], [2], [5], [20], [80]]) * week * np.exp(0.7 * np.sin(np.arange(365) / 73))
    n = rng.poisson(level * (rng.gamma(1 / dispersion, dispersion, level.shape) if dispersion else 1))
    frame = pd.DataFrame({"period": np.tile(days, 5), "outlet": np.repeat(list("abcde"), 365), "n": n.ravel(),
                          "total": n.ravel(), "state": "observed"})
    frame.attrs.update(freq="D", by=["outlet"])
    return frame


def any_spike(rng: np.random.Generator, runs: int, dispersion: float) -> float:
    """Share of quiet data sets with any spike at q < 0.05."""
    return float(np.mean([len(tk.spikes(quiet_series(rng, dispersion), min_articles=1)) > 0 for _ in range(runs)]))


def main() -> int:
    """Run all, print a line for each, and say whether all promises are kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng, runs = np.random.default_rng(options.seed), options.runs
    jobs = [
        ("Wilson 95 % interval covers the share", lambda: wilson_coverage(rng, runs), 0.93, 0.97),
        ("Garwood 95 % interval covers the count", lambda: garwood_coverage(rng, runs), 0.95, 1.0),
        ("permuted tags: any pair at q < .05", lambda: any_pair(rng, runs), 0.0, 0.06),
        ("permuted tags: any avoiding pair at q < .05", lambda: any_avoidance(rng, runs), 0.0, 0.06),
        ("no planted spike, Poisson: any at q < .05", lambda: any_spike(rng, runs, 0.0), 0.0, 0.06),
        ("no planted spike, dispersion 0.1: any at q < .05", lambda: any_spike(rng, runs, 0.1), 0.0, 0.06),
    ]
    kept = True
    for words, job, low, high in jobs:
        start = time.perf_counter()
        found = job()
        passed = low <= found <= high
        kept &= passed
        print(f"{words:52} {found:.4f}   promised {low:.2f} to {high:.2f}   {'ok' if passed else 'BROKEN'}"
              f"   {time.perf_counter() - start:.0f} s", flush=True)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
