"""WARC archives to records: every stored HTML answer is a page that was saved at the record's date.

References
----------
ISO 28500:2017, "Information and documentation: WARC file format".
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from toolkit.errors import InputError, MissingExtraError
from toolkit.records import Page
from toolkit.sources.inputs import MAX_PAGE_BYTES, Input, Note, Options, Rejected
from toolkit.sources.pages import Saved, read_saved

_HTML_TYPES: Final = ("text/html", "application/xhtml+xml")


def read_warc(source: Input, options: Options) -> Iterator[Page | Note | Rejected]:
    """Read the HTML answers (status 200) of an archive; pictures, scripts and redirects are passed over.

    Raises
    ------
    MissingExtraError
        If warcio is not installed.
    InputError
        If the archive is damaged from its beginning, or holds no HTML page.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise MissingExtraError("WARC archives need warcio; pip install 'media-analysis-toolkit[archives]'") from None
    passed = given = 0
    with _raw(source) as stream:
        records = ArchiveIterator(stream)
        while True:
            try:
                record = next(records, None)
                if record is None:
                    break
                if not _is_page(record):
                    passed += 1
                    continue
                data = record.content_stream().read(MAX_PAGE_BYTES + 1)
                saved = _saved(record, data, f"{source.ref}#{records.get_record_offset()}")  # known once it is read
            except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError) as error:
                yield Rejected(f"{source.ref}#rest",
                               f"the archive is damaged from here ({_first_line(error)}); copy it again")
                break
            given += 1
            yield from _read_member(saved, options)
    if not given:
        raise InputError(f"no HTML page with status 200 in this archive ({passed} other records)")


def _first_line(error: Exception) -> str:
    """Message that fits a row of the report: damaged bytes would fill pages."""
    if isinstance(error, AttributeError):  # what warcio meets where the head of a record is cut off
        return "the head of a record is cut off"
    return ascii(str(error).strip().partition("\n")[0][:120])[1:-1]


def _raw(source: Input) -> BinaryIO:
    """Bytes as stored: a packed archive is packed record by record, which warcio unpacks itself."""
    try:
        return source.path.open("rb")
    except OSError as error:
        raise InputError(f"the archive cannot be opened ({error.strerror or error})") from None


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
        return False
    return _content_type(record).split(";")[0].strip().lower() in _HTML_TYPES


def _content_type(record: Any) -> str:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    return headers.get_header("Content-Type") or ""


def _saved(record: Any, data: bytes, ref: str) -> Saved:
    return Saved(data, ref, "warc", url=record.rec_headers.get_header("WARC-Target-URI"),
                 encoding=_charset(_content_type(record)),
                 collected_at=_moment(record.rec_headers.get_header("WARC-Date")))


def _charset(content_type: str) -> str | None:
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _moment(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _read_member(saved: Saved, options: Options) -> Iterator[Page | Note | Rejected]:
    if len(saved.data) > MAX_PAGE_BYTES:
        yield Rejected(saved.ref, f"{saved.url}: larger than {MAX_PAGE_BYTES // 2**20} MB")
        return
    try:
        for record in read_saved(saved, options):
            if isinstance(record, Page):
                yield record
    except InputError as error:
        yield Rejected(saved.ref, f"{saved.url}: {error.reason}")
