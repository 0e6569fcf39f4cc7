"""Changes between two collections, and what survives drawing the articles anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2

from toolkit.errors import ColumnError, InputError, OptionError
from toolkit.measures.cooccurrence import cooccurrence
from toolkit.measures.pair_changes import compare_pairs, pair_stability
from toolkit.store import open_dataset


def articles(seed, count=800, together=0.1):
    """Topics by chance, and war beside energy as often as asked for."""
    rng = np.random.default_rng(seed)
    lists = []
    for _ in range(count):
        tags = [f"t{i}" for i in range(8) if rng.random() < 0.15]
        war, energy = rng.random() < 0.2, rng.random() < 0.2
        if rng.random() < together:
            war = energy = True
        lists.append([*tags, *(["war"] if war else []), *(["energy"] if energy else [])])
    return pd.DataFrame({"tags": lists})


def test_a_change_is_found_and_what_did_not_change_is_left():
    changed = compare_pairs(cooccurrence(articles(1, together=0.0)), cooccurrence(articles(2, together=0.25)))
    kept = changed[changed.q <= 0.05]
    assert kept[["a", "b"]].to_numpy().tolist() == [["energy", "war"]]
    assert kept.difference[0] > 0 and kept.low[0] > 0
    assert changed.attrs["family"] == 45


def test_log_odds_and_their_error_equal_statsmodels():
    changed = compare_pairs(cooccurrence(articles(3), min_together=0), cooccurrence(articles(4), min_together=0))
    row = changed.iloc[7]

    def table(side):
        k, a, b, n = (row[f"{name}_{side}"] for name in ("n_ab", "n_a", "n_b", "n"))
        return np.array([[k, a - k], [b - k, n - a - b + k]]) + 0.5
    one, other = Table2x2(table("one")), Table2x2(table("other"))
    assert row.log_odds_one == pytest.approx(one.log_oddsratio, rel=1e-9)
    error = np.hypot(one.log_oddsratio_se, other.log_oddsratio_se)
    assert (row.high - row.low) / 2 == pytest.approx(1.959963984540054 * error, rel=1e-9)


def test_p_is_near_that_of_breslow_and_day_where_cells_are_large():
    changed = compare_pairs(cooccurrence(articles(5, 6000)), cooccurrence(articles(6, 6000, 0.12)))
    row = changed[(changed.a == "energy") & (changed.b == "war")].iloc[0]
    tables = [np.array([[row[f"n_ab_{s}"], row[f"n_a_{s}"] - row[f"n_ab_{s}"]],
                        [row[f"n_b_{s}"] - row[f"n_ab_{s}"],
                         row[f"n_{s}"] - row[f"n_a_{s}"] - row[f"n_b_{s}"] + row[f"n_ab_{s}"]]], float)
              for s in ("one", "other")]
    assert row.p == pytest.approx(StratifiedTable(tables).test_equal_odds().pvalue, rel=0.1)


def test_without_change_few_data_sets_show_any():
    shown = [(compare_pairs(cooccurrence(articles(100 + 2 * i, 300)), cooccurrence(articles(101 + 2 * i, 300))).q
              <= 0.05).any() for i in range(60)]
    assert np.mean(shown) <= 0.1


def test_pairs_shown_on_one_side_only_count_as_never_together_on_the_other():
    one = pd.DataFrame({"tags": [["a", "c"]] * 20 + [["b", "c"]] * 20 + [[]] * 20})
    other = pd.DataFrame({"tags": [["a", "b", "c"]] * 20 + [[]] * 40})
    changed = compare_pairs(cooccurrence(one), cooccurrence(other)).set_index(["a", "b"])
    assert changed.loc[("a", "b"), "n_ab_one"] == 0 and changed.loc[("a", "b"), "n_ab_other"] == 20


def test_what_cannot_be_compared_is_named():
    pairs = cooccurrence(articles(7))
    grouped = cooccurrence(articles(7).assign(outlet=np.resize(["x", "y"], 800)), by="outlet")
    with pytest.raises(InputError, match="several groups of outlet"):
        compare_pairs(pairs, grouped)
    with pytest.raises(ColumnError, match="npmi"):
        compare_pairs(pairs.drop(columns="npmi"), pairs)
    with pytest.raises(InputError, match="test=True"):
        pair_stability(articles(7), cooccurrence(articles(7), test=False))
    with pytest.raises(OptionError, match="draws=0"):
        pair_stability(articles(7), pairs, draws=0)


def test_strong_pairs_are_stable_and_chance_ones_are_not(tmp_path):
    frame = articles(8, together=0.15)
    pairs = cooccurrence(frame)
    stable = pair_stability(frame, pairs, draws=60)
    strong = (stable.a == "energy") & (stable.b == "war")
    assert stable.stability[strong].item() == 1.0
    assert stable.stability[~strong].max() < 0.9
    assert (stable.npmi_low <= stable.npmi).all() and (stable.npmi <= stable.npmi_high).all()
    pd.testing.assert_frame_equal(stable, pair_stability(frame, pairs, draws=60))
    frame.to_parquet(tmp_path / "a.parquet", row_group_size=100)
    pd.testing.assert_frame_equal(stable, pair_stability(tmp_path, pairs, draws=60))


def test_stories_are_drawn_as_stories():
    frame = articles(9, 200).assign(story_id=np.resize([str(i) for i in range(120)], 200))
    pairs = cooccurrence(frame, count="stories")
    stable = pair_stability(frame, pairs, draws=20)
    assert len(stable) == len(pairs) and stable.stability.between(0, 1).all()


def test_articles_that_do_not_fit_the_memory_limit_are_not_drawn(tmp_path: Path) -> None:
    rows = pd.DataFrame({"tags": [["war", "energy"]] * 30 + [["sport"], []] * 40})
    pairs = cooccurrence(rows)
    rows.to_parquet(tmp_path / "a.parquet")
    assert pair_stability(open_dataset(tmp_path, memory_limit="1 MB"), pairs, draws=20)["stability"].tolist()
    with pytest.raises(InputError, match="the memory limit is 200; open the folder with a higher one"):
        pair_stability(open_dataset(tmp_path, memory_limit=200), pairs)


def test_a_pair_is_as_stable_alone_as_among_the_others():
    rng = np.random.default_rng(5)
    groups = [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]]
    frame = pd.DataFrame({"tags": [[tag for group in groups for tag in group if rng.random() < 0.2]
                                   + (["x", "y"] if i % 19 == 0 else ["x"] if i % 3 else ["y"] if i % 7 == 0 else [])
                                   + groups[i % 4] * (i % 5 == 0) for i in range(300)]})
    pairs = cooccurrence(frame).sort_values("p").reset_index(drop=True)
    last = int((pairs["q"] <= 0.05).sum()) - 1
    assert last >= 3
    among = pair_stability(frame, pairs, draws=60)["stability"][last]
    assert 0 < among < 1
    assert pair_stability(frame, pairs[last:last + 1], draws=60)["stability"].tolist() == [among]
