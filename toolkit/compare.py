"""What the toolkit's own reader finds on pages beside what newspaper3k finds on the same pages."""

from __future__ import annotations

import os
from typing import Any, Final

import pandas as pd

from toolkit.corpus import Corpus
from toolkit.errors import check_whole
from toolkit.load import given_inputs, load
from toolkit.schema import EXACT_PRECISIONS, READERS, conform

_FIELDS: Final = ("title", "authors", "day of publication", "hour of publication", "tags", "text")
_PAGES: Final = ("html", "mhtml", "warc", "wacz")


def compare_readers(source: str | os.PathLike[str], *, most: int = 60) -> pd.DataFrame:
    """Read the same pages with ``reader="best"`` and ``reader="newspaper3k"`` and count what each found.

    The pages are those at ``source`` at even distances, since newspaper3k takes some time for each.

    Parameters
    ----------
    source : path
        Anything that `toolkit.load` reads.
    most : int, default 60
        Inputs that are read at most.

    Returns
    -------
    DataFrame
        One row per field: ``field, pages`` (read by both readers), ``best, newspaper3k`` (pages on which each found
        it), ``differ`` (pages on which both found it and do not agree). ``attrs["n"]`` is the number of pages.

    Raises
    ------
    OptionError
        If ``most`` is not a positive number.

    References
    ----------
    newspaper3k 0.2.8, https://newspaper.readthedocs.io

    Examples
    --------
    >>> import tempfile, pathlib, toolkit as tk
    >>> page = pathlib.Path(tempfile.mkdtemp()) / "page.html"
    >>> _ = page.write_text("<html><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1></body></html>")
    >>> tk.compare_readers(page)[["field", "best", "newspaper3k"]].values.tolist()[0]
    ['title', 1, 1]
    """
    check_whole("most", most, 1)
    best, other = _both(source, most)
    pages = best.index.intersection(other.index)
    best, other = best.loc[pages], other.loc[pages]
    rows = [{"field": f, "pages": len(pages), **_found(f, _values(best, f), _values(other, f))} for f in _FIELDS]
    frame = conform(pd.DataFrame(rows, columns=READERS.names), READERS)
    frame.attrs |= {"unit": "pages", "n": len(pages), "left_out": {}, "parameters": {"most": most}}
    return frame


def _both(source: Any, most: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles of the chosen pages by each reader, by their file."""
    inputs = given_inputs(source)
    step = max(len(inputs) / most, 1.0)
    chosen = [inputs[int(i * step)] for i in range(min(most, len(inputs)))]
    found = []
    for reader in ("best", "newspaper3k"):
        corpus: Corpus = load(chosen, reader=reader)
        pages = corpus.articles[corpus.articles["source_format"].isin(_PAGES)]
        found.append(pages.drop_duplicates("source_ref").set_index("source_ref"))
    return found[0], found[1]


def _values(articles: pd.DataFrame, name: str) -> pd.Series:
    """What was found of a field, in a form that can be compared; null where it was not."""
    if name.endswith("of publication"):
        known = articles["published_at"].notna()
        if name.startswith("hour"):
            known &= articles["published_precision"].isin(EXACT_PRECISIONS)
            form = "%Y-%m-%d %H:%M"
        else:
            known &= ~articles["published_precision"].isin(["month", "none"])
            form = "%Y-%m-%d"
        local = [t.tz_convert(z if isinstance(z, str) else "UTC").strftime(form) if k else None for t, z, k in
                 zip(articles["published_at"], articles["time_zone"], known, strict=True)]
        return pd.Series(local, index=articles.index, dtype=object)
    if name in ("authors", "tags"):
        joined = ["; ".join(sorted(map(str, v))) or None for v in articles[name]]
        return pd.Series(joined, index=articles.index, dtype=object)
    return articles[name].map(lambda v: " ".join(str(v).split()) or None, na_action="ignore").astype(object)


def _found(name: str, best: pd.Series, other: pd.Series) -> dict[str, Any]:
    both = best.notna() & other.notna()
    return {"best": int(best.notna().sum()), "newspaper3k": int(other.notna().sum()),
            "differ": int((best[both] != other[both]).sum())}
