"""Deadlines: to the minute, `24:00` at the end of a day, rolled off weekends, in order (DESIGN §7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from scoring.core.errors import Refused

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
END_OF_DAY = "24:00"
#: Days that a person may mean; others are slips of the keyboard.
EARLIEST, LATEST = date(1945, 9, 2), date(2199, 12, 31)
_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?(?:\s*phút)?\Z", re.ASCII)
_SATURDAY = 5


def deadline_at(day: date, clock: str = "") -> datetime:
    """That day at `17:00` in Vietnam; `24:00`, or no clock at all, is the end of the day (CONTRACT §3)."""
    if not EARLIEST <= day <= LATEST:
        raise Refused("ngày không hợp lệ", "ghi ngày trong năm của kỳ đánh giá")
    given = clock.strip().lower() or END_OF_DAY
    found = _CLOCK.match(given)
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if (hours, minutes) == (24, 0):
        return datetime.combine(day + timedelta(days=1), time(), VIETNAM)
    if hours > 23 or minutes > 59:
        raise Refused("“%(clock)s” không phải là giờ", "ghi từ 00:00 đến 24:00, ví dụ 17:00", clock=clock)
    return datetime.combine(day, time(hours, minutes), VIETNAM)


def day_and_clock(deadline: datetime) -> tuple[date, str]:
    """What `deadline_at` was given: midnight is `24:00` of the day before."""
    local = deadline.astimezone(VIETNAM)
    if local.time() == time():
        return local.date() - timedelta(days=1), END_OF_DAY
    return local.date(), f"{local:%H:%M}"


def rolled(deadline: datetime) -> datetime:
    """The deadline, or when its day is a Saturday or Sunday the same time of the next Monday.

    The day is the one that ends with it: 24:00 on Friday stays, though the clock then shows Saturday.
    """
    beyond = day_and_clock(deadline)[0].weekday() - _SATURDAY
    return deadline + timedelta(days=2 - beyond) if beyond >= 0 else deadline


def out_of_order(deadlines: Sequence[datetime | None]) -> tuple[int, int] | None:
    """Places of the first two deadlines of which the second is before the first; those not given are passed over."""
    given = [(item, place) for place, item in enumerate(deadlines) if item is not None]
    falling = ((before[1], after[1]) for before, after in pairwise(given) if after[0] < before[0])
    return next(falling, None)
