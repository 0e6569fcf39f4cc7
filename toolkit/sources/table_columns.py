"""Which column of a table of articles is which field: the caller's mapping first, then known names.

The names below are those that exporters of news collections and scrapers give their columns; within a field the
earlier name wins. Those in other languages are what a newsroom or an archive calls the column in its own table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from toolkit.errors import InputError, OptionError
from toolkit.records import Article
from toolkit.schema import ARTICLES

_KNOWN: Final[dict[str, tuple[str, ...]]] = {
    "article_id": ("article_id",),
    "story_id": ("story_id",),
    "url": ("url", "link", "href", "article_url", "page_url", "web_url", "weburl", "permalink", "source_url", "guid",
            "uri", "news_url", "story_url", "link_url", "посилання", "ссылка", "lien", "enlace"),
    "canonical_url": ("canonical_url", "canonical_link", "canonical"),
    "title": ("title", "headline", "heading", "head", "article_title", "webtitle", "name", "subject",
              "заголовок", "назва", "название", "titel", "überschrift", "schlagzeile", "titre", "título", "titulo",
              "titular", "titolo", "tytuł", "titulek", "nadpis", "标题"),
    "lead": ("lead", "standfirst", "summary", "description", "subtitle", "abstract", "teaser", "excerpt", "snippet",
             "лід", "лид", "підзаголовок", "подзаголовок", "анонс"),
    "text": ("text", "body", "content", "maintext", "main_text", "article_text", "article_body", "articlebody",
             "full_text", "fulltext", "bodytext", "body_text", "cleaned_text", "story_text", "plain_text", "article",
             "текст", "texte", "texto", "testo", "tekst", "正文"),
    "outlet": ("outlet", "media_name", "source_name", "publisher", "publication", "source", "newspaper", "media",
               "outlet_name", "site_name", "source_domain", "domain", "media_url", "site", "website", "hostname",
               "видання", "издание", "джерело", "источник", "медіа", "зми", "змі", "сми", "quelle", "zeitung", "fuente",
               "medio"),
    "section": ("section", "section_name", "sectionname", "rubric", "category", "desk", "news_desk",
                "рубрика", "розділ", "раздел", "ressort", "rubrik", "rubrique", "sección"),
    "authors": ("authors", "author", "byline", "by", "writer", "writers", "creator", "journalist",
                "автор", "автори", "авторы", "autor", "autoren", "auteur", "autore"),
    "tags": ("tags", "tag", "keywords", "keyword", "tag_list", "labels", "subjects", "categories",
             "теги", "ключові_слова", "ключевые_слова", "schlagwörter", "mots_clés", "etiquetas", "palabras_clave"),
    "topics": ("topics",),
    "language": ("language", "lang", "language_code", "locale", "мова", "язык", "sprache", "langue", "idioma"),
    "published_at": ("published_at", "publish_date", "published", "publication_date", "date_published",
                     "datepublished", "pub_date", "pubdate", "date_publish", "publishdate", "published_date",
                     "publishedat", "published_time", "published_on", "webpublicationdate", "publication_time",
                     "publish_time", "datetime", "date_time", "timestamp", "date", "created_at", "created", "day",
                     "posted_at", "post_date", "posted", "release_date", "when", "дата_публікації", "дата_публикации",
                     "опубліковано", "опубликовано", "дата", "datum", "erscheinungsdatum", "veröffentlicht",
                     "date_de_publication", "fecha", "fecha_de_publicación", "fecha_publicacion", "data_publikacji",
                     "data_de_publicação", "tarih", "日期", "time"),
    "published_precision": ("published_precision",),
    "published_from": ("published_from",),
    "time_zone": ("time_zone", "timezone", "tz"),
    "time_zone_from": ("time_zone_from",),
    "modified_at": ("modified_at", "updated_at", "date_modified", "datemodified", "date_modify", "last_modified",
                    "modified", "updated", "lastmod", "update_date", "оновлено", "обновлено"),
    "collected_at": ("collected_at", "crawl_date", "date_download", "scraped_at", "crawled_at", "fetched_at",
                     "retrieved_at", "downloaded_at", "indexed_date", "seendate", "saved_at", "date_crawled"),
}
_DAYS: Final = ("date", "day", "publish_date", "pub_date", "дата", "datum", "fecha", "tarih")
_TIME_OF_DAY: Final = ("time", "hour", "publish_hour", "time_of_day", "час", "время", "uhrzeit", "heure",
                      "hora", "saat")
_NEEDED: Final = ("title", "url", "text")
_OWN: Final = {*ARTICLES.names, "published_local"}
"""Columns that the toolkit writes itself; those that it does not read again are made anew from the others."""
_NAMED: Final = 8
_FIELDS: Final = tuple(f.name for f in fields(Article) if f.name not in ("origin", "flags", "word_count"))


def check_mapping(columns: Mapping[str, str] | None) -> None:
    """Raise `OptionError` where a mapping names a field that the articles table has not."""
    if columns is not None and not isinstance(columns, Mapping):
        raise OptionError(f"columns={columns!r} is no mapping of columns to fields; one looks like {{'src': 'url'}}")
    for column, field in (columns or {}).items():
        if field not in _FIELDS:
            raise OptionError(f"columns= maps {column!r} to {field!r}, which is no column of the articles table; "
                              f"there are {', '.join(_FIELDS)}")
    fields_given = list((columns or {}).values())
    twice = next((field for field in fields_given if fields_given.count(field) > 1), None)
    if twice is not None:
        raise OptionError(f"columns= maps more than one column to {twice!r}; choose one of them")


def find_columns(names: Iterable[str], mapping: Mapping[str, str] | None) -> dict[str, str]:
    """Field -> column of a table.

    Parameters
    ----------
    names : iterable of str
        Columns of the table. A dotted name reaches into nested objects (``source.name``).
    mapping : mapping of str to str, optional
        Column -> field, as the caller gave it.

    Returns
    -------
    dict
        Also ``time_of_day`` -> column, where a day and an hour stand in two columns.

    Raises
    ------
    InputError
        If the table lacks a mapped column, or no column holds a title, url or text.

    Examples
    --------
    >>> find_columns(["src", "Headline", "Date"], {"src": "url"})
    {'url': 'src', 'title': 'Headline', 'published_at': 'Date'}
    """
    present = list(names)
    shown = ", ".join(present[:20])
    found: dict[str, str] = {}
    for column, field in (mapping or {}).items():
        if column not in present:
            raise InputError(f"columns= maps {column!r} to {field!r}, but this table has no column {column!r}; it has "
                             f"{shown}")
        found[field] = column
    by_name: dict[str, str] = {}
    for name in present:
        by_name.setdefault(_plain(name), name)
    taken = set(found.values())
    for field, known in _KNOWN.items():
        if field in found:
            continue
        for name in known:
            if name in by_name and by_name[name] not in taken:
                found[field] = by_name[name]
                taken.add(by_name[name])
                break
    if not any(field in found for field in _NEEDED):
        raise InputError("no column of this table is known to hold a title, a url or a text; it has "
                         f"{shown}; say which is which with columns={{'{present[0] if present else 'name'}': 'title'}}")
    if found.get("published_at") and _plain(found["published_at"]) in _DAYS:
        for name in _TIME_OF_DAY:
            if name in by_name and by_name[name] not in taken:
                found["time_of_day"] = by_name[name]
                break
    return found


def unused_columns(names: Iterable[str], found: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> str | None:
    """Say which columns hold something that no field takes, and whether there is none for the time.

    Parameters
    ----------
    names : iterable of str
        Columns of the table.
    found : mapping of str to str
        Field -> column.
    rows : iterable of mapping
        Some rows; a column that is empty in all of them is no loss.

    Returns
    -------
    str or None
        A sentence for the report; none where every column is used.

    Examples
    --------
    >>> unused_columns(["headline", "seen"], {"title": "headline"}, [{"headline": "Pier opens", "seen": "noon"}])
    "no column is known to hold a time; unused: seen (columns={'seen': ...} says what one holds)"
    """
    used, present = set(found.values()), set(names)
    used |= {name.rpartition(".")[0] for name in used}  # of a nested object, one part was enough
    filled = {name for row in rows for name, value in row.items() if value is not None and value != "" and value != []}
    unused = [name for name in dict.fromkeys(names) if name and name in filled and name not in used | _OWN
              and name.rpartition(".")[0] not in present]
    if not unused:
        return None
    more = f" and {len(unused) - _NAMED:,} more" if len(unused) > _NAMED else ""
    timeless = "" if "published_at" in found else "no column is known to hold a time; "
    return (f"{timeless}unused: {', '.join(unused[:_NAMED])}{more} (columns={{{unused[0]!r}: ...}} says what one "
            "holds)")


def _plain(name: str) -> str:
    """Name of a column in lower case with one ``_`` between its words, in whatever script."""
    return re.sub(r"[\W_]+", "_", unicodedata.normalize("NFC", str(name)).strip().lower()).strip("_")
