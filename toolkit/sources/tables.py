"""Tables of articles (CSV, TSV, JSON, JSON Lines, Parquet) to records, row by row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, Final

from toolkit.errors import InputError
from toolkit.records import Article, Page
from toolkit.schema import ORIGINS, PRECISIONS, ZONE_ORIGINS
from toolkit.sources.cells import all_midnight, list_cell, text_cell, time_cell
from toolkit.sources.csv_lines import Quotes, each_once
from toolkit.sources.encodings import decode
from toolkit.sources.inputs import Input, Note, Options, Rejected
from toolkit.sources.table_columns import find_columns, unused_columns
from toolkit.sources.table_headlines import headline, is_headline_table
from toolkit.sources.table_notes import CellNotes

Row = tuple[str, dict[str, Any]]
"""Where a row stands (line or row number) and its cells."""

_LOOK_AHEAD: Final = 1000
_FIRST_SECOND: Final = -62_135_510_400  # a day inside the years 1 to 9999, so that any zone can be applied
_LAST_SECOND: Final = 253_402_214_400
MAX_LINE: Final = 64 * 2**20
_SEPARATORS: Final = ",;\t|"
_LISTS_IN_OBJECT: Final = ("articles", "items", "data", "results", "docs", "documents", "stories", "records", "hits",
                           "rows", "entries", "news")
_TEXT_FIELDS: Final = ("article_id", "story_id", "url", "canonical_url", "title", "lead", "text", "section")


def read_csv(source: Input, options: Options) -> Iterator[Page | Note | Rejected]:
    """Read a table with separators; the separator is told from the header line.

    Raises
    ------
    InputError
        If a mapped column is missing, no column can be recognised, or the table has no rows.
    """
    csv.field_size_limit(2**31 - 1)
    note, lines = _text_lines(source)
    header = next(lines, "")
    if header.lower().startswith("sep="):  # Excel's own way of naming the separator
        header = next(lines, "")
    separator = max(_SEPARATORS, key=header.count)
    quotes = Quotes(chain([header], lines))
    reader = csv.reader(quotes, delimiter=separator)
    names, again = each_once([name.strip() for name in next(reader, [])])

    def rows() -> Iterator[Row | Rejected]:
        try:
            first = quotes.restart()
            for cells in reader:
                open_quote = quotes.lines > 1 and quotes.ended and quotes.count % 2
                begin, first = first, quotes.restart()
                if not any(cells):
                    continue
                where = f":{reader.line_num}"
                if open_quote:
                    yield Rejected(f":{begin}", f"a quote opened in this row is never closed, so that all lines to the "
                                                f"end of the file ({reader.line_num}) lie inside it; close the quote")
                    continue
                if len(cells) > len(names):
                    yield Rejected(where, f"{len(cells)} cells, but the header has {len(names)}; is a text with "
                                          f"{separator!r} inside not quoted?")
                    continue
                yield where, dict(zip(names, cells, strict=False))
        except csv.Error as error:
            yield Rejected(f":{reader.line_num}", f"the rest cannot be read as CSV ({error}); is a quote left open?")

    if note:
        yield Note(note)
    if again:
        yield Note(f"the header names {', '.join(map(repr, again))} more than once; the first of each is read")
    yield from _read_rows(rows(), names, source, options, "csv")


def _text_lines(source: Input) -> tuple[str | None, Iterator[str]]:
    """Lines of a table as text; all but UTF-8 is decoded whole."""
    stream = source.open()
    head = stream.read(1 << 16)
    try:
        head[:-4].decode("utf-8-sig")
        utf8 = True
    except UnicodeDecodeError as error:
        utf8 = error.start >= len(head) - 8
    stream.close()
    if utf8 and b"\x00" not in head:
        return None, _utf8_lines(source)
    decoded = decode(source.read(2**30))
    return decoded.note or f"read as {decoded.encoding}", iter(io.StringIO(decoded.text, newline=""))


def _utf8_lines(source: Input) -> Iterator[str]:
    with source.open() as stream, io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline="") as text:
        while line := text.readline(MAX_LINE):
            if len(line) >= MAX_LINE:
                raise InputError(f"a line is longer than {MAX_LINE // 2**20} million characters; no article has that "
                                 "many: is this file damaged, or a quote left open?")
            yield line


def read_jsonl(source: Input, options: Options) -> Iterator[Page | Note | Rejected]:
    """Read a table with one JSON object a line.

    Raises
    ------
    InputError
        If no line is a JSON object, or no column can be recognised.
    """
    if source.head().lstrip()[:1] == b"[":
        yield from read_json(source, options)
        return
    note, lines = _text_lines(source)

    def rows() -> Iterator[Row | Rejected]:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                cells = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield Rejected(f":{number}", f"not valid JSON ({error}); each line must be one JSON object")
                continue
            if isinstance(cells, dict):
                yield f":{number}", _flat(cells)
            else:
                yield Rejected(f":{number}", "not a JSON object; each line must be one, with the columns as keys")

    if note:
        yield Note(note)
    yield from _read_rows(rows(), None, source, options, "jsonl")


def read_json(source: Input, options: Options) -> Iterator[Page | Note | Rejected]:
    """Read a JSON array of objects, or an object that holds one.

    Raises
    ------
    InputError
        If the file is not valid JSON or holds no list of articles.
    """
    decoded = decode(source.read(2**30))
    try:
        content = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        lines = decoded.text.splitlines()
        if len(lines) > 1 and lines[0].strip().startswith("{") and lines[0].strip().endswith("}"):
            yield from read_jsonl(source, options)
            return
        raise InputError(f"not valid JSON ({error}); download it again, or name it .jsonl if each line is an object"
                         ) from None
    if isinstance(content, dict):
        whole = content
        found = next((content[k] for k in _LISTS_IN_OBJECT if isinstance(content.get(k), list)), None)
        content = found if found is not None else [content] if "title" in content or "url" in content else None
        if content is None and found is None:
            content = _values_by_key(whole)
    if not isinstance(content, list) or not all(isinstance(c, dict) for c in content):
        raise InputError("the JSON holds no list of articles; expected an array of objects, or an object with such an "
                         f"array under one of {', '.join(_LISTS_IN_OBJECT)}")
    rows = ((f":{number}", _flat(cells)) for number, cells in enumerate(content, 1))
    yield from _read_rows(rows, None, source, options, "json")


def _values_by_key(content: dict[str, Any]) -> list[Any] | None:
    """Articles of an object that maps identifiers to articles."""
    values = list(content.values())
    if values and all(isinstance(v, dict) and v.keys() & {"title", "url", "headline", "text"} for v in values):
        return values
    return None


def read_parquet(source: Input, options: Options) -> Iterator[Page | Note | Rejected]:
    """Read a Parquet table, one row group after the other.

    Raises
    ------
    InputError
        If the file is damaged, a mapped column is missing, or no column can be recognised.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        stream = pq.ParquetFile(source.path if not source.is_packed() else pa.BufferReader(source.read(2**30)))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"not a whole Parquet file ({str(error).splitlines()[0]}); copy or write it again") from None
    names = stream.schema_arrow.names

    def rows() -> Iterator[Row | Rejected]:
        number = 0
        try:
            for batch in stream.iter_batches(batch_size=10_000):
                for cells in _batch_rows(batch):
                    number += 1
                    yield f":{number}", cells
        except (pa.ArrowException, OSError) as error:
            yield Rejected(f":{number + 1}", f"the rest is damaged ({str(error).splitlines()[0]}); copy it again")

    yield from _read_rows(rows(), names, source, options, "parquet")


def _python_times(column: Any) -> Any:
    """Times that Python has: whole microseconds of the years 1 to 9999, with a zone only as UTC (of any name)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    zone = "UTC" if column.type.tz else None
    kept = column.view(pa.int64())
    per_second = {"s": 1, "ms": 10**3, "us": 10**6}.get(column.type.unit)
    if per_second is not None:  # nanoseconds end in 1677 and 2262 of themselves
        inside = pc.and_(pc.greater(kept, _FIRST_SECOND * per_second), pc.less(kept, _LAST_SECOND * per_second))
        kept = pc.if_else(inside, kept, None)
    return kept.view(pa.timestamp(column.type.unit, zone)).cast(pa.timestamp("us", zone), safe=False)


def _batch_rows(batch: Any) -> Iterator[dict[str, Any]]:
    """Rows of an Arrow batch."""
    import pyarrow as pa

    columns = []
    for column in batch.columns:
        columns.append((_python_times(column) if pa.types.is_timestamp(column.type) else column).to_pylist())
    for values in zip(*columns, strict=True):
        yield dict(zip(batch.schema.names, values, strict=True))


def _flat(cells: dict[str, Any]) -> dict[str, Any]:
    """One level of nested objects as dotted names, so that a mapping can reach them."""
    out = dict(cells)
    for key, value in cells.items():
        if isinstance(value, dict):
            out |= {f"{key}.{inner}": v for inner, v in value.items()}
    return out


def _read_rows(rows: Iterable[Row | Rejected], names: list[str] | None, source: Input, options: Options,
               source_format: str) -> Iterator[Page | Note | Rejected]:
    """Rows to pages with one article each."""
    stream = iter(rows)
    first = list(islice(stream, _LOOK_AHEAD))
    known = [row for row in first if not isinstance(row, Rejected)]
    if not known:
        why = next((row.reason for row in first if isinstance(row, Rejected)), "it has no rows")
        raise InputError(f"nothing in this table can be read: {why}")
    names = names or list(dict.fromkeys(chain.from_iterable(cells for _, cells in known)))
    if is_headline_table(names) and not options.columns:
        yield from _read_headlines(chain(first, stream), source)
        return
    found = find_columns(names, options.columns)
    dates = found.get("published_at")
    midnight = dates is not None and all_midnight(cells.get(dates) for _, cells in known)
    builder = _RowReader(found, options, midnight)
    for row in chain(first, stream):
        if isinstance(row, Rejected):
            yield Rejected(source.ref + row.source_ref, row.reason)
            continue
        where, cells = row
        article = builder.article(cells)
        if article is None:
            yield Rejected(source.ref + where, "neither title, url nor text in this row")
            continue
        article.source_ref, article.source_format = source.ref + where, source_format
        yield Page(article=article)
    yield from builder.notes.tell()
    if unused := unused_columns(names, found, (cells for _, cells in known)):
        yield Note(unused)


def _read_headlines(rows: Iterable[Row | Rejected], source: Input) -> Iterator[Page | Rejected]:
    for row in rows:
        if isinstance(row, Rejected):
            yield Rejected(source.ref + row.source_ref, row.reason)
            continue
        where, cells = row
        page = headline(cells)
        if page is None:
            yield Rejected(source.ref + where, "no title in this row")
            continue
        page.news_list[0].source_ref = source.ref + where
        yield page


class _RowReader:
    """Cells of one row to an article, with the columns found for the table."""

    def __init__(self, columns: dict[str, str], options: Options, midnight_is_day: bool) -> None:
        self._columns = columns
        self._options = options
        self._midnight_is_day = midnight_is_day
        self.notes = CellNotes()
        self._zones: dict[tuple[str | None, str | None], tuple[str | None, str | None, str | None]] = {}

    def article(self, cells: dict[str, Any]) -> Article | None:
        article = Article()
        for field in _TEXT_FIELDS:
            setattr(article, field, text_cell(self._cell(cells, field)))
        if not (article.title or article.url or article.text):
            return None
        article.authors = list_cell(self._cell(cells, "authors"), names=True)
        article.tags = list_cell(self._cell(cells, "tags"))
        article.topics = list_cell(self._cell(cells, "topics"))
        self.notes.set_language(article, text_cell(self._cell(cells, "language")))
        self._set_outlet(article, cells)
        self._set_times(article, cells)
        return article

    def _cell(self, cells: dict[str, Any], field: str) -> Any:
        column = self._columns.get(field)
        return None if column is None else cells.get(column)

    def _set_outlet(self, article: Article, cells: dict[str, Any]) -> None:
        stated = self._options.outlet or text_cell(self._cell(cells, "outlet"))
        key = (_site(article.url), stated)
        if key not in self._zones:
            self._zones[key] = _outlet_and_zone(key[0], stated, article.language, self._options.time_zone)
        name, zone, zone_from = self._zones[key]
        own_zone = text_cell(self._cell(cells, "time_zone"))
        if own_zone and not self._options.time_zone and _is_zone(own_zone):
            stated_from = text_cell(self._cell(cells, "time_zone_from"))
            zone, zone_from = own_zone, stated_from if stated_from in ZONE_ORIGINS else "stamp"
        article.outlet, article.time_zone, article.time_zone_from = name, zone, zone_from

    def _set_times(self, article: Article, cells: dict[str, Any]) -> None:
        zone, zone_from = article.time_zone, article.time_zone_from
        value = self._cell(cells, "published_at")
        clock = text_cell(self._cell(cells, "time_of_day"))
        if clock and re.match(r"\d{1,2}:\d\d", clock) and text_cell(value) and ":" not in str(value):
            value = f"{text_cell(value)} {clock}"
        stamp = time_cell(value, zone, zone_from, midnight_is_day=self._midnight_is_day)
        self.notes.date(self._columns.get("published_at"), value, stamp)
        if stamp is not None:
            article.published_at, article.published_precision = stamp.instant, stamp.precision
            article.published_from = stamp.origin
            article.utc_offset = stamp.offset
            article.time_zone_from = stamp.zone_from or zone_from
            precision = text_cell(self._cell(cells, "published_precision"))
            origin = text_cell(self._cell(cells, "published_from"))
            article.published_precision = precision if precision in PRECISIONS else article.published_precision
            article.published_from = origin if origin in ORIGINS else article.published_from
        for field in ("modified_at", "collected_at"):
            other = time_cell(self._cell(cells, field), zone, zone_from)
            self.notes.date(self._columns.get(field), self._cell(cells, field), other)
            setattr(article, field, other.instant if other is not None else None)


def _site(url: str | None) -> str | None:
    match = re.match(r"(?:https?:)?//([^/?#]+)", url or "")
    return match.group(1).lower() if match else None


def _outlet_and_zone(host: str | None, stated: str | None, language: str | None, user_zone: str | None,
                     ) -> tuple[str | None, str | None, str | None]:
    """Outlet and zone by the address, else by a stated name that is a domain."""
    from toolkit import outlets

    own = outlets.named(stated, time_zone=user_zone)
    if own is not None:
        return own.name, own.time_zone, own.time_zone_from
    domain = stated if stated and re.fullmatch(r"[\w-]+(\.[\w-]+)+", stated) else None
    outlet = outlets.find(host or domain, language=language, time_zone=user_zone)
    name = outlet.name if stated is None or domain else stated
    return name, outlet.time_zone, outlet.time_zone_from


def _is_zone(name: str) -> bool:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True
