"""One input of a load: a file on disk, opened safely and with its limits.

Nothing here knows a format. A gzip file is unpacked as it is read and never beyond a limit, so that a small file
that unpacks to gigabytes (by accident or on purpose) costs a row of the report and not the machine's memory.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from toolkit.errors import InputError
from toolkit.own_outlets import OwnOutlet
from toolkit.sources.encodings import utf16_without_mark

MAX_PAGE_BYTES: Final = 32 * 2**20
"""A page, dump, feed or sitemap larger than this is rejected: such files are mostly pictures stored inside."""
MAX_TABLE_BYTES: Final = 4 * 2**30
"""Unpacked size at which a packed table is given up."""
HEAD_BYTES: Final = 8192
"""Length of the beginning of a file that sniffers look at."""
_BLOCK_BYTES: Final = 512 * 1024
_GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller of `load` said about all inputs.

    Attributes
    ----------
    outlet : str or None
        Name of the outlet of all inputs.
    time_zone : str or None
        IANA zone of the outlet's clock.
    columns : mapping of str to str
        Column of a table -> field of the articles table.
    reader : str
        ``best`` or ``newspaper3k``.
    outlets : tuple of OwnOutlet
        Outlets that the file ``outlets.toml`` of the loaded folder describes.
    """

    outlet: str | None = None
    time_zone: str | None = None
    columns: Mapping[str, str] | None = None
    reader: str = "best"
    outlets: tuple[OwnOutlet, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A part of an input (a line, an entry, a member) that could not be read."""

    source_ref: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a whole input that the reader of the report should know, though it was loaded."""

    reason: str


@dataclass(frozen=True, slots=True)
class Input:
    """One file.

    Attributes
    ----------
    ref : str
        How the report and the tables name it.
    path : Path
        Where it is.
    """

    ref: str
    path: Path

    @property
    def name(self) -> str:
        """File name without the ending ``.gz``."""
        name = self.path.name
        return name[:-3] if name.lower().endswith(".gz") else name

    @property
    def suffix(self) -> str:
        """Lower-cased ending of the file name, ``.gz`` left aside."""
        return Path(self.name).suffix.lower()

    @property
    def modified_at(self) -> datetime | None:
        """Time of the file's last change, in UTC."""
        try:
            return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        except (OSError, OverflowError, ValueError):
            return None

    def is_packed(self) -> bool:
        """Whether the bytes are gzip, whatever the name says."""
        with self._open_raw() as raw:
            return raw.read(2) == _GZIP_MAGIC

    def _open_raw(self) -> BinaryIO:
        try:
            if self.path.exists() and not self.path.is_file():  # a pipe would be waited for without end
                kind = "a folder that cannot be listed" if self.path.is_dir() else "a pipe, socket or device"
                raise InputError(f"this is {kind}, not a file; leave it out")
            return self.path.open("rb")
        except PermissionError:
            raise InputError("no permission to read this file; give yourself read access (chmod u+r)") from None
        except FileNotFoundError:
            raise InputError("no such file; was it moved or is it a broken link?") from None
        except OSError as error:
            raise InputError(f"the file cannot be opened ({error.strerror or error})") from None

    def open(self, *, buffered: bool = True) -> BinaryIO:
        """Open the unpacked bytes for streaming, up to `MAX_TABLE_BYTES` where they were packed."""
        raw = self._open_raw()
        packed = raw.read(2) == _GZIP_MAGIC
        raw.seek(0)
        if not packed:
            return raw
        return io.BufferedReader(_Unpacked(raw), _BLOCK_BYTES if buffered else 1)

    def head(self) -> bytes:
        """Beginning of the unpacked bytes; of UTF-16 text as UTF-8, so that every sniffer can look for ASCII marks."""
        with self.open(buffered=False) as stream:
            head = _beginning(stream)
        if not head or (not head.strip() and len(head) < HEAD_BYTES):
            raise InputError("the file is empty; save or download it again")
        for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
            if head.startswith(mark):
                return head[2:].decode(encoding, "ignore").encode()
        wide = utf16_without_mark(head)
        if wide:
            return head.decode(wide, "ignore").encode()
        return head.removeprefix(b"\xef\xbb\xbf")

    def read(self, limit: int = MAX_PAGE_BYTES) -> bytes:
        """Return all unpacked bytes.

        Raises
        ------
        InputError
            If there are more than ``limit``, or the gzip stream is damaged or cut off.
        """
        with self.open() as stream:
            data = _guarded_read(stream, limit + 1)
        if len(data) > limit:
            raise InputError(
                f"larger than {limit // 2**20} MB once unpacked; a page of this size holds its pictures inside: "
                "save it without them, or load a table of articles as CSV, JSONL or Parquet")
        if not data.strip():
            raise InputError("the file is empty; save or download it again")
        return data


def _guarded_read(stream: BinaryIO | gzip.GzipFile, size: int) -> bytes:
    try:
        return stream.read(size)
    except EOFError:
        raise InputError("the gzip file is cut off (its end is missing); download or copy it again") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"the gzip file is damaged ({error}); download or copy it again") from None
    except IsADirectoryError:
        raise InputError("this is a folder, not a file") from None
    except OSError as error:
        raise InputError(f"the file cannot be read ({error.strerror or error})") from None


def _beginning(stream: BinaryIO) -> bytes:
    """First bytes; of a stream that breaks off before, what there is: its reader will meet the fault and name it."""
    head = b""
    while len(head) < HEAD_BYTES:
        try:
            block = _guarded_read(stream, 512)
        except InputError:
            if not head:
                raise
            break
        if not block:
            break
        head += block
    return head


class _Unpacked(io.RawIOBase):
    """Gzip stream that stops with an error at `MAX_TABLE_BYTES`."""

    def __init__(self, raw: BinaryIO) -> None:
        super().__init__()
        self._raw = raw
        self._stream = gzip.GzipFile(fileobj=raw)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = _guarded_read(self._stream, len(buffer))
        self._given += len(data)
        if self._given > MAX_TABLE_BYTES:
            raise InputError(f"unpacks to more than {MAX_TABLE_BYTES // 2**30} GB; unpack and split it, or store it "
                             "as Parquet")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._raw.close()
        super().close()
