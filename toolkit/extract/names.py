"""Names in bylines: split, cleaned of what is no name, and told from organisations."""

from __future__ import annotations

import re
from collections.abc import Iterable

_AND = "and|und|et|та|і|и|og|och|ve|ja|en|és|și|si|dan|và|oraz|plus|with|mit|avec"
_SPLIT = re.compile(
    rf"\s*[;|\n\t•·／]\s*|\s*[、，,]\s*(?:(?:{_AND}|y|e)\s+)?"
    rf"|\s+(?:{_AND})\s+"
    r"|\s*&\s*|\s+[–—-]\s+|\s+/\s+")
_SHORT_AND = re.compile(r"\s+(?:y|e|i|a|u|j|in|ir|un|och)\s+")
_NAMES_JOINED_BY_SHORT_AND = {"es": "y|e", "gl": "e", "ca": "i", "it": "e", "pt": "e", "pl": "i", "cs": "a", "sk": "a",
                              "hr": "i", "sr": "i", "bs": "i", "sl": "in", "lt": "ir", "lv": "un", "uk": "й", "bg": "и"}
_BY = re.compile(
    r"^(?:(?:written|story|reported|words|text|texts|article|analysis|opinion|comment|report|review|interview|edited|"
    r"posted|published|reporting|compiled|produced|contributed)\s+)?"
    r"(?:by|von|vom|par|por|di|da|de|door|av|af|od|przez|autor(?:ka|in|en|es|a|i|zy)?|auteurs?|autore|autori|"
    r"authors?|writers?|text|texte?|tekst|testo|texto|redaktion|"
    r"автори?|авторы?|авторка|текст|підготував|підготувала|подготовил|подготовила|автор статті|автор статьи|"
    r"szerző|írta|yazan|yazar|penulis|oleh|reporter|tác giả|σύνταξη|του|της|από|γράφει|"
    r"kommentar von|analyse von|eine?\s+\w+\s+von|an?\s+\w+\s+by|une?\s+\w+\s+(?:de|par)|interview|"
    r"von unserem korrespondenten|skrevet av|skriven av|"
    r"opracowanie|oprac\.?|opr\.?|napisał|napisała|propos recueillis par|recueilli par|"
    r"文|作者|(?:本报|本刊|本報|特约)?(?:記者|记者)|取材・文|執筆|"
    r"بقلم|كتب|كتبت|מאת|लेखक|द्वारा)(?:\s*[:：・]\s*|\s+|(?<=[文者])\s*)(?=\S)", re.IGNORECASE)
_NOT_SIGNED = re.compile(
    r"^(?:photos?|foto(?:s|grafie|graf)?|bild(?:er)?|image|video|illustration|grafik|graphic|camera|фото|відео|видео|"
    r"share|teilen|follow|folgen|subscribe|read more|mehr|updated?|aktualisiert|published|veröffentlicht|stand|"
    r"source|quelle|fuente|fonte|источник|джерело)\b", re.IGNORECASE)
_EMAIL = re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+|(?<!\w)@\w+")
_PARENTHESES = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_TAIL = re.compile(
    r"(?:\s+(?:in|on|aus|from|reports?|berichtet|à|a|en|w|z|из|із|для|for|at|bei|vor|für)\s+[A-ZÀ-ÞА-ЯЄІЇҐ].*"
    r"|\s+(?:is|ist|est|es|è|was|has)\s+.*)$")
_ROLE = re.compile(
    r"\b(?:editor|reporter|correspond[ea]nte?|korrespondent(?:in)?|journalist(?:e|in|a|ka)?"
    r"|redakt(?:eur|eurin|ør|ör|or|orka)"
    r"|columnist(?:a)?|chief|head of|producer|writer|contributor|staff|senior|political|professor|kolumnist(?:in)?|"
    r"autor(?:in)?|reporterin|chefred\w*|leiter(?:in)?|enviad[oa] especial|periodista|redactor[a]?|giornalista|"
    r"редактор\w*|журналіст\w*|журналист\w*|кореспондент\w*|корреспондент\w*|оглядач\w*|обозревател\w*|dziennikar\w*|"
    r"experte?|analyst|freelance|intern|volont[äa]r(?:in)?|special to|guest|minutes?|min read|lesezeit|lesedauer)\b",
    re.IGNORECASE)
_ORGANISATION = re.compile(
    r"\b(?:agency|agence|agentur|agencia|agenzia|agência|agencja|presse|press|news|media|newspaper|magazine|network|desk|"
    r"team|staff|board|editors|editorial|redaktion(?:en)?|redakcj[ai]|redakce|redakcia|redacci[oó]n|redazione|"
    r"r[ée]daction|"
    r"redactie|redaksjonen|redaksi|redação|redaktionen|toimitus|szerkesztőség|newsroom|reuters|times|post|gazette|herald|"
    r"tribune|group|gmbh|inc|ltd|llc|corp|company|foundation|institute|university|ministry|tv|radio|channel|online|"
    r"редакція|редакция|агентство|новини|новости|інтерфакс|интерфакс|пресслужба|телеканал|газета|"
    r"тасс|укрінформ|укринформ|xinhua|kyodo|yonhap|bloomberg|cnn|bbc)\b"
    r"|\b(?-i:AFP|DPA|APA|ANSA|EFE|AP|UPI|PTI|IANS|ANI|SID|KNA|EPD|TT|NTB|STT|Ritzau|Belga|ANP|PAP|CTK|ČTK|TASR|SITA|MTI|"
    r"TASS|AFX|OTS)\b"
    r"|^(?:afp|dpa|apa|ansa|efe|ap|upi|pti|ians|ani|sid|kna|epd|tt|ntb|stt|anp|pap|ctk|čtk|tasr|sita|mti|tass|afx|ots)$"
    r"|\.(?:com|org|net|de|ru|ua|info|co|eu|at|ch)\b"
    r"|編集部|新聞|通信|编辑部|新华社|記者会|نيوز|وكالة|تحرير",
    re.IGNORECASE)
_PARTICLES = frozenset({"de", "da", "di", "do", "dos", "das", "del", "della", "der", "den", "dem", "des", "du", "van",
                        "von", "vom", "zu", "zum", "zur", "la", "le", "el", "al", "bin", "ibn", "ben", "y", "e", "af",
                        "av", "ter", "ten", "te", "bint", "abu", "und", "i", "o'", "d'", "mc", "mac", "st", "san",
                        "jr", "sr", "ii", "iii"})
_NOBODY = frozenset({"admin", "administrator", "unknown", "null", "none", "undefined", "author", "guest", "user",
                     "editor", "webmaster", "n/a", "anonymous", "false", "true", "著者一覧", "著者",
                     "作者", "記者", "记者", "編集部"})
_SUFFIX = re.compile(r",\s+((?:Jr|Sr|II|III|IV)\b)", re.IGNORECASE)
_BRACKETED = re.compile(r"^\s*【([^【】]*)】\s*$")
_ROLE_AFTER = re.compile(rf"(?<=\w)(?:\s+(?:the\s+)?{_ROLE.pattern})+$", re.IGNORECASE)
_CJK_ROLE = re.compile(r"(?<=.)\s*(?:기자|특파원|논설위원|記者|记者|特派員|論説委員)$|^[^＝]*＝")
_HAN_NAMES = re.compile("[\u4e00-\u9fff]{2,4}(?:\\s+[\u4e00-\u9fff]{2,4})+$")
_REPORTING = re.compile(r"(?:報導|报道|綜合|综合|摄影|攝影|編譯|编译|電|电)$")
_NUMBER = re.compile(r"(?:^|\s)\d")
_PLAIN = re.compile("[A-ZÀ-ÞА-ЯЄІЇҐ][a-zß-ÿа-яёєіїґ]{1,20}(?:[ -][A-ZÀ-ÞА-ЯЄІЇҐ][a-zß-ÿа-яёєіїґ]{1,20}){1,2}")
_LONGEST = 2000
_LONGEST_CASELESS = 35
"""Without capitals only its length tells a name from a sentence."""

_CASED = re.compile("[A-Za-zÀ-ɏͰ-ϿЀ-ԯ]")
_EDGE = " \t\r\n,;:|/-–—·•*\"“”„«»‹›"


def split(value: str, language: str | None = None, *, visible: bool = False) -> list[str]:
    """Names in a byline, cleaned, in order.

    Parameters
    ----------
    value : str
        A byline, or what a page calls its author.
    language : str, optional
        Language of the page: one-letter words for "and" are only read as such in languages that have them.
    visible : bool
        Text that a reader sees may say anything; then only what is written like a name is taken.

    Returns
    -------
    list of str

    Examples
    --------
    >>> split("By Ann Lee and Jan de Vries, Political Editor")
    ['Ann Lee', 'Jan de Vries']
    >>> split("Автор: Олена Приклад, фото: Петро Інший")
    ['Олена Приклад']
    """
    if _PLAIN.fullmatch(value) and not (_BY.match(value) or _NOT_SIGNED.match(value) or _ROLE.search(value)
                                        or value.lower() in _NOBODY):
        return [value]  # most are: spared the rest
    if len(value) > _LONGEST:  # the last name would be cut
        value = value[:_LONGEST].rpartition(",")[0] or value[:_LONGEST]
    text = _BRACKETED.sub(r"\1", _EMAIL.sub("\n", value.replace("\xa0", " ")))
    text = _SUFFIX.sub(r" \1", _PARENTHESES.sub("\n", text))
    found: list[str] = []
    for part in _parts(text, language):
        name = clean(part)
        if name.count(" ") > 1 and _ROLE.search(name):
            name = _without_role(name, first=not found)
        # What follows a name is a place, a role or an employer more often than an odd name.
        if found and (_ROLE.search(name) or (name.isupper() and len(name) < 5) or _REPORTING.search(name)
                      or _is_place(name, found[0])):
            continue
        strict = visible or (bool(found) and name.count(" ") > 1)
        if name and (looks_like_name(name) if strict else is_possible(name)) and name not in found:
            found.append(name)
    return found


def _parts(text: str, language: str | None) -> Iterable[str]:
    text = _strip_by(text)
    if " " in text:  # two names; without a space, initials of a desk
        text = text.replace("/", "\n")
    for part in _SPLIT.split(text):
        words = _NAMES_JOINED_BY_SHORT_AND.get((language or "").split("-")[0])
        if (language or "").startswith("zh") and _HAN_NAMES.match(part.strip()):
            yield from part.split()
            continue
        if words:
            pieces = re.split(rf"\s+(?:{words})\s+", part)
            if len(pieces) > 1 and all(" " in p.strip() for p in pieces):
                yield from pieces
                continue
        yield part


def _strip_by(text: str) -> str:
    text = text.strip(_EDGE)
    for _ in range(2):
        shorter = _BY.sub("", text).strip(_EDGE)
        if shorter == text:
            break
        text = shorter
    return text


def clean(part: str) -> str:
    """One name without label, date, place and role; empty where nothing is left."""
    part = _strip_by(" ".join(part.split()))
    if _NOT_SIGNED.match(part):
        return ""
    digits = _NUMBER.search(part)
    if digits:  # a date or a time follows, or this is one
        part = part[:digits.start()] if part[:digits.start()].count(" ") > 0 else ""
    part = _TAIL.sub("", part).strip(_EDGE)
    if part and part[-1] > "\u2fff":
        part = _CJK_ROLE.sub("", part)
    return part.rstrip(".") if len(part.rpartition(" ")[2]) > 4 else part  # "Jr." and initials keep theirs


def _without_role(name: str, *, first: bool) -> str:
    """Name before or after the role that stands beside it without a comma: "Ann Lee Staff Writer", "Editor Ann Lee"."""
    before = _ROLE_AFTER.sub("", name) if first and not name.lower().endswith(" staff") else name
    if before != name and looks_like_name(before) and not is_organisation(before):
        return before
    after = name[max((m.end() for m in _ROLE.finditer(name)), default=0):].strip(_EDGE)
    return after if looks_like_name(after) and not is_organisation(after) else name


def _is_place(name: str, person: str) -> bool:
    """Tell whether a single word after a full name is where it was written, as "Ann Lee, Kyiv"."""
    return " " in person and " " not in name and len(name) > 3 and not is_organisation(name)


def is_possible(name: str) -> bool:
    """Tell whether a declared author can be one: short, with letters, no address, no number, not just a role."""
    if not 2 <= len(name) <= 80 or not any(map(str.isalpha, name)) or any(c in name for c in "@<"):
        return False
    if name.count(" ") > 7 or name.lower() in _NOBODY or name.lower().endswith("admin"):
        return False
    words = _ROLE.sub("", name).strip(_EDGE).split()
    if len(words) == len(name.split()):
        return True
    return len(words) > 1 and words[0][0].isupper() and sum(map(len, words)) > len(name) / 2


def looks_like_name(name: str) -> bool:
    """Tell whether a text is written like a person's name: two to five capitalised words, or a few CJK characters."""
    if not is_possible(name) or _ROLE.search(name) or any(c.isdigit() or c in ":?" for c in name):
        return False
    words = name.split()
    if not _CASED.search(name):
        compact = name.replace(" ", "").replace("・", "")
        cjk = any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in name)
        return 2 <= len(compact) <= 6 if cjk else 2 <= len(words) <= 4 and len(name) <= _LONGEST_CASELESS
    if not 2 <= len(words) <= 5:
        return False
    return all(w.lower().strip(".") in _PARTICLES or w[0].isupper() or "'" in w[:3] or "’" in w[:3] for w in words)


def is_organisation(name: str) -> bool:
    """Tell whether a name is that of an agency, a desk or an outlet rather than of a person."""
    return bool(_ORGANISATION.search(name)) or (name.isupper() and " " not in name and len(name) < 6)
