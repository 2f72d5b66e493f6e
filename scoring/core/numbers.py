"""Exact numbers: built from text, kept as rationals, rounded once (CONTRACT §4, §6)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import lcm

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
    top, bottom = value.numerator, value.denominator
    whole = (2 * abs(top) * 10**digits + bottom) // (2 * bottom)
    return Decimal(f"{-whole if top < 0 else whole}e-{digits}")


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """Sum of many fractions over their common denominator: the same result, quicker."""
    tops: dict[int, int] = {}
    for value in values:
        top, bottom = value.as_integer_ratio()
        tops[bottom] = tops.get(bottom, 0) + top
    common = lcm(*tops)
    return Fraction(sum(top * (common // bottom) for bottom, top in tops.items()), common)


GRID = 10**6


def on_grid(*values: Fraction) -> tuple[int, ...] | None:
    """The values as whole millionths; None when one of them is not."""
    if any(GRID % value.denominator for value in values):
        return None
    return tuple(value.numerator * (GRID // value.denominator) for value in values)


def mean(values: Iterable[Fraction]) -> Fraction | None:
    """Plain mean, unrounded; `None` of nothing."""
    items = list(values)
    return exact_sum(items) / len(items) if items else None
