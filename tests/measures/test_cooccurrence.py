"""Pairs against a count by hand, whatever the container, the kernel or the number of passes."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from toolkit import schema
from toolkit.errors import ColumnError, OptionError
from toolkit.measures import cooccurrence as module
from toolkit.measures import pair_counting, pair_frames
from toolkit.measures import statistics as own
from toolkit.measures.cooccurrence import avoidance, cooccurrence

TAGS = st.lists(st.lists(st.sampled_from(["a", "b", "B", "є", "я", "z 1", "𝒳"]), max_size=6), max_size=40)
COMPILED = {"SMALL": (pair_counting, -1), "BLOCK_CELLS": (pair_counting, 8), "PASS_PAIRS": (pair_counting, 16),
            "_SPARSE_PAIRS": (pair_counting, 8), "COMPILED_FROM": (module, 0)}


def by_hand(lists, min_articles=1):
    sets = [set(x) for x in lists]
    margins = Counter(t for s in sets for t in s)
    kept = sorted(t for t, n in margins.items() if n >= min_articles)
    together = Counter(pair for s in sets for pair in combinations(sorted(s & set(kept)), 2))
    rows = [(a, b, together[a, b], margins[a], margins[b], len(sets)) for a, b in combinations(kept, 2)]
    return pd.DataFrame(rows, columns=["a", "b", "n_ab", "n_a", "n_b", "n"])


def with_tests(rows, tail="more"):
    p = [stats.hypergeom(n, a, b).sf(k - 1) if tail == "more" else stats.hypergeom(n, a, b).cdf(k)
         for k, a, b, n in rows[["n_ab", "n_a", "n_b", "n"]].to_numpy()]
    return rows.assign(p=np.minimum(p, 1), q=own.benjamini_hochberg(np.minimum(p, 1)) if p else [])


def check(result, expected):
    result = result.sort_values(["a", "b"]).reset_index(drop=True)
    assert result[["a", "b", "n_ab", "n_a", "n_b", "n"]].to_numpy().tolist() == \
        expected[["a", "b", "n_ab", "n_a", "n_b", "n"]].to_numpy().tolist()
    for name in {"p", "q"} & set(expected):
        np.testing.assert_allclose(result[name], expected[name], rtol=1e-9, atol=1e-12)


def random_lists(seed, articles=400, topics=30, most=7):
    rng = np.random.default_rng(seed)
    weight = 1 / np.arange(1, topics + 1)
    return [[f"t{t:02d}" for t in rng.choice(topics, rng.integers(0, most), p=weight / weight.sum())]
            for _ in range(articles)]


@settings(max_examples=60, deadline=None)
@given(TAGS, st.integers(1, 4))
def test_pairs_equal_a_count_by_hand(lists, least):
    result = cooccurrence(pd.DataFrame({"tags": pd.Series(lists, dtype=object)}), min_articles=least, min_together=0)
    expected = with_tests(by_hand(lists, least))
    check(result, expected)
    assert result.attrs["family"] == len(expected)
    assert schema.violations(result, schema.PAIRS) == []


@pytest.mark.parametrize("least", [1, 3])
def test_compiled_blocks_equal_a_count_by_hand(monkeypatch, least):
    lists = random_lists(3)
    for name, (where, value) in COMPILED.items():
        monkeypatch.setattr(where, name, value)
    monkeypatch.setattr(pair_frames, "COMPILED_FROM", 0)
    result = cooccurrence(pd.DataFrame({"tags": lists}), min_articles=4, min_together=least)
    expected = with_tests(by_hand(lists, 4))
    check(result, expected[expected.n_ab >= least])


def test_compiled_scores_equal_the_plain_ones(monkeypatch):
    frame = pd.DataFrame({"tags": random_lists(5)})
    plain = cooccurrence(frame, min_articles=2)
    monkeypatch.setattr(pair_frames, "COMPILED_FROM", 0)
    compiled = cooccurrence(frame, min_articles=2)
    pd.testing.assert_frame_equal(plain, compiled, rtol=1e-12, atol=1e-13)


def test_hidden_pairs_that_cannot_matter_leave_q_as_it_is(monkeypatch):
    frame = pd.DataFrame({"tags": random_lists(6, 3000, 400, 5)})
    whole = cooccurrence(frame, min_articles=2, min_together=1)
    monkeypatch.setattr(pair_frames, "COMPILED_FROM", 0)
    some = cooccurrence(frame, min_articles=2, min_together=3)
    assert len(whole) / whole.attrs["family"] <= 0.1  # the shortcut is taken
    expected = whole[whole.n_ab >= 3].reset_index(drop=True)
    pd.testing.assert_frame_equal(some, expected, rtol=1e-9)


def test_scores_follow_their_formulas():
    lists = random_lists(7)
    f = cooccurrence(pd.DataFrame({"tags": lists}), min_articles=3)
    np.testing.assert_allclose(f.expected, f.n_a * f.n_b / f.n)
    np.testing.assert_allclose(f.association_strength, f.n_ab / f.expected)
    np.testing.assert_allclose(f.jaccard, f.n_ab / (f.n_a + f.n_b - f.n_ab))
    np.testing.assert_allclose(f.pmi, np.log(f.n_ab / f.expected), atol=1e-12)
    np.testing.assert_allclose(f.npmi, f.pmi / -np.log(f.n_ab / f.n), atol=1e-12)
    row = f.iloc[5]
    cells = [[row.n_ab, row.n_a - row.n_ab], [row.n_b - row.n_ab, row.n - row.n_a - row.n_b + row.n_ab]]
    assert row.g2 == pytest.approx(stats.chi2_contingency(np.array(cells, float), False, "log-likelihood").statistic)


def test_hiding_rows_never_shrinks_the_family():
    frame = pd.DataFrame({"tags": random_lists(8)})
    whole = cooccurrence(frame, min_articles=3, min_together=0)
    for least in (1, 4, 10):
        some = cooccurrence(frame, min_articles=3, min_together=least)
        assert some.attrs["family"] == whole.attrs["family"] == len(whole)
        pd.testing.assert_frame_equal(some, whole[whole.n_ab >= least].reset_index(drop=True))


def test_two_passes_equal_one(monkeypatch, tmp_path):
    frame = pd.DataFrame({"tags": random_lists(9), "outlet": np.resize(["y", "x", "y"], 400)})
    once = cooccurrence(frame, by="outlet")
    monkeypatch.setattr(module, "KEPT_CODES", 50)
    pd.testing.assert_frame_equal(cooccurrence(frame, by="outlet"), once)
    frame.to_parquet(tmp_path / "part.parquet", row_group_size=70)
    pd.testing.assert_frame_equal(cooccurrence(tmp_path, by="outlet"), once)


def test_the_container_does_not_matter(tmp_path):
    lists = random_lists(10)
    frame = pd.DataFrame({"tags": lists, "outlet": np.resize(["x", "y"], 400)})
    expected = cooccurrence(frame)
    frame.to_parquet(tmp_path / "a.parquet", row_group_size=90)
    table = pa.table({"tags": lists})
    forms = [frame.assign(tags=frame.tags.map(tuple)), table, tmp_path, str(tmp_path),
             pd.read_parquet(tmp_path), pd.read_parquet(tmp_path, dtype_backend="pyarrow"),
             frame.sample(frac=1, random_state=1), frame.set_index("outlet")]
    for form in forms:
        pd.testing.assert_frame_equal(cooccurrence(form), expected)


def test_repeats_count_once_and_articles_without_topics_count_in_n():
    frame = pd.DataFrame({"tags": [["a", "a", "b"], ["b", "a"], [], None, ["a"]]})
    row = cooccurrence(frame, min_articles=1).iloc[0]
    assert (row.n_ab, row.n_a, row.n_b, row.n) == (2, 3, 2, 5)


def test_groups_are_counted_each_against_its_own_articles():
    lists = random_lists(11)
    outlets = np.resize(np.array(["y", "x", None], dtype=object), 400)
    frame = pd.DataFrame({"tags": lists, "outlet": outlets})
    result = cooccurrence(frame, by="outlet", min_articles=4, min_together=0)
    assert list(result.columns[:3]) == ["outlet", "a", "b"]
    whole = 0
    for outlet in ("x", "y", None):
        part = result[result.outlet.isna() if outlet is None else result.outlet.eq(outlet).fillna(False)]
        mine = [t for t, o in zip(lists, outlets, strict=True) if o is outlet or o == outlet]
        check(part, with_tests(by_hand(mine, 4)).drop(columns="q"))
        whole += len(part)
    assert result.attrs["family"] == whole == len(result)
    np.testing.assert_allclose(result.q, own.benjamini_hochberg(result.p), rtol=1e-9)


def test_periods_follow_the_outlets_clock_and_say_what_they_leave_out():
    stamps = ["2025-01-31 22:30", "2025-01-31 22:30", "2025-02-10 10:00", None, "2025-02-11 10:00"]
    at = pd.to_datetime(stamps, utc=True)
    frame = pd.DataFrame({"tags": [["a", "b"]] * 5, "published_at": at,
                          "time_zone": ["Europe/Kyiv", "Europe/London", None, "Europe/Kyiv", "Europe/Kyiv"],
                          "published_precision": ["minute", "minute", "second", "none", "month"]})
    months = cooccurrence(frame, by=["month"], min_articles=1)
    assert dict(zip(months.month.dt.strftime("%Y-%m"), months.n_ab, strict=True)) == {"2025-01": 1, "2025-02": 3}
    assert months.attrs["left_out"] == {"publication month not known": 1} and months.attrs["n"] == 4
    days = cooccurrence(frame, by="day", min_articles=1)
    assert days.attrs["left_out"] == {"publication day not known": 2}
    assert days.day.dt.strftime("%m-%d").tolist() == ["01-31", "02-01", "02-10"]


def test_stories_count_once_with_the_topics_of_all_their_articles(tmp_path):
    frame = pd.DataFrame({"tags": [["a"], ["b"], ["a", "b"], ["a"], ["b"], []],
                          "story_id": ["1", "1", "2", None, None, "3"], "outlet": ["x", "y", "x", "x", "x", "x"]})
    row = cooccurrence(frame, min_articles=1, count="stories").iloc[0]
    assert (row.n_ab, row.n_a, row.n_b, row.n) == (2, 3, 3, 5)
    frame.to_parquet(tmp_path / "a.parquet", row_group_size=1)
    assert cooccurrence(tmp_path, min_articles=1, count="stories").equals(
        cooccurrence(frame, min_articles=1, count="stories"))
    grouped = cooccurrence(frame, min_articles=1, count="stories", by="outlet")
    assert grouped[["outlet", "n_ab", "n"]].to_numpy().tolist() == [["x", 1, 5]]
    assert grouped.attrs["unit"] == "stories"


@settings(max_examples=40, deadline=None)
@given(TAGS, st.integers(1, 3))
def test_avoidance_is_the_other_tail_over_the_same_family(lists, least):
    frame = pd.DataFrame({"tags": pd.Series(lists, dtype=object)})
    result = avoidance(frame, min_articles=least, max_q=0.6)
    expected = with_tests(by_hand(lists, least), "less")
    check(result, expected[expected.q <= 0.6])


def test_avoidance_finds_topics_that_never_meet():
    lists = [["war", "x"]] * 40 + [["sport", "x"]] * 40
    result = avoidance(pd.DataFrame({"tags": lists}))
    assert result[["a", "b", "n_ab"]].to_numpy().tolist() == [["sport", "war", 0]]
    assert result.attrs["family"] == 3 and result.npmi.iloc[0] == -1


def test_no_articles_and_no_pairs_give_an_empty_table():
    for lists in ([], [[], ["a"]]):
        for call in (cooccurrence, avoidance):
            result = call(pd.DataFrame({"tags": pd.Series(lists, dtype=object)}), min_articles=1)
            assert len(result) == 0 and schema.violations(result, schema.PAIRS) == []
            assert result.attrs["n"] == len(lists)


def test_without_test_p_and_q_are_null_and_all_else_is_equal():
    frame = pd.DataFrame({"tags": random_lists(12)})
    plain, tested = cooccurrence(frame, test=False, min_together=3), cooccurrence(frame, min_together=3)
    assert plain[["p", "q"]].isna().all(axis=None)
    pd.testing.assert_frame_equal(plain.drop(columns=["p", "q"]), tested.drop(columns=["p", "q"]))


@pytest.mark.parametrize(("options", "text"), [
    ({"min_articles": 0}, "min_articles=0"), ({"min_together": -1}, "min_together=-1"),
    ({"count": "words"}, "'articles' or 'stories'"), ({"by": ["outlet", "outlet"]}, "each once")])
def test_impossible_options_are_named(options, text):
    with pytest.raises(OptionError, match=text):
        cooccurrence(pd.DataFrame({"tags": [["a"]], "outlet": ["x"]}), **options)


def test_missing_and_mistaken_columns_are_named():
    with pytest.raises(ColumnError, match="'topics'"):
        cooccurrence(pd.DataFrame({"tags": [["a"]]}), of="topics")
    with pytest.raises(ColumnError, match="lists"):
        cooccurrence(pd.DataFrame({"tags": ["a, b"]}))


def test_permuted_input_gives_the_same_frame():
    frame = pd.DataFrame({"tags": random_lists(13)})
    pd.testing.assert_frame_equal(cooccurrence(frame), cooccurrence(frame.iloc[::-1]))


@settings(max_examples=25, deadline=None)
@given(TAGS, TAGS)
def test_counts_of_two_collections_add_up(one, other):
    def table(lists):
        frame = pd.DataFrame({"tags": pd.Series(lists, dtype=object)})
        return cooccurrence(frame, min_articles=1, test=False).set_index(["a", "b"]).n_ab
    added = table(one).add(table(other), fill_value=0).sort_index()
    assert table(one + other).sort_index().to_dict() == added.to_dict()
