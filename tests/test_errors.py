"""Odd values given to the public calls: every error is the package's own and names the value and what would work."""

import re
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import ColumnError, InputError, OptionError


def articles(**more: object) -> pd.DataFrame:
    at = pd.to_datetime(["2025-02-12 08:00", "2025-02-13 08:00"], utc=True)
    return pd.DataFrame({"article_id": ["a", "b"], "outlet": "A", "title": "t", "time_zone": "Europe/Kyiv",
                         "published_at": at, "tags": [["a", "b"], ["b"]], **more})


PAIRS = tk.cooccurrence(pd.DataFrame({"tags": [["a", "b"]] * 20 + [["c"]] * 20}), min_articles=1)


@pytest.mark.parametrize(("more", "says"), [
    ({"tags": [[1, 2], ["b"]]}, "column 'tags' holds 1 (int), and a file needs text there"),
    ({"tags": "a;b"}, "column 'tags' holds 'a;b', not a list; split such texts first"),
    ({"word_count": "x"}, "column 'word_count' holds 'x', which cannot be Int32"),
    ({"published_at": pd.to_datetime(["2025-02-12", "2025-02-13"])}, "not a time with a zone; convert it with"),
    ({"published_at": "2025-02-12"}, "column 'published_at' holds '2025-02-12', not a time with a zone"),
    ({"extra": [1, "a"]}, "column 'extra' holds 1 (int), and a file needs values of one kind"),
    ({"title": [b"\xff", b"a"]}, "column 'title' holds b'\\xff', which cannot be string"),
])
def test_saving_names_the_column_and_its_value(tmp_path, more, says) -> None:
    with pytest.raises(ColumnError, match=re.escape(says)):
        tk.save(articles(**more), tmp_path / "new")
    assert not (tmp_path / "new" / "_manifest.json").exists()


def test_saving_keeps_what_can_be_kept(tmp_path) -> None:
    odd = articles(tags=[{"b", "a"}, np.array(["b"])], mine=[1, 2]).set_index(pd.Index([7, 7]))
    tk.save(odd, tmp_path / "new")
    kept = tk.open_dataset(tmp_path / "new").to_pandas()
    assert kept["tags"].tolist() == [["a", "b"], ["b"]] and len(kept) == 2
    with pytest.raises(ColumnError, match="more than one column 'title'"):
        tk.save(pd.concat([articles(), articles()[["title"]]], axis=1), tmp_path / "twice")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="this is a file; give the folder"):
        tk.save(articles(), tmp_path / "file")


@pytest.mark.parametrize(("given", "says"), [
    (("2025-02-14", "2025-02-12"), "last='2025-02-12' comes before first='2025-02-14'"),
    (("12/02/2025",), "first='12/02/2025' is not a day such as '2025-02-12'"),  # December, or February?
    ((20250212,), "is not a day"), ((True,), "is not a day"), ((1.5,), "is not a day"),
    (("0000-01-01",), "is not a day"),
    (("2025-02-12 10:00",), "is not a day"), (("today",), "is not a day"),
])
def test_a_bound_is_a_day_with_the_year_first(given, says) -> None:
    with pytest.raises(OptionError, match=re.escape(says)):
        tk.between(articles(), *given)


def test_between_looks_at_its_frame_and_clock_without_bounds_too() -> None:
    with pytest.raises(InputError, match="not a DataFrame"):
        tk.between(None)
    with pytest.raises(OptionError, match="clock='Mars'"):
        tk.between(articles(), clock="Mars")


@pytest.mark.parametrize("suffix", ["gexf", "graphml"])
def test_a_network_is_written_so_that_it_can_be_read(tmp_path: Path, suffix) -> None:
    graph = nx.Graph()
    graph.add_edge("a\x00b", "c\x0b", note=None, why=[1, 2])
    file = tk.write_network(graph, tmp_path / f"odd.{suffix}")
    again = (nx.read_gexf if suffix == "gexf" else nx.read_graphml)(file)
    assert sorted(again.nodes) == ["a�b", "c�"]
    for wrong, error in ((tmp_path / "no" / f"x.{suffix}", OptionError), (3, OptionError)):
        with pytest.raises(error, match="path="):
            tk.write_network(graph, wrong)
    (tmp_path / f"x.{suffix}").mkdir()
    with pytest.raises(OptionError, match="cannot be written"):
        tk.write_network(graph, tmp_path / f"x.{suffix}")
    with pytest.raises(InputError, match="not a network; give what"):
        tk.write_network(None, tmp_path / f"y.{suffix}")


CALLS = {
    "health": (lambda: tk.health(articles(word_count="x")), "column 'word_count' holds 'x', which is no number"),
    "freq": (lambda: tk.coverage(articles(), freq=["D"]), "freq=['D'] is not one of"),
    "resolution": (lambda: tk.network(PAIRS, resolution=-1), "resolution=-1 must be a number above 0"),
    "seed": (lambda: tk.network(PAIRS, seed="x"), "seed='x' must be a whole number of 0 or more"),
    "level": (lambda: tk.compare_pairs(PAIRS, PAIRS, level="x"), "level='x' must lie between 0 and 1, such as 0.95"),
    "no pairs": (lambda: tk.compare_pairs(None, PAIRS), "this is a NoneType, not a DataFrame"),
    "draws": (lambda: tk.pair_stability(articles(), PAIRS, draws=1.5), "draws=1.5 must be a whole number"),
    "other articles": (lambda: tk.pair_stability(articles(tags=[["a"], []]), PAIRS), "no article has the topic 'b'"),
    "min_periods": (lambda: tk.change_points(tk.coverage(articles()), min_periods=None), "min_periods=None must be"),
    "window": (lambda: tk.stories(articles(), window="-3D"), "window='-3D' is no span of time"),
    "bare window": (lambda: tk.stories(articles(), window=3), "window=3 is no span of time"),
    "fields": (lambda: tk.topics(articles(), dictionary={"a": {"en": ["x"]}}, fields="title"), "is no list of columns"),
    "most": (lambda: tk.compare_readers("x", most="x"), "most='x' must be a whole number of 1 or more"),
    "rows": (lambda: tk.show(articles(), rows=-1), "rows=-1 must be a whole number of 0 or more"),
    "name": (lambda: tk.show(articles(), 3), "name=3 is no name of a file"),
    "outlet": (lambda: tk.load(articles(), outlet=""), "outlet='' is not the name of an outlet"),
}


@pytest.mark.parametrize(("call", "says"), CALLS.values(), ids=list(CALLS))
def test_an_odd_value_is_named_with_what_would_work(call, says) -> None:
    with pytest.raises(tk.ToolkitError, match=re.escape(says)):
        call()


def test_arrays_in_cells_are_shown_as_lists(capsys) -> None:
    tk.show(articles(tags=[np.array(["a", "b"]), None]))
    assert "[a, b]" in capsys.readouterr().out


@pytest.mark.parametrize(("chart", "maker"), [
    ("cooccurrence", "toolkit.cooccurrence()"), ("timeline", "toolkit.load(folder).news_list"),
    ("coverage", "toolkit.coverage()"), ("prominence", "toolkit.headlines()"), ("leads", "toolkit.leads()")])
def test_a_chart_names_a_call_that_there_is(chart, maker) -> None:
    for wrong in (pd.DataFrame({"x": [1]}), None):
        with pytest.raises(tk.ToolkitError, match=re.escape(maker)):
            getattr(tk.plot, chart)(wrong)
    assert hasattr(tk, re.match(r"toolkit\.(\w+)", maker)[1])


@pytest.mark.parametrize("call", [tk.coverage, tk.times, tk.cooccurrence, tk.top_topics, tk.health, tk.encode])
def test_a_column_that_stands_twice_is_refused(call) -> None:
    twice = pd.concat([articles(), articles()[["tags", "published_at"]]], axis=1)
    with pytest.raises(ColumnError, match=r"the table has more than one column '(tags|published_at)'; drop or rename"):
        call(twice)


def test_only_what_measures_take_can_be_encoded() -> None:
    for wrong in (3, None, {"a": 1}):
        with pytest.raises(InputError, match="cannot count the rows of a"):
            tk.encode(wrong)
    with pytest.raises(ColumnError, match="column 3 has no text for a name"):
        tk.encode(articles().rename(columns={"title": 3}))
    with pytest.raises(OptionError, match="columns=3 is no list of columns"):
        tk.encode(articles(), 3)
    assert tk.encode(articles(), "outlet").column_names == ["outlet"]


@pytest.mark.parametrize(("freq", "hint"), [("w", r"did you mean 'W' \(week\)\?"), ("monthly", "did you mean 'M'"),
                                            ("x", "'Y'$"), ("", "'Y'$"), (None, "'Y'$")])
def test_a_frequency_in_other_words_is_guessed_at(freq, hint) -> None:
    with pytest.raises(OptionError, match=hint):
        tk.coverage(articles(), freq=freq)


@pytest.mark.parametrize("max_q", ["x", None, 0, 1.5, True])
def test_a_limit_that_is_no_share_is_refused(max_q) -> None:
    with pytest.raises(OptionError, match=r"max_q=.* must lie between 0 and 1"):
        tk.avoidance(articles(), max_q=max_q)
