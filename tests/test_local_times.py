"""Times on their outlet's clock, no finer than they are known."""

import pandas as pd
import pytest

import toolkit as tk
from toolkit.local_times import local_days, on_their_clocks, with_local_text
from toolkit.report_pages import outlets
from toolkit.show import table_html, writable


def rows(**more: object) -> pd.DataFrame:
    """A day of Kyiv, an hour of Kyiv before midnight in UTC, and a month of New York."""
    at = pd.to_datetime(["2025-02-11 22:00", "2025-02-11 22:30", "2025-02-01 05:00"], utc=True)
    return pd.DataFrame({"published_at": at, "published_precision": ["day", "minute", "month"],
                         "time_zone": ["Europe/Kyiv", "Europe/Kyiv", "America/New_York"], **more})


def test_a_day_is_printed_as_that_day_and_a_month_as_that_month() -> None:
    shown, clocks = on_their_clocks(rows())
    assert shown["published_at"].tolist() == ["2025-02-12", "2025-02-12 00:30", "2025-02"]
    assert clocks == {"published_at": "local time"}


def test_the_head_names_the_clock() -> None:
    assert "<th scope=\"col\"" in table_html(rows(), rows=3)
    assert ">published at (Europe/Kyiv)</th>" in table_html(rows().head(2), rows=3)
    assert ">published at (local time)</th>" in table_html(rows(), rows=3)
    assert ">published at (UTC)</th>" in table_html(rows().drop(columns="time_zone"), rows=3)


def test_a_row_without_a_clock_says_that_it_is_in_utc() -> None:
    shown, clocks = on_their_clocks(rows(time_zone=["Europe/Kyiv", None, "Mars/Base"]))
    assert shown["published_at"].tolist() == ["2025-02-12", "2025-02-11 22:30 UTC", "2025-02 UTC"]
    assert clocks == {"published_at": "Europe/Kyiv"}


@pytest.mark.parametrize("zones", [
    pd.Categorical(["Europe/Kyiv"] * 3), pd.array(["Europe/Kyiv"] * 3, dtype="string[pyarrow]"), ["Europe/Kyiv"] * 3])
def test_the_kind_of_column_and_index_does_not_matter(zones) -> None:
    frame = rows(time_zone=zones).set_index(pd.Index([7, 7, 7]))
    assert on_their_clocks(frame)[0]["published_at"].tolist() == ["2025-02-12", "2025-02-12 00:30", "2025-02"]
    stored = frame.astype({"published_at": "timestamp[us, tz=UTC][pyarrow]"})
    assert on_their_clocks(stored)[0]["published_at"].tolist() == ["2025-02-12", "2025-02-12 00:30", "2025-02"]


@pytest.mark.parametrize("dtype", [object, "str", "string[pyarrow]", "string[python]", "category"])
@pytest.mark.parametrize("missing", [None, pd.NA, float("nan"), pd.NaT])
@pytest.mark.parametrize("there", [["Europe/Kyiv"], []])
def test_rows_without_a_zone_stand_among_rows_with_one(there, missing, dtype, capsys) -> None:
    zones = pd.Series([*there, *[missing] * (3 - len(there))], dtype=object).astype(dtype)
    frame = rows(time_zone=zones)
    shown, clocks = on_their_clocks(frame)
    first = "2025-02-12" if there else "2025-02-11"
    assert clocks == {"published_at": "Europe/Kyiv" if there else "UTC"}
    ending = " UTC" if there else ""
    assert shown["published_at"].tolist() == [first, f"2025-02-11 22:30{ending}", f"2025-02{ending}"]
    assert local_days(frame).dt.strftime("%Y-%m-%d").tolist() == [first, "2025-02-11", "2025-02-01"]
    assert writable(frame)["published_local"].tolist()[0] == first + ("" if there else " UTC")
    tk.show(frame)
    assert first in capsys.readouterr().out


def test_stamps_at_the_ends_of_the_calendar_do_not_disturb_the_others() -> None:
    at = pd.Series(["0001-01-01 00:00", "9999-12-31 23:59", None, "2025-02-12 06:05"]).astype("datetime64[us, UTC]")
    shown, clocks = on_their_clocks(pd.DataFrame({"published_at": at, "time_zone": "Europe/Kyiv"}))
    assert shown["published_at"].tolist() == ["0001-01-01 00:00 UTC", "9999-12-31 23:59 UTC", None, "2025-02-12 08:05"]
    assert clocks == {"published_at": "Europe/Kyiv"}


def test_days_are_those_of_the_outlet() -> None:
    assert local_days(rows()).dt.strftime("%m-%d").tolist() == ["02-12", "02-12", "02-01"]


def test_the_view_of_a_corpus_and_the_report_give_local_days(tmp_path) -> None:
    (tmp_path / "news.csv").write_text("title,date,outlet\nPier opens,2025-02-12,Herald\nPier shut,2025-02-12,Herald\n")
    corpus = tk.load(tmp_path, time_zone="Europe/Kyiv")
    assert corpus.articles["published_at"].dt.day.tolist() == [11, 11]
    assert "<td>2025-02-12</td><td>2025-02-12</td>" in corpus._repr_html_()
    assert outlets(corpus)["first day (local)"].astype(str).tolist() == ["2025-02-12"]


def test_files_for_people_have_the_local_time_beside_the_instant(tmp_path) -> None:
    written = writable(rows())
    assert written["published_local"].tolist() == ["2025-02-12", "2025-02-12 00:30", "2025-02"]
    assert written["published_at"].equals(rows()["published_at"])
    assert with_local_text(written) is written
    written.assign(title=["a", "b", "c"]).to_csv(tmp_path / "again.csv", index=False)
    again = tk.load(tmp_path / "again.csv").articles
    assert again["published_at"].tolist() == rows()["published_at"].tolist()
    assert again["published_precision"].tolist() == ["day", "minute", "month"]


def test_labels_have_the_unit_that_was_counted() -> None:
    frame = tk.coverage(rows(), freq="M", clock="Europe/Kyiv")
    html = table_html(frame, rows=3)
    assert ">period (Europe/Kyiv)</th>" in html and ">n (articles)</th>" in html and ">n low (articles)</th>" in html
    frame.attrs |= {"unit": "stories", "clock": "outlet"}
    html = table_html(frame, rows=3)
    assert ">period (outlet’s clock)</th>" in html and ">n (stories)</th>" in html


def test_plain_text_names_the_clock_too(capsys) -> None:
    tk.show(rows().head(1))
    told = capsys.readouterr().out
    assert "published_at (Europe/Kyiv)" in told and "2025-02-12" in told and "22:00" not in told
