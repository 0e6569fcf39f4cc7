"""`load`: whatever is there, to three tables that account for every input."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from os import PathLike
from typing import Any, Final
from zoneinfo import ZoneInfo

from toolkit.clocks import settle_clocks
from toolkit.corpus import Corpus
from toolkit.corpus_tags import recut_dump_tags
from toolkit.duplicates import Ledger
from toolkit.errors import InputError, OptionError, ToolkitWarning
from toolkit.normalise import articles_frame, news_list_frame, report_frame
from toolkit.own_outlets import FILE_NAME, OwnOutlet, read_outlets
from toolkit.sources.discover import checked_path, find_inputs, is_address
from toolkit.sources.inputs import Options
from toolkit.sources.reading import Reading
from toolkit.sources.resume import Finished
from toolkit.sources.table_columns import check_mapping
from toolkit.workers import process_count, read_all

READERS: Final = ("best", "newspaper3k")
RESUME: Final = "TOOLKIT_RESUME"
"""Environment variable: the default of ``resume``, so that several notebooks on one folder read it once."""
DEFAULTS: Final = "TOOLKIT_LOAD"
"""Environment variable: JSON object with defaults of ``outlet``, ``time_zone`` and ``columns``, so that a report's
notebooks read a folder as the report was told to."""
_SILENT_SECONDS: Final = 2.0


def load(source: Any, *, outlet: str | None = None, time_zone: str | None = None,
         columns: Mapping[str, str] | None = None, reader: str = "best", workers: Any = None,
         resume: str | PathLike[str] | None = None) -> Corpus:
    r"""Load saved news: pages, text dumps, feeds, sitemaps, tables and archives, whatever is there.

    Parameters
    ----------
    source : path, str, newspaper3k Article, or a list of these
        A file, a folder (walked with its subfolders; hidden files and the ``NAME_files`` folders of saved pages are
        left out), a glob (``"data/**/*.html"``) or a web address. `tk.formats` lists the formats; the content
        decides where it contradicts the file's ending. A folder may hold a file ``outlets.toml`` that names outlets
        and their clocks (`toolkit.own_outlets`).
    outlet : str, optional
        Name of the outlet of all inputs, where the inputs do not say or should not be believed.
    time_zone : str, optional
        IANA zone of the outlet's clock, for times without an offset. Without it the outlet's known zone is used, else
        the one that the offsets of its own stamps tell, else one guessed from domain and language, marked as a guess
        (`toolkit.clocks`).
    columns : mapping of str to str, optional
        For tables: column -> field, as in ``{"src": "url"}``. Usual names are known without it.
    reader : str
        ``best``, or ``newspaper3k`` to read the same pages with newspaper3k alone.
    workers : int or distributed.Client, optional
        Processes to read with, or a Dask cluster. By default one process, and several from 1,000 inputs on. The result
        is the same in any case.
    resume : path, optional
        Folder that keeps what has been read, so that an interrupted load goes on where it stopped; by default that of
        the environment variable TOOLKIT_RESUME, if it is set.

    Returns
    -------
    Corpus
        Tables ``articles``, ``news_list`` and ``report``. The report has one row per file, address or object, and one
        more for each part inside (line, entry, member) that was rejected or is a duplicate; so its length is always
        the sum of its loaded, duplicate and rejected rows, and the ``rows`` of the loaded and duplicate ones add up to
        the rows of ``articles`` and ``news_list``. Of several copies of one article that of the fullest format
        stays (page, dump, table, feed), then the latest version, then the first in order; headlines of all are kept.

    Raises
    ------
    InputError
        If nothing is there to load; of an existing folder without files a warning
        says so. A file that cannot be read is a rejected row of the report instead.
    OptionError
        If an option has a value that is not taken.

    Examples
    --------
    >>> import tempfile, pathlib, toolkit as tk
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "news.csv").write_text("title,date,src\nBridge opens,2025-02-12,https://example.org/1\n")
    >>> corpus = tk.load(folder, columns={"src": "url"}, time_zone="Europe/Kyiv")
    >>> corpus.articles["published_precision"].tolist(), corpus.report["status"].tolist()
    (['day'], ['loaded'])
    """
    default = json.loads(os.environ.get(DEFAULTS) or "{}")
    options = _checked_options(default.get("outlet") if outlet is None else outlet,
                               default.get("time_zone") if time_zone is None else time_zone,
                               default.get("columns") if columns is None else columns, reader, _own_outlets(source))
    resume = resume or os.environ.get(RESUME)
    given = given_inputs(source)
    if not hasattr(workers, "map"):
        process_count(workers, len(given))
    with (nullcontext() if resume is None else Finished(resume, options)) as finished:
        readings = list(_progress(_read(given, options, workers, finished), len(given)))
    recut_dump_tags(readings)
    settle_clocks(page for reading in readings for page in reading.pages)
    ledger = Ledger(readings)
    return Corpus(articles_frame(ledger.articles), news_list_frame(ledger.headlines), report_frame(ledger.report))


def given_inputs(source: Any) -> list[Any]:
    """Inputs of a load; a folder that is there and holds nothing gives none, and a warning."""
    try:
        return find_inputs(source)
    except InputError as error:
        if isinstance(source, (str, PathLike)) and str(source).strip() and checked_path(source).is_dir():
            warnings.warn(str(error), ToolkitWarning, stacklevel=3)
            return []
        raise


def _checked_options(outlet: str | None, time_zone: str | None, columns: Mapping[str, str] | None,
                     reader: str, own: tuple[OwnOutlet, ...]) -> Options:
    if reader not in READERS:
        raise OptionError(f"reader={reader!r} is not known; there are {', '.join(READERS)}")
    if time_zone is not None:
        try:
            ZoneInfo(time_zone)
        except (ValueError, OSError, LookupError, TypeError):
            raise OptionError(f"time_zone={time_zone!r} is no IANA zone; one looks like 'Europe/Kyiv'") from None
    if outlet is not None and not (isinstance(outlet, str) and outlet.strip()):
        raise OptionError(f"outlet={outlet!r} is not the name of an outlet")
    check_mapping(columns)
    return Options(outlet, time_zone, dict(columns) if columns else None, reader, own)


def _own_outlets(source: Any) -> tuple[OwnOutlet, ...]:
    """Outlets that the loaded folder describes; a faulty file is told at once, since all zones hang on it."""
    if not isinstance(source, (str, PathLike)) or is_address(source) or not str(source).strip():
        return ()
    path = checked_path(source) / FILE_NAME
    return read_outlets(path) if path.is_file() else ()


def _read(given: Sequence[Any], options: Options, workers: Any, finished: Finished | None) -> Iterator[Reading]:
    """Readings in the order of the inputs; those finished in an earlier load are taken from there."""
    if finished is None:
        yield from read_all(given, options, workers)
        return
    inputs = [one for one in given if getattr(one, "path", None) != finished.path]
    known = [finished.find(one) for one in inputs]
    fresh = read_all([one for one, found in zip(inputs, known, strict=True) if found is None], options, workers)
    for one, found in zip(inputs, known, strict=True):
        if found is None:
            found = next(fresh)
            finished.add(one, found)
        yield found


def _progress(readings: Iterator[Reading], total: int) -> Iterator[Reading]:
    """Progress bar that shows itself after two seconds, in a terminal or notebook."""
    from tqdm.auto import tqdm

    # None: silent where nobody watches. A notebook's output is no terminal, though it is watched; and what the
    # environment says (TQDM_DISABLE) goes before, which an explicit argument would overrule.
    settled = "ipykernel" in sys.modules or "TQDM_DISABLE" in os.environ
    return iter(tqdm(readings, total=total, desc="load", unit=" inputs", delay=_SILENT_SECONDS, leave=False,
                     **({} if settled else {"disable": None})))
