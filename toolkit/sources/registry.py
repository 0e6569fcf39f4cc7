"""The one table of formats: names, file endings, sniffers and readers.

A reader is named as ``module:function`` and imported on use, so that listing the formats costs nothing. It takes an
`Input` and the `Options` of the load and yields `toolkit.records.Page` for what it read, `Rejected` for the parts that
it could not read, and `Note` for what the report should say of the input; it raises `toolkit.errors.InputError` where
nothing of the input can be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.errors import InputError, OptionError
from toolkit.records import Page
from toolkit.sources.inputs import Input, Note, Options, Rejected

if TYPE_CHECKING:
    import pandas as pd

Sniffer = Callable[[bytes, Path], bool]
Reader = Callable[[Input, Options], Iterable[Page | Note | Rejected]]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of input.

    Attributes
    ----------
    name : str
        As in the ``source_format`` column.
    meaning : str
        What it is, in words.
    suffixes : tuple of str
        Lower-case endings of file names, each also followed by ``.gz``.
    sniff : callable
        ``sniff(head, path)`` says whether the beginning of the unpacked bytes is of this format.
    reader : str or callable
        The reader, or ``module:function`` where it is found.
    by_content : bool
        Whether the sniffer may also settle files whose ending belongs to no or another format.
    """

    name: str
    meaning: str
    suffixes: tuple[str, ...]
    sniff: Sniffer
    reader: str | Reader
    by_content: bool = True

    def load_reader(self) -> Reader:
        """Import and return the reader."""
        if callable(self.reader):
            return self.reader
        module, _, function = self.reader.partition(":")
        loaded: Reader = getattr(import_module(module), function)
        return loaded


_HTML_MARK = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|meta|title|article|div|p|h1|main|section|span|table)[\s>/]", re.I)
_FEED_MARK = re.compile(rb"<(?:\w+:)?(?:rss|RDF)[\s>]|<(?:\w+:)?feed[\s>]")
_JSON_FEED_MARK = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_SITEMAP_MARK = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_MHTML_MARK = re.compile(rb"^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*content-type:\s*multipart/related", re.I)
_FEED_ROOT_FIRST = 2048


def _is_text(head: bytes) -> bool:
    if head.count(b"\x00") > len(head) // 1000:
        return False
    control = sum(head.count(bytes([code])) for code in (1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20))
    return control <= len(head) // 200


def _sniff_html(head: bytes, path: Path) -> bool:
    other = _sniff_feed(head, path) or _sniff_mhtml(head, path)
    return _is_text(head) and _HTML_MARK.search(head) is not None and not other


def _sniff_mhtml(head: bytes, path: Path) -> bool:
    return _MHTML_MARK.search(head) is not None


def _sniff_feed(head: bytes, path: Path) -> bool:
    start = head[:_FEED_ROOT_FIRST]
    if _FEED_MARK.search(start) is not None:
        return re.search(rb"<html[\s>]", start, re.I) is None
    return head.lstrip()[:1] == b"{" and _JSON_FEED_MARK.search(head) is not None


def _sniff_sitemap(head: bytes, path: Path) -> bool:
    return _SITEMAP_MARK.search(head) is not None and re.search(rb"<html[\s>]", head, re.I) is None


def _sniff_parquet(head: bytes, path: Path) -> bool:
    return head.startswith(b"PAR1")


def _sniff_json(head: bytes, path: Path) -> bool:
    return re.match(rb"\s*(?:\[\s*(?:\{|\])|\{\s*(?:\"|\}))", head) is not None and _is_text(head)


def _sniff_separated(head: bytes, path: Path) -> bool:
    first = head.lstrip().split(b"\n", 1)[0]
    return _is_text(head) and not first.startswith(b"<") and not _sniff_json(head, path)


def _sniff_warc(head: bytes, path: Path) -> bool:
    return head.startswith(b"WARC/")


def _sniff_dump(head: bytes, path: Path) -> bool:
    return _is_text(head) and not head.lstrip().startswith((b"<", b"%PDF", b"{\\rtf"))


_BUILT_IN: Final = (
    Format("parquet", "Parquet table of articles", (".parquet", ".pq"), _sniff_parquet,
           "toolkit.sources.tables:read_parquet"),
    Format("warc", "WARC archive of pages (extra: archives)", (".warc",), _sniff_warc,
           "toolkit.sources.archives:read_warc"),
    Format("mhtml", "page saved as one MHTML file", (".mhtml", ".mht"), _sniff_mhtml,
           "toolkit.sources.pages:read_mhtml"),
    Format("feed", "RSS, RDF, Atom or JSON feed", (".rss", ".atom", ".rdf", ".xml", ".json"), _sniff_feed,
           "toolkit.sources.feeds:read_feed"),
    Format("sitemap", "news sitemap", (".xml",), _sniff_sitemap, "toolkit.sources.sitemaps:read_sitemap"),
    Format("html", "saved HTML page", (".html", ".htm", ".xhtml", ".shtml"), _sniff_html,
           "toolkit.sources.pages:read_html"),
    Format("jsonl", "table of articles, one JSON object a line", (".jsonl", ".ndjson"), _sniff_json,
           "toolkit.sources.tables:read_jsonl", by_content=False),
    Format("json", "table of articles, a JSON array of objects", (".json",), _sniff_json,
           "toolkit.sources.tables:read_json", by_content=False),
    Format("csv", "table of articles, separated by commas, semicolons or tabs", (".csv", ".tsv", ".tab"),
           _sniff_separated, "toolkit.sources.tables:read_csv", by_content=False),
    Format("text", "plain-text dump of a page", (".txt", ".text"), _sniff_dump,
           "toolkit.sources.dumps:read_dump", by_content=False),
)
_formats: dict[str, Format] = {f.name: f for f in _BUILT_IN}

_MAGIC: Final = (
    (b"%PDF", "a PDF; save the page as HTML or text"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP or Office file; unpack it, or export the table as CSV"),
    (b"\x1f\x8b", "a gzip file inside a gzip file; unpack it once"),
    (b"BZh", "a bzip2 file; unpack it or pack it as .gz"),
    (b"\xfd7zXZ", "an xz file; unpack it or pack it as .gz"),
    (b"(\xb5/\xfd", "a Zstandard file; unpack it or pack it as .gz"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database; export the table as CSV"),
    (b"PAR1", "a Parquet table; name it .parquet"),
    (b"bplist", "a Safari web archive; save the page as page source or MHTML"),
)


def register_format(name: str, *, suffixes: Iterable[str], sniff: Sniffer, reader: Reader) -> None:
    """Teach `load` another format; a format of the same name is replaced.

    Parameters
    ----------
    name : str
        Name in the ``source_format`` column.
    suffixes : iterable of str
        Endings of its file names, with the dot.
    sniff : callable
        ``sniff(head, path) -> bool``: whether the first 8 KB (unpacked) of a file are of this format.
    reader : callable
        ``reader(input, options)`` yields `Page` records; ``input.read()`` gives the unpacked bytes. It raises
        `InputError` with a reason where it cannot read the input. A load in several processes needs a function
        at the top level of a module.

    Raises
    ------
    OptionError
        If the name is empty, a suffix lacks its dot, or ``sniff`` or ``reader`` cannot be called.

    Examples
    --------
    >>> import toolkit as tk
    >>> def read_lines(source, options):
    ...     for line in source.read().decode().splitlines():
    ...         yield tk.Page(article=tk.Article(title=line))
    >>> tk.register_format("headline lines", suffixes=[".heads"], sniff=lambda head, path: True, reader=read_lines)
    >>> "headline lines" in tk.formats()["format"].tolist()
    True
    """
    if isinstance(suffixes, str) or not isinstance(suffixes, Iterable):
        raise OptionError(f"suffixes={suffixes!r} is no list of endings; one looks like ['.html']")
    endings = tuple(str(s).lower() for s in suffixes)
    if not isinstance(name, str) or not name:
        raise OptionError("register_format needs a name, for instance 'lines'")
    for ending in endings:
        if not ending.startswith("."):
            raise OptionError(f"suffix {ending!r} of format {name!r} must begin with a dot, as in '.html'")
    for what, given in (("sniff", sniff), ("reader", reader)):
        if not callable(given):
            raise OptionError(f"{what} of format {name!r} is {given!r}, not a function")
    _formats[name] = Format(name, (reader.__doc__ or name).strip().splitlines()[0], endings, sniff, reader)


def added_formats() -> list[Format]:
    """Formats that `register_format` added, for the processes of a load."""
    return [f for f in _formats.values() if f not in _BUILT_IN]


def add_formats(formats: Iterable[Format]) -> None:
    """Add formats as they are."""
    _formats.update({f.name: f for f in formats})


def formats() -> pd.DataFrame:
    """List the formats that `load` reads.

    Returns
    -------
    DataFrame
        One row per format: ``format, suffixes, meaning``. Each suffix may be followed by ``.gz``; a file with another
        ending is told by its content.

    Examples
    --------
    >>> import toolkit as tk
    >>> tk.formats().query("format == 'html'")["suffixes"].item()
    '.html .htm .xhtml .shtml'
    """
    import pandas as pd

    from toolkit.schema import FORMATS, conform

    rows = [(f.name, " ".join(f.suffixes), f.meaning) for f in _formats.values()]
    return conform(pd.DataFrame(rows, columns=FORMATS.names), FORMATS)


def known_suffixes() -> list[str]:
    """All endings, each once, in the order of the formats."""
    return list(dict.fromkeys(s for f in _formats.values() for s in f.suffixes))


def find_format(source: Input) -> Format:
    """Format of an input: by its ending where the content agrees, else by its content.

    Raises
    ------
    InputError
        If no format fits; the reason says what the file is, where that can be told.
    """
    head = source.head()
    candidates = list(reversed(_formats.values())) if added_formats() else list(_formats.values())
    for chosen in candidates:
        if source.suffix in chosen.suffixes and chosen.sniff(head, source.path):
            return chosen
    for chosen in candidates:
        if chosen.by_content and not callable(chosen.reader) and chosen.sniff(head, source.path):
            return chosen
    raise InputError(_why_unknown(source, head))


def _why_unknown(source: Input, head: bytes) -> str:
    named = f"named {source.suffix}, but " if source.suffix in known_suffixes() else ""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return f"{named}it is {what}"
    if named and not _is_text(head):
        return f"{named}its content is binary, not text; save the page again as HTML"
    if named:
        return f"{named}its content is of another kind (it begins {head[:30]!r}); name it by its format"
    return (f"no reader for files ending in {source.suffix or 'nothing'!r}; "
            f"these are read: {' '.join(known_suffixes())}, each also with .gz")
