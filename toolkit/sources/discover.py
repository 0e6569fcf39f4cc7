"""What a load was asked to read: paths, folders, globs and lists to inputs, in a settled order."""

from __future__ import annotations

import glob
import os
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from toolkit.errors import InputError, OptionError, ToolkitWarning
from toolkit.sources.inputs import Input
from toolkit.sources.newspaper import is_newspaper_article
from toolkit.sources.own_reports import is_running, report_files

ABOUT_THE_FOLDER = ("outlets.toml", "topics.toml")
"""Files at the top of a folder that describe it; they are no inputs."""
_ASSETS_SUFFIXES = ("_files", ".files")
_GLOB_SIGNS = frozenset("*?[")


def find_inputs(source: Any) -> list[Any]:
    """Inputs of a load: `Input` for files, everything else (article objects, addresses) as it was given.

    Folders are walked in the order of their sorted names. Hidden files and folders are left out, and so is the folder
    ``NAME_files`` (or ``NAME.files``) beside a saved page ``NAME.html``: it holds that page's pictures and frames.
    A folder that links to one of its parents is entered once. The files ``outlets.toml`` and ``topics.toml`` of the
    folder are no inputs: they say what its outlets and topics are. What the toolkit's own reports wrote is left out of
    folders and globs, with a warning.

    Raises
    ------
    InputError
        If nothing is there: no such file, an empty folder, a glob without a match.
    OptionError
        If ``source`` is something else than a path, address, article object or list of these.
    """
    if isinstance(source, (str, os.PathLike)):
        if not os.fspath(source).strip():
            raise InputError("the path is empty; give a file or folder, '.' for this one")
        found = list(_from_path(source))
        if not found:
            raise InputError(f"no files in {os.fspath(source)!r}; give a folder with saved pages, dumps, feeds or "
                             "tables, a file, or a glob such as 'data/**/*.html'")
        return found
    if is_newspaper_article(source):
        return [source]
    if isinstance(source, Iterable) and not isinstance(source, (bytes, dict)):
        return [entry for given in source for entry in _from_list_entry(given)]
    raise OptionError(f"load takes a path, a glob, an address, a newspaper3k Article or a list of these, not "
                      f"{type(source).__name__}")


def is_address(source: object) -> bool:
    """Whether something is a web address."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def _from_list_entry(given: Any) -> Iterator[Any]:
    """Entries of a list; a file that is not there becomes a rejected input later, not an error."""
    if isinstance(given, Input):
        yield given
    elif isinstance(given, (str, os.PathLike)):
        try:
            if not os.fspath(given).strip():
                raise InputError("the path is empty")
            yield from _from_path(given)
        except InputError:
            yield Input(Path(given).as_posix(), Path(given))
    elif is_newspaper_article(given):
        yield given
    else:
        raise OptionError(f"a list for load holds paths, globs, addresses or newspaper3k Articles, not "
                          f"{type(given).__name__}")


def checked_path(given: str | os.PathLike[str]) -> Path:
    """Path with its ``~`` replaced; `InputError` where no system can have such a path."""
    try:
        path = Path(os.fspath(given)).expanduser()
        path.exists()
    except (OSError, RuntimeError, ValueError) as error:
        shown = str(given) if len(str(given)) <= 80 else f"{str(given)[:80]}..."
        why = getattr(error, "strerror", None) or error
        raise InputError(f"{shown!r} cannot be a path ({why}); check it") from None
    return path


def _from_path(given: str | os.PathLike[str]) -> Iterator[Any]:
    if is_address(given):
        yield given
        return
    path = checked_path(given)
    if path.is_dir():
        about = {path / name for name in ABOUT_THE_FOLDER}
        yield from (found for found in _walk(path, set(), set()) if found.path not in about)
    elif path.exists() or path.is_symlink():
        yield Input(path.as_posix(), path)
    elif _GLOB_SIGNS & set(str(path)):
        matches = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        if not matches:
            raise InputError(f"no file matches {str(given)!r}")
        inside: set[Path] = set()
        written = _of_reports({folder for match in matches for folder in list(Path(match).parents)[:2]})
        for match in matches:
            if Path(match).is_dir():
                continue
            if Path(match) not in inside | written:
                inside.add(Path(match))
                yield Input(Path(match).as_posix(), Path(match))
    else:
        raise InputError(f"no file or folder {str(given)!r} (looked in {Path.cwd().name or '/'}); check the path")


def _of_reports(folders: Iterable[Path]) -> set[Path]:
    """Files that the toolkit's reports wrote into these folders; those of finished reports are told of."""
    found: set[Path] = set()
    for folder in sorted(folders):
        written = report_files(folder)
        found |= written
        there = sum(path.is_file() for path in written)
        if there and not is_running(folder):
            warnings.warn(f"{there:,} files in {folder.as_posix()!r} were left out: an earlier report of this toolkit "
                          "wrote them; write reports to a folder outside of the news", ToolkitWarning, stacklevel=3)
    return found


def _walk(folder: Path, entered: set[tuple[int, int]], written: set[Path]) -> Iterator[Input]:
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError:
        yield Input(folder.as_posix(), folder)  # reading it gives the reason
        return
    mark = (status.st_dev, status.st_ino)
    if mark in entered:
        return
    entered.add(mark)
    names = {p.name.lower() for p in entries}
    written |= _of_reports([folder])
    for path in entries:
        if path.name.startswith(".") or path in written:
            continue
        if path.is_dir():
            if not _is_page_assets(path.name, names):
                yield from _walk(path, entered, written)
        else:
            yield Input(path.as_posix(), path)


def _is_page_assets(folder: str, beside: set[str]) -> bool:
    for ending in _ASSETS_SUFFIXES:
        stem = folder.lower().removesuffix(ending)
        if stem != folder.lower() and any(f"{stem}{s}" in beside for s in (".html", ".htm", ".xhtml", ".html.gz")):
            return True
    return False
