from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.extract.urls import article_id, canonical_url
from toolkit.normalise import (
    articles_frame,
    complete_article,
    complete_item,
    count_words,
    news_list_frame,
    report_frame,
)
from toolkit.records import Article, NewsItem
from toolkit.schema import ARTICLES, NEWS_LIST, REPORT, violations


def test_empty_tables_are_the_declared_ones() -> None:
    for frame, table in ((articles_frame([]), ARTICLES), (news_list_frame([]), NEWS_LIST), (report_frame([]), REPORT)):
        assert len(frame) == 0
        assert frame.columns.tolist() == table.names
        assert violations(frame, table) == []


def test_identifier_is_that_of_the_cleaned_address() -> None:
    one = complete_article(Article(url="https://Example.org/a?utm_source=x#y"))
    other = complete_article(Article(url="https://example.org/a"))
    assert one.article_id == other.article_id == one.story_id
    assert complete_item(NewsItem(url="https://example.org/a?fbclid=1")).article_id == one.article_id


def test_identifier_without_an_address_is_of_outlet_title_and_local_day() -> None:
    def made(moment: datetime, **fields) -> str | None:
        given = {"outlet": "Post", "title": "T", "time_zone": "Europe/Kyiv"} | fields
        return complete_article(Article(published_at=moment, **given)).article_id

    late, later = datetime(2025, 2, 12, 21, 30, tzinfo=UTC), datetime(2025, 2, 12, 22, 30, tzinfo=UTC)
    assert made(late) == made(datetime(2025, 2, 12, 5, tzinfo=UTC))
    assert made(late) != made(later), "23:30 and 00:30 in Kyiv are two days"
    assert made(late) != made(late, outlet="Mail")
    assert made(late) != made(late, title="U")


def test_articles_without_anything_in_common_stay_apart() -> None:
    a, b = (complete_article(Article(text="x", source_ref=ref)) for ref in ("a.html", "b.html"))
    assert a.article_id != b.article_id


def test_empty_strings_are_null_and_times_are_microseconds_in_utc() -> None:
    frame = articles_frame(
        [
            complete_article(
                Article(
                    title="T",
                    lead="",
                    published_at=datetime(2025, 2, 12, tzinfo=UTC),
                    source_format="html",
                    source_ref="x",
                )
            )
        ]
    )
    assert violations(frame, ARTICLES) == []
    assert pd.isna(frame["lead"][0])
    assert str(frame["published_at"].dtype) == "datetime64[us, UTC]"


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Two words", "en", 2),
        ("П'ять нових шкіл", "uk", 3),
        ("ein E-Mail-Konto", "de", 2),
        ("今日は天気がいい", "ja", None),
    ],
)
def test_word_count(text: str, language: str, count: int | None) -> None:
    assert complete_article(Article(text=text, language=language)).word_count == count


@given(st.lists(st.from_regex(r"[a-zа-яіїє]{1,8}", fullmatch=True)))
def test_words_are_counted_whatever_stands_between(words: list[str]) -> None:
    assert count_words(", ".join(words)) == count_words("\n\n".join(words)) == len(words)


def test_lone_surrogates_do_not_stop_a_load() -> None:
    frame = articles_frame([complete_article(Article(title="a\ud800b", source_format="html", source_ref="x"))])
    assert frame["title"][0] == "a?b"


def test_an_address_that_bears_its_identifier_is_not_cleaned_again() -> None:
    clean = canonical_url("https://gazette.example/news/rain-12345?utm_source=x")
    done = complete_item(NewsItem(title="Rain", canonical_url=clean, article_id=article_id(clean)))
    assert (done.canonical_url, done.article_id) == (clean, article_id(clean))
    other = complete_item(NewsItem(title="Rain", canonical_url="https://gazette.example/news/rain-12345?utm_source=x",
                                   article_id="given by somebody"))
    assert (other.canonical_url, other.article_id) == (clean, "given by somebody")
