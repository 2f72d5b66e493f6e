"""Ranks, change and trend (CONTRACT §7)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.core.enums import Trend
from scoring.core.numbers import round_half_up


def ranks(figures: Sequence[Decimal | Fraction | None]) -> list[int | None]:
    """Standard competition ranking, the highest first (1, 2, 2, 4); None stays None. All of one type."""
    first: dict[Decimal | Fraction, int] = {}
    ordered = sorted((figure for figure in figures if figure is not None), reverse=True)
    for place, figure in enumerate(ordered, 1):
        first.setdefault(figure, place)
    return [None if figure is None else first[figure] for figure in figures]


def change(now: Decimal | None, before: Decimal | None, digits: int) -> Decimal | None:
    """This year's index less last year's, at the campaign's digits; None when either is not known."""
    if now is None or before is None:
        return None
    return round_half_up(Fraction(now) - Fraction(before), digits)


def trend(first: Decimal | None, second: Decimal | None, third: Decimal | None) -> Trend | None:
    """How three years in a row went; None unless all three are known."""
    if first is None or second is None or third is None:
        return None
    steps = (_sign(second - first), _sign(third - second))
    return _TRENDS.get(steps, Trend.MIXED)


_TRENDS = {
    (1, 1): Trend.UP,
    (-1, -1): Trend.DOWN,
    (-1, 1): Trend.DOWN_UP,
    (1, -1): Trend.UP_DOWN,
    (0, 0): Trend.FLAT,
}


def _sign(difference: Decimal) -> int:
    return (difference > 0) - (difference < 0)
