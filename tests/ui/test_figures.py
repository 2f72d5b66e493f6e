"""Figures as people read them in both languages."""

from decimal import Decimal

import pytest
from django.utils import translation

from pari.ui import figures


@pytest.mark.parametrize(
    ("value", "digits", "vietnamese", "english"),
    [
        (Decimal("93.4"), 2, "93,40", "93.40"),
        ("87.461", 3, "87,461", "87.461"),
        (Decimal("0.005"), 2, "0,01", "0.01"),
        (Decimal("1234.5"), 1, "1.234,5", "1,234.5"),
        (None, 2, "–", "–"),
    ],
)
def test_an_index_has_fixed_digits(value, digits, vietnamese, english):
    with translation.override("vi"):
        assert figures.figure(value, digits) == vietnamese
    with translation.override("en"):
        assert figures.figure(value, digits) == english


@pytest.mark.parametrize(
    ("value", "text"), [("1.5", "1,50"), ("1.125", "1,125"), (Decimal("2.50000"), "2,50"), ("0", "0,00"), (None, "–")]
)
def test_points_have_two_decimals_and_more_where_the_figure_has_them(value, text):
    assert figures.points(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(Decimal("1.2"), "+1,20"), (Decimal("-5.59"), "−5,59"), (Decimal(0), "0,00"), (None, "–")]
)
def test_a_change_has_its_sign(value, text):
    assert figures.change(value, 2) == text


@pytest.mark.parametrize(("value", "text"), [("85", "85"), ("85.50", "85,5"), (Decimal("0.90"), "0,9")])
def test_a_bound_is_as_short_as_it_can_be(value, text):
    assert figures.short(value) == text
