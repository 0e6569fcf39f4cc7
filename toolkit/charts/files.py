"""A chart as a file: PNG, SVG or PDF, with its words in the file's metadata."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from toolkit.charts.sheet import alt_text
from toolkit.errors import OptionError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS: Final = (".png", ".svg", ".pdf")
DPI: Final = 150


def save(ax: Axes, path: str | os.PathLike[str], *, run: str = "") -> Path:
    """Write a chart to a file, with title and alternative text in the file's metadata.

    The same chart gives the same bytes: no date is written.

    Parameters
    ----------
    ax : Axes
        What one of the charts returned.
    path : path
        Ends in ``.png``, ``.svg`` or ``.pdf``; letters are outlines in SVG, so that it looks the same everywhere.
    run : str, optional
        Id of the run that made it, for instance that of a report's manifest.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OptionError
        If the path ends in something else.

    Examples
    --------
    >>> import matplotlib, tempfile
    >>> matplotlib.use("agg")
    >>> import toolkit as tk
    >>> from toolkit.schema import HEALTH, empty
    >>> tk.plot.save(tk.plot.health(empty(HEALTH)), tempfile.mkdtemp() + "/health.svg").name
    'health.svg'
    """
    import matplotlib as mpl

    file = Path(path)
    ending = file.suffix.lower()
    if ending not in FORMATS:
        raise OptionError(f"{file.name!r} ends in none of {', '.join(FORMATS)}")
    if ending == ".png":
        file.write_bytes(png(ax, run=run))
        return file
    words = alt_text(ax)
    title = words.split(". ")[0]
    made = io.BytesIO()
    # the salt makes the ids inside an SVG the same every time
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "toolkit", "pdf.fonttype": 42}):
        if ending == ".svg":
            given: dict[str, Any] = {"Title": title, "Description": words, "Identifier": run, "Date": None}
            ax.figure.savefig(made, format="svg", metadata=given)  # type: ignore[union-attr]
            file.write_text(_compact(made.getvalue().decode("utf-8")), encoding="utf-8")
        else:
            given = {"Title": title, "Subject": words, "Keywords": run, "CreationDate": None}
            ax.figure.savefig(made, format="pdf", metadata=given)  # type: ignore[union-attr]
            file.write_bytes(made.getvalue())
    return file


def png(ax: Axes, *, run: str = "") -> bytes:
    """Picture with a palette of 256 colours: a third of the size, and no eye sees the difference."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    full, small, told = io.BytesIO(), io.BytesIO(), PngInfo()
    ax.figure.savefig(full, format="png", dpi=DPI)  # type: ignore[union-attr]
    words = alt_text(ax)
    for key, value in (("Title", words.split(". ")[0]), ("Description", words), ("Source", run)):
        told.add_itxt(key, value)
    image = Image.open(full).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    image.save(small, "PNG", optimize=True, dpi=(DPI, DPI), pnginfo=told)
    return small.getvalue()


def _compact(svg: str) -> str:
    """Same drawing in fewer bytes: no line breaks inside tags, places to a hundredth of a point."""
    svg = re.sub(r"(?<=translate\()[^)]*", lambda found: re.sub(r"(\.\d\d)\d+", r"\1", found[0]), svg)
    svg = re.sub(r'(?<= d=")[^"]*', lambda found: re.sub(r"(\.\d\d)\d+", r"\1", found[0].replace("\n", "")), svg)
    return re.sub(r">\n\s*<", ">\n<", svg)
