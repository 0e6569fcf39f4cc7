"""Days of the Persian calendar."""

import itertools
from datetime import date, timedelta

import pytest

from toolkit.extract.stamp_persian import common_day, is_persian
from toolkit.extract.stamps import find


@pytest.mark.parametrize(("day", "common"), [
    ((1400, 1, 1), date(2021, 3, 21)), ((1399, 12, 30), date(2021, 3, 20)), ((1403, 1, 1), date(2024, 3, 20)),
    ((1403, 12, 30), date(2025, 3, 20)), ((1404, 6, 31), date(2025, 9, 22)), ((1404, 7, 1), date(2025, 9, 23)),
    ((1357, 11, 22), date(1979, 2, 11)), ((1404, 12, 30), None), ((1404, 13, 1), None), ((1404, 7, 31), None),
    ((1447, 0, 1), None), ((1300, 1, 1), None),
])
def test_days(day: tuple[int, int, int], common: date | None) -> None:
    assert common_day(*day) == common


def test_days_follow_each_other() -> None:
    days = [found for year in range(1350, 1451) for month in range(1, 13) for day in range(1, 32)
            if (found := common_day(year, month, day)) is not None]
    assert all(later - earlier == timedelta(days=1) for earlier, later in itertools.pairwise(days))


def test_years_of_other_calendars() -> None:
    assert is_persian(1404)
    assert not is_persian(2025)
    # Years of the moon look alike; the Arabic press prints them beside the common date.
    assert [(w.year, w.month) for _, _, w in find("1447/08/23 - 11/02/2026 14:30", language="ar")] == [(2026, 2)]
