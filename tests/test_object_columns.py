"""Columns of Python objects become the same codes whichever way they are read."""

from __future__ import annotations

import sys
import sysconfig
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from toolkit import object_columns
from toolkit.batches import Batch
from toolkit.errors import ColumnError

COMPILED = ("toolkit.batches.COMPILED_FROM", "toolkit.object_columns.COMPILED_FROM")
IN_MEMORY = "toolkit.object_columns.LISTS_COMPILED_FROM"


def lists_of(values: Any) -> list[list[str]]:
    offsets, codes, names = Batch({"x": values}).lists("x")
    return [names[codes[start:stop]].tolist() for start, stop in pairwise(offsets)]


@pytest.fixture(params=["objects told apart by address", "lists read in memory"])
def compiled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in COMPILED:
        monkeypatch.setattr(place, 0)
    if request.param == "lists read in memory":
        monkeypatch.setattr(IN_MEMORY, 0)


def texts(distinct: int) -> list[str]:
    return [f"w{i % max(distinct // 2, 1)}" for i in range(distinct)]  # equal texts in different objects


def expected_of(lists: list[Any]) -> list[list[str]]:
    return [list(dict.fromkeys(x for x in entries or () if x is not None)) for entries in lists]


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("distinct", [1, 300, 20_000])
def test_objects_told_apart_by_address_are_those_told_apart_by_text(distinct: int) -> None:
    rng, words = np.random.default_rng(1), texts(distinct)
    lists = [[words[j] for j in rng.integers(0, distinct, rng.integers(0, 5))] + [None] for _ in range(5000)]
    assert lists_of(pd.Series(lists)) == expected_of(lists)


@pytest.mark.usefixtures("compiled")
def test_what_is_no_list_is_read_as_ever() -> None:
    word = "rail"
    mixed: list[Any] = [[word] * 3, (word, "sea"), None, [], float("nan"), np.array([word], dtype=object)] * 50
    column = pd.Series(mixed, dtype=object)
    assert lists_of(column)[:6] == [["rail"], ["rail", "sea"], [], [], [], ["rail"]]


@pytest.mark.usefixtures("compiled")
def test_places_never_written_to_hold_nothing() -> None:
    values = np.empty(100, dtype=object)
    values[:99] = [["rail", "rail"]] * 99
    column = pd.Series(values)
    assert lists_of(column)[97:] == [["rail"], ["rail"], []]


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("inside", [["a"], {"a": 1}])
def test_lists_inside_lists_are_refused(inside: Any) -> None:
    with pytest.raises(ColumnError, match="holds lists inside"):
        lists_of(pd.Series([[inside, "b"]] * 50))


@pytest.mark.usefixtures("compiled")
def test_reading_leaves_the_objects_as_they_were() -> None:
    word = "a word of this test alone"
    lists = [[word] for _ in range(1000)]
    column = pd.Series(lists)
    before = sys.getrefcount(word)
    names = Batch({"x": column}).lists("x")[2].tolist()
    assert names == [word]
    del names
    assert sys.getrefcount(word) == before


def test_without_knowing_how_lists_lie_in_memory_they_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit import engine_kernels

    monkeypatch.setattr(object_columns, "LISTS_COMPILED_FROM", 0)
    monkeypatch.setattr(engine_kernels, "sys", SimpleNamespace(implementation=SimpleNamespace(name="other")))
    assert not engine_kernels.can_read_lists.__wrapped__()
    monkeypatch.setattr(engine_kernels, "can_read_lists", lambda: False)
    assert lists_of(pd.Series([["a", "b", "a"], []] * 40))[:2] == [["a", "b"], []]


@pytest.mark.skipif(sys.implementation.name != "cpython" or bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
                    reason="lists are read in memory only of a CPython with a global lock; others ask them")
def test_this_interpreter_keeps_lists_as_they_are_read() -> None:
    from toolkit.engine_kernels import can_read_lists

    assert can_read_lists()


@pytest.mark.usefixtures("compiled")
@pytest.mark.parametrize("cut", [slice(None, None, 2), slice(None, None, -1), slice(3, 90, 3)])
def test_rows_that_do_not_lie_side_by_side_are_read_as_well(cut: slice) -> None:
    words = texts(6)
    lists = [[words[i % 6], words[i % 5]] for i in range(100)]
    assert lists_of(pd.Series(lists)[cut]) == expected_of(lists[cut])
