"""Which copy of an article stays, by the rules one at a time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.duplicates import Ledger
from toolkit.records import Article, NewsItem, Page
from toolkit.sources.inputs import Rejected
from toolkit.sources.reading import Reading

DAY = [datetime(2025, 2, day, tzinfo=UTC) for day in range(1, 20)]


def reading(ref: str, *, url: str = "https://example.pl/1", digest: str | None = None, **fields: object) -> Reading:
    article = Article(**({"url": url, "title": ref, "source_ref": ref, "source_format": "html"} | fields))
    return Reading(ref, [Page(article)], digest=digest)


def kept(*readings: Reading) -> str | None:
    ledger = Ledger(readings)
    assert len(ledger.articles) == 1
    return ledger.articles[0].source_ref


@pytest.mark.parametrize(
    ("first", "second", "winner"),
    [
        ({}, {}, "first"),
        ({"source_format": "csv"}, {"source_format": "html"}, "second"),
        ({"source_format": "feed"}, {"source_format": "csv"}, "second"),
        ({"source_format": "text"}, {"source_format": "warc"}, "second"),
        ({"published_at": DAY[1]}, {"published_at": DAY[1], "modified_at": DAY[3]}, "second"),
        ({"modified_at": DAY[3]}, {"published_at": DAY[1]}, "first"),
        ({"collected_at": DAY[1]}, {"collected_at": DAY[2]}, "second"),
        ({"source_format": "html"}, {"source_format": "csv", "modified_at": DAY[9]}, "first"),
    ],
)
def test_preference(first: dict, second: dict, winner: str) -> None:
    assert kept(reading("first", **first), reading("second", **second)) == winner


def test_same_bytes_are_one_input_and_its_headlines_count_once() -> None:
    twins = [reading(ref, digest="d") for ref in "ab"]
    for twin in twins:
        twin.pages[0].news_list.append(NewsItem(title="A headline"))
    ledger = Ledger(twins)
    assert [row[1] for row in ledger.report] == ["loaded", "duplicate"]
    assert ledger.report[1][2] == "same bytes as a"
    assert len(ledger.headlines) == 1


def test_same_bytes_that_could_not_be_read_are_rejected_each() -> None:
    ledger = Ledger([Reading(ref, error="the file is empty", digest="d") for ref in "ab"])
    assert [row[1] for row in ledger.report] == ["rejected", "rejected"]


def test_parts_of_an_input_have_rows_of_their_own() -> None:
    table = reading("t.csv:2", source_format="csv")
    table.ref = "t.csv"
    table.pages += reading("t.csv:3", source_format="csv").pages
    table.rejected.append(Rejected("t.csv:4", "no title"))
    assert [(ref, status, rows) for ref, status, _, rows in Ledger([table]).report] == [
        ("t.csv", "loaded", 1),
        ("t.csv:4", "rejected", 0),
        ("t.csv:3", "duplicate", 0),
    ]


def test_an_input_all_of_which_is_elsewhere_is_a_duplicate() -> None:
    table = reading("t.csv:2", source_format="csv")
    table.ref = "t.csv"
    assert [row[1] for row in Ledger([reading("page"), table]).report] == ["loaded", "duplicate", "duplicate"]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.sampled_from(["html", "csv", "feed", "text"]),
            st.integers(0, 18),
            st.sampled_from([None, "d1", "d2"]),
        ),
        max_size=12,
    )
)
def test_every_article_stays_once_and_every_row_is_counted(made: list[tuple]) -> None:
    readings = [
        reading(f"r{n}", url=f"https://example.pl/{key}", source_format=kind, modified_at=DAY[day], digest=digest)
        for n, (key, kind, day, digest) in enumerate(made)
    ]
    ledger = Ledger(readings)
    identifiers = [a.article_id for a in ledger.articles]
    assert len(identifiers) == len(set(identifiers)) == sum(row[3] for row in ledger.report)
    assert {row[0] for row in ledger.report} == {r.ref for r in readings}
    seen: set[str] = set()
    unlike = [r for r in readings if r.digest is None or not (r.digest in seen or seen.add(r.digest))]
    assert set(identifiers) == {p.article.article_id for r in unlike for p in r.pages}
