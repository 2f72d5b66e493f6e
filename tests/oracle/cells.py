"""What a cell means (CONTRACT §3, "Cells"): slow, plain, one function per kind of column."""

import json
import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

VIETNAM = timezone(timedelta(hours=7))


def text(cell):
    """Text is NFC and trimmed; an integral number loses its `.0`; empty is None."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, (int, float)):
        return str(int(cell)) if cell == int(cell) else f"{cell:.15g}"
    return unicodedata.normalize("NFC", cell).strip() or None


def number(cell):
    """A fraction: a number cell at 15 significant digits, a text with one dot or one comma."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, (int, float)):
        return Fraction(Decimal(f"{cell:.15g}"))
    return Fraction(Decimal(cell.strip().replace(",", ".")))


def moment(cell, *, is_deadline=False):
    """An instant; without an offset it is local time, a deadline with only a date ends at its 24:00."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=cell.tzinfo or VIETNAM)
    if isinstance(cell, date):
        whole = datetime(cell.year, cell.month, cell.day, tzinfo=VIETNAM)
        return whole + timedelta(days=1) if is_deadline else whole
    if "T24:00" in cell or " 24:00" in cell:
        return moment(cell.replace("24:00", "00:00")) + timedelta(days=1)
    if len(cell.strip()) == len("2023-12-01"):
        return moment(date.fromisoformat(cell.strip()), is_deadline=is_deadline)
    return moment(datetime.fromisoformat(cell.strip()))


def structure(cell):
    """JSON with its numbers as decimals."""
    return None if cell is None or cell == "" else json.loads(cell, parse_float=Decimal, parse_int=Decimal)


def yes(cell):
    return cell in (1, "1", True) or (isinstance(cell, str) and cell.strip().upper() == "TRUE")
