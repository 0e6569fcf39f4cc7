"""Files of the toolkit's own reports, which a load leaves out: their pages and tables tell of news and are none.

A report written inside the folder that it is about would else be counted by the next load, and even by the later
notebooks of the same run. Only what a report says that it wrote is left out; whatever else lies beside it is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

EXPORT: Final = "TOOLKIT_EXPORT"
"""Environment variable: folder into which everything shown is written; unset outside a report."""
MANIFEST: Final = "manifest.json"
STEPS: Final = "steps.jsonl"
"""Account of a run that is not done yet: one line per file."""
INDEX: Final = "index.html"
_MAKER: Final = "media-analysis-toolkit"
_BEGINNING: Final = 40


def report_files(folder: Path) -> set[Path]:
    """Files below ``folder`` that a report into this folder wrote, as its manifest and its running account say.

    Examples
    --------
    >>> import tempfile
    >>> report_files(Path(tempfile.mkdtemp()))
    set()
    """
    written = _finished(folder / MANIFEST) | _running(folder / STEPS)
    return {folder / name for name in written if not name.is_absolute() and ".." not in name.parts}


def is_running(folder: Path) -> bool:
    """Whether the report that is being made is written into this folder."""
    export = os.environ.get(EXPORT)
    return bool(export) and Path(str(export)).resolve() == folder.resolve()


def _finished(manifest: Path) -> set[Path]:
    try:
        with manifest.open("rb") as stream:
            if b'"id"' not in stream.read(_BEGINNING):  # a file of some other program, perhaps a large one
                return set()
        told = json.loads(manifest.read_text(encoding="utf-8"))
        if _MAKER not in told["versions"]:
            return set()
        pages = [Path(f"{notebook['name']}.html") for notebook in told["notebooks"]]
        return {*_of_steps(told["steps"]), *pages, Path(INDEX), Path(MANIFEST)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _running(steps: Path) -> set[Path]:
    try:
        lines = steps.read_text(encoding="utf-8").splitlines()
        return {*_of_steps(json.loads(line) for line in lines), Path(STEPS)}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _of_steps(steps: Iterable[dict[str, Any]]) -> set[Path]:
    return {Path(file) for step in steps for file in (step["file"], *step.get("also", []))}
