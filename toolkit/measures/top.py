"""The topics that most articles carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from toolkit import engine, engine_parts
from toolkit.batches import Batch, without_repeats
from toolkit.errors import OptionError
from toolkit.measures.strings import repeated
from toolkit.object_columns import COMPILED_FROM
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


_State = tuple[pa.Array, np.ndarray, int]


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

    def partial(self, batch: Batch) -> _State:
        offsets, codes, categories = batch.mentions(self.of)
        if len(codes) >= COMPILED_FROM:
            from toolkit.engine_kernels import count_mentions

            counts = count_mentions(offsets, codes, len(categories))
        else:
            _, codes = without_repeats(offsets, codes, len(categories))
            counts = np.bincount(codes, minlength=len(categories))
        return categories.cast(pa.large_string()), counts, len(batch)

    def combine(self, one: _State, other: _State) -> _State:
        both = pa.chunked_array([_each_once(one[0]), _each_once(other[0])]).unify_dictionaries()
        topics = both.chunk(0).dictionary
        counts = np.zeros(len(topics), dtype=np.int64)
        for part, (_, own, _) in zip(both.chunks, (one, other), strict=True):
            counts[part.indices.to_numpy()] += own
        return topics, counts, one[2] + other[2]

    def finish(self, state: _State) -> pd.DataFrame:
        topics, counts, rows = state
        kth = int(np.partition(counts, -self.k)[-self.k]) if len(counts) > self.k else 0
        likely = np.flatnonzero(counts >= max(kth, 1))  # no need to sort the rest
        names = topics.take(pa.array(likely)).to_pylist()
        best = sorted(zip(names, counts[likely].tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))[:self.k]
        n = np.array([count for _, count in best], dtype=np.int64)
        out = pd.DataFrame({"topic": repeated([topic for topic, _ in best], np.arange(len(best), dtype=np.int32)),
                            "n": n, "share": n / max(rows, 1)})
        out.attrs = {"measure": "top_topics", "unit": "articles", "n": rows, "left_out": {}, "of": self.of}
        return out


def _each_once(topics: pa.Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(np.arange(len(topics), dtype=np.int32)), topics)


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
    out.attrs["unit"] = engine_parts.origin(articles)["unit"]
    return out
