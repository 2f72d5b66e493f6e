"""Classes by threshold, and the scale as it is written (CONTRACT §3, §7)."""

from fractions import Fraction

import pytest

from scoring.core.errors import Refused
from scoring.core.policy import DEFAULT_SCALE, parse_class_scale

CLASSES = [
    ("100", "Tốt"),
    ("85", "Tốt"),
    ("84.999999", "Khá"),
    ("75", "Khá"),
    ("74.99", "Trung bình"),
    ("60", "Trung bình"),
    ("59.99", "Yếu"),
    ("0", "Yếu"),
    ("-1", "Yếu"),
]


@pytest.mark.parametrize(("figure", "name"), CLASSES)
def test_the_lower_bound_belongs_to_the_class(figure, name):
    assert DEFAULT_SCALE.by_threshold(Fraction(figure)) == name


def test_bounds_are_read_as_written():
    scale = parse_class_scale(" Tốt : 85,5 ;Khá:70.25; Yếu:0;")
    assert [(item.name, item.bound) for item in scale.classes] == [
        ("Tốt", Fraction("85.5")),
        ("Khá", Fraction("70.25")),
        ("Yếu", 0),
    ]
    assert str(scale) == "Tốt:85.5;Khá:70.25;Yếu:0"


def test_a_name_may_hold_a_colon():
    assert parse_class_scale("Loại: A:50;B:0").names == ("Loại: A", "B")


REFUSED = {
    "": "thang xếp loại không kết thúc ở 0",
    "Tốt:85": "thang xếp loại không kết thúc ở 0",
    "Tốt:85;Khá:1": "thang xếp loại không kết thúc ở 0",
    "Khá:75;Tốt:85;Yếu:0": "thang xếp loại không giảm dần",
    "Tốt:85;Khá:85;Yếu:0": "thang xếp loại không giảm dần",
    "Tốt:85;Tốt:75;Yếu:0": "tên xếp loại lặp lại",
    "Tốt;Khá:75;Yếu:0": "“Tốt” không phải là “tên:cận dưới”",
    ":85;Yếu:0": "“:85” không phải là “tên:cận dưới”",
    "Tốt:cao;Yếu:0": "“Tốt:cao” không phải là “tên:cận dưới”",
}


@pytest.mark.parametrize(("text", "sentence"), REFUSED.items())
def test_refusals(text, sentence):
    with pytest.raises(Refused) as caught:
        parse_class_scale(text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("name", "steps", "result"),
    [("Tốt", 1, "Khá"), ("Tốt", 2, "Trung bình"), ("Trung bình", 2, "Yếu"), ("Yếu", 1, "Yếu"), ("Tốt", 99, "Yếu")],
)
def test_a_drop_ends_at_the_last_class(name, steps, result):
    assert DEFAULT_SCALE.dropped(name, steps) == result


@pytest.mark.parametrize(
    ("name", "cap", "result"), [("Tốt", "Khá", "Khá"), ("Khá", "Khá", "Khá"), ("Yếu", "Khá", "Yếu")]
)
def test_a_cap_never_raises(name, cap, result):
    assert DEFAULT_SCALE.capped(name, cap) == result
