"""Two clocks compared."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import schema
from toolkit.errors import OptionError
from toolkit.measures.clock_pairs import compare_clocks, watson_p, watson_u2


def frame(hours, outlet, start="2026-01-05"):
    days = pd.Timestamp(start, tz="UTC") + pd.to_timedelta(np.arange(len(hours)), unit="D")
    return pd.DataFrame({"outlet": outlet, "time_zone": "UTC", "published_at": days + pd.to_timedelta(hours, unit="h")})


def by_definition(a, b):
    """U2 from its definition: variance of the difference of the two distribution functions over the pooled sample."""
    pooled = np.concatenate([a, b])
    d = np.array([(a <= x).mean() - (b <= x).mean() for x in pooled])
    return len(a) * len(b) / len(pooled) ** 2 * ((d - d.mean()) ** 2).sum()


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30), st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_u2_is_its_definition(a, b):
    a, b = np.array(a), np.array(b)
    assert watson_u2(a, b) == pytest.approx(by_definition(a, b), abs=1e-12)
    assert watson_u2(a, b) == pytest.approx(watson_u2(b, a), abs=1e-12)


@given(st.integers(0, 23))
def test_u2_does_not_depend_on_where_the_day_begins(shift):
    rng = np.random.default_rng(3)
    a, b = rng.random(20) * 24, rng.random(15) * 24
    assert watson_u2((a + shift) % 24, (b + shift) % 24) == pytest.approx(watson_u2(a, b), abs=1e-12)


@pytest.mark.parametrize(("u2", "p"), [(0.187, 0.05), (0.268, 0.01), (0.152, 0.10)])
def test_p_has_the_published_critical_values(u2, p):
    # Zar (2010), table B.38a, n = infinity
    assert watson_p(u2) == pytest.approx(p, rel=0.02)


def test_p_agrees_with_a_permutation_test():
    rng = np.random.default_rng(11)
    a, b = rng.normal(9, 2, 40) % 24, rng.normal(9.9, 2, 35) % 24
    u2, pooled = watson_u2(a, b), np.concatenate([a, b])
    greater = sum(watson_u2(p[:40], p[40:]) >= u2 for p in (rng.permutation(pooled) for _ in range(2000)))
    assert watson_p(u2) == pytest.approx(greater / 2000, abs=0.02)


def test_equal_clocks_are_seldom_told_apart():
    rng = np.random.default_rng(5)
    false = sum(watson_p(watson_u2(rng.random(60), rng.random(50))) < 0.05 for _ in range(1000))
    assert 0.03 <= false / 1000 <= 0.07


def test_other_clocks_are_told_apart_with_their_size():
    rng = np.random.default_rng(1)
    articles = pd.concat([frame(rng.normal(9, 1, 60), "early"), frame(rng.normal(23, 1, 60) % 24, "late"),
                          frame(rng.normal(9, 1, 60), "same")])
    out = compare_clocks(articles)
    assert schema.violations(out, schema.CLOCK_PAIRS) == []
    rows = out.set_index(["a", "b"])
    assert rows.loc[("early", "late"), "difference"] == pytest.approx(-10, abs=0.6)
    assert rows.loc[("early", "late"), "overlap"] < 0.05
    assert rows.loc[("early", "late"), "q"] < 1e-6
    assert rows.loc[("early", "same"), "q"] > 0.05
    assert abs(rows.loc[("early", "same"), "difference"]) < 0.6
    assert out.attrs["family"] == 3


def test_few_articles_give_no_p():
    out = compare_clocks(pd.concat([frame([8.0] * 5, "a"), frame([9.0] * 50, "b")]))
    assert np.isnan(out["p"].iloc[0])
    assert out["difference"].iloc[0] == pytest.approx(1)


def test_one_group_gives_no_row_and_lists_are_refused():
    assert compare_clocks(frame([8.0], "a")).empty
    with pytest.raises(OptionError, match="lists"):
        compare_clocks(frame([8.0], "a").assign(tags=[["x"]]), by="tags")
