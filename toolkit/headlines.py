"""The same headline seen in many lists is one headline."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any, Final

import pandas as pd

from toolkit import schema
from toolkit.errors import ColumnError, check_frame
from toolkit.lemmas import plain_form

_RANK: Final = {p: i for i, p in enumerate(schema.PRECISIONS)}
_UNKNOWN: Final = len(_RANK)
_NO_TIME: Final[dict[str, Any]] = {"published_at": None, "published_precision": "none", "published_from": None,
                                   "time_zone": None}
_HOUR, _DAY = 3600, 86_400
_AGREED: Final = 2 / 3
"""Share of the sightings on one of several days from which on it is believed."""


def headlines(news_list: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Fold the sightings of a news list into one row per headline.

    Sightings belong together when they lead to the same article; without an address, when the outlet shows the same
    words. The time is that of the article itself where it was loaded, else the most precise one that a list states, and
    of equally precise ones the one stated most often (of these the earliest). The title is chosen likewise.

    A list that shows bare times of day, on a page of which nobody knows when it was saved, takes its day from the
    other dates of the page. Where two such pages put one headline at the same time of different days, at least one of
    them was saved later than it says: the time is that of a list that states the day, or of the pages whose moment of
    saving is known, or that on which two thirds agree, and else unknown.

    Parameters
    ----------
    news_list : DataFrame
        The news_list table of a corpus.
    articles : DataFrame, optional
        The articles table of the same corpus; headlines of articles that were loaded take title, time, language, tags
        and topics from there.

    Returns
    -------
    DataFrame
        Table ``headlines`` (see ``describe("headlines")``), in order of publication, unknown times last. Its attrs say
        that it counts headlines seen (``unit``) and from how many ``pages``; every measure accepts it.

    Raises
    ------
    ColumnError
        If the table has no titles.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> seen = pd.DataFrame({"title": ["Ice gone", "Ice gone"], "outlet": ["Lake Times"] * 2, "position": [3, 1],
    ...                      "source_ref": ["a.html", "b.html"]})
    >>> tk.headlines(seen)[["title", "sightings", "pages", "best_position"]].values.tolist()
    [['Ice gone', 2, 2, 1]]
    """
    check_frame(news_list, "a table of headlines, such as load(...).news_list")
    if "title" not in news_list.columns:
        raise ColumnError(f"the news list has no column 'title'; it has {', '.join(map(str, news_list.columns))}")
    seen = schema.conform(news_list.reset_index(drop=True), schema.NEWS_LIST)
    seen = seen[seen["title"].notna()]
    loaded = _loaded(articles)
    groups: dict[str, list[dict[str, Any]]] = {}
    for raw in seen.to_dict("records"):
        row = {str(k): (None if _missing(v) else v) for k, v in raw.items()}
        groups.setdefault(_key(row), []).append(row)
    rows = [_fold(key, sightings, loaded.get(key)) for key, sightings in groups.items()]
    out = schema.conform(pd.DataFrame(rows, columns=schema.HEADLINES.names), schema.HEADLINES)
    out = out.sort_values("published_at", kind="stable", na_position="last").reset_index(drop=True)
    out.attrs = {"unit": "headlines", "pages": int(seen["source_ref"].nunique()), "rows": len(out)}
    return out


def _missing(value: Any) -> bool:
    return not isinstance(value, list) and bool(pd.isna(value))


def _key(row: dict[str, Any]) -> str:
    if row["article_id"]:
        return str(row["article_id"])
    text = row["canonical_url"] or row["url"] or f"{row['outlet'] or ''}\n{plain_form(row['title'])}"
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _loaded(articles: pd.DataFrame | None) -> dict[str, dict[str, Any]]:
    if articles is None or articles.empty:
        return {}
    if "article_id" not in articles.columns:
        raise ColumnError("the articles have no column 'article_id'; give the articles table of tk.load")
    rows = [{str(k): v for k, v in row.items()} for row in articles.to_dict("records")]
    return {str(row["article_id"]): row for row in rows}


def _fold(key: str, sightings: list[dict[str, Any]], article: dict[str, Any] | None) -> dict[str, Any]:
    moments = sorted(s["seen_at"] for s in sightings if s["seen_at"] is not None)
    positions = [s["position"] for s in sightings if s["position"] is not None]
    timed = _best_time(sightings)
    row = {
        "article_id": key, "story_id": key, "tags": [], "topics": [], "loaded": article is not None,
        **{c: _first(sightings, c) for c in ("url", "canonical_url", "outlet", "language")},
        "time_zone": timed["time_zone"] or _first(sightings, "time_zone"),
        "title": _best_title(sightings),
        "first_seen": moments[0] if moments else None, "last_seen": moments[-1] if moments else None,
        "shown_hours": (moments[-1] - moments[0]).total_seconds() / 3600 if moments else None,
        "sightings": len(sightings), "pages": len({s["source_ref"] for s in sightings}),
        "best_position": min(positions) if positions else None,
        **{c: timed[c] for c in ("published_at", "published_precision", "published_from")},
    }
    if article is not None:
        row |= {c: article[c] for c in ("story_id", "title", "outlet", "language", "tags", "topics", "time_zone")
                if c in article and not _missing(article[c])}
        own = article.get("published_at")
        if not _missing(own) and _rank(article) <= _RANK.get(row["published_precision"], _UNKNOWN):
            row |= {c: article.get(c) for c in ("published_at", "published_precision", "published_from")}
    return row


def _rank(row: dict[str, Any]) -> int:
    value = row.get("published_precision")
    return _RANK.get(value, _UNKNOWN) if isinstance(value, str) else _UNKNOWN


def _first(sightings: list[dict[str, Any]], column: str) -> Any:
    return next((s[column] for s in sightings if s[column] is not None), None)


def _best_title(sightings: list[dict[str, Any]]) -> str:
    counts = Counter(s["title"] for s in sightings)
    return min(counts, key=lambda t: (-counts[t], -len(t), t))


def _best_time(sightings: list[dict[str, Any]]) -> dict[str, Any]:
    timed = [s for s in sightings if s["published_at"] is not None]
    if not timed:
        return _NO_TIME
    finest = min(_rank(s) for s in timed)
    # second and minute are both exact clocks: a list that shows 18:25 and a feed that says 18:25:07 agree
    finest = max(finest, _RANK["minute"])
    best = [s for s in timed if _rank(s) <= finest]
    counts = Counter(s["published_at"].floor("min") for s in best)
    often = min(counts, key=lambda minute: (-counts[minute], minute))
    chosen = min((s for s in best if s["published_at"].floor("min") == often), key=_rank)
    return (_undisputed(chosen, best) or _NO_TIME) if len(counts) > 1 else chosen


def _undisputed(chosen: dict[str, Any], best: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Sighting whose day holds against those that show the same time of another day; None where none does."""
    same = [s for s in best if _same_clock(s["published_at"], chosen["published_at"])]
    days = Counter(s["published_at"].floor("min") for s in same)
    if len(days) < 2:
        return chosen
    anchored = [s for s in same if s["seen_at"] is not None or s["published_from"] not in (None, "listing")]
    if anchored:
        days = Counter(s["published_at"].floor("min") for s in anchored)
    day, most = min(days.items(), key=lambda item: (-item[1], item[0]))
    if most < _AGREED * days.total():
        return None
    return min((s for s in anchored or same if s["published_at"].floor("min") == day), key=_rank)


def _same_clock(one: pd.Timestamp, other: pd.Timestamp) -> bool:
    """Whether two moments are whole days apart, or an hour more or less where the clocks changed in between."""
    apart = abs((one.floor("min") - other.floor("min")).total_seconds())
    return apart == 0 or (apart > _DAY / 2 and (apart + _HOUR) % _DAY in (0, _HOUR, 2 * _HOUR))
