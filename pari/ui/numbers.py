"""Numbers as Vietnamese readers write them: decimal comma, thousands dot, leading zero on small counts (DESIGN §9)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

MINUS = "\u2212"

_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


def comma(value: Decimal | str, digits: int) -> str:
    """`comma("93.4", 2)` is `93,40`; halves go away from zero, and there is no negative zero."""
    number = _fixed(value, digits)
    return _sign(number, plus="") + _unsigned(number)


def signed(value: Decimal | str, digits: int) -> str:
    """A change: `+3,84`, `−5,59`, and `0,00` when it rounds to nothing."""
    number = _fixed(value, digits)
    return _sign(number, plus="+") + _unsigned(number)


def count(number: int) -> str:
    """A count in prose: `07`, `12`, `1.234`; none at all is `0`."""
    return f"{number:02d}" if 0 < number < 10 else thousands(number)


def thousands(number: int) -> str:
    """`1234567` is `1.234.567`."""
    return f"{number:,d}".replace(",", ".").replace("-", MINUS)


def percent(part: int, whole: int, digits: int = 2) -> str:
    """The share of `part` in `whole` as `67,39%`; of nothing it is 0."""
    share = _WIDE.divide(Decimal(100 * part), Decimal(whole)) if whole else Decimal(0)
    return comma(share, digits) + "%"


def _fixed(value: Decimal | str, digits: int) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-digits), context=_WIDE)


def _sign(number: Decimal, *, plus: str) -> str:
    return MINUS if number < 0 else plus if number > 0 else ""


def _unsigned(number: Decimal) -> str:
    whole, _, tail = format(abs(number), "f").partition(".")
    return f"{int(whole):,d}".replace(",", ".") + ("," + tail if tail else "")
