"""Dates and times as Vietnamese documents write them (DESIGN §9): a day below 10 and months 1 and 2 take a leading zero."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def long_date(day: date) -> str:
    """`ngày 07 tháng 5 năm 2024`."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def short_date(day: date) -> str:
    """`07/5/2024`."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def time_of_day(moment: datetime) -> str:
    """`23 giờ 29 phút`, in Vietnam whatever the zone of `moment` (which must have one)."""
    local = _local(moment)
    return f"{local.hour:02d} giờ {local.minute:02d} phút"


def moment_text(moment: datetime) -> str:
    """`23 giờ 29 phút ngày 01/12/2023`."""
    return f"{time_of_day(moment)} ngày {short_date(_local(moment).date())}"


def deadline_text(deadline: datetime) -> str:
    """As `moment_text`, but midnight is the end of the day before: `24 giờ 00 phút ngày 16/12/2019`."""
    local = _local(deadline)
    if local.time() != time(0):
        return moment_text(deadline)
    return f"24 giờ 00 phút ngày {short_date(local.date() - timedelta(days=1))}"


def short_deadline(deadline: datetime) -> str:
    """For tables: `17:00 05/12/2025`, midnight as `24:00 05/12/2025` of the day before."""
    local = _local(deadline)
    if local.time() != time(0):
        return f"{local:%H:%M} {short_date(local.date())}"
    return f"24:00 {short_date(local.date() - timedelta(days=1))}"


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month <= 2 else str(day.month)


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(VIETNAM)
