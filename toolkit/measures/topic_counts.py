"""Topics of articles, counted by group, with the articles themselves kept as codes while they fit in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.batches import Batch
from toolkit.measures import grouping
from toolkit.measures.title_words import TITLE_WORDS, title_words

Whole = npt.NDArray[np.int64]

KEPT_CODES: Final = 1 << 26
"""Topic mentions kept in memory, 256 MB; a source with more is read a second time instead."""


@dataclass(frozen=True)
class Segment:
    """The articles of one batch: their topics as codes, and the group of each."""

    offsets: Whole
    codes: npt.NDArray[np.int32]
    topics: npt.NDArray[Any]
    group: npt.NDArray[np.int32]
    groups: list[grouping.Key]
    story: npt.NDArray[Any] | None = None


@dataclass(frozen=True)
class TopicState:
    """Articles of each group, and articles of each topic in it.

    ``cells`` are group * len(topics) + topic, ascending, and ``counts`` the articles of each.
    """

    rows: int
    left_out: dict[str, int]
    groups: list[grouping.Key]
    n: Whole
    topics: npt.NDArray[Any]
    cells: Whole
    counts: Whole
    segments: list[Segment] | None = field(repr=False)
    """None where the topic mentions were too many to keep."""


@dataclass(frozen=True)
class TopicCounts:
    """Measure: how many articles of each group hold each topic."""

    of: str
    by: tuple[str, ...] = ()
    story: bool = False
    keep: int = KEPT_CODES

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        of = "title" if self.of == TITLE_WORDS else self.of
        return (of, *grouping.columns(list(self.by))[0], *(("story_id",) if self.story else ()))

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return (*grouping.columns(list(self.by))[1], *(("language",) if self.of == TITLE_WORDS else ()))

    def partial(self, batch: Batch) -> TopicState:
        """Count one batch."""
        segment, left_out = self.segment(batch)
        n, cells, counts = _tally(segment)
        kept = [segment] if self.story or len(segment.codes) <= self.keep else None
        return TopicState(len(batch), left_out, segment.groups, n, segment.topics, cells, counts, kept)

    def segment(self, batch: Batch) -> tuple[Segment, dict[str, int]]:
        """The articles of a batch, and why rows are in no group."""
        offsets, codes, topics = title_words(batch) if self.of == TITLE_WORDS else batch.lists(self.of)
        if self.by:
            group, keys, left_out = grouping.groups(batch, list(self.by))
        else:
            group, keys, left_out = np.zeros(len(batch), np.int32), [()], {}
        return Segment(offsets, codes, topics, group, keys, _stories(batch) if self.story else None), left_out

    def combine(self, one: TopicState, other: TopicState) -> TopicState:
        """Add two counts."""
        groups, group_place = _union(one.groups, other.groups)
        topics, topic_place = _union_of_names(one.topics, other.topics)
        width = len(topics)
        cells = np.concatenate([
            one.cells // max(len(one.topics), 1) * width + one.cells % max(len(one.topics), 1),
            group_place[other.cells // max(len(other.topics), 1)] * width
            + topic_place[other.cells % max(len(other.topics), 1)]])
        cells, counts = _sum_by_key(cells, np.concatenate([one.counts, other.counts]))
        n = np.zeros(len(groups), np.int64)
        n[:len(one.n)] = one.n
        n[group_place] += other.n
        left_out = {k: one.left_out.get(k, 0) + other.left_out.get(k, 0) for k in {**one.left_out, **other.left_out}}
        return TopicState(one.rows + other.rows, left_out, groups, n, topics, cells, counts, self._segments(one, other))

    def _segments(self, one: TopicState, other: TopicState) -> list[Segment] | None:
        if one.segments is None or other.segments is None:
            return None
        segments = one.segments + other.segments
        return segments if self.story or sum(len(s.codes) for s in segments) <= self.keep else None

    def finish(self, state: TopicState) -> pd.DataFrame:
        """Articles of each group and topic."""
        width = max(len(state.topics), 1)
        frame = pd.DataFrame({"topic": state.topics[state.cells % width], "n": state.counts})
        for i, name in enumerate(self.by):
            frame[name] = [state.groups[g][i] for g in state.cells // width]
        return frame


def _stories(batch: Batch) -> npt.NDArray[Any]:
    codes, categories = batch.codes("story_id")
    values = np.empty(len(categories) + 1, object)
    values[:-1], values[-1] = categories, None
    return values[codes]


def _tally(segment: Segment) -> tuple[Whole, Whole, Whole]:
    """Articles of each group, cells and their counts."""
    n = np.bincount(segment.group[segment.group >= 0], minlength=len(segment.groups)).astype(np.int64)
    width = len(segment.topics)
    if len(segment.groups) == 1 and (segment.group == 0).all():
        counts = np.bincount(segment.codes, minlength=width).astype(np.int64)
        cells = np.flatnonzero(counts)
        return n, cells, counts[cells]
    group = np.repeat(segment.group, np.diff(segment.offsets)).astype(np.int64)
    found, counts = np.unique(group[group >= 0] * width + segment.codes[group >= 0], return_counts=True)
    return n, found, counts.astype(np.int64)


def _union(one: Any, other: Any) -> tuple[list[Any], Whole]:
    """Values of both, those of the first in their places, and the places of the second's."""
    place = {value: i for i, value in enumerate(one)}
    for value in other:
        place.setdefault(value, len(place))
    return list(place), np.array([place[value] for value in other], np.int64)


def _union_of_names(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], Whole]:
    """The same for names, quick for many of them."""
    place = pd.Index(one, dtype=object).get_indexer(pd.Index(other, dtype=object))
    new = place < 0
    place[new] = len(one) + np.arange(int(new.sum()))
    return np.concatenate([one, other[new]]), place.astype(np.int64)


def _sum_by_key(keys: Whole, counts: Whole) -> tuple[Whole, Whole]:
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[first], np.add.reduceat(counts, first) if len(first) else counts


def places(names: npt.NDArray[Any], among: npt.NDArray[Any] | pd.Index) -> Whole:
    """Place of each name among others; -1 where it is not there."""
    index = among if isinstance(among, pd.Index) else pd.Index(among, dtype=object)
    return index.get_indexer(pd.Index(names, dtype=object)).astype(np.int64)


def take_lists(offsets: Whole, codes: npt.NDArray[Any], rows: Whole) -> tuple[Whole, npt.NDArray[Any]]:
    """Some of the lists, in the order of rows."""
    lengths = np.diff(offsets)[rows]
    ends = np.cumsum(lengths)
    at = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(offsets[:-1][rows] - (ends - lengths), lengths)
    return np.concatenate([[0], ends]).astype(np.int64), codes[at]


def fold_stories(state: TopicState) -> TopicState:
    """One article for each story and group, with the topics of all its articles."""
    segments = state.segments or []
    story = np.concatenate([np.empty(0, object), *(s.story for s in segments if s.story is not None)])
    group = np.concatenate([np.empty(0, np.int64), *(places_of_groups(s, state.groups)[s.group] for s in segments)])
    codes, _ = pd.factorize(story, use_na_sentinel=True)
    # an article of no known story is a story of its own
    codes = np.where(codes < 0, len(story) + np.arange(len(story)), codes)
    row_key = np.where(group < 0, -1, codes * len(state.groups) + group)
    keys, unit = np.unique(row_key, return_inverse=True)
    shift = int(len(keys) > 0 and keys[0] < 0)
    lengths = np.concatenate([np.empty(0, np.int64), *(np.diff(s.offsets) for s in segments)])
    index = pd.Index(state.topics, dtype=object)
    topic = np.concatenate([np.empty(0, np.int64), *(places(s.topics, index)[s.codes] for s in segments)])
    unit = np.repeat(unit - shift, lengths)
    width = max(len(state.topics), 1)
    mentions = np.unique(unit[unit >= 0] * width + topic[unit >= 0])
    offsets = np.searchsorted(mentions, np.arange(len(keys) - shift + 1) * width)
    segment = Segment(offsets.astype(np.int64), (mentions % width).astype(np.int32), state.topics,
                      (keys[shift:] % len(state.groups)).astype(np.int32) if len(state.groups) else
                      np.empty(0, np.int32), state.groups)
    n, cells, counts = _tally(segment)
    return replace(state, n=n, cells=cells, counts=counts, segments=[segment])


def places_of_groups(segment: Segment, groups: list[grouping.Key]) -> Whole:
    """Number among ``groups`` of each of the segment's groups; the last entry serves rows in none."""
    place = {key: i for i, key in enumerate(groups)}
    return np.array([*(place[key] for key in segment.groups), -1], np.int64)
