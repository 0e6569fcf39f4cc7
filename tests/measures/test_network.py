"""Which edges are kept, which communities found, and that other programs can read the files."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from toolkit.errors import ColumnError, InputError, OptionError
from toolkit.measures.cooccurrence import cooccurrence
from toolkit.measures.network import network, network_over_time, write_network


def articles(seed=1, count=1500, groups=4, size=6):
    """Articles about one of four subjects, each with its own topics and one that stands anywhere."""
    rng = np.random.default_rng(seed)
    tags = []
    for _ in range(count):
        subject = rng.integers(groups)
        tags.append([*(f"s{subject} t{t}" for t in rng.choice(size, rng.integers(1, 4), replace=False)),
                     *(["anywhere"] if rng.random() < 0.3 else [])])
    at = pd.Timestamp("2025-01-01", tz="UTC") + pd.to_timedelta(rng.integers(0, 89 * 24, count), unit="h")
    return pd.DataFrame({"tags": tags, "published_at": at, "outlet": rng.choice(["x", "y"], count)})


@pytest.fixture(scope="module")
def pairs():
    return cooccurrence(articles())


def test_communities_are_the_planted_subjects(pairs):
    graph = network(pairs)
    by_subject = {}
    for topic, values in graph.nodes(data=True):
        by_subject.setdefault(topic[:2], set()).add(values["community"])
    assert "anywhere" not in graph
    assert len(by_subject) == 4 and all(len(found) == 1 for found in by_subject.values())
    assert set().union(*by_subject.values()) == {0, 1, 2, 3}
    sizes = [sum(v["articles"] for _, v in graph.nodes(data=True) if v["community"] == c) for c in range(4)]
    assert sizes == sorted(sizes, reverse=True)


def test_edges_are_the_pairs_that_pass(pairs):
    graph = network(pairs, max_q=0.01)
    kept = pairs[(pairs.q <= 0.01) & (pairs.n_ab > pairs.expected)]
    assert {frozenset(e) for e in graph.edges} == {frozenset(e) for e in zip(kept.a, kept.b, strict=True)}
    row = kept.iloc[0]
    edge = graph.edges[row.a, row.b]
    assert edge["n_ab"] == edge["weight"] == row.n_ab and edge["npmi"] == row.npmi and edge["q"] == row.q
    assert graph.nodes[row.a]["articles"] == row.n_a
    assert graph.graph["family"] == pairs.attrs["family"]


def test_without_tests_pairs_that_attract_are_edges():
    plain = cooccurrence(articles(), test=False)
    graph = network(plain)
    assert graph.number_of_edges() == (plain.pmi > 0).sum()
    assert "q" not in next(iter(graph.edges(data=True)))[2]


def test_the_disparity_filter_follows_its_formula(pairs):
    graph = network(pairs)
    strength, degree = dict(graph.degree(weight="n_ab")), dict(graph.degree())
    for a, b, values in graph.edges(data=True):
        expected = min((1 - values["n_ab"] / strength[x]) ** (degree[x] - 1) for x in (a, b))
        assert values["disparity"] == pytest.approx(expected)
    limit = float(np.median([v for *_, v in graph.edges(data="disparity")]))
    thin = network(pairs, backbone=limit)
    assert 0 < thin.number_of_edges() < graph.number_of_edges()
    assert all(v <= limit for *_, v in thin.edges(data="disparity"))
    assert not list(nx.isolates(thin))


def test_a_pair_with_no_other_edge_outlives_the_filter():
    frame = pd.DataFrame({"tags": [["a", "b"]] * 9 + [[]] * 30})
    assert list(network(cooccurrence(frame), backbone=0.01).edges) == [("a", "b")]


def test_the_strongest_edges_are_kept(pairs):
    graph = network(pairs, max_edges=5)
    strongest = pairs[(pairs.q <= 0.05) & (pairs.n_ab > pairs.expected)].nlargest(5, "g2")
    assert {frozenset(e) for e in graph.edges} == {frozenset(e) for e in zip(strongest.a, strongest.b, strict=True)}


def test_the_same_pairs_give_the_same_graph_in_any_order(pairs):
    one, other = network(pairs), network(pairs.sample(frac=1, random_state=2))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))
    places = np.array([[v["x"], v["y"]] for _, v in one.nodes(data=True)])
    assert places.min() == 0 and places.max() == 1 and len(np.unique(places, axis=0)) == len(places)


@pytest.mark.parametrize("suffix", [".gexf", ".graphml"])
def test_files_read_back_as_written(pairs, tmp_path, suffix):
    graph = network(pairs)
    path = write_network(graph, tmp_path / f"topics{suffix}")
    back = nx.read_gexf(path) if suffix == ".gexf" else nx.read_graphml(path)
    assert set(back.nodes) == set(graph.nodes)
    assert {frozenset(e) for e in back.edges} == {frozenset(e) for e in graph.edges}
    for topic, values in graph.nodes(data=True):
        assert {k: back.nodes[topic][k] for k in values} == values
    for a, b, values in graph.edges(data=True):
        assert {k: back.edges[a, b][k] for k in values} == pytest.approx(values)


def test_periods_become_spells_that_gexf_keeps(tmp_path):
    pairs = cooccurrence(articles(), by="month")
    graph = network_over_time(pairs)
    spells = {tuple(spell) for *_, found in graph.edges(data="spells") for spell in found}
    assert spells == {("2025-01-01", "2025-01-31"), ("2025-02-01", "2025-02-28"), ("2025-03-01", "2025-03-31")}
    jan = network(pairs[pairs.month == "2025-01-01"])
    a, b = next(iter(jan.edges))
    assert ("2025-01-01", "2025-01-31") in graph.edges[a, b]["spells"]
    text = write_network(graph, tmp_path / "time.gexf").read_text(encoding="utf-8")
    assert 'mode="dynamic"' in text and 'start="2025-02-01"' in text
    assert set(nx.read_gexf(tmp_path / "time.gexf").nodes) == set(graph.nodes)
    flat = nx.read_graphml(write_network(graph, tmp_path / "time.graphml"))
    assert "2025-01-01/2025-01-31" in flat.edges[a, b]["periods"]


def test_nothing_to_keep_gives_an_empty_graph(tmp_path):
    graph = network(cooccurrence(pd.DataFrame({"tags": [["a"], ["b"]]})))
    assert len(graph) == 0
    assert len(nx.read_gexf(write_network(graph, tmp_path / "none.gexf"))) == 0


def test_what_cannot_be_drawn_is_named(pairs, tmp_path):
    grouped = cooccurrence(articles(), by="outlet")
    with pytest.raises(InputError, match="several groups of outlet"):
        network(grouped)
    with pytest.raises(InputError, match="month"):
        network_over_time(grouped)
    with pytest.raises(ColumnError, match="npmi"):
        network(pairs.drop(columns="npmi"))
    with pytest.raises(OptionError, match="max_q=0"):
        network(pairs, max_q=0)
    with pytest.raises(OptionError, match=r"\.gexf"):
        write_network(nx.Graph(), tmp_path / "x.txt")
