import networkx as nx
import numpy as np
import pytest

import toolkit as tk
from toolkit.errors import OptionError


def _circles(axes):
    return axes.collections[1]


def test_areas_of_circles_grow_with_articles(graph) -> None:
    made = graph(2)
    axes = tk.plot.network(made)
    sizes = _circles(axes).get_sizes()
    articles = sorted((v["articles"] for _, v in made.nodes(data=True)), reverse=True)
    assert len(sizes) == len(articles)
    assert (np.diff(sizes) <= 1e-9).all()
    assert sizes[0] > sizes[-1]


def test_topics_of_one_community_have_one_colour(graph) -> None:
    made = graph(3)
    axes = tk.plot.network(made)
    shades = [tuple(c) for c in _circles(axes).get_facecolors()]
    assert len(set(shades)) == 3


def test_circles_do_not_touch(graph) -> None:
    axes = tk.plot.network(graph(4))
    at = _circles(axes).get_offsets()
    radius = np.sqrt(_circles(axes).get_sizes()) / 2
    gap = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) - radius[:, None] - radius[None]
    assert gap[np.triu_indices(len(at), 1)].min() > 0


def test_the_strongest_links_are_kept_and_the_hidden_are_counted(graph) -> None:
    axes = tk.plot.network(graph(4), most=5)
    assert len(axes.collections[0].get_segments()) == 5
    assert "Not drawn for room: 7 weaker links" in tk.plot.alt_text(axes)


def test_every_topic_is_named_on_the_chart_or_in_the_caption(graph) -> None:
    made = graph(4)
    axes = tk.plot.network(made)
    written = {t.get_text().rstrip("…") for t in axes.texts}
    for topic in made:
        assert (
            any(topic.startswith(w) for w in written if w)
            or topic in tk.plot.alt_text(axes)
            or "more" in tk.plot.alt_text(axes)
        )


def test_a_graph_without_links_says_so() -> None:
    assert "There is no link to draw." in tk.plot.alt_text(tk.plot.network(nx.Graph()))


def test_a_graph_of_another_kind_is_refused() -> None:
    with pytest.raises(OptionError, match=r"toolkit\.network"):
        tk.plot.network(nx.Graph([("a", "b")]))
    with pytest.raises(OptionError, match="1 or more"):
        tk.plot.network(nx.Graph(), most=0)
