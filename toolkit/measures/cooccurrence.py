"""Which topics stand together in the same articles, and how surely more, or less, often than by chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit import engine, engine_parts
from toolkit.errors import OptionError, check_part
from toolkit.measures import grouping, pair_frames
from toolkit.measures.first_rows import check_stories
from toolkit.measures.pair_blocks import Budget, count_blocks, divide
from toolkit.measures.pair_counting import PairCounts, count_pairs, rank
from toolkit.measures.pair_frames import Group
from toolkit.measures.topic_counts import (
    KEPT_CODES,
    Segment,
    TopicCounts,
    TopicState,
    fold_stories,
    places,
)

COMPILED_FROM = 1_000_000
"""Topic mentions from which on the compiled kernels are worth loading."""


@dataclass(frozen=True)
class Settings:
    """The options of a call, checked."""

    of: str
    min_articles: int
    min_together: int
    by: tuple[str, ...]
    count: str
    test: bool


def cooccurrence(articles: Any, *, of: str = "tags", min_articles: int = 5, min_together: int = 1,
                 by: str | Sequence[str] | None = None, count: str = "articles", test: bool = True) -> pd.DataFrame:
    """Pairs of topics that stand in the same articles.

    The family of tests is chosen by the margins alone: all pairs of topics that each stand in at least
    ``min_articles`` articles (of the group), those never seen together included. ``min_together`` only hides rows
    afterwards. A topic named twice in one article counts once.

    Parameters
    ----------
    articles : DataFrame, path of a folder of Parquet files, or handle of ``open_dataset``
        Articles, or the frame of ``headlines``.
    of : str, default "tags"
        A column of lists: tags, topics, authors or any other; or "title words": the words of the titles as written,
        without the function words of their language.
    min_articles : int, default 5
        Topics in fewer articles (of the group) are left aside.
    min_together : int, default 1
        Pairs in fewer articles together are not shown; 0 shows those never seen together, too.
    by : str or list of str, optional
        Columns, or calendar periods of the outlet's clock (hour, day, week, month, quarter, year): pairs are counted
        in each group, against the articles of that group. All groups together are one family of tests.
    count : {"articles", "stories"}, default "articles"
        What is counted; a story counts once, with the topics of all its articles.
    test : bool, default True
        Compute p and q; without, both are null.

    Returns
    -------
    DataFrame
        Table ``pairs`` (see ``describe("pairs")``), with the columns of ``by`` in front; the most frequent pairs
        first. ``attrs["family"]`` is the number of pairs tested.

    Raises
    ------
    ColumnError
        If a column is missing, or ``of`` holds no lists.
    OptionError
        If an option has a value that it cannot have.

    See Also
    --------
    avoidance : pairs that stand together less often than by chance.
    pair_stability : how firmly each pair stands when the articles are drawn anew.

    References
    ----------
    R. A. Fisher (1935), The logic of inductive inference, for p; Y. Benjamini and Y. Hochberg (1995) for q;
    T. Dunning (1993) for G2; G. Bouma (2009) for NPMI; N. J. van Eck and L. Waltman (2009), How to normalize
    cooccurrence data?, JASIST 60, for the association strength.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"tags": [["war", "energy"]] * 4 + [["sport"]] * 5 + [["energy"], []]})
    >>> cooccurrence(articles, min_articles=2)[["a", "b", "n_ab", "n_a", "n_b", "n"]].values.tolist()
    [['energy', 'war', 4, 5, 4, 11]]
    """
    settings = _settings(of, min_articles, min_together, by, count, test)
    if count == "stories":
        check_stories(articles, "count='stories'")
    state, groups = count_groups(articles, settings, 1 if test else min_together)
    frame = pair_frames.attracting(groups, settings.by, settings.min_together, test)
    return _described(frame, articles, state, groups, settings)


def avoidance(articles: Any, *, of: str = "tags", min_articles: int = 5, by: str | Sequence[str] | None = None,
              count: str = "articles", max_q: float = 0.05) -> pd.DataFrame:
    """Pairs of topics that stand together less often than by chance, pairs never seen together included.

    The family is that of `cooccurrence`; p is the other tail of the same exact test.

    Parameters
    ----------
    articles : DataFrame, path of a folder of Parquet files, or handle of ``open_dataset``
        Articles, or the frame of ``headlines``.
    of, min_articles, by, count
        As in `cooccurrence`.
    max_q : float, default 0.05
        Pairs with a larger q are not shown. They are tested all the same.

    Returns
    -------
    DataFrame
        Table ``pairs``, where p is the probability of so few articles together by chance; smallest p first.

    Raises
    ------
    ColumnError
        If a column is missing, or ``of`` holds no lists.
    OptionError
        If an option has a value that it cannot have.

    References
    ----------
    As for `cooccurrence`.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"tags": [["war", "energy"]] * 20 + [["sport", "war"]] + [["sport"]] * 20})
    >>> avoidance(articles)[["a", "b", "n_ab"]].values.tolist()
    [['energy', 'sport', 0], ['sport', 'war', 1]]
    """
    settings = _settings(of, min_articles, 0, by, count, True)
    check_part("max_q", max_q)
    if count == "stories":
        check_stories(articles, "count='stories'")
    state, groups = count_groups(articles, settings, 1)
    frame = _described(pair_frames.avoiding(groups, settings.by, max_q), articles, state, groups, settings)
    frame.attrs["parameters"] = {k: v for k, v in frame.attrs["parameters"].items()
                                 if k not in ("min_together", "test")} | {"max_q": max_q}
    return frame


def _settings(of: str, min_articles: int, min_together: int, by: str | Sequence[str] | None, count: str,
              test: bool) -> Settings:
    if not isinstance(min_articles, (int, np.integer)) or min_articles < 1:
        raise OptionError(f"min_articles={min_articles!r} must be a whole number of 1 or more")
    if not isinstance(min_together, (int, np.integer)) or min_together < 0:
        raise OptionError(f"min_together={min_together!r} must be a whole number of 0 or more")
    if count not in ("articles", "stories"):
        raise OptionError(f"count={count!r} is unknown; it is 'articles' or 'stories'")
    return Settings(of, int(min_articles), int(min_together), tuple(grouping.names(by)), count, bool(test))


def _described(frame: pd.DataFrame, articles: Any, state: TopicState, groups: list[Group],
               settings: Settings) -> pd.DataFrame:
    origin = engine_parts.origin(articles)
    frame.attrs.update(
        measure="pairs", unit="stories" if settings.count == "stories" else origin["unit"], pages=origin["pages"],
        n=int(state.n.sum()), left_out=dict(state.left_out), estimator="counts, not weighted",
        rows=len(frame), n_is={"sum": "n", "once": [*settings.by, "n"], "gaps": True},
        by=list(settings.by), clock="outlet", family=sum(group.family for group in groups), of=settings.of,
        parameters={"of": settings.of, "min_articles": settings.min_articles, "min_together": settings.min_together,
                    "by": list(settings.by), "count": settings.count, "test": settings.test})
    return frame


def count_groups(articles: Any, settings: Settings, least: int) -> tuple[TopicState, list[Group]]:
    """Topics and pairs of each group; pairs in fewer than ``least`` articles may be left out."""
    budget = Budget.of(articles, KEPT_CODES)
    measure = TopicCounts(settings.of, settings.by, settings.count == "stories", budget.codes)
    state = engine.reduce(articles, measure)
    if measure.story:
        state = fold_stories(state)
    kept = _kept(state, settings.min_articles)
    if state.segments is None:
        counted = count_blocks(articles, measure, kept, budget, max(least, 1))
    else:
        counted = list(_count_segments(state.segments, state, kept, max(least, 1), budget.buffer))
    return state, [group.with_pairs(pairs) for group, pairs in zip(kept, counted, strict=True)]


def _kept(state: TopicState, min_articles: int) -> list[Group]:
    """Topics of each group that stand in enough articles, the most frequent first, ties in code point order."""
    width = max(len(state.topics), 1)
    enough = state.counts >= min_articles
    cells, counts = state.cells[enough], state.counts[enough]
    bounds = np.searchsorted(cells, np.arange(len(state.groups) + 1) * width)
    out = []
    for g, key in enumerate(state.groups):
        part = slice(bounds[g], bounds[g + 1])
        topic, margin = cells[part] - g * width, counts[part]
        by_name = np.argsort(state.topics[topic], kind="stable")
        order = by_name[np.argsort(-margin[by_name], kind="stable")]
        position = np.empty(len(topic), np.int64)
        position[by_name] = np.arange(len(topic))
        out.append(Group(key, int(state.n[g]), state.topics[topic[by_name]], position[order], margin[order],
                         topic[order]))
    return sorted(out, key=lambda group: grouping.sort_key(group.key))


def _count_segments(segments: list[Segment], state: TopicState, kept: list[Group], least: int,
                    buffer: int) -> Iterator[PairCounts]:
    index = pd.Index(state.topics, dtype=object)
    place = [places(segment.topics, index) for segment in segments]
    compiled = sum(len(segment.codes) for segment in segments) >= COMPILED_FROM
    divided = [divide(segment, [group.key for group in kept]) for segment in segments]
    for g, group in enumerate(kept):
        rank_of = group.rank_of(len(state.topics))
        parts = []
        for at, lists in zip(place, divided, strict=True):
            offsets, codes = lists(g)
            parts.append(rank(offsets, codes, rank_of[at].astype(np.int32), compiled))
        yield count_pairs(parts, max(len(group.names), 1), least, buffer=buffer)
