"""One headline, however often it was seen."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import schema
from toolkit.errors import ColumnError, InputError
from toolkit.headlines import headlines


def sighting(**more):
    row = {"list_ref": "a.html#1", "position": 1, "title": "Ice gone", "url": "https://a.example/1", "article_id": "aa",
           "outlet": "Lake Times", "source_ref": "a.html", "published_precision": "none"}
    return row | more


def at(text):
    return pd.Timestamp(text, tz="UTC")


def test_sightings_of_one_article_are_one_row():
    seen = pd.DataFrame([
        sighting(seen_at=at("2026-03-02 10:00"), position=4),
        sighting(seen_at=at("2026-03-02 12:00"), source_ref="b.html", title="Ice is gone"),
        sighting(seen_at=at("2026-03-02 11:00"), source_ref="b.html", list_ref="b.html#2", position=2),
        sighting(article_id="bb", title="Other", url="https://a.example/2"),
    ])
    out = headlines(seen)
    assert schema.violations(out, schema.HEADLINES) == []
    row = out.set_index("article_id").loc["aa"]
    assert (row["title"], row["sightings"], row["pages"], row["best_position"]) == ("Ice gone", 3, 2, 1)
    assert (row["first_seen"], row["last_seen"]) == (at("2026-03-02 10:00"), at("2026-03-02 12:00"))
    assert out.attrs == {"unit": "headlines", "pages": 2, "rows": 2}


def test_a_headline_stood_from_its_first_to_its_last_sighting_whose_moment_is_known():
    seen = pd.DataFrame([
        sighting(seen_at=at("2026-03-29 00:30")),  # over a change of clocks: elapsed time, not that of a clock
        sighting(seen_at=None, source_ref="b.html"),
        sighting(seen_at=at("2026-03-29 03:15"), source_ref="c.html"),
        sighting(article_id="bb", seen_at=at("2026-03-29 03:15")),
        sighting(article_id="cc", seen_at=None),
    ])
    stood = headlines(seen).set_index("article_id")["shown_hours"]
    assert stood["aa"] == 2.75
    assert stood["bb"] == 0
    assert pd.isna(stood["cc"])


def test_the_most_precise_time_wins_then_the_most_frequent():
    minute = {"published_precision": "minute", "published_from": "listing"}
    seen = pd.DataFrame([
        sighting(published_at=at("2026-03-01 22:00"), published_precision="day", published_from="listing"),
        sighting(published_at=at("2026-03-02 07:31"), **minute),
        sighting(published_at=at("2026-03-02 07:30"), **minute),
        sighting(published_at=at("2026-03-02 07:30:12"), published_precision="second", published_from="feed"),
    ])
    row = headlines(seen).iloc[0]
    assert row["published_at"] == at("2026-03-02 07:30:12")
    assert row["published_precision"] == "second"


def listed(text, **more):
    stamp = {"published_at": at(text), "published_precision": "minute", "published_from": "listing", "time_zone": "UTC"}
    return sighting(**stamp, **more)


def time_of(*sightings):
    return headlines(pd.DataFrame(list(sightings)))[["published_at", "published_precision"]].iloc[0].tolist()


def test_the_same_time_on_two_days_is_no_time_where_nothing_speaks_for_one_of_them():
    five, eight = listed("2026-05-05 14:30"), listed("2026-05-08 14:30", source_ref="b.html")
    assert time_of(five, eight) == [pd.NaT, "none"]
    assert time_of(five, eight, eight | {"source_ref": "c.html"})[0] == at("2026-05-08 14:30")


@pytest.mark.parametrize("sure", [{"seen_at": pd.Timestamp("2026-05-10 12:00", tz="UTC")}, {"published_from": "feed"},
                                  {"published_from": "time-tag"}])
def test_a_day_that_is_stated_or_reckoned_from_the_moment_of_saving_holds(sure):
    guesses = [listed("2026-05-05 14:30", source_ref=f"{i}.html") for i in range(4)]
    assert time_of(*guesses, listed("2026-05-10 14:30") | sure) == [at("2026-05-10 14:30"), "minute"]


def test_days_an_hour_off_over_a_change_of_clocks_dispute_each_other():
    assert time_of(listed("2026-03-28 12:30"), listed("2026-03-29 11:30", source_ref="b.html"))[0] is pd.NaT


def test_another_time_of_day_is_no_dispute_about_the_day():
    for other in ("2026-05-05 14:45", "2026-05-06 09:10"):
        rows = listed("2026-05-05 14:30"), listed(other, source_ref="b.html")
        assert time_of(*rows)[0] == at("2026-05-05 14:30")


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=8))
def test_a_disputed_day_is_believed_only_with_two_thirds_of_those_who_know_best(seen):
    moments = {True: at("2026-05-09 10:00"), False: pd.NaT}
    rows = [listed(f"2026-05-0{5 + day} 14:30", seen_at=moments[known]) for day, known in seen]
    days = [day for day, known in seen if known] or [day for day, _ in seen]
    if len({day for day, _ in seen}) == 1:
        days = days[:1]
    most = max(days, key=lambda d: (days.count(d), -d))
    held = days.count(most) * 3 >= len(days) * 2
    found = time_of(*rows)[0]
    assert found == at(f"2026-05-0{5 + most} 14:30") if held else pd.isna(found)


def test_an_unknown_time_stays_unknown():
    row = headlines(pd.DataFrame([sighting()])).iloc[0]
    assert pd.isna(row["published_at"])
    assert row["published_precision"] == "none"


def test_the_article_itself_is_believed_first():
    seen = pd.DataFrame([sighting(published_at=at("2026-03-02 07:30"), published_precision="minute")])
    articles = pd.DataFrame([{
        "article_id": "aa", "story_id": "s1", "title": "Ice gone from the lake", "outlet": "Lake Times",
        "language": "en",
        "tags": ["ice"], "topics": [], "published_at": at("2026-03-02 07:28:10"), "published_precision": "second",
        "published_from": "json-ld", "time_zone": "Europe/Kyiv"}])
    row = headlines(seen, articles).iloc[0]
    assert row["loaded"]
    assert (row["title"], row["tags"], row["story_id"]) == ("Ice gone from the lake", ["ice"], "s1")
    assert row["published_at"] == at("2026-03-02 07:28:10")
    assert row["published_from"] == "json-ld"


def test_a_coarser_time_of_the_article_does_not_replace_the_minute():
    seen = pd.DataFrame([sighting(published_at=at("2026-03-02 07:30"), published_precision="minute")])
    articles = pd.DataFrame([{"article_id": "aa", "published_at": at("2026-03-02"), "published_precision": "day"}])
    assert headlines(seen, articles).iloc[0]["published_at"] == at("2026-03-02 07:30")


def test_without_an_address_the_words_decide():
    seen = pd.DataFrame([
        sighting(url=None, article_id=None, title="Ice  gone"),
        sighting(url=None, article_id=None, title="ICE GONE", source_ref="b.html"),
        sighting(url=None, article_id=None, outlet="Other Times"),
    ])
    assert headlines(seen)["sightings"].tolist() == [2, 1]


def test_an_empty_list_gives_an_empty_table():
    out = headlines(schema.empty(schema.NEWS_LIST))
    assert out.empty
    assert schema.violations(out, schema.HEADLINES) == []
    assert out.attrs["pages"] == 0


def test_a_list_without_titles_is_refused():
    with pytest.raises(ColumnError, match="title"):
        headlines(pd.DataFrame({"url": ["https://a.example/1"]}))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["p", "q"])), min_size=1, max_size=20))
def test_every_sighting_is_counted_once(seen):
    out = headlines(pd.DataFrame([sighting(article_id=a, source_ref=p) for a, p in seen]))
    assert out["sightings"].sum() == len(seen)
    assert len(out) == len({a for a, _ in seen})


def test_headlines_of_what_is_no_table() -> None:
    with pytest.raises(InputError, match="not a DataFrame"):
        headlines(None)
