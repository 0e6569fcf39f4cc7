"""Words of dates and times in some sixty languages, and the tokens that a text is cut into with them.

The words stand in ``calendar_words.toml``. They are loaded on first use (about 60 ms) and folded: lower case, no
accents, Arabic and Hebrew letters without points. Folding keeps the length of a text, so that the place of a token
is its place in the text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

from .stamp_persian import PERSIAN_MONTHS

# Categories that a word can be of; a word is often of several ("mar": March, Tuesday).
MONTH, WEEKDAY, UNIT, AGO, ONE, RELATIVE_DAY, NOW, FILLER, HALF, ZONE, MARK = range(11)

_UNIT_SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2592000,
                        "year": 31536000}

# Zones that a reader finds written behind a time. Those that mean two things far apart (IST) are left out: the
# outlet's own zone is the better guess. Names instead of minutes: the offset depends on the day. So it does for those
# that have a summer time, since most people write EST or CET all year round.
ZONES: Final[dict[str, int | str]] = {
    "utc": 0, "gmt": 0, "z": 0, "west": 60, "bst": 60, "cest": 120, "mesz": 120, "eest": 180, "trt": 180, "msk": 180,
    "мск": 180, "edt": -240, "cdt": -300, "mdt": -360, "pdt": -420, "akdt": -480, "hst": -600, "adt": -180,
    "ndt": -150, "brt": -180, "art": -180, "clst": -180, "cot": -300, "pet": -300, "sast": 120, "wat": 60, "cat": 120,
    "eat": 180, "gst": 240, "pkt": 300, "npt": 345, "ict": 420, "wib": 420, "wita": 480, "wit": 540, "hkt": 480,
    "sgt": 480, "myt": 480, "pht": 480, "awst": 480, "jst": 540, "kst": 540, "acdt": 630, "aedt": 660, "nzdt": 780,
    "wet": "Europe/Lisbon", "cet": "Europe/Berlin", "mez": "Europe/Berlin", "eet": "Europe/Athens",
    "est": "America/New_York", "cst": "America/Chicago", "mst": "America/Denver", "pst": "America/Los_Angeles",
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "akst": "America/Anchorage", "nst": "America/St_Johns", "aest": "Australia/Sydney", "acst": "Australia/Adelaide",
    "nzst": "Pacific/Auckland",
}  # fmt: skip

# What parts year, month, day, hour, minute, second in scripts that write the unit behind the number.
_MARKS: Final = {
    "年": "Y", "년": "Y", "月": "M", "월": "M", "日": "D", "号": "D", "號": "D", "일": "D", "時": "h", "时": "h", "点":
    "h", "點": "h", "시": "h", "分": "m", "분": "m", "秒": "s", "초": "s", "h": "h", "ч": "h", "uhr": "h", "u": "h",
    "γ": "h", "heures": "h", "horas": "h", "hs": "h", "hrs": "h", "godz": "h", "hod": "h", "год": "h", "val":
    "h", "giờ": "h", "óra": "h", "min": "m", "мин": "m", "хв": "m", "phút": "m", "thg": "V", "perc": "m", "tháng": "V",
    "ngày": "W", "сарын": "M", "t": "T",
}  # fmt: skip

_ERAS: Final = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_CJK_DAYS: Final = [s + d for s in ("星期", "周", "週", "礼拜", "禮拜") for d in "一二三四五六日天"] + [
    d + s for d in "月火水木金土日" for s in ("曜日", "曜")] + [d + "요일" for d in "월화수목금토일"]

_ALIASES: Final = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "bs": "hr", "sh": "hr", "ua": "uk", "by": "be"}

_MARK_RANGES: Final = "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963" \
    "\u0981-\u0983\u09bc-\u09cd\u09d7\u0b82\u0bbe-\u0bcd\u0bd7\u0e30-\u0e3a\u0e40-\u0e4e\u0eb0-\u0ecd"
_WORD: Final = rf"(?:[^\W\d_]|[{_MARK_RANGES}])+"
_TOKEN: Final = re.compile(rf"([0-9]+)|({_WORD})|((?:(?!{_WORD})[^0-9])+)")
_ASCII_TOKEN: Final = re.compile("[0-9]+|[a-zA-Z]+|[^0-9a-zA-Z]+")
_NUKTA: Final = re.compile("[\u093c\u09bc]")
_SPACELESS: Final = re.compile("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class Token(NamedTuple):
    """A piece of a folded text: a number, a word (with what it may mean) or what stands between."""

    kind: str
    """``n`` number, ``w`` word, ``s`` separator"""
    text: str
    start: int
    end: int
    senses: dict[int, dict[str, Any]] | None


class _Fold(dict[int, int | str]):
    """Table for ``str.translate`` that folds one character to one character and remembers it."""

    def __missing__(self, code: int) -> int | str:
        self[code] = folded = self._fold(chr(code))
        return folded

    @staticmethod
    def _fold(char: str) -> str:
        digit = unicodedata.decimal(char, None)
        if digit is not None:
            return str(digit)
        code = ord(char)
        if code < 0x0A00 or 0x1E00 <= code < 0x2000 or 0xFF00 <= code < 0xFFE0:
            # Not beyond: decomposing Hangul and kana would change the word.
            base = unicodedata.normalize("NFKD" if 0x0600 <= code < 0x0700 else "NFD", char)[0]
            lower = base.lower()[:1]
            return unicodedata.normalize("NFD", lower)[0] if lower else base
        if char.isspace():
            return " "
        return char.lower() if len(char.lower()) == 1 else char


_LOOK_ALIKE: Final = dict(zip(
    "ıłđøæςیىک’ʼ‘`´׳–—−‑‐，、،。॰∶：⁄∕／（）［］【】ґºª", "ildoeσييك''''''-----,,,..::///()[][]гoa",
    strict=True))
_INVISIBLE: Final = "\u200b\u200e\u200f\u2060\ufeff\u00ad\u0640"
_FOLD: Final = _Fold({ord(c): plain for c, plain in _LOOK_ALIKE.items()} | {ord(c): " " for c in _INVISIBLE})


def fold(text: str) -> str:
    """Text in lower case without accents and with ASCII digits, of the same length."""
    return text.lower() if text.isascii() else text.translate(_FOLD)


class Lexicon:
    """What words mean, by language.

    Attributes
    ----------
    entries : dict
        First word of a phrase -> list of (its further words, its senses), longest first.
    labels : dict
        ``published`` and ``updated`` -> compiled pattern of the words that label such a stamp.
    """

    def __init__(self, tables: dict[str, dict[str, Any]]) -> None:
        self._senses: dict[tuple[str, ...], dict[int, dict[str, Any]]] = {}
        self._spaceless: set[str] = set()
        stems: dict[str, set[str]] = {"published": set(), "updated": set()}
        for language, table in tables.items():
            self._add_language(language, table)
            for label, found in stems.items():
                found.update(fold(w) for w in _split(table, label))
        self._add_common()
        self.entries: dict[str, list[tuple[tuple[str, ...], dict[int, dict[str, Any]]]]] = {}
        for words, senses in sorted(self._senses.items(), key=lambda item: -len(item[0])):
            for values in senses.values():
                values[""] = Counter(values.values()).most_common(1)[0][0]
            self.entries.setdefault(words[0], []).append((words[1:], senses))
        self.longest = max(map(len, self._spaceless), default=1)
        self.labels = {label: _stem_pattern(words) for label, words in stems.items()}

    def _add(self, phrase: str, category: int, language: str, value: Any) -> None:
        spelled = fold(unicodedata.normalize("NFC", phrase))
        for spelling in {spelled, _NUKTA.sub("", spelled)}:
            self._add_words(tuple(re.findall(_WORD, spelling)), category, language, value)

    def _add_words(self, words: tuple[str, ...], category: int, language: str, value: Any) -> None:
        if not words:
            return
        if _SPACELESS.match(words[0]) and len(words) == 1:
            self._spaceless.add(words[0])
        for word in words if len(words) > 1 else ():
            if _SPACELESS.match(word):
                self._spaceless.add(word)
        self._senses.setdefault(words, {}).setdefault(category, {}).setdefault(language, value)

    def _add_language(self, language: str, table: dict[str, Any]) -> None:
        self._add_months(language, table.get("months", []))
        for unit, seconds in _UNIT_SECONDS.items():
            for word in _split(table, unit):
                self._add(word, UNIT, language, (1, seconds))
            for word in _split(table, f"two_{unit}"):
                self._add(word, UNIT, language, (2, seconds))
        plain = (("days", WEEKDAY, True), ("ago", AGO, True), ("one", ONE, 1), ("filler", FILLER, True),
                 ("am", HALF, 0), ("pm", HALF, 12), ("today", RELATIVE_DAY, 0), ("yesterday", RELATIVE_DAY, 1),
                 ("before_yesterday", RELATIVE_DAY, 2), ("now", NOW, True))
        for key, category, value in plain:
            for word in _split(table, key):
                self._add(word, category, language, value)

    def _add_months(self, language: str, months: list[str]) -> None:
        spellings = [[fold(s) for s in month.split("|")] for month in months]
        for number, names in enumerate(spellings, 1):
            for name in names:
                self._add(name, MONTH, language, number)
                if language == "he":
                    self._add("ב" + name, MONTH, language, number)
        # The usual shortenings: the first letters, as long as they belong to one month.
        for length in (3, 4, 5):
            heads = [{n[:length] for n in names if len(n) > length and n.isalpha()} for names in spellings]
            count = Counter(head for month in heads for head in month)
            for number, month in enumerate(heads, 1):
                for head in month:
                    if count[head] == 1 and not _SPACELESS.match(head):
                        self._add(head, MONTH, language, number)

    def _add_common(self) -> None:
        for word, mark in (*_MARKS.items(), *PERSIAN_MONTHS.items()):
            self._add(word, MARK, "", mark)
        for word, offset in ZONES.items():
            self._add(word, ZONE, "", offset)
        for word in _CJK_DAYS:
            self._add(word, WEEKDAY, "zh", True)
        for era, start in _ERAS.items():
            self._add(era, MARK, "ja", start)

    def segment(self, text: str, start: int) -> list[tuple[str, int]]:
        """Words of a run written without spaces: the longest known one each time, else one character."""
        pieces, at = [], 0
        while at < len(text):
            for length in range(min(self.longest, len(text) - at), 0, -1):
                if length == 1 or text[at : at + length] in self._spaceless:
                    pieces.append((text[at : at + length], start + at))
                    at += length
                    break
        return pieces


def _split(table: dict[str, Any], key: str) -> list[str]:
    return [word for word in table.get(key, "").split("|") if word]


def _stem_pattern(stems: set[str]) -> re.Pattern[str]:
    spaced = sorted(s for s in stems if not _SPACELESS.match(s))
    spaceless = sorted(s for s in stems if _SPACELESS.match(s))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, spaced)) + ")|" + "|".join(map(re.escape, spaceless)))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words of all languages, loaded once."""
    source = files("toolkit.extract").joinpath("calendar_words.toml")
    return Lexicon(tomllib.loads(source.read_text(encoding="utf-8")))


def tokens(folded: str) -> list[Token]:
    """Cut a folded text into numbers, words and what stands between; phrases ("il y a") are one token."""
    words = lexicon()
    raw = _ascii_pieces(folded) if folded.isascii() else _pieces(folded, words)
    out, at = [], 0
    while at < len(raw):
        kind, text, start, end = raw[at]
        senses = None
        at += 1
        if kind == "w":
            for further, found in words.entries.get(text, ()):
                stop = _phrase_end(raw, at, further) if further else at
                if stop is not None:
                    at, senses, end = stop, found, raw[stop - 1][3]
                    break
        out.append(Token(kind, text, start, end, senses))
    return out


def _ascii_pieces(folded: str) -> list[tuple[str, str, int, int]]:
    """Kind, text, start and end of each piece; this alphabet needs none of the care that others do."""
    raw, start = [], 0
    for text in _ASCII_TOKEN.findall(folded):
        end = start + len(text)
        first = text[0]
        raw.append(("w" if first.isalpha() else "n" if first.isdigit() else "s", text, start, end))
        start = end
    return raw


def _pieces(folded: str, words: Lexicon) -> list[tuple[str, str, int, int]]:
    raw: list[tuple[str, str, int, int]] = []
    for match in _TOKEN.finditer(folded):
        kind, text, start = "nws"[match.lastindex - 1], match.group(), match.start()  # type: ignore[operator]
        if kind == "w" and _SPACELESS.search(text):
            raw.extend(("w", piece, at, at + len(piece)) for piece, at in words.segment(text, start))
        else:
            raw.append((kind, text, start, match.end()))
    return raw


def _phrase_end(raw: list[tuple[str, str, int, int]], at: int, further: tuple[str, ...]) -> int | None:
    for word in further:
        if at < len(raw) and raw[at][0] == "s" and len(raw[at][1]) <= 2 and not raw[at][1].strip(" .'-"):
            at += 1
        if at >= len(raw) or raw[at][1] != word:
            return None
        at += 1
    return at


def sense(token: Token, category: int, language: str | None) -> Any:
    """What a word means in a category: in that language, else in most languages that have it; None if nothing."""
    values = token.senses.get(category) if token.senses else None
    if values is None:
        return None
    return values.get(language or "", values[""])


def base_language(language: str | None) -> str | None:
    """First subtag of a language tag, under the code that the tables use."""
    if not language:
        return None
    code = re.split(r"[-_]", language.strip().lower(), maxsplit=1)[0]
    return _ALIASES.get(code, code)
