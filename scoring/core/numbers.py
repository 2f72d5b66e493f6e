"""Exact numbers: built from text, kept as rationals, rounded once (CONTRACT §4, §6)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

Exact = int | str | Decimal | Fraction

_PLAIN = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)\Z", re.ASCII)


class NotANumber(ValueError):
    """The text is not a plain decimal number."""


def exact(value: Exact) -> Fraction:
    """The rational that `value` names; floats and booleans are refused (CONTRACT §4)."""
    if isinstance(value, bool | float):
        raise TypeError(f"{type(value).__name__} is not an exact number: {value!r}")
    if isinstance(value, str):
        return Fraction(decimal(value))
    return Fraction(value)


def decimal(text: str) -> Decimal:
    """Read `12.5`, `12,5` or `-3`: one dot or one comma, no exponent, no thousands separator."""
    text = text.strip()
    if not _PLAIN.match(text):
        raise NotANumber(text)
    return Decimal(text.replace(",", "."))


def plain(value: Decimal | int) -> str:
    """Canonical text: no exponent, no trailing zeros, no negative zero. `Decimal("1.50")` is `1.5`."""
    text = format(Decimal(value), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def decimals(text: str) -> int:
    """How many decimals `text` was given with: `1,90` has 2."""
    _, _, tail = text.strip().replace(",", ".").partition(".")
    return len(tail)


def round_half_up(value: Fraction, digits: int) -> Decimal:
    """The one rounding function: halves go away from zero (CONTRACT §6)."""
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    signed = -whole if value < 0 else whole
    return Decimal(f"{signed}e-{digits}")


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """Sum of many fractions, adding numerators that share a denominator first: the same result, quicker."""
    numerators: dict[int, int] = {}
    for value in values:
        denominator = value.denominator
        numerators[denominator] = numerators.get(denominator, 0) + value.numerator
    return sum((Fraction(top, bottom) for bottom, top in numerators.items()), Fraction(0))


def mean(values: Iterable[Fraction]) -> Fraction | None:
    """Plain mean, unrounded; `None` of nothing."""
    items = list(values)
    return exact_sum(items) / len(items) if items else None
