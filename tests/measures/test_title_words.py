"""Title words as topics: which words, and that they count like any list."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd

from toolkit.batches import Batch
from toolkit.measures.cooccurrence import cooccurrence
from toolkit.measures.title_words import function_words, title_words

TITLES = ["The storm and the harbour", "Шторм та гавань: 3 човни", None, "Storm, storm over HARBOUR", "and the"]
LANGUAGES = ["en", "uk", "en", None, "en"]


def test_words_are_folded_once_each_and_without_function_words():
    offsets, codes, names = title_words(Batch({"title": pd.Series(TITLES), "language": pd.Series(LANGUAGES)}))
    listed = [names[codes[a:b]].tolist() for a, b in pairwise(offsets)]
    assert listed == [["storm", "harbour"], ["шторм", "гавань", "човни"], [], ["storm", "harbour"], []]


def test_the_language_decides_which_words_say_nothing():
    assert "та" in function_words("uk") and "the" not in function_words("uk")
    assert {"та", "the"} <= function_words("")
    assert function_words("xx") == frozenset()


def test_pairs_of_title_words_equal_pairs_of_lists(tmp_path):
    frame = pd.DataFrame({"title": TITLES * 6, "language": LANGUAGES * 6})
    lists = [["storm", "harbour"], ["шторм", "гавань", "човни"], [], ["storm", "harbour"], []] * 6
    result = cooccurrence(frame, of="title words")
    pd.testing.assert_frame_equal(result, cooccurrence(pd.DataFrame({"words": lists}), of="words"))
    assert result.attrs["of"] == "title words"
    frame.to_parquet(tmp_path / "a.parquet", row_group_size=7)
    pd.testing.assert_frame_equal(cooccurrence(tmp_path, of="title words"), result)
    assert len(cooccurrence(frame.drop(columns="language"), of="title words")) == len(result)
