"""Saved folders: appended to, atomic, readable by anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

import toolkit as tk
from toolkit import store
from toolkit.errors import ColumnError, InputError, OptionError
from toolkit.schema import ARTICLES, NEWS_LIST, REPORT, SCHEMA_VERSION, conform, empty


def some_articles(ids: str, title: str = "first", start: str = "2025-01-30 22:00") -> pd.DataFrame:
    """Articles two days apart; the last of them has no date."""
    at = pd.date_range(start, periods=len(ids), freq="2D", tz="UTC", unit="us")
    rows = pd.DataFrame({
        "article_id": list(ids), "story_id": list(ids), "outlet": "Harbour Post", "title": title,
        "published_at": at, "published_precision": "minute", "time_zone": "Europe/London",
        "tags": [["rail", "harbour"][: i % 3] for i in range(len(ids))], "source_format": "html",
        "source_ref": [f"{i}.html" for i in ids]})
    rows.loc[rows.index[-1], "published_at"] = pd.NaT
    return conform(rows, ARTICLES)


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    articles = some_articles("abcdefgh")
    folder = tk.save(articles, tmp_path / "news")
    back = tk.open_dataset(folder).to_pandas()
    pd.testing.assert_frame_equal(back, articles.sort_values("published_at", kind="stable").reset_index(drop=True))
    assert len(tk.open_dataset(folder)) == 8


def test_months_are_partitions_and_files_carry_their_provenance(tmp_path: Path) -> None:
    folder = tk.save(some_articles("abcdefgh"), tmp_path)
    assert sorted(p.name for p in (folder / "articles").iterdir()) == ["month=2025-01", "month=2025-02", "month=none"]
    for path in (folder / "articles").rglob("*.parquet"):
        facts = json.loads(pq.read_schema(path).metadata[b"media_analysis_toolkit"])
        assert facts["schema_version"] == SCHEMA_VERSION and facts["table"] == "articles"
        footer = pq.read_metadata(path)
        column = next(footer.row_group(0).column(i) for i in range(footer.num_columns)
                      if footer.row_group(0).column(i).path_in_schema.startswith("tags."))
        assert "RLE_DICTIONARY" in column.encodings


def test_appending_rewrites_nothing_and_later_versions_win(tmp_path: Path) -> None:
    tk.save(some_articles("abcdefgh"), tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.parquet")}
    tk.save(some_articles("ghij", title="second"), tmp_path)
    tk.save(some_articles("a", title="third"), tmp_path)
    assert all(p.read_bytes() == content for p, content in before.items())
    dataset = tk.open_dataset(tmp_path)
    titles = dataset.to_pandas(["article_id", "title"]).set_index("article_id")["title"]
    assert titles.to_dict() == dict.fromkeys("bcdef", "first") | dict.fromkeys("ghij", "second") | {"a": "third"}
    assert len(dataset) == 10
    assert tk.coverage(dataset, freq="M").attrs["n"] == 8 and tk.top_topics(dataset).attrs["n"] == 10


def test_measures_equal_those_of_the_frame_after_many_saves(tmp_path: Path) -> None:
    ids = "abcdefghijklmnopqrstuvwxyz"
    for start in range(0, 20, 4):
        tk.save(some_articles(ids[start:start + 8], title=str(start)), tmp_path)
    dataset = tk.open_dataset(tmp_path, memory_limit="1 MB")
    frame = dataset.to_pandas()
    assert frame["article_id"].is_unique and len(frame) == 24
    pd.testing.assert_frame_equal(tk.times(dataset, by="outlet"), tk.times(frame, by="outlet"), check_exact=True)


def test_a_killed_save_leaves_the_old_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tk.save(some_articles("abcd"), tmp_path)
    old = tk.open_dataset(tmp_path).to_pandas()
    for broken in ("_write_replaced", "_replace_manifest", "_settle"):
        with monkeypatch.context() as patch:
            def fail(*_: Any, broken: str = broken) -> None:
                raise KeyboardInterrupt(broken)

            patch.setattr(store, broken, fail)
            with pytest.raises(KeyboardInterrupt):
                tk.save(some_articles("cdef", title="half"), tmp_path)
        pd.testing.assert_frame_equal(tk.open_dataset(tmp_path).to_pandas(), old)
        assert not list(tmp_path.rglob("*.draft"))
    tk.save(some_articles("cdef", title="whole"), tmp_path)
    assert len(tk.open_dataset(tmp_path)) == 6


def test_a_first_save_that_was_killed_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store, "_replace_manifest", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            tk.save(some_articles("abcd"), tmp_path)
    tk.save(some_articles("abcd"), tmp_path)
    assert len(tk.open_dataset(tmp_path)) == 4


def test_pandas_polars_and_duckdb_read_it_as_it_is(tmp_path: Path) -> None:
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    articles = some_articles("abcdefgh")
    place = tk.save(articles, tmp_path) / "articles"
    assert sorted(pd.read_parquet(place)["article_id"]) == list("abcdefgh")
    assert sorted(polars.scan_parquet(place).collect()["article_id"]) == list("abcdefgh")
    found = duckdb.sql(f"select month, len(tags) from read_parquet('{place}/**/*.parquet', hive_partitioning=true)")
    assert len(found.fetchall()) == 8
    assert tk.coverage(place).attrs["n"] == 7  # the folder itself is a source, too


def test_corpus_is_saved_with_its_headlines_and_report(tmp_path: Path) -> None:
    report = conform(pd.DataFrame({"source_ref": ["a.html"], "status": ["loaded"], "rows": [1]}), REPORT)
    folder = tk.save(tk.Corpus(some_articles("ab"), empty(NEWS_LIST), report), tmp_path)
    assert len(pd.read_parquet(folder / "report")) == 1 and not (folder / "news_list").exists()
    assert len(tk.open_dataset(folder)) == 2


def test_own_columns_are_kept(tmp_path: Path) -> None:
    folder = tk.save(some_articles("abc").assign(desk=["north", "south", None]), tmp_path)
    out = tk.coverage(tk.open_dataset(folder), by="desk", freq="M")
    assert out.groupby("desk")["n"].sum().to_dict() == {"north": 1, "south": 1}


@pytest.mark.parametrize(("articles", "error", "text"), [
    (some_articles("ab").drop(columns="article_id"), ColumnError, "needs an article_id"),
    (pd.concat([some_articles("ab")] * 2), ColumnError, "article_id 'a' stands in more than one row"),
    ([1, 2], InputError, "cannot save a list")])
def test_articles_that_cannot_be_saved(articles: Any, error: type[Exception], text: str, tmp_path: Path) -> None:
    with pytest.raises(error, match=text):
        tk.save(articles, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"beach")
    with pytest.raises(InputError, match="was not written by save"):
        tk.save(some_articles("ab"), tmp_path)


def test_later_and_broken_manifests_are_refused(tmp_path: Path) -> None:
    tk.save(some_articles("ab"), tmp_path)
    manifest = tmp_path / store.MANIFEST
    manifest.write_text(json.dumps({"schema_version": SCHEMA_VERSION + 1}), encoding="utf-8")
    with pytest.raises(InputError, match="update the toolkit"):
        tk.open_dataset(tmp_path)
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="manifest cannot be read"):
        tk.open_dataset(tmp_path)


def test_wrong_folders_and_options_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        tk.open_dataset(tmp_path / "nowhere")
    with pytest.raises(InputError, match="holds no Parquet file"):
        tk.open_dataset(tmp_path)
    folder = tk.save(some_articles("ab"), tmp_path)
    for limit in ("much", "5 bananas", 0, -1):
        with pytest.raises(OptionError, match="memory_limit="):
            tk.open_dataset(folder, memory_limit=limit)
    with pytest.raises(OptionError, match=r"not a distributed\.Client"):
        tk.open_dataset(folder, client="tcp://localhost")


def test_a_saved_corpus_without_articles_is_counted_as_nothing(tmp_path) -> None:
    import toolkit as tk
    from toolkit.schema import ARTICLES, empty

    dataset = tk.open_dataset(tk.save(empty(ARTICLES), tmp_path / "none"))
    assert tk.coverage(dataset, by="outlet").equals(tk.coverage(empty(ARTICLES), by="outlet"))
