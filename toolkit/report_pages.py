"""The pages of a report: one per notebook, and the index with the corpus's facts."""

from __future__ import annotations

import re
from html import escape
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.corpus import Corpus
from toolkit.local_times import local_days
from toolkit.show import table_html

if TYPE_CHECKING:
    from toolkit.report import Run


def write(target: Path, written: list[tuple[Run, Path]], corpus: Corpus, manifest: dict[str, Any]) -> None:
    """Write the page of every notebook that ran, and the index."""
    import nbformat

    pages = []
    for run, file in written:
        notebook = nbformat.read(file, as_version=4) if file.exists() else None
        pages.append((run, notebook, _title(notebook) if notebook else run.name))
    for run, notebook, title in pages:
        if notebook is not None:
            _tidy(notebook)
            links = _links([(f"{r.name}.html", t) for r, _, t in pages], f"{run.name}.html")
            html = _render(notebook, title, links, manifest)
            (target / f"{run.name}.html").write_text(html, encoding="utf-8")
    (target / "index.html").write_text(_index(pages, corpus, manifest), encoding="utf-8")


def _read(name: str) -> str:
    return (resources.files("toolkit.pages") / name).read_text(encoding="utf-8")


def _tidy(notebook: Any) -> None:
    """Keep of each warning what it says: not the line of the kernel's file that it points to."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.get("name") == "stderr":
                told = re.findall(r"^.*?\w*Warning: (.+)$", output["text"], re.M)
                output["text"] = "\n".join(dict.fromkeys(told)) if told else output["text"]


def _title(notebook: Any) -> str:
    for cell in notebook.cells:
        found = re.search(r"^# +(.+)$", cell.source, re.M) if cell.cell_type == "markdown" else None
        if found:
            return found[1].strip()
    return "Notebook"


def _links(pages: list[tuple[str, str]], current: str) -> str:
    links = ['<a href="index.html">Report</a>']
    for href, title in pages:
        mark = ' aria-current="page"' if href == current else ""
        links.append(f'<a href="{escape(href, quote=True)}"{mark}>{escape(title)}</a>')
    return "\n".join(links)


def _footer(manifest: dict[str, Any]) -> str:
    return (f'Run {escape(manifest["id"])}, {escape(manifest["made"][:10])}, media-analysis-toolkit '
            f'{escape(manifest["versions"].get("media-analysis-toolkit", ""))}. Inputs, rows left out, parameters and '
            f'versions: <a href="manifest.json">manifest.json</a>')


def _render(notebook: Any, title: str, links: str, manifest: dict[str, Any]) -> str:
    """One notebook as a page of its own, with the toolkit's template."""
    from nbconvert import HTMLExporter

    with resources.as_file(resources.files("toolkit.pages")) as folder:
        exporter = HTMLExporter(template_name="toolkit", extra_template_basedirs=[str(folder)],
                                exclude_anchor_links=True)
        given = {"page_title": title, "page_links": links, "page_style": _read("report.css"),
                 "page_script": _read("report.js"), "page_footer": _footer(manifest)}
        html, _ = exporter.from_notebook_node(notebook, resources=given)
    return str(html)


def _index(pages: list[tuple[Run, Any, str]], corpus: Corpus, manifest: dict[str, Any]) -> str:
    rows, folder = manifest["rows"], escape(str(manifest["folder"]))
    names = {"articles": "articles", "news_list": "headlines in lists", "inputs": "inputs", "loaded": "loaded",
             "duplicate": "duplicates", "rejected": "rejected"}
    facts = "".join(f"<div><dt>{label}</dt><dd>{rows[key]:,}</dd></div>" for key, label in names.items())
    warnings = "".join(f"<li>{escape(text)}</li>" for text in corpus.warnings())
    parts = [
        f"<h1>What is in “{folder}”</h1>", f'<dl class="facts">{facts}</dl>', _picture(manifest, "coverage_all"),
        table_html(outlets(corpus), rows=40) if len(corpus.articles) else "<p>No article was found.</p>",
        f"<h2>What to know before reading on</h2><ul>{warnings}</ul>" if warnings else "",
        '<h2>Pages</h2><ul class="cards">', *(_card(run, title, manifest) for run, _, title in pages), "</ul>",
        "<h2>How far it can be trusted</h2>" + _picture(manifest, "health"), _rejected(manifest), _files(manifest),
    ]
    links = _links([(f"{run.name}.html", title) for run, _, title in pages], "")
    style, script = _read("report.css"), _read("report.js")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>News in {folder}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to the content</a>\n<header><nav aria-label="Pages of the report">{links}'
        f'</nav></header>\n<main id="main">\n{"".join(parts)}\n</main>\n'
        f'<footer><p>{_footer(manifest)}</p></footer>\n'
        f"<script>\n{script}</script>\n</body>\n</html>\n"
    )


def outlets(corpus: Corpus) -> pd.DataFrame:
    """Per outlet: articles, first and last day on its clock, and the share with a time of day and with tags."""
    from toolkit.schema import EXACT_PRECISIONS

    articles = corpus.articles
    facts = pd.DataFrame({
        "outlet": articles["outlet"].fillna("(unknown)"), "day": local_days(articles),
        "hour": articles["published_precision"].isin(EXACT_PRECISIONS).astype(float),
        "tags": articles["tags"].map(len).gt(0).astype(float),
    })
    grouped = facts.groupby("outlet", sort=False).agg(
        articles=("hour", "size"), first=("day", "min"), last=("day", "max"),
        hour=("hour", "mean"), tags=("tags", "mean"),
    ).sort_values("articles", ascending=False)
    renamed = {"hour": "share with a time of day", "tags": "share with tags", "first": "first day (local)",
               "last": "last day (local)"}
    return grouped.reset_index().rename(columns=renamed)


def _picture(manifest: dict[str, Any], name: str) -> str:
    """The chart of that name, from its file beside the page; nothing where it was not made."""
    for step in manifest["steps"]:
        if step["kind"] == "chart" and step["name"] == name:
            file = escape(step["also"][0], quote=True)
            return f'<figure><img src="{file}" alt="{escape(step["alt"], quote=True)}"></figure>'
    return "<p>There is no chart of it in this report.</p>"


def _card(run: Run, title: str, manifest: dict[str, Any]) -> str:
    charts = [s["headline"] for s in manifest["steps"] if s["notebook"] == run.name and s["kind"] == "chart"]
    text = f"Failed: {run.failure}" if run.failure else charts[0] if charts else ""
    return f'<li><a href="{run.name}.html">{escape(title)}</a><p>{escape(text)}</p></li>'


def _rejected(manifest: dict[str, Any]) -> str:
    rejected = manifest["rejected"]
    if not rejected:
        return ""
    return "<h2>Inputs that could not be read</h2>" + table_html(pd.DataFrame(rejected), rows=30)


def _files(manifest: dict[str, Any]) -> str:
    items = []
    for step in manifest["steps"]:
        name = Path(step["file"]).name
        links = [(step["file"], name), *((also, Path(also).suffix[1:].upper()) for also in step.get("also", []))]
        items.append(f'<li>{" ".join(_link(*link) for link in links)}</li>')
    listed = "".join(items)
    return f'<h2>Tables and charts as files</h2><ul class="files">{listed}</ul>' if items else ""


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(text)}</a>'
