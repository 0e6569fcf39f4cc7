"""Who is first, told only where the stamps can tell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from toolkit import schema
from toolkit.errors import ColumnError
from toolkit.measures.leads import leads
from toolkit.measures.statistics import benjamini_hochberg, wilson


def articles(seed=1, stories=120):
    """A wire that is first four times out of five, a herald that follows, and a gazette at random."""
    rng = np.random.default_rng(seed)
    rows = []
    for story in range(stories):
        at = pd.Timestamp("2025-03-01", tz="UTC") + pd.Timedelta(hours=int(rng.integers(0, 2000)))
        wire_first = rng.random() < 0.8
        times = {"Wire": 0 if wire_first else 90, "Herald": 60 if wire_first else 0,
                 "Gazette": int(rng.integers(-300, 300))}
        rows += [{"story_id": f"s{story}", "outlet": outlet, "published_at": at + pd.Timedelta(minutes=minutes)}
                 for outlet, minutes in times.items() if rng.random() < 0.9]
    frame = pd.DataFrame(rows)
    return frame.assign(published_precision="minute")


def test_the_one_that_is_first_is_found():
    result = leads(articles())
    assert schema.violations(result, schema.LEADS) == []
    pair = result[result.follower.isin(["Wire", "Herald"]) & result.leader.isin(["Wire", "Herald"])].iloc[0]
    assert (pair.leader, pair.follower, pair.lag) == ("Wire", "Herald", 60.0) and pair.q < 0.001
    assert len(result) == result.attrs["family"] == 3


def test_figures_equal_a_count_by_hand():
    frame = articles(2)
    result = leads(frame)
    at = frame.pivot_table("published_at", "story_id", "outlet", "min")
    for row in result.itertuples():
        both = at[[row.leader, row.follower]].dropna()
        minutes = (both[row.follower] - both[row.leader]).dt.total_seconds() / 60
        assert (row.stories, row.first, row.later) == (len(both), (minutes > 0).sum(), (minutes < 0).sum())
        assert row.first >= row.later and row.undecided == (minutes == 0).sum()
        assert row.lag == minutes[minutes > 0].median()
        assert (row.share_low, row.share_high) == tuple(map(float, wilson(row.first, row.first + row.later)))
        assert row.p == pytest.approx(stats.binomtest(row.first, row.first + row.later).pvalue, rel=1e-9)
    np.testing.assert_allclose(result.q, benjamini_hochberg(result.p))


def test_stamps_tell_no_more_than_their_precision():
    at = pd.to_datetime(["2025-03-01 10:15:00", "2025-03-01 10:15:40", "2025-03-01 11:00", "2025-03-01 11:20",
                         "2025-03-02 00:00", "2025-03-02 08:00", "2025-03-03 09:00", "2025-03-03 10:00"], utc=True,
                        format="ISO8601")
    frame = pd.DataFrame({"story_id": list("aabbccdd"), "outlet": ["Wire", "Herald"] * 4, "published_at": at,
                          "published_precision": ["minute", "second", "hour", "minute", "day", "minute", "hour",
                                                  "minute"]})
    row = leads(frame).iloc[0]
    assert (row.stories, row.first, row.later, row.undecided) == (3, 1, 0, 2)
    assert leads(frame).attrs["left_out"] == {"hour of publication not known": 1}


def test_only_the_first_article_of_a_story_counts():
    at = pd.to_datetime(["2025-03-01 12:00", "2025-03-01 09:00", "2025-03-01 10:00"], utc=True)
    frame = pd.DataFrame({"story_id": ["a"] * 3, "outlet": ["Wire", "Wire", "Herald"], "published_at": at})
    row = leads(frame).iloc[0]
    assert (row.leader, row["first"], row.lag) == ("Wire", 1, 60.0)


def test_parts_and_order_do_not_matter(tmp_path):
    frame = articles(3)
    expected = leads(frame)
    pd.testing.assert_frame_equal(leads(frame.sample(frac=1, random_state=1)), expected)
    frame.to_parquet(tmp_path / "a.parquet", row_group_size=17)
    pd.testing.assert_frame_equal(leads(tmp_path), expected)


def test_other_columns_can_lead_and_nothing_shared_is_an_empty_table():
    frame = articles(4).assign(language=lambda f: f.outlet.map({"Wire": "uk", "Herald": "en", "Gazette": "en"}))
    languages = leads(frame, by="language")
    assert {*languages.leader, *languages.follower} == {"uk", "en"}
    alone = leads(frame[frame.outlet == "Wire"])
    assert len(alone) == 0 and schema.violations(alone, schema.LEADS) == []
    with pytest.raises(ColumnError, match="story_id"):
        leads(frame.drop(columns="story_id"))


def test_stories_of_two_or_more_are_told_apart_from_all() -> None:
    at = pd.to_datetime(["2025-03-01 12:00"] * 5, utc=True)
    frame = pd.DataFrame({"story_id": list("aabcd"), "outlet": ["Wire", "Herald", "Wire", "Wire", "Herald"],
                          "published_at": at})
    assert (leads(frame).attrs["n"], leads(frame).attrs["shared"]) == (4, 1)
