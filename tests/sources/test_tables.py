"""Tables of articles in every separator, shape and habit of naming columns."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import toolkit as tk
from toolkit.errors import InputError, OptionError
from toolkit.sources.cells import list_cell, text_cell, time_cell
from toolkit.sources.table_columns import find_columns

HEADER = "headline,pub_date,link,source,byline,keywords,body\n"
ROW = 'Bridge opens,2025-02-12 16:26,https://example.pl/1,Stork Daily,"Ada Brook, Jan Kot",bridge|river,Words here.\n'


def load_text(tmp_path: Path, text: str, name: str = "table.csv", encoding: str = "utf-8", **options) -> tk.Corpus:
    (tmp_path / name).write_bytes(text.encode(encoding))
    return tk.load(tmp_path / name, **options)


def test_known_names_are_guessed(tmp_path: Path) -> None:
    article = load_text(tmp_path, HEADER + ROW, time_zone="Europe/Kyiv").articles.iloc[0]
    assert article["title"] == "Bridge opens"
    assert article["published_at"] == pd.Timestamp("2025-02-12 16:26", tz="Europe/Kyiv")
    assert (article["published_precision"], article["published_from"]) == ("minute", "column")
    assert article["outlet"] == "Stork Daily"
    assert (article["authors"], article["tags"]) == (["Ada Brook", "Jan Kot"], ["bridge", "river"])
    assert article["source_ref"].endswith("table.csv:2")
    assert article["word_count"] == 2


@pytest.mark.parametrize(("separator", "name"), [(",", "t.csv"), (";", "t.csv"), ("\t", "t.tsv"), ("|", "t.csv")])
def test_separators(tmp_path: Path, separator: str, name: str) -> None:
    text = (
        separator.join(["title", "url", "date"])
        + "\n"
        + separator.join(["A b", "https://e.org/1", "2025-01-02"])
        + "\n"
    )
    assert load_text(tmp_path, text, name).articles["title"].tolist() == ["A b"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "title,url\n" + "".join(
        f"Міська рада Заріччя відкрила нову школу номер {n},https://e.org/{n}\n" for n in range(3)
    )
    articles = load_text(tmp_path, text, encoding=encoding).articles
    assert articles["title"].str.startswith("Міська рада Заріччя").all()
    assert len(articles) == 3


def test_mapping_goes_before_guesses(tmp_path: Path) -> None:
    text = "src,title,headline\nhttps://example.org/1,inner name,Real headline\n"
    article = load_text(tmp_path, text, columns={"src": "url", "headline": "title"}).articles.iloc[0]
    assert (article["url"], article["title"]) == ("https://example.org/1", "Real headline")


def test_a_mapped_column_that_is_missing_rejects_the_table(tmp_path: Path) -> None:
    report = load_text(tmp_path, HEADER + ROW, columns={"src": "url"}).report
    assert report["status"].tolist() == ["rejected"]
    assert "'src'" in report["reason"][0]
    assert "headline" in report["reason"][0]


def test_a_mapping_to_no_field_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="adress"):
        load_text(tmp_path, HEADER + ROW, columns={"link": "adress"})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b,c\n1,2,3\n", "columns="),
        ("title,url\n", "no rows"),
        ("title,url\n,\n", "no rows"),
    ],
)
def test_tables_that_give_nothing_are_rejected_with_advice(tmp_path: Path, text: str, reason: str) -> None:
    report = load_text(tmp_path, text).report
    assert report["status"].tolist() == ["rejected"]
    assert reason in report["reason"][0]


def test_bad_rows_are_rejected_one_by_one(tmp_path: Path) -> None:
    text = "title,url,date\nGood one,https://e.org/1,2025-01-02\nBad,comma,inside,too many\n,,2025-01-03\n"
    corpus = load_text(tmp_path, text)
    assert len(corpus.articles) == 1
    assert corpus.report["status"].tolist() == ["loaded", "rejected", "rejected"]
    assert corpus.report["source_ref"].str.rsplit(":").str[-1].tolist()[1:] == ["3", "4"]


def test_day_only_dates_stay_days_in_the_outlets_zone(tmp_path: Path) -> None:
    article = load_text(tmp_path, "title,date\nA b,2025-02-12\n", time_zone="Europe/Kyiv").articles.iloc[0]
    assert article["published_precision"] == "day"
    assert article["published_at"] == pd.Timestamp("2025-02-11 22:00", tz="UTC")


def test_a_column_of_midnights_is_a_column_of_days(tmp_path: Path) -> None:
    rows = "".join(f"Story {n},2025-02-1{n} 00:00:00\n" for n in range(5))
    assert set(load_text(tmp_path, "title,date\n" + rows).articles["published_precision"]) == {"day"}
    mixed = rows + "Story 9,2025-02-19 07:15:00\n"
    assert "day" not in set(load_text(tmp_path, "title,date\n" + mixed).articles["published_precision"])


def test_day_and_hour_in_two_columns(tmp_path: Path) -> None:
    article = load_text(tmp_path, "title,date,time\nA b,2025-02-12,16:26\n", time_zone="Europe/Kyiv").articles.iloc[0]
    assert article["published_at"] == pd.Timestamp("2025-02-12 14:26", tz="UTC")
    assert article["published_precision"] == "minute"


def test_json_lines_with_lists_nested_names_and_bad_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {
                "title": "One",
                "url": "https://e.org/1",
                "authors": ["A B"],
                "source": {"name": "Daily"},
                "publish_date": "2025-02-12T16:26:00+02:00",
            }
        ),
        "{broken",
        "[1, 2]",
        json.dumps({"title": "Two", "url": "https://e.org/2", "source": {"name": "Weekly"}}),
    ]
    corpus = load_text(tmp_path, "\n".join(lines), "t.jsonl")
    assert corpus.articles["outlet"].tolist() == ["Daily", "Weekly"]
    assert corpus.articles["published_at"][0] == pd.Timestamp("2025-02-12 14:26", tz="UTC")
    assert corpus.report["status"].tolist() == ["loaded", "rejected", "rejected"]
    assert "t.jsonl:2" in corpus.report["source_ref"][1]


@pytest.mark.parametrize(
    "wrap", [lambda rows: rows, lambda rows: {"status": "ok", "articles": rows}, lambda rows: {"data": rows}]
)
def test_json_arrays(tmp_path: Path, wrap) -> None:
    rows = [{"title": "One", "url": "https://e.org/1"}, {"title": "Two", "url": "https://e.org/2"}]
    assert load_text(tmp_path, json.dumps(wrap(rows)), "t.json").articles["title"].tolist() == ["One", "Two"]


def test_broken_json_is_rejected(tmp_path: Path) -> None:
    report = load_text(tmp_path, '[{"title": "One"', "t.json").report
    assert report["status"].tolist() == ["rejected"]
    assert "download it again" in report["reason"][0]


def test_parquet_with_typed_columns(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "title": ["One", "Two"],
            "url": ["https://e.org/1", "https://e.org/2"],
            "published": pd.to_datetime(["2025-02-12 16:26:00.0", "2025-02-12 16:27:30.5"]),
            "tags": [["a", "b"], []],
        }
    )
    frame.to_parquet(tmp_path / "t.parquet")
    articles = tk.load(tmp_path / "t.parquet", time_zone="Europe/Kyiv").articles
    assert articles["published_at"][0] == pd.Timestamp("2025-02-12 14:26", tz="UTC")
    assert articles["tags"].tolist() == [["a", "b"], []]
    assert articles["source_format"].unique().tolist() == ["parquet"]


def test_damaged_parquet_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "t.parquet").write_bytes(b"PAR1" + b"x" * 100)
    report = tk.load(tmp_path / "t.parquet").report
    assert report["status"].tolist() == ["rejected"]
    assert "Parquet" in report["reason"][0]


def test_packed_table_and_one_cut_off(tmp_path: Path) -> None:
    packed = gzip.compress((HEADER + ROW).encode())
    (tmp_path / "a.csv.gz").write_bytes(packed)
    (tmp_path / "b.csv.gz").write_bytes(packed[:-12])
    report = tk.load(tmp_path).report.set_index("source_ref")["status"]
    assert report.tolist() == ["loaded", "rejected"]


def test_a_long_packed_table_cut_off_keeps_its_beginning(tmp_path: Path) -> None:
    rows = "".join(f"Story {n} {hash((n, 'x'))},https://example.pl/{n}\n" for n in range(60_000))
    packed = gzip.compress(("title,url\n" + rows).encode())
    (tmp_path / "a.csv.gz").write_bytes(packed[: len(packed) * 3 // 4])
    corpus = tk.load(tmp_path)
    assert corpus.report["status"].tolist()[0] == "loaded"
    last = corpus.report.iloc[-1]
    assert last["status"] == "rejected"
    assert last["source_ref"].endswith("#rest")
    assert "cut off" in last["reason"]
    assert 10_000 < len(corpus.articles) == corpus.report["rows"].sum()


def test_what_the_toolkit_wrote_comes_back(tmp_path: Path) -> None:
    corpus = load_text(tmp_path, HEADER + ROW + ROW.replace("/1", "/2").replace(" 16:26", ""), time_zone="Europe/Kyiv")
    corpus.articles.to_csv(tmp_path / "again.csv", index=False)
    again = tk.load(tmp_path / "again.csv").articles
    same = [
        "article_id",
        "title",
        "published_at",
        "published_precision",
        "published_from",
        "time_zone",
        "authors",
        "tags",
    ]
    pd.testing.assert_frame_equal(again[same], corpus.articles[same])


@pytest.mark.parametrize(
    ("value", "expected", "precision"),
    [
        (1739370360, "2025-02-12 14:26", "second"),
        (1739370360000, "2025-02-12 14:26", "second"),
        ("1739370360", "2025-02-12 14:26", "second"),
        (date(2025, 2, 12), "2025-02-11 22:00", "day"),
        (datetime(2025, 2, 12, 16, 26), "2025-02-12 14:26", "second"),
        (datetime(2025, 2, 12, 14, 26, tzinfo=UTC), "2025-02-12 14:26", "second"),
        ("12.02.2025 16:26", "2025-02-12 14:26", "minute"),
        ("12 лютого 2025, 16:26", "2025-02-12 14:26", "minute"),
        ("Wed, 12 Feb 2025 14:26:00 GMT", "2025-02-12 14:26", "second"),
    ],
)
def test_time_cells(value: object, expected: str, precision: str) -> None:
    stamp = time_cell(value, "Europe/Kyiv", "user")
    assert stamp is not None
    assert pd.Timestamp(stamp.instant) == pd.Timestamp(expected, tz="UTC")
    assert (stamp.precision, stamp.origin) == (precision, "column")


@pytest.mark.parametrize("value", [None, "", "n/a", float("nan"), pd.NaT, True, "soon", 12])
def test_cells_without_a_time(value: object) -> None:
    assert time_cell(value, "UTC", None) is None


@pytest.mark.parametrize(
    ("value", "names", "expected"),
    [
        ("a; b", False, ["a", "b"]),
        ("a, b", False, ["a", "b"]),
        ('["a", "b"]', False, ["a", "b"]),
        ("['a' 'b']", False, ["a", "b"]),
        ("Stoll, Petra", True, ["Stoll, Petra"]),
        ("Ada Brook, Jan Kot", True, ["Ada Brook", "Jan Kot"]),
        ([{"name": "A"}, {"name": "B"}], True, ["A", "B"]),
        (None, False, []),
        (["a", None, "a"], False, ["a"]),
    ],
)
def test_list_cells(value: object, names: bool, expected: list[str]) -> None:
    assert list_cell(value, names=names) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("NULL", None), ("x", "x"), ({"name": "x"}, "x"), (["a", "b"], "a; b")]
)
def test_text_cells(value: object, expected: str | None) -> None:
    assert text_cell(value) == expected


def test_no_usable_column_names_what_is_there() -> None:
    with pytest.raises(InputError, match="alpha, beta"):
        find_columns(["alpha", "beta"], None)


@pytest.mark.parametrize("write", ["csv", "parquet"])
def test_headlines_that_the_toolkit_wrote_come_back(tmp_path: Path, write: str) -> None:
    dump = Path(__file__).parent / "dumps" / "ru_times_behind.txt"
    items = tk.load(dump, time_zone="Asia/Almaty").news_list
    path = tmp_path / f"headlines.{write}"
    items.to_csv(path, index=False) if write == "csv" else items.to_parquet(path)
    corpus = tk.load(path)
    assert len(corpus.articles) == 0
    same = [name for name in items.columns if name != "source_ref"]
    pd.testing.assert_frame_equal(corpus.news_list[same], items[same])


def test_separator_named_in_the_first_line(tmp_path: Path) -> None:
    articles = load_text(tmp_path, "sep=;\ntitle;url\nA, b;https://e.org/1\n").articles
    assert articles["title"].tolist() == ["A, b"]


def test_json_object_of_articles_by_key(tmp_path: Path) -> None:
    content = {"1": {"title": "One", "url": "https://e.org/1"}, "2": {"title": "Two", "url": "https://e.org/2"}}
    assert load_text(tmp_path, json.dumps(content), "t.json").articles["title"].tolist() == ["One", "Two"]


def test_a_quote_left_open_does_not_swallow_rows_in_silence(tmp_path: Path) -> None:
    corpus = load_text(tmp_path, 'title,url\n"A, ""b""",https://e.org/1\n"two\nlines",https://e.org/2\n"C,x\nD,y\nE,z\n')
    assert corpus.articles["title"].tolist() == ['A, "b"', "two\nlines"]
    rejected = corpus.report[corpus.report["status"] == "rejected"].iloc[0]
    assert rejected["source_ref"].endswith(":5")
    assert "never closed" in rejected["reason"]


def test_a_column_named_twice_is_read_where_it_stands_first(tmp_path: Path) -> None:
    corpus = load_text(tmp_path, "title,title,url\nA,B,https://e.org/1\n")
    assert corpus.articles["title"].tolist() == ["A"]
    assert "'title' more than once" in corpus.report["reason"][0]


def test_an_array_named_jsonl_is_read(tmp_path: Path) -> None:
    content = json.dumps([{"title": "One"}, {"title": "Two"}])
    assert load_text(tmp_path, content, "t.jsonl").articles["title"].tolist() == ["One", "Two"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_with_and_without_its_mark(tmp_path: Path, encoding: str) -> None:
    corpus = load_text(tmp_path, "title,url\nBridge opens at last,https://e.org/1\n", encoding=encoding)
    assert corpus.articles["title"].tolist() == ["Bridge opens at last"]


@pytest.mark.parametrize(
    "kind", [pa.timestamp("s", "Europe/Kyiv"), pa.timestamp("us", "Mars/Phobos"), pa.timestamp("ms")]
)
def test_parquet_times_that_python_has_not_are_left_empty(tmp_path: Path, kind: pa.DataType) -> None:
    times = pa.array([2**53, 10**9 * {"s": 1, "ms": 10**3, "us": 10**6}[kind.unit]], kind)
    pq.write_table(pa.table({"title": ["A", "B"], "published_at": times}), tmp_path / "t.parquet")
    corpus = tk.load(tmp_path / "t.parquet")
    assert corpus.report["status"].tolist() == ["loaded"]
    assert corpus.articles["published_at"][1] == pd.Timestamp(10**9, unit="s", tz="UTC")
    assert pd.isna(corpus.articles["published_at"][0]) == (kind.unit != "us")


def test_bytes_of_a_parquet_column_are_text(tmp_path: Path) -> None:
    pq.write_table(pa.table({"title": ["Міст".encode()]}), tmp_path / "t.parquet")
    assert tk.load(tmp_path / "t.parquet").articles["title"].tolist() == ["Міст"]


def test_a_line_without_end_is_rejected_before_it_fills_the_memory(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("toolkit.sources.tables.MAX_LINE", 2**20)
    corpus = load_text(tmp_path, "title\n" + "a" * 2**21)
    assert corpus.report["status"].tolist() == ["rejected"]
    assert "a line is longer than" in corpus.report["reason"][0]


TEXTS = {
    "uk": "Міська рада ухвалила рішення про ремонт мосту через річку, який має завершитися до кінця року.",
    "en": "The council has decided on the repair of the bridge over the river, to be finished by the end of the year.",
}


@pytest.mark.parametrize("column", [None, "", "??"], ids=["no column", "empty", "unknown"])
def test_a_language_that_is_not_stated_is_detected_and_said_to_be(tmp_path, column) -> None:
    rows = [{"title": f"No. {len(text)}", "text": text} | ({} if column is None else {"language": column})
            for text in (*TEXTS.values(), "")]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)))
    corpus = tk.load(tmp_path)
    assert corpus.articles["language"].tolist()[:2] == ["uk", "en"] and pd.isna(corpus.articles["language"].iloc[2])
    assert corpus.report["reason"].tolist() == [
        "the language of 2 rows was not stated and was detected from their text"]


def test_a_stated_language_stands_whatever_the_text(tmp_path) -> None:
    rows = [{"title": stated, "text": TEXTS["uk"], "language": stated} for stated in ("de-AT", "English", "pt_BR")]
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, rows)))
    corpus = tk.load(tmp_path)
    assert corpus.articles["language"].tolist() == ["de-AT", "en", "pt-BR"] and corpus.report["reason"].isna().all()


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_dates_that_cannot_be_read_are_told_and_their_rows_kept(tmp_path, ending) -> None:
    frame = pd.DataFrame({"title": ["a", "b", "c", "d"], "date": ["2025-02-12", "soon", "n/a", "32.13.2025"]})
    file = tmp_path / f"news.{ending}"
    {"csv": lambda: frame.to_csv(file, index=False), "parquet": lambda: frame.to_parquet(file),
     "jsonl": lambda: frame.to_json(file, orient="records", lines=True)}[ending]()
    corpus = tk.load(tmp_path)
    assert len(corpus.articles) == 4 and corpus.articles["published_at"].isna().sum() == 3
    assert corpus.report["status"].tolist() == ["loaded"]
    assert corpus.report["reason"].iloc[0].startswith(
        "2 of 4 rows have a 'date' that could not be read as a time, such as 'soon', and are kept without")


def test_columns_that_are_not_known_are_named(tmp_path) -> None:
    text = "src;headline;moment;body;blank\nhttps://e.org/1;Pier opens;2025-02-12 10:00;It opened.;\n"
    report = load_text(tmp_path, text).report
    assert report["status"].tolist() == ["loaded"]
    assert report["reason"][0].startswith("no column is known to hold a time; unused: src, moment (columns={'src': ")


def test_with_a_known_time_only_what_is_not_used_is_named(tmp_path) -> None:
    wide = {f"c{n}": n for n in range(11)}
    rows = [{"title": "Pier opens", "date": "2025-02-12", "source": {"name": "Herald"}, "word_count": 3} | wide]
    (tmp_path / "news.json").write_text(json.dumps(rows))
    reason = tk.load(tmp_path, columns={"source.name": "outlet"}).report["reason"][0]
    assert reason.startswith("unused: c0, c1, c2, c3, c4, c5, c6, c7 and 3 more (columns=")


def test_a_table_that_is_used_whole_has_no_note(tmp_path) -> None:
    assert load_text(tmp_path, "title,blank\nPier opens,\n").report["reason"].isna().all()


@pytest.mark.parametrize("header", [
    "Посилання;Заголовок;Дата публікації;Текст", "ссылка;название;дата;текст", "Link;Überschrift;Datum;text",
    "enlace;Título;Fecha;texto", "lien;titre;date de publication;texte", "link;headline;when;body",
    "uri;Name;Time;Content", "url;Tytuł;data_publikacji;tekst"])
def test_names_of_columns_in_other_languages_are_known(tmp_path, header) -> None:
    row = "https://e.org/1;Pier opens;2025-02-12 10:00;It opened."
    article = load_text(tmp_path, f"{header}\n{row}\n").articles.iloc[0]
    assert (article["url"], article["title"], article["text"]) == ("https://e.org/1", "Pier opens", "It opened.")
    assert article["published_precision"] == "minute"


@pytest.mark.parametrize(("day", "hour"), [("дата", "час"), ("Datum", "Uhrzeit"), ("fecha", "hora"), ("date", "time")])
def test_a_day_and_an_hour_in_two_columns_are_one_time(tmp_path, day, hour) -> None:
    text = f"title,{day},{hour}\nPier opens,2025-02-12,10:30\n"
    article = load_text(tmp_path, text).articles.iloc[0]
    assert (article["published_at"].hour, article["published_precision"]) == (10, "minute")
