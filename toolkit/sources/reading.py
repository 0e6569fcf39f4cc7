"""Read one input, whatever happens: the unit of work that a load hands to its processes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from toolkit.errors import InputError, MissingExtraError
from toolkit.own_outlets import using
from toolkit.records import Page
from toolkit.sources.discover import is_address
from toolkit.sources.inputs import Input, Note, Options, Rejected
from toolkit.sources.newspaper import read_article_object
from toolkit.sources.registry import find_format

_HASHED_BYTES = 1 << 20
_TIMES = ("published_at", "modified_at", "collected_at", "seen_at")


@dataclass(slots=True)
class Reading:
    """What one input gave.

    Attributes
    ----------
    ref : str
        The input, as the report names it.
    pages : list of Page
        In the input's order.
    notes : list of str
        What the report should say though it was loaded.
    rejected : list of Rejected
        Parts that could not be read.
    error : str or None
        Why nothing, or nothing more, could be read.
    digest : str or None
        Hash of the bytes on disk.
    """

    ref: str
    pages: list[Page] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    error: str | None = None
    digest: str | None = None


def read_input(given: Any, options: Options) -> Reading:
    """Read one input; what goes wrong becomes `Reading.error` and never an exception.

    Parameters
    ----------
    given : Input, str or newspaper3k Article
        A file, a web address or an article object.
    options : Options
        What the caller said about all inputs.
    """
    with using(options.outlets):
        return _read_input(given, options)


def _read_input(given: Any, options: Options) -> Reading:
    reading = Reading(ref_of(given))
    try:
        if isinstance(given, Input):
            _read_file(given, options, reading)
        elif is_address(given):
            from toolkit.sources.web import read_address

            _collect(read_address(given, options), reading)
        else:
            reading.pages.append(read_article_object(given, reading.ref, outlet=options.outlet,
                                                     time_zone=options.time_zone))
    except (InputError, MissingExtraError) as error:
        reading.error = getattr(error, "reason", None) or str(error)
    except Exception as error:  # noqa: BLE001 - one faulty input must not end a load of thousands
        reading.error = (f"the reader failed ({type(error).__name__}: {error}); a fault of this program, "
                         "please report it with the file")
    return reading


def ref_of(given: Any) -> str:
    """Name of an input in the report."""
    if isinstance(given, Input):
        return given.ref
    if isinstance(given, str):
        return given
    return f"newspaper3k:{getattr(given, 'url', '') or id(given)}"


def _read_file(source: Input, options: Options, reading: Reading) -> None:
    chosen = find_format(source)
    reading.digest = _digest(source)
    _collect(chosen.load_reader()(source, options), reading, chosen.name)
    if not reading.pages and not reading.rejected:
        raise InputError(f"nothing was found in this file, read as {chosen.name}")


def _collect(records: Any, reading: Reading, source_format: str | None = None) -> None:
    for record in records:
        if isinstance(record, Note):
            reading.notes.append(record.reason)
        elif isinstance(record, Rejected):
            reading.rejected.append(record)
        else:
            if not isinstance(record, Page):
                raise InputError(f"the reader of {source_format} gave a {type(record).__name__}, not a tk.Page")
            _complete(record, reading.ref, source_format)
            _check_times(record, source_format)
            reading.pages.append(record)


def _complete(page: Page, ref: str, source_format: str | None) -> None:
    """Give the records of an added format their source, where its reader did not."""
    if page.article is not None:
        page.article.source_ref = page.article.source_ref or ref
        page.article.source_format = page.article.source_format or source_format
    for item in page.news_list:
        item.source_ref = item.source_ref or ref
        item.list_ref = item.list_ref or f"{ref}#1"


def _check_times(page: Page, source_format: str | None) -> None:
    """A reader that somebody added may give times as text or without a zone, at which the whole load would stop."""
    for record in [page.article, *page.news_list]:
        for name in _TIMES:
            value = getattr(record, name, None)
            if value is not None and not (isinstance(value, datetime) and value.tzinfo is not None):
                raise InputError(f"the reader of {source_format} gave {name}={value!r}; "
                                 "it must be a datetime with a zone")


def _digest(source: Input) -> str | None:
    try:
        digest = hashlib.blake2b(digest_size=16)
        with source.path.open("rb") as stream:
            while block := stream.read(_HASHED_BYTES):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()
