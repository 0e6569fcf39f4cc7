"""Runs the Python blocks of the how-to pages while the site is built and shows what they gave.

The blocks of a page run one after another, as the cells of a notebook do, in a folder that holds ``data/sample`` and
nothing else. The value of a block's last line is shown below it: a table, a chart, or its text. A block that raises or
warns fails the build, so that no page shows code that does not run or a result that is no longer true.
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

BLOCK = re.compile(r"^```python\n(.*?)^```\n", re.M | re.S)
PAGES = "how_to/"
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
ROWS = 8
LETTERS = 70


class ExampleError(Exception):
    """A block of a page cannot be run."""


@contextlib.contextmanager
def workplace(readings: str) -> Iterator[None]:
    """A new folder with the sample in it as current folder; ``readings`` keeps what earlier pages have loaded."""
    before, resume = Path.cwd(), os.environ.get("TOOLKIT_RESUME")
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(SAMPLE, Path(place) / "data" / "sample")
        os.chdir(place)
        os.environ["TOOLKIT_RESUME"] = readings
        try:
            yield
        finally:
            os.chdir(before)
            os.environ.pop("TOOLKIT_RESUME")
            if resume is not None:
                os.environ["TOOLKIT_RESUME"] = resume


def run_block(code: str, names: dict[str, Any]) -> tuple[str, Any]:
    """What a block printed, and the value of its last line, if that is an expression."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("error")
        exec(compile(tree, "<example>", "exec"), names)
        value = eval(compile(ast.Expression(last.value), "<example>", "eval"), names) if last else None
    return printed.getvalue(), value


def show(printed: str, value: Any, picture: Path) -> str:
    """Markdown of what a block gave; a chart is written to ``picture``."""
    import pandas as pd
    from matplotlib import pyplot as plt
    from matplotlib.axes import Axes

    out = f"```text\n{printed.rstrip()}\n```\n\n" if printed.strip() else ""
    if isinstance(value, Axes):
        import toolkit as tk

        picture.parent.mkdir(parents=True, exist_ok=True)
        value.figure.savefig(picture, dpi=110, bbox_inches="tight")
        alt = escape(tk.plot.alt_text(value), quote=True)
        plt.close("all")
        return out + _raw(f'<img src="../_examples/{picture.name}" alt="{alt}">')
    if isinstance(value, pd.Series):
        value = value.to_frame().reset_index()
    if isinstance(value, pd.DataFrame):
        more = f"<p>{len(value):,} rows; the first {ROWS} are shown.</p>" if len(value) > ROWS else ""
        more = more if len(value) else "<p>No row.</p>"
        html = value.head(ROWS).to_html(index=False, border=0, na_rep="", float_format="{:.3g}".format,
                                        formatters=_formatters(value))
        return out + _raw(f'<div class="table-wrapper">{html}</div>{more}')
    if hasattr(value, "_repr_html_"):
        return out + _raw(value._repr_html_())
    return out if value is None else out + f"```text\n{value!r}\n```\n"


def _formatters(frame: Any) -> dict[str, Any]:
    def cell(value: Any) -> str:
        text = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        return text if len(text) <= LETTERS else text[:LETTERS - 1] + "…"

    return {name: cell for name in frame.columns if frame[name].dtype == object or str(frame[name].dtype) == "string"}


def _raw(html: str) -> str:
    lines = [line for line in html.splitlines() if line.strip()]
    return "```{raw} html\n" + "\n".join(['<div class="example-output">', *lines, "</div>"]) + "\n```\n"


def run_page(name: str, text: str, pictures: Path, readings: str) -> str:
    """The page with what each of its Python blocks gave below the block."""
    import matplotlib

    matplotlib.use("agg")
    names: dict[str, Any] = {"__name__": "__main__"}
    parts, at = [], 0
    with workplace(readings):
        for number, found in enumerate(BLOCK.finditer(text), 1):
            try:
                printed, value = run_block(found[1], names)
                shown = show(printed, value, pictures / f"{name.replace('/', '_')}_{number}.png")
            except Exception as error:
                raise ExampleError(f"{name}, block {number}: {type(error).__name__}: {error}\n{found[1]}") from error
            parts += [text[at:found.end()], "\n" + shown if shown else ""]
            at = found.end()
    return "".join([*parts, text[at:]])


def _on_source_read(app: Any, name: str, source: list[str]) -> None:
    if name.startswith(PAGES):
        if not hasattr(app, "example_readings"):
            app.example_readings = tempfile.TemporaryDirectory()
        source[0] = run_page(name, source[0], Path(app.outdir) / "_examples", app.example_readings.name)


def _on_build_finished(app: Any, error: Exception | None) -> None:
    if hasattr(app, "example_readings"):
        app.example_readings.cleanup()


def setup(app: Any) -> dict[str, bool]:
    """Run the examples whenever a page is read."""
    app.connect("source-read", _on_source_read)
    app.connect("build-finished", _on_build_finished)
    return {"parallel_read_safe": False, "parallel_write_safe": True}
