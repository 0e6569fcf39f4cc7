"""The sample, read as a user would, against what its generator knows."""

import json
from pathlib import Path

import pandas as pd
import pytest

import toolkit as tk
from toolkit import schema

OUTLETS = {"Border Gazette", "Надозерський вісник", "Надозерский вестник", "Nadozersk Herald",
           "ОзерІнформ", "Озёрная волна"}
DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture(scope="module")
def corpus():
    return tk.load(DATA / "sample")


@pytest.fixture(scope="module")
def truth():
    return json.loads((DATA / "sample_truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def matched(corpus, truth):
    """Each true article with the row that it became, by address or, for dumps, by title and minute."""
    rows = {r["url"]: r for r in corpus.articles.to_dict("records") if not pd.isna(r["url"])}
    dumps = {(r["title"], r["published_at"]): r for r in corpus.articles.to_dict("records") if pd.isna(r["url"])}
    pairs = []
    for article in truth["articles"]:
        minute = pd.Timestamp(article["published_at"]).tz_convert("UTC").floor("min")
        pairs.append((article, rows.get(article["url"]) or dumps.get((article["title"], minute))))
    return pairs


def test_every_saved_article_is_there_once(corpus, matched):
    assert [a["url"] for a, row in matched if row is None] == []
    assert len(corpus.articles) == len(matched)


def test_every_time_is_right_to_the_minute(matched):
    for article, row in matched:
        assert row["published_at"].floor("min") == pd.Timestamp(article["published_at"]).tz_convert("UTC").floor("min")
        assert row["published_precision"] in ("second", "minute")


def test_titles_authors_tags_and_languages_are_those_written(matched):
    for article, row in matched:
        assert row["title"] == article["title"]
        assert sorted(row["tags"]) == sorted(article["tags"]), row["source_ref"]
        if article["author"]:
            assert row["authors"] == [article["author"]], row["source_ref"]
        else:  # where nobody signs, a design may name the outlet
            assert set(row["authors"]) <= OUTLETS, row["source_ref"]
        if not pd.isna(row["language"]):
            assert row["language"].split("-")[0] == article["language"]


def test_the_broken_inputs_are_rejected_with_advice(corpus):
    rejected = corpus.report[corpus.report["status"] == "rejected"]
    assert sorted(Path(r).name for r in rejected["source_ref"]) == [
        "broken_feed.rss", "cut_short.html.gz", "empty.html", "photo_named_as_page.html", "table_without_titles.csv"]
    assert rejected["reason"].notna().all()


def test_the_storm_is_the_highest_day(corpus, truth):
    daily = tk.coverage(corpus.articles)
    assert str(daily.loc[daily["n"].idxmax(), "period"].date()) == truth["storm_day"]


def test_the_storm_stands_out_by_topic_and_not_in_the_total_as_the_readme_says(corpus):
    total = tk.spikes(tk.coverage(corpus.articles))
    assert len(total) == 0 and total.attrs["family"] == 56
    seen = tk.topics(corpus.articles, dictionary=Path(__file__).resolve().parents[1] / "data" / "topics.toml")
    found = tk.spikes(tk.coverage(seen, by="topic")).iloc[0]
    assert (found["topic"], str(found["peak"].date()), found["n"]) == ("weather", "2026-04-08", 13)
    assert found["q"] < 0.001


def test_the_days_without_collection_are_told_apart_from_silence(corpus, truth):
    gap = truth["not_collected"]
    daily = tk.coverage(corpus.articles, by="outlet")
    rows = daily[(daily["outlet"] == gap["outlet"]) & daily["period"].between(gap["first"], gap["last"])]
    assert rows["n"].tolist() == [0] * 5
    assert rows["state"].tolist() == ["not_collected"] * 5


def test_planted_topics_attract_and_never_meet(corpus):
    tagged = tk.topics(corpus.articles, dictionary=DATA / "sample", fields=("tags",))
    pairs = tk.cooccurrence(tagged, of="topics").set_index(["a", "b"])
    assert pairs.loc[("energy", "tariffs"), "q"] < 1e-6
    assert ("energy", "football") not in pairs.index


def test_editions_and_copies_fold_into_stories(corpus, truth):
    folded = tk.stories(corpus.articles)
    copies = [a for a in truth["articles"] if a["agency"] and a["language"] == "uk"]
    rows = folded[folded["title"].isin({a["title"] for a in copies})]
    assert rows.groupby("title")["story_id"].nunique().max() == 1
    assert folded["story_id"].nunique() < len(folded)


def test_every_frame_that_is_returned_is_declared(corpus):
    articles = tk.stories(tk.topics(corpus.articles, dictionary=DATA / "sample"))
    daily, pairs = tk.coverage(articles, topic="storm"), tk.cooccurrence(articles, of="topics")
    halves = [tk.cooccurrence(half, of="topics") for half in (articles.iloc[::2], articles.iloc[1::2])]
    frames = {
        "articles": articles, "news_list": corpus.news_list, "report": corpus.report, "coverage": daily,
        "headlines": tk.headlines(corpus.news_list, corpus.articles), "times": tk.times(articles),
        "clock": tk.daily_clock(articles, by="outlet"), "clock_pairs": tk.compare_clocks(articles), "pairs": pairs,
        "spikes": tk.spikes(daily), "changes": tk.change_points(daily), "leads": tk.leads(articles),
        "health": tk.health(articles), "topics": tk.top_topics(articles, of="topics"),
        "pair_changes": tk.compare_pairs(*halves), "stability": tk.pair_stability(articles, pairs, draws=2),
        "readers": tk.compare_readers(DATA / "sample", most=4), "formats": tk.formats(),
    }
    assert set(frames) == set(schema.TABLES)
    for name, frame in frames.items():
        assert schema.violations(frame, schema.table(name)) == [], name
        assert set(tk.describe(name)["column"]) <= set(frame.columns) | {"topic"}, name
