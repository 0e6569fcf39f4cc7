"""Words by which the news list of a page is told from all else; they stand in ``list_words.toml``."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any, Final

_TABLE: Final[dict[str, dict[str, Any]]] = tomllib.loads(
    files("toolkit.extract").joinpath("list_words.toml").read_text(encoding="utf-8"))


def words(section: str, name: str) -> frozenset[str]:
    """Words of one list.

    Examples
    --------
    >>> "tag" in words("address", "never")
    True
    """
    return frozenset(_TABLE[section][name].split())


def any_of(section: str, name: str, *, whole: bool = False) -> re.Pattern[str]:
    """Pattern that finds one of the expressions of a list, anywhere in a text or as the whole of it.

    Examples
    --------
    >>> bool(any_of("heading", "no_news", whole=True).search("- Advertisement -"))
    True
    """
    joined = "|".join(_TABLE[section][name])
    return re.compile(rf"^\W*(?:{joined})\W*$" if whole else joined, re.IGNORECASE)


def beginnings(section: str, name: str) -> frozenset[str]:
    """First two letters of the expressions of a list which all stand at the beginning of a text.

    To look them up is much faster than to try the expressions, and does for most texts.

    Examples
    --------
    >>> found = beginnings("text", "read_more")
    >>> "re" in found, "pr" in found, "ba" in found, "in" in found
    (True, True, True, False)
    """
    return frozenset(pattern.removeprefix("^")[:2] for pattern in _TABLE[section][name])
