"""One cell: from what the file holds to a normalised value, by the kind of its column (CONTRACT §3).

Raw values come from the reader: `""` or None (empty), str, float, int, bool, date, datetime.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from scoring.core.errors import Refused
from scoring.core.fields import LONGEST_NUMBER, load_object, nearest
from scoring.core.numbers import NotANumber, decimal, plain
from scoring.workbook.layout import Cell, Column

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_MIDNIGHT_AT_THE_END = re.compile(r"[T ]24:00(:00(\.0+)?)?(?=$|[Z+-])")
_DAY_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?( ?(Z|[+-]\d{2}:?\d{2}))?)?\Z", re.ASCII)
LARGEST_WHOLE = 2**31 - 1


def is_empty(raw: Any) -> bool:
    return raw is None or (isinstance(raw, str) and not raw.strip())


def text(raw: Any) -> str:
    """NFC and trimmed; integral number cells lose their `.0`."""
    if isinstance(raw, str):
        found = raw.strip()
        if not found.isascii():
            found = unicodedata.normalize("NFC", found)
        if "\x00" in found:
            raise Refused("có ký tự điều khiển", "gõ lại ô này")
        return found
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, date | time):
        return raw.isoformat()
    return plain(number(raw))


def number(raw: Any) -> Decimal:
    """A number cell at 15 significant digits, or plain text with one dot or comma; decimals stay as given."""
    if isinstance(raw, bool) or not isinstance(raw, float | int | str):
        raise Refused("không phải là số", "ghi số, ví dụ 1,5")
    try:
        found = decimal(raw) if isinstance(raw, str) else Decimal(format(raw, ".15g"))
    except NotANumber as error:
        raise Refused("không phải là số", "ghi số, chỉ một dấu phẩy hoặc dấu chấm, ví dụ 1,5") from error
    if not found.is_finite() or max(abs(found.adjusted()), len(found.as_tuple().digits)) > LONGEST_NUMBER:
        raise Refused("số quá dài", "ghi số ngắn hơn")
    return found


def whole(raw: Any) -> int:
    found = number(raw)
    if found != found.to_integral_value() or abs(found) > LARGEST_WHOLE:
        raise Refused("không phải là số nguyên", "ghi số nguyên, ví dụ 2023")
    return int(found)


def moment(raw: Any) -> datetime:
    """An ISO 8601 time or a date cell; without an offset it is Vietnamese time. A day alone is its 00:00."""
    if isinstance(raw, datetime):
        return _to_second(raw).replace(tzinfo=raw.tzinfo or VIETNAM)
    if isinstance(raw, date):
        return datetime.combine(raw, time(), VIETNAM)
    given = text(raw) if isinstance(raw, str) else ""
    ends_at_24 = _MIDNIGHT_AT_THE_END.search(given) is not None
    given = _MIDNIGHT_AT_THE_END.sub("T00:00", given)
    try:
        if not _ISO.match(given):
            raise ValueError(given)
        found = datetime.fromisoformat(given.replace(" Z", "Z").replace(" +", "+").replace(" -", "-"))
        found = found.replace(tzinfo=found.tzinfo or VIETNAM)
        return found + timedelta(days=1) if ends_at_24 else found
    except (ValueError, OverflowError) as error:
        raise Refused("không phải là thời điểm", "ghi theo mẫu 2023-12-01T17:00") from error


def _to_second(cell: datetime) -> datetime:
    """A date cell counts days in binary; what it means is the nearest second."""
    return (cell + timedelta(microseconds=500_000)).replace(microsecond=0)


def deadline(raw: Any) -> datetime:
    """As a moment; a day alone ends at its 24:00."""
    found = moment(raw)
    is_day = (isinstance(raw, date) and not isinstance(raw, datetime)) or (
        isinstance(raw, str) and _DAY_ONLY.match(raw.strip()) is not None
    )
    try:
        return found + timedelta(days=1) if is_day else found
    except OverflowError as error:
        raise Refused("không phải là thời điểm", "ghi theo mẫu 2023-12-01T17:00") from error


def day(raw: Any) -> date:
    return moment(raw).astimezone(VIETNAM).date()


def moment_text(raw: Any) -> str:
    """A time kept as text: `2023-12-01` when only a day was given, else with its offset."""
    only_day = isinstance(raw, date) and not isinstance(raw, datetime)
    if only_day or (isinstance(raw, str) and _DAY_ONLY.match(raw.strip())):
        return day(raw).isoformat()
    return moment(raw).astimezone(VIETNAM).isoformat()


def json_object(raw: Any) -> Mapping[str, Any]:
    if not isinstance(raw, str):
        raise Refused("không phải là JSON", 'ghi theo mẫu {"kind": "manual"}')
    return load_object(text(raw))


def flag(raw: Any) -> bool:
    """1, `1` or TRUE is yes; 0, `0` and FALSE are no."""
    given = text(raw).upper()
    if given not in {"1", "TRUE", "0", "FALSE"}:
        raise Refused("không phải là 1 hoặc bỏ trống", "ghi 1 nếu có, bỏ trống nếu không")
    return given in {"1", "TRUE"}


def choice(raw: Any, options: tuple[str, ...]) -> str:
    given = text(raw)
    if given not in options:
        raise Refused(
            "“%(given)s” không có trong danh mục",
            "dùng một trong: %(known)s; gần nhất: %(nearest)s",
            given=given,
            known=", ".join(options),
            nearest=nearest(given, options),
        )
    return given


_READERS: Mapping[Cell, Callable[[Any], Any]] = {
    Cell.CODE: text,
    Cell.TEXT: text,
    Cell.NUMBER: number,
    Cell.WHOLE: whole,
    Cell.TIME: moment,
    Cell.DEADLINE: deadline,
    Cell.DAY: day,
    Cell.JSON: json_object,
    Cell.FLAG: flag,
}


def read_cell(column: Column, raw: Any) -> Any:
    """The cell's normalised value; None when it is empty. `Cell.ANY` stays raw."""
    if is_empty(raw):
        return None
    if column.cell is Cell.ANY:
        return raw
    if column.cell is Cell.CHOICE:
        return choice(raw, column.options)
    found = _READERS[column.cell](raw)
    if column.longest and len(found) > column.longest:
        raise Refused("dài quá %(longest)d ký tự", "rút ngắn lại", longest=column.longest)
    return found
