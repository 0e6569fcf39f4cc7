"""Which topics stand together: the triangle of their pairs, ordered so that groups stand out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from toolkit.charts.fit import shorten, text_width
from toolkit.charts.sheet import LABEL, Sheet, base_notes, counted, drawing, group_columns, need
from toolkit.charts.style import colours, sequential
from toolkit.charts.words import Words
from toolkit.errors import OptionError
from toolkit.picked import is_part
from toolkit.schema import PAIRS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Q: Final = 0.05
"""Largest q of a pair that is drawn as standing together."""
NUMBERS: Final = 14
"""Most topics whose cells still have room for a number."""


@dataclass
class Triangle:
    """What is drawn: topics in order with their articles, and the pairs between them."""

    topics: list[str]
    articles: dict[str, int]
    passing: pd.DataFrame
    seen: pd.DataFrame
    avoided: pd.DataFrame
    hidden_topics: int
    hidden_pairs: int


def cooccurrence(
    frame: pd.DataFrame, *, ax: Axes | None = None, avoided: pd.DataFrame | None = None, most: int = 24,
    lang: str = "en", style: str = "light",
) -> Axes:
    """Draw which topics stand together as a triangle of pairs, ordered by average-linkage clustering.

    A cell is coloured if its pair stands together more often than chance would put it (q < 0.05), by its NPMI. Pairs
    that are seen together without that certainty have a dot.

    Parameters
    ----------
    frame : DataFrame
        PAIRS table of `toolkit.cooccurrence`, of one group.
    ax : Axes, optional
        Where to draw; a new figure otherwise.
    avoided : DataFrame, optional
        PAIRS table of `toolkit.avoidance`: its pairs are marked with a minus sign.
    most : int, default 24
        Topics drawn at most: those of the surest pairs. The caption says what is hidden.
    lang : str, default "en"
        Language of the words: en, uk or ru.
    style : str, default "light"
        light or dark.

    Returns
    -------
    Axes
        The Axes of the triangle.

    Raises
    ------
    ColumnError
        If the frame is not a pairs table.
    OptionError
        If the pairs are of several groups, or an option has a value that it does not take.

    References
    ----------
    Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. GSCL.
    Bar-Joseph, Z., Gifford, D. K., Jaakkola, T. S. (2001). Fast optimal leaf ordering for hierarchical clustering.
    Bioinformatics 17.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import toolkit as tk
    >>> from toolkit.schema import PAIRS, empty
    >>> tk.plot.alt_text(tk.plot.cooccurrence(empty(PAIRS)))
    'Which tags stand together. No two tags stand together often enough to be tested.'
    """
    need(frame, PAIRS, ["a", "b", "n_ab", "n_a", "n_b", "expected", "npmi", "q"])
    if most < 2:
        raise OptionError(f"most={most!r} is too few; a pair needs 2 topics")
    one_group(frame)
    with drawing(ax, size=(9.0, 4.0), lang=lang, style=style) as sheet:
        of = sheet.words.known(str(frame.attrs.get("of") or "tags"))
        title = sheet.words("pairs_title", of=of)
        found = _triangle(frame, avoided, most)
        if len(found.topics) < 2:
            sheet.write(title, notes=base_notes(frame, sheet.words, clock=False))
            empty = "pairs_none_picked" if is_part(frame) else "empty_pairs"
            sheet.say(_none(sheet, frame) if family(frame) else sheet.words(empty, of=of))
        else:
            _draw(sheet, found)
            sheet.write(title, _finding(sheet, frame), _notes(sheet, frame, found, avoided, of))
    return sheet.ax


def one_group(frame: pd.DataFrame) -> None:
    """Refuse pairs of several groups, which would lie on top of each other."""
    by = group_columns(frame, PAIRS)
    groups = frame[by].drop_duplicates() if by else pd.DataFrame()
    if len(groups) > 1:
        raise OptionError(
            f"the pairs are split by {', '.join(by)} into {len(groups)} groups and one chart shows one; choose it "
            f"first, for instance pairs[pairs[{by[0]!r}] == {groups[by[0]].iloc[0]!r}]"
        )


def passing(frame: pd.DataFrame) -> pd.DataFrame:
    """Pairs that stand together surely: q below 0.05; of untested pairs, those more frequent than expected."""
    if frame["q"].notna().any():
        return frame[(frame["q"] < Q) & (frame["n_ab"] > 0)]
    # not by NPMI, which is 1 for two topics of every article, where chance would put them together as often
    return frame[(frame["n_ab"] > frame["expected"]) & (frame["n_ab"] > 0)]


def margins(frame: pd.DataFrame) -> dict[str, int]:
    """Articles of every topic of the pairs."""
    return dict(zip(frame["a"], frame["n_a"], strict=True)) | dict(zip(frame["b"], frame["n_b"], strict=True))


def _triangle(frame: pd.DataFrame, avoided: pd.DataFrame | None, most: int) -> Triangle:
    sure = passing(frame)
    shy = avoided if avoided is not None else frame.iloc[:0]
    articles = margins(sure) | margins(shy)
    kept = _kept(sure, set(), most)
    kept = _kept(shy, kept, most)
    inside = [f[f["a"].isin(kept) & f["b"].isin(kept)] for f in (sure, frame, shy)]
    order = _ordered(sorted(kept), inside[0])
    return Triangle(order, articles, inside[0], inside[1], inside[2], len(articles) - len(kept),
                    len(sure) - len(inside[0]))


def _kept(pairs: pd.DataFrame, kept: set[str], most: int) -> set[str]:
    """Topics of the surest pairs that there is room for; never one without a partner."""
    kept = set(kept)
    for a, b in pairs.sort_values(["q", "npmi", "a", "b"], ascending=[True, False, True, True])[["a", "b"]].to_numpy():
        if len(kept | {a, b}) <= most:
            kept |= {a, b}
    return kept


def _ordered(topics: list[str], pairs: pd.DataFrame) -> list[str]:
    """Topics with those that stand together beside each other."""
    if len(topics) < 3:
        return topics
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    place = {t: i for i, t in enumerate(topics)}
    far = np.ones((len(topics), len(topics)))
    a, b = pairs["a"].map(place).to_numpy(int), pairs["b"].map(place).to_numpy(int)
    far[a, b] = far[b, a] = 1 - np.clip(pairs["npmi"].to_numpy(float), 0, 1)
    np.fill_diagonal(far, 0)
    return [topics[i] for i in leaves_list(linkage(squareform(far), "average", optimal_ordering=True))]


def _draw(sheet: Sheet, found: Triangle) -> None:
    import matplotlib as mpl

    ax, size = sheet.ax, len(found.topics)
    cell = 0.40 if size <= 10 else 0.32 if size <= 16 else 0.27
    sheet.axes_height = max(size * cell, 2.0)
    font = LABEL if size <= 16 else 8.5
    longest = 0.24 * sheet.width()
    labels = [shorten(sheet.text(t), longest, font) for t in found.topics]
    room = max(text_width(label, font) for label in labels)
    # the names at the diagonal reach to the right of the last cell, so the axis must be longer than the triangle
    wide = sheet.width(beside=2 * room + 110)
    unit = min(sheet.height() / size, wide / size) if sheet.owned else sheet.height() / size
    shown = np.full((size, size), np.nan)
    place = {t: i for i, t in enumerate(found.topics)}
    for a, b, npmi in zip(found.passing["a"], found.passing["b"], found.passing["npmi"], strict=True):
        low, high = sorted((place[a], place[b]))
        shown[high, low] = npmi
    mesh = ax.pcolormesh(np.arange(size + 1), np.arange(size + 1), shown, cmap=sequential(sheet.style), vmin=0, vmax=1,
                         edgecolors=mpl.rcParams["figure.facecolor"], linewidth=1.0)
    _signs(sheet, found, place, shown)
    for i, label in enumerate(labels):
        text = f"{label}"
        ax.text(i + 0.15, i + 0.5, text, ha="left", va="center", fontsize=font)
    ax.set_yticks(np.arange(size) + 0.5, [f"{label}  {sheet.words.number(found.articles[t])}"
                                          for label, t in zip(labels, found.topics, strict=True)])
    ax.set_xticks([])
    ax.tick_params(axis="y", length=0, labelsize=font)
    ax.set_ylim(size, 0)
    ax.set_xlim(0, max(size + room / max(unit, 1.0) + 0.3, wide / max(unit, 1.0)))
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    _scale(sheet, mesh, room)


def _signs(sheet: Sheet, found: Triangle, place: dict[str, int], shown: np.ndarray) -> None:
    """Numbers in the coloured cells, dots where a pair is seen without certainty, minus signs where it is avoided."""
    import matplotlib as mpl

    ax, grey = sheet.ax, mpl.rcParams["axes.edgecolor"]
    shy = {tuple(sorted((place[a], place[b]))) for a, b in zip(found.avoided["a"], found.avoided["b"], strict=True)}
    for a, b, n in zip(found.seen["a"], found.seen["b"], found.seen["n_ab"], strict=True):
        low, high = sorted((place[a], place[b]))
        if np.isnan(shown[high, low]):
            if n and (low, high) not in shy:
                ax.plot(low + 0.5, high + 0.5, ".", color=grey, markersize=3)
        elif len(found.topics) <= NUMBERS:
            strong = shown[high, low] > 0.45
            dark = sheet.style == "dark"
            colour = ("#10131a" if shown[high, low] > 0.6 else "#f0f0f0") if dark else "white" if strong else "#1a1a1a"
            ax.text(low + 0.5, high + 0.5, sheet.words.number(n), ha="center", va="center", fontsize=8.5, color=colour)
    for low, high in shy:
        ax.plot(low + 0.5, high + 0.5, marker="_", color=colours()[1], markersize=7, markeredgewidth=2)


def _scale(sheet: Sheet, mesh: Any, room: float) -> None:
    """Colour scale in the empty upper triangle, at the top right."""
    inset = sheet.ax.inset_axes((0.70, 0.93, 0.28, min(0.03, 8 / sheet.height())))
    bar = sheet.ax.figure.colorbar(mesh, cax=inset, orientation="horizontal")
    bar.outline.set_visible(False)  # type: ignore[operator]
    bar.set_ticks([0, 0.5, 1], labels=[sheet.words.number(v) for v in (0, 0.5, 1)])
    inset.tick_params(length=0, labelsize=8.5)
    inset.set_title(sheet.words("npmi_axis"), fontsize=8.5, loc="right", pad=3, fontweight="normal")


def _finding(sheet: Sheet, frame: pd.DataFrame) -> str:
    """Sentence on the strongest pair of all that pass, that which there was no room for too."""
    sure = passing(frame)
    if not len(sure):
        return _none(sheet, frame)
    ranked = sure.sort_values(["npmi", "n_ab"], ascending=False)
    best, words = ranked.iloc[0], sheet.words
    ties = int(((ranked["npmi"] == best["npmi"]) & (ranked["n_ab"] == best["n_ab"])).sum()) - 1
    return words("pairs_peak", a=sheet.text(best["a"]), b=sheet.text(best["b"]), n=words.number(best["n_ab"]),
                 expected=words.number(best["expected"]), unit=counted(frame.attrs, words)) + (
        " " + words("equal", n=words.number(ties)) if ties else "")


def _none(sheet: Sheet, frame: pd.DataFrame) -> str:
    """That no pair stands out: surely, where they were tested; of picked rows, no more than these."""
    words, tested = sheet.words, frame["q"].notna().any() or not len(frame)
    return words("pairs_none_sure" if tested else "pairs_none", n=words.number(family(frame)), q=words.number(Q))


def family(frame: pd.DataFrame) -> int:
    """Pairs that a sentence on all of them is about: all that were tested, or the rows picked of them."""
    stated = frame.attrs.get("family")
    return len(frame) if is_part(frame) or stated is None else int(stated)


def pair_notes(sheet: Sheet, frame: pd.DataFrame, shown: int) -> list[str]:
    """How many pairs were tested and how many of them are drawn."""
    words = sheet.words
    if not frame["q"].notna().any():
        return [words("pairs_untested", shown=words.number(shown))]
    tested = frame.attrs.get("family")
    return [words("pairs_shown", shown=words.number(shown), q=words.number(Q),
                  family=words.number(tested if tested is not None else len(frame)))]


def _blank(frame: pd.DataFrame, words: Words) -> str:
    """What a cell without a sign means, as far as the rows tell it."""
    least = (frame.attrs.get("parameters") or {}).get("min_together")
    if is_part(frame) or least is None:
        return words("pairs_absent")
    return words("pairs_blank", least=words.number(least), unit=counted(frame.attrs, words)) if least > 1 else (
        words("pairs_never"))


def _notes(sheet: Sheet, frame: pd.DataFrame, found: Triangle, avoided: pd.DataFrame | None, of: str) -> list[str]:
    words, unit = sheet.words, counted(frame.attrs, sheet.words)
    notes = [*base_notes(frame, words, clock=False), *pair_notes(sheet, frame, len(found.passing))]
    if len(found.topics) <= NUMBERS:
        notes.append(words("pairs_number", unit=unit))
    notes.append(words("pairs_size", unit=unit))
    if len(found.seen) > len(found.passing):
        notes.append(words("pairs_dot"))
    notes.append(_blank(frame, words))
    if avoided is not None and len(found.avoided):
        limit = (avoided.attrs.get("parameters") or {}).get("max_q", Q)
        notes.append(words("pairs_avoided", n=words.number(len(found.avoided)), q=words.number(limit)))
    if found.hidden_topics:
        notes.append(words("pairs_hidden", pairs=words.number(found.hidden_pairs), of=of,
                           topics=words.number(found.hidden_topics)))
    return notes
