"""Pairs counted in blocks of the vocabulary are those counted at once, wherever the blocks end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.batches import Batch
from toolkit.measures import cooccurrence, pair_blocks, pair_counting
from toolkit.measures.pair_blocks import Budget, PairsByRow, Ranking, count_blocks
from toolkit.measures.pair_counting import PairCounts, merge
from toolkit.measures.topic_counts import TopicCounts

LISTS = st.lists(st.lists(st.sampled_from(["a", "b", "c", "d", "є", "f", "g"]), max_size=6), min_size=1, max_size=40)
SETTINGS = cooccurrence.Settings("tags", 1, 1, ("outlet",), "articles", False)


def equal(one: PairCounts, other: PairCounts) -> bool:
    return all(getattr(one, name).tolist() == getattr(other, name).tolist() for name in ("larger", "smaller", "n"))


@pytest.fixture(params=[False, True], ids=["numpy", "compiled"])
def kernels(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count small inputs with numpy, or with the kernels and in blocks of a few cells."""
    if request.param:
        for module, name, value in ((pair_counting, "SMALL", -1), (pair_counting, "BLOCK_CELLS", 4),
                                    (pair_counting, "_SPARSE_PAIRS", 4), (pair_blocks, "COMPILED_FROM", 0)):
            monkeypatch.setattr(module, name, value)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=LISTS, codes=st.integers(0, 30), buffer=st.integers(1, 9), table=st.integers(1, 300), remote=st.booleans(),
       least=st.integers(1, 3), rows=st.integers(1, 12))
def test_blocks_hold_every_pair_once(kernels: None, tmp_path_factory: pytest.TempPathFactory, lists: list[list[str]],
                                     codes: int, buffer: int, table: int, remote: bool, least: int, rows: int) -> None:
    frame = pd.DataFrame({"tags": lists, "outlet": np.resize(np.array(["x", "y", "x"], dtype=object), len(lists))})
    _, groups = cooccurrence.count_groups(frame, SETTINGS, 1)
    folder = tmp_path_factory.mktemp("articles")
    frame.to_parquet(folder / "a.parquet", row_group_size=rows)
    budget = Budget(codes, buffer, table, remote)
    counted = count_blocks(folder, TopicCounts("tags", ("outlet",)), groups, budget, least)
    for group, pairs in zip(groups, counted, strict=True):
        assert group.pairs is not None and equal(pairs, group.pairs.in_at_least(least))


@given(pairs=st.lists(st.integers(0, 9), max_size=30), table=st.integers(1, 2000), cut=st.integers(0, 30),
       dense=st.booleans())
def test_blocks_cover_all_rows_and_keep_to_the_size(pairs: list[int], table: int, cut: int, dense: bool) -> None:
    widths = [min(cut, len(pairs)), len(pairs) - min(cut, len(pairs))]
    ranking = Ranking(TopicCounts("tags"), tuple(_group_of(width) for width in widths))
    blocks = ranking.blocks(np.array(pairs, np.int64), table, dense)
    assert [row for first, last in blocks for row in range(first, last)] == list(range(len(pairs)))
    ranks = [*range(widths[0]), *range(widths[1])]
    sparse = [pair_blocks.BYTES_PER_PAIR * min(p, r) for p, r in zip(pairs, ranks, strict=True)]
    whole = [pair_blocks.BYTES_PER_CELL * r for r in ranks]
    for first, last in blocks:
        sizes = [sum(sparse[first:last]), *([sum(whole[first:last])] if dense else [])]
        assert min(sizes) <= table or last - first == 1


def _group_of(width: int) -> pair_blocks.Group:
    numbers = np.arange(width)
    return pair_blocks.Group((), width, numbers.astype(object), numbers, numbers, numbers)


@pytest.mark.parametrize("table", [10**6, 1])
def test_counts_of_several_batches_are_added_whatever_was_counted_before(table: int) -> None:
    lists = [["a", "b", "c"], ["b", "a"], ["c", "a"], ["a"], [], ["b", "c"], ["a", "b"], ["c", "b", "a"]]
    frame = pd.DataFrame({"tags": lists, "outlet": "x"})
    _, groups = cooccurrence.count_groups(frame, SETTINGS, 1)
    counter = pair_blocks.PairBlocks(Ranking(TopicCounts("tags", ("outlet",)), tuple(groups)), ((0, 3),),
                                     Budget(0, 99, table), 1)
    one, two, three, four = (counter.partial_of(Batch.of(frame[i:i + 2], frame.columns), 0) for i in range(0, 8, 2))
    state = counter.close(counter.combine(counter.combine(one, two), counter.combine(three, four)))
    assert groups[0].pairs is not None and equal(state.counted[0], groups[0].pairs)


def test_pairs_are_planned_by_their_rarer_topic() -> None:
    frame = pd.DataFrame({"tags": [["a", "b", "c"], ["b", "a"], ["c", "a"], ["a"], []], "outlet": "x"})
    _, groups = cooccurrence.count_groups(frame, SETTINGS, 1)
    assert groups[0].ranked_names.tolist() == ["a", "b", "c"]
    counter = PairsByRow(Ranking(TopicCounts("tags", ("outlet",)), tuple(groups)))
    assert tk.engine.reduce(frame, counter).tolist() == [0, 2, 3]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans()), max_size=40))
def test_tables_are_added_as_they_should(rows: list[tuple[int, int, bool]]) -> None:
    tables = []
    for side in (False, True):
        keys, n = np.unique(np.array([10 * a + b for a, b, s in rows if s == side], np.int64), return_counts=True)
        tables.append(PairCounts((keys // 10).astype(np.int32), (keys % 10).astype(np.int32), n.astype(np.int64)))
    keys, n = np.unique(np.array([10 * a + b for a, b, _ in rows], np.int64), return_counts=True)
    expected = PairCounts((keys // 10).astype(np.int32), (keys % 10).astype(np.int32), n.astype(np.int64))
    with pytest.MonkeyPatch.context() as patch:
        for small in (10**6, 0):
            patch.setattr(pair_counting, "SMALL", small)
            assert equal(merge(*tables), expected)


def test_a_memory_limit_divides_what_is_kept(tmp_path: Path) -> None:
    pd.DataFrame({"tags": [["a", "b"]]}).to_parquet(tmp_path / "a.parquet")
    limited = tk.open_dataset(tmp_path, memory_limit="64 MB")
    budget = Budget.of(limited, 1 << 26)
    assert budget.codes * pair_blocks.BYTES_PER_CODE <= 32e6 and budget.buffer * 4 <= 16e6
    assert budget.table <= 32e6
    assert Budget.of(str(tmp_path), 5).codes == 5
