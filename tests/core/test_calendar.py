"""Deadlines: 24:00, weekends, order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.core.calendar import VIETNAM, day_and_clock, deadline_at, out_of_order, rolled
from scoring.core.errors import Refused

EARLIEST, LATEST = (datetime.fromisoformat(f"{year}-01-01") for year in (2000, 2100))
FRIDAY = date(2025, 12, 5)
SATURDAY, SUNDAY, MONDAY, TUESDAY = (FRIDAY + timedelta(days=step) for step in (1, 2, 3, 4))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("17:00", at(FRIDAY, 17)),
        ("7:05", at(FRIDAY, 7, 5)),
        (" 17h30 ", at(FRIDAY, 17, 30)),
        ("17 giờ 30 phút", at(FRIDAY, 17, 30)),
        ("00:00", at(FRIDAY, 0)),
        ("24:00", at(SATURDAY, 0)),
        ("", at(SATURDAY, 0)),
    ],
)
def test_a_day_and_a_clock_are_an_instant_in_vietnam(clock, expected):
    assert deadline_at(FRIDAY, clock) == expected


@pytest.mark.parametrize("clock", ["24:01", "25:00", "17:60", "17", "5pm", "-1:00"])
def test_what_is_no_clock_is_refused(clock):
    with pytest.raises(Refused):
        deadline_at(FRIDAY, clock)


def test_the_last_day_there_is_has_no_end():
    with pytest.raises(Refused):
        deadline_at(date.max)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 24 * 60 - 1))
def test_an_instant_is_shown_as_it_is_typed(day, minute):
    deadline = deadline_at(day, f"{minute // 60:02d}:{minute % 60:02d}")
    assert deadline_at(*day_and_clock(deadline)) == deadline


def test_midnight_is_shown_as_the_end_of_the_day_before():
    assert day_and_clock(at(SATURDAY, 0)) == (FRIDAY, "24:00")
    assert day_and_clock(datetime(2025, 12, 5, 10, tzinfo=UTC)) == (FRIDAY, "17:00")


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (at(FRIDAY, 17), at(FRIDAY, 17)),
        (at(SATURDAY, 17), at(MONDAY, 17)),
        (at(SUNDAY, 8, 30), at(MONDAY, 8, 30)),
        (at(MONDAY, 17), at(MONDAY, 17)),
        # 24:00 belongs to the day it ends
        (at(SATURDAY, 0), at(SATURDAY, 0)),
        (at(SUNDAY, 0), at(TUESDAY, 0)),
        (at(MONDAY, 0), at(TUESDAY, 0)),
    ],
)
def test_a_weekend_rolls_to_monday_at_the_same_time(deadline, expected):
    assert rolled(deadline) == expected


@given(st.datetimes(timezones=st.just(VIETNAM), min_value=EARLIEST, max_value=LATEST))
def test_rolling_keeps_the_time_of_day_and_is_done_once(deadline):
    assert rolled(deadline).time() == deadline.time()
    assert timedelta(0) <= rolled(deadline) - deadline <= timedelta(days=2)
    assert rolled(rolled(deadline)) == rolled(deadline)


def test_deadlines_fall_in_order():
    early, late = at(FRIDAY, 17), at(MONDAY, 17)
    assert out_of_order([early, None, early, late, None]) is None
    assert out_of_order([None, late, None, early]) == (1, 3)
    assert out_of_order([]) is None


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1945, 9, 1), date(2200, 1, 1), date(9999, 12, 31)])
def test_days_that_nobody_means_are_refused(day):
    with pytest.raises(Refused):
        deadline_at(day, "24:00")
