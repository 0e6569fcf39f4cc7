"""The same story across outlets and language editions.

Two articles tell one story when one is a copy of the other (their word shingles resemble each other, Broder 1997) or
when they are editions of one article in several languages (same site, same number in the address). Candidates for
copies are found by MinHash with banding (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3) and then
compared exactly, so that no pair counts that does not reach the threshold.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from toolkit.errors import ColumnError, OptionError, check_frame
from toolkit.lemmas import plain_form, words

SHINGLE: Final = 4
SIGNATURE: Final = 96
"""Length of a MinHash signature, cut into bands of 3, 2 or 1 rows (see `_rows`)."""
MIN_WORDS: Final = 20
"""Texts shorter than this are compared by their titles: too few shingles say nothing."""

_PRIME: Final = (1 << 61) - 1
_NUMBER = re.compile(r"\d{4,}")
_DATE_PATH = re.compile(r"/(?:19|20)\d{2}(?:/\d{1,2}){0,2}(?=/)|/(?:19|20)\d{6}(?=/)")


def stories(articles: pd.DataFrame, *, similarity: float = 0.6, window: str = "3D",
            editions: bool = True) -> pd.DataFrame:
    """Give copies and language editions of one story the same ``story_id``.

    Parameters
    ----------
    articles : DataFrame
        The articles table. ``article_id`` is needed; text, title, language, url, outlet and published_at are used where
        they are there.
    similarity : float
        Least resemblance of two texts of one language, the share of four-word shingles that they have in common
        (0 to 1).
    window : str
        Longest time between two copies, as pandas writes it ("3D", "12h"). Articles of unknown time are compared with
        all.
    editions : bool
        Whether editions in several languages count as one story.

    Returns
    -------
    DataFrame
        A copy of the frame; ``story_id`` is the article_id of the story's first article. ``attrs["stories"]`` has the
        options, so that measures know that stories were looked for.

    Raises
    ------
    ColumnError
        If there is no article_id.
    OptionError
        If similarity is not in (0, 1] or window is no span of time.

    References
    ----------
    A. Broder (1997), On the resemblance and containment of documents.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> pages = pd.DataFrame({"article_id": ["a", "b"], "language": ["uk", "ru"], "outlet": ["L", "L"],
    ...                       "url": ["https://l.example/news/40105/", "https://l.example/ru/news/40105/"]})
    >>> tk.stories(pages)["story_id"].tolist()
    ['a', 'a']
    """
    span = _checked(articles, similarity, window)
    frame = articles.reset_index(drop=True)
    groups = _Groups(len(frame))
    times = _micros(frame)
    for a, b in _copies(frame, similarity):
        if _near(times[a], times[b], span):
            groups.join(a, b)
    if editions:
        for a, b in _editions(frame):
            groups.join(a, b)
    out = articles.copy()
    out["story_id"] = pd.Series(_story_ids(frame, groups, times), index=articles.index, dtype=pd.StringDtype("pyarrow"))
    out.attrs["stories"] = {"similarity": similarity, "window": window, "editions": editions}
    return out


def _checked(articles: pd.DataFrame, similarity: float, window: str) -> int:
    check_frame(articles, "a table of articles, such as load(...).articles")
    if "article_id" not in articles.columns:
        raise ColumnError(f"stories need a column 'article_id'; the frame has {', '.join(map(str, articles.columns))}")
    if isinstance(similarity, bool) or not isinstance(similarity, (int, float)) or not 0 < similarity <= 1:
        raise OptionError(f"similarity={similarity!r} is not in (0, 1]; 0.5 means half of the shingles in common")
    try:
        span: Any = pd.NaT if isinstance(window, (int, float)) else pd.Timedelta(window)
    except (ValueError, TypeError):
        span = pd.NaT
    if pd.isna(span) or span < pd.Timedelta(0):
        raise OptionError(f"window={window!r} is no span of time; write it like '3D' or '12h'")
    return int(span / pd.Timedelta(1, "us"))


def _near(a: int | None, b: int | None, span: int) -> bool:
    return a is None or b is None or abs(a - b) <= span


class _Groups:
    """Disjoint sets of rows (union-find)."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, i: int) -> int:
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, a: int, b: int) -> None:
        a, b = self.root(a), self.root(b)
        self.parent[max(a, b)] = min(a, b)


def _column(frame: pd.DataFrame, name: str) -> list[Any]:
    if name not in frame.columns:
        return [None] * len(frame)
    return [None if pd.isna(v) else v for v in frame[name]]


def _micros(frame: pd.DataFrame) -> list[int | None]:
    stamps = [None if t is None else _moment(t) for t in _column(frame, "published_at")]
    return [None if s is None else int(s.as_unit("us").asm8.view("int64")) for s in stamps]


def _moment(value: Any) -> pd.Timestamp:
    try:
        return pd.Timestamp(value)
    except (ValueError, TypeError):
        raise ColumnError(f"column 'published_at' holds {value!r}, which is no time; convert it with pd.to_datetime"
                          ) from None


def _story_ids(frame: pd.DataFrame, groups: _Groups, times: list[int | None]) -> list[str]:
    """Article_id of the earliest article of each group; unknown times last, ties by article_id."""
    ids = [str(i) for i in frame["article_id"]]
    members: dict[int, list[int]] = {}
    for i in range(len(frame)):
        members.setdefault(groups.root(i), []).append(i)
    first = {root: ids[min(rows, key=lambda i: (times[i] is None, times[i] or 0, ids[i]))]
             for root, rows in members.items()}
    return [first[groups.root(i)] for i in range(len(frame))]


def _copies(frame: pd.DataFrame, similarity: float) -> Iterator[tuple[int, int]]:
    """Pairs of rows of one language whose texts (or, where both are short, titles) are the same."""
    languages = [str(x or "").split("-")[0] for x in _column(frame, "language")]
    sets: dict[int, np.ndarray] = {}
    titles: dict[tuple[str, str], list[int]] = {}
    for i, (text, title) in enumerate(zip(_column(frame, "text"), _column(frame, "title"), strict=True)):
        tokens = words(text) if isinstance(text, str) else []
        if len(tokens) >= MIN_WORDS:
            sets[i] = _shingles(tokens)
        elif isinstance(title, str) and len(words(title)) >= SHINGLE:
            titles.setdefault((languages[i], plain_form(title)), []).append(i)
    for a, b in _candidates(sets, languages, _rows(similarity)):
        if _resemblance(sets[a], sets[b]) >= similarity:
            yield a, b
    for rows in titles.values():
        yield from ((rows[0], other) for other in rows[1:])
        yield from combinations(rows[1:], 2)


def _shingles(tokens: list[str]) -> np.ndarray:
    grams = {zlib.crc32(" ".join(tokens[i:i + SHINGLE]).encode()) for i in range(len(tokens) - SHINGLE + 1)}
    return np.fromiter(sorted(grams), dtype=np.uint64, count=len(grams))


def _resemblance(a: np.ndarray, b: np.ndarray) -> float:
    common = len(np.intersect1d(a, b, assume_unique=True))
    return common / (len(a) + len(b) - common)


def _rows(similarity: float) -> int:
    """Rows of a band: a pair at the threshold shares one of 96 / r bands with probability 1 - (1 - s^r)^(96 / r).

    That is 0.99 at s = 0.5 and r = 3, and at least 0.95 at s = 0.25 and r = 2.
    """
    return 3 if similarity >= 0.5 else 2 if similarity >= 0.25 else 1


def _candidates(sets: dict[int, np.ndarray], languages: list[str], rows: int) -> set[tuple[int, int]]:
    """Pairs that share a band of their MinHash signatures."""
    rng = np.random.default_rng(0)  # any fixed permutations do; the comparison that follows is exact
    factors = rng.integers(1, 1 << 29, SIGNATURE, dtype=np.uint64)
    shifts = rng.integers(0, 1 << 60, SIGNATURE, dtype=np.uint64)
    buckets: dict[tuple[str, int, bytes], list[int]] = {}
    for i, grams in sets.items():
        signature = ((grams[:, None] * factors + shifts) % np.uint64(_PRIME)).min(axis=0).reshape(-1, rows)
        for band, part in enumerate(signature):
            buckets.setdefault((languages[i], band, part.tobytes()), []).append(i)
    return {pair for same in buckets.values() if len(same) > 1 for pair in combinations(same, 2)}


def _editions(frame: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """Rows of one site that share the number in their address and differ in language."""
    groups: dict[tuple[str, str], dict[str, int]] = {}
    for i, (url, language) in enumerate(zip(_column(frame, "url"), _column(frame, "language"), strict=True)):
        key = _site_and_number(url)
        if key is None or language is None:
            continue
        first = groups.setdefault(key, {})
        # a second article of the same language under the number is another article, not an edition
        if language.split("-")[0] not in first:
            yield from ((other, i) for other in list(first.values())[:1])
            first[language.split("-")[0]] = i


def _site_and_number(url: object) -> tuple[str, str] | None:
    if not isinstance(url, str):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    numbers: Iterable[str] = _NUMBER.findall(_DATE_PATH.sub("/", parts.path))
    number = max(numbers, key=len, default=None)
    if number is None or not parts.hostname:
        return None
    return ".".join(parts.hostname.split(".")[-2:]), number
