"""Bytes to text: byte order mark, valid UTF-8, what the page declares, and letter statistics.

The order is that of the HTML standard (byte order mark, declaration, detection) with one change that stored pages
need: text that is valid UTF-8 with letters beyond ASCII is UTF-8 whatever it declares, because a page that was saved
by a browser or a script is often recoded without its declaration being changed.

References
----------
WHATWG Encoding Standard, "Names and labels" (https://encoding.spec.whatwg.org/#names-and-labels), for what a declared
label means; WHATWG HTML, 13.2.3.2 "Determining the character encoding".
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from toolkit.errors import InputError

_DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""", re.I)
_DECLARATION_BYTES = 16_384
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\xff\xfe", "utf-16-le"),
                 (b"\xfe\xff", "utf-16-be"))
_LABELS: Final = {
    # what browsers take these labels for; the supersets hold the letters that pages really use
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso8859-1": "cp1252", "ansi": "cp1252", "x-cp1252": "cp1252",
    "windows-1251": "cp1251", "win-1251": "cp1251", "win1251": "cp1251", "cp-1251": "cp1251", "x-cp1251": "cp1251",
    "koi8-ru": "koi8-u", "koi": "koi8-r", "koi8": "koi8-r", "dos-866": "cp866",
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "korean": "cp949", "x-euc-jp": "euc_jp",
    "iso-8859-9": "cp1254", "tis-620": "cp874", "iso-8859-11": "cp874", "windows-874": "cp874",
    "big5": "big5hkscs", "unicode": "utf-8", "utf8": "utf-8", "utf8mb4": "utf-8", "x-mac-cyrillic": "mac_cyrillic",
}
_CYRILLIC: Final = ("cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic")
_UKRAINIAN = rb"[\xa4\xa6\xa7\xad\xb4\xb6\xb7\xbd]"
_KOI8_U_ONLY = re.compile(rb"(?<=[\xc0-\xff])" + _UKRAINIAN + rb"|" + _UKRAINIAN + rb"(?=[\xc0-\xff])")

# Frequencies of letters per mille in running text, Ukrainian and Russian taken together: rough on purpose, since the
# wrong code page gives a wholly different order of letters.
_FREQUENT: Final = dict(zip("оаеинтрсвлкпмдузяьыбгчйіхжєїюшцщфґэёъ",
                            (97, 83, 78, 72, 68, 60, 48, 48, 45, 42, 36, 30, 31, 31, 29, 18, 21, 17, 12, 16, 17, 14,
                             10, 25, 10, 8, 3, 4, 7, 7, 6, 4, 3, 1, 2, 1, 1), strict=True))
_TYPOGRAPHY: Final = frozenset("\xa0\xad«»„“”‘’–—…№•©®™°§€")
_OTHER_SCRIPTS: Final = ["cp1252", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1251", "koi8_u",
                         "cp932", "euc_jp", "cp949", "gb18030", "big5hkscs", "cp874"]
_WORD_BREAK = re.compile(r"[а-яёєіїґ][А-ЯЁЄІЇҐ]")
_SAMPLE = 60_000
_TEXT_PER_NULL: Final = 1000
"""Bytes of text per stray null byte: careless servers send a few, pictures and programs are full of them."""
_TRUSTED_SCORE: Final = 38.0
"""Mean frequency of the letters beyond ASCII above which text is Cyrillic prose (chance gives about 15)."""
_TRUSTED_LETTERS: Final = 15


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text, the encoding it was read with, and a note where that is not what the bytes declare."""

    text: str
    encoding: str
    note: str | None = None


def declared_encoding(data: bytes) -> str | None:
    """Label that a page or XML file gives for its own encoding."""
    match = _DECLARED.search(data[:_DECLARATION_BYTES])
    return (match.group(1) or match.group(2)).decode("ascii", "replace").lower() if match else None


def codec_name(label: str) -> str | None:
    """Python codec of a label, None where there is none for text."""
    name = _LABELS.get(label.strip().lower(), label.strip().lower())
    try:
        info = codecs.lookup(name)
        "".encode(info.name)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return info.name


def decode(data: bytes, *, stated: str | None = None) -> Decoded:
    """Read bytes as text.

    Parameters
    ----------
    data : bytes
        A page, feed, table or dump.
    stated : str, optional
        Encoding that came with the bytes, from an HTTP or MIME header. The text's own declaration comes second.

    Returns
    -------
    Decoded
        Text without byte order mark, encoding and note.

    Raises
    ------
    InputError
        If the bytes are no text, or fit no encoding and name none that is known.

    Examples
    --------
    >>> decode("Новини області за середу".encode("cp1251")).encoding
    'cp1251'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark):].decode(encoding, "replace"), encoding)
    wide = utf16_without_mark(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide)
    if b"\x00" in data:
        if data.count(b"\x00") > len(data) // _TEXT_PER_NULL:
            raise InputError("the content is binary, not text; save the page again as HTML or text")
        data = data.replace(b"\x00", b"")
    label = stated or declared_encoding(data)
    codec = codec_name(label) if label else None
    unknown = f"declares the encoding {label!r}, which is not known" if label and not codec else None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, label, codec, unknown, error)
    if codec and codec.startswith(("iso2022", "hz")) and b"\x1b" in data:
        return Decoded(data.decode(codec, "replace"), codec)
    return Decoded(text, "utf-8", f"{unknown}; read as UTF-8, which it is" if unknown else None)


def _decode_legacy(data: bytes, label: str | None, codec: str | None, unknown: str | None,
                   error: UnicodeDecodeError) -> Decoded:
    """Decode what is no clean UTF-8: declared, nearly UTF-8, Cyrillic by its letters, or detected."""
    cyrillic, score, letters = _best_cyrillic(data)
    sure = score >= _TRUSTED_SCORE and letters >= _TRUSTED_LETTERS
    if codec and codec != "utf-8":
        if sure and cyrillic != codec and _contradicts(data, codec, score):
            return _decoded_cyrillic(data, cyrillic, f"declares {label!r}, but its letters are those of {cyrillic}")
        return Decoded(data.decode(codec, "replace"), codec)
    text = data.decode("utf-8", "replace")
    broken, beyond = text.count("\ufffd"), sum(1 for b in data[:_SAMPLE] if b > 127)
    if broken * 50 <= beyond or (error.end >= len(data) - 4 and broken == 1):
        note = f"{unknown}; read as UTF-8" if unknown else f"{broken} bytes are not UTF-8 and were replaced"
        return Decoded(text, "utf-8", note)
    if sure:
        why = unknown or ("declares 'utf-8', but is not" if codec else None)
        return _decoded_cyrillic(data, cyrillic, why)
    return _detected(data, unknown)


def _decoded_cyrillic(data: bytes, codec: str, why: str | None) -> Decoded:
    if codec == "koi8-u" and not _KOI8_U_ONLY.search(data):
        codec = "koi8-r"
    return Decoded(data.decode(codec, "replace"), codec, f"{why}; read as {codec}" if why else None)


def _detected(data: bytes, unknown: str | None) -> Decoded:
    """Last resort for other scripts: charset_normalizer, trusted only where little of the text is chaos."""
    from charset_normalizer import from_bytes

    visible = re.sub(rb"<[^>]*>", b" ", data[:_SAMPLE])
    best = from_bytes(visible, threshold=0.15, cp_isolation=_OTHER_SCRIPTS).best()
    if best is not None and best.coherence > 0 and not unknown:
        return Decoded(data.decode(best.encoding, "replace"), best.encoding,
                       f"declares no encoding that fits; read as {best.encoding} by its letters")
    if unknown is None and sum(1 for b in data[:_SAMPLE] if b > 127) * 20 < len(data[:_SAMPLE]):
        return Decoded(data.decode("cp1252", "replace"), "cp1252", "declares no encoding that fits; read as cp1252")
    raise InputError(f"{unknown or 'the encoding cannot be told'}, and the bytes are not valid UTF-8 nor a Cyrillic "
                     "code page; save the file as UTF-8, or put the right charset into its <meta charset>")


def _contradicts(data: bytes, codec: str, best: float) -> bool:
    """Whether the declared codec reads the letters much worse than the best Cyrillic one."""
    if codec.startswith(("gb", "cp9", "euc", "big5", "iso2022", "shift")):
        return False
    score, letters = _score(data[:_SAMPLE], codec)
    return score < best * 0.7 or letters < _TRUSTED_LETTERS


def _best_cyrillic(data: bytes) -> tuple[str, float, int]:
    sample = re.sub(rb"<[^>]{0,2000}>", b" ", data[:_SAMPLE])
    scored = [(*_score(sample, codec), codec) for codec in _CYRILLIC]
    score, letters, codec = max(scored)
    return codecs.lookup(codec).name, score, letters


def _score(sample: bytes, codec: str) -> tuple[float, int]:
    """Mean frequency of the letters beyond ASCII, lowered by capitals inside words; and how many letters."""
    text = sample.decode(codec, "replace")
    beyond = [c for c in text if c > "\x7f" and c not in _TYPOGRAPHY]
    if not beyond:
        return 0.0, 0
    # capitals count less: in the wrong code page whole words come out in capitals or as "пРИВЕТ"
    total = sum(_FREQUENT.get(c, 0.0) or 0.5 * _FREQUENT.get(c.lower(), 0.0) for c in beyond)
    breaks = len(_WORD_BREAK.findall(text))
    return total / len(beyond) * max(0.0, 1 - 4 * breaks / len(beyond)), sum(c.isalpha() for c in beyond)


def utf16_without_mark(data: bytes) -> str | None:
    """Name of UTF-16's byte order where text lacks the mark that tells it: every other byte is null."""
    sample = data[:2000]
    if len(sample) < 40 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.2 and even < len(sample) * 0.02:
        return "utf-16-le"
    if even > len(sample) * 0.2 and odd < len(sample) * 0.02:
        return "utf-16-be"
    return None
