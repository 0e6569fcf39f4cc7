"""Headline as the page shows it: without kicker, without the site's name, not the variant for search engines.

A page states its title up to five times. The statements are stripped of the site's name, and then the rule is:

1. JSON-LD's ``headline``, which the outlet declares to be the headline, if it was not cut short and shares a word
   with any other statement (some templates put the section there);
2. else the statement that most of the voices agree on: metas, the heading, ``<title>``;
3. of equals the first in this order: ``og:title``, the heading, ``<title>``.

Of two spellings that differ in spaces and punctuation alone, the one that is set with more care is kept.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from . import jsonld
from .document import Document
from .folding import fold
from .headline import headline, unmarked

_SEPARATOR = re.compile(r"\s+[|•·*»›‹«/–—-]\s+|\s*[｜|：]\s*|\s*--+\s*|\s+::?\s+")
_TAIL = re.compile(r"\s*[-_|–—·•»«‹›｜]+\s*")
_WORD = re.compile(r"\w+")
_METAS = ("og:title", "parsely-title", "sailthru.title", "cxenseparse:title", "mrf:title", "dc.title",
          "dcterms.title", "article:title", "articletitle", "citation_title", "headline")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_KICKER_END = re.compile(r"[\s:|/–—.·•-]+$")
_BRACKET = re.compile(r"\s*[(（【][^()（）【】]{1,40}[)）】]$")
"""At the end of a title: who supplied the article, or that there is a video."""
_KICKER = re.compile(r"(?:^|[\s_-])(?:kicker|over-?title|overline|over-?head|top-?line|dach-?zeile|spitz-?marke"
                     r"|roof-?line|supra-?title|ante-?titulo|rutitr|eyebrow)(?=$|[\s_-])", re.IGNORECASE)
_LONGEST = 1000
_SLUG = re.compile(r"[a-z\d]+(?:-[a-z\d]+){2,}")
"""The end of an address, where a template found no title."""
_QUOTES = "\"'“”„«»"
_LABEL = 15
_FEW = 12
_LONGEST_SITE = 40
_MOST_WORDS = 0.7
_SHARED = 24
_CUT = ("…", "...")
_JOINERS = "\u200c\u200d"


class Title(NamedTuple):
    """A headline and where it stood."""

    text: str
    origin: str


def title(doc: Document, article: dict[str, object] | None, site_names: frozenset[str]) -> Title | None:
    """Choose the page's headline.

    Parameters
    ----------
    doc : Document
        The parsed page.
    article : dict or None
        The page's own article in the linked data.
    site_names : frozenset of str
        Names of the site, folded by `fold`.

    Returns
    -------
    Title or None
        None where the page states none.

    Examples
    --------
    >>> page = Document("<title>Rain in Oslo | Daily</title><h1>Rain in Oslo</h1>")
    >>> title(page, None, frozenset({"daily"}))
    Title(text='Rain in Oslo', origin='visible h1')
    """
    raw = _candidates(doc, article)
    if len(raw) > 2 and raw[0].text == raw[1].text == raw[2].text and fold(raw[0].text) not in site_names:
        return raw[0]
    stated = [Title(without_site(t.text, site_names, raw), t.origin) for t in raw if fold(t.text) not in site_names]
    stated = [Title(_without_kicker(t, stated), t.origin) for t in stated if t.text]
    if not stated:
        return None
    best = _choose(stated)
    return _best_spelling(best, stated)


def tidy(text: str) -> str:
    """One line without entities, soft hyphens and zero-width characters (joiners of Indic and Persian text stay)."""
    text = jsonld.clean(text)
    if text.isascii() or not _INVISIBLE.search(text):
        return text
    keep_joiners = any("\u0600" <= c <= "\u0dff" for c in text)
    return _INVISIBLE.sub(lambda m: m[0] if keep_joiners and m[0] in _JOINERS else "", text).strip()


def _candidates(doc: Document, article: dict[str, object] | None) -> list[Title]:
    headline = jsonld.text(article, "headline")
    found: list[tuple[str | None, str]] = [
        (headline, "json-ld headline"),
        _declared(doc),
        (_heading(doc, headline or ""), "visible h1"),
        (doc.meta("twitter:title"), "meta twitter:title"),
        (_title_element(doc), "title element"),
    ]
    if not found[0][0]:
        found[0] = (jsonld.text(article, "name"), "json-ld name")
    if not found[0][0]:
        found[2] = _shown(doc, found)
    return [Title(clean, origin) for text, origin in found
            if text and (clean := tidy(text[:_LONGEST])) and not _is_noise(clean)]


def _declared(doc: Document) -> tuple[str | None, str]:
    for name in _METAS:
        if text := doc.meta(name):
            return _uncut(text, doc), f"meta {name}"
    return None, ""


def _uncut(text: str, doc: Document) -> str:
    """Title that a quotation mark inside the attribute cut short, as the heading or the title element has it whole."""
    for node in (*doc.heads.get("h1", ())[:4], *doc.heads.get("title", ())):
        whole = tidy(node.text()[:_LONGEST])
        if len(whole) > len(text) and whole.startswith(text) and whole[len(text):].lstrip()[0] in _QUOTES:
            return whole
    return text


def _shown(doc: Document, found: list[tuple[str | None, str]]) -> tuple[str | None, str]:
    """What the page shows as its headline: the heading, or what stands for it where none is the title's."""
    heading, named = found[2][0], " ".join(text for text, _ in (found[1], found[3], found[4]) if text)
    if heading and (not named or _related(heading, named)):
        return found[2]
    if not heading and (marked := _marked_headline(doc)):
        return marked, "visible headline"
    if (lower := headline(doc)) is not None and lower.tag in ("h2", "h3"):
        return heading_text(lower), "visible headline"
    if (plain := unmarked(doc)) is not None:
        return plain[1], "visible headline"
    if not heading and (named_so := _heading_of_address(doc)):
        return named_so, "visible headline"
    return found[2]


def _heading_of_address(doc: Document) -> str | None:
    """A lower heading whose words the page's address is made of."""
    slug = urlsplit(doc.url or "").path.rstrip("/").rpartition("/")[2].casefold().replace("_", "-")
    words = {w for w in _WORD.findall(slug) if len(w) > 2 and not w.isdigit()}
    for node in doc.tree.css("h2,h3")[:_FEW] if len(words) > 2 else ():
        text = heading_text(node)
        shown = fold(text)
        if text and sum(w in shown for w in words) >= _MOST_WORDS * len(words):
            return text
    return None


def _marked_headline(doc: Document) -> str | None:
    """Headline of a page without a first-level heading: what microdata or a class calls so, if there is but one."""
    for selector in ('[itemprop~="headline"]', 'h2[class*="title"],h2[class*="Title"],h2[class*="headline"]'):
        nodes = doc.tree.css(selector)
        if len(nodes) == 1:
            return heading_text(nodes[0]) or nodes[0].attributes.get("content")
    return None


def _is_noise(text: str) -> bool:
    if (len(text) > 80 and len(_SEPARATOR.findall(text)) > 20) or _SLUG.fullmatch(text):
        return True
    return not (text[0].isalnum() or any(map(str.isalnum, text)))


def _heading(doc: Document, headline: str) -> str | None:
    """Text of the heading that says what another statement says; else of the longest of the first."""
    texts = [t for node in doc.heads.get("h1", ())[:12] if (t := heading_text(node))]
    if len(texts) < 2:
        return texts[0] if texts else None
    known = fold(f"{headline} {doc.meta('og:title') or ''} {_title_element(doc) or ''}")
    return next((t for t in texts if fold(t) and fold(t) in known), max(texts[:4], key=len))


def heading_text(node: LexborNode) -> str:
    """Text of a heading with a space where two elements meet."""
    inner = node.css_first("[class]")
    whole = node.text(separator="\0")[:2000]
    if inner is not None and inner.mem_id != node.mem_id and _KICKER.search(inner.attributes.get("class") or ""):
        rest = whole.replace(inner.text(separator="\0"), "", 1)
        whole = rest if len(rest.strip("\0 \n")) > _LABEL else whole
    parts = tidy(whole).split("\0")
    text = ""
    for part in parts:
        glued = text and part and text[-1].isalnum() and part[0].isalnum() and text[-1].islower() == part[0].isupper()
        text += (" " if glued else "") + part
    return " ".join(text.split())


def _title_element(doc: Document) -> str | None:
    for node in doc.heads.get("title", ()):
        parent = node.parent
        if parent is None or parent.tag != "svg":
            return str(node.text())
    return None


def without_site(text: str, site_names: frozenset[str], others: list[Title]) -> str:
    """Text without the site's name, section and author that templates append or prepend.

    A tail goes if it is the site's name, or if what is left is another statement of the title word for word.
    """
    whole = {fold(t.text) for t in others} - {fold(text)} - site_names
    shown = {fold(t.text) for t in others if t.origin.startswith("visible") and len(t.text) > _LABEL} & whole
    before, colon, rest = text.partition(": ")
    if colon and len(rest) > _LABEL and fold(before) in site_names:
        text = rest
    breaks = list(_SEPARATOR.finditer(text))
    for match in breaks:
        if fold(text[:match.start()]) in whole:
            return text[:match.start()].strip()
        if ":" not in match[0] and "：" not in match[0] and fold(text[match.end():]) in shown:
            return text[match.end():].strip()
    barred = False
    while breaks and _names_site(text[breaks[-1].end():], site_names):
        barred = "|" in breaks[-1][0]
        text = text[:breaks.pop().start()].strip()
    if barred and len(breaks) == 1 and "|" in breaks[0][0]:
        return _longer(text[:breaks[0].start()].strip(), text[breaks[0].end():].strip()) or text
    if breaks and _names_site(text[:breaks[0].start()], site_names):
        text = text[breaks[0].end():].strip()
    bracket = _BRACKET.search(text) if shown and text.endswith((")", "）", "】")) else None
    return text[:bracket.start()] if bracket and fold(text[:bracket.start()]) in shown else text


def site_of_title(doc: Document, title: str | None) -> str | None:
    """Name that the title element has behind the headline: what a page without an address says of its outlet.

    Examples
    --------
    >>> site_of_title(Document("<title>Rain in Oslo - Weather - The Daily</title>"), "Rain in Oslo")
    'The Daily'
    """
    whole = tidy((_title_element(doc) or "")[:_LONGEST])
    if not title or not whole.startswith(title):
        return None
    first, *parts = _TAIL.split(whole[len(title):])
    name = parts[-1].strip() if parts and not first.strip() else ""
    return name if 1 < len(name) <= _LONGEST_SITE and any(map(str.isalpha, name)) else None


def _longer(before: str, after: str) -> str | None:
    """Of a headline and a section beside it, as in "Headline | Section | Site", the headline; None where unclear."""
    for long, short in ((before, after), (after, before)):
        if len(long) > 2 * len(short) and short.count(" ") < 3:
            return long
    return None


def _names_site(part: str, site_names: frozenset[str]) -> bool:
    folded = fold(part)
    return not folded or folded in site_names or any(
        len(name) > 4 and (name in folded and len(folded) < 2 * len(name) + 4) for name in site_names)


def _without_kicker(stated: Title, others: list[Title]) -> str:
    """Title without the words before it: the heading's kicker, or the different kickers that two statements have."""
    if stated.origin == "json-ld headline":
        shown = {t.text for t in others if t.origin in ("visible h1", "meta og:title")}
        short = next(iter(shown)) if len(shown) == 1 else ""
        before = stated.text.removesuffix(short)
        return short if len(short) > 15 and before != stated.text and _KICKER_END.search(before) else stated.text
    if stated.origin not in ("visible h1", "meta og:title"):
        return stated.text
    for other in others:
        if other.origin == stated.origin or len(other.text) < 16:
            continue
        before = stated.text.removesuffix(other.text)
        is_kicker = before != stated.text and len(before) < 60 and _KICKER_END.search(before)
        if is_kicker and stated.origin == "visible h1" and other.origin != "title element":
            return other.text
        shared = _shared_end(stated.text, other.text)
        if len(shared) > _SHARED and len(shared) > len(stated.text) // 3:
            return shared
    return stated.text


def _shared_end(a: str, b: str) -> str:
    """What two titles say after different kickers, each closed by a dash, a colon or a bar."""
    if a == b or a[-_SHARED:] != b[-_SHARED:]:
        return ""
    pairs = enumerate(zip(reversed(a), reversed(b), strict=False))
    size = next((i for i, (x, y) in pairs if x != y), min(len(a), len(b)))
    if size in (len(a), len(b)):
        return ""
    end = a[len(a) - size:].lstrip(" :|/–—-")
    starts = (a[:len(a) - len(end)], b[:len(b) - len(end)])
    return end if all(start.endswith((": ", " - ", " – ", " — ", " | ", " / ")) for start in starts) else ""


def _choose(stated: list[Title]) -> Title:
    first, others = stated[0], stated[1:]
    if first.origin == "json-ld headline" and not _is_cut(first, others) and (
            not others or any(_related(first.text, t.text) for t in others)):
        return first
    if first.origin.startswith("json-ld"):
        stated = [*others, first]
    votes: dict[str, set[str]] = {}
    for t in stated:  # og:title and twitter:title come from one template: together they are one voice
        votes.setdefault(fold(t.text), set()).add(t.origin.split()[0])
    most = max(len(v) for v in votes.values())
    is_label = stated[0].origin == "visible h1" and len(stated[0].text) < _LABEL
    if is_label and len(stated) > 1 and not any(_related(stated[0].text, t.text) for t in stated[1:]):
        return stated[1]  # the heading of a box, or a logo
    return next(t for t in stated if len(votes[fold(t.text)]) == most)


def _related(a: str, b: str) -> bool:
    """Tell whether two titles share a word of four letters, or two letters in a row where no spaces part words."""
    x, y = fold(a), fold(b)
    if x and y and (x in y or y in x):
        return True
    words = {w for w in _WORD.findall(a.casefold()) if len(w) > 3}
    if words & set(_WORD.findall(b.casefold())):
        return True
    if a.isascii() or " " in a:
        return False
    return bool({x[i:i + 2] for i in range(len(x) - 1)} & {y[i:i + 2] for i in range(len(y) - 1)})


def _is_cut(first: Title, stated: list[Title]) -> bool:
    text = first.text
    if not text.endswith(_CUT):
        return False
    start = fold(text)
    return any(fold(t.text).startswith(start) and len(fold(t.text)) > len(start) for t in stated)


def _best_spelling(chosen: Title, stated: list[Title]) -> Title:
    """Same title in the spelling of the linked data or the metas where the heading lost its colon between elements."""
    if chosen.origin != "visible h1":
        return chosen
    same = fold(chosen.text)
    for t in stated:
        if t.origin in ("json-ld headline",
        "meta og:title") and fold(t.text) == same and len(t.text) > len(chosen.text):
            return t
    return chosen
