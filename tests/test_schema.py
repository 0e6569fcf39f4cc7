"""The declarations, and the frames that are held against them."""

import pandas as pd
import pytest

from toolkit import schema
from toolkit.errors import ColumnError, OptionError


@pytest.mark.parametrize("name", list(schema.TABLES))
def test_every_table_is_described_and_its_empty_frame_conforms(name):
    declared = schema.table(name)
    shown = schema.describe(name)
    assert shown["column"].tolist() == declared.names
    assert shown["meaning"].str.len().min() > 5
    assert len(set(declared.names)) == len(declared.names)
    assert schema.violations(schema.empty(declared), declared) == []


def test_a_table_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(OptionError, match=r"no table 'article'; there are articles, news_list"):
        schema.describe("article")
    assert schema.table("ARTICLES") is schema.ARTICLES


def test_conform_orders_types_and_fills():
    frame = pd.DataFrame({"rows": [1], "status": ["loaded"], "source_ref": ["a"], "more": [3]})
    out = schema.conform(frame, schema.REPORT)
    assert out.columns.tolist() == schema.REPORT.names
    assert pd.isna(out["reason"].iloc[0])
    lists = schema.conform(pd.DataFrame({"tags": [None, ("a", "b"), ["c"]]}), schema.ARTICLES)["tags"]
    assert lists.tolist() == [[], ["a", "b"], ["c"]]
    assert "more" in schema.conform(pd.DataFrame({"more": [1]}), schema.STABILITY).columns


def test_violations_name_the_column_and_what_it_should_be():
    frame = schema.empty(schema.REPORT).drop(columns="rows")
    assert schema.violations(frame, schema.REPORT) == ["column rows is missing"]
    frame = pd.DataFrame({"source_ref": ["a"], "status": [None], "reason": ["x"], "rows": [1.0]})
    found = schema.violations(frame.astype({"status": "string[pyarrow]"}), schema.REPORT)
    assert "column rows is float64, not int64" in found
    assert "column status has 1 nulls, and may have none" in found


def test_labels_carry_the_unit():
    assert schema.TIMES.label("rate") == "rate (articles per hour)"
    assert schema.PAIRS.label("a") == "a"
    with pytest.raises(ColumnError, match="declares no column 'nothing'"):
        schema.TIMES.column("nothing")
