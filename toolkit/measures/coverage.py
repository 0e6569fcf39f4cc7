"""How much was published, by calendar period: counts and shares with their intervals."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from toolkit import engine, engine_parts
from toolkit.errors import OptionError, ToolkitWarning
from toolkit.measures.collection_log import read_log
from toolkit.measures.coverage_counts import Counts, CoverageCounts
from toolkit.measures.coverage_frame import build, topic_column
from toolkit.measures.far_stamps import check_span
from toolkit.measures.first_rows import COUNTS, FirstRows, check_count, check_stories, count_first_rows
from toolkit.measures.group_columns import check_columns, list_columns, names_of
from toolkit.measures.periods import check_clock, check_freq


@dataclass(frozen=True)
class Request:
    """What one call of `coverage` asks for, its columns found."""

    by: tuple[str, ...]
    """Names of the group columns in the result."""
    counts: CoverageCounts
    topic_name: str | None
    """Name of the column of topics in the result."""
    count: str


def coverage(articles: Any, *, by: str | Sequence[str] | None = None, topic: str | Sequence[str] | None = None,
             freq: str = "D", count: str = "articles", clock: str = "outlet", collected: pd.DataFrame | None = None,
             ) -> pd.DataFrame:
    """Count what was published in every calendar period, in the outlet's own clock.

    Parameters
    ----------
    articles : DataFrame, pyarrow Table, path, or handle of ``open_dataset``
        One row per article (table ``articles``), or the headlines of ``headlines()``. Needs ``published_at`` and the
        columns of ``by``; uses ``time_zone``, ``published_precision``, ``outlet``, ``topics`` and ``tags``.
    by : str or list of str, optional
        Columns that make the groups: outlet, section, language, topic, tag or any other. Of a column of lists each
        entry counts; without ``topic`` the last such column plays the topic's part: its share is that of the group.
    topic : str or list of str, optional
        Count only articles with this topic, or with each of these; looked up in ``topics`` if any are filled, else
        in ``tags``. Without it ``n`` equals ``total``.
    freq : {'D', 'H', 'W', 'M', 'Q', 'Y'}
        Day, hour, ISO week (from Monday), month, quarter or year.
    count : {'articles', 'stories', 'first'}
        Articles; or each story once in every group, at its first publication there; or each story once, for whoever
        published it first. All three add up: the days of a month make the month. A story has the topics of the article
        that is counted for it.
    clock : str
        ``'outlet'``: the zone in ``time_zone`` of each row; or one IANA zone for all.
    collected : DataFrame, optional
        A collection log: ``outlet, start, end``, one row for each span in which the outlet was collected. For the
        outlets that it names it decides what was not collected; times without a zone are in the outlet's clock.

    Returns
    -------
    DataFrame
        Table ``coverage`` (``describe("coverage")``): a row for every group and topic in every period from the first
        to the last of the data, ordered so. ``share`` is a ratio of sums, null where ``total`` is 0. ``state`` tells
        an observed zero from a period that was not collected (``p_silence``: how probable so long a silence of the
        outlet would be) and from one that was cut; a period that has not begun anywhere yet is not collected.
        ``attrs`` hold the unit, the rows left out and why, and the ``silences`` found.

    Raises
    ------
    ColumnError
        If a column is missing or holds something else than it should.
    OptionError
        If an option has a value that there is not, or the first and last stamp lie so far apart that there would be
        more than 400,000 periods. (A warning names rows that are stamped far from all others.)

    References
    ----------
    E. B. Wilson (1927), Probable inference, JASA 22. F. Garwood (1936), Fiducial limits for the Poisson distribution,
    Biometrika 28.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({
    ...     "outlet": ["A", "A", "A"], "time_zone": "Europe/Kyiv", "tags": [["energy"], ["energy", "sport"], []],
    ...     "published_at": pd.to_datetime(["2025-02-12 22:30", "2025-02-13 08:00", "2025-02-15 08:00"], utc=True)})
    >>> coverage(articles, by="outlet", topic="energy")[["period", "n", "total", "share", "state"]]
          period  n  total  share     state
    0 2025-02-13  2      2    1.0   partial
    1 2025-02-14  0      0    NaN  observed
    2 2025-02-15  0      1    0.0   partial
    """
    request = _request(articles, by, topic, check_freq(freq), check_count(count), check_clock(clock))
    log = None if collected is None else read_log(collected)
    if count != "articles":
        check_stories(articles, f"count={count!r}")
    state = engine.reduce(articles, request.counts)
    total = state.every.total
    seen, unit = (state.every.hours, "H") if request.counts.exploded else (total, freq)
    check_span(articles, seen, unit, periods=total.counts.shape[1])
    if count != "articles":
        state = _stories(articles, request, state)
    _warn(articles, request, state)
    out = build(state, request.by, request.counts, request.topic_name, log)
    origin = engine_parts.origin(articles)
    out.attrs |= {
        "unit": origin["unit"] if count == "articles" else COUNTS[count], "pages": origin["pages"],
        "parameters": {"by": names_of(by), "topic": None if topic is None else list(request.counts.topics or ()),
                       "freq": freq, "count": count, "clock": clock, "collected": collected is not None}}
    return out


def _request(articles: Any, by: str | Sequence[str] | None, topic: str | Sequence[str] | None, freq: str, count: str,
             clock: str) -> Request:
    """Find the columns that the options name."""
    names = names_of(by)
    if topic is not None and "topic" in names:
        raise OptionError("by='topic' counts every topic and topic=... the ones named: give one of the two")
    listed = check_columns(articles, names)
    within: tuple[str, ...] = ()
    topic_name = "topic"
    if topic is not None:
        within = list_columns(articles, "topic", "topic=")
    elif listed:
        topic_name = listed.pop()
        within = list_columns(articles, topic_name, f"by={topic_name!r}")
    exploded = tuple((name, list_columns(articles, name, f"by={name!r}")[0]) for name in listed)
    groups = tuple(name for name in names if name != topic_name or not within)
    counts = CoverageCounts(groups, within, _topics(topic), freq, clock, exploded)
    return Request(tuple(names), counts, topic_name if within else None, count)


def _topics(topic: str | Sequence[str] | None) -> tuple[str, ...] | None:
    if topic is None:
        return None
    topics = tuple(topic) if isinstance(topic, Iterable) and not isinstance(topic, str) else (topic,)
    wrong = [t for t in topics if not isinstance(t, str)]
    if wrong:
        raise OptionError(f"topic={topic!r} must be a topic's name or a list of names")
    return tuple(sorted(set(topics)))


def _stories(articles: Any, request: Request, every: Counts) -> Counts:
    """Counts of the first rows of the stories; silences are still judged by all articles."""
    counts = request.counts
    within = tuple(g for g in counts.scalar_groups if g in counts.groups) if request.count == "stories" else ()
    state: Counts = count_first_rows(articles, FirstRows(counts.columns, counts.optional, within), counts)
    return replace(state, every=replace(state.every, hours=every.every.hours))


def _warn(articles: Any, request: Request, state: Counts) -> None:
    """Say what a reader of the result must know: assumed zones, topics that no row has."""
    counts = request.counts
    if counts.clock == "outlet" and (unknown := state.every.rows_without_zone):
        warnings.warn(
            f"{unknown} rows have no time_zone and are counted in UTC; fill the column time_zone, or give "
            "clock='Europe/Kyiv', naming the zone of the clock that you want", ToolkitWarning, stacklevel=3)
    if counts.topics is not None:
        column = topic_column(state, counts)
        tally = state.n.get(column)
        seen = {key[-1] for key, row in zip(tally.keys, tally.counts, strict=True) if row.any()} if tally else set()
        if never := [t for t in counts.topics if t not in seen]:
            warnings.warn(f"no row has the topic {', '.join(map(repr, never))} in column {column!r}; "
                          "toolkit.top_topics(articles) lists those that there are", ToolkitWarning, stacklevel=3)


