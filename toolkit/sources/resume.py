"""Finished inputs of a load on disk, so that an interrupted load goes on where it stopped.

One line of JSON per finished input, appended as it is finished. A line belongs to a file's name, size and time and to
the options of the load: a file that changed, or a load with other options, is read anew. A last line that was cut off
in mid-writing is left out.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TextIO

from toolkit.errors import OptionError
from toolkit.records import Article, NewsItem, Page
from toolkit.sources.inputs import Input, Options, Rejected
from toolkit.sources.reading import Reading

_FILE_NAME: Final = "finished-inputs.jsonl"
_VERSION: Final = 1
_TIMES: Final = frozenset({"published_at", "modified_at", "collected_at", "seen_at"})


class Finished:
    """The finished inputs of a load, kept in ``place`` (a folder, or a file ending in ``.jsonl``)."""

    def __init__(self, place: str | os.PathLike[str], options: Options) -> None:
        if not isinstance(place, (str, os.PathLike)):
            raise OptionError(f"resume={place!r} is no path; give a folder, or a file that ends in .jsonl")
        path = Path(place).expanduser()
        self.path = path if path.suffix == ".jsonl" else path / _FILE_NAME
        if _is_file(path) and path.suffix != ".jsonl":
            raise OptionError(f"resume={os.fspath(place)!r} is a file; give a folder, or a file that ends in .jsonl")
        self._options = json.dumps([_VERSION, asdict(options)], sort_keys=True, default=str)
        self._lines: dict[str, str] = {}
        self._stream: TextIO | None = None

    def __enter__(self) -> Finished:
        try:
            return self._open()
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise OptionError(f"resume={str(self.path)!r} cannot be written ({why}); give a folder that you may write "
                              "to") from None

    def _open(self) -> Finished:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        whole = ""
        if self.path.exists():
            whole = self.path.read_text(encoding="utf-8", errors="replace")
            for line in whole.splitlines():
                key, _, content = line.partition("\t")
                if content.endswith("}"):
                    self._lines[key] = content
        self._stream = self.path.open("a", encoding="utf-8")
        if whole and not whole.endswith("\n"):
            self._stream.write("\n")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._stream is not None:
            self._stream.close()

    def key(self, given: Any) -> str | None:
        """Key of an input; None where it cannot be known to be unchanged (addresses, article objects)."""
        if not isinstance(given, Input):
            return None
        try:
            status = given.path.stat()
        except OSError:
            return None
        parts = (given.ref, str(status.st_size), str(status.st_mtime_ns), self._options)
        return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def find(self, given: Any) -> Reading | None:
        """Reading of an input that was finished before."""
        key = self.key(given)
        content = self._lines.get(key) if key else None
        if content is None:
            return None
        try:
            return _from_json(json.loads(content))
        except (ValueError, KeyError, TypeError):
            return None

    def add(self, given: Any, reading: Reading) -> None:
        """Write down a finished input."""
        key = self.key(given)
        if key is not None and self._stream is not None:
            self._stream.write(f"{key}\t{json.dumps(_to_json(reading), ensure_ascii=True)}\n")
            self._stream.flush()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _to_json(reading: Reading) -> dict[str, Any]:
    out = asdict(reading)
    for page in out["pages"]:
        for record in [page["article"] or {}, *page["news_list"]]:
            for name in _TIMES & record.keys():
                record[name] = record[name].isoformat() if record[name] is not None else None
    return out


def _from_json(content: dict[str, Any]) -> Reading:
    pages = [Page(_record(Article, page["article"]) if page["article"] else None,
                  [_record(NewsItem, item) for item in page["news_list"]]) for page in content["pages"]]
    rejected = [Rejected(**entry) for entry in content["rejected"]]
    return Reading(content["ref"], pages, content["notes"], rejected, content["error"], content["digest"])


def _record(kind: Any, values: dict[str, Any]) -> Any:
    known = {f.name for f in fields(kind)}
    return kind(**{name: datetime.fromisoformat(value) if name in _TIMES and value else value
                   for name, value in values.items() if name in known})
