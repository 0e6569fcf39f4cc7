"""Counting stories of rows in which none were looked for."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import toolkit as tk
from toolkit import engine
from toolkit.errors import ColumnError, ToolkitWarning
from toolkit.measures import first_rows

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


def made_up(n: int = 4000) -> pd.DataFrame:
    """Stories of several articles, many of the same minute, some without a story."""
    rng = np.random.default_rng(4)
    story = np.array([f"s{i}" for i in range(n // 4)], dtype=object)[rng.integers(0, n // 4, n)]
    story[rng.random(n) < 0.1] = None
    at = pd.Timestamp("2025-02-12", tz="UTC") + pd.to_timedelta(rng.integers(0, 60, n) * 12, unit="h")
    return pd.DataFrame({"article_id": rng.permutation([f"a{i}" for i in range(n)]), "story_id": story,
                         "outlet": rng.choice(["A", "B", "C"], n), "time_zone": "Europe/Kyiv", "published_at": at})


@pytest.mark.parametrize("within", [(), ("outlet",)])
def test_the_first_rows_are_those_that_sorting_finds(within: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_rows, "_COMPARED_FROM", 100)
    monkeypatch.setattr("toolkit.engine_parts.FRAME_ROWS", 333)
    rows = made_up()
    alone = rows["story_id"].where(rows["story_id"].notna(), rows["article_id"])
    ordered = rows.assign(alone=alone).sort_values(["published_at", "article_id"])
    expected = set(ordered.drop_duplicates(["alone", *within])["article_id"])
    measure = first_rows.FirstRows(("article_id",), (), within)
    assert set(engine.run(measure, rows)["article_id"]) == expected


def test_stories_are_counted_in_blocks_where_the_memory_limit_asks_for_it(tmp_path: Path) -> None:
    rows = made_up()
    pq.write_table(pa.Table.from_pandas(rows), tmp_path / "a.parquet", row_group_size=500)
    limited = tk.open_dataset(tmp_path, memory_limit=40_000)
    measure = first_rows.FirstRows(("outlet",), (), ())
    assert first_rows._blocks(limited, measure) > 5 > first_rows._blocks(tk.open_dataset(tmp_path), measure) == 1
    for count in ("stories", "first"):
        pd.testing.assert_frame_equal(tk.coverage(limited, by="outlet", count=count),
                                      tk.coverage(rows, by="outlet", count=count), check_exact=True)


def test_identifiers_of_later_rows_are_not_kept() -> None:
    rows = made_up(800).assign(story_id="one")
    measure = first_rows.FirstRows((), ())
    table = measure.whole(engine.reduce(rows, measure))
    assert len(table) == 1
    assert table.nbytes < 200


def test_values_of_another_type_are_not_dropped_unseen() -> None:
    lists = pa.table({"tags": pa.array([["rail"]])})
    nothing, text = (pa.table({"tags": pa.array([v]).cast(pa.string()).dictionary_encode()}) for v in (None, "rail"))
    assert [t["tags"].to_pylist() for t in first_rows._alike((lists, nothing))] == [[["rail"]], [None]]
    with pytest.raises(ColumnError, match=r"column 'tags' is .* in one file and .* in another"):
        first_rows._alike((lists, text))
