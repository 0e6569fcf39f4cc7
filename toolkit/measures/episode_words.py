"""Why a spike: the tags and title words over-represented in it, and its most typical headlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit import engine, engine_parts
from toolkit.batches import Batch
from toolkit.errors import ColumnError
from toolkit.measures.grouping import local_quarters
from toolkit.measures.log_odds import log_odds
from toolkit.measures.periods import periods_of, starts_of
from toolkit.schema import SPIKES

Rows = npt.NDArray[np.int64]

SURE: Final = 1.96
"""z from which on a tag or word is over-represented."""
MOST_TITLES: Final = 500
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_SHORTEST: Final = 3


def explain_spikes(spikes: pd.DataFrame, articles: Any, *, terms: int = 5, headlines: int = 3) -> pd.DataFrame:
    """Say of each spike which tags and title words make it, and show its most typical headlines.

    An episode's articles are compared with all other articles of the same group.

    Parameters
    ----------
    spikes : DataFrame
        Table ``spikes`` of `spikes`.
    articles : DataFrame, path of a folder of Parquet files, or handle of ``open_dataset``
        The articles that the coverage was counted from.
    terms : int, default 5
        Tags and words to name at most.
    headlines : int, default 3
        Headlines to show at most: those whose words are the most over-represented.

    Returns
    -------
    DataFrame
        The spikes with ``tags``, ``words`` and ``headlines`` filled: only what is over-represented with z above 1.96.

    Raises
    ------
    ColumnError
        If the frame is no table of spikes, or the articles lack a column of its groups.

    References
    ----------
    B. L. Monroe, M. P. Colaresi and K. M. Quinn (2008), Fightin' words, Political Analysis 16: log-odds ratio with an
    informative Dirichlet prior.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> days = pd.date_range("2025-01-01 12:00", periods=60, tz="UTC")
    >>> articles = pd.DataFrame({"published_at": days.repeat([2] * 40 + [15] + [2] * 19)})
    >>> burst = articles.published_at.dt.strftime("%m-%d") == "02-10"
    >>> articles["title"] = ["Storm over lake" if b else "Council votes budget" for b in burst]
    >>> found = tk.spikes(tk.coverage(articles, clock="UTC"))
    >>> explain_spikes(found, articles)[["words", "headlines"]].to_numpy().tolist()
    [[['lake', 'over', 'storm'], ['Storm over lake']]]
    """
    if any(name not in spikes.columns for name in SPIKES.names):
        raise ColumnError("this is no table of spikes; give the frame that spikes() returns")
    by = [name for name in spikes.columns if name not in SPIKES.names]
    attrs = spikes.attrs
    has = engine_parts.columns_of(articles)
    columns = tuple("tags" if name == "tag" and name not in has else name for name in by)
    measure = EpisodeWords(tuple(_episodes(spikes, by, attrs.get("freq", "D"))), columns, attrs.get("freq", "D"),
                           attrs.get("clock", "outlet"), attrs.get("topics_from") or "tags")
    state = engine.reduce(articles, measure)
    out = spikes.copy()
    told = [measure.explain(state, i, terms, headlines) for i in range(len(spikes))]
    for place, name in enumerate(("tags", "words", "headlines")):
        out[name] = pd.Series([t[place] for t in told], index=out.index, dtype=object)
    out.attrs = dict(attrs)
    return out


@dataclass(frozen=True)
class Episode:
    """One spike: its group, topic, and local quarter hours from start up to stop."""

    key: tuple[str | None, ...]
    topic: str | None
    start: int
    stop: int


def _episodes(spikes: pd.DataFrame, by: list[str], freq: str) -> Iterator[Episode]:
    for row in spikes.to_dict("records"):
        quarters = [int(np.datetime64(row[name], "m").astype(np.int64)) // 15 for name in ("start", "end")]
        after = starts_of(periods_of(np.array([quarters[1]]), freq) + 1, freq)[0]
        yield Episode(tuple(None if pd.isna(row[name]) else str(row[name]) for name in by),
                      None if pd.isna(row["topic"]) else str(row["topic"]), quarters[0],
                      int(after.astype("datetime64[m]").astype(np.int64)) // 15)


@dataclass
class Terms:
    """Tags and title words of some articles, and some of their titles."""

    tags: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    titles: list[str] = field(default_factory=list)

    def plus(self, other: Terms) -> Terms:
        """Sum of two."""
        return Terms(self.tags + other.tags, self.words + other.words, (self.titles + other.titles)[:MOST_TITLES])


@dataclass(frozen=True)
class WordState:
    """Terms of each episode, and of each group as a whole."""

    episodes: dict[int, Terms]
    groups: dict[tuple[str | None, ...], Terms]


@dataclass(frozen=True)
class EpisodeWords:
    """Measure: tags and title words of the articles of each episode, and of all articles of its group."""

    episodes: tuple[Episode, ...]
    by: tuple[str, ...]
    freq: str
    clock: str
    topics_from: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return (*self.by, "published_at")

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return ("title", "tags", "topics", self.topics_from, "time_zone", "published_precision")

    def partial(self, batch: Batch) -> WordState:
        """Count one batch."""
        local, known = local_quarters(batch, self.freq, self.clock)
        episodes, groups = {}, {}
        for key in dict.fromkeys(episode.key for episode in self.episodes):
            mine = _rows_of(batch, self.by, key)
            groups[key] = _terms(batch, np.flatnonzero(mine))
            for i, episode in enumerate(self.episodes):
                if episode.key == key:
                    inside = mine & known & (local >= episode.start) & (local < episode.stop)
                    if episode.topic is not None:
                        inside &= _rows_of(batch, (self.topics_from,), (episode.topic,))
                    episodes[i] = _terms(batch, np.flatnonzero(inside))
        return WordState(episodes, groups)

    def combine(self, one: WordState, other: WordState) -> WordState:
        """Add two counts."""
        return WordState({i: one.episodes[i].plus(other.episodes[i]) for i in one.episodes},
                         {key: one.groups[key].plus(other.groups[key]) for key in one.groups})

    def finish(self, state: WordState) -> pd.DataFrame:
        """What makes each episode, five terms and three headlines of each."""
        told = [self.explain(state, i, 5, 3) for i in range(len(self.episodes))]
        return pd.DataFrame(told, columns=["tags", "words", "headlines"])

    def explain(self, state: WordState, i: int, terms: int, headlines: int) -> tuple[list[str], list[str], list[str]]:
        """Tags, words and headlines of one episode."""
        own, whole = state.episodes[i], state.groups[self.episodes[i].key]
        tags = _over_represented(own.tags, whole.tags)
        for known in (self.episodes[i].topic, *self.episodes[i].key):
            tags.pop(known or "", None)  # that the topic itself stands there is no news
        words = _over_represented(own.words, whole.words)
        score = {title: sum(words.get(w, 0.0) for w in set(_words(title))) / max(len(_words(title)), 1) ** 0.5
                 for title in own.titles}
        best = sorted((t for t in score if score[t] > 0), key=lambda t: (-score[t], t))
        return list(tags)[:terms], list(words)[:terms], best[:headlines]


def _rows_of(batch: Batch, columns: tuple[str, ...], key: tuple[str | None, ...]) -> npt.NDArray[np.bool_]:
    """Rows that have these values, or hold them where the column is one of lists."""
    mine = np.ones(len(batch), bool)
    for name, value in zip(columns, key, strict=True):
        if batch.is_list(name):
            offsets, codes, values = batch.lists(name)
            hit = np.append(values == value, False)[codes]
            mine &= np.diff(np.concatenate([[0], np.cumsum(hit)])[offsets]) > 0
        else:
            codes, values = batch.codes(name)
            mine &= codes < 0 if value is None else np.append(values == value, False)[codes]
    return mine


def _terms(batch: Batch, rows: Rows) -> Terms:
    terms = Terms()
    if batch.has("tags"):
        offsets, codes, names = batch.lists("tags")
        chosen = np.zeros(len(batch), bool)
        chosen[rows] = True
        n = np.bincount(codes[np.repeat(chosen, np.diff(offsets))], minlength=len(names))
        terms.tags.update({names[i]: int(n[i]) for i in np.flatnonzero(n)})
    if batch.has("title"):
        codes, titles = batch.codes("title")
        for code in codes[rows]:
            if code >= 0:
                terms.words.update(set(_words(titles[code])))
        terms.titles = [titles[code] for code in codes[rows[:MOST_TITLES]] if code >= 0]
    return terms


def _words(title: str) -> list[str]:
    return [w for w in (m.casefold() for m in _WORD.findall(title)) if len(w) >= _SHORTEST]


def _over_represented(own: Counter[str], whole: Counter[str]) -> dict[str, float]:
    """Terms with z above `SURE`, strongest first; the rest of the group is what they are compared with."""
    names = sorted(own)
    mine = np.array([own[name] for name in names])
    rest = np.array([whole[name] for name in names]) - mine
    z = log_odds(mine, rest, own.total(), whole.total() - own.total()) if names else np.empty(0)
    order = sorted(np.flatnonzero(z > SURE), key=lambda i: (-round(float(z[i]), 9), names[i]))
    return {names[i]: float(z[i]) for i in order}
