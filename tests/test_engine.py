"""Every measure gives the same figures wherever and however its rows are kept."""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import toolkit as tk
from toolkit import engine, engine_parts
from toolkit.batches import Batch
from toolkit.errors import ColumnError, InputError

OUTLETS = {"Harbour Post": "Europe/London", "Озерна газета": "Europe/Kyiv", "Ridge Wire": "Asia/Kolkata"}


def made_up_articles(n: int = 900) -> pd.DataFrame:
    """Articles of three outlets over ten weeks across a clock change, with every kind of gap in the columns."""
    rng = np.random.default_rng(11)
    names = np.array([*OUTLETS, None], dtype=object)
    outlet = names[rng.choice(4, n, p=[0.4, 0.3, 0.2, 0.1])]
    tags = np.array(["harbour", "енергія", "rail", "budget", "school"], dtype=object)
    lists: list[Any] = [list(tags[rng.integers(0, 5, rng.integers(0, 4))]) for _ in range(n)]
    stamps = pd.Timestamp("2026-03-02", tz="UTC") + pd.to_timedelta(rng.integers(0, 70 * 86_400, n), unit="s")
    published = pd.Series(stamps).astype("datetime64[us, UTC]")
    published[rng.random(n) < 0.03] = pd.NaT
    return pd.DataFrame({
        "article_id": [f"{i:05d}" for i in range(n)],
        "story_id": [f"s{i}" for i in rng.integers(0, n // 2, n)],
        "source_ref": [f"row {i}" for i in range(n)],
        "outlet": outlet,
        "time_zone": [OUTLETS.get(o, "Europe/Paris") for o in outlet],
        "section": np.array(["news", "sport", None], dtype=object)[rng.integers(0, 3, n)],
        "published_at": published,
        "published_precision": np.array(["minute", "second", "day", "month"], dtype=object)[
            rng.choice(4, n, p=[0.6, 0.3, 0.08, 0.02])],
        "tags": lists,
    })


ARTICLES = made_up_articles()
TEXT = ["article_id", "story_id", "outlet", "time_zone", "section", "published_precision", "source_ref"]


def table() -> pa.Table:
    """The articles as plain Arrow columns."""
    return pa.Table.from_pandas(ARTICLES, preserve_index=False)


def with_dictionaries() -> pa.Table:
    """The articles with every text column as a dictionary that repeats a value, holds a null and one not used."""
    plain = table()
    for name in ("outlet", "section"):
        encoded = plain[name].combine_chunks().dictionary_encode()
        unused = pa.array([None, "never"], encoded.dictionary.type)
        more = pa.concat_arrays([encoded.dictionary, encoded.dictionary, unused])
        plain = plain.set_column(plain.column_names.index(name), name,
                                 pa.DictionaryArray.from_arrays(encoded.indices, more))
    return plain


def to_folder(folder: Path) -> str:
    """The articles as Parquet: two files, small row groups, one file in another order of rows."""
    pq.write_table(table().slice(0, 500), folder / "a.parquet", row_group_size=90)
    rest = table().slice(500)
    pq.write_table(rest.take(np.arange(len(rest))[::-1]), folder / "b.parquet", row_group_size=150)
    return str(folder)


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """A Dask cluster inside this process."""
    distributed = pytest.importorskip("distributed", reason="needs the extra 'cluster'")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with (distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None)
              as cluster, distributed.Client(cluster) as client):
            yield client


SOURCES: dict[str, Callable[[Path], Any]] = {
    "categories": lambda _: ARTICLES.astype(dict.fromkeys(TEXT, "category")),
    "pandas strings": lambda _: ARTICLES.astype(dict.fromkeys(TEXT, "string[pyarrow]")),
    "Arrow columns": lambda _: table().to_pandas(types_mapper=pd.ArrowDtype),
    "tuples and None": lambda _: ARTICLES.assign(tags=[tuple(t) or None for t in ARTICLES["tags"]]),
    "nanoseconds": lambda _: ARTICLES.assign(published_at=ARTICLES["published_at"].dt.as_unit("ns")),
    "another zone": lambda _: ARTICLES.assign(published_at=ARTICLES["published_at"].dt.tz_convert("Asia/Tokyo")),
    "other order": lambda _: ARTICLES.sample(frac=1, random_state=3),
    "Arrow table": lambda _: table(),
    "encoded": lambda _: tk.encode(ARTICLES),
    "dictionaries": lambda _: with_dictionaries(),
    "Parquet folder": to_folder,
    "encoded Parquet folder": lambda folder: tk.encode(to_folder(folder)),
    "Parquet folder as a path": lambda folder: Path(to_folder(folder)),
    "handle": lambda folder: tk.open_dataset(to_folder(folder)),
    "handle with little memory": lambda folder: tk.open_dataset(to_folder(folder), memory_limit=20_000),
    "handle with hardly any memory": lambda folder: tk.open_dataset(to_folder(folder), memory_limit=1_500),
    "saved dataset": lambda folder: tk.open_dataset(tk.save(ARTICLES, folder / "saved")),
}

def health_of_known_columns(articles: Any) -> pd.DataFrame:
    """Checks whose columns the articles have; a saved dataset has all columns, and more checks with them."""
    sheet = tk.health(articles)
    made = ["no_time", "no_tags", "no_zone", "midnight", "day_precision", "month_precision", "future_time", "silence"]
    kept = sheet[sheet["check"].isin(made)].reset_index(drop=True)
    kept.attrs = sheet.attrs
    return kept


MEASURES: dict[str, Callable[[Any], pd.DataFrame]] = {
    "coverage": lambda a: tk.coverage(a, by="outlet"),
    "coverage of topics": lambda a: tk.coverage(a, by=["section", "outlet"], topic=["rail", "енергія"], freq="W"),
    "coverage by tag": lambda a: tk.coverage(a, by="tag", freq="M", clock="UTC"),
    "coverage by hour": lambda a: tk.coverage(a, freq="H"),
    "coverage by two lists": lambda a: tk.coverage(a, by="tag", topic="rail", freq="M"),
    "stories": lambda a: tk.coverage(a, by="outlet", count="stories", freq="W"),
    "first publications": lambda a: tk.coverage(a, by="outlet", topic="rail", count="first"),
    "times": lambda a: tk.times(a, by="outlet"),
    "times of all": lambda a: tk.times(a),
    "times by tag": lambda a: tk.times(a, by="tag", count="first"),
    "pairs": lambda a: tk.cooccurrence(a, min_articles=1),
    "pairs by group": lambda a: tk.cooccurrence(a, min_articles=1, min_together=0, by=["outlet", "month"]),
    "first with a topic": lambda a: tk.coverage(a, by="section", topic="rail", count="first"),
    "times of stories": lambda a: tk.times(a, by="outlet", count="stories"),
    "pairs in stories": lambda a: tk.cooccurrence(a, min_articles=1, count="stories", by="outlet"),
    "avoidance": lambda a: tk.avoidance(a, min_articles=1, max_q=0.9),
    "health": lambda a: health_of_known_columns(a),
    "top topics": lambda a: tk.top_topics(a, k=3),
}


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("source", SOURCES)
def test_result_does_not_depend_on_where_the_rows_are(source: str, measure: str, tmp_path: Path) -> None:
    expected = MEASURES[measure](ARTICLES)
    got = MEASURES[measure](SOURCES[source](tmp_path))
    pd.testing.assert_frame_equal(got, expected, check_exact=True)
    for told in ("unit", "n", "left_out", "silences"):
        assert got.attrs.get(told) == expected.attrs.get(told)


@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURES)
def test_result_is_the_same_on_a_cluster(measure: str, tmp_path: Path, client: Any) -> None:
    got = MEASURES[measure](tk.open_dataset(to_folder(tmp_path), client=client))
    pd.testing.assert_frame_equal(got, MEASURES[measure](ARTICLES), check_exact=True)


@pytest.mark.parametrize("measure", MEASURES)
def test_compiled_loops_count_as_numpy_does(measure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = MEASURES[measure](ARTICLES)
    for place in ("toolkit.batches.COMPILED_FROM", "toolkit.object_columns.COMPILED_FROM",
                  "toolkit.object_columns.LISTS_COMPILED_FROM", "toolkit.measures.row_counts.COMPILED_FROM",
                  "toolkit.measures.coverage_counts.ENTRIES_COMPILED_FROM", "toolkit.measures.top.COMPILED_FROM",
                  "toolkit.measures.exposure.COMPILED_FROM"):
        monkeypatch.setattr(place, 0)
    repeated = ARTICLES.assign(tags=[[*t, *t[:1]] for t in ARTICLES["tags"]])  # counts once all the same
    pd.testing.assert_frame_equal(MEASURES[measure](repeated), expected, check_exact=True)


@pytest.mark.parametrize("measure", [name for name in MEASURES if "topic" in name or "tag" in name])
def test_tables_of_what_occurs_count_as_whole_ones_do(measure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = MEASURES[measure](ARTICLES)
    monkeypatch.setattr("toolkit.measures.coverage_counts.DENSE_CELLS", 0)
    monkeypatch.setattr("toolkit.measures.tally.MOST_KEPT", 10)
    monkeypatch.setattr(engine_parts, "FRAME_ROWS", 64)
    pd.testing.assert_frame_equal(MEASURES[measure](ARTICLES), expected, check_exact=True)


def test_frame_in_slices_counts_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = {name: measure(ARTICLES) for name, measure in MEASURES.items()}
    monkeypatch.setattr(engine_parts, "FRAME_ROWS", 64)
    for name, measure in MEASURES.items():
        pd.testing.assert_frame_equal(measure(ARTICLES), expected[name], check_exact=True)


@dataclass(frozen=True)
class RowCount:
    """Counts rows; the least that a measure can be."""

    columns: tuple[str, ...] = ("outlet",)
    optional: tuple[str, ...] = ("section",)

    def partial(self, batch: Batch) -> int:
        assert batch.has("outlet") and not batch.has("tags")
        return len(batch)

    def combine(self, one: int, other: int) -> int:
        return one + other

    def finish(self, state: int) -> pd.DataFrame:
        return pd.DataFrame({"rows": [state]})


def test_own_measure_runs_and_reads_only_its_columns(tmp_path: Path) -> None:
    assert engine.run(RowCount(), ARTICLES)["rows"].item() == len(ARTICLES)
    assert engine.reduce(to_folder(tmp_path), RowCount()) == len(ARTICLES)
    assert engine.reduce(ARTICLES.head(0), RowCount()) == 0


def test_states_can_be_sent_to_another_process() -> None:
    from toolkit.measures.coverage_counts import CoverageCounts

    counter = CoverageCounts(("outlet",), ("tags",), ("rail",), "D", "outlet")
    state = engine.reduce(ARTICLES, counter)
    assert pickle.loads(pickle.dumps(state)).every.rows == state.every.rows


@pytest.mark.parametrize("kind", ["frame", "folder"])
def test_missing_column_is_named(kind: str, tmp_path: Path) -> None:
    source: Any = ARTICLES.drop(columns="published_at")
    if kind == "folder":
        source.to_parquet(tmp_path / "a.parquet")
        source = tmp_path
    with pytest.raises(ColumnError, match=r"no column 'published_at'.*it has article_id"):
        tk.times(source)


def test_column_missing_in_a_later_file_is_named(tmp_path: Path) -> None:
    ARTICLES.to_parquet(tmp_path / "a.parquet")
    ARTICLES.drop(columns="published_at").to_parquet(tmp_path / "b.parquet")
    with pytest.raises(ColumnError, match="no column 'published_at'"):
        tk.times(tmp_path)


def test_sources_that_cannot_be_read_say_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        tk.times(tmp_path / "nowhere")
    with pytest.raises(InputError, match="holds no Parquet file"):
        tk.times(tmp_path)
    with pytest.raises(InputError, match="cannot count the rows of a list"):
        tk.times([1, 2])
    (tmp_path / "a.parquet").write_bytes(b"not Parquet")
    with pytest.raises(InputError, match="not a Parquet file"):
        tk.times(tmp_path)
    with pytest.raises(InputError, match=r"give one of them, for instance its \.articles"):
        tk.times(tk.Corpus(ARTICLES, ARTICLES, ARTICLES))


def test_hidden_files_are_not_read(tmp_path: Path) -> None:
    folder = to_folder(tmp_path)
    (tmp_path / ".draft.parquet").write_bytes(b"half written")
    assert engine.reduce(folder, RowCount()) == len(ARTICLES)


def test_encoded_columns_keep_what_the_frame_says_of_itself(tmp_path: Path) -> None:
    headlines = ARTICLES.copy()
    headlines.attrs = {"unit": "headlines", "pages": 4}
    encoded = tk.encode(headlines, columns=["published_at", "time_zone"])
    assert encoded.column_names == ["published_at", "time_zone"]
    assert {k: tk.times(encoded).attrs[k] for k in ("unit", "pages")} == {"unit": "headlines", "pages": 4}
    with pytest.raises(ColumnError, match="no column 'author'"):
        tk.encode(headlines, columns=["author"])
    with pytest.raises(InputError, match="no such file or folder"):
        tk.encode(str(tmp_path / "nowhere"))


def test_small_parquet_columns_are_read_once_and_large_ones_as_they_are_counted(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = to_folder(tmp_path)
    encoded = tk.encode(folder, columns=["published_at", "tags"])
    assert isinstance(encoded, pa.Table)
    assert (encoded.column_names, len(encoded)) == (["published_at", "tags"], len(ARTICLES))
    limited = tk.open_dataset(folder, memory_limit="1 GB")
    assert tk.encode(limited) is limited
    with pytest.raises(ColumnError, match="no column 'author'"):
        tk.encode(folder, columns="author")
    monkeypatch.setattr(engine, "MOST_READ", 1000)
    assert tk.encode(folder) == folder


def test_a_column_put_into_an_encoded_table_may_repeat_a_value_in_its_dictionary(tmp_path: Path) -> None:
    encoded = tk.encode(to_folder(tmp_path))
    again = pa.DictionaryArray.from_arrays(pa.array(np.arange(len(encoded), dtype=np.int32) % 2), ["one", "one"])
    replaced = encoded.set_column(encoded.column_names.index("outlet"), "outlet", again)
    assert tk.times(replaced, by="outlet")["outlet"].unique().tolist() == ["one"]


def test_files_with_different_columns_are_not_put_into_one_table(tmp_path: Path) -> None:
    folder = to_folder(tmp_path)
    pq.write_table(table().drop_columns("tags"), tmp_path / "c.parquet")
    assert tk.encode(folder) == folder
    assert tk.encode(folder, columns=["published_at"]).num_rows == 2 * len(ARTICLES)


def test_rows_that_a_later_version_replaces_are_not_encoded(tmp_path: Path) -> None:
    tk.save(ARTICLES, tmp_path / "saved")
    handle = tk.open_dataset(tk.save(ARTICLES.head(7), tmp_path / "saved"))
    assert tk.encode(handle, columns=["outlet"]).num_rows == len(ARTICLES)


class TestBatch:
    """Columns of every kind become the same codes."""

    def test_numbers_are_read_as_text(self) -> None:
        codes, categories = Batch({"x": pd.Series([3, 1, 3])}).codes("x")
        assert categories[codes].tolist() == ["3", "1", "3"]

    def test_null_lists_that_hide_values_hold_nothing(self) -> None:
        hidden = pa.ListArray.from_arrays(pa.array([0, 2, 3], pa.int32()), pa.array(["a", "b", "c"]),
                                          mask=pa.array([True, False]))
        offsets, codes, categories = Batch({"x": hidden}).lists("x")
        assert offsets.tolist() == [0, 0, 1] and categories[codes].tolist() == ["c"]

    @pytest.mark.parametrize("values", [[["a", None, "a"], [], None], [("a", pd.NA), (), pd.NA], [{"a"}, set(), None],
                                        [np.array(["a", None]), np.array([]), float("nan")]])
    def test_nulls_and_repeats_inside_lists_are_dropped(self, values: list[Any]) -> None:
        offsets, codes, categories = Batch({"x": pd.Series(values, dtype=object)}).lists("x")
        assert offsets.tolist() == [0, 1, 1, 1] and categories[codes].tolist() == ["a"]

    def test_text_where_lists_are_needed_is_refused(self) -> None:
        with pytest.raises(ColumnError, match="split the strings into lists"):
            Batch({"x": pd.Series(["a;b", "c"], dtype=object)}).lists("x")
        with pytest.raises(ColumnError, match="split the strings into lists"):
            Batch({"x": pd.Series(["a;b", "c"], dtype="string[pyarrow]")}).lists("x")

    def test_times_without_a_zone_are_refused(self) -> None:
        for naive in (pd.Series(pd.to_datetime(["2025-02-12"])), pd.Series(["2025-02-12"], dtype=object),
                      pd.Series(pd.to_datetime(["2025-02-12"])).astype("timestamp[us][pyarrow]")):
            with pytest.raises(ColumnError, match="not a time with a zone"):
                Batch({"x": naive}).micros("x")

    def test_aware_python_times_are_read(self) -> None:
        stamp = pd.Timestamp("2025-02-12 16:26", tz="Europe/Kyiv").to_pydatetime()
        micros, known = Batch({"x": pd.Series([stamp, None], dtype=object)}).micros("x")
        assert known.tolist() == [True, False] and micros[0] == pd.Timestamp("2025-02-12 14:26", tz="UTC").value // 1000


def test_days_alone_in_a_row_group_tell_the_rhythm_too(tmp_path: Path) -> None:
    """A part whose rows know no hour counts in no hour, but as the sign of life that it is."""
    day = ARTICLES.sort_values("published_at").assign(
        published_precision=["day" if 300 <= i < 600 else "minute" for i in range(len(ARTICLES))])
    pq.write_table(pa.Table.from_pandas(day, preserve_index=False), tmp_path / "a.parquet", row_group_size=300)
    got = tk.coverage(tmp_path, by="outlet", freq="H")
    pd.testing.assert_frame_equal(got, tk.coverage(day, by="outlet", freq="H"), check_exact=True)
    assert got.attrs["silences"] == tk.coverage(day, by="outlet", freq="H").attrs["silences"]


def test_a_dictionary_in_the_place_of_an_encoded_one_may_repeat_a_value() -> None:
    encoded = tk.encode(made_up_articles()).combine_chunks()
    place = encoded.column_names.index("outlet")
    old = encoded["outlet"].chunk(0)
    new = pa.DictionaryArray.from_arrays(old.indices, pa.array(["One outlet"] * len(old.dictionary)))
    marked = encoded.set_column(place, encoded.schema.field("outlet").with_type(new.type), new)
    assert tk.times(marked, by="outlet")["outlet"].unique().tolist() == ["One outlet", pd.NA]


def test_encoded_columns_that_went_through_pandas_are_counted() -> None:
    encoded = tk.encode(pd.DataFrame({"tags": [None, [], ["rail"]]}))
    assert tk.top_topics(encoded.to_pandas())["topic"].tolist() == ["rail"]
    assert engine_parts.is_list(encoded.to_pandas(), "tags")


def test_a_damaged_file_is_named_by_encode(tmp_path: Path) -> None:
    folder = to_folder(tmp_path)
    (tmp_path / "z.parquet").write_bytes(b"not Parquet")
    with pytest.raises(InputError, match=r"z\.parquet: not a Parquet file"):
        tk.encode(folder)


def test_encoded_files_say_of_their_rows_what_the_files_do(tmp_path: Path) -> None:
    lines = made_up_articles()
    lines.attrs = {"unit": "headlines", "pages": 7}
    pq.write_table(tk.encode(lines), tmp_path / "a.parquet")
    assert engine_parts.origin(tk.encode(tmp_path)) == engine_parts.origin(tmp_path)
