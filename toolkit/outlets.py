"""Outlets: name, clock and languages of those that the table knows, and marked guesses for the others.

What is true of one outlet only stands in ``outlets.toml`` beside this module, and nowhere else. For an outlet that
the table lacks, the name is its host and the clock is guessed: by the country of its domain if the country has one
clock (or one that nearly all its press keeps), else by the region of the page's language, else by a language that is
at home in one country. Such a clock is marked ``guess``; without grounds for one there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from . import own_outlets
from .errors import OptionError

_MAIN_ZONES = {  # countries of several clocks: that of the capital's or the national press
    "AR": "America/Argentina/Buenos_Aires", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "CA": "America/Toronto", "CD": "Africa/Kinshasa", "CL": "America/Santiago", "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "EC": "America/Guayaquil", "ES": "Europe/Madrid",
    "GL": "America/Nuuk", "ID": "Asia/Jakarta", "KZ": "Asia/Almaty", "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City", "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby", "PS": "Asia/Hebron", "PT": "Europe/Lisbon", "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv", "US": "America/New_York", "UZ": "Asia/Tashkent",
}
_HOMES = {  # languages whose press is nearly all in one country, or in countries of one clock
    "uk": "UA", "be": "BY", "ru": "RU", "pl": "PL", "cs": "CZ", "sk": "SK", "hu": "HU", "ro": "RO", "bg": "BG",
    "mk": "MK", "sr": "RS", "hr": "HR", "sl": "SI", "bs": "BA", "sq": "AL", "el": "GR", "tr": "TR", "az": "AZ",
    "hy": "AM", "ka": "GE", "kk": "KZ", "ky": "KG", "uz": "UZ", "tg": "TJ", "tk": "TM", "mn": "MN", "lt": "LT",
    "lv": "LV", "et": "EE", "fi": "FI", "sv": "SE", "no": "NO", "nb": "NO", "nn": "NO", "da": "DK", "is": "IS",
    "de": "DE", "nl": "NL", "it": "IT", "ca": "ES", "eu": "ES", "gl": "ES", "fr": "FR", "mt": "MT", "ga": "IE",
    "cy": "GB", "he": "IL", "fa": "IR", "ps": "AF", "ja": "JP", "ko": "KR", "zh": "CN", "th": "TH", "vi": "VN",
    "lo": "LA", "km": "KH", "my": "MM", "id": "ID", "ms": "MY", "tl": "PH", "fil": "PH", "hi": "IN", "mr": "IN",
    "gu": "IN", "te": "IN", "kn": "IN", "ml": "IN", "or": "IN", "as": "IN", "si": "LK", "ne": "NP", "bn": "BD",
    "am": "ET", "zu": "ZA", "xh": "ZA", "af": "ZA", "mg": "MG",
}
_NO_COUNTRY = frozenset({"eu", "su", "tv", "io", "co", "me", "ai", "fm", "cc", "ws", "to", "la", "gg", "im", "vc",
                         "st", "tk", "ml", "ga", "cf", "gq", "nu", "ly", "am", "ac", "sh", "so", "is", "in", "pw"})
"""Country domains that are sold to everybody; those that a country's own press also uses count with its language."""
_OF_SEVERAL_CLOCKS = frozenset({"ru", "us", "ca", "au", "br", "mx", "id", "mn", "cd", "cl", "pg"})
"""Countries that many outlets lie in which keep another clock than the capital's."""
_WITH_LANGUAGE = {"me": ("sr", "cnr", "hr", "bs", "sq"), "am": ("hy",), "is": ("is",), "ly": ("ar",), "la": ("lo",),
                  "in": ("en", "hi", "mr", "gu", "te", "kn", "ml", "ta", "bn", "pa", "or", "as", "ur"), "co": ("es",),
                  "tk": (), "ml": ("fr", "bm"), "ga": ("fr",), "so": ("so", "ar"), "st": ("pt",), "to": ("to",)}
_COUNTRY_OF_DOMAIN = {"uk": "GB"}
_PREFIXES = ("www.", "m.", "amp.", "mobile.")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet and its clock.

    Attributes
    ----------
    name : str or None
        One spelling; the host where the table does not know the outlet.
    domain : str or None
        Domain by which it was found, or the host.
    time_zone : str or None
        IANA zone of its clock.
    time_zone_from : str or None
        ``user``, ``outlet`` (the table) or ``guess``; None with a None zone.
    languages : tuple of str
        Languages that it publishes in, as far as known.
    """

    name: str | None
    domain: str | None
    time_zone: str | None
    time_zone_from: str | None
    languages: tuple[str, ...] = ()


def find(url_or_host: str | None, *, language: str | None = None, country: str | None = None,
         time_zone: str | None = None) -> Outlet:
    """Find the outlet of an address.

    Parameters
    ----------
    url_or_host : str or None
        An address or a host.
    language : str, optional
        BCP-47 language of the page, for guessing the clock of an unknown outlet.
    country : str, optional
        ISO 3166 code of the country, where something states it.
    time_zone : str, optional
        IANA zone that the user gives; it goes before everything else.

    Returns
    -------
    Outlet
        A known outlet, else a guess marked as such.

    Raises
    ------
    OptionError
        If ``time_zone`` is no IANA zone.

    Examples
    --------
    >>> find("https://news.example.pl/a").time_zone, find("https://news.example.pl/a").time_zone_from
    ('Europe/Warsaw', 'guess')
    >>> find("https://example.com/a").time_zone is None
    True
    """
    from .extract.urls import host_of

    host, zone = host_of(url_or_host), _checked(time_zone)
    own = own_outlets.by_host(host) if own_outlets.in_use() else None
    if own is not None:
        return Outlet(own[0].name, own[1], zone or own[0].time_zone, "user" if zone else "outlet", own[0].languages)
    return _find(host, language, country, zone)


def named(name: str | None, *, time_zone: str | None = None) -> Outlet | None:
    """Outlet that the user's own table knows under a name or alias; None for any other name.

    Examples
    --------
    >>> named("Some Gazette") is None
    True
    """
    own = own_outlets.by_name(name)
    if own is None:
        return None
    zone = _checked(time_zone)
    domain = own.domains[0] if own.domains else None
    return Outlet(own.name, domain, zone or own.time_zone, "user" if zone else "outlet", own.languages)


@lru_cache(maxsize=4096)
def _find(host: str | None, language: str | None, country: str | None, time_zone: str | None) -> Outlet:
    known = _lookup(host)
    if known is not None:
        return Outlet(known[0], known[1], time_zone or known[2], "user" if time_zone else "outlet", known[3])
    bare = _bare(host)
    if time_zone:
        return Outlet(bare, bare, time_zone, "user")
    zone = guess_zone(host, language=language, country=country)
    return Outlet(bare, bare, zone, "guess" if zone else None)


def _lookup(host: str | None) -> tuple[str, str, str, tuple[str, ...]] | None:
    """Entry of the longest known domain that the host is, or is below."""
    labels = (host or "").split(".")
    for start in range(len(labels) - 1):
        entry = _table().get(domain := ".".join(labels[start:]))
        if entry:
            return (entry[0], domain, entry[1], entry[2])
    return None


@cache
def _table() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Domain to name, zone and languages; read once per process, and only when asked for."""
    table: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    for entry in _entries():
        for domain in entry["domains"]:
            table[domain] = (entry["name"], entry["time_zone"], tuple(entry["languages"]))
    return table


def _entries() -> list[dict[str, Any]]:
    import tomllib
    from importlib import resources

    text = (resources.files("toolkit") / "outlets.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["outlet"]
    return found


def mentioned(texts: Iterable[str], *, one_word: bool = True) -> str | None:
    """Domain of the known outlet that a text names, for pages whose address is lost.

    Parameters
    ----------
    texts : iterable of str
        Short texts around the article, or the file's name. The first that names an outlet decides.
    one_word : bool
        Whether names of one word count at all.

    Returns
    -------
    str or None
        A domain that `find` knows. A name of one word counts only in a text of at most four words: longer texts use
        such words for other things.

    Examples
    --------
    >>> mentioned(["Menu", "© The New York Times 2024"])
    'nytimes.com'
    """
    names = _names() | {own_outlets.folded(n): o.domains[0] for o in own_outlets.in_use() if o.domains
                        for n in (o.name, *o.aliases)}
    for text in texts:
        words = re.findall(r"\w+", text.casefold())[:60]
        for size in range(min(6, len(words)), 0, -1):
            if size == 1 and (len(words) > 4 or not one_word):
                break
            for start in range(len(words) - size + 1):
                if domain := names.get(" ".join(words[start:start + size])):
                    return domain
    return None


@cache
def _names() -> dict[str, str]:
    """Folded name, also in Latin letters, to first domain; names of under four letters say too little."""
    from .extract.romanise import romanise

    found: dict[str, str] = {}
    for spell in (str.casefold, romanise):  # names as they are go before those that only sound like them
        for entry in _entries():
            key = " ".join(re.findall(r"\w+", spell(entry["name"])))
            if len(key) > 3:
                found.setdefault(key, entry["domains"][0])
    return found


def guess_zone(host: str | None, *, language: str | None = None, country: str | None = None) -> str | None:
    """IANA zone that the press of a host most likely keeps; None without grounds.

    Parameters
    ----------
    host : str or None
        Host of the page.
    language : str, optional
        BCP-47 language of the page; its region tells most.
    country : str, optional
        ISO 3166 code, where something states it.

    References
    ----------
    .. [1] IANA Time Zone Database, zone.tab: zones by ISO 3166 country, https://www.iana.org/time-zones
    """
    primary, region = _language_parts(language)
    domain = (host or "").rpartition(".")[2].lower()
    own = _COUNTRY_OF_DOMAIN.get(domain, domain.upper()) if len(domain) == 2 else None
    if own and domain in _NO_COUNTRY and primary not in _WITH_LANGUAGE.get(domain, ()):
        own = None
    for code in (country.upper() if country else None, own, region, _HOMES.get(primary)):
        zone = zone_of_country(code)
        if zone:
            return zone
    return None


def has_one_clock(host: str | None) -> bool:
    """Whether a host stands under the domain of a country whose press keeps a single clock.

    Examples
    --------
    >>> has_one_clock("news.example.pl"), has_one_clock("news.example.ru"), has_one_clock("news.example.com")
    (True, False, False)
    """
    domain = (host or "").rpartition(".")[2].lower()
    return len(domain) == 2 and domain not in _NO_COUNTRY and domain not in _OF_SEVERAL_CLOCKS


def zone_of_country(code: str | None) -> str | None:
    """Zone of a country of one clock, or the one that its national press keeps."""
    if not code:
        return None
    return _MAIN_ZONES.get(code) or _single_zones().get(code)


@cache
def _single_zones() -> dict[str, str]:
    from importlib import resources

    found: dict[str, list[str]] = {}
    for line in (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            found.setdefault(code, []).append(zone)
    return {code: zones[0] for code, zones in found.items() if len(zones) == 1}


def _language_parts(language: str | None) -> tuple[str, str | None]:
    parts = (language or "").split("-")
    region = next((p for p in parts[1:] if len(p) == 2), None)
    return parts[0].lower(), region.upper() if region else None


def _bare(host: str | None) -> str | None:
    """Host without the part that only says on which device it is read."""
    for prefix in _PREFIXES:
        if host and host.startswith(prefix) and host.count(".") > 1:
            host = host[len(prefix):]
    return host


@cache
def _checked(time_zone: str | None) -> str | None:
    """IANA zone; anything else is the caller's mistake, told at once."""
    if time_zone is None:
        return None
    try:
        return str(ZoneInfo(time_zone).key)
    except (ValueError, OSError, TypeError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        raise OptionError(f"time_zone={time_zone!r} is no IANA time zone; give one such as 'Europe/Kyiv'") from None
