"""One list of tags out of what a page declares or shows: parted, freed of what a publishing system adds, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .folding import fold
from .tag_words import ALONE, OF_SITES, OF_SYSTEM
from .titles import tidy

_SPLIT = re.compile(r"[,;|\n、，؛،]+|\s[•·]\s|\s#(?=\w)")
_EDGE = " \t\"'“”«»[]"
_KEYED = re.compile(r"^([A-Za-z _-]{2,24})(: |:|/)\s*(\S.*)$")
_SUBJECT_KEYS = frozenset({"subject", "subjects", "topic", "topics", "tag", "tags", "keyword", "keywords", "person",
                           "people", "place", "places", "organization", "organisation", "location", "theme", "thema",
                           "sections", "event", "story", "entity", "product", "company"})
_INTERNAL = re.compile(
    r"_|source:|tagname|https?:|paywall|comments-enabled|noindex|page type|article type|template|nlp |\.com$"
    r"|\.html?$|^@|^[0-9a-f]{8}-[0-9a-f-]{20,}|^(?:no|hide|disable)-?(?:comments?|ads?)\b"
    r"|^(?:no|hide|show|disable|enable|exclude)-(?:adverts?|index|push|app|feed|rss|login|newsletter)\b", re.IGNORECASE)
"""Settings and identifiers that publishing systems keep among the tags."""
_SIGNS = ("_", "-", "@", "http", ".com", ".htm", "source:", "tagname", "paywall", "noindex", "page type",
          "article type", "template", "nlp ", "noad", "nocomment", "hidecomment", "disablecomment")
"""One of these is in every list that holds such a thing: most lists are spared the look at each tag."""

_MORE = re.compile(
    r"(?:(?:show|see|view|read|all|more|alle|mehr|weitere|voir|tous|toutes|plus|ver|todos|todas|más|mais|tutti|tutte"
    r"|altri|všechny|wszystkie|więcej|усі|всі|все|ещё|ще|показати|показать|tümü|alla|fler|flere|visa|vis|bekijk|meer)\b.{0,12}"
    r"\b(?:all|more|tags?|topics?|themen|stichw\w+|schlagw\w+|sujets|tags|temas|etiquetas|argomenti|témata|tematy|tagi"
    r"|теги|теми|темы|konular|etiketler|ämnen|emner|onderwerpen)|show more|see more|mehr|more|\+ ?\d*|\.\.\.|…"
    r"|get alerts\b.{0,30}|(?:print|share|save|e-?mail)(?: this)?(?: (?:article|story|page|post))?"
    r"|(?:artikel|beitrag|seite) (?:\w+ )?(?:drucken|teilen|versenden|empfehlen|merken|kommentieren)|drucken"
    r"|imprimer(?: l['’]article)?|imprimir|compartir|stampa(?: articolo)?|condividi|afdrukken|drukuj"
    r"|распечатать|печать|打印|收藏"
    r"|follow|folgen|seguir|suivre|(?:zur )?startseite|(?:back )?to (?:the )?home ?page|на главную|на головну)",
    re.IGNORECASE)
"""Links at the end of a block of tags that lead to all of them, or unfold the rest."""

_COUNTED = re.compile(r"\s*[(\[](?!(?:19|20)\d\d\b)\d{1,6}[)\]]?$")
_CJK_WORDS = re.compile("^[\u3040-\u9fff]+(?: [\u3040-\u9fff]+)+$|^[\uac00-\ud7af]+(?: [\uac00-\ud7af]+){2,}$")
_CODE = re.compile(r"^[A-Z0-9:_.-]+$")
_MOST = 60
_MOST_VALUES = 500
_LONGEST_VALUE = 5000


def clean_list(values: Iterable[str], barred: Iterable[str], title: str) -> list[str]:
    """Tags of a declaration, each once; empty where the list is codes, or just the words of the headline.

    Parameters
    ----------
    values : iterable of str
        What the page states: a tag each, or several joined by commas, semicolons, bars or line breaks.
    barred : iterable of str
        Folded names that are no tags here.
    title : str
        The headline, which some templates cut into keywords.

    Returns
    -------
    list of str

    Examples
    --------
    >>> clean_list(["Rain, Wind,rain", "Subject: Harvest", "Page Type: Article"], (), "")
    ['Rain', 'Wind', 'Harvest']
    >>> clean_list(["#Rain #Oslo", "Research &amp; Development; Wind"], (), "")
    ['Rain', 'Oslo', 'Research & Development', 'Wind']
    """
    parts = _parts(values)
    if len(parts) == 1 and _CJK_WORDS.match(parts[0]):  # scripts without spaces part whole tags by them
        parts = parts[0].split()
    keyed = sum(1 for p in parts if (":" in p or "/" in p) and _KEYED.match(p))
    only_keyed = keyed > 2 and keyed > len(parts) / 2  # then a word without a key is a setting too
    whole = "\n".join(parts).lower()
    suspect = any(sign in whole for sign in _SIGNS)
    kept: dict[str, str] = {}
    for part in parts:
        tag = _clean(part, only_keyed)
        if tag and not (is_internal(tag) if suspect else _is_no_word(tag)):
            kept.setdefault(fold(tag), tag)
    size = len(kept)
    for name in barred if len(kept) > 0 else ():
        kept.pop(name, None)
    kept.pop("", None)
    of_sites = [key for key, tag in kept.items() if tag.lower() in OF_SITES]
    evident = len(kept) < size or len(of_sites) + sum(map(_speaks_of_site, kept.values())) > 1
    if (of_sites and evident) or len(kept) < size:  # one alone may be the name of a section
        kept = {key: tag for key, tag in kept.items() if key not in of_sites and not _speaks_of_site(tag)}
    if len(kept) == 1 and next(iter(kept.values())).lower() in ALONE:
        return []
    found = _unhashed(list(kept.values())[:_MOST])
    return [] if len(found) > 2 and (_are_codes(found) or _are_words_of(found, title)) else found


def _speaks_of_site(tag: str) -> bool:
    """Tell whether a tag is a word like "news" beside a place or the site: "Kyiv news"."""
    words = tag.lower().split()
    return 1 < len(words) < 4 and not OF_SITES.isdisjoint((words[0], words[-1]))


def has_site_words(values: Iterable[str]) -> bool:
    """Tell whether a list holds words like "latest news" or "Kyiv news", as sites add to every page."""
    parts = _parts(values)
    return sum(t.lower() in OF_SITES or _speaks_of_site(t) for t in parts) > 1


def _unhashed(found: list[str]) -> list[str]:
    """Tags without the sign that all of them begin with; one or two of a single word may be spelt so."""
    if found and all(t[0] in "#＃" for t in found) and (len(found) > 2 or any(" " in t for t in found)):
        return [t.lstrip("#＃ ") for t in found]
    return found


def is_internal(tag: str) -> bool:
    """Tell whether a tag is for the publishing system and not for readers."""
    return _is_no_word(tag) or _INTERNAL.search(tag) is not None


def leads_on(text: str) -> bool:
    """Tell whether the text of a link leads to all tags or elsewhere, and names none."""
    return _MORE.fullmatch(text.strip()) is not None


def _is_no_word(tag: str) -> bool:
    return tag.lower().replace("-", " ") in OF_SYSTEM or not (tag[0].isalpha() or any(map(str.isalpha, tag)))


def _parts(values: Iterable[str]) -> list[str]:
    found: list[str] = []
    for value in list(values)[:_MOST_VALUES]:
        value = value[:_LONGEST_VALUE]
        value = "\n".join(map(tidy, value.splitlines())) if "\n" in value else tidy(value)
        edge = _EDGE + "#" if value.count("#") > 1 else _EDGE  # one alone is the tag's own spelling: "C#", "#MeToo"
        found.extend(t for p in _SPLIT.split(value) if (t := p.strip(edge)))
        if len(found) > _MOST_VALUES:
            break
    return found[:_MOST_VALUES]


def _clean(part: str, only_keyed: bool) -> str | None:
    """Tag without its key ("Subject: ", "topic/"); None for a setting of the publishing system."""
    keyed = _KEYED.match(part) if ":" in part or "/" in part else None
    if keyed:
        if keyed[1].strip().lower() in _SUBJECT_KEYS:
            part = keyed[3].strip()
        elif keyed[2] == ": " or (keyed[2] == ":" and keyed[1].islower()):
            return None
        elif keyed[2] == "/" and part.islower():
            part = keyed[3].strip()
    elif only_keyed:
        return None
    if "(" in part or "[" in part:  # a cloud of tags tells how often each was used
        part = _COUNTED.sub("", part)
    if "<" in part:  # the markup of another element, where a quotation mark was lost
        return None
    return part if 1 < len(part) <= 80 and part.count(" ") < 8 else None


def _are_codes(found: list[str]) -> bool:
    return len(found) > 3 and sum(bool(_CODE.match(t)) for t in found) > 0.8 * len(found)


def _are_words_of(found: list[str], title: str) -> bool:
    """Tell whether a list is just the headline cut into words."""
    if not title or any(" " in t for t in found):
        return False
    if len(found) > 2 and " ".join(found).casefold() in title.casefold():  # without a comma between
        return True
    words = set(re.findall(r"\w+", title.casefold()))
    return bool(words) and len(found) > 3 and sum(t.casefold() in words for t in found) > 0.75 * len(found)
