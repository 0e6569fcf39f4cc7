from __future__ import annotations

from datetime import UTC, datetime

from toolkit.corpus import Corpus
from toolkit.normalise import articles_frame, complete_article, news_list_frame, report_frame
from toolkit.records import Article


def corpus(*articles: Article, rejected: int = 0) -> Corpus:
    report = [("in", "loaded", None, len(articles))] + [(f"bad{n}", "rejected", "why", 0) for n in range(rejected)]
    return Corpus(articles_frame([complete_article(a) for a in articles]), news_list_frame([]), report_frame(report))


def article(number: int, **fields: object) -> Article:
    given = {
        "title": f"T{number}",
        "outlet": "<Post>",
        "published_at": datetime(2025, 2, number, tzinfo=UTC),
        "published_precision": "minute",
        "time_zone": "Europe/Kyiv",
        "time_zone_from": "outlet",
        "source_format": "html",
        "source_ref": str(number),
    }
    return Article(**(given | fields))


def test_a_sound_corpus_has_no_warnings() -> None:
    assert corpus(article(1), article(2)).warnings() == []


def test_warnings_count_what_is_wrong() -> None:
    found = corpus(
        article(1, published_at=None, published_precision="none"),
        article(2, published_precision="day"),
        article(3, time_zone_from="guess"),
        article(4, time_zone=None, time_zone_from=None),
        article(5, outlet=None),
        rejected=2,
    ).warnings()
    assert [w.split(" articles ")[0] for w in found[:-1]] == ["1 of 5"] * 5
    assert found[-1].startswith("2 inputs were rejected")


def test_html_is_escaped_and_says_first_and_last_day() -> None:
    shown = corpus(article(1), article(9))._repr_html_()
    assert "&lt;Post&gt;" in shown
    assert "<Post>" not in shown
    assert "2025-02-01" in shown
    assert "2025-02-09" in shown


def test_many_outlets_are_cut_off_with_their_number() -> None:
    shown = corpus(*(article(n, outlet=f"Outlet {n}") for n in range(1, 20)))._repr_html_()
    assert "and 7 more outlets" in shown


def test_an_empty_corpus_can_be_shown() -> None:
    assert "0 articles" in repr(corpus())
    assert "<table>" not in corpus()._repr_html_()


def test_one_is_not_counted_in_the_plural():
    one = corpus(Article(title="Rain ruins the harvest", source_ref="in"), rejected=1)
    assert repr(one).startswith("Corpus: 1 article; 0 headlines in lists; 2 inputs")
    assert one.warnings()[-1].startswith("1 input was rejected")
