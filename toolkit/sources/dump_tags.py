"""Tags that a text dump runs together (``NATORussiaUSA``) told apart.

A line of tags loses its separators when a page is copied as text. It is cut again at the cheapest places: a piece that
is known as a tag of the corpus costs least, one that the page itself uses as a word or phrase a little more, any
other piece more, and a capital letter inside a piece (``...ORussia``) is paid for. Cuts are allowed where small letters
meet a capital, where a run of capitals meets a capitalised word, at separators, and anywhere around a tag that
the corpus knows.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

_SEPARATOR: Final = re.compile(r"\s*(?:[,;|•·/#\t]|\s[-–—]\s)\s*")
_GLUE: Final = re.compile(r"(?<=[^\W\d_A-ZА-ЯЄІЇҐЁ])(?=[A-ZА-ЯЄІЇҐЁ])"
                          r"|(?<=[A-ZА-ЯЄІЇҐЁ0-9])(?=[A-ZА-ЯЄІЇҐЁ][^\W\d_A-ZА-ЯЄІЇҐЁ])"
                          r"|(?<=[\d])(?=[^\W\d_])|(?<=[a-zа-яєіїґё])(?=\d)")
_KNOWN_TAG, _KNOWN_PHRASE, _UNKNOWN = 0.6, 1.0, 3.0
_INNER_GLUE, _TINY, _INNER_SPACE = 4.0, 3.0, 0.3
_LONGEST: Final = 60


def has_glue(text: str) -> bool:
    """Whether capitals stand where no word of a language has them.

    Examples
    --------
    >>> has_glue("StorksHarbourEU"), has_glue("Port and harbour")
    (True, False)
    """
    return any(_GLUE.search(word) and not word.isupper() for word in text.split())


def split_tags(line: str, *, phrases: str = "", known: Collection[str] = ()) -> list[str]:
    """Tags of a line.

    Parameters
    ----------
    line : str
        The line, without a label such as ``Tags:``.
    phrases : str
        The page's own text and headings; what stands there as whole words counts as a phrase.
    known : collection of str
        Tags known from elsewhere: headings of the page's topic lists, tags of other pages of the corpus.

    Returns
    -------
    list of str
        Each tag once, in order.

    Examples
    --------
    >>> split_tags("HarbourNATOStork festival", phrases="The harbour and NATO")
    ['Harbour', 'NATO', 'Stork festival']
    """
    familiar = {k.casefold() for k in known}
    pieces = [p for p in _SEPARATOR.split(line) if p and p.strip()]
    if len(pieces) == 1 and not has_glue(line) and line.casefold() not in familiar:
        pieces = _cut(line, phrases, familiar)
    else:
        pieces = [tag for piece in pieces for tag in (_cut(piece, phrases, familiar) if has_glue(piece) else [piece])]
    return list(dict.fromkeys(tag.strip() for tag in pieces if tag.strip()))


def _cut(text: str, phrases: str, familiar: set[str]) -> list[str]:
    """Cheapest pieces of a text, by dynamic programming over the places where it may be cut."""
    text = re.sub(r"\s+", " ", text).strip()
    if not text or text.casefold() in familiar:
        return [text] if text else []
    places = _places(text, familiar)
    best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
    for end in places[1:]:
        options = []
        for start in places:
            if start < end and start in best and end - start <= _LONGEST:
                piece = text[start:end].strip()
                if piece:
                    cost, before = best[start]
                    options.append((cost + _cost(piece, phrases, familiar), [*before, piece]))
        if options:
            best[end] = min(options, key=lambda o: (o[0], len(o[1])))
    return best[len(text)][1] if len(text) in best else [text]


def _places(text: str, familiar: set[str]) -> list[int]:
    """Places where a tag may begin or end."""
    places = {0, len(text)} | {m.start() for m in _GLUE.finditer(text)} | {m.start() for m in re.finditer(" ", text)}
    folded = text.casefold()
    if len(folded) == len(text):
        for tag in familiar:
            at = folded.find(tag) if len(tag) >= 3 else -1
            while at >= 0:
                places |= {at, at + len(tag)}
                at = folded.find(tag, at + 1)
    return sorted(places)


def _cost(piece: str, phrases: str, familiar: set[str]) -> float:
    if piece.casefold() in familiar:
        return _KNOWN_TAG
    if len(piece) > 1 and re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", phrases, re.I) and (
            any(c.isupper() for c in piece) or " " not in piece):
        return _KNOWN_PHRASE - (0.2 if " " in piece else 0.0)
    inner = len(_GLUE.findall(piece))
    tiny = _TINY if len(piece) <= 2 and not (len(piece) == 2 and piece.isupper()) else 0.0
    lowered = 1.0 if piece[0].islower() else 0.0
    return _UNKNOWN + inner * _INNER_GLUE + tiny + piece.count(" ") * _INNER_SPACE + lowered
