"""Topics of articles and headlines, from a dictionary that the user writes.

A dictionary is a TOML file: one table per topic, with lists of patterns per language::

    [elections]
    uk = ["вибори", "виборча комісія"]
    ru = ["выборы", "избирательн* комисси*"]
    en = ["election", "polling station"]
    all = ["OSCE"]
    not = { en = ["election of the board"] }

A pattern is a word or a phrase. In Ukrainian, Russian and English each of its words matches every form of the word
(by lemma); in other languages it matches the word as written, whatever its case. ``word*`` matches by its beginning.
``all`` patterns are tried in every language, as written. A ``not`` pattern takes the words that it covers out of play:
what stands inside it does not count for the topic. An article has every topic of which one pattern matches.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from toolkit.errors import ColumnError, InputError, OptionError, check_frame
from toolkit.lemmas import LEMMATISED, UNSPACED, base_forms, plain_form, stem, words

FILE_NAME: Final = "topics.toml"
"""Name under which a folder may hold its own dictionary."""
FIELDS: Final = ("title", "lead", "tags")
"""Columns that `topics` reads; those that a frame lacks are passed over."""

Dictionary = Mapping[str, Mapping[str, Any]]
_LANGUAGE = re.compile(r"all|[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_TWO_LETTERS: Final = (
    " aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu "
    "iw ja ji jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt "
    "my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm "
    "sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh "
    "zu ")
"""ISO 639-1, with the codes that it has given up."""
_MEANT: Final = {
    "ua": "uk", "by": "be", "cz": "cs", "jp": "ja", "gr": "el", "dk": "da", "cn": "zh", "vn": "vi", "us": "en",
    "gb": "en", "at": "de", "rs": "sr", "ge": "ka", "kz": "kk", "il": "he", "ir": "fa", "md": "ro",
    "ukr": "uk", "rus": "ru", "bel": "be", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es",
    "ita": "it", "por": "pt", "pol": "pl", "ces": "cs", "cze": "cs", "slk": "sk", "bul": "bg", "ron": "ro", "rum": "ro",
    "hun": "hu", "ell": "el", "gre": "el", "tur": "tr", "ara": "ar", "heb": "he", "zho": "zh", "chi": "zh", "jpn": "ja",
    "kor": "ko", "nld": "nl", "dut": "nl", "swe": "sv", "fin": "fi", "dan": "da", "nor": "no"}
"""Codes of countries, and of three letters, that are written for the language's own."""


@dataclass(frozen=True)
class _Pattern:
    """One pattern: per word the forms that match it, or the beginning that it must have."""

    topic: str
    forms: tuple[frozenset[str], ...]
    starts: tuple[bool, ...]
    excludes: bool

    def covers(self, tokens: list[frozenset[str]], at: int) -> bool:
        """Whether the pattern matches the words from place ``at`` on."""
        if at + len(self.forms) > len(tokens):
            return False
        return all(_word_matches(tokens[at + k], self.forms[k], self.starts[k]) for k in range(len(self.forms)))


def _word_matches(token: frozenset[str], forms: frozenset[str], start: bool) -> bool:
    if start:
        return any(t.startswith(f) for t in token for f in forms)
    return not token.isdisjoint(forms)


@dataclass
class _Matcher:
    """The patterns of one language, found by the form of their first word."""

    by_form: dict[str, list[_Pattern]] = field(default_factory=dict)
    by_start: list[_Pattern] = field(default_factory=list)
    plain: list[tuple[str, str, bool]] = field(default_factory=list)

    def add(self, pattern: _Pattern) -> None:
        if pattern.starts[0]:
            self.by_start.append(pattern)
        else:
            for form in pattern.forms[0]:
                self.by_form.setdefault(form, []).append(pattern)

    def candidates(self, token: frozenset[str]) -> list[_Pattern]:
        found = {id(p): p for form in token for p in self.by_form.get(form, ())}
        return [*found.values(), *self.by_start]


class TopicMatcher:
    """A compiled dictionary: `find` gives the topics of a text.

    Parameters
    ----------
    dictionary : mapping
        Topic to patterns per language, as in the TOML file.

    Examples
    --------
    >>> TopicMatcher({"flood": {"uk": ["повінь"], "en": ["flood"]}}).find("Після повені", "uk")
    ['flood']
    """

    def __init__(self, dictionary: Dictionary) -> None:
        self.topics = list(dictionary)
        self._entries = [e for topic, table in dictionary.items() for e in _entries(topic, table)]
        self.languages = {language for _, language, _, _ in self._entries if language != "all"}
        self._matchers: dict[str, _Matcher] = {}

    def _matcher(self, language: str) -> _Matcher:
        if language not in self._matchers:
            matcher = _Matcher()
            for topic, of, text, excludes in self._entries:
                if of not in (language, "all"):
                    continue
                if language in UNSPACED:
                    matcher.plain.append((topic, plain_form(text.rstrip("*")), excludes))
                else:
                    # a pattern for all languages matches as written, so that no language's lemmas distort it
                    matcher.add(_compile(topic, text, language if of == language else "", excludes))
            self._matchers[language] = matcher
        return self._matchers[language]

    def find(self, text: str, language: str | None) -> list[str]:
        """Topics of a text, in the dictionary's order; a text of unknown language is tried in each.

        Each line is searched by itself.
        """
        if not text:
            return []
        known = [_code(language)] if language else sorted(self.languages) or ["all"]
        lines = [line for line in text.split("\n") if line]
        found = {topic for one in known for line in lines for topic in self._find(line, one)}
        return [t for t in self.topics if t in found]

    def _find(self, text: str, language: str) -> set[str]:
        matcher = self._matcher(language)
        if language in UNSPACED:
            return _find_plain(plain_form(text), matcher.plain)
        raw = words(text)
        tokens = [base_forms(w, language) | {w.replace("ё", "е")} for w in raw]
        hits: list[tuple[int, _Pattern]] = []
        for at, token in enumerate(tokens):
            hits += [(at, p) for p in matcher.candidates(token) if p.covers(tokens, at)]
        masked = {(p.topic, at + k) for at, p in hits if p.excludes for k in range(len(p.forms))}
        return {p.topic for at, p in hits
                if not p.excludes and not any((p.topic, at + k) in masked for k in range(len(p.forms)))}


def _find_plain(text: str, patterns: list[tuple[str, str, bool]]) -> set[str]:
    found = set()
    for topic in {t for t, _, _ in patterns}:
        rest = text
        for one, pattern, excludes in patterns:
            if one == topic and excludes:
                rest = rest.replace(pattern, "\n")
        if any(one == topic and not excludes and pattern in rest for one, pattern, excludes in patterns):
            found.add(topic)
    return found


def _compile(topic: str, text: str, language: str, excludes: bool) -> _Pattern:
    pieces = [piece for chunk in text.split() for piece in _pieces(chunk)]
    forms = tuple(frozenset((word.replace("ё", "е"),)) if start else _pattern_forms(word, language)
                  for word, start in pieces)
    return _Pattern(topic, forms, tuple(start for _, start in pieces), excludes)


def _pattern_forms(word: str, language: str) -> frozenset[str]:
    """Lemmas of a pattern's word, the word as written, and its stem for words that no lemma list knows."""
    forms = base_forms(word, language) | {word.replace("ё", "е")}
    return forms | {stem(word)} if language in LEMMATISED else forms


def _pieces(chunk: str) -> list[tuple[str, bool]]:
    found = words(chunk)
    return [(w, chunk.endswith("*") and i == len(found) - 1) for i, w in enumerate(found)]


def _entries(topic: str, table: Mapping[str, Any]) -> list[tuple[str, str, str, bool]]:
    """Checked patterns of one topic: (topic, language, pattern, excludes)."""
    if not isinstance(table, Mapping):
        raise OptionError(f"topic {topic!r} holds {table!r}; it must be a table of languages, such as en = [\"flood\"]")
    out = []
    for key, value in table.items():
        if key == "label":
            continue
        excludes = key == "not"
        groups = value.items() if excludes and isinstance(value, Mapping) else [("all" if excludes else key, value)]
        for language, patterns in groups:
            _check_language(topic, str(language))
            if isinstance(patterns, str) or not isinstance(patterns, Iterable):
                raise OptionError(f"topic {topic!r}, {key!r}: {patterns!r} is not a list of patterns like [\"flood\"]")
            for pattern in patterns:
                if not isinstance(pattern, str) or not words(pattern):
                    raise OptionError(f"topic {topic!r}, {key!r}: the pattern {pattern!r} holds no word; write a "
                                      "word or a phrase, such as \"flood\"")
                out.append((topic, str(language).lower().partition("-")[0], pattern, excludes))
    return out


def _code(language: str) -> str:
    """Code that the patterns of an article's language stand under."""
    code = language.split("-")[0].lower()
    return _MEANT.get(code, code)


def _check_language(topic: str, key: str) -> None:
    """Refuse a key that no article's language can equal: its patterns would match nothing, without a word."""
    code = key.lower().partition("-")[0]
    if _LANGUAGE.fullmatch(key) and code not in _MEANT and (len(code) == 3 or f" {code} " in _TWO_LETTERS):
        return
    if code in _MEANT:
        raise OptionError(f"topic {topic!r}: {key!r} is not the code of a language; write {_MEANT[code]} for it")
    raise OptionError(f"topic {topic!r}: {key!r} is no language; write its code, such as en or uk, or all for every "
                      "language, not for exceptions, or label")


def read_dictionary(path: str | Path) -> Dictionary:
    """Read a dictionary of topics from a TOML file.

    Raises
    ------
    InputError
        If the file is not there or is not TOML; the message names the line.
    """
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as e:
        reason = f"the dictionary cannot be opened ({e.strerror}); give the path of a TOML file"
        raise InputError(reason, str(path)) from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise InputError(f"the dictionary is not valid TOML in UTF-8: {e}. A topic is written [flood], and in the "
                         'lines below it en = ["flood", "high water"]', str(path)) from e


def read_matcher(path: str | Path) -> TopicMatcher:
    """Compile the dictionary of a TOML file.

    Raises
    ------
    InputError
        If the file is not there or is not TOML.
    OptionError
        If a topic has another form than it must; the message names file, line and topic.
    """
    dictionary = read_dictionary(path)
    for topic, table in dictionary.items():
        try:
            list(_entries(topic, table))
        except OptionError as error:
            raise OptionError(f"{path}, line {_line_of(topic, path)}: {error}") from None
    return TopicMatcher(dictionary)


def _line_of(topic: str, path: str | Path) -> int:
    """Line on which a topic begins."""
    name = rf"[\"']?{re.escape(topic)}[\"']?"
    begins = re.compile(rf"\s*(?:\[\s*{name}\s*[.\]]|{name}\s*[.=])")
    lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    return next((number for number, line in enumerate(lines, 1) if begins.match(line)), 1)


def check_dictionary(source: str | Path) -> None:
    """Raise, as `read_matcher` does, where the dictionary that a folder (or a file's folder) holds is faulty."""
    path = _dictionary_beside(Path(source))
    if path is not None:
        read_matcher(path)


def _dictionary_beside(place: Path) -> Path | None:
    inside = (place if place.is_dir() else place.parent) / FILE_NAME
    return inside if inside.is_file() else None


def topics(frame: pd.DataFrame, *, dictionary: str | Path | Dictionary | None = None,
           fields: tuple[str, ...] = FIELDS) -> pd.DataFrame:
    """Give articles or headlines their topics.

    Parameters
    ----------
    frame : DataFrame
        Articles, or the headlines of `headlines`; ``language`` is used where it is there.
    dictionary : path or mapping, optional
        TOML file, a folder that may hold such a file under the name ``topics.toml`` (of a file of news: the folder that
        it lies in), or the same as a mapping: topic -> language -> patterns (see `toolkit.topics`). Without one the
        topics are the tags, each in its most frequent spelling whatever its case.
    fields : tuple of str
        Columns whose words are searched; the full text is left out by default, since a passing mention is not a topic.

    Returns
    -------
    DataFrame
        A copy of the frame with ``topics`` filled: a list per row, in the dictionary's order, empty where none matches.

    Raises
    ------
    InputError
        If the dictionary cannot be read.
    OptionError
        If the dictionary has another form than stated.
    ColumnError
        If the frame has none of the fields.

    Examples
    --------
    >>> import pandas as pd
    >>> import toolkit as tk
    >>> seen = pd.DataFrame({"title": ["Повінь відступає", "Floods recede"], "language": ["uk", "en"]})
    >>> tk.topics(seen, dictionary={"flood": {"uk": ["повінь"], "en": ["flood"]}})["topics"].tolist()
    [['flood'], ['flood']]
    """
    check_frame(frame, "a table of articles or headlines")
    if dictionary is not None and not isinstance(dictionary, (str, Path, Mapping)):
        raise OptionError(f"dictionary={dictionary!r} is neither the path of a TOML file nor a mapping")
    out = frame.copy()
    if isinstance(dictionary, str | Path) and Path(dictionary).suffix.lower() != ".toml" and Path(dictionary).exists():
        dictionary = _dictionary_beside(Path(dictionary))
    if dictionary is None:
        if "tags" not in frame.columns:
            raise ColumnError("the frame has no column 'tags' to take topics from; give a dictionary=")
        out["topics"] = _from_tags(frame["tags"])
        return out
    if isinstance(fields, str) or not isinstance(fields, Iterable):
        raise OptionError(f"fields={fields!r} is no list of columns; one is ('title', 'lead', 'tags')")
    fields = tuple(fields)
    present = [f for f in fields if f in frame.columns]
    if not present:
        there = ", ".join(map(str, frame.columns))
        raise ColumnError(f"the frame has none of the fields {', '.join(fields)}; it has {there}")
    matcher = TopicMatcher(dictionary) if isinstance(dictionary, Mapping) else read_matcher(dictionary)
    languages = frame["language"].tolist() if "language" in frame.columns else [None] * len(frame)
    find = lru_cache(maxsize=100_000)(matcher.find)
    columns = [frame[f].tolist() for f in present]
    rows = zip(languages, *columns, strict=True)
    found = [list(find(_text(values), None if pd.isna(language) else str(language))) for language, *values in rows]
    out["topics"] = pd.Series(found, index=frame.index, dtype=object)
    return out


def _text(values: list[Any]) -> str:
    """Fields as one text, a line each: no phrase runs from one field into the next."""
    parts: list[str] = []
    for value in values:
        if isinstance(value, str):
            parts.append(" ".join(value.split()))
        elif isinstance(value, Iterable):
            parts += [str(v) for v in value]
    return "\n".join(parts)


def _from_tags(tags: pd.Series) -> pd.Series:
    text = next((row for row in tags if isinstance(row, str)), None)
    if text is not None:
        raise ColumnError(f"column 'tags' holds the text {text!r}, not lists; split it first, as in "
                          "frame['tags'].str.split(';')")
    rows = [[t for t in row if isinstance(t, str) or not pd.isna(t)] if isinstance(row, Iterable) else []
            for row in tags]
    spellings: dict[str, Counter[str]] = {}
    for row in rows:
        for tag in row:
            spellings.setdefault(plain_form(str(tag)), Counter())[str(tag)] += 1
    best = {key: min(count, key=lambda s: (-count[s], s)) for key, count in spellings.items()}
    rows = [list(dict.fromkeys(best[plain_form(str(t))] for t in row)) for row in rows]
    return pd.Series(rows, index=tags.index, dtype=object)
