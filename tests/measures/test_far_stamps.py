"""One wrong year must not stretch a table over centuries without a word."""

import warnings
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

import toolkit as tk
from toolkit.errors import OptionError, ToolkitWarning

DAYS = [f"2025-02-{day:02d} 08:00" for day in range(1, 29)]


def articles(*odd: str, days: list[str] = DAYS) -> pd.DataFrame:
    at = pd.Series([*days, *odd]).astype("datetime64[us, UTC]")
    return pd.DataFrame({"published_at": at, "source_ref": [f"page-{i}.html" for i in range(len(at))], "outlet": "A",
                         "time_zone": "Europe/Kyiv", "tags": [["rail", "sea"]] * len(at)})


@pytest.mark.parametrize(("odd", "first", "last"), [
    ("1970-01-01 00:00", "2025-02-01", "2025-02-28"), ("2099-03-01 10:00", "2025-02-01", "2025-02-28"),
    (f"{datetime.now(UTC).year + 2}-03-01 10:00", "2025-02-01", "2025-02-28")], ids=["old", "far", "to come"])
@pytest.mark.parametrize("by", [None, "outlet", "tag"])
def test_the_article_is_named_and_the_way_to_leave_it_out_works(odd, first, last, by) -> None:
    rows = articles(odd)
    with pytest.warns(ToolkitWarning, match="1 of 29 rows are stamped far from the others") as told:
        stretched = tk.coverage(rows, by=by)
    said = str(told[0].message)
    assert "source_ref 'page-28.html'" in said and odd[:4] in said and told[0].filename == __file__
    assert f"toolkit.between(articles, '{first}', '{last}')" in said
    assert len(stretched) > 1000
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert tk.coverage(tk.between(rows, first, last), by=by)["period"].nunique() == 28


def test_a_table_of_centuries_is_refused_with_the_article_and_what_to_do() -> None:
    rows = articles("0001-01-02 00:00")
    with pytest.raises(OptionError, match=r"739,\d\d\d periods, from 0001-01-02 .*page-28\.html") as told:
        tk.coverage(rows)
    assert "toolkit.between(articles, '2025-02-01', '2025-02-28'), or take a coarser freq" in str(told.value)
    with pytest.warns(ToolkitWarning, match="far from the others"):
        assert len(tk.coverage(rows, freq="Y")) == 2025


def test_hours_of_the_week_are_told_too_and_files_as_well(tmp_path) -> None:
    rows = articles("1970-01-01 00:00").assign(article_id=lambda f: f.index.astype(str))
    with pytest.warns(ToolkitWarning, match="counts as observed"):
        tk.times(rows)
    tk.save(rows, tmp_path)
    with pytest.warns(ToolkitWarning, match=r"page-28\.html"):
        tk.coverage(tk.open_dataset(tmp_path))


@pytest.mark.parametrize("days", [
    pd.date_range("1950-01-01", "2025-12-31", freq="37D").astype(str).tolist(),  # an archive, grown evenly
    [str(np.datetime64("2025-12-31") - int(x)) for x in np.geomspace(1, 20000, 300)],  # one that has grown ever faster
    ["2024-01-05", *DAYS],  # a single article of the year before
    ["2031-03-05", "2031-03-06"], ["1890-01-01", "1890-05-01"], ["2025-01-01"],
], ids=["archive", "growing", "a year before", "future only", "old only", "one"])
def test_true_collections_pass_without_a_word(days) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert tk.coverage(articles(days=days))["n"].sum() == len(days)


def test_articles_to_come_are_odd_sooner_than_old_ones() -> None:
    month_on = (pd.Timestamp.now("UTC") + pd.Timedelta(days=70)).strftime("%Y-%m-%d 08:00")
    recent = (pd.Timestamp.now("UTC") - pd.to_timedelta(range(1, 40), unit="D")).strftime("%Y-%m-%d 08:00").tolist()
    with pytest.warns(ToolkitWarning, match="1 of 40 rows"):
        tk.coverage(articles(month_on, days=recent))


@pytest.mark.parametrize("freq", ["D", "W", "M", "Q", "Y"])
@pytest.mark.parametrize("days", [DAYS, DAYS[:9]], ids=["many", "few"])
def test_periods_to_come_are_not_observed_and_told_at_every_frequency(freq, days) -> None:
    ahead = pd.Timestamp.now("UTC") + pd.DateOffset(years=5)
    with pytest.warns(ToolkitWarning, match="stamped far from the others"):
        found = tk.coverage(articles(ahead.strftime("%Y-%m-%d 08:00"), days=days), freq=freq)
    to_come = found[found["period"] > pd.Timestamp.now() + pd.Timedelta(days=2)]
    assert len(to_come) >= 5
    assert to_come.loc[to_come["n"] == 0, "state"].eq("not_collected").all()
    assert to_come["state"].iloc[-1] == "partial" and to_come["n"].iloc[-1] == 1
    past = found[found["period"] <= pd.Timestamp(days[-1])]
    assert not past["state"].eq("not_collected").any()


def test_a_collection_that_lies_in_the_future_is_counted_like_any_other() -> None:
    start = pd.Timestamp.now("UTC").normalize() + pd.DateOffset(years=3)
    days = [f"{start + pd.Timedelta(days=i):%Y-%m-%d} 08:00" for i in range(30)]
    found = tk.coverage(articles(days=days), freq="D")
    assert found["state"].iloc[1:-1].eq("observed").all()
