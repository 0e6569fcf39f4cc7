"""Each check of the health sheet on rows of known faults, in one piece, in parts and from Parquet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit import schema
from toolkit.measures import health as module
from toolkit.measures.bylines import is_office, suspicion
from toolkit.measures.health import health

AT = pd.Timestamp("2025-03-05 09:30", tz="UTC")


def rows(count=1, **changed):
    """Articles without fault, but for what is changed."""
    good = {"outlet": "Herald", "title": None, "published_at": AT, "published_precision": "minute",
            "published_from": "json-ld", "time_zone": "Europe/Kyiv", "time_zone_from": "outlet", "modified_at": AT,
            "collected_at": AT + pd.Timedelta("1D"), "language": "en", "authors": ["Anna Kos"], "tags": ["storm"],
            "word_count": 300, "source_ref": "x.html"}
    listed = []
    for i in range(count):
        row = {**good, "title": f"Title {i}", "tags": [f"tag {i}"], "source_ref": f"page {i}.html", **changed}
        listed.append(row)
    return listed


def frame(listed):
    out = pd.DataFrame(listed)
    return out.assign(title=out.title.astype("string[pyarrow]"), **{
        name: pd.to_datetime(out[name], utc=True) for name in ("published_at", "modified_at", "collected_at")})


def sheet_of(listed):
    result = health(frame(listed))
    assert schema.violations(result, schema.HEALTH) == []
    return result.set_index(["outlet", "check"])


FAULTS = {
    "no_title": {"title": " "}, "no_text": {"word_count": None}, "short_text": {"word_count": 12},
    "no_time": {"published_at": None, "published_precision": "none"}, "no_author": {"authors": []},
    "no_tags": {"tags": []}, "no_language": {"language": None}, "no_zone": {"time_zone": None},
    "guessed_zone": {"time_zone_from": "guess"},
    "midnight": {"published_at": pd.Timestamp("2025-03-04 22:00", tz="UTC")},
    "day_precision": {"published_precision": "day"}, "month_precision": {"published_precision": "month"},
    "date_from_url": {"published_from": "url"},
    "future_time": {"published_at": AT + pd.Timedelta("30h"), "modified_at": None},
    "old_time": {"published_at": pd.Timestamp("1970-01-01 05:00", tz="UTC")},
    "modified_before_published": {"modified_at": AT - pd.Timedelta("1h")},
    "suspicious_byline": {"authors": ["Anna Kos", "середа, 5 березня"]}, "office_byline": {"authors": ["Newsroom"]},
}


@pytest.mark.parametrize("check", FAULTS)
def test_each_fault_is_found_by_its_own_check_alone(check):
    odd = {"title": "Odd one", "tags": ["odd"], "source_ref": "bad.html", **FAULTS[check]}
    sheet = sheet_of([*rows(20), {**rows(1)[0], **odd}])
    found = sheet.loc["Herald"]
    assert found.loc[check, "count"] == 1 and found.loc[check, "share"] == pytest.approx(1 / 21)
    assert found.loc[check, "examples"] == ["bad.html"]
    assert found.loc[check, "message"].startswith("1 of 21 articles ")
    # an impossible stamp may contradict the other stamps, too
    others = found.drop(index=[check, *(["midnight", "modified_before_published"] if "time" in check else [])])
    assert (others["count"] == 0).all() and (others.severity == "ok").all()


def test_faultless_articles_are_ok_and_every_check_says_so():
    sheet = sheet_of(rows(5)).loc["Herald"]
    assert (sheet.severity == "ok").all() and (sheet["count"] == 0).all()
    assert sheet.message.str.endswith(".").all()


def test_midnight_is_that_of_the_outlets_clock():
    at = [pd.Timestamp("2025-03-04 22:00", tz="UTC"), pd.Timestamp("2025-03-05 00:00", tz="UTC"),
          pd.Timestamp("2025-03-04 22:00:30", tz="UTC")]
    listed = [{**row, "published_at": t} for row, t in zip(rows(3), at, strict=True)]
    assert sheet_of(listed).loc[("Herald", "midnight"), "count"] == 1
    day = [{**row, "published_precision": "day"} for row in listed]
    assert sheet_of(day).loc[("Herald", "midnight"), "count"] == 0


def test_tags_on_most_articles_are_told_by_name():
    listed = rows(12)
    for i, row in enumerate(listed):
        row["tags"] = [f"tag {i}", "News"] if i < 9 else [f"tag {i}"]
    sheet = sheet_of(listed)
    assert sheet.loc[("Herald", "site_tags"), "count"] == 9
    assert "«News»" in sheet.loc[("Herald", "site_tags"), "message"]
    assert sheet_of(listed[:9]).loc[("Herald", "site_tags"), "count"] == 0  # too few articles to tell


def test_repeated_titles_are_told_within_an_outlet_only():
    listed = rows(4)
    listed[1]["title"], listed[2]["title"] = "storm  Over lake", "Storm over Lake"
    other = {**rows(1)[0], "outlet": "Gazette", "title": "Storm over lake"}
    sheet = sheet_of([*listed, other])
    assert sheet.loc[("Herald", "repeated_title"), "count"] == 2
    assert sheet.loc[("Gazette", "repeated_title"), "count"] == 0


def test_a_long_silence_is_told_with_its_dates():
    hours = pd.date_range("2025-03-01", "2025-04-15", freq="h", tz="UTC")
    hours = hours[(hours < "2025-03-20") | (hours >= "2025-03-25")]
    listed = [{**row, "published_at": t, "modified_at": None, "collected_at": None}
              for row, t in zip(rows(len(hours)), hours, strict=True)]
    row = sheet_of(listed).loc[("Herald", "silence")]
    assert row["count"] == 1 and "2025-03-20" in row.message and "2025-03-25" in row.message
    assert row.share == pytest.approx(5 * 24 / (45 * 24), abs=0.01)


def test_outlets_come_by_size_and_articles_of_no_outlet_are_kept():
    result = health(frame(rows(2) + rows(3, outlet="Gazette") + rows(1, outlet=None)))
    assert result.outlet.drop_duplicates().tolist() == ["Gazette", "Herald", pd.NA]
    assert result.attrs["n"] == 6 and result.attrs["not_checked"] == []


def test_missing_columns_leave_their_checks_out_and_say_so():
    result = health(pd.DataFrame({"title": ["a", None]}))
    assert result.check.tolist() == ["no_title", "repeated_title"]
    assert {"no_time", "no_author", "silence"} <= set(result.attrs["not_checked"])


def test_words_are_counted_where_only_the_text_is_there():
    result = health(pd.DataFrame({"text": ["one two", None, "word " * 50]})).set_index("check")
    assert result.loc["no_text", "count"] == 1 and result.loc["short_text", "count"] == 1


def test_no_articles_give_an_empty_sheet():
    assert len(health(schema.empty(schema.ARTICLES))) == 0


def test_parts_and_parquet_give_the_same_sheet(tmp_path, monkeypatch):
    rng = np.random.default_rng(4)
    faults = list(FAULTS.values())
    listed = [{**row, "outlet": str(rng.choice(["Herald", "Gazette"])), **faults[rng.integers(len(faults))]}
              for row in rows(300)]
    whole = frame(listed)
    whole["word_count"] = whole.word_count.astype("Int32")
    expected = health(whole)
    whole.to_parquet(tmp_path / "a.parquet", row_group_size=37)
    pd.testing.assert_frame_equal(health(tmp_path), expected)
    monkeypatch.setattr("toolkit.engine_parts.FRAME_ROWS", 41)
    pd.testing.assert_frame_equal(health(whole), expected)


def test_the_survey_lists_the_tags_it_found():
    survey = module.Survey(True, False)
    listed = frame([{**row, "tags": ["News"]} for row in rows(10)])
    from toolkit import engine
    assert engine.run(survey, listed).to_numpy().tolist() == [["Herald", "News"]]


@pytest.mark.parametrize(("byline", "reason"), [
    ("Olena Koval, 5 March", "date"), ("Wednesday", "date"), ("вчора", "date"), ("Середа", "date"),
    ("Олена Коваль середа", "date"), ("12:40", "no word"),
    ("info@herald.example", "address"), ("www.herald.example", "address"), ("Anna 2", "number"),
    ("<b>Anna</b>", "markup"), ("The mayor of the town said on the bridge", "too long"), ("—", "no word")])
def test_what_is_no_name_is_told_why(byline, reason):
    assert reason in suspicion(byline)


@pytest.mark.parametrize("byline", ["Марта Осоченко", "April Jones", "Jean-Luc O’Neill", "Д. В. Мороз",
                                    "Maria da Silva e Souza", "Юлія Середа", "田中"])
def test_names_are_left_alone(byline):
    assert suspicion(byline) is None and not is_office(byline)


@pytest.mark.parametrize(("at", "more", "shown"), [
    ("1990-03-04 22:00", {"published_precision": "day"}, "«1990-03-05»"),
    ("1990-02-28 22:00", {"published_precision": "month"}, "«1990-03»"),
    ("1990-03-04 22:47", {}, "«1990-03-05 01:47 (Europe/Kyiv)»"),
    ("1990-03-04 22:47", {"time_zone": None, "time_zone_from": None}, "«1990-03-04 22:47 (UTC)»"),
    ("0001-01-01 00:00", {"time_zone": "America/New_York"}, "«0001-01-01 00:00 (UTC)»"),
])
def test_examples_of_times_stand_on_the_clock_of_the_outlet(at, more, shown):
    moment = pd.Timestamp(np.datetime64(at, "us"), tz="UTC")
    sheet = sheet_of([*rows(20), {**rows(1)[0], "published_at": moment, "modified_at": None, **more}])
    assert shown in sheet.loc[("Herald", "old_time"), "message"]
