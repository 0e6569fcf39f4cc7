"""Where the inputs of a load are read: in this process, in several, or on a Dask cluster; always in their order."""

from __future__ import annotations

import multiprocessing
import os
import sys
import types
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, Final

from toolkit.errors import OptionError
from toolkit.normalise import with_word_count
from toolkit.sources.inputs import Input, Options
from toolkit.sources.reading import Reading, read_input
from toolkit.sources.registry import Format, add_formats, added_formats

WORTH_PROCESSES: Final = 1000
"""Files from which several processes repay their start: seconds, where a page takes some ten milliseconds."""
_MOST_PROCESSES: Final = 8
_BATCH: Final = 8


def read_all(given: Sequence[Any], options: Options, workers: Any) -> Iterator[Reading]:
    """Read inputs, yielding their readings in the order of the inputs whoever read them."""
    if hasattr(workers, "map") and hasattr(workers, "gather"):
        yield from _on_cluster(given, options, workers)
        return
    count = process_count(workers, len(given))
    if count == 1 or len(given) < 2:
        for one in given:
            yield read_input(one, options)
        return
    yield from _in_processes(given, options, count)


def process_count(workers: int | None, inputs: int) -> int:
    """Processes to use: those asked for; of itself several only where they pay.

    Raises
    ------
    OptionError
        If ``workers`` is neither a whole number above 0 nor a Dask client.
    """
    if workers is None:
        return min(_cores(), _MOST_PROCESSES) if inputs >= WORTH_PROCESSES else 1
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise OptionError(f"workers={workers!r} is neither a number of processes (1 or more) nor a distributed.Client")
    return min(workers, max(1, inputs))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read_batch(batch: Sequence[Any], options: Options) -> list[Reading]:
    """Readings of some inputs, with the words counted: what hangs on one article alone is done here, beside others."""
    readings = [read_input(one, options) for one in batch]
    for reading in readings:
        for page in reading.pages:
            if page.article is not None:
                with_word_count(page.article)
    return readings


def _in_processes(given: Sequence[Any], options: Options, count: int) -> Iterator[Reading]:
    """Read files in other processes; what only this process can read (objects, formats of ``__main__``) stays here."""
    formats = [f for f in added_formats() if not _of_main(f)]
    local = any(_of_main(f) for f in added_formats())
    suffixes = {s for f in added_formats() if _of_main(f) for s in f.suffixes} if local else set()
    batches = [given[i:i + _BATCH] for i in range(0, len(given), _BATCH)]
    with ProcessPoolExecutor(count, mp_context=_context(), initializer=add_formats, initargs=(formats,)) as pool:
        futures: list[Any] = []
        with _without_main_module():
            for batch in batches:
                away = all(isinstance(one, Input) and one.suffix not in suffixes for one in batch)
                futures.append(pool.submit(_read_batch, batch, options) if away else None)
        for batch, future in zip(batches, futures, strict=True):
            yield from _read_batch(batch, options) if future is None else future.result()


def _context() -> Any:
    """How processes are started: where that can be, from one that has loaded the reader for all of them."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "toolkit.sources.pages", "toolkit.extract.page"])
    return context


def _of_main(added: Format) -> bool:
    """Whether a format was added by a script or notebook, whose functions other processes cannot import."""
    return any(getattr(function, "__module__", None) == "__main__" for function in (added.sniff, added.reader))


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Start processes without the caller's script.

    Python's processes would run the script from its beginning to have its definitions; the reading needs none of
    them, and a script without an ``if __name__ == "__main__"`` guard would load the folder again in every process.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _on_cluster(given: Sequence[Any], options: Options, client: Any) -> Iterator[Reading]:
    """Read on a Dask cluster, whose workers must see the same paths."""
    batches = [list(given[i:i + _BATCH]) for i in range(0, len(given), _BATCH)]
    futures = client.map(_read_batch, batches, options=options, pure=False)
    for future in futures:
        yield from future.result()
