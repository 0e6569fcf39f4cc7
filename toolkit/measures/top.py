"""The topics that most articles carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit import engine
from toolkit.batches import Batch
from toolkit.errors import OptionError
from toolkit.measures.coverage_frame import repeated
from toolkit.schema import STRING, WHOLE, Column, Table

TOP_TOPICS = Table(
    "top_topics",
    "how many articles carry each topic",
    (
        Column("topic", STRING, "entry of the list column", null=False),
        Column("n", WHOLE, "articles with it", "articles", null=False),
        Column("share", "float64", "n / all articles, those without any entry too", "share"),
    ),
)


@dataclass(frozen=True)
class _Mentions:
    """Articles by entry of a list column, and all articles."""

    of: str
    k: int

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.of,)

    @property
    def optional(self) -> tuple[str, ...]:
        return ()

    def partial(self, batch: Batch) -> tuple[pd.Series, int]:
        _, codes, categories = batch.lists(self.of)
        counts = np.bincount(codes, minlength=len(categories))
        return pd.Series(counts, index=pd.Index(categories, dtype=object), dtype="int64"), len(batch)

    def combine(self, one: tuple[pd.Series, int], other: tuple[pd.Series, int]) -> tuple[pd.Series, int]:
        return one[0].add(other[0], fill_value=0).astype("int64"), one[1] + other[1]

    def finish(self, state: tuple[pd.Series, int]) -> pd.DataFrame:
        counts, rows = state
        kth = np.partition(counts.to_numpy(), -self.k)[-self.k] if len(counts) > self.k else 0
        likely = counts[counts >= max(kth, 1)]  # no need to sort the rest
        best = sorted(zip(likely.index, likely.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))[:self.k]
        n = np.array([count for _, count in best], dtype=np.int64)
        out = pd.DataFrame({"topic": repeated([topic for topic, _ in best], np.arange(len(best), dtype=np.int32)),
                            "n": n, "share": n / max(rows, 1)})
        out.attrs = {"measure": "top_topics", "unit": "articles", "n": rows, "left_out": {}, "of": self.of}
        return out


def top_topics(articles: Any, *, of: str = "tags", k: int = 20) -> pd.DataFrame:
    """Topics that the most articles carry.

    Parameters
    ----------
    articles : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        One row per article; an entry counts once for each article, however often it stands there.
    of : str
        Column of lists: tags, topics, authors or any other.
    k : int
        How many to give.

    Returns
    -------
    DataFrame
        ``topic, n, share`` (share of all articles), most frequent first, ties in code point order.

    Raises
    ------
    ColumnError
        If there is no such column, or it holds no lists.
    OptionError
        If k is not a positive whole number.

    Examples
    --------
    >>> import pandas as pd
    >>> top_topics(pd.DataFrame({"tags": [["energy", "sport"], ["energy"], []]}), k=1)
        topic  n     share
    0  energy  2  0.666667
    """
    if not isinstance(k, int) or k < 1:
        raise OptionError(f"k={k!r} is not a positive whole number")
    out = engine.run(_Mentions(of, k), articles)
    out.attrs["unit"] = engine.origin(articles)["unit"]
    return out
