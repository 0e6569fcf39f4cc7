"""Words to base forms: offline lemmatisation for Ukrainian, Russian and English, the folded word elsewhere.

The lemmas are those of simplemma (A. Barbaresi, https://doi.org/10.5281/zenodo.4673264); its dictionaries are read on
first use of a language.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

LEMMATISED: Final = ("uk", "ru", "en")
UNSPACED: Final = ("zh", "ja", "th", "lo", "km", "my")
"""Languages written without spaces between words: their patterns match as plain text."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "‘": "'", "\u02b9": "'", "\u0301": None, "\u00ad": None})

# inflectional endings of Slavic nouns and adjectives, and of English nouns; four letters must stay
_ENDING = re.compile(
    r"(?<=\w{4})(?:ами|ями|ими|ові|еві|ого|ому|ою|ею|ах|ях|ів|їв|ов|ев|ей|ий|ій|ый|их|ых|ої|ом|ем|ам|ям|'s|es"
    r"|[аяуюиіїеоьйыs])$")

# plurals of another root, which the lemma lists keep as lemmas of their own
_SUPPLETIVE: Final = {
    "uk": {"діти": "дитина", "люди": "людина"},
    "ru": {"дети": "ребёнок", "люди": "человек"},
    "en": {"people": "person"},
}


def words(text: str) -> list[str]:
    """Words of a text, case folded, with one kind of apostrophe and without stress marks.

    Examples
    --------
    >>> words("Кам’яна Коса: сонячно-вітряна станція")
    ["кам'яна", 'коса', 'сонячно', 'вітряна', 'станція']
    """
    return _WORD.findall(text.translate(_APOSTROPHES).casefold())


def plain_form(text: str) -> str:
    """Text for plain comparison: case folded, one apostrophe, single spaces."""
    return " ".join(text.translate(_APOSTROPHES).casefold().split())


@lru_cache(maxsize=200_000)
def base_forms(word: str, language: str) -> frozenset[str]:
    """Forms under which a word is compared: its lemmas in uk, ru and en, itself elsewhere.

    A word may have two: that of the word as it stands and that of the capitalised one, since names are listed with a
    capital. ``ё`` counts as ``е``.

    Examples
    --------
    >>> base_forms("виборів", "uk") & base_forms("вибори", "uk")
    frozenset({'вибори'})
    """
    if language not in LEMMATISED:
        return frozenset((_fold(word),))
    import simplemma

    spellings = (word, word.capitalize())
    found = {simplemma.lemmatize(form, lang=language).casefold() for form in spellings}
    extra = _SUPPLETIVE[language]
    forms = {_fold(extra.get(lemma, lemma)) for lemma in found}
    if not any(simplemma.is_known(form, lang=language) for form in spellings):
        forms.add(stem(word))
    return frozenset(forms)


def stem(word: str) -> str:
    """Word without its inflectional ending, marked with ``~``: how a word that no lemma list knows is compared.

    Examples
    --------
    >>> stem("платіжки") == stem("платіжками")
    True
    """
    return _ENDING.sub("", _fold(word)) + "~"


def _fold(word: str) -> str:
    return word.replace("ё", "е")
