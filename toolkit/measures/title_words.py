"""Words of titles as if they were topics, without the words that every text has."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from toolkit.batches import Batch
from toolkit.lemmas import words

TITLE_WORDS: Final = "title words"
"""What ``of=`` calls the words of the titles."""
SHORTEST: Final = 3
UNKNOWN: Final = ("en", "uk", "ru")
"""Languages whose function words are left out where a title's language is not known."""


def title_words(batch: Batch) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Offsets, codes and words of each row's title: as written, case folded, each once, function words left out."""
    title_codes, titles = batch.codes("title")
    language_codes, languages = batch.codes("language") if batch.has("language") else (
        np.full(len(batch), -1, np.int32), np.empty(0, object))
    pair = np.where(title_codes < 0, -1, title_codes.astype(np.int64) * (len(languages) + 1) + language_codes + 1)
    distinct, place = np.unique(pair, return_inverse=True)
    vocabulary: dict[str, int] = {}
    found = [_codes(titles, languages, int(p), vocabulary) for p in distinct]
    lengths = np.array([len(f) for f in found], np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    flat = np.concatenate([np.empty(0, np.int32), *(np.array(f, np.int32) for f in found)]).astype(np.int32)
    offsets = np.concatenate([[0], np.cumsum(lengths[place])]).astype(np.int64)
    at = np.arange(int(offsets[-1])) + np.repeat(starts[:-1][place] - offsets[:-1], lengths[place])
    names = np.empty(len(vocabulary), object)
    names[:] = list(vocabulary)
    return offsets, flat[at], names


def _codes(titles: Any, languages: Any, pair: int, vocabulary: dict[str, int]) -> list[int]:
    if pair < 0:
        return []
    title, language = divmod(pair, len(languages) + 1)
    left_out = function_words(str(languages[language - 1])[:2].lower() if language else "")
    kept = [w for w in words(str(titles[title])) if len(w) >= SHORTEST and not w.isdigit() and w not in left_out]
    return [vocabulary.setdefault(w, len(vocabulary)) for w in dict.fromkeys(kept)]


@lru_cache(maxsize=64)
def function_words(language: str) -> frozenset[str]:
    """Words of a language that say nothing of the subject, from the lists that newspaper3k brings along.

    Examples
    --------
    >>> "and" in function_words("en"), "storm" in function_words("en")
    (True, False)
    """
    folder = _folder()
    if not language:
        return frozenset().union(*(function_words(known) for known in UNKNOWN))
    path = folder / f"stopwords-{language}.txt" if folder else None
    if path is None or not path.exists():
        return frozenset()
    return frozenset(word for line in path.read_text(encoding="utf-8").splitlines() for word in words(line))


def _folder() -> Path | None:
    """Where the lists lie; the package itself is not imported for them."""
    spec = find_spec("newspaper")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / "resources" / "text"
