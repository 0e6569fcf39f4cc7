"""Who is first with a story, and how long the others take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit import engine
from toolkit.batches import Batch
from toolkit.measures.first_rows import check_stories
from toolkit.measures.statistics import benjamini_hochberg, wilson
from toolkit.schema import LEADS, conform

Reals = npt.NDArray[np.float64]

WIDTHS: Final = {"second": 1_000_000, "minute": 60_000_000, "hour": 3_600_000_000}
"""Microseconds that a stamp of each precision may be late by; coarser stamps do not tell who was first."""
NO_STORY: Final = "story not known"
NO_TIME: Final = "hour of publication not known"
NO_GROUP: Final = "outlet not known"


def leads(articles: Any, *, by: str = "outlet") -> pd.DataFrame:
    """Who is first with the stories that two outlets share, and by how much.

    Of each story an outlet's first article counts. A stamp says no more than its precision: 10:15 may be 10:15:59, so
    that two stamps of one minute leave open who was first.

    Parameters
    ----------
    articles : DataFrame, path of a folder of Parquet files, or handle of ``open_dataset``
        Articles with the ``story_id`` that `stories` gives.
    by : str, default "outlet"
        Column whose values are compared: outlet, language, section.

    Returns
    -------
    DataFrame
        Table ``leads`` (see ``describe("leads")``): one row for each two that share a story, those with most stories
        first.

    Raises
    ------
    ColumnError
        If story_id, published_at or the column of ``by`` is missing.

    References
    ----------
    W. J. Dixon and A. M. Mood (1946), The statistical sign test, JASA 41; E. B. Wilson (1927) for the interval.

    Examples
    --------
    >>> import pandas as pd
    >>> at = pd.to_datetime(["2025-02-12 09:00", "2025-02-12 09:40", "2025-02-13 11:00", "2025-02-13 11:20"], utc=True)
    >>> articles = pd.DataFrame({"story_id": list("aabb"), "outlet": ["Wire", "Herald"] * 2, "published_at": at})
    >>> leads(articles)[["leader", "follower", "first", "later", "lag"]].to_numpy().tolist()
    [['Wire', 'Herald', 2, 0, 30.0]]
    """
    check_stories(articles, "leads()")
    measure = FirstTimes(by)
    state = engine.reduce(articles, measure)
    frame = measure.finish(state)
    frame.attrs.update(measure="leads", unit="stories", n=int(state.times["story"].nunique()), by=[by], rows=len(frame),
                       left_out={k: v for k, v in state.left_out.items() if v}, family=len(frame),
                       estimator="first articles of each story", interval="95 % Wilson (share)",
                       parameters={"by": by})
    return frame


@dataclass(frozen=True)
class FirstState:
    """First stamp of each story in each group: ``story, group, start, end`` (microseconds)."""

    times: pd.DataFrame
    left_out: dict[str, int]


@dataclass(frozen=True)
class FirstTimes:
    """Measure: when each group first had each story."""

    by: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return ("story_id", self.by, "published_at")

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return ("published_precision",)

    def partial(self, batch: Batch) -> FirstState:
        """First stamps of one batch."""
        story, stories = batch.codes("story_id")
        group, groups = batch.codes(self.by)
        start, known = batch.micros("published_at")
        width = np.full(len(batch), WIDTHS["second"])
        if batch.has("published_precision"):
            codes, precisions = batch.codes("published_precision")
            width = np.array([*(WIDTHS.get(p, -1) for p in precisions), -1])[codes]
        timed = known & (width > 0)
        rows = np.flatnonzero(timed & (story >= 0) & (group >= 0))
        times = pd.DataFrame({"story": stories[story[rows]], "group": groups[group[rows]], "start": start[rows],
                              "end": start[rows] + width[rows]})
        left_out = {NO_STORY: int((story < 0).sum()), NO_GROUP: int(((story >= 0) & (group < 0)).sum()),
                    NO_TIME: int(((story >= 0) & (group >= 0) & ~timed).sum())}
        return FirstState(_first(times), left_out)

    def combine(self, one: FirstState, other: FirstState) -> FirstState:
        """The earlier of both."""
        return FirstState(_first(pd.concat([one.times, other.times], ignore_index=True)),
                          {k: one.left_out[k] + other.left_out[k] for k in one.left_out})

    def finish(self, state: FirstState) -> pd.DataFrame:
        """One row for each two that share a story."""
        both = state.times.merge(state.times, on="story", suffixes=("_a", "_b"))
        both = both[both["group_a"] < both["group_b"]]
        # a minute may be anywhere in it: earlier only if the other begins when this one is over
        order = np.where(both["end_a"] <= both["start_b"], 1, np.where(both["end_b"] <= both["start_a"], -1, 0))
        lag = (both["start_b"] - both["start_a"]).to_numpy(np.float64) / 60e6
        both = both.assign(order=order, lag=lag)
        rows = [_row(str(a), str(b), pairs) for (a, b), pairs in both.groupby(["group_a", "group_b"], sort=True)]
        frame = pd.DataFrame(rows, columns=[*LEADS.names[:6], "lag", "lag_low", "lag_high"])
        first, decided = frame["first"].to_numpy(np.int64), (frame["first"] + frame["later"]).to_numpy(np.int64)
        low, high = wilson(first, decided)
        share = np.where(decided > 0, first / np.maximum(decided, 1), np.nan)
        p = _sign_test(first, decided)
        frame = frame.assign(share=share, share_low=low, share_high=high, p=p, q=benjamini_hochberg(p))
        frame = frame.sort_values(["stories", "leader", "follower"], ascending=[False, True, True], kind="stable")
        frame = conform(frame.reset_index(drop=True), LEADS)
        frame.attrs["shared"] = int(both["story"].nunique())
        return frame


def _first(times: pd.DataFrame) -> pd.DataFrame:
    """First article of each story and group; of two at one time the more precise one."""
    ordered = times.sort_values(["story", "group", "start", "end"], kind="stable")
    return ordered.drop_duplicates(["story", "group"]).reset_index(drop=True)


def _row(a: str, b: str, pairs: pd.DataFrame) -> tuple[Any, ...]:
    first, later = int((pairs["order"] == 1).sum()), int((pairs["order"] == -1).sum())
    leader, follower, sign = (a, b, 1) if first >= later else (b, a, -1)
    lags = sign * pairs["lag"][pairs["order"] == sign].to_numpy(np.float64)
    quartiles = np.quantile(lags, [0.5, 0.25, 0.75]).tolist() if len(lags) else [np.nan] * 3
    return (leader, follower, len(pairs), max(first, later), min(first, later), len(pairs) - first - later, *quartiles)


def _sign_test(first: npt.NDArray[np.int64], decided: npt.NDArray[np.int64]) -> Reals:
    """Two-sided exact binomial p of at least ``first`` out of ``decided``; ``first`` is the larger part."""
    from scipy.special import bdtrc

    tail = np.where(first > 0, bdtrc(first - 1.0, decided, 0.5), 1.0)
    return np.asarray(np.minimum(2 * np.nan_to_num(tail, nan=1.0), 1.0))


