"""Figures in the reader's language: `93,43` in Vietnamese, `93.43` in English; nothing to report is a dash."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language

from pari.ui.numbers import comma, signed

NOTHING = "–"
FEWEST_POINT_DIGITS = 2
_SWAPPED = str.maketrans(",.", ".,")

Figure = Decimal | str | int | None


def figure(value: Figure, digits: int) -> str:
    """An index or a mean with exactly `digits` decimals, half-up where it has more."""
    number = _number(value)
    return NOTHING if number is None else _localised(comma(number, digits))


def points(value: Figure) -> str:
    """Points with two decimals, more only where the figure has them (CONTRACT §8)."""
    number = _number(value)
    return NOTHING if number is None else _localised(comma(number, max(FEWEST_POINT_DIGITS, _decimals(number))))


def change(value: Figure, digits: int) -> str:
    """A change with its sign; no change has none."""
    number = _number(value)
    return NOTHING if number is None else _localised(signed(number, digits))


def short(value: Figure) -> str:
    """As few decimals as it needs: a bound of 85.0 is `85`."""
    number = _number(value)
    return NOTHING if number is None else _localised(comma(number, _decimals(number)))


def _number(value: Figure) -> Decimal | None:
    return None if value is None or value == "" else Decimal(value)


def _decimals(number: Decimal) -> int:
    _, _, tail = format(number, "f").partition(".")
    return len(tail.rstrip("0"))


def _localised(text: str) -> str:
    return text.translate(_SWAPPED) if (get_language() or "").startswith("en") else text
