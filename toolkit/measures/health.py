"""The sheet that one reads first: per outlet, what is missing, suspicious or left out, with examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit import engine, engine_parts
from toolkit.batches import Batch
from toolkit.measures.exposure import Gap, gaps_of, rhythm
from toolkit.measures.health_checks import CHECKS, COLUMNS, Check, Facts, doubtful_times, exact_times, title_keys
from toolkit.measures.periods import hours_of_week, local_quarters
from toolkit.measures.tally import Tally, group_codes, sort_key
from toolkit.measures.topic_counts import TopicCounts, TopicState
from toolkit.schema import HEALTH, conform

EXAMPLES: Final = 3
CHROME_SHARE: Final = 0.6
CHROME_FROM: Final = 10
"""Articles of an outlet from which on a tag on most of them tells something."""
HOUR: Final = 3_600_000_000
_SINGULAR: Final = {"have": "has", "are": "is", "were": "was", "name": "names", "state": "states", "take": "takes",
                    "carry": "carries", "share": "shares"}

Key = tuple[str | None, str]
Rows = npt.NDArray[np.int64]


def health(articles: Any) -> pd.DataFrame:
    """What is missing, suspicious or left out, outlet by outlet.

    Parameters
    ----------
    articles : DataFrame, path of a folder of Parquet files, or handle of ``open_dataset``
        Articles. Checks whose columns are missing are not made; ``attrs["not_checked"]`` names them.

    Returns
    -------
    DataFrame
        Table ``health`` (see ``describe("health")``): one row for each outlet and check, the outlets with most articles
        first. ``severity`` is ok, notice or warning; ``message`` says what it means and what to do.

    Raises
    ------
    ColumnError
        If a column holds something else than it should.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"outlet": ["Herald"] * 3, "title": ["Storm", "Vote", None],
    ...                          "authors": [["Anna Kos"], ["Monday 3 March"], []]})
    >>> sheet = health(articles).set_index("check")
    >>> sheet.loc["suspicious_byline", "message"]
    '1 of 3 articles has a byline that is hardly a name: «Monday 3 March». It holds a date, ... or a whole sentence.'
    """
    columns = engine_parts.columns_of(articles)
    survey = engine.reduce(articles, Survey("tags" in columns and "outlet" in columns, "title" in columns))
    now = int(datetime.now(UTC).timestamp()) * 1_000_000
    counts = HealthCounts(survey.facts(now), "word_count" not in columns)
    state = engine.reduce(articles, counts)
    frame = counts.finish(state)
    made = {check for _, check in state.found} | ({"silence"} if state.hours.keys else set())
    frame.attrs.update(
        measure="health", unit=engine_parts.origin(articles)["unit"], n=sum(state.articles.values()), left_out={},
        by=["outlet"], parameters={}, rows=len(frame), n_is={"sum": "articles", "once": ["outlet"]},
        not_checked=[name for name in (*(c.name for c in CHECKS), "silence") if name not in made])
    return frame


@dataclass(frozen=True)
class SurveyState:
    """Tags by outlet, and one number for each title of each outlet."""

    tags: TopicState | None
    titles: tuple[npt.NDArray[np.uint64], ...]

    def facts(self, now: int) -> Facts:
        """What the checks of single rows need to know of all rows."""
        keys = np.concatenate([np.empty(0, np.uint64), *self.titles])
        values, n = np.unique(keys[keys != 0], return_counts=True)
        return Facts(now, frozenset(self._chrome()), values[n > 1])

    def _chrome(self) -> Iterator[Key]:
        if self.tags is None:
            return
        width = max(len(self.tags.topics), 1)
        group, topic = np.divmod(self.tags.cells, width)
        of = self.tags.n[group]
        for i in np.flatnonzero((of >= CHROME_FROM) & (self.tags.counts > CHROME_SHARE * of)):
            yield self.tags.groups[group[i]][0], self.tags.topics[topic[i]]


@dataclass(frozen=True)
class Survey:
    """Measure, first pass: what can be told of single rows only when all are known."""

    with_tags: bool
    with_titles: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return (*(("tags", "outlet") if self.with_tags else ()), *(("title",) if self.with_titles else ()))

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return ("outlet",)

    def partial(self, batch: Batch) -> SurveyState:
        """Count one batch."""
        tags = self._tags.partial(batch) if self.with_tags else None
        return SurveyState(tags, (title_keys(batch),) if self.with_titles else ())

    def combine(self, one: SurveyState, other: SurveyState) -> SurveyState:
        """Add two counts."""
        tags = None if one.tags is None or other.tags is None else self._tags.combine(one.tags, other.tags)
        return SurveyState(tags, one.titles + other.titles)

    def finish(self, state: SurveyState) -> pd.DataFrame:
        """Tags that stand on most articles of an outlet."""
        tags = list(state.facts(0).chrome_tags)
        tags.sort(key=sort_key)
        return pd.DataFrame(tags, columns=["outlet", "tag"])

    @property
    def _tags(self) -> TopicCounts:
        return TopicCounts("tags", ("outlet",), keep=0)


@dataclass(frozen=True)
class Found:
    """Rows of an outlet that a check found: how many, and a few with what was found in them.

    Examples are those with the smallest source_ref, so that they do not depend on the order of the rows.
    """

    count: int = 0
    examples: tuple[tuple[str, str], ...] = ()

    def plus(self, other: Found) -> Found:
        """Sum of two."""
        return Found(self.count + other.count, tuple(sorted(self.examples + other.examples)[:EXAMPLES]))


@dataclass(frozen=True)
class HealthState:
    """What was found so far, and the hours in which each outlet published."""

    articles: Counter[str | None]
    found: dict[Key, Found]
    hours: Tally = field(repr=False)


@dataclass(frozen=True)
class HealthCounts:
    """Measure, second pass: the rows that each check finds, by outlet."""

    facts: Facts
    with_text: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed: none, each check makes do without."""
        return ()

    @property
    def optional(self) -> tuple[str, ...]:
        """Columns that are used where they are there."""
        return (*COLUMNS, "text") if self.with_text else COLUMNS

    def partial(self, batch: Batch) -> HealthState:
        """Check one batch."""
        codes, keys = group_codes(batch, ("outlet",) if batch.has("outlet") else ())
        outlets = [key[0] if key else None for key in keys]
        articles = +Counter(dict(zip(outlets, np.bincount(codes, minlength=len(keys)).tolist(), strict=True)))
        found: dict[Key, Found] = {}
        order = _order_of_references(batch)
        for check in CHECKS:
            mask = check.find(batch, self.facts)
            if mask is not None:
                rows = np.flatnonzero(mask)
                for place, outlet in enumerate(outlets):
                    mine = rows[codes[rows] == place]
                    found[outlet, check.name] = Found(len(mine), self._examples(check, batch, mine, order))
        return HealthState(articles, found, self._hours(batch))

    def _examples(self, check: Check, batch: Batch, rows: Rows, order: Rows | None) -> tuple[tuple[str, str], ...]:
        if order is not None and len(rows) > EXAMPLES:
            rows = rows[np.argpartition(order[rows], EXAMPLES)[:EXAMPLES]]
        shown = []
        for row in rows[:EXAMPLES].tolist():
            sample = check.sample(batch, self.facts, row) if check.sample else ""
            shown.append((_reference(batch, row), sample))
        return tuple(sorted(shown))

    def _hours(self, batch: Batch) -> Tally:
        """UTC hours of publication by outlet and zone, without stamps that cannot be true."""
        if not batch.has("published_at"):
            return Tally([], 0, np.zeros((0, 0), np.int64))
        codes, keys = group_codes(batch, [name for name in ("outlet", "time_zone") if batch.has(name)])
        full: list[tuple[str | None, ...]] = [(key[0] if batch.has("outlet") else None,
                                               key[-1] if batch.has("time_zone") else None) for key in keys]
        rows = np.flatnonzero(exact_times(batch) & ~doubtful_times(batch, self.facts))
        return Tally.of(codes[rows], full, batch.micros("published_at")[0][rows] // HOUR)

    def combine(self, one: HealthState, other: HealthState) -> HealthState:
        """Add two."""
        found = {key: one.found.get(key, Found()).plus(other.found.get(key, Found()))
                 for key in {**one.found, **other.found}}
        return HealthState(one.articles + other.articles, found, one.hours.plus(other.hours))

    def finish(self, state: HealthState) -> pd.DataFrame:
        """Sheet of all outlets."""
        rows: list[tuple[Any, ...]] = []
        for outlet, articles in sorted(state.articles.items(), key=lambda x: (-x[1], sort_key((x[0],)))):
            for check in CHECKS:
                if (outlet, check.name) in state.found:
                    rows.append(_row(outlet, articles, check, state.found[outlet, check.name]))
            silence = _silence(outlet, articles, state.hours)
            rows.extend([silence] if silence else [])
        return conform(pd.DataFrame(rows, columns=HEALTH.names), HEALTH)


def _order_of_references(batch: Batch) -> Rows | None:
    """Place of each row's source_ref among all in order; rows without one come last."""
    if not batch.has("source_ref"):
        return None
    import pyarrow as pa
    import pyarrow.compute as pc

    codes, names = batch.codes("source_ref")
    place = np.empty(len(names) + 1, np.int64)
    place[pc.sort_indices(pa.array(names, pa.large_string())).to_numpy()] = np.arange(len(names))
    place[-1] = len(names)
    return place[codes]


def _reference(batch: Batch, row: int) -> str:
    if not batch.has("source_ref"):
        return ""
    codes, names = batch.codes("source_ref")
    return str(names[codes[row]]) if codes[row] >= 0 else ""


def _row(outlet: str | None, articles: int, check: Check, found: Found) -> tuple[Any, ...]:
    share = found.count / articles
    severity = "ok" if found.count == 0 or share <= check.notice else "warning" if share > check.warning else "notice"
    message = check.fine
    if found.count:
        verb, rest = check.found.split(" ", 1)
        verb = _SINGULAR.get(verb, verb) if found.count == 1 else verb
        samples = dict.fromkeys(_short(sample) for _, sample in found.examples if sample)
        shown = ": " + ", ".join(f"«{sample}»" for sample in samples) if samples else ""
        message = f"{found.count:,} of {articles:,} articles {verb} {rest}{shown}. {check.advice}"
    examples = [reference for reference, _ in found.examples if reference]
    return outlet, articles, check.name, found.count, share, severity, message, examples


def _short(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most - 1].rstrip() + "…"


def _silence(outlet: str | None, articles: int, hours: Tally) -> tuple[Any, ...] | None:
    """Silences that the outlet's own rhythm makes improbable; ``count`` are silences, ``share`` is that of hours."""
    mine = [i for i, key in enumerate(hours.keys) if key[0] == outlet]
    if not mine:
        return None
    counts = hours.counts[mine].sum(axis=0)
    busy = np.flatnonzero(counts)
    if not len(busy):
        return None
    first, counts = hours.first + int(busy[0]), counts[busy[0]:busy[-1] + 1]
    zone = hours.keys[max(mine, key=lambda i: hours.counts[i].sum())][1]
    local = local_quarters(first * 4, (first + len(counts)) * 4, zone)[::4]
    gaps = gaps_of(rhythm(counts, first, hours_of_week(local[:-1])), counts)
    share = sum(gap.stop - gap.start for gap in gaps) / len(counts)
    severity = "ok" if not gaps else "warning" if share > 0.05 else "notice"
    return outlet, articles, "silence", len(gaps), share, severity, _silence_words(gaps, local, first), []


def _silence_words(gaps: list[Gap], local: npt.NDArray[np.int64], first: int) -> str:
    if not gaps:
        return "The outlet was never silent for improbably long."
    longest = max(gaps, key=lambda gap: gap.stop - gap.start)
    start, stop = (pd.Timestamp(np.datetime64(int(local[at - first]) * 15, "m"))
                   for at in (longest.start, longest.stop))
    number = "1 silence" if len(gaps) == 1 else f"{len(gaps):,} silences; the longest"
    chance = "under 1 in a million" if longest.p < 1e-6 else f"{longest.p:.2g}"
    return (f"{number}: no article from {start:%Y-%m-%d %H:%M} to {stop:%Y-%m-%d %H:%M}, which the outlet's own rhythm "
            f"makes improbable (chance {chance}). It was probably not collected then; coverage marks the time so.")
