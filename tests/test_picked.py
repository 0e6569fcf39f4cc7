import pandas as pd

from toolkit.picked import account, is_part


def _frame() -> pd.DataFrame:
    frame = pd.DataFrame({"outlet": ["A", "A", "B"], "topic": ["x", "y", "x"], "total": [3, 3, 4]})
    frame.attrs = {"n": 7, "rows": 3, "n_is": {"sum": "total", "once": ["outlet"]}}
    return frame


def test_a_whole_table_has_its_own_n() -> None:
    assert not is_part(_frame())
    assert account(_frame()) == {"n": 7, "part_of": None}


def test_of_some_rows_the_sum_is_told_once_for_each_group() -> None:
    frame = _frame()
    assert account(frame[frame["outlet"] == "A"]) == {"n": 3, "part_of": 7}
    assert account(frame[frame["topic"] == "x"]) == {"n": 7, "part_of": None}  # every group is still there


def test_where_the_rows_do_not_tell_only_the_whole_is_known() -> None:
    frame = _frame()
    assert account(frame[:1].drop(columns="outlet")) == {"n": None, "part_of": 7}
    assert account(frame[:0]) == {"n": None, "part_of": 7}
    frame.attrs["n_is"] = None
    assert account(frame[:1]) == {"n": None, "part_of": 7}


def test_a_frame_without_account_has_no_n() -> None:
    assert account(pd.DataFrame({"n": [1]})) == {"n": None, "part_of": None}


def test_a_part_of_a_part_is_told_to_be_of_the_whole() -> None:
    frame = _frame()[2:]
    frame.attrs |= {"n": 4, "part_of": 7, "rows": 1}
    assert account(frame) == {"n": 4, "part_of": 7}
