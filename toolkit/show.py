"""Show a table or a chart in a notebook, and write it to files when a report is being made."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from codecs import BOM_UTF8
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from toolkit.errors import OptionError, check_whole
from toolkit.local_times import LocalTime, on_their_clocks, with_local_text
from toolkit.schema import COVERAGE, PERIOD, TABLES, Table
from toolkit.sources.own_reports import EXPORT, STEPS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NOTEBOOK: Final = "TOOLKIT_NOTEBOOK"
"""Environment variable: name of the running notebook, the first part of the names of its files."""
RUN: Final = "TOOLKIT_RUN"
"""Environment variable: id of the run, written into the metadata of every chart."""
CHARTS: Final = "charts"
"""Folder of the charts in the formats that the pages do not show."""
_BLOCK: Final = 1 << 20
_LONGEST: Final = 240
"""Letters of a text that a table cell shows; the CSV has all."""
_LONG: Final = 40
"""Letters from which on a cell asks for a wide column."""


def show(what: Any, name: str | None = None, *, rows: int = 12) -> None:
    """Show a frame as a table, or a chart with its alternative text.

    Times are shown on the clock of the column ``time_zone`` where the frame has it, and in UTC where it has not; the
    head of the column says which. Where only the day is known, only the day is shown.

    Under ``python -m toolkit report`` the whole frame is also written as CSV, and the chart as SVG, PNG and PDF.

    Parameters
    ----------
    what : DataFrame or Axes
        A table, or what one of the charts returned.
    name : str, optional
        Name of the file; without one nothing is written. Letters, digits, ``-`` and ``_``.
    rows : int, default 12
        Rows of a frame that are shown. With 0 only the number of rows, and in a report the link to the file.

    Raises
    ------
    OptionError
        If ``what`` is neither frame nor Axes, or ``name`` cannot be the name of a file.

    Examples
    --------
    >>> import pandas as pd, toolkit as tk
    >>> tk.show(pd.DataFrame({"outlet": ["Lake Herald"], "n": [3]}))
        outlet  n
    0  Lake Herald  3
    """
    from matplotlib.axes import Axes

    check_whole("rows", rows, 0)
    if name is not None and not (isinstance(name, str) and re.fullmatch(r"[\w-]+", name)):
        raise OptionError(f"name={name!r} is no name of a file; letters, digits, - and _ make one")
    if isinstance(what, pd.DataFrame):
        _show_frame(what, name, rows)
    elif isinstance(what, Axes):
        _show_chart(what, name)
    else:
        raise OptionError(f"show() takes a DataFrame or the Axes of a chart, not {type(what).__name__}")


def _show_frame(frame: pd.DataFrame, name: str | None, rows: int) -> None:
    file = _file(name, "csv")
    if file is not None:
        writable(frame).to_csv(file, index=False)
        _mark_for_spreadsheets(file)
        _record(name, "table", file, frame.attrs | {"rows": len(frame)})
    link = file.name if file is not None else None
    shown, clocks = on_their_clocks(frame.head(rows))
    heads = {name: f"{name} ({clock})" for name, clock in clocks.items()}
    plain = shown.rename(columns=heads).to_string() if rows else _size(frame, rows)
    _display({"text/html": table_html(frame, rows=rows, link=link), "text/plain": plain}, {})


def _mark_for_spreadsheets(file: Path) -> None:
    """Put the mark of UTF-8 before a CSV file that needs it: Excel takes other alphabets for noise without.

    Pandas and the toolkit leave the mark out when they read; a file of plain ASCII gets none, as some programs take it
    for a part of the first column's name.
    """
    with file.open("rb") as stream:
        if all(block.isascii() for block in iter(lambda: stream.read(_BLOCK), b"")):
            return
        marked = file.with_suffix(".part")
        stream.seek(0)
        with marked.open("wb") as out:
            out.write(BOM_UTF8)
            shutil.copyfileobj(stream, out, _BLOCK)
    marked.replace(file)


def _show_chart(ax: Axes, name: str | None) -> None:
    from matplotlib import pyplot as plt

    from toolkit.charts.files import png, save
    from toolkit.charts.sheet import alt_text, headline

    figure, alt, run = ax.figure, alt_text(ax), os.environ.get(RUN, "")
    picture = png(ax, run=run)
    file = _file(name, "svg")
    if file is not None:
        also = [file.parent / CHARTS / f"{file.stem}{ending}" for ending in (".png", ".pdf")]
        also[0].parent.mkdir(exist_ok=True)
        also[0].write_bytes(picture)
        for path in (file, also[1]):
            save(ax, path, run=run)
        links = [path.relative_to(file.parent).as_posix() for path in also]
        _record(name, "chart", file, {"also": links, "alt": alt, "headline": headline(ax)})
    width = round(figure.get_size_inches()[0] * 100)  # type: ignore[union-attr]
    _display({"image/png": picture, "text/plain": alt}, {"image/png": {"alt": alt, "width": width}})
    plt.close(figure)  # type: ignore[arg-type]


def _file(name: str | None, ending: str) -> Path | None:
    root = os.environ.get(EXPORT)
    if not root or name is None:
        return None
    where = Path(root)
    where.mkdir(parents=True, exist_ok=True)
    notebook = os.environ.get(NOTEBOOK, "")
    return where / (f"{notebook[:2]}_{name}.{ending}" if notebook else f"{name}.{ending}")


def _record(name: str | None, kind: str, file: Path, facts: Mapping[Any, Any]) -> None:
    """Add a line to the account of the run, from which the manifest is made."""
    root = Path(os.environ[EXPORT])
    entry = {"notebook": os.environ.get(NOTEBOOK), "name": name, "kind": kind,
             "file": file.relative_to(root).as_posix(), **facts}
    with (root / STEPS).open("a", encoding="utf-8") as out:
        out.write(json.dumps(entry, ensure_ascii=False, default=str) + "\n")


def _display(data: dict[str, Any], metadata: dict[str, Any]) -> None:
    shell = sys.modules.get("IPython")
    if shell is not None and shell.get_ipython() is not None:
        from IPython.display import display

        display(data, metadata=metadata, raw=True)
    else:
        sys.stdout.write(data["text/plain"] + "\n")


def writable(frame: pd.DataFrame) -> pd.DataFrame:
    """Frame for a CSV file: lists as JSON, so that they can be read back, and ``published_local`` for the reader."""
    columns = {}
    for name, values in with_local_text(frame).items():
        if values.dtype == object:
            values = values.map(lambda v: json.dumps(v, ensure_ascii=False) if isinstance(v, (list, tuple)) else v)
        columns[name] = values
    return pd.DataFrame(columns, index=frame.index)


def table_html(frame: pd.DataFrame, *, rows: int, link: str | None = None) -> str:
    """Frame as an accessible HTML table; columns bear their label and meaning as declared, times their clock."""
    size, declared = _size(frame, rows), _declared(frame)
    frame = frame.drop(columns=_silent(frame, declared))
    whole = f' · <a href="{escape(link, quote=True)}">whole table (CSV)</a>' if link else ""
    if rows == 0 and len(frame):  # asked for the file alone: a head of forty columns over nothing helps nobody
        return f'<p class="size">{size}{whole}</p>'
    shown, clocks = on_their_clocks(frame.head(rows))
    labels = [_label(name, declared, clocks, frame.attrs) for name in map(str, frame.columns)]
    meanings = {c.name: c.meaning for t in ([declared] if declared else TABLES.values()) for c in t.columns}
    head = "".join(
        f'<th scope="col"{kind} title="{escape(meanings.get(str(c), str(c)), quote=True)}">{escape(label)}</th>'
        for c, label, kind in zip(frame.columns, labels, map(_head_class, frame.dtypes), strict=True)
    )
    body = []
    hours = frame.attrs.get("freq") == "H"
    for row in shown.itertuples(index=False):
        cells = "".join(_cell(value, hours=hours) for value in row)
        body.append(f"<tr>{cells}</tr>")
    label = escape(f"Table of {', '.join(labels[:4])}", quote=True)
    return (f'<div class="table" role="region" tabindex="0" aria-label="{label}"><table>'
            f"<caption>{size}{whole}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{''.join(body)}</tbody></table></div>")


def _size(frame: pd.DataFrame, rows: int) -> str:
    """Rows there are and, where it is not all of them, rows shown."""
    shown = f"{rows:,} of " if 0 < rows < len(frame) else ""
    return f"{shown}{len(frame):,} row{'s' if len(frame) != 1 else ''}"


def _declared(frame: pd.DataFrame) -> Table | None:
    """Table that a frame is: the one that its measure names, else the first that has all of its columns."""
    named = TABLES.get(str(frame.attrs.get("measure", "")))
    return named or next((t for t in TABLES.values() if len(frame.columns) and set(frame.columns) <= set(t.names)),
                         None)


def _silent(frame: pd.DataFrame, declared: Table | None) -> list[str]:
    """Columns of coverage that tell a reader nothing: shares where no topic was asked for, chances where none is."""
    if declared is None or declared.name != COVERAGE.name:
        return []
    silent = [c for c in ("p_silence",) if c in frame.columns and frame[c].isna().all()]
    if frame.attrs.get("topics_from") is None and {"n", "total"} <= set(frame.columns) and not {"topic"} & set(frame) \
            and len(frame) and (frame["n"] == frame["total"]).all():
        silent += [c for c in ("total", "share", "share_low", "share_high") if c in frame.columns]
    return silent


def _label(name: str, declared: Table | None, clocks: dict[str, str], attrs: Mapping[Any, Any]) -> str:
    """Head of a column: its name in words, with its clock or unit."""
    words = name.replace("_", " ")
    if name in clocks:
        return f"{words} ({clocks[name]})"
    column = next((c for c in declared.columns if c.name == name), None) if declared else None
    if declared is None or column is None:
        return words
    if column.dtype == PERIOD and attrs.get("clock"):
        return f"{words} ({'outlet’s clock' if attrs['clock'] == 'outlet' else attrs['clock']})"
    unit = str(attrs.get("unit") or "")
    if column.unit and column.unit.split(" ")[0] == "articles" and ";" not in column.unit:
        # only the frame knows what its numbers count
        whole = " ".join([unit, *column.unit.split(" ")[1:]]) + (" in the window" if _is_sum(name, attrs) else "")
        return f"{words} ({whole})" if unit and whole != words else words
    return declared.label(name)


def _is_sum(name: str, attrs: Mapping[Any, Any]) -> bool:
    """Whether a column holds sums over the windows of `toolkit.smooth`."""
    return attrs.get("smoothed", 1) > 1 and name in ("n", "n_low", "n_high", "total")


def _head_class(dtype: Any) -> str:
    """Attribute that sets the head of a column of numbers above its figures."""
    return ' class="number"' if is_numeric_dtype(dtype) and not is_bool_dtype(dtype) else ""


def _cell(value: Any, *, hours: bool = False) -> str:
    kind = ""
    if isinstance(value, (list, tuple, np.ndarray)):
        text, number = ", ".join(str(v) for v in value), False
    elif value is None or value is pd.NA or value is pd.NaT or value != value:
        text, number = "", False
    elif isinstance(value, pd.Timestamp):
        plain, kind = value == value.normalize() and value.tzinfo is None and not hours, "date"
        text, number = f"{value:%Y-%m-%d}" if plain else f"{value:%Y-%m-%d %H:%M}", False
    elif isinstance(value, LocalTime):
        text, number, kind = str(value), False, "date"
    elif isinstance(value, (bool, np.bool_)):
        text, number = "yes" if value else "no", False
    elif isinstance(value, (int, float)) or hasattr(value, "dtype"):
        text, number = _number(float(value)), True
    else:
        text, number = str(value), False
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
    kind = "number" if number else kind or ("long" if len(text) > _LONG else "")
    return f'<td class="{kind}">{escape(short)}</td>' if kind else f"<td>{escape(short)}</td>"


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return f"{value:,.0f}"
    if abs(value) >= 100:
        return f"{value:,.1f}"
    short = f"{value:.3g}"
    if not float(short).is_integer():
        return short
    return f"{value:.6g}" if abs(value) < 1 else f"{value:#.3g}"  # a share of 0.9996 is not all
