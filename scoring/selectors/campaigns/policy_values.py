"""Policies as they are typed, in canonical form; what cannot be one is refused in the core's words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.core.errors import Refused
from scoring.core.numbers import NotANumber, decimal, plain
from scoring.core.policy import MOST_DIGITS, parse_class_scale
from scoring.enums import Phase

#: In which an agency may read its marks and answer them: a round is closed, and nothing is decided yet.
REPLY_PHASES = (Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL)
FIRST_YEAR, LAST_YEAR = 1900, 2999


def _rate(text: str) -> str:
    found = _figure(text)
    if not 0 <= found <= 1:
        raise Refused("tỷ lệ ngoài khoảng 0 đến 1", "ghi ví dụ 0,7")
    return plain(found)


def _cap(text: str) -> str:
    if not text.strip():
        return ""
    found = _figure(text)
    if found < 0:
        raise Refused("giới hạn âm", "ghi số từ 0 trở lên hoặc bỏ trống nếu không giới hạn")
    return plain(found)


def _digits(text: str) -> str:
    if not (text.strip().isascii() and text.strip().isdigit() and int(text) <= MOST_DIGITS):
        raise Refused("số chữ số thập phân ngoài khoảng 0 đến %(most)d", "ghi ví dụ 2", most=MOST_DIGITS)
    return str(int(text))


def _figure(text: str) -> Any:
    try:
        return decimal(text)
    except NotANumber as error:
        raise Refused("không phải là số", "ghi số, ví dụ 0,7") from error


def _class_scale(text: str) -> str:
    return str(parse_class_scale(text))


def _bound(text: str) -> str:
    found = _figure(text)
    if found < 0:
        raise Refused("mức âm", "ghi số từ 0 trở lên")
    return plain(found)


def _day(text: str) -> str:
    if not text.strip():
        return ""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused("không phải là ngày", "chọn ngày trên lịch") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused("năm không hợp lệ", "ghi năm bốn chữ số")
    return day.isoformat()


def _share(text: str) -> str:
    """A fraction or a decimal above 0, at most 1, as it was written."""
    top, slash, bottom = text.strip().partition("/")
    whole = _part(bottom) if slash else Decimal(1)
    part = _part(top)
    if whole == 0 or not 0 < part <= whole:
        raise Refused("tỷ lệ ngoài khoảng 0 đến 1", "ghi ví dụ 2/3")
    return f"{plain(part)}/{plain(whole)}" if slash else plain(part)


def _part(text: str) -> Decimal:
    try:
        return decimal(text)
    except NotANumber as error:
        raise Refused("không phải là số", "ghi ví dụ 2/3") from error


def _phases(chosen: Collection[str]) -> tuple[str, ...]:
    known = tuple(phase.value for phase in REPLY_PHASES)
    if set(chosen) - set(known):
        raise Refused("giá trị không có trong danh mục", "chọn trong danh sách")
    return tuple(phase for phase in known if phase in chosen)


SETTLERS: Mapping[str, Callable[[Any], Any]] = {
    "supplement_rate": _rate,
    "index_digits": _digits,
    "index_cap": _cap,
    "class_scale": _class_scale,
    "conflict_since": _day,
    "cross_check_share": _rate,
    "cross_check_tolerance": _rate,
    "reply_phases": _phases,
    "council_quorum": _share,
    "council_bound": _bound,
}
