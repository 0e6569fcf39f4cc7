"""What a page's head claims about its times: linked data and ``meta`` elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from . import jsonld
from .document import Document
from .stamp_tokens import Written
from .stamps import read, read_iso

PUBLISHED, CREATED, MODIFIED = "published", "created", "modified"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about a time of the article.

    Attributes
    ----------
    role : str
        ``published``, ``created`` or ``modified``.
    written : Written
        What it states.
    origin : str
        As in `toolkit.records.Stamp`.
    rank : int
        Trust: 0 is the most trusted.
    clocked : bool
        Whether it has a fraction of a second other than 0, as a program's clock writes and no editor.
    alone : bool
        False for a date inside a longer text that does not say what it is the date of.
    """

    role: str
    written: Written
    origin: str
    rank: int
    clocked: bool = False
    alone: bool = True


_FRACTION: Final = re.compile(r":\d\d[.,]0*[1-9]")

# Trust by origin; claims of one rank count in the order of the page.
RANK_LINKED, RANK_META, RANK_MARKUP, RANK_TIME_TAG, RANK_VISIBLE = range(5)
RANK_OTHER_META, RANK_OTHER_LINKED, RANK_URL = range(5, 8)

_LINKED_KEYS: Final = (("datePublished", PUBLISHED), ("dateCreated", CREATED), ("uploadDate", CREATED),
                       ("dateModified", MODIFIED))

# Names that say "publication" and nothing else, the widest used first. Punctuation is left out of all.
_META_PUBLISHED: Final = (
    "articlepublishedtime", "ogpublishedtime", "ogarticlepublishedtime", "articlepublished", "articlepublishedat",
    "datepublished", "parselypubdate", "sailthrudate", "cxenseparserecspublishtime", "cxenseparsepublishtime",
    "rnewsdatepublished", "publishedtime", "publisheddate", "publishedat", "publicationdate", "publishdate",
    "publishtime", "pubdate", "pubtime", "articlepublisheddate", "articlepublishdate", "articlepublicationdate",
    "originalpublicationdate", "firstpublishdate", "firstpublished", "dcdateissued", "dctermsissued", "dcissued",
    "dcdatepublished", "dctermsdatepublished", "dateissued", "dateavailable", "dctermsavailable", "btpubdate",
    "shareaholicarticlepublishedtime", "vrpublishedtime", "mediatorpublishedtime", "articledateoriginal",
    "citationpublicationdate", "articlecreatetime", "articlecreateat", "videoreleasedate", "ogarticlepublished",
)  # fmt: skip
_META_CREATED: Final = (
    "dcdate", "dctermsdate", "dcdatecreated", "dctermscreated", "datecreated", "articlecreated", "date", "created",
    "createddate", "createdat", "citationdate", "citationonlinedate", "cdate", "origdate", "newsdate", "articledate",
)  # fmt: skip
_META_MODIFIED: Final = (
    "articlemodifiedtime", "ogupdatedtime", "ogmodifiedtime", "ogarticlemodifiedtime", "datemodified",
    "articlemodified", "articleupdated", "articleupdatedtime", "dcdatemodified", "dctermsmodified", "dcmodified",
    "modifieddate", "modifiedtime", "lastmodified", "lastmodifieddate", "lastupdated", "lastupdate", "dateupdated",
    "datelastmodified", "dateupdate", "revised", "lastmod", "updatedtime", "updatedat", "updateddate",
)  # fmt: skip
_STANDARD: Final = {name: (role, place) for role, names in ((PUBLISHED, _META_PUBLISHED), (CREATED, _META_CREATED),
                                                            (MODIFIED, _META_MODIFIED))
                    for place, name in enumerate(names)}
_MOST_METAS: Final = 100
_TIMELY: Final = re.compile(r"date|time|publ|pubd|created|updated|modif|revis|issued|lastmod")
_OTHER: Final = re.compile(r"publi\w*(?:date|time|at)$|(?:date|time)\w*publi|pub_?(?:date|time)|first_?publi|issued")
# What programs write for "no date": the beginnings of their calendars.
_NULL_DATES: Final = frozenset(((1970, 1, 1), (1969, 12, 31), (1900, 1, 1), (1899, 12, 30), (1899, 12, 31)))
_PLAIN: Final = re.compile(r"[^a-z]+")
_OF_THE_PAGE: Final = re.compile(r"article|posting|webpage|itempage|creativework|report|news|story|blog|page$")
"""Types that stand for the page's article where no object is an Article: misspelt ones, and wider ones."""
_NEVER: Final = frozenset(("newsmediaorganization", "collectionpage", "profilepage", "searchresultspage", "blog"))


def head_claims(doc: Document, language: str | None) -> list[Claim]:
    """Claims of linked data and of ``meta`` elements, the most trusted first."""
    return sorted((*_linked(doc, language), *_meta(doc, language)), key=lambda claim: claim.rank)


def stated(text: str, language: str | None) -> Written | None:
    """Full date that a text of metadata states: in a machine's form, else as people write it ("12 лютого 2025")."""
    written = read_iso(text)
    if written is None and 6 <= len(text) <= 60:
        written = read(text, language=language)
    if written is None or written.year is None or (written.year, written.month, written.day) in _NULL_DATES:
        return None
    return written


def _linked(doc: Document, language: str | None) -> Iterator[Claim]:
    article = jsonld.article(doc)
    if article is not None:
        yield from _of_node(article, RANK_LINKED, language)
    for node in jsonld.nodes(doc):
        if node is article or not any(key in node for key, _ in _LINKED_KEYS):
            continue
        kinds = jsonld.types(node)
        if article is None and not kinds & _NEVER and (not kinds or any(map(_OF_THE_PAGE.search, kinds))):
            yield from _of_node(node, RANK_LINKED, language)
        elif article is None or kinds & {"videoobject", "webpage"}:
            yield from _of_node(node, RANK_OTHER_LINKED, language)


def _of_node(node: dict[str, Any], rank: int, language: str | None) -> Iterator[Claim]:
    for key, role in _LINKED_KEYS:
        for text in _texts(node.get(key)):
            written = stated(text, language)
            if written is not None:
                yield Claim(role, written, "json-ld", rank, bool(_FRACTION.search(text)))
                break


def _texts(value: Any) -> list[str]:
    if isinstance(value, bool):
        return []
    if isinstance(value, (int, float)):
        return [str(int(value))] if abs(value) < 1e18 else []
    return jsonld.strings(value)[:3]


def _meta(doc: Document, language: str | None) -> Iterator[Claim]:
    standard: list[tuple[int, Claim]] = []
    other: list[Claim] = []
    names = [name for name in doc.metas if len(name) <= 80 and _TIMELY.search(name)]
    for name in names[:_MOST_METAS]:
        values = doc.metas[name]
        known = _STANDARD.get(_PLAIN.sub("", name))
        if known is None and not _OTHER.search(name):
            continue
        written = stated(values[0].strip(), language)
        if written is None:
            continue
        if known is not None:
            clocked = bool(_FRACTION.search(values[0]))
            standard.append((known[1], Claim(known[0], written, "meta", RANK_META, clocked)))
        else:
            other.append(Claim(CREATED, written, "meta", RANK_OTHER_META))
    yield from (claim for _, claim in sorted(standard, key=lambda pair: pair[0]))
    yield from other
