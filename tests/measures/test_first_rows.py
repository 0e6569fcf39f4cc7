"""Counting stories of rows in which none were looked for."""

import warnings

import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import ColumnError, ToolkitWarning

AT = pd.to_datetime(["2025-02-12 08:00", "2025-02-12 09:00", "2025-02-13 09:00"], utc=True)
TEXT = " ".join(f"word{i}" for i in range(40))


def articles(**more: object) -> pd.DataFrame:
    return pd.DataFrame({"article_id": list("abc"), "story_id": list("abc"), "outlet": ["A", "B", "B"],
                         "time_zone": "Europe/Kyiv", "published_at": AT, "language": "en",
                         "tags": [["rail", "sea"]] * 3, "text": [TEXT, TEXT, "short"], **more})


CALLS = {
    "coverage": lambda rows: tk.coverage(rows, count="stories"),
    "first": lambda rows: tk.coverage(rows, count="first", by="outlet"),
    "times": lambda rows: tk.times(rows, count="stories"),
    "pairs": lambda rows: tk.cooccurrence(rows, count="stories", min_articles=1),
    "avoidance": lambda rows: tk.avoidance(rows, count="stories", min_articles=1),
    "leads": lambda rows: tk.leads(rows),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=list(CALLS))
def test_articles_are_not_passed_off_as_stories(call) -> None:
    with pytest.warns(ToolkitWarning, match=r"call toolkit\.stories\(articles\) first") as told:
        call(articles())
    assert told[0].filename == __file__
    with pytest.raises(ColumnError, match=r"toolkit\.stories\(articles\) adds: call it first"):
        call(articles().drop(columns="story_id"))


@pytest.mark.parametrize("call", CALLS.values(), ids=list(CALLS))
def test_stories_that_were_looked_for_pass_without_a_word(call) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        call(tk.stories(articles()))
        call(tk.stories(articles(text=["one", "two", "three"])))  # nothing found is a result, too
        call(articles(story_id=list("aac")).drop(columns="article_id"))
    assert [str(w.message) for w in told] == []


def test_a_saved_folder_is_looked_at_as_well(tmp_path) -> None:
    tk.save(articles(), tmp_path / "plain")
    with pytest.warns(ToolkitWarning, match="no story_id differs"):
        tk.coverage(tk.open_dataset(tmp_path / "plain"), count="stories")
    tk.save(tk.stories(articles()), tmp_path / "folded")
    assert tk.coverage(tk.open_dataset(tmp_path / "folded"), count="stories")["n"].tolist() == [1, 1]
