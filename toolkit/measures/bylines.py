"""Bylines that look like something else than a person's name."""

from __future__ import annotations

import re
from typing import Final

LONGEST_NAME: Final = 60
MOST_WORDS: Final = 6


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_MONTHS: Final = _set(
    "january february march april june july august september october november december "
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня "
    "января февраля марта апреля июня июля августа сентября октября ноября декабря "
    "januar februar märz juni juli oktober dezember janvier février mars avril juin juillet août "
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
)
_WEEKDAYS: Final = _set(
    "monday tuesday wednesday thursday friday saturday sunday "
    "понеділок вівторок середа середу четвер п'ятниця п'ятницю субота суботу неділя неділю "
    "понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche "
    "poniedziałek wtorek środa czwartek piątek sobota niedziela"
)
_TIME_WORDS: Final = _set(
    "today yesterday published updated ago сьогодні вчора опубліковано оновлено тому "
    "сегодня вчера опубликовано обновлено назад"
)
_OFFICES: Final = _set(
    "editor editors editorial newsroom staff desk team press agency news admin administrator redaction correspondent "
    "редакція редакції редактор прес-служба пресслужба агентство агенція новини адмін адміністратор кореспондент "
    "редакция редакции пресс-служба новости админ администратор корреспондент redaktion redakcja rédaction redacción"
)
_SURNAMES: Final = _set("середа середу неділя субота среда суббота freitag sonntag")
"""Weekdays that are surnames, too: written small, or alone, they are weekdays."""
_ADDRESS: Final = re.compile(
    r"@|https?:|www\.|\w\.(?:com|org|net|info|ua|ru|uk|eu|by|pl|de|fr|tv|media|news|example)\b", re.IGNORECASE)
_CODE: Final = re.compile(r"[<>{}|=\\]|\bfunction\b|&\w+;")
_DIGIT: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


def suspicion(byline: str) -> str | None:
    """Why a byline is hardly a person's name, in words; None where nothing speaks against it.

    Parameters
    ----------
    byline : str
        One entry of the authors of an article.

    Returns
    -------
    str or None
        The first reason found.

    Examples
    --------
    >>> suspicion("Олена Коваль — середа, 12 лютого")
    'holds a date or time'
    >>> suspicion("Олена Коваль") is None
    True
    """
    written = [w.replace("’", "'").replace("ʼ", "'") for w in _WORD.findall(byline)]
    if not written:
        return "holds no word"
    if _ADDRESS.search(byline):
        return "holds an address"
    if _tells_time(written) or (_DIGIT.search(byline) and (":" in byline or _months_of(written))):
        return "holds a date or time"
    if _DIGIT.search(byline):
        return "holds a number"
    if _CODE.search(byline):
        return "holds code or markup"
    if len(byline) > LONGEST_NAME or len(written) > MOST_WORDS:
        return "is too long for a name"
    return None


def _months_of(written: list[str]) -> bool:
    """Months, which count only beside a number: April, August and Марта are people, too."""
    return any(w.casefold() in _MONTHS for w in written)


def _tells_time(written: list[str]) -> bool:
    small = [w.casefold() for w in written]
    if any(w in _TIME_WORDS or (w in _WEEKDAYS and w not in _SURNAMES) for w in small):
        return True
    return any(w in _SURNAMES for w in written) or (len(small) == 1 and small[0] in _SURNAMES)


def is_office(byline: str) -> bool:
    """Whether a byline names a newsroom, agency or office instead of a person.

    Examples
    --------
    >>> is_office("Редакція"), is_office("Anna Newsom")
    (True, False)
    """
    return any(w.casefold() in _OFFICES for w in _WORD.findall(byline))
