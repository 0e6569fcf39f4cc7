"""Tables of local time for whole spans say what one instant after the other says."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit.measures.periods import QUARTER, Clocks, hours_of_week


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "UTC",
                                  None])
def test_tables_follow_the_clock_through_its_changes(zone: str | None) -> None:
    clocks = Clocks()
    for start, days in (("2025-03-01", 60), ("2026-01-01", 5), ("2019-09-01", 300), ("1995-01-01", 40)):
        first = pd.Timestamp(start, tz="UTC").value // 1000 // QUARTER + 3
        last = first + 96 * days
        instants = pd.to_datetime(np.arange(first, last + 1) * QUARTER, unit="us", utc=True).tz_convert(zone or "UTC")
        local = clocks.local_quarters(first, last, zone)
        assert (local == instants.tz_localize(None).as_unit("us").asi8 // QUARTER).all()
        kinds = clocks.hours_of_week(first, last, zone)
        assert kinds.tolist() == hours_of_week(local).tolist()
        assert kinds.tolist() == (instants.day_of_week * 24 + instants.hour).tolist()


@pytest.mark.parametrize("day", ["0001-01-03", "1883-11-18", "9999-12-28"])
def test_the_ends_of_the_calendar_have_a_clock(day: str) -> None:
    first = int(np.datetime64(day, "m").astype(np.int64)) // 15
    assert len(Clocks().local_quarters(first, first + 40, "America/New_York")) == 41
