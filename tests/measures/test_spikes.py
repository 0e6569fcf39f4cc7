"""Planted bursts are found and named, and series without any are left in peace."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit import schema
from toolkit.errors import ColumnError, OptionError
from toolkit.measures.coverage import coverage
from toolkit.measures.episode_words import explain_spikes
from toolkit.measures.log_odds import log_odds
from toolkit.measures.spikes import spikes
from toolkit.measures.statistics import benjamini_hochberg

WEEK = np.array([1.2, 1.2, 1.2, 1.1, 1.0, 0.5, 0.4])


def table(n, freq="D", topics=None, total=None, state=None, start="2024-01-01"):
    """Coverage table of counts, one row of the array for each topic."""
    n = np.atleast_2d(n)
    periods = pd.date_range(start, periods=n.shape[1], freq={"D": "D", "H": "h", "W": "W-MON"}[freq]).as_unit("us")
    frame = pd.DataFrame({"period": np.tile(periods, len(n)), "n": n.ravel().astype(int),
                          "state": "observed" if state is None else np.tile(state, len(n))})
    if topics is not None:
        frame.insert(1, "topic", np.repeat(topics, n.shape[1]))
        frame["total"] = np.asarray(total).ravel()
    frame.attrs.update(freq=freq, by=[], unit="articles", clock="outlet")
    return frame


def rates(days, level=8.0):
    """A trend that doubles and halves, with weekends."""
    at = np.arange(days)
    return level * 2 ** np.sin(at / 60) * WEEK[at % 7]


def test_planted_bursts_are_found_and_nothing_else():
    rng = np.random.default_rng(5)
    n = rng.poisson(rates(300))
    n[100:103] += 60
    n[202] += 40
    found = spikes(table(n))
    assert schema.violations(found, schema.SPIKES) == []
    by_start = found.sort_values("start")
    assert by_start.start.dt.strftime("%j").tolist() == ["101", "203"]
    assert by_start.periods.tolist() == [3, 1] and by_start.n.tolist() == [n[100:103].sum(), n[202]]
    assert (found.expected < found.n / 2).all() and (found.q <= 0.05).all()
    np.testing.assert_allclose(found.ratio, found.n / found.expected)
    assert found.attrs["family"] == 300 and found.p.is_monotonic_increasing


def test_weekends_and_trend_are_no_spikes():
    rng = np.random.default_rng(6)
    quiet = [len(spikes(table(rng.poisson(rates(200, 20))), min_articles=1)) > 0 for _ in range(40)]
    assert np.mean(quiet) <= 0.1


def test_overdispersed_series_are_judged_by_their_own_spread():
    rng = np.random.default_rng(7)
    mean = rates(250, 10)
    calm = rng.poisson(mean)
    wild = rng.negative_binomial(1.5, 1.5 / (1.5 + mean))
    calm[120] = wild[120] = 80
    found = spikes(table([calm, wild], topics=["calm", "wild"], total=np.full((2, 250), 1000)))
    assert found.topic.tolist() == ["calm"]


def test_a_busy_day_of_the_outlet_is_no_spike_of_a_topic():
    rng = np.random.default_rng(8)
    total = np.tile(rng.poisson(60, 200), (2, 1))
    total[:, 90] = 400
    n = rng.binomial(total, 0.1)
    total[1, 150] += 30
    n[1, 150] += 30
    found = spikes(table(n, topics=["all", "one"], total=total))
    assert found.topic.tolist() == ["one"] and found.start.dt.strftime("%j").tolist() == ["151"]


def test_periods_not_collected_neither_count_nor_are_tested():
    rng = np.random.default_rng(9)
    n = rng.poisson(rates(200, 30))
    state = np.full(200, "observed", dtype=object)
    state[80:95] = "not_collected"
    n[80:95] = 0
    found = spikes(table(n, state=state), min_articles=1)
    assert len(found) == 0 and found.attrs["family"] == 185
    n[79] += 120
    assert spikes(table(n, state=state)).start.dt.strftime("%j").tolist() == ["080"]


@pytest.mark.parametrize("freq", ["H", "W"])
def test_hours_and_weeks_have_their_own_season_and_window(freq):
    rng = np.random.default_rng(10)
    at = np.arange(8 * 7 * 24 if freq == "H" else 104)
    mean = np.where((at % 24 > 7) & (at % 24 < 20), 6.0, 0.3) if freq == "H" else np.full(len(at), 50.0)
    n = rng.poisson(mean)
    n[51] += 40 if freq == "H" else 150  # three at night
    found = spikes(table(n, freq))
    assert len(found) == 1 and found.peak[0] == table(n, freq).period[51]


def test_q_is_adjusted_over_all_periods_of_all_series():
    rng = np.random.default_rng(11)
    n = rng.poisson(5, (4, 100))
    n[2, 50] = 30
    found = spikes(table(n, topics=list("abcd"), total=np.full((4, 100), 500)))
    assert found.attrs["family"] == 400 and len(found) == 1
    assert found.q[0] == pytest.approx(benjamini_hochberg(found.p, 400)[0])


def test_the_order_of_rows_does_not_matter():
    rng = np.random.default_rng(12)
    n = rng.poisson(5, (3, 120))
    n[1, 60] = 40
    frame = table(n, topics=list("abc"), total=np.full((3, 120), 500))
    mixed = frame.sample(frac=1, random_state=1)
    mixed.attrs = frame.attrs
    pd.testing.assert_frame_equal(spikes(frame), spikes(mixed))


def test_nothing_found_and_nothing_given_are_empty_tables():
    for n in (np.full(60, 3), np.zeros((1, 0))):
        found = spikes(table(n))
        assert len(found) == 0 and schema.violations(found, schema.SPIKES) == []


def test_what_cannot_be_judged_is_named():
    with pytest.raises(ColumnError, match="state"):
        spikes(pd.DataFrame({"period": [], "n": []}))
    with pytest.raises(OptionError, match="max_q=2"):
        spikes(table([1, 2]), max_q=2)
    with pytest.raises(OptionError, match="window=1"):
        spikes(table([1, 2]), window=1)
    with pytest.raises(ColumnError, match="spikes"):
        explain_spikes(pd.DataFrame(), pd.DataFrame())


def articles(seed=13):
    rng = np.random.default_rng(seed)
    days = np.repeat(np.arange(90), rng.poisson(6, 90))
    titles = np.array(["Council votes budget", "School opens new hall", "Harbour waits for ferry"])
    base = pd.DataFrame({"day": days, "title": titles[rng.integers(3, size=len(days))], "tags": None})
    base["tags"] = [[t] for t in rng.choice(["council", "school", "harbour"], len(days))]
    burst = pd.DataFrame({"day": 45, "title": ["Storm floods harbour", "Storm cuts power lines"] * 12,
                          "tags": [["storm", "harbour"]] * 24})
    frame = pd.concat([base, burst], ignore_index=True)
    frame["published_at"] = pd.Timestamp("2025-03-01 10:00", tz="UTC") + pd.to_timedelta(frame.day, unit="D")
    return frame.assign(outlet="Herald", time_zone="Europe/Kyiv").drop(columns="day")


def test_spikes_are_explained_by_their_tags_words_and_headlines(tmp_path):
    frame = articles()
    found = spikes(coverage(frame, by="outlet"))
    assert found.start.dt.strftime("%m-%d").tolist() == ["04-15"] and found.outlet.tolist() == ["Herald"]
    told = explain_spikes(found, frame)
    assert schema.violations(told, schema.SPIKES) == []
    assert told.tags[0] == ["storm"] and told.words[0][0] == "storm" and "budget" not in told.words[0]
    assert set(told.headlines[0]) == {"Storm floods harbour", "Storm cuts power lines"}
    frame.to_parquet(tmp_path / "a.parquet", row_group_size=50)
    pd.testing.assert_frame_equal(explain_spikes(found, tmp_path), told)


def test_the_topic_itself_explains_nothing():
    frame = articles()
    found = spikes(coverage(frame, topic="storm"))
    told = explain_spikes(found, frame)
    assert told.topic.tolist() == ["storm"] and told.tags[0] == ["harbour"]


def test_groups_by_tag_are_explained_like_topics():
    frame = articles()
    found = spikes(coverage(frame, by="tag"))
    told = explain_spikes(found, frame).set_index("tag")
    assert told.index[0] == "storm" and told.loc["storm", "tags"] == []
    assert "Storm floods harbour" in told.loc["harbour", "headlines"] + told.loc["storm", "headlines"]


def test_log_odds_follow_the_published_formula():
    y, other, total, rest, a0 = 12, 30, 200, 900, 200
    prior = a0 * (y + other) / (total + rest)
    delta = np.log((y + prior) / (total + a0 - y - prior)) - np.log((other + prior) / (rest + a0 - other - prior))
    expected = delta / np.sqrt(1 / (y + prior) + 1 / (other + prior))
    assert float(log_odds([y], [other], total, rest)[0]) == pytest.approx(expected, rel=1e-12)
    assert log_odds([0], [0], 10, 20).tolist() == [0.0]
