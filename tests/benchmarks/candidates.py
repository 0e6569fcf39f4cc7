"""The toolkit's side of the speed comparison: one function for each job, written on the public calls alone.

Each takes the articles as a frame or as the path of a folder of Parquet files, and gives the columns that the
comparison names, in its order.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

import toolkit as tk

TOGETHER = 5
"""The comparison leaves out pairs in fewer articles."""


TOPICS = 20
"""The comparison counts the tags that the most articles carry."""


def coverage(articles: Any) -> pd.DataFrame:
    """Articles by UTC day, outlet and frequent tag, with totals and shares (and the intervals that go with them)."""
    articles = tk.encode(articles, columns=["outlet", "time_zone", "published_at", "tags"])
    frequent = tk.top_topics(articles, of="tags", k=TOPICS)["topic"].tolist()
    counted = tk.coverage(articles, by="outlet", topic=frequent, freq="D", clock="UTC")
    return counted[["period", "outlet", "topic", "n", "total", "share"]].rename(columns={"period": "day"})


def times(articles: Any) -> pd.DataFrame:
    """Articles by outlet, weekday and hour of its own clock (and their rates)."""
    return tk.times(articles, by="outlet")[["outlet", "weekday", "hour", "n"]]


def cooccurrence(articles: Any) -> pd.DataFrame:
    """Pairs of tags with their counts, expected count, NPMI and G2."""
    return _pairs(articles, test=False)


def cooccurrence_tested(articles: Any) -> pd.DataFrame:
    """The same, with the exact p and q computed as well: their price is the difference."""
    return _pairs(articles, test=True)


def _pairs(articles: Any, test: bool) -> pd.DataFrame:
    pairs = tk.cooccurrence(articles, min_together=TOGETHER, test=test)
    names = {"a": "tag_a", "b": "tag_b", "n_ab": "n", "n_a": "n_a", "n_b": "n_b", "expected": "expected",
             "npmi": "npmi", "g2": "g2"}
    return pairs[list(names)].set_axis(list(names.values()), axis=1)
