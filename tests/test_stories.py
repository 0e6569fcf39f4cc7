"""Copies and language editions of one story."""

import json
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.errors import ColumnError, InputError, OptionError
from toolkit.stories import stories

WORDS = [f"word{i}" for i in range(400)]


def text(seed, length=120):
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def frame(rows):
    return pd.DataFrame([{"article_id": f"id{i}", "language": "en", "published_at": pd.Timestamp("2026-03-02", tz="UTC")
                          + pd.Timedelta(hours=i)} | row for i, row in enumerate(rows)])


def ids(rows, **options):
    return stories(frame(rows), **options)["story_id"].tolist()


def test_a_copy_with_a_few_words_changed_is_the_same_story():
    changed = text(1).split()
    changed[5], changed[60] = "other", "another"
    assert ids([{"text": text(1)}, {"text": " ".join(changed)}, {"text": text(2)}]) == ["id0", "id0", "id2"]


def test_the_first_published_gives_the_name():
    rows = [{"text": text(1), "published_at": pd.Timestamp("2026-03-03", tz="UTC")},
            {"text": text(1), "published_at": pd.Timestamp("2026-03-02", tz="UTC")}]
    assert ids(rows) == ["id1", "id1"]


def test_beyond_the_window_it_is_another_story():
    rows = [{"text": text(1)}, {"text": text(1), "published_at": pd.Timestamp("2026-03-09", tz="UTC")}]
    assert ids(rows) == ["id0", "id1"]
    assert ids(rows, window="30D") == ["id0", "id0"]


def test_half_a_text_in_common_is_not_enough():
    half = " ".join(text(1).split()[:70] + text(2).split()[:50])
    assert ids([{"text": text(1)}, {"text": half}]) == ["id0", "id1"]
    assert ids([{"text": text(1)}, {"text": half}], similarity=0.3) == ["id0", "id0"]


def test_editions_share_the_number_of_the_address():
    urls = [("uk", "https://l.example/news/2026/03/02/40105/"), ("ru", "https://l.example/ru/news/2026/03/02/40105/"),
            ("en", "https://en.l.example/news/40105"), ("uk", "https://other.example/news/40105/"),
            ("uk", "https://l.example/news/2026/03/02/40106/")]
    rows = [{"language": language, "url": url} for language, url in urls]
    assert ids(rows) == ["id0", "id0", "id0", "id3", "id4"]
    assert ids(rows, editions=False) == ["id0", "id1", "id2", "id3", "id4"]


def test_a_date_in_the_address_is_no_number():
    rows = [{"language": "uk", "url": "https://l.example/2026/03/02/ice/"},
            {"language": "ru", "url": "https://l.example/2026/03/02/dam/"}]
    assert ids(rows) == ["id0", "id1"]


def test_without_text_the_title_decides():
    titles = ["Dam on the lake holds", "Dam on the Lake  holds", "Ice", "Ice"]
    assert ids([{"title": t} for t in titles]) == ["id0", "id0", "id2", "id3"]


def test_options_are_checked():
    with pytest.raises(OptionError, match="similarity"):
        stories(frame([{}]), similarity=0)
    with pytest.raises(OptionError, match="window"):
        stories(frame([{}]), window="soon")
    with pytest.raises(ColumnError, match="article_id"):
        stories(pd.DataFrame({"title": ["a"]}))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from(["uk", "ru"])), max_size=12), st.randoms())
def test_stories_do_not_depend_on_the_order_of_rows(rows, rng):
    articles = frame([{"text": text(s), "language": language} for s, language in rows])
    once = stories(articles) if len(articles) else articles
    if not len(articles):
        return
    order = list(range(len(articles)))
    rng.shuffle(order)
    again = stories(articles.iloc[order])
    assert again.set_index("article_id")["story_id"].to_dict() == once.set_index("article_id")["story_id"].to_dict()
    assert stories(once)["story_id"].tolist() == once["story_id"].tolist()


def test_the_planted_editions_of_the_sample_are_found():
    truth = json.loads((Path(__file__).resolve().parents[1] / "data" / "sample_truth.json").read_text(encoding="utf-8"))
    articles = pd.DataFrame(truth["articles"])
    articles["article_id"] = articles["url"]
    articles["published_at"] = pd.to_datetime(articles["published_at"], utc=True)
    found = stories(articles.drop(columns="title"))["story_id"].nunique()
    assert found == articles["url"].str.extract(r"(\d+)/$")[0].nunique()


@pytest.mark.parametrize("given", [None, 5, "articles", [1]])
def test_what_is_no_table_is_refused(given: object) -> None:
    with pytest.raises(InputError, match="not a DataFrame"):
        tk.stories(given)


def test_times_of_any_year_are_taken_and_text_is_not() -> None:
    far = pd.Series(np.array(["0001-01-02", "9999-12-30"], dtype="datetime64[us]")).dt.tz_localize("UTC")
    frame = pd.DataFrame({"article_id": ["a", "b"], "title": ["One", "Two"], "published_at": far})
    assert tk.stories(frame)["story_id"].tolist() == ["a", "b"]
    with pytest.raises(ColumnError, match="'soon'"):
        tk.stories(frame.assign(published_at="soon"))
