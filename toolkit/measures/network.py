"""The network of topics that stand together: which edges to keep, which topics form a community, where to draw them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from toolkit.errors import ColumnError, InputError, OptionError, check_frame, check_whole
from toolkit.measures.grouping import PERIODS
from toolkit.picked import is_part
from toolkit.schema import PAIRS

if TYPE_CHECKING:
    import networkx as nx

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EDGE_VALUES: Final = ("n_ab", "npmi", "jaccard", "association_strength", "g2", "p", "q")
_LAYOUT_STEPS: Final = 100
_EXACT_LAYOUT: Final = 1500
"""Topics up to which the layout takes all its steps; it grows with their square."""


def network(pairs: pd.DataFrame, *, max_q: float = 0.05, backbone: float | None = None, max_edges: int | None = None,
            resolution: float = 1.0, seed: int = 0) -> nx.Graph:
    """Network of the topics that stand together more often than by chance.

    Parameters
    ----------
    pairs : DataFrame
        Table ``pairs`` of `cooccurrence`, of one group.
    max_q : float, default 0.05
        Pairs with a larger q are no edges. Without test (q null) every pair with a positive PMI is one.
    backbone : float, optional
        Keep only edges that the disparity filter finds at this level: those that carry more of a topic's weight than
        an even spread over its edges would, seen from either end. Two topics with no other edge keep theirs.
    max_edges : int, optional
        Keep only so many edges, those with the largest G2.
    resolution : float, default 1
        Above 1: more and smaller communities.
    seed : int, default 0
        Of communities and layout; the same seed gives the same graph.

    Returns
    -------
    networkx.Graph
        Nodes have ``articles``, ``community`` (0 is the largest, by articles), ``x`` and ``y`` (0 to 1); edges have
        ``n_ab, npmi, jaccard, association_strength, g2, p, q``, ``weight`` (n_ab) and ``disparity`` (the filter's p).
        ``graph.graph`` says what was kept.

    Raises
    ------
    InputError
        If the pairs are of several groups.
    OptionError
        If an option has a value that it cannot have.
    ColumnError
        If the frame is no table of pairs.

    References
    ----------
    M. A. Serrano, M. Boguna and A. Vespignani (2009), Extracting the multiscale backbone of complex weighted networks,
    PNAS 106; V. D. Blondel et al. (2008), Fast unfolding of communities in large networks, J. Stat. Mech.;
    T. M. J. Fruchterman and E. M. Reingold (1991), Graph drawing by force-directed placement, Softw. Pract. Exp. 21.

    Examples
    --------
    >>> import pandas as pd
    >>> from toolkit.measures.cooccurrence import cooccurrence
    >>> articles = pd.DataFrame({"tags": [["war", "energy"]] * 9 + [["sport", "cup"]] * 8 + [[]] * 30})
    >>> graph = network(cooccurrence(articles))
    >>> sorted(graph.edges), graph.nodes["war"]["articles"]
    ([('cup', 'sport'), ('energy', 'war')], 9)
    """
    _check(max_q, backbone, max_edges)
    by = _groups_of(pairs)
    if by and len(pairs[by].drop_duplicates()) > 1:
        raise InputError(f"the pairs are of several groups of {', '.join(by)}; keep one, for instance "
                         f"pairs[pairs[{by[0]!r}] == {pairs[by[0]].iloc[0]!r}]")
    check_whole("seed", seed, 0)
    if isinstance(resolution, bool) or not isinstance(resolution, (int, float)) or not resolution > 0:
        raise OptionError(f"resolution={resolution!r} must be a number above 0, such as 1")
    graph = _graph(_kept(pairs, max_q))
    kept = len(graph.edges)
    _add_disparity(graph)
    if backbone is not None:
        graph = _without(graph, [edge[:2] for edge in graph.edges(data="disparity") if edge[2] > backbone])
    if max_edges is not None:
        order = sorted(graph.edges(data="g2"), key=lambda e: (-e[2], e[0], e[1]))
        graph = _without(graph, [edge[:2] for edge in order[max_edges:]])
    _add_communities(graph, resolution, seed)
    _add_layout(graph, seed)
    # of one group of several the rows say how many articles it has, the attrs only how many all have
    articles = int(pairs["n"].iloc[0]) if len(pairs) else int(pairs.attrs.get("n") or 0)
    graph.graph.update(max_q=max_q, backbone=backbone or 0.0, seed=seed, articles=articles, cut=kept - len(graph.edges),
                       **_origin(pairs))
    return graph


def _articles(pairs: pd.DataFrame, by: list[str]) -> int:
    """Articles of all periods; of picked rows those of the periods that are left."""
    stated = None if is_part(pairs) else pairs.attrs.get("n")
    return int(pairs.drop_duplicates(by)["n"].sum() if stated is None else stated)


def _origin(pairs: pd.DataFrame) -> dict[str, Any]:
    """What a graph keeps of the account of its pairs; without any it cannot say what was counted."""
    attrs = pairs.attrs
    return {"family": int(attrs.get("family") or 0), "unit": str(attrs.get("unit") or ""),
            "of": str(attrs.get("of") or ""), "pairs": len(pairs)}


def _check(max_q: float, backbone: float | None, max_edges: int | None) -> None:
    if not isinstance(max_q, (int, float)) or not 0 < max_q <= 1:
        raise OptionError(f"max_q={max_q!r} must lie between 0 and 1, such as 0.05")
    if backbone is not None and (not isinstance(backbone, (int, float)) or not 0 < backbone <= 1):
        raise OptionError(f"backbone={backbone!r} must lie between 0 and 1, such as 0.05, or be None")
    if max_edges is not None and (not isinstance(max_edges, int) or max_edges < 1):
        raise OptionError(f"max_edges={max_edges!r} must be 1 or more, or None")


def _groups_of(pairs: pd.DataFrame) -> list[str]:
    check_frame(pairs, "the frame that cooccurrence() returns")
    missing = [name for name in PAIRS.names if name not in pairs.columns]
    if missing:
        raise ColumnError(f"the frame lacks {', '.join(missing)}; give the frame that cooccurrence() returns")
    return [name for name in pairs.columns if name not in PAIRS.names]


def _kept(pairs: pd.DataFrame, max_q: float) -> pd.DataFrame:
    attracts = pairs["n_ab"] > pairs["expected"]
    return pairs[attracts & (pairs["q"].isna() | (pairs["q"] <= max_q))]


def _graph(kept: pd.DataFrame) -> nx.Graph:
    """Graph in the order of the names, so that nothing depends on the order of the rows."""
    import networkx as nx

    graph = nx.Graph()
    kept = kept.sort_values(["a", "b"])
    articles = dict(zip(kept["a"], kept["n_a"], strict=True)) | dict(zip(kept["b"], kept["n_b"], strict=True))
    for topic in sorted(articles):
        graph.add_node(topic, articles=int(articles[topic]))
    columns = [kept[name].tolist() for name in EDGE_VALUES]
    for a, b, *values in zip(kept["a"], kept["b"], *columns, strict=True):
        known = {name: value for name, value in zip(EDGE_VALUES, values, strict=True) if value == value}
        graph.add_edge(a, b, weight=known["n_ab"], **known)
    return graph


def _without(graph: nx.Graph, edges: list[tuple[str, str]]) -> nx.Graph:
    graph.remove_edges_from(edges)
    graph.remove_nodes_from([node for node, degree in list(graph.degree()) if degree == 0])
    return graph


def _add_disparity(graph: nx.Graph) -> None:
    """The smaller p of the two ends: (1 - weight / strength) ** (degree - 1)."""
    strength, degree = dict(graph.degree(weight="weight")), dict(graph.degree())
    for a, b, values in graph.edges(data=True):
        ends = [(1 - values["weight"] / strength[x]) ** (degree[x] - 1) for x in (a, b) if degree[x] > 1]
        values["disparity"] = float(min(ends, default=0.0))


def _add_communities(graph: nx.Graph, resolution: float, seed: int) -> None:
    import networkx as nx

    found = nx.community.louvain_communities(graph, weight="weight", resolution=resolution, seed=seed) if graph else []
    size = [(-sum(graph.nodes[t]["articles"] for t in members), min(members), members) for members in found]
    for number, (_, _, members) in enumerate(sorted(size, key=lambda s: s[:2])):
        for topic in members:
            graph.nodes[topic]["community"] = number


def _add_layout(graph: nx.Graph, seed: int) -> None:
    import networkx as nx

    if not graph:
        return
    steps = _LAYOUT_STEPS if len(graph) <= _EXACT_LAYOUT else 20
    spread = 1.5 / np.sqrt(len(graph))
    # NPMI pulls: counts would let a few frequent topics collapse into one spot
    place = nx.spring_layout(graph, k=spread, weight="npmi", iterations=steps, seed=seed, method="force")
    points = np.array([place[topic] for topic in graph])
    low, span = points.min(axis=0), np.ptp(points, axis=0)
    points = np.where(span > 0, (points - low) / np.where(span > 0, span, 1), 0.5)
    for topic, (x, y) in zip(graph, points, strict=True):
        graph.nodes[topic].update(x=round(float(x), 6), y=round(float(y), 6))


def network_over_time(pairs: pd.DataFrame, *, max_q: float = 0.05, backbone: float | None = None,
                      seed: int = 0) -> nx.Graph:
    """Network whose edges and topics know the periods in which they hold, for a dynamic GEXF file.

    Parameters
    ----------
    pairs : DataFrame
        Table ``pairs`` of `cooccurrence` with ``by`` a calendar period: day, week, month, quarter or year.
    max_q, backbone, seed
        As in `network`, for each period by itself.

    Returns
    -------
    networkx.Graph
        As `network`, with the sums over the periods as ``n_ab`` and ``articles``, the best of the other values, and
        ``spells``: a list of (first day, last day) as ISO dates.

    Raises
    ------
    InputError
        If the pairs are not of one calendar period alone.

    References
    ----------
    As for `network`; GEXF 1.2, dynamics, for the spells.

    Examples
    --------
    >>> import pandas as pd
    >>> from toolkit.measures.cooccurrence import cooccurrence
    >>> at = pd.to_datetime(["2025-01-05"] * 20 + ["2025-02-05"] * 20, utc=True)
    >>> articles = pd.DataFrame({"published_at": at, "tags": [["war", "energy"]] * 9 + [[]] * 31})
    >>> graph = network_over_time(cooccurrence(articles, by="month"))
    >>> graph.edges["energy", "war"]["spells"]
    [('2025-01-01', '2025-01-31')]
    """
    by = _groups_of(pairs)
    if len(by) != 1 or by[0] not in PERIODS or by[0] == "hour":
        raise InputError(f"the pairs are grouped by {by or 'nothing'}; give cooccurrence(..., by='month') or another "
                         "calendar period from day to year")
    import networkx as nx

    union = nx.Graph()
    for start, group in pairs.groupby(by[0], sort=True):
        group = group.copy()
        group.attrs = pairs.attrs
        _merge_period(union, network(group, max_q=max_q, backbone=backbone, seed=seed), _spell(start, by[0]))
    _add_disparity(union)
    _add_communities(union, 1.0, seed)
    _add_layout(union, seed)
    union.graph.update(mode="dynamic", timeformat="date", max_q=max_q, backbone=backbone or 0.0, period=by[0],
                       articles=_articles(pairs, by), **_origin(pairs))
    return union


def _spell(start: Any, period: str) -> tuple[str, str]:
    first = pd.Timestamp(start)
    days, months = {"day": (1, 0), "week": (7, 0), "month": (0, 1), "quarter": (0, 3), "year": (0, 12)}[period]
    last = first + pd.DateOffset(days=days - 1, months=months)
    return f"{first:%Y-%m-%d}", f"{last:%Y-%m-%d}"


def _merge_period(union: nx.Graph, graph: nx.Graph, spell: tuple[str, str]) -> None:
    for topic, values in graph.nodes(data=True):
        known: dict[str, Any] = union.nodes[topic] if topic in union else {"articles": 0, "spells": []}
        union.add_node(topic, articles=known["articles"] + values["articles"], spells=[*known["spells"], spell])
    for a, b, values in graph.edges(data=True):
        known = union.edges[a, b] if union.has_edge(a, b) else {"spells": [], "n_ab": 0}
        merged = {name: _best(name, known.get(name), values[name]) for name in EDGE_VALUES if name in values}
        merged["n_ab"] = known["n_ab"] + values["n_ab"]
        union.add_edge(a, b, **merged, weight=merged["n_ab"], spells=[*known["spells"], spell])


def _best(name: str, known: float | None, value: float) -> float:
    if known is None:
        return value
    return min(known, value) if name in ("p", "q") else max(known, value)


def write_network(graph: nx.Graph, path: str | Path) -> Path:
    """Write a network for Gephi and others.

    Parameters
    ----------
    graph : networkx.Graph
        From `network` or `network_over_time`.
    path : str or Path
        Ends in ``.gexf`` or ``.graphml``. Only GEXF keeps the periods of a network over time.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    OptionError
        If the path ends in something else, or its folder is not there.
    InputError
        If this is no network.

    References
    ----------
    GEXF 1.2 (https://gexf.net); GraphML (http://graphml.graphdrawing.org).

    Examples
    --------
    >>> import networkx as nx, tempfile
    >>> folder = tempfile.mkdtemp()
    >>> write_network(nx.Graph([("war", "energy")]), f"{folder}/topics.graphml").name
    'topics.graphml'
    """
    import networkx as nx

    if not isinstance(graph, nx.Graph):
        raise InputError(f"this is a {type(graph).__name__}, not a network; give what toolkit.network(pairs) returned")
    if not isinstance(path, (str, PathLike)):
        raise OptionError(f"path={path!r} is no path; one is 'topics.gexf'")
    target = Path(path)
    if not target.parent.is_dir():
        raise OptionError(f"path={str(path)!r}: there is no folder {str(target.parent)!r}; make it first")
    if target.suffix.lower() not in (".gexf", ".graphml"):
        raise OptionError(f"{target.name!r} ends in neither .gexf nor .graphml; choose one of them")
    copy = nx.Graph(**graph.graph)
    dynamic = target.suffix.lower() == ".gexf" and graph.graph.get("mode") == "dynamic"
    for topic, values in graph.nodes(data=True):
        name = _writable(topic)
        copy.add_node(name, label=name, **dict(_plain(values, dynamic, target.suffix)))
    for a, b, values in graph.edges(data=True):
        copy.add_edge(_writable(a), _writable(b), **dict(_plain(values, dynamic, target.suffix)))
    write = nx.write_gexf if target.suffix.lower() == ".gexf" else nx.write_graphml_xml
    try:
        write(copy, target)
    except OSError as error:
        raise OptionError(f"path={str(path)!r} cannot be written ({error.strerror}); give another") from None
    return target


def _writable(value: Any) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", str(value))


def _plain(values: dict[str, Any], dynamic: bool, suffix: str) -> Iterator[tuple[str, Any]]:
    """Attributes that the format holds; the position as Gephi reads it."""
    for name, value in values.items():
        if name == "spells":
            if dynamic:
                yield name, value
            elif suffix.lower() == ".graphml":
                yield "periods", "; ".join("/".join(spell) for spell in value)
        elif isinstance(value, str):
            yield name, _writable(value)
        elif value is not None and (not isinstance(value, float) or np.isfinite(value)):
            yield name, value if isinstance(value, (bool, int, float)) else _writable(value)
    if suffix.lower() == ".gexf" and {"x", "y"} <= values.keys():
        yield "viz", {"position": {"x": 1000 * values["x"], "y": 1000 * values["y"], "z": 0.0},
                      "size": 5 + float(np.sqrt(values.get("articles", 0)))}
