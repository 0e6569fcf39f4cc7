"""Outlets that a user describes: the file ``outlets.toml`` in the folder that is loaded.

It has the form of the table that the toolkit ships, one entry per outlet, and goes before it::

    [[outlet]]
    name = "Lake Times"
    domains = ["laketimes.example"]
    time_zone = "Europe/Kyiv"
    languages = ["en"]            # optional
    aliases = ["The Lake Times"]  # optional: other spellings in tables and on pages
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from .errors import InputError

FILE_NAME: Final = "outlets.toml"
_KEYS: Final = {"name", "domains", "time_zone", "languages", "aliases"}


@dataclass(frozen=True, slots=True)
class OwnOutlet:
    """One outlet as the user describes it."""

    name: str
    domains: tuple[str, ...]
    time_zone: str
    languages: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


_IN_USE: ContextVar[tuple[OwnOutlet, ...]] = ContextVar("own_outlets", default=())


@contextmanager
def using(own: Sequence[OwnOutlet]) -> Iterator[None]:
    """Let these outlets go before the shipped table, for the block and this thread."""
    token = _IN_USE.set(tuple(own))
    try:
        yield
    finally:
        _IN_USE.reset(token)


def in_use() -> tuple[OwnOutlet, ...]:
    """Outlets of the user that count at present."""
    return _IN_USE.get()


def by_host(host: str | None) -> tuple[OwnOutlet, str] | None:
    """User's outlet of a host, with the longest of its domains that the host is, or is below."""
    labels = (host or "").lower().split(".")
    for start in range(len(labels)):
        domain = ".".join(labels[start:])
        for outlet in _IN_USE.get():
            if domain and domain in outlet.domains:
                return outlet, domain
    return None


def by_name(name: str | None) -> OwnOutlet | None:
    """User's outlet of that name or alias, whatever the case and punctuation."""
    wanted = folded(name or "")
    for outlet in _IN_USE.get() if wanted else ():
        if wanted in map(folded, (outlet.name, *outlet.aliases)):
            return outlet
    return None


def folded(name: str) -> str:
    """Name for comparison: its words in lower case."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def read_outlets(path: Path) -> tuple[OwnOutlet, ...]:
    """Read a user's outlets.

    Raises
    ------
    InputError
        If the file is no such table; the message names the entry and what is wrong with it.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as e:
        raise InputError(f"cannot be opened ({e.strerror})", str(path)) from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise InputError(f"is not valid TOML in UTF-8: {e}", str(path)) from e
    entries = data.get("outlet")
    if not isinstance(entries, list) or set(data) - {"outlet"}:
        raise InputError("holds no [[outlet]] entries, or something beside them; an entry has a name, domains and a "
                         "time_zone", str(path))
    return tuple(_outlet(entry, number, str(path)) for number, entry in enumerate(entries, 1))


def _outlet(entry: Any, number: int, ref: str) -> OwnOutlet:
    where = f"outlet {number}" + (f" ({entry['name']!r})" if isinstance(entry, dict) and entry.get("name") else "")
    name, zone = (entry.get(key) for key in ("name", "time_zone")) if isinstance(entry, dict) else (None, None)
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"{where} has no name", ref)
    try:
        ZoneInfo(zone)  # type: ignore[arg-type]
    except (ValueError, OSError, TypeError, LookupError):
        raise InputError(f"{where}: time_zone {zone!r} is no IANA zone; one looks like 'Europe/Kyiv'", ref) from None
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise InputError(f"{where} has {unknown[0]!r}; an entry takes {', '.join(sorted(_KEYS))}", ref)
    lists: dict[str, tuple[str, ...]] = {}
    for key in ("domains", "languages", "aliases"):
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise InputError(f"{where}: {key} {value!r} is no list of texts", ref)
        lists[key] = tuple(_domain(v) if key == "domains" else v.strip() for v in value)
    return OwnOutlet(name.strip(), lists["domains"], str(zone), lists["languages"], lists["aliases"])


def _domain(text: str) -> str:
    """Domain of an outlet, also where an address or its www form was written."""
    return text.strip().lower().rpartition("//")[2].partition("/")[0].removeprefix("www.")
