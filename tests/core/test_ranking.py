"""Ranks, change and trend (CONTRACT §7)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.core.ranking import change, ranks, trend

RANKS = [
    ([], []),
    (["90"], [1]),
    (["80", "90", "85"], [3, 1, 2]),
    (["90", "85", "85", "80"], [1, 2, 2, 4]),
    (["85", "85", "85"], [1, 1, 1]),
    (["85", "90", "85", "90", "70"], [3, 1, 3, 1, 5]),
    (["90", None, "85", None], [1, None, 2, None]),
    ([None], [None]),
    (["0", None], [1, None]),
]


@pytest.mark.parametrize(("figures", "places"), RANKS)
def test_ranks(figures, places):
    assert ranks([None if figure is None else Fraction(figure) for figure in figures]) == places


def decimals(*figures):
    return [None if figure is None else Decimal(figure) for figure in figures]


CHANGES = [
    ("93.43", "85.17", 2, "8.26"),
    ("85.17", "93.43", 2, "-8.26"),
    ("85.00", "85", 2, "0.00"),
    ("85.00", "84.995", 2, "0.01"),  # 0.005, half up
    ("84.995", "85.00", 2, "-0.01"),
    ("87.461", "80.1", 3, "7.361"),
    (None, "85", 2, None),
    ("85", None, 2, None),
]


@pytest.mark.parametrize(("now", "before", "digits", "text"), CHANGES)
def test_change(now, before, digits, text):
    found = change(*decimals(now, before), digits)
    assert (None if found is None else format(found, "f")) == text


TRENDS = [
    ("80", "85", "90", "up"),
    ("90", "85", "80", "down"),
    ("89.54", "87.53", "94.24", "down_up"),
    ("80", "90", "85", "up_down"),
    ("85", "85.0", "85.00", "flat"),
    ("85", "85", "90", "mixed"),
    ("85", "90", "90", "mixed"),
    ("90", "85", "85", "mixed"),
    ("90", "90", "85", "mixed"),
    (None, "85", "90", None),
    ("80", None, "90", None),
    ("80", "85", None, None),
]


@pytest.mark.parametrize(("first", "second", "third", "name"), TRENDS)
def test_trend(first, second, third, name):
    found = trend(*decimals(first, second, third))
    assert (None if found is None else found.value) == name
