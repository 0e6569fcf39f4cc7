"""Fills the pages that are made from the code: the tables, the formats and the reference of all public names."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from importlib import import_module, util
from pathlib import Path
from types import ModuleType
from typing import Any

GROUPS = {
    "Load": ("load", "read_page", "formats", "register_format", "precounted", "encode", "compare_readers"),
    "Records": ("Corpus", "Page", "Article", "NewsItem"),
    "Prepare": ("headlines", "topics", "stories"),
    "Measure": ("coverage", "smooth", "spikes", "explain_spikes", "change_points", "times", "daily_clock",
                "compare_clocks", "top_topics", "cooccurrence", "avoidance", "compare_pairs", "pair_stability",
                "network", "network_over_time", "leads", "health"),
    "Keep and show": ("save", "open_dataset", "write_network", "describe", "show", "explore", "between"),
    "Errors and warnings": ("ToolkitError", "InputError", "ColumnError", "OptionError", "MissingExtraError",
                            "ToolkitWarning"),
}
"""Headings of the reference; a public name that stands in none of them comes under "More"."""


def reference() -> str:
    """The reference in reStructuredText: every name of ``toolkit.__all__``, and every chart."""
    import toolkit as tk

    public = [name for name in tk.__all__ if name != "plot"]
    placed = {name for names in GROUPS.values() for name in names}
    groups = {title: [n for n in names if n in public] for title, names in GROUPS.items()}
    groups["More"] = sorted(set(public) - placed)
    lines = [".. py:currentmodule:: toolkit", ""]
    for title, names in groups.items():
        if names:
            lines += [title, "-" * len(title), ""]
            lines += [line for name in names for line in _entry("toolkit", name, getattr(tk, name))]
    lines += ["Charts (``tk.plot``)", "--------------------", "", ".. py:module:: toolkit.plot", "",
              *(inspect.getdoc(tk.plot) or "").splitlines(), ""]
    lines += [line for name in tk.plot.__all__ for line in _entry("toolkit.plot", name, getattr(tk.plot, name))]
    return "\n".join(lines)


def _entry(module: str, name: str, thing: Any) -> list[str]:
    if inspect.isclass(thing):
        kind = "autoexception" if issubclass(thing, BaseException) else "autoclass"
        return [f".. {kind}:: {module}.{name}", *(["   :members:"] if kind == "autoclass" else []), ""]
    return [f".. autofunction:: {module}.{name}", ""]


def tables() -> str:
    """Every declared table in Markdown, from `toolkit.schema`."""
    from toolkit import schema

    parts = []
    for name, declared in schema.TABLES.items():
        more = " The columns of `by=` stand beside these." if declared.open_ended else ""
        rows = ["| column | dtype | unit | null | meaning |", "|---|---|---|---|---|"]
        rows += [f"| `{c.name}` | {c.dtype} | {c.unit} | {'may be' if c.null else 'never'} | {_cell(c.meaning)} |"
                 for c in declared.columns]
        parts.append(f"## {name}\n\n{declared.meaning[0].upper()}{declared.meaning[1:]}.{more}\n\n" + "\n".join(rows))
    return "\n\n".join(parts)


def formats() -> str:
    """The formats that `toolkit.load` reads, in Markdown."""
    import toolkit as tk

    rows = [f"| {r.format} | {_cell(r.meaning)} | {' '.join(f'`{s}`' for s in r.suffixes.split())} |"
            for r in tk.formats().itertuples()]
    return "\n".join(["| format | what it is | file endings, each also with `.gz` |", "|---|---|---|", *rows])


def layers() -> str:
    """The rooms of the package by layer, with the first sentence of each, in Markdown."""
    import toolkit

    here = Path(toolkit.__file__).parent
    rows = ["| room | what it holds |", "|---|---|"]
    for path in sorted(here.iterdir()):
        if path.name.startswith("_") or not (path.suffix == ".py" or (path / "__init__.py").is_file()):
            continue
        name = path.name.removesuffix(".py")
        if util.find_spec(f"toolkit.{name}") is not None:
            doc = (inspect.getdoc(import_module(f"toolkit.{name}")) or "").split("\n\n")[0]
            rows.append(f"| `{name}{'' if path.suffix else '/'}` | {_cell(' '.join(doc.split()))} |")
    return "\n".join(rows)


def checks() -> str:
    """The checks of `toolkit.health` with their limits, in Markdown."""
    from toolkit.measures.health_checks import CHECKS

    rows = [f"| `{c.name}` | articles that {_cell(c.found)} | {c.notice * 100:g} % | {c.warning * 100:g} % |"
            for c in CHECKS]
    return "\n".join(["| check | finds | notice above | warning above |", "|---|---|---|---|", *rows])


def published() -> str:
    """The order of belief in a page's stamps, as the module that applies it states it."""
    from toolkit.extract import published as module

    return _rules(module)


def lists() -> str:
    """The rule for the times of lists, as the module that applies it states it."""
    from toolkit.extract import list_times as module

    return _rules(module)


def clocks() -> str:
    """How a load settles the clock of an outlet that is not known, as the module that does it states it."""
    from toolkit import clocks as module

    return _rules(module)


def numbers() -> str:
    """Nothing: `constant` has put each number of the page in its place."""
    return ""


def _rules(module: ModuleType) -> str:
    """A module's docstring in Markdown, without its first sentence."""
    return (inspect.getdoc(module) or "").partition("\n\n")[2]


def _cell(text: str) -> str:
    return re.sub(r"``?([^`]+)``?", r"`\1`", text).replace("|", "\\|").replace("<", "&lt;")


MAKERS: dict[str, Callable[[], str]] = {"reference": reference, "tables": tables, "formats": formats, "layers": layers,
                                       "checks": checks, "published": published, "lists": lists,
                                       "clocks": clocks, "numbers": numbers}
MARK = re.compile(r"^\*\*Made from the code: (\w+)\.\*\* .+(?:\n.+)*", re.M)
"""A paragraph that says, to whoever reads the plain file, how to see what the built page has in its place."""


CONSTANT = re.compile(r"\{\{ ([\w.]+)\.([A-Z_]+)(:[^ }]+)? \}\}")
"""``{{ measures.spikes.SAFETY }}`` in a page: the number that the code uses, so that the page cannot state another."""


def constant(found: re.Match[str]) -> str:
    """The value of a constant of the package, formatted as stated."""
    value = getattr(import_module(f"toolkit.{found[1]}"), found[2])
    return format(value, (found[3] or ":g")[1:])


def _on_source_read(app: Any, name: str, source: list[str]) -> None:
    source[0] = CONSTANT.sub(constant, MARK.sub(lambda found: MAKERS[found[1]](), source[0]))


def setup(app: Any) -> dict[str, bool]:
    """Fill the marked places whenever a page is read."""
    app.connect("source-read", _on_source_read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
