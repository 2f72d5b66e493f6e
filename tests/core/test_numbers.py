"""Exact numbers in, one rounding out (CONTRACT §4, §6)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from scoring.core.numbers import (
    NotANumber,
    decimal,
    decimals,
    exact,
    exact_sum,
    mean,
    on_grid,
    plain,
    round_half_up,
)

READ = {
    "12.5": "12.5",
    "12,5": "12.5",
    " 7 ": "7",
    "+3": "3",
    "-3,25": "-3.25",
    ".5": "0.5",
    ",5": "0.5",
    "5.": "5",
    "007": "7",
    "0.10": "0.10",
    "-0": "-0",
}
NOT_READ = ["", " ", "-", ".", "1e3", "1E3", "1.000.000", "1,000,5", "1 000", "NaN", "Infinity", "٣", "½", "12%", "--1"]


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_plain_numbers_are_read(text, value):
    assert str(decimal(text)) == str(Decimal(value))


@pytest.mark.parametrize("text", NOT_READ)
def test_anything_else_is_not_a_number(text):
    with pytest.raises(NotANumber):
        decimal(text)


@pytest.mark.parametrize("value", [0.5, 1.0, float("nan"), True, False])
def test_floats_and_booleans_are_refused(value):
    with pytest.raises(TypeError):
        exact(value)


@pytest.mark.parametrize("value", [Fraction(1, 2), Decimal("0.5"), "0.5", "0,5"])
def test_exact_of_everything_exact(value):
    assert exact(value) == Fraction(1, 2)


CANONICAL = {"1.50": "1.5", "1.00": "1", "-0.00": "0", "-0": "0", "100": "100", "1E+2": "100", "1E-7": "0.0000001"}


@pytest.mark.parametrize(("given", "text"), CANONICAL.items())
def test_canonical_text(given, text):
    assert plain(Decimal(given)) == text


@pytest.mark.parametrize(("text", "count"), [("1,90", 2), ("1.9", 1), ("2", 0), (" 87,461 ", 3), ("5.", 0)])
def test_decimals_as_given(text, count):
    assert decimals(text) == count


ROUNDED = [
    ("0.005", 2, "0.01"),
    ("0.004999", 2, "0.00"),
    ("2.675", 2, "2.68"),  # as a binary fraction it would be 2.67
    ("1.005", 2, "1.01"),
    ("84.995", 2, "85.00"),
    ("84.9949999999", 2, "84.99"),
    ("-0.005", 2, "-0.01"),
    ("-2.675", 2, "-2.68"),
    ("-2.674", 2, "-2.67"),
    ("-0.004", 2, "0.00"),
    ("0.5", 0, "1"),
    ("1.5", 0, "2"),
    ("2.5", 0, "3"),
    ("-0.5", 0, "-1"),
    ("-2.5", 0, "-3"),
    ("200/3", 2, "66.67"),
    ("100/3", 2, "33.33"),
    ("-200/3", 6, "-66.666667"),
    ("99.9995", 3, "100.000"),
    ("7", 3, "7.000"),
]


@pytest.mark.parametrize(("value", "digits", "rounded"), ROUNDED)
def test_halves_go_away_from_zero(value, digits, rounded):
    assert format(round_half_up(Fraction(value), digits), "f") == rounded


def test_there_is_no_negative_zero():
    assert format(round_half_up(Fraction("-0.001"), 2), "f") == "0.00"


def test_sum_of_unlike_fractions():
    assert exact_sum(map(Fraction, ["1/3", "1/6", "0.5", "-1/7"])) == Fraction(6, 7)


def test_sum_of_nothing_is_zero():
    assert exact_sum([]) == 0


def test_mean_is_not_rounded():
    assert mean(map(Fraction, ["85.01", "85.02", "85.02"])) == Fraction("255.05") / 3


def test_mean_of_nothing_is_none():
    assert mean([]) is None


def test_the_grid_holds_millionths_and_no_thirds():
    assert on_grid(Fraction("1.5"), Fraction("0.000001")) == (1_500_000, 1)
    assert on_grid(Fraction("1.5"), Fraction(1, 3)) is None
    assert on_grid(Fraction("0.0000001")) is None
