"""The network of topics that stand together, drawn so that every name can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from toolkit.charts.fit import shorten, text_width
from toolkit.charts.sheet import LABEL, Sheet, counted, drawing, listing
from toolkit.charts.style import colours
from toolkit.errors import OptionError

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

Box = tuple[float, float, float, float]
Points = np.ndarray


def network(
    graph: nx.Graph, *, ax: Axes | None = None, most: int = 60, lang: str = "en", style: str = "light"
) -> Axes:
    """Draw a network of topics: area for articles, colour for community, width for the strength of a link.

    Parameters
    ----------
    graph : networkx.Graph
        Of `toolkit.network`.
    ax : Axes, optional
        Where to draw; a new figure otherwise.
    most : int, default 60
        Links drawn at most, those with the largest G2: more cannot be told apart. The caption says how many are hidden.
    lang : str, default "en"
        Language of the words: en, uk or ru.
    style : str, default "light"
        light or dark.

    Returns
    -------
    Axes
        The Axes of the network.

    Raises
    ------
    OptionError
        If the graph has no positions, or an option has a value that it does not take.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import networkx as nx, toolkit as tk
    >>> tk.plot.alt_text(tk.plot.network(nx.Graph(of="tags")))
    'Network of tags. There is no link to draw.'
    """
    if most < 1:
        raise OptionError(f"most={most!r} must be 1 or more")
    if not hasattr(graph, "nodes"):
        raise OptionError(f"this is a {type(graph).__name__}, not a graph; give the graph that toolkit.network() makes")
    if any("x" not in values or "articles" not in values for _, values in graph.nodes(data=True)):
        raise OptionError("the graph has no positions and articles at its nodes; give the graph "
                          "that toolkit.network() makes")
    with drawing(ax, size=(9.0, 5.6), lang=lang, style=style) as sheet:
        of = sheet.words.known(str(graph.graph.get("of") or "topics"))
        title = sheet.words("network_title", of=of)
        if not graph.number_of_edges():
            sheet.write(title)
            sheet.say(sheet.words("empty_network"))
        else:
            _draw(sheet, graph, most, of, title)
    return sheet.ax


def _draw(sheet: Sheet, graph: nx.Graph, most: int, of: str, title: str) -> None:
    words = sheet.words
    ranked = sorted(graph.edges(data=True), key=lambda e: (-float(e[2].get("g2", e[2].get("weight", 0))), e[0], e[1]))
    edges = ranked[:most]
    nodes = sorted({end for a, b, _ in edges for end in (a, b)}, key=lambda t: (-graph.nodes[t]["articles"], t))
    articles = np.array([graph.nodes[t]["articles"] for t in nodes], dtype=float)
    radius = 4.0 + 15.0 * np.sqrt(articles / articles.max())
    wide, high = sheet.width(), sheet.height()
    at = np.array([[graph.nodes[t]["x"], graph.nodes[t]["y"]] for t in nodes], dtype=float)
    at = _apart(at * [wide - 180, high - 60] + [90, 30], radius, wide, high)
    sheet.ax.set_axis_off()
    sheet.ax.set_xlim(0, wide)
    sheet.ax.set_ylim(0, high)
    _links(sheet, edges, nodes, at)
    _nodes(sheet, graph, nodes, at, radius)
    place = {t: i for i, t in enumerate(nodes)}
    ends = np.array([[at[place[a]], at[place[b]]] for a, b, _ in edges])
    unnamed = _names(sheet, nodes, at, radius, _along(ends))
    notes = _notes(sheet, graph, len(edges))
    if len(ranked) > len(edges):
        notes.append(words("network_hidden", edges=words.number(len(ranked) - len(edges)), of=of,
                           nodes=words.number(graph.number_of_nodes() - len(nodes))))
    if unnamed:
        notes.append(words("network_names", names=listing(unnamed, words)))
    communities = len({graph.nodes[t].get("community", 0) for t in nodes})
    finding = words("network_peak", nodes=len(nodes), of=of, communities=communities, edges=len(edges))
    sheet.write(title, finding, notes)


def _notes(sheet: Sheet, graph: nx.Graph, shown: int) -> list[str]:
    """How many articles and pairs the network is of, by which test, and what its signs mean."""
    words, info = sheet.words, graph.graph
    unit = counted(info, words)
    notes = [words("n_line", n=words.number(info["articles"]), unit=unit) + "."] if info.get("articles") else []
    if not any("q" in values for *_, values in graph.edges(data=True)):
        notes.append(words("pairs_untested", shown=words.number(shown)))
    elif info.get("family"):
        notes.append(words("pairs_shown", shown=words.number(shown), family=words.number(info["family"]),
                           q=words.number(info.get("max_q", 0.05))))
    if info.get("cut"):
        notes.append(words("network_cut", n=words.number(info["cut"])))
    if info.get("period"):
        notes.append(words("network_time", per=words(f"per_{info['period']}")))
    return [*notes, words("network_key", unit=unit)]


def _apart(at: Points, radius: Points, wide: float, high: float) -> Points:
    """Push circles that touch away from each other, and all into the picture; the same every time."""
    at = at.copy()
    for _ in range(120):
        gap = at[:, None, :] - at[None, :, :]
        distance = np.hypot(gap[..., 0], gap[..., 1])
        np.fill_diagonal(distance, np.inf)
        lacking = np.clip(radius[:, None] + radius[None, :] + 14 - distance, 0, None)
        if not lacking.any():
            break
        # two circles on one spot part along a direction of their own
        angle = np.add.outer(np.arange(len(at)), -np.arange(len(at))) * 2.4
        away = np.where(distance[..., None] > 1e-9, gap / np.maximum(distance, 1e-9)[..., None],
                        np.stack([np.cos(angle), np.sin(angle)], axis=-1) * np.sign(angle)[..., None])
        at += 0.5 * (away * lacking[..., None]).sum(axis=1)
        at[:, 0] = np.clip(at[:, 0], radius + 2, wide - radius - 2)
        at[:, 1] = np.clip(at[:, 1], radius + 2, high - radius - 2)
    return at


def _links(sheet: Sheet, edges: list[Any], nodes: list[str], at: Points) -> None:
    import matplotlib as mpl
    from matplotlib.collections import LineCollection

    place = {t: i for i, t in enumerate(nodes)}
    lines = [[tuple(at[place[a]]), tuple(at[place[b]])] for a, b, _ in edges]
    strength = np.array([float(values.get("npmi", 0.3)) for *_, values in edges])
    widths = (0.5 + 3.0 * np.clip(strength, 0, 1)).tolist()
    sheet.ax.add_collection(LineCollection(lines, linewidths=widths, colors=mpl.rcParams["hatch.color"], zorder=1))


def _nodes(sheet: Sheet, graph: nx.Graph, nodes: list[str], at: Points, radius: Points) -> None:
    import matplotlib as mpl

    palette = colours()[:6]
    grey = mpl.rcParams["axes.edgecolor"]
    groups = [int(graph.nodes[t].get("community", 0)) for t in nodes]
    shades = [palette[g] if g < len(palette) else grey for g in groups]
    # scatter takes the area of a square around the circle, in points squared
    sheet.ax.scatter(at[:, 0], at[:, 1], s=(2 * radius) ** 2, c=shades, zorder=2, clip_on=False,
                     edgecolors=mpl.rcParams["figure.facecolor"], linewidths=1.0)


def _along(ends: Points) -> Points:
    """Points on every link, close enough that none passes through a name unseen."""
    step = np.linspace(0, 1, 60)[:, None, None]
    return (ends[:, 0] * (1 - step) + ends[:, 1] * step).reshape(-1, 2)


def _names(sheet: Sheet, nodes: list[str], at: Points, radius: Points, links: Points) -> list[str]:
    """Write each name where it touches no circle or name, and as few links as can be; the rest are returned."""
    import matplotlib as mpl
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=2.5, foreground=mpl.rcParams["figure.facecolor"])]
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(at, radius, strict=True)]
    wide, high = sheet.width(), sheet.height()
    height = LABEL * 1.25
    unnamed = []
    for i, node in enumerate(nodes):
        label = shorten(sheet.text(node), 0.24 * wide, LABEL)
        width = text_width(label, LABEL) + 4
        x, y, r = float(at[i, 0]), float(at[i, 1]), float(radius[i])
        boxes = [(left, bottom, left + width, bottom + height) for left, bottom in _places(x, y, r, width, height)]
        free = [b for b in boxes if b[0] >= 0 and b[1] >= 0 and b[2] <= wide and b[3] <= high
                and not any(_touch(b, other) for j, other in enumerate(taken) if j != i)]
        if not free:
            unnamed.append(sheet.text(node))
            continue
        # of equals the first: they are in order of preference
        best = min(free, key=lambda b: (_nearer_to_another(b, i, at, radius), _crossed(b, links)))
        sheet.ax.text(best[0] + 2, best[1] + height / 2, label, va="center", ha="left", fontsize=LABEL, zorder=3,
                      path_effects=halo)
        taken.append(best)
    return unnamed


def _places(x: float, y: float, r: float, width: float, height: float) -> list[tuple[float, float]]:
    """Lower left corners of a name around a circle: right, left, above, below, then the corners, near before far."""
    found = []
    for gap in (2.0, 8.0):
        d = r + gap
        k = 0.75 * d
        found += [(x + d, y - height / 2), (x - d - width, y - height / 2), (x - width / 2, y + d),
                  (x - width / 2, y - d - height), (x + k, y + k), (x + k, y - k - height), (x - k - width, y + k),
                  (x - k - width, y - k - height)]
    return found


def _nearer_to_another(box: Box, own: int, at: Points, radius: Points) -> bool:
    """Whether a reader would take the name for that of another circle."""
    across = np.maximum(np.maximum(box[0] - at[:, 0], at[:, 0] - box[2]), 0)
    along = np.maximum(np.maximum(box[1] - at[:, 1], at[:, 1] - box[3]), 0)
    distance = np.hypot(across, along) - radius
    return bool(np.delete(distance, own).min(initial=np.inf) < distance[own])


def _crossed(box: Box, links: Points) -> int:
    """How many points of links lie under a name."""
    x, y = links[:, 0], links[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def _touch(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
