"""How many articles the rows of a measure's result count, when a reader has kept only some of them.

``frame[frame["outlet"] == "Herald"]`` keeps the ``attrs`` of the whole table, whose n and left-out rows are those of
all outlets. A measure therefore says in ``attrs["rows"]`` how long its table was, and in ``attrs["n_is"]`` which sum
gives n; with ``gaps`` there are groups without a row, so that no number of rows tells whether all are there.
"""

from __future__ import annotations

from typing import Any

import pandas as pd


def is_part(frame: pd.DataFrame) -> bool:
    """Whether rows are missing, or doubled, against what the measure returned."""
    rows = frame.attrs.get("rows")
    return rows is not None and rows != len(frame)


def account(frame: pd.DataFrame) -> dict[str, int | None]:
    """What ``attrs`` should say of the rows there are: ``n``, and in ``part_of`` the n of the whole table.

    ``part_of`` is None where all is there that was counted; n is None where the rows do not tell it, as where an
    article may stand in several of them.

    Examples
    --------
    >>> import pandas as pd
    >>> whole = pd.DataFrame({"outlet": ["Herald", "Wire"], "total": [3, 4]})
    >>> whole.attrs = {"n": 7, "rows": 2, "n_is": {"sum": "total", "once": ["outlet"]}}
    >>> account(whole), account(whole[:1])
    ({'n': 7, 'part_of': None}, {'n': 3, 'part_of': 7})
    """
    attrs = frame.attrs
    n, before = attrs.get("n"), attrs.get("part_of")
    how = attrs.get("n_is") or {}
    if n is None or not (is_part(frame) or (how.get("gaps") and len(frame))):
        return {"n": n, "part_of": before}
    left = _sum(frame, how)
    return {"n": left, "part_of": before} if left == n else {"n": left, "part_of": before or n}


def _sum(frame: pd.DataFrame, how: dict[str, Any]) -> int | None:
    if not how or not len(frame) or not {how["sum"], *how["once"]} <= set(frame.columns):
        return None
    rows = frame.drop_duplicates(how["once"]) if how["once"] else frame
    return int(rows[how["sum"]].sum())
