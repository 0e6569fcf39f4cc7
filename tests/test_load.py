"""The load as a whole: every input accounted for, duplicates settled, the same result however it is read."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toolkit as tk
from toolkit.errors import InputError, OptionError
from toolkit.records import Article, NewsItem, Page
from toolkit.schema import ARTICLES, NEWS_LIST, REPORT, violations
from toolkit.sources import registry

WORDS = (
    "The council of Lindholm voted on Tuesday for a new bridge over the river, and many people came to watch it. " * 4
)


def html(
    number: int,
    *,
    published: str = "2025-02-12T16:26:00+02:00",
    modified: str | None = None,
    url: str | None = None,
    words: str = WORDS,
) -> str:
    changed = f'<meta property="article:modified_time" content="{modified}">' if modified else ""
    return (
        f'<html lang="en"><head><title>Story {number} of the new bridge</title>{changed}'
        f'<link rel="canonical" href="{url or f"https://example.pl/news/{number}"}">'
        f'<meta property="article:published_time" content="{published}"></head><body><article>'
        f"<h1>Story {number} of the new bridge</h1><p>{words}</p><p>{words}</p></article></body></html>"
    )


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Folder with a bit of everything, good and bad."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(3):
        (pages / f"{number}.html").write_text(html(number), encoding="utf-8")
    (pages / "copy.html").write_bytes((pages / "0.html").read_bytes())
    (pages / "again.html").write_text(html(1, url="https://example.pl/news/1?utm_source=x#top"), encoding="utf-8")
    (pages / "bad.html.gz").write_bytes(gzip.compress(html(9).encode())[:-30])
    (pages / "empty.htm").write_bytes(b"")
    (pages / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    rows = [
        {"title": "Table story one", "url": "https://example.pl/t/1"},
        {"title": "Twice", "url": "https://example.pl/t/1"},
        {"title": "Story 2 of the new bridge", "url": "https://example.pl/news/2"},
        {"nothing": 1},
    ]
    (tmp_path / "table.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "notes.md").write_text("# notes", encoding="utf-8")
    (tmp_path / "feed.xml").write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>x</title><item><title>A headline'
        "</title><link>https://example.pl/news/0</link></item></channel>",
        encoding="utf-8",
    )
    return tmp_path


def check_account(corpus: tk.Corpus) -> None:
    """What must hold after every load."""
    report = corpus.report
    assert violations(corpus.articles, ARTICLES) == []
    assert violations(corpus.news_list, NEWS_LIST) == []
    assert violations(report, REPORT) == []
    assert len(report) == int(report["status"].isin(["loaded", "duplicate", "rejected"]).sum())
    assert int(report["rows"].sum()) == len(corpus.articles) + len(corpus.news_list)
    assert (report.loc[report["status"] == "rejected", "rows"] == 0).all()
    assert report.loc[report["status"] != "loaded", "reason"].notna().all()
    assert corpus.articles["article_id"].is_unique


def test_nothing_disappears(mixed: Path) -> None:
    corpus = tk.load(mixed)
    check_account(corpus)
    status = {Path(ref).name: s for ref, s in zip(corpus.report["source_ref"], corpus.report["status"], strict=True)}
    assert status == {
        "0.html": "loaded",
        "1.html": "loaded",
        "2.html": "loaded",
        "again.html": "duplicate",
        "copy.html": "duplicate",
        "bad.html.gz": "rejected",
        "empty.htm": "rejected",
        "picture.html": "rejected",
        "notes.md": "rejected",
        "feed.xml": "rejected",
        "table.jsonl": "loaded",
        "table.jsonl:2": "duplicate",
        "table.jsonl:3": "duplicate",
        "table.jsonl:4": "rejected",
    }
    assert sorted(corpus.articles["title"]) == [
        "Story 0 of the new bridge",
        "Story 1 of the new bridge",
        "Story 2 of the new bridge",
        "Table story one",
    ]


def test_a_page_goes_before_a_table_about_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"title": "Row", "url": "https://example.pl/news/1"}), encoding="utf-8"
    )
    (tmp_path / "b.html").write_text(html(1), encoding="utf-8")
    corpus = tk.load(tmp_path)
    assert corpus.articles["source_format"].tolist() == ["html"]
    assert corpus.report["status"].tolist() == ["duplicate", "duplicate", "loaded"]
    assert "fuller source" in corpus.report["reason"][1]


def test_the_later_version_of_a_page_stays(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(html(1, words="Old words. " + WORDS), encoding="utf-8")
    (tmp_path / "b.html").write_text(
        html(1, words="New words. " + WORDS, modified="2025-02-13T10:00:00+02:00"), encoding="utf-8"
    )
    (tmp_path / "c.html").write_text(html(1, words="Older words. " + WORDS), encoding="utf-8")
    corpus = tk.load(tmp_path)
    assert corpus.articles["text"][0].startswith("New words.")
    assert corpus.report["status"].tolist() == ["duplicate", "loaded", "duplicate"]
    assert "later version" in corpus.report["reason"][0]


def test_headlines_of_a_duplicate_page_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_formats", dict(registry._formats))

    def read(source, options):
        yield Page(Article(url="https://example.pl/1", title="x"), [NewsItem(title="A headline", position=1)])

    tk.register_format("fake", suffixes=[".fake"], sniff=lambda head, path: True, reader=read)
    (tmp_path / "a.fake").write_text("1", encoding="utf-8")
    (tmp_path / "b.fake").write_text("2", encoding="utf-8")
    corpus = tk.load(tmp_path)
    check_account(corpus)
    assert (len(corpus.articles), len(corpus.news_list)) == (1, 2)
    assert corpus.report["rows"].tolist() == [2, 1]
    assert set(corpus.articles["source_format"]) == {"fake"}


def test_a_reader_that_fails_costs_one_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_formats", dict(registry._formats))

    def read(source, options):
        raise ZeroDivisionError("oops")
        yield

    tk.register_format("fake", suffixes=[".fake"], sniff=lambda head, path: True, reader=read)
    (tmp_path / "a.fake").write_text("1", encoding="utf-8")
    (tmp_path / "b.html").write_text(html(1), encoding="utf-8")
    corpus = tk.load(tmp_path)
    assert corpus.report["status"].tolist() == ["rejected", "loaded"]
    assert "ZeroDivisionError: oops" in corpus.report["reason"][0]


@pytest.mark.slow
def test_several_processes_give_the_same(mixed: Path) -> None:
    one, two = tk.load(mixed, workers=1), tk.load(mixed, workers=2)
    pd.testing.assert_frame_equal(one.articles, two.articles)
    pd.testing.assert_frame_equal(one.news_list, two.news_list)
    pd.testing.assert_frame_equal(one.report, two.report)


@pytest.mark.slow
def test_a_script_without_a_guard_may_use_processes(mixed: Path) -> None:
    script = mixed.parent / "script.py"
    script.write_text(
        f"import toolkit as tk\nprint('start')\nprint(len(tk.load({str(mixed)!r}, workers=2).articles))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split() == ["start", "4"], done.stderr


def test_a_cluster_is_asked_through_its_client(mixed: Path) -> None:
    class Future:
        def __init__(self, value: object) -> None:
            self._value = value

        def result(self) -> object:
            return self._value

    class Client:
        batches = 0

        def map(self, function, batches, *, options, pure):
            Client.batches += len(batches)
            return [Future(function(batch, options)) for batch in batches]

        def gather(self, futures):
            return [f.result() for f in futures]

    pd.testing.assert_frame_equal(tk.load(mixed, workers=Client()).report, tk.load(mixed).report)
    assert Client.batches >= 1


@pytest.mark.parametrize("workers", [0, -1, 1.5, True, "two"])
def test_wrong_workers_are_an_error(mixed: Path, workers: object) -> None:
    with pytest.raises(tk.OptionError, match="workers"):
        tk.load(mixed, workers=workers)


@pytest.mark.parametrize(("option", "value"), [("time_zone", "Kyiv"), ("time_zone", "Europe/Nowhere"), ("outlet", " ")])
def test_wrong_options_are_an_error(mixed: Path, option: str, value: str) -> None:
    with pytest.raises(tk.OptionError, match=option):
        tk.load(mixed, **{option: value})


def test_an_interrupted_load_goes_on(
    mixed: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit import workers

    place = tmp_path_factory.mktemp("resume")
    real, read = workers.read_input, []

    def stop_after_four(given, options):
        if len(read) == 4:
            raise KeyboardInterrupt
        read.append(given.ref)
        return real(given, options)

    monkeypatch.setattr(workers, "read_input", stop_after_four)
    with pytest.raises(KeyboardInterrupt):
        tk.load(mixed, resume=place)
    monkeypatch.setattr(workers, "read_input", lambda given, options: read.append(given.ref) or real(given, options))
    resumed = tk.load(mixed, resume=place)
    assert len(read) == len(set(read)) == 11
    plain = tk.load(mixed)
    pd.testing.assert_frame_equal(resumed.articles, plain.articles)
    pd.testing.assert_frame_equal(resumed.news_list, plain.news_list)
    pd.testing.assert_frame_equal(resumed.report, plain.report)


def test_resume_reads_changed_files_and_other_options_anew(tmp_path: Path) -> None:
    page, place = tmp_path / "in" / "a.html", tmp_path / "resume"
    page.parent.mkdir()
    page.write_text(html(1), encoding="utf-8")
    assert tk.load(page.parent, resume=place).articles["title"][0].startswith("Story 1")
    page.write_text(html(2), encoding="utf-8")
    os.utime(page, (10, 10))
    assert tk.load(page.parent, resume=place).articles["title"][0].startswith("Story 2")
    assert tk.load(page.parent, resume=place, outlet="Post").articles["outlet"][0] == "Post"


def test_a_half_written_line_of_the_resume_file_is_left_out(tmp_path: Path) -> None:
    page, place = tmp_path / "in" / "a.html", tmp_path / "resume"
    page.parent.mkdir()
    page.write_text(html(1), encoding="utf-8")
    first = tk.load(page.parent, resume=place)
    stored = next(place.iterdir())
    stored.write_text(stored.read_text(encoding="utf-8")[:-80], encoding="utf-8")
    for _ in range(2):
        pd.testing.assert_frame_equal(tk.load(page.parent, resume=place).articles, first.articles)


def test_order_is_that_of_the_sorted_names(tmp_path: Path) -> None:
    for number in (3, 1, 2):
        (tmp_path / f"{number}.html").write_text(html(number), encoding="utf-8")
    assert [t[6] for t in tk.load(tmp_path).articles["title"]] == ["1", "2", "3"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.binary(max_size=300), min_size=1, max_size=4),
    st.sampled_from(
        [".html", ".txt", ".csv", ".jsonl", ".json", ".xml", ".parquet", ".mhtml", ".warc", ".html.gz", ".csv.gz", ""]
    ),
)
def test_any_bytes_under_any_name_are_accounted_for(contents: list[bytes], suffix: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(contents):
            (Path(folder) / f"{number}{suffix}").write_bytes(data)
        corpus = tk.load(folder)
        check_account(corpus)
        assert not corpus.report["reason"].fillna("").str.contains("a fault of this program").any()


def test_corpus_shows_itself(mixed: Path) -> None:
    corpus = tk.load(mixed)
    shown = corpus._repr_html_()
    assert "example.pl" in shown
    assert "inputs were rejected" in shown
    assert "4 articles" in repr(corpus)
    assert any("no publication time" in w for w in corpus.warnings())


@pytest.mark.parametrize("source", ["", " ", "x" * 5000, "~nobody-of-that-name/x"])
def test_what_can_be_no_path_is_an_error_that_says_so(source: str) -> None:
    with pytest.raises(InputError, match="path"):
        tk.load(source)


@pytest.mark.parametrize("columns", ["x", 5, [("a", "b")], {"a": "title", "b": "title"}])
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, columns: object) -> None:
    with pytest.raises(OptionError, match="columns="):
        tk.load(tmp_path, columns=columns)


@pytest.mark.parametrize("place", ["file/below", "folder.jsonl", 5, "a\0b"])
def test_a_place_to_resume_from_that_cannot_be_written(tmp_path: Path, place: str | int) -> None:
    (tmp_path / "page.csv").write_text("title\nBridge opens\n")
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(OptionError, match="resume="):
        tk.load(tmp_path / "page.csv", resume=place if isinstance(place, int) else tmp_path / place)


def test_a_damaged_file_of_finished_inputs_is_read_around(tmp_path: Path) -> None:
    (tmp_path / "page.csv").write_text("title\nBridge opens\n")
    (tmp_path / "done.jsonl").write_bytes(b"\xff\xfe\0junk\nkey\t{\"a\": 1}\n")
    assert len(tk.load(tmp_path / "page.csv", resume=tmp_path / "done.jsonl").articles) == 1
