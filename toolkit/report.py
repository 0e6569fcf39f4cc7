"""Run the notebooks on a folder and write a report that works offline: pages, tables, charts and a manifest.

The pages lie beside ``index.html``, and beside each page, with its number, the CSV of every table and the SVG of every
chart that it shows. ``charts/`` has the charts as PNG and PDF.

The notebooks are looked for in ``notebooks/`` beside the package (a clone) and, for an installed wheel, in
``share/media-analysis-toolkit/notebooks`` of the environment.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from toolkit import report_pages
from toolkit.corpus import Corpus
from toolkit.errors import InputError, OptionError, ToolkitError
from toolkit.load import DEFAULTS, RESUME, load
from toolkit.show import NOTEBOOK, RUN
from toolkit.sources.own_reports import EXPORT, INDEX, MANIFEST, STEPS, report_files
from toolkit.topics import check_dictionary

PACKAGES: Final = ("media-analysis-toolkit", "pandas", "numpy", "pyarrow", "matplotlib", "lxml", "trafilatura",
                   "newspaper3k", "scipy", "networkx", "papermill", "nbconvert")

WANTED: Final = ("give a folder with saved pages (.html, .mhtml), text dumps (.txt), feeds (.rss, .xml) or tables of "
                 "articles (.csv, .jsonl, .parquet); tk.formats() lists all that is read")
TOLD: Final = 5
"""Rejected inputs that are named in a message; the report has all."""


@dataclass
class Run:
    """What became of one notebook."""

    name: str
    seconds: float = 0.0
    failure: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """Where the report is and what became of its notebooks."""

    index: Path
    runs: list[Run]
    rejected: list[dict[str, str]] = field(default_factory=list)

    @property
    def failures(self) -> list[str]:
        """Notebook, cell and error of each that failed."""
        return [run.failure for run in self.runs if run.failure]


def report(folder: str | os.PathLike[str], out: str | os.PathLike[str], *, notebooks: Sequence[str] | None = None,
           say: Callable[[str], Any] | None = None, outlet: str | None = None, time_zone: str | None = None,
           columns: Mapping[str, str] | None = None) -> Report:
    """Run the notebooks on a folder of saved news and write the report.

    Parameters
    ----------
    folder : path
        Anything that `toolkit.load` reads.
    out : path
        Folder of the report; made if need be. Files of an earlier report in it are removed.
    notebooks : list of str, optional
        Names of notebooks (``02_coverage``) or paths; all of the toolkit's by default.
    say : callable, optional
        Called with a line of text at each step.
    outlet, time_zone, columns : optional
        As of `toolkit.load`; every notebook reads the folder with them, and the manifest names them.

    Returns
    -------
    Report
        Its ``index`` page, the ``runs``, the ``failures`` in words, and the inputs that were ``rejected``, each with
        its ``source_ref`` and ``reason``.

    Raises
    ------
    InputError
        If there is nothing at ``folder``, nothing in it can be read, or its ``outlets.toml`` or ``topics.toml`` cannot.
    OptionError
        If ``out`` is ``folder`` itself, a notebook is not found (the message lists those that are there), an option is
        not one that `toolkit.load` takes, or ``topics.toml`` has a topic of another form than it must.

    Examples
    --------
    >>> import tempfile
    >>> report("no-such-folder", tempfile.mkdtemp())
    Traceback (most recent call last):
    toolkit.errors.InputError: no-such-folder: there is no such file or folder; give ...
    """
    tell = say or (lambda line: None)
    source = Path(folder).expanduser()
    if not source.exists():
        raise InputError("there is no such file or folder; give the folder that holds the saved news", str(folder))
    if Path(out).expanduser().resolve() == source.resolve():
        raise OptionError(f"out={str(out)!r} is the folder of the news itself; give another folder for the report, "
                          "such as 'report'")
    chosen = find_notebooks(notebooks)
    check_dictionary(source)
    inputs = input_hashes(source)
    if not inputs:
        raise InputError(f"there are no files in it; {WANTED}", str(folder))
    fresh = not Path(out).expanduser().exists()
    target = _made_folder(out)
    # What the environment says holds for the notebooks too, where this call does not say otherwise.
    options = json.loads(os.environ.get(DEFAULTS) or "{}")
    options |= {name: value for name, value in (("outlet", outlet), ("time_zone", time_zone),
                                                ("columns", None if columns is None else dict(columns))) if value}
    run_id = hashlib.blake2b(json.dumps([inputs, versions(), *([options] if options else [])]).encode(),
                             digest_size=8).hexdigest()
    with tempfile.TemporaryDirectory(prefix="toolkit-report-") as temporary:
        work = Path(temporary)
        surroundings = {EXPORT: str(target.resolve()), RUN: run_id, RESUME: str(work / "read"),
                        DEFAULTS: json.dumps(options), "TQDM_DISABLE": "1"}
        tell(f"Reading {source} ({len(inputs):,} files)")
        with environment({name: surroundings[name] for name in (EXPORT, RESUME)}), _unmade_on_error(target, fresh):
            corpus = load(source, outlet=outlet, time_zone=time_zone, columns=columns)
            tell(f"{corpus!r}")
            _check_read(corpus, str(folder))
        _clear(target)
        runs = []
        for path in chosen:
            run = run_notebook(path, work / path.name, {"folder": str(source)}, surroundings)
            run.parameters = {**run.parameters, **options}
            runs.append(run)
            tell(f"{run.name}: {run.failure or 'done'} ({run.seconds:.0f} s)")
        steps = _steps(target)
        written = [(run, work / path.name) for run, path in zip(runs, chosen, strict=True)]
        manifest = _manifest(source, run_id, inputs, corpus, runs, steps)
        report_pages.write(target, written, corpus, manifest)
    (target / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return Report(target / INDEX, runs, manifest["rejected"])


@contextmanager
def _unmade_on_error(target: Path, fresh: bool) -> Iterator[None]:
    """Where there will be no report, leave no empty folder that promises one."""
    try:
        yield
    except ToolkitError:
        if fresh:
            with suppress(OSError):
                target.rmdir()
        raise


def _check_read(corpus: Corpus, folder: str) -> None:
    """Raise `InputError` where a load gave nothing: pages about nothing would look like a report that went well."""
    if len(corpus.articles) or len(corpus.news_list):
        return
    rejected = _rejected(corpus)
    why = "; ".join(told(rejected)) or "it holds only hidden files, or those that describe the folder"
    raise InputError(f"nothing in it could be read as news: {why}. There is no report; {WANTED}", folder)


def told(rejected: Sequence[Mapping[str, str]]) -> list[str]:
    """The first rejected inputs with their reasons, and how many more there are."""
    lines = [f"{one['source_ref']}: {one['reason']}" for one in rejected[:TOLD]]
    more = len(rejected) - len(lines)
    return [*lines, f"and {more:,} more"] if more else lines


def _rejected(corpus: Corpus) -> list[dict[str, str]]:
    rows = corpus.report.loc[corpus.report["status"] == "rejected", ["source_ref", "reason"]]
    return [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]


def _made_folder(out: str | os.PathLike[str]) -> Path:
    target = Path(out).expanduser()
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OptionError(f"out={str(out)!r} cannot be made a folder ({error.strerror}); give one that you may write to"
                          ) from None
    return target


def notebook_folders() -> list[Path]:
    """Where notebooks may be: beside the package, then in the data folder of each installation scheme."""
    schemes = [sysconfig.get_path("data")]
    if sysconfig.get_preferred_scheme("user") in sysconfig.get_scheme_names():
        schemes.append(sysconfig.get_path("data", sysconfig.get_preferred_scheme("user")))
    beside = Path(__file__).resolve().parents[1] / "notebooks"
    return [beside, *(Path(s) / "share" / "media-analysis-toolkit" / "notebooks" for s in schemes)]


def find_notebooks(names: Sequence[str] | None = None) -> list[Path]:
    """Paths of the named notebooks, or of all that the toolkit brings."""
    there: list[Path] = []
    for folder in notebook_folders():
        there = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
        if there:
            break
    if names is None:
        if not there:
            looked = ", ".join(str(f) for f in notebook_folders())
            raise OptionError(f"no notebooks were found in {looked}; install the toolkit anew, or run in a clone of it")
        return there
    by_name = {p.stem: p for p in there}
    found = [Path(n) if Path(n).suffix == ".ipynb" else by_name.get(n) for n in names]
    for name, path in zip(names, found, strict=True):
        if path is None or not path.exists():
            raise OptionError(f"there is no notebook {name!r}; there are {', '.join(by_name)}")
    return [p for p in found if p is not None]


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Environment variables for the kernels that start inside; as before afterwards."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def run_notebook(path: Path, target: Path, parameters: dict[str, Any], surroundings: Mapping[str, str]) -> Run:
    """Run one notebook with papermill; a failed cell becomes the run's failure, not an exception."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from toolkit.report_kernel import OrderlyKernelManager

    run = Run(path.stem, parameters=parameters)
    start = time.perf_counter()
    with environment({**surroundings, NOTEBOOK: path.stem}):
        try:
            papermill.execute_notebook(str(path), str(target), parameters=parameters, progress_bar=False,
                                       kernel_name="python3", cwd=str(Path.cwd()),
                                       kernel_manager_class=OrderlyKernelManager,
                                       extra_arguments=["--log-level=ERROR"])
        except PapermillExecutionError as error:
            first = str(error.evalue).splitlines() or [""]
            run.failure = f"cell {error.exec_count} failed: {error.ename}: {first[0]}"
            run.failure = f"notebook {path.stem}, {run.failure}"
    run.seconds = time.perf_counter() - start
    return run


def input_hashes(source: Path) -> list[dict[str, Any]]:
    """Path, size and SHA-256 of every file at ``source`` but those of earlier reports, in order of the path."""
    files = sorted(p for p in source.rglob("*") if p.is_file()) if source.is_dir() else [source]
    written = {file for name in (MANIFEST, STEPS) for found in files if found.name == name
               for file in report_files(found.parent)} if source.is_dir() else set()
    files = [file for file in files if file not in written]
    found = []
    for file in files:
        relative = file.relative_to(source).as_posix() if source.is_dir() else file.name
        try:
            with file.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            found.append({"path": relative, "bytes": file.stat().st_size, "sha256": digest})
        except OSError as error:
            found.append({"path": relative, "bytes": None, "sha256": None, "error": str(error)})
    return found


def versions() -> dict[str, str]:
    """Installed versions of what a result depends on."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _clear(target: Path) -> None:
    """Remove what an earlier report wrote here, by its manifest; nothing else."""
    (target / STEPS).unlink(missing_ok=True)
    try:
        before = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
        files = [Path(file) for step in before["steps"] for file in (step["file"], *step.get("also", []))]
        files += [Path(f"{notebook['name']}.html") for notebook in before["notebooks"]]
    except (OSError, ValueError, KeyError, TypeError):
        return
    for file in files:
        if not file.is_absolute() and ".." not in file.parts:
            (target / file).unlink(missing_ok=True)


def _steps(target: Path) -> list[dict[str, Any]]:
    """What the notebooks showed and wrote, in order; the file that collected it is removed."""
    file = target / STEPS
    if not file.exists():
        return []
    steps = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    file.unlink()
    return steps


def _manifest(source: Path, run_id: str, inputs: list[dict[str, Any]], corpus: Corpus, runs: list[Run],
              steps: list[dict[str, Any]]) -> dict[str, Any]:
    status = corpus.report["status"].value_counts()
    return {
        "id": run_id,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "folder": source.name or str(source),
        "command": [Path(sys.argv[0]).name, *sys.argv[1:]],
        "versions": versions(),
        "platform": platform.platform(),
        "rows": {"articles": len(corpus.articles), "news_list": len(corpus.news_list), "inputs": len(corpus.report)}
        | {name: int(status.get(name, 0)) for name in ("loaded", "duplicate", "rejected")},
        "rejected": _rejected(corpus),
        "notebooks": [{"name": r.name, "seconds": round(r.seconds, 2), "failure": r.failure, "parameters": r.parameters}
                      for r in runs],
        "steps": steps,
        "inputs": inputs,
    }
