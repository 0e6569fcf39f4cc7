"""Tables that somebody else has counted."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import schema
from toolkit.errors import ColumnError, InputError, OptionError
from toolkit.measures.precounted import precounted
from toolkit.measures.statistics import garwood, wilson


def export(**more):
    return pd.DataFrame({"date": ["2026-03-02", "2026-03-03", "2026-03-05"], "count": [3, 0, 5],
                         "total_count": [10, 20, 25], "ratio": [0.3, 0.0, 0.2]} | more)


def test_a_media_cloud_export_becomes_coverage():
    out = precounted(export(), topic="dam")
    assert schema.violations(out, schema.COVERAGE) == []
    assert out["n"].tolist() == [3, 0, 0, 5]
    assert out["state"].tolist() == ["observed", "observed", "not_collected", "observed"]
    assert out["share"].tolist()[:2] == [0.3, 0.0]
    assert np.isnan(out["share"].iloc[2])
    low, high = wilson([3, 0, 5], [10, 20, 25])
    kept = out[out["state"] == "observed"]
    np.testing.assert_allclose(kept["share_low"], low)
    np.testing.assert_allclose(kept["share_high"], high)
    np.testing.assert_allclose(kept["n_high"], garwood([3, 0, 5])[1])
    assert out.attrs["n"] == 8
    assert out.attrs["freq"] == "D"


@pytest.mark.parametrize("names", [
    {"datetime": ["20260302T000000Z", "20260309T000000Z"], "Article Count": [1, 2], "All Articles": [10, 20]},
    {"date": ["2026-03-02", "2026-03-09"], "value": [1, 2], "norm": [10, 20]},
])
def test_a_gdelt_timeline_becomes_coverage(names):
    out = precounted(pd.DataFrame(names), freq="W")
    assert out["period"].astype(str).tolist() == ["2026-03-02", "2026-03-09"]
    assert out["share"].tolist() == [0.1, 0.1]


def test_a_file_and_other_names(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text("when,dam,place\n2026-03-01,4,a\n2026-04-01,5,a\n2026-04-01,6,b\n", encoding="utf-8")
    out = precounted(path, columns={"when": "period", "dam": "n"}, by="place")
    assert out.attrs["freq"] == "M"
    assert out["place"].tolist() == ["a", "a", "b", "b"]
    assert out["n"].tolist() == [4, 5, 0, 6]
    assert out["state"].tolist() == ["observed", "observed", "not_collected", "observed"]
    assert out["share"].isna().all()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_seen(tmp_path, separator):
    path = tmp_path / "counts.csv"
    path.write_text("date,count\n2026-03-01,4\n".replace(",", separator), encoding="utf-8")
    assert precounted(path)["n"].tolist() == [4]


@pytest.mark.parametrize(("table", "error", "says"), [
    (pd.DataFrame({"date": ["2026-03-02"], "ratio": [0.3]}), ColumnError, "intervals need counts"),
    (pd.DataFrame({"count": [1]}), ColumnError, "hold the date"),
    (export(count=[1, -1, 2]), InputError, "row 2: '-1'"),
    (export(count=[1, 0.5, 2]), InputError, "raw counts"),
    (export(date=["soon", "2026-03-03", "2026-03-04"]), InputError, "row 1: 'soon'"),
    (export(date=["2026-03-02"] * 3), InputError, "stands twice"),
    (export(total_count=[2, 20, 25]), InputError, "row 1: 3 matching articles of 2"),
    (3, OptionError, "not int"),
    ("nowhere.csv", InputError, "cannot be read"),
])
def test_what_is_wrong_is_named(table, error, says):
    with pytest.raises(error, match=says):
        precounted(table)


def test_options_are_checked():
    with pytest.raises(ColumnError, match="'place'"):
        precounted(export(), by="place")
    with pytest.raises(OptionError, match="freq"):
        precounted(export(), freq="fortnight")
    with pytest.raises(OptionError, match="fields period, n, total"):
        precounted(export(), columns={"count": "share"})
    with pytest.raises(ColumnError, match="no column 'hits'"):
        precounted(export(), columns={"hits": "n"})


@given(st.dictionaries(st.integers(0, 60), st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1))
def test_sums_are_kept_and_every_day_is_there(days):
    table = pd.DataFrame({"date": [f"{pd.Timestamp('2026-01-01') + pd.Timedelta(days=d):%Y-%m-%d}" for d in days],
                          "count": [n for n, _ in days.values()],
                          "total_count": [n + more for n, more in days.values()]})
    out = precounted(table, freq="D")
    assert len(out) == max(days) - min(days) + 1
    assert out["n"].sum() == table["count"].sum()
    assert out["total"].sum() == table["total_count"].sum()
    assert set(out.loc[out["total"] == 0, "state"]) <= {"not_collected"}
