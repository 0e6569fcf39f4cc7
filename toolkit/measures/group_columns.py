"""Which columns ``by=`` and ``topic=`` mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from toolkit import engine_parts
from toolkit.errors import ColumnError, OptionError

TOPIC_COLUMNS: Final = ("topics", "tags")
"""Where topics are looked up: in the first of these columns that is filled."""
ALIASES: Final = {"topic": TOPIC_COLUMNS, "tag": ("tags",)}
"""What ``by=`` calls one entry of a list column."""


def names_of(by: str | Sequence[str] | None) -> list[str]:
    """``by`` as a list of names, each once."""
    names: list[Any] = [] if by is None else list(by) if isinstance(by, (list, tuple)) else [by]
    if any(not isinstance(name, str) for name in names) or len(set(names)) != len(names):
        raise OptionError(f"by={by!r} must be a column's name, or a list of names, each once")
    return names


def check_columns(articles: Any, names: Sequence[str]) -> list[str]:
    """Names that stand for the entries of a list column; raises where there is no column of a name."""
    has = engine_parts.columns_of(articles)
    listed = []
    for name in names:
        if name in has:
            if engine_parts.is_list(articles, name):
                listed.append(name)
        elif name in ALIASES:
            listed.append(name)
        else:
            raise ColumnError(f"by={name!r}: the table has no such column; it has {', '.join(has) or 'none'}")
    return listed


def list_columns(articles: Any, name: str, option: str) -> tuple[str, ...]:
    """Columns that hold the lists which a name of ``by``, or ``topic=``, stands for, best first."""
    has = engine_parts.columns_of(articles)
    wanted = ALIASES[name] if name in ALIASES and (name not in has or option == "topic=") else (name,)
    found = tuple(column for column in wanted if column in has)
    if not found:
        raise ColumnError(f"{option} needs a column {' or '.join(map(repr, wanted))} of lists; the table has "
                          f"{', '.join(has) or 'none'}")
    return found
