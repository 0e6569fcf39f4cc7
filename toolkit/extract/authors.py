"""Who signed the article: people, and an organisation only where nobody else signs.

Order of belief: linked data, metas, what the page marks as author (``rel=author``, ``itemprop=author``, classes with
"author" or "byline"), a line that begins with "Author:". A source is passed over if all that it names is the site
itself or an organisation, and is returned to if no later one names a person.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any, NamedTuple

from selectolax.lexbor import LexborNode

from . import chinese_names, jsonld, names
from .chrome import is_chrome, main_part
from .document import Document
from .folding import fold
from .word_patterns import by_initial, initials

_METAS = ("author", "article:author", "authors", "parsely-author", "cxenseparse:author", "sailthru.author", "byl",
          "dc.creator", "dcterms.creator", "dc.contributor", "article:author_name", "citation_author", "og:author",
          "book:author", "cxensearticle:author", "mrf:authors", "creator", "twitter:data1", "dcsext.author",
          "vr:author", "content_author", "dable:author", "articleauthor", "byline", "search.byline")
_LIBRARIAN = ("dc.", "dcterms.", "citation_")
_INVERTED = re.compile(r"^\s*([^\s,;]{2,40}),\s+([^\s,;]{1,40}(?:\s[^\s,;]{1,40})?)\s*$")
"""Family name first, as catalogues have it, and only in these metas."""
_VISIBLE = ('[rel~="author"],[itemprop~="author"],[class*="yline"],[class*="uthor"],[class*="utor"],[class*="uteur"],'
            '[class*="firma"],[data-testid*="yline"],a[href*="/author"],a[href*="/autor"]')
"""Without the first letter, which may be a capital: letters without case take longer to find."""
_RARELY = '[class*="ignatur"],[class*="riter"],[class*="eporter"]'
"""Looked for where the others find nobody."""
_SURELY = 'a[rel~="author"],.submitted .username,.author .fn,.byline .fn'
_MARKS = r"((?:</?(?:a|span|strong|b|em|i)\b[^<>]*+>\s*+)++)(?=[^<>\s])"
_LABELS = (
    "автор|автори|авторы|авторка|текст|аўтар|authors?|written by|autor|autorin|autoren|autorzy|autorka|autores|autora"
    "|autore|autori|auteure?s?|författare|forfatter|kirjoittaja|szerző|írta|συντάκτης|συντάκτρια|yazar|autorius|autors"
    "|автор статті|автор статьи|autorė|аутор|piše|пише|napisao|napisala|text|tekst|texte|testo|texto|haber|yazan"
    "|hazırlayan|penulis|laporan|pewarta|reporter|tác giả|bài|bài và ảnh|thực hiện|ρεπορτάζ|κείμενο|επιμέλεια"
    "|γράφει ο|γράφει η|parengė|sagatavoja|נכתב על ידי|מאת|כתב|כתבה|كتب|كتبت|بقلم|كتابة|إعداد|الكاتب|نویسنده"
    "|نگارنده|خبرنگار|گزارش|تحریر|लेखक|লেখক|ავტორი|հեղինակ|기자명"
    "|muhabir|müəllif|muallif|avtor|avtorica|autoři|připravil|připravila|ผู้เขียน|เรื่องโดย|글|文|作者|記者|记者|撰文|執筆")
_BYS = (
    "Submitted by|Written by|Posted by|Reported by|By|BY|Von|VON|Par|PAR|Por|POR|Di|DI|Door|Av|Af|От|Підготував"
    "|Підготувала|Подготовил|Подготовила"
    "|기자명|מאת|بقلم|نویسنده|Γράφει ο|Γράφει η|Του|Της|Piše|Oleh|Írta")
_CELLS = "a|span|strong|b|em|i|p|div|dt|th|td"
_LABELLED = re.compile(
    rf">\s*+(?=[{initials(_LABELS + '|' + _BYS, lower='aтаwfktsуyvbpd')}])(?:(?:{by_initial(_LABELS)})\s*+[:：]"
    rf"\s*+(?:([^<>]{{3,80}})<|{_MARKS})|(?:{_BYS})\s*+:?\s*+(?:{_MARKS}|(?<=\s)([^<>]{{4,80}})<(?:/|br))"
    rf"|(?:by|von|par|por|di|door)\s([^<>]{{4,80}})</(?:{_CELLS})"
    rf"|(?:Authors?|Autor(?:in|en)?|Auteure?s?|Autore|Автор|作者|記者|记者)\s*+</(?:{_CELLS})>\s*+"
    r"((?:<(?:a|dd|td|span)\b[^<>]*+>\s*+)*+)(?=[^<>\s]))")
"""A line of a page without classes that says who wrote: a label with a colon, or "By" before a link or emphasis, since
such words also begin sentences. The look at the first letter is for speed: the whole source is searched."""
_BY_ALONE = frozenset({3, 4, 5})
"""Its groups after "By"."""
_IN_TEXT = {
    "ja": re.compile(r"[。」）]\s*[【（＝(](?:文[・＝])?([\u3005\u3040-\u30ff\u4e00-\u9fff・、\u3000 ]{2,40})[】）)]\s*"
                     r"(?=</p>|</div>|<br|\n)"),
    "ko": re.compile(r"[>=\n()\[\]]\s*(?:[가-힣]{1,8}\s*=\s*)?([가-힣]{2,4})\s?(?:선임|인턴|객원|수습)?(?:기자|특파원)"
                     r"[\s)\]=/·|(]*+(?=[\w.+-]+@)"),
    "id": re.compile(r"[(\[]((?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+)[)\]]\s*"
                     r"(?:</(?:strong|b|em|i|span)>\s*)*</(?:p|div)>"),
}
"""Where papers name the reporter inside the text: Japanese and Korean ones at its end, Chinese ones before it."""
_RIGHT = 'p[style*="text-align:right"],p[style*="text-align: right"],p[align="right"],p[class*="align-right"]'
_AUTHORISED = re.compile("authori(?:[sz]|t(?:y|ies))", re.IGNORECASE)
_MOST = 20
_MOST_LINES = 50
_LONGEST_BYLINE = 180
_WRITTEN_BY = re.compile(
    r"\b(?:by|author|writ|autor|auteur|autore|par|por|door|von|verfasst|geschr|escrito|scritto|skrev|skriv|napis|kirj|yaz"
    r"|автор|опубл|напис|от)|作者|記者|著者|投稿者|執筆|كتب|بواسطة|מאת|글쓴이|작성자", re.IGNORECASE)
"""Labels that say that the value beside them is an author's name; others are reading times and categories."""
_SIGNED_REACH = 1500
_SIGNED_END = re.compile(r"</(?:p|div|li|h[1-6]|section|header|address|td|figure)\b"
                         r"|<(?:p|div|li|time|figure|section)\b", re.IGNORECASE)
_CREDITED = re.compile(
    r"(?:^|[\s|,;·(])(?:editor|edited by|editing by|penyunting|redaktur|editör|редактор|translat\w+ by|translator"
    r"|переклад|перевод|photos?(?:graphs)?(?: by)?|foto|fotos|фото|fotoğraf"
    r"|illustrations?(?: by)?)\s*[:：]?\s*$", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")


class Authors(NamedTuple):
    """Names and where they stood."""

    names: list[str]
    origin: str | None


def authors(doc: Document, article: dict[str, Any] | None, site_names: frozenset[str], language: str | None,
            title: str | None = None) -> Authors:
    """Read the names of those who signed the article.

    Parameters
    ----------
    doc : Document
        The parsed page.
    article : dict or None
        The page's own article in the linked data.
    site_names : frozenset of str
        Folded names of the site: never a person.
    language : str or None
        Language of the page, for the words that join names.
    title : str, optional
        Headline: capitalised words beside a byline that are in it are no names.

    Returns
    -------
    Authors
        One entry a person, in the page's order and script; empty where nobody signs.
    """
    only_organisations = Authors([], None)
    for found, declared_people in _sources(doc, article, language):
        signed = [n for n in found.names if fold(n) not in site_names]
        if found.origin == "visible byline":
            signed = [n for n in signed if n not in (title or "")]
        people = [n for n in signed if declared_people and not names.is_organisation(n)
                  and not _contains_site(n, site_names) and not _is_account(n, language)]
        if only_organisations.names or len(signed) < len(found.names):  # then only what is surely a person counts
            people = [n for n in people if names.looks_like_name(n)]
        if people:
            if len(more := _more(doc, people, language)) > len(people):
                return Authors(more, "meta twitter:data1")
            if not (found.origin or "").startswith("json-ld"):
                return Authors(_once(people), found.origin)
            # An agency that is declared a person beside another stays; the outlet itself goes.
            return Authors(_once(n for n in signed if not _contains_site(n, site_names)), found.origin)
        if not only_organisations.names or (signed and all(fold(n) in site_names for n in only_organisations.names)):
            only_organisations = found if not signed else Authors(signed, found.origin)
    return Authors(_once(only_organisations.names), only_organisations.origin)


def _sources(doc: Document, article: dict[str, Any] | None, language: str | None) -> Iterator[tuple[Authors, bool]]:
    """What each place says, and whether it may be people: not where the type says organisation."""
    if article:
        for key in ("author", "creator"):
            people, organisations = _declared(doc, article.get(key), language)
            if people or organisations:
                yield Authors(people or organisations, f"json-ld {key}"), bool(people)
    for name in _METAS:
        if name == "twitter:data1" and not _WRITTEN_BY.search(doc.meta("twitter:label1") or "by"):
            continue
        values = [v for v in doc.metas.get(name, ()) if "://" not in v and not v.startswith(("@", "/"))]
        if name.startswith(_LIBRARIAN):
            values = [_INVERTED.sub(r"\2 \1", v) for v in values[:_MOST]]
        values = [_upright(jsonld.clean(v), doc) for v in values[:_MOST]]
        if found := [n for v in values for n in names.split(v, language)]:
            # Who states an address beside the name means the outlet or the makers of the site.
            yield Authors(found, f"meta {name}"), not any("www." in v for v in values)
    for found in _shown(doc, language):
        yield Authors(found, "visible byline"), True


def _shown(doc: Document, language: str | None) -> Iterator[list[str]]:
    """What each way of looking at the page itself finds, the surest first; none of the last ones after another."""
    part = main_part(doc)
    some = False
    looks: list[Callable[[], list[str]]] = [lambda: visible(doc, language, part), lambda: _only_marked(doc, language),
                                            lambda: labelled(doc, language, sure=some)]
    if (language or "").startswith("zh"):  # where classes say little, and papers name the reporter in the text
        looks.reverse()
    for look in looks:
        if found := look():
            some = True
            yield found
    if not some and (found := visible(doc, language, part, _RARELY) or (
            [] if part is None or part.tag == "body" else visible(doc, language, doc.tree.body))):
        yield found


def _only_marked(doc: Document, language: str | None) -> list[str]:
    """The one whom all marks of a page for authors name, be it a login."""
    texts = {" ".join(n.text(separator=" ").split()) for n in doc.tree.css(_SURELY)[:_MOST]
             if not is_chrome(doc, n)} - {""}
    found = names.split(texts.pop(), language) if len(texts) == 1 else []
    return [n for n in found[:1] if " " not in n or names.looks_like_name(n)]


def _is_account(name: str, language: str | None) -> bool:
    """Tell whether what a page declares is an account rather than a name: then a byline that shows one is preferred."""
    if (language or "").startswith("zh") and chinese_names.is_han(name):
        return not chinese_names.is_name(name)
    return name.islower() and " " not in name and name.isascii()


def _more(doc: Document, people: list[str], language: str | None) -> list[str]:
    """All names of the card for other sites where it has these and more: linked data of some systems has one author."""
    stated = doc.meta("twitter:data1")
    if not stated or "," not in stated or not _WRITTEN_BY.search(doc.meta("twitter:label1") or ""):
        return []
    found = names.split(jsonld.clean(stated), language)
    return found if set(people) < set(found) and all(map(names.looks_like_name, found)) else []


def _declared(doc: Document, value: Any, language: str | None) -> tuple[list[str], list[str]]:
    """People and organisations of linked data: texts, objects with names, references to other objects."""
    people: list[str] = []
    organisations: list[str] = []
    for entry in (value if isinstance(value, list) else [value])[:_MOST]:
        if isinstance(entry, dict) and set(entry) <= {"@id", "@type"}:
            entry = next((n for n in jsonld.nodes(doc) if n.get("@id") == entry.get("@id") and "name" in n), entry)
        text = entry if isinstance(entry, str) else _name_of(entry)
        if not text or "://" in text:
            continue
        found = names.split(_upright(jsonld.clean(text), doc), language)
        kinds = jsonld.types(entry) if isinstance(entry, dict) else set()
        (organisations if any("organi" in k for k in kinds) else people).extend(found)
    return people, organisations


def _upright(value: str, doc: Document) -> str:
    """A name that stands family name first with a comma, if the page also has it the other way round."""
    family, comma, given = value.partition(", ")
    return f"{given} {family}" if comma and f"{given} {family}" in doc.html else value


def _name_of(entry: Any) -> str | None:
    if not isinstance(entry, dict):
        return None
    given, family = entry.get("givenName"), entry.get("familyName")
    name = "; ".join(jsonld.strings(entry.get("name")))
    if not name and isinstance(given, str) and isinstance(family, str):
        return f"{given} {family}"
    return name


def visible(doc: Document, language: str | None, part: LexborNode | None, marks: str = _VISIBLE) -> list[str]:
    """Names in the first byline of a part of the page that holds any."""
    seen: set[int] = set()
    for node in part.css(marks)[:200] if part is not None else ():
        if node.mem_id in seen or _AUTHORISED.search(node.attributes.get("class") or "") or is_chrome(doc, node):
            continue
        seen.update(n.mem_id for n in node.css("*")[:50])
        if found := _read_byline(node, language):
            return found + [n for other in _siblings(node) for n in _read_byline(other, language) if n not in found]
    return []


def labelled(doc: Document, language: str | None, *, sure: bool = False) -> list[str]:
    """Names in the first line that says "Author:", in one that says "By", or in a signature below the text.

    Where a byline names an organisation (``sure``) only the words for authors count: "By" may be another article's.
    """
    signed: list[str] = []
    start = doc.html.find("<h1")
    for match in itertools.islice(_LABELLED.finditer(doc.html), _MOST_LINES):
        if match[1]:
            if found := names.split(unescape(match[1]), language, visible=True):
                return found
        elif not signed and match.start() > start and not (sure and match.lastindex in _BY_ALONE):
            alone = match[4] or match[5]
            signed = (_alone(unescape(alone), language) if alone
                      else _after(doc.html, match.start(match.lastindex or 0), language))
    return signed or ([] if sure else _in_text(doc, language) or _signature(doc, language))


def _in_text(doc: Document, language: str | None) -> list[str]:
    """Reporters in brackets at the beginning or at the very end of the text."""
    primary = (language or "").split("-")[0]
    if primary == "zh":
        return chinese_names.writers(doc.html)
    pattern = _IN_TEXT.get(primary)
    matches = list(itertools.islice(pattern.finditer(doc.html), _MOST_LINES)) if pattern is not None else []
    for match in reversed(matches[-3:]):
        found = [n for n in names.split(match[1], language, visible=True) if not names.is_organisation(n)]
        if found:
            return found
    return []


def _alone(text: str, language: str | None) -> list[str]:
    """Names of which a text consists and of nothing else."""
    found = names.split(text, language, visible=True)
    return found if len(text.strip()) < 1.3 * sum(map(len, found)) + 4 else []


def _after(html: str, start: int, language: str | None) -> list[str]:
    """Names in the links or emphasis from here to the end of the element."""
    line = html[start:start + _SIGNED_REACH]
    end = _SIGNED_END.search(line)
    text = unescape(_MARKUP.sub(" ", line[:end.start()] if end else ""))
    return names.split(text, language, visible=True) if len(text) < _LONGEST_BYLINE else []


def _signature(doc: Document, language: str | None) -> list[str]:
    """Names that stand alone, set to the right, below the text: the custom of many papers from Kyiv to Hanoi."""
    for node in reversed(doc.tree.css(_RIGHT)[-_MOST:]):
        text = " ".join(node.text(separator=" ").split())
        if 4 < len(text) < 60 and not is_chrome(doc, node):
            found = _alone(text, language)
            if found and not any(map(names.is_organisation, found)):
                return found
    return []


def _read_byline(node: LexborNode, language: str | None) -> list[str]:
    marked = node.css('[rel~="author"],[itemprop~="name"],[class*="name" i],a[href*="aut"],.fn')[:_MOST]
    text = node.text(separator="\n")
    if len(text) > 600 and not marked:
        return []
    found = [n for m in marked if not _is_other_credit(m)
             for n in names.split(m.text(separator=" "), language, visible=True)]
    if not found and len(" ".join(text.split())) < _LONGEST_BYLINE:  # what is longer is about the author
        found = names.split(text, language, visible=True)
    if "author" in (node.attributes.get("itemprop") or "") and len(text) < 80:
        found = names.split(text.replace("\n", " "), language)  # so marked, initials and single names count too
    return _once(found)[:_MOST]


def _is_other_credit(node: LexborNode) -> bool:
    """Tell whether the word before a name says that its bearer edited, translated or took the pictures."""
    before = node.prev
    return before is not None and not before.is_element_node and _CREDITED.search(before.text() or "") is not None


def _siblings(node: LexborNode) -> Iterator[LexborNode]:
    """Later elements of the same kind beside a byline: one for each name."""
    kind = (node.tag, node.attributes.get("class"), node.attributes.get("rel"))
    other = node.next
    for _ in range(_MOST):
        if other is None:
            return
        if other.is_element_node and (other.tag, other.attributes.get("class"), other.attributes.get("rel")) == kind:
            yield other
        other = other.next


def _contains_site(name: str, site_names: frozenset[str]) -> bool:
    folded = fold(name)
    return folded in site_names or any(len(s) > 3 and s in folded for s in site_names)


def _once(values: Any) -> list[str]:
    """Values without those that differ from an earlier one in case and punctuation alone."""
    kept: dict[str, str] = {}
    for value in values:
        kept.setdefault(fold(value), value)
    return list(kept.values())
