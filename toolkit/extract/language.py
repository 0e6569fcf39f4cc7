"""Language of a page: what it declares, checked against its letters, detected only where in doubt.

Declarations are wrong often enough (a template's ``en`` on every page, the country's code in place of the language's)
that two cheap checks are made on the title and the description: are the letters those of the language, and, for
English, the template's usual default, are there English function words at all (for another language in Latin letters:
are there few). A page that fails them, that declares two languages, or none, is read: its letters and its small
words settle nearly all of these, and py3langid [1]_ is asked about the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from . import jsonld
from .document import Document
from .function_words import by_function_words, lacks, neighbour

_TAG = re.compile(r"^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:$|[-_.@;, ])", re.IGNORECASE)
_REPAIRS = {"ua": "uk", "cz": "cs", "jp": "ja", "gr": "el", "dk": "da", "cn": "zh", "tw": "zh", "kr": "ko", "vn": "vi",
            "eng": "en", "ger": "de", "deu": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt",
            "rus": "ru", "ukr": "uk", "pol": "pl", "nld": "nl", "dut": "nl", "swe": "sv", "nor": "no", "fin": "fi",
            "dan": "da", "tur": "tr", "ara": "ar", "heb": "he", "jpn": "ja", "kor": "ko", "zho": "zh", "chi": "zh",
            "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "ces": "cs", "cze": "cs", "bul": "bg", "ell": "el",
            "gre": "el", "hun": "hu", "ron": "ro", "rum": "ro", "slk": "sk", "bel": "be", "kaz": "kk", "hin": "hi",
            "sh": "sr", "no-bok": "nb"}
_NAMES = {"english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es",
          "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt", "português": "pt", "russian": "ru",
          "русский": "ru", "ukrainian": "uk", "українська": "uk", "polish": "pl", "polski": "pl", "dutch": "nl",
          "turkish": "tr", "türkçe": "tr", "arabic": "ar", "chinese": "zh", "japanese": "ja", "korean": "ko",
          "hindi": "hi", "indonesian": "id", "vietnamese": "vi", "czech": "cs", "swedish": "sv", "greek": "el"}

_CYRILLIC = frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "tt", "ba", "cv", "ce", "os", "ab",
                       "uz", "az", "bs", "cu", "av", "kv"})
_ARABIC = frozenset({"ar", "fa", "ur", "ps", "ug", "sd", "ku", "ckb", "ks", "dv", "pnb"})
_SCRIPTS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("Cyrl", "\u0400\u04ff", _CYRILLIC),
    ("Kana", "\u3041\u3096 \u30a1\u30fa", frozenset({"ja"})),
    ("Hang", "\uac00\ud7af", frozenset({"ko"})),
    ("Hani", "\u4e00\u9fff", frozenset({"zh", "ja", "ko", "yue"})),
    ("Arab", "\u0600\u06ff \u0750\u077f", _ARABIC),
    ("Hebr", "\u0590\u05ff", frozenset({"he", "yi"})),
    ("Grek", "\u0370\u03ff \u1f00\u1fff", frozenset({"el"})),
    ("Deva", "\u0900\u097f", frozenset({"hi", "mr", "ne", "sa", "mai", "bho", "kok"})),
    ("Beng", "\u0980\u09ff", frozenset({"bn", "as"})),
    ("Guru", "\u0a00\u0a7f", frozenset({"pa"})),
    ("Gujr", "\u0a80\u0aff", frozenset({"gu"})),
    ("Orya", "\u0b00\u0b7f", frozenset({"or"})),
    ("Taml", "\u0b80\u0bff", frozenset({"ta"})),
    ("Telu", "\u0c00\u0c7f", frozenset({"te"})),
    ("Knda", "\u0c80\u0cff", frozenset({"kn"})),
    ("Mlym", "\u0d00\u0d7f", frozenset({"ml"})),
    ("Sinh", "\u0d80\u0dff", frozenset({"si"})),
    ("Thai", "\u0e00\u0e7f", frozenset({"th"})),
    ("Laoo", "\u0e80\u0eff", frozenset({"lo"})),
    ("Mymr", "\u1000\u109f", frozenset({"my"})),
    ("Geor", "\u10a0\u10ff \u1c90\u1cbf", frozenset({"ka"})),
    ("Armn", "\u0530\u058f", frozenset({"hy"})),
    ("Ethi", "\u1200\u137f", frozenset({"am", "ti"})),
    ("Khmr", "\u1780\u17ff", frozenset({"km"})),
    ("Tibt", "\u0f00\u0fff", frozenset({"bo", "dz"})),
)
_OTHER_SCRIPTS = frozenset().union(*(s[2] for s in _SCRIPTS)) - {"uz", "az", "bs", "sr", "ku", "kk", "tt"}
_WRITTEN = {name: languages for name, _, languages in _SCRIPTS}
_RANGES = sorted([(pair[0], pair[1], name) for name, ranges, _ in _SCRIPTS for pair in ranges.split()]
                 + [(pair[0], pair[1], "Latn") for pair in ("AZ", "az", "\u00c0\u024f", "\u1e00\u1eff")])
_STARTS, _ENDS = [start for start, *_ in _RANGES], [(end, name) for _, end, name in _RANGES]
_LATIN = re.compile("[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]")
_NOT_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u3041-\ud7af]")
_SAMPLE = 1200
_UKRAINIAN, _RUSSIAN, _BELARUSIAN = re.compile("[іїєґІЇЄҐ]"), re.compile("[ыэёЫЭЁ]"), re.compile("[ўЎ]")
_BULGARIAN = re.compile("[ъЪ]")
_BEYOND_SLAVIC = re.compile("[\u0492-\u04ff]")
_OTHER_CYRILLIC = (("tg", "ҷӣӯ"), ("uz", "ҳ"), ("ba", "ҙҫҡ"), ("tt", "җ"), ("kk", "ұқғ"), ("tt", "әһ"))
"""Letters that settle the language in this order: no later one has them."""
_EKAVIAN = re.compile(
    r"\b(?:gde|ovde|negde|pre|posle|vreme(?:na)?|svet\w{0,3}|dec[aeu]|ko|šta|opštin\w+|evr[aio]|saopšti\w+|mest[aou]"
    r"|reč[i]?|rešen\w+|predsedni\w+|sledeć\w+|bezbednos\w+|nedelj\w+|ponedelj\w+|sred[au]|poslednj\w+|celo\w{0,3}"
    r"|pešac\w*|hteo|video|deo|delova|uvek|ovog leta|hiljad\w+)\b", re.IGNORECASE)
_IJEKAVIAN = re.compile(
    r"\b(?:gdje|ovdje|negdje|prije|poslije|vrijeme(?:na)?|svijet\w{0,3}|djec[aeiu]|tko|što|općin\w+|eur[aio]?"
    r"|priopći\w+|mjest[aou]|riječ[i]?|rješen\w+|predsjedni\w+|sljedeć\w+|sigurnos\w+|tjed\w+|nedjelj\w+|ponedjelj\w+"
    r"|srijed[au]|posljednj\w+|cijel\w+|pješac\w*|htio|vidio|dio|dijelova|uvijek|tisuć\w+)\b", re.IGNORECASE)
"""Words in the two pronunciations that part Serbian from Croatian and Bosnian in print, with a few of each standard."""
_COUNTRY = re.compile(r"^(?:https?://)?[^/?#]*\.(rs|hr|ba|me|my|bn|id)(?=$|[/:?#])", re.IGNORECASE)
_BY_COUNTRY = {"rs": "sr", "me": "sr", "hr": "hr", "ba": "bs", "my": "ms", "bn": "ms", "id": "id"}
_MALAY = re.compile(
    r"\b(?:kerana|ialah|daripada|bahawa|beliau|iaitu|syarikat|polis|wang|jabatan|pejabat|bekas|awam|negeri|berkenaan"
    r"|turut|sempena|jumaat|isnin|khamis|ahad|mac|ogos|disember|baharu|kereta|manakala|tempatan|kementerian)\b",
    re.IGNORECASE)
_INDONESIAN = re.compile(
    r"\b(?:karena|bahwa|bisa|yaitu|perusahaan|polisi|uang|kantor|mantan|warga|provinsi|tersebut|jumat|senin|kamis"
    r"|minggu|maret|agustus|desember|mobil|rupiah|kabupaten|sedangkan|pemkab|pihaknya|menurutnya|usai|soal)\b",
    re.IGNORECASE)
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_ALPHABETS = {name: frozenset(letters + letters.upper()) for name, letters in (
    ("es", "áéíóúüñ"), ("ca", "àèéíïòóúüç"), ("gl", "áéíóúüñï"), ("pt", "áâãàçéêíóôõúü"), ("it", "àèéìíîòóùú"),
    ("fr", "àâæçéèêëîïôœùûüÿ"), ("de", "äöüßé"), ("nl", "éëïöüèáóíê"), ("sv", "åäöéüà"), ("no", "æøåéèêòóôäö"),
    ("da", "æøåéöä"), ("fi", "äöåšž"), ("et", "äõöüšž"), ("cs", "áčďéěíňóřšťúůýž"), ("sk", "áäčďéíĺľňóôŕšťúýž"),
    ("pl", "ąćęłńóśźż"), ("hu", "áéíóöőúüű"), ("ro", "ăâîșțşţ"), ("tr", "çğıöşüâîû"), ("az", "əçğıöşü"),
    ("hr", "čćđšž"), ("sr", "čćđšž"), ("bs", "čćđšž"), ("sl", "čšž"), ("lt", "ąčęėįšųūž"),
    ("lv", "āčēģīķļņšūž"), ("sq", "çë"),
    ("id", "é"), ("ms", "é"))}
"""Letters beyond a to z with which a language is written; foreign names bring others, but few."""
_ENGLISH = frozenset({"the", "of", "and", "to", "in", "a", "is", "for", "on", "with", "as", "by", "at", "from",
                      "after", "over", "has", "his", "her", "it", "be", "are", "was", "will", "not", "what", "how",
                      "why", "who", "its", "this", "that", "their", "new", "says", "us", "your", "you", "an", "have"})


class Language(NamedTuple):
    """A BCP-47 tag, where it came from, and whether declarations had to be overruled."""

    tag: str | None
    origin: str | None
    doubtful: bool


def language(doc: Document, article: dict[str, Any] | None, short: str, long: Callable[[], str]) -> Language:
    """Reconcile what a page declares with what it is written in.

    Parameters
    ----------
    doc : Document
        The parsed page.
    article : dict or None
        The page's own article in the linked data.
    short : str
        Title and description: what the declaration is checked against.
    long : callable
        Gives more text of the page; called only where in doubt.

    Returns
    -------
    Language
        BCP-47 tag; None where nothing is declared and there is too little text.

    References
    ----------
    .. [1] M. Lui, T. Baldwin, "langid.py: An Off-the-shelf Language Identification Tool", ACL 2012 (py3langid).
    .. [2] A. Phillips, M. Davis, RFC 5646, Tags for Identifying Languages, 2009.
    """
    declared = declarations(doc, article)
    primaries = {tag.split("-")[0] for tag, _ in declared}
    if len(primaries) == 2 and "en" in primaries and not declared[0][0].startswith("en") and _not_english(short):
        declared = [d for d in declared if not d[0].startswith("en")]  # a template's default
        primaries = {tag.split("-")[0] for tag, _ in declared}
    short_doubt = _doubt(primaries, short)
    if not short_doubt:
        return Language(*declared[0], False)
    sample = f"{short}\n{long()}"[:_SAMPLE]
    if len(primaries) == 1 and not _doubt(primaries, sample):
        return Language(*declared[0], False)
    detected = detect(sample)
    if detected in _NEIGHBOURS:
        detected = _of_neighbours(sample, doc.url, detected)
    if detected is None:
        return Language(*declared[0], True) if declared else Language(None, None, False)
    agreeing = [d for d in declared if d[0].split("-")[0] == detected or {d[0].split("-")[0], detected} <= _NORWEGIAN]
    if agreeing:
        return Language(*agreeing[0], len(primaries) > 1)
    if declared and not _may_overrule(primaries, sample, detected):
        return Language(*declared[0], len(primaries) > 1)
    return Language(detected, "detected", bool(declared))


_NORWEGIAN = frozenset({"no", "nb", "nn", "da"})


_HARDLY_SHORT, _HARDLY = 0.0, 0.06
"""Share of a language's small words below which a title with its lead, or a text, is perhaps not in it."""
_MACRO = {"wuu": "zh", "yue": "zh", "cmn": "zh"}
"""What the classifier tells apart and newsrooms do not."""
_LETTERS, _LETTERS_OF_A_SCRIPT = 20, 8
"""Letters from which a language is told, and those that do where the script alone tells it."""
_NEIGHBOURS = frozenset({"hr", "sr", "bs", "id", "ms"})


def _of_neighbours(text: str, url: str | None, detected: str) -> str:
    """Serbian in Latin letters, Croatian, Bosnian; Malay, Indonesian: by words, else by the country of the address."""
    country = _COUNTRY.match(url or "")
    at_home = _BY_COUNTRY[country[1].lower()] if country else None
    if detected in ("id", "ms"):
        malay, indonesian = len(_MALAY.findall(text)), len(_INDONESIAN.findall(text))
        if malay != indonesian:
            return "ms" if malay > indonesian else "id"
        return at_home if at_home in ("id", "ms") else detected
    at_home = None if at_home in ("id", "ms") else at_home
    ekavian, ijekavian = len(_EKAVIAN.findall(text)), len(_IJEKAVIAN.findall(text))
    if ekavian > ijekavian:
        return "sr"
    if ijekavian > ekavian:
        return at_home or ("hr" if detected == "sr" else detected)
    return at_home or detected


def _has_foreign_letters(language: str, text: str) -> bool:
    """Tell whether much of what is beyond a to z are letters with which the language is not written."""
    alphabet = _ALPHABETS.get(language)
    if alphabet is None or text.isascii():
        return False
    letters = _ACCENTED.findall(text)
    foreign = sum(c not in alphabet for c in letters)
    return foreign > 2 and foreign * 5 > len(letters)


def declarations(doc: Document, article: dict[str, Any] | None) -> list[tuple[str, str]]:
    """Language tags that a page declares, the most reliable first, each with its origin."""
    root = next(iter(doc.heads.get("html", ())), None)
    attributes = root.attributes if root is not None else {}
    stated = [
        (attributes.get("lang") or attributes.get("xml:lang"), "html lang"),
        (jsonld.text(article, "inLanguage") if article else None, "json-ld inLanguage"),
        (doc.meta("content-language", "language", "dc.language", "dcterms.language", "inlanguage"), "meta language"),
        (doc.meta("og:locale"), "meta og:locale"),
    ]
    return [(tag, origin) for value, origin in stated if value and (tag := normalise(value))]


def normalise(value: str) -> str | None:
    """BCP-47 tag of a declared language; country codes used for languages and plain names are mended.

    Examples
    --------
    >>> normalise("en_gb"), normalise("ua-UA"), normalise("Deutsch"), normalise("zh_hant_TW"), normalise("?")
    ('en-GB', 'uk-UA', 'de', 'zh-Hant-TW', None)
    """
    value = value.strip()[:40]
    if value.lower() in _NAMES:
        return _NAMES[value.lower()]
    match = _TAG.match(value)
    if not match or match[1].lower() in ("und", "mul", "xx", "xxx", "zxx", "utf", "iso", "all"):
        return None
    primary = _REPAIRS.get(match[1].lower(), match[1].lower())
    return "-".join(p for p in (primary, (match[2] or "").title(), (match[3] or "").upper()) if p)


def script(text: str) -> tuple[str, frozenset[str]] | None:
    """Most frequent script of a text and the languages written in it; None for Latin and for too few letters."""
    if text.isascii() or not _NOT_LATIN.search(text):
        return None
    counts: dict[str, int] = {}
    for letter, count in Counter(text).items():
        at = bisect_right(_STARTS, letter) - 1
        if at >= 0 and letter <= _ENDS[at][0]:
            counts[_ENDS[at][1]] = counts.get(_ENDS[at][1], 0) + count
    if counts.get("Kana", 0) > 2 + len(text) // 50:  # kana beside many Han characters: Japanese
        return "Kana", _WRITTEN["Kana"]
    latin = counts.pop("Latn", 0)
    name = max(counts, key=lambda n: counts[n], default=None)
    return (name, _WRITTEN[name]) if name and counts[name] > max(latin, 5) else None


def _doubt(primaries: set[str], text: str) -> bool:
    """Tell whether the declared languages and the letters of the text leave a doubt."""
    if len(primaries) != 1:
        return not (len(primaries) == 2 and primaries <= _NORWEGIAN - {"da"})
    (primary,) = primaries
    found = script(text)
    if found is None:
        if primary in _OTHER_SCRIPTS and len(_LATIN.findall(text)) > 30:
            return True
        return _not_english(text) if primary == "en" else _is_seemingly_other(primary, text)
    if primary not in found[1]:
        return True
    if found[0] == "Cyrl":
        return cyrillic(text) not in (None, primary) and primary in ("uk", "ru", "be", "bg", "mk", "sr")
    return neighbour(primary, text) is not None


def _is_seemingly_other(primary: str, text: str) -> bool:
    """Tell whether a text in Latin letters is surely English, or of another language than the one declared."""
    return (_is_english(text) or _has_foreign_letters(primary, text) or neighbour(primary, text) is not None
            or lacks(primary, text, _HARDLY_SHORT))


def cyrillic(text: str) -> str | None:
    """Language by the letters that its neighbours lack; None where these do not tell."""
    beyond = "".join(_BEYOND_SLAVIC.findall(text)).lower()
    if len(beyond) > 2 and len(beyond) * 50 > len(text):
        found = (name for name, letters in _OTHER_CYRILLIC if sum(map(beyond.count, letters)) > 1)
        return next(found, "ky" if "ң" in beyond else "mn")
    uk, ru, be = (len(p.findall(text)) for p in (_UKRAINIAN, _RUSSIAN, _BELARUSIAN))
    if not uk and not ru and len(_BULGARIAN.findall(text)) > 1:  # to Russians it is the rarest letter
        return "bg"
    if be and be * 20 > uk:
        return "be"
    if uk > 2 * ru and uk > 1:
        return "uk"
    if ru > 2 * uk and ru > 1:
        return "ru"
    return None


def _not_english(text: str) -> bool:
    words = text.lower().split()
    return len(words) > 8 and sum(w in _ENGLISH for w in words) < len(words) / 14


def _may_overrule(primaries: set[str], sample: str, detected: str) -> bool:
    """Detection beats a declaration of another script, of letters that the text lacks, and on sure English or none."""
    found = script(sample)
    if found is not None and not primaries & found[1]:
        return True
    if found is not None and found[0] == "Cyrl":
        return cyrillic(sample) == detected
    if primaries & _OTHER_SCRIPTS and found is None:
        return True
    if detected == "en":
        return _is_english(sample)
    if len(primaries) == 1 and any(neighbour(p, sample) == detected for p in primaries):
        return True
    is_lacking = len(primaries) == 1 and found is None and all(lacks(p, sample, _HARDLY) for p in primaries)
    if is_lacking and detected not in _NEIGHBOURS and by_function_words(sample) == detected:
        return True
    if len(primaries) == 1 and found is None and all(_has_foreign_letters(p, sample) for p in primaries):
        return not _has_foreign_letters(detected, sample)
    return "en" in primaries and _not_english(sample) and len(sample) > 200


def detect(text: str) -> str | None:
    """Language of a text: by its script or its small words where these settle it, else by py3langid.

    None for too little text.
    """
    text = text.strip()
    letters = sum(map(str.isalpha, text))
    found = script(text) if letters >= _LETTERS_OF_A_SCRIPT else None
    if letters < _LETTERS and (found is None or (len(found[1]) > 1 and found[0] != "Hani")):
        return None
    if found is not None:
        if len(found[1]) == 1:
            return next(iter(found[1]))
        if found[0] == "Hani":  # a few sentences of Japanese or Korean would hold kana or Hangul
            return "zh"
        if found[0] == "Cyrl" and (by_letters := cyrillic(text)):
            return by_letters
    known = by_function_words(text[:_SAMPLE // 3]) or by_function_words(text[:_SAMPLE])
    if known is None:
        known = str(_classifier()(text[:_SAMPLE])[0])
    return _MACRO.get(known, known)


def _is_english(text: str) -> bool:
    """Tell surely English text by its function words."""
    words = text.lower().split()
    common = [w for w in words if w in _ENGLISH]
    return len(words) > 11 and "the" in common and len(common) > len(words) / 4 and len(set(common)) > 4


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    """py3langid's classifier: loaded on first use, since it takes longer than reading a thousand pages."""
    import py3langid

    return py3langid.classify  # type: ignore[no-any-return]
