"""Geometry of the charts, with the arithmetic written out."""

from decimal import Decimal
from fractions import Fraction

import pytest

from reports.portal.charts import Box, Span, bar, line, segments, spanning
from reports.portal.classes import badge, class_counts, shade
from scoring.core.policy import DEFAULT_SCALE, parse_class_scale

BOX = Box(left=0, right=100, top=0, bottom=50)
SPAN = Span(Decimal(60), Decimal(100))


def test_years_stand_at_equal_distances_and_figures_on_the_scale():
    found = line(
        {2021: Decimal(60), 2022: Decimal(80), 2023: Decimal(100)}, years=(2021, 2022, 2023), box=BOX, span=SPAN
    )
    assert found.strokes == ("0.0,50.0 50.0,25.0 100.0,0.0",)
    assert [dot.label_y for dot in found.dots] == ["42.0", "17.0", "-8.0"]


def test_a_year_without_a_figure_breaks_the_stroke():
    known = {2019: Decimal(60), 2020: Decimal(80), 2022: Decimal(80), 2023: Decimal(60)}
    found = line(known, years=(2019, 2020, 2021, 2022, 2023), box=BOX, span=SPAN)
    assert found.strokes == ("0.0,50.0 25.0,25.0", "75.0,25.0 100.0,50.0")


def test_a_single_year_is_a_dot_in_the_middle():
    found = line({2023: Decimal(80)}, years=(2023,), box=BOX, span=SPAN)
    assert (found.dots[0].x, found.strokes) == ("50.0", ())


def test_a_span_leaves_an_eighth_of_air_and_one_unit_round_equal_figures():
    assert spanning([Decimal(80), Decimal(96)]) == Span(Decimal("78.00"), Decimal("98.00"))
    assert spanning([Decimal(80), Decimal(80)]) == Span(Decimal("79.00"), Decimal("81.00"))


def test_a_bar_is_its_share_with_marks_at_the_bounds():
    found = bar(Decimal("93.43"), whole=Fraction(100), shade=1, scale=DEFAULT_SCALE)
    assert (found.width, found.marks) == ("93.43%", ("85.00%", "75.00%", "60.00%"))


@pytest.mark.parametrize(("value", "width"), [("120", "100.00%"), ("-3", "0.00%")])
def test_a_bar_stays_within_the_picture(value, width):
    assert bar(Decimal(value), whole=Fraction(100), shade=1).width == width


def test_class_counts_share_the_width_and_leave_out_the_empty():
    found = segments(class_counts(DEFAULT_SCALE, {"Tốt": 1, "Yếu": 3}))
    assert [(item.badge.name, item.start, item.width) for item in found] == [
        ("Tốt", "0.00%", "25.00%"),
        ("Yếu", "25.00%", "75.00%"),
    ]


@pytest.mark.parametrize(
    ("scale", "shades"),
    [
        ("Tốt:85;Khá:75;Trung bình:60;Yếu:0", [1, 2, 3, 4]),
        ("Đạt:50;Không đạt:0", [1, 4]),
        ("A:80;B:60;C:0", [1, 3, 4]),
        ("Một:0", [1]),
    ],
)
def test_a_scale_of_any_length_is_spread_over_the_shades(scale, shades):
    parsed = parse_class_scale(scale)
    assert [shade(parsed, name) for name in parsed.names] == shades


def test_a_badge_tells_what_the_class_was_lowered_from():
    assert badge(DEFAULT_SCALE, "Khá", "Tốt").lowered_from == "Tốt"
    assert badge(DEFAULT_SCALE, "Khá", "Khá").lowered_from == ""
    assert badge(DEFAULT_SCALE, "") is None
    assert badge(DEFAULT_SCALE, "Xuất sắc").shade == 0
