"""Parameters and values that CONTRACT §3 and §4 do not allow, each by the sentence that people read."""

import pytest

from scoring.core.errors import Refused
from tests.core.scoring import dumps, points_of, reading_of, rule_of

BANDS = [{"from": "0.8", "points": "1"}]
LEVELS = [{"label": "Đạt", "points": "2"}]
ITEMS = [{"code": "a", "label": "Mục a", "points": "1"}]
CONDITIONS = [{"input": "tỷ lệ", "op": ">=", "value": "0.9"}]
STEPS = {"start": "60", "base": "0.5", "step": "10", "increment": "0.25"}
NOT_A_NUMBER = "“%s” không phải là số"
NEGATIVE = "“%s” không được âm"
NOT_POSITIVE = "“%s” phải lớn hơn 0"
ABOVE_MAXIMUM = "điểm trong cách chấm lớn hơn điểm tối đa của tiêu chí"
EMPTY_LIST = "“%s” phải là danh sách có ít nhất một mục"
TOO_LONG = "“%s” quá dài"

PARAMETERS = [
    ("not JSON", "{kind: ratio}", "không phải là JSON hợp lệ"),
    ("NaN is not JSON", '{"kind": "convert", "scale": NaN}', "không phải là JSON hợp lệ"),
    ("a list", "[]", "không phải là một đối tượng JSON"),
    ("a key twice", '{"kind": "ratio", "full": "1", "full": "2"}', "khóa “full” lặp lại trong JSON"),
    ("no kind", {}, "thiếu khóa “kind”"),
    ("kind null", {"kind": None}, "“kind” phải là chữ"),
    ("unknown kind", {"kind": "ratios"}, "“kind” không nhận “ratios”"),
    ("unknown key", {"kind": "ratio", "flor": "0.8"}, "không có khóa “flor”"),
    ("manual takes nothing", {"kind": "manual", "points": "1"}, "không có khóa “points”"),
    ("yes_no takes nothing", {"kind": "yes_no", "points": "1"}, "không có khóa “points”"),
    ("levels missing", {"kind": "levels"}, "thiếu khóa “levels”"),
    ("levels empty", {"kind": "levels", "levels": []}, EMPTY_LIST % "levels"),
    ("levels not a list", {"kind": "levels", "levels": {"label": "Đạt"}}, EMPTY_LIST % "levels"),
    ("a level that is no object", {"kind": "levels", "levels": ["Đạt"]}, "phải là một đối tượng JSON"),
    ("a level twice", {"kind": "levels", "levels": LEVELS * 2}, "“Đạt” lặp lại trong “levels”"),
    ("a level without label", {"kind": "levels", "levels": [{"points": "1"}]}, "thiếu khóa “label”"),
    ("a level with an empty label", {"kind": "levels", "levels": [{"label": " ", "points": 1}]}, "“label” phải là chữ"),
    ("a level above M", {"kind": "levels", "levels": [{"label": "x", "points": "2.01"}]}, ABOVE_MAXIMUM),
    ("a level below 0", {"kind": "levels", "levels": [{"label": "x", "points": "-1"}]}, NEGATIVE % "points"),
    ("a level with more", {"kind": "levels", "levels": [LEVELS[0] | {"code": "x"}]}, "không có khóa “code”"),
    ("items empty", {"kind": "checklist", "items": []}, EMPTY_LIST % "items"),
    ("an item twice", {"kind": "checklist", "items": ITEMS * 2}, "“a” lặp lại trong “items”"),
    ("an item above M", {"kind": "checklist", "items": [{"code": "a", "label": "a", "points": 3}]}, ABOVE_MAXIMUM),
    ("an item without points", {"kind": "checklist", "items": [{"code": "a", "label": "a"}]}, "thiếu khóa “points”"),
    ("full 0", {"kind": "ratio", "full": "0"}, NOT_POSITIVE % "full"),
    ("full below 0", {"kind": "ratio", "full": "-1"}, NOT_POSITIVE % "full"),
    ("full not a number", {"kind": "ratio", "full": "90%"}, NOT_A_NUMBER % "full"),
    ("full with an exponent", {"kind": "ratio", "full": "1e0"}, NOT_A_NUMBER % "full"),
    ("full with separators", {"kind": "ratio", "full": "1.000,5"}, NOT_A_NUMBER % "full"),
    ("full true", {"kind": "ratio", "full": True}, NOT_A_NUMBER % "full"),
    ("full null", {"kind": "ratio", "full": None}, NOT_A_NUMBER % "full"),
    ("full too long", {"kind": "ratio", "full": "1" * 102}, TOO_LONG % "full"),
    ("full too large", '{"kind": "ratio", "full": 1e400}', TOO_LONG % "full"),
    ("unknown empty", {"kind": "ratio", "empty": "none"}, "“empty” không nhận “none”"),
    ("low = high", {"kind": "rescaled", "low": "5", "high": "5.0"}, "“low” và “high” bằng nhau"),
    ("high missing", {"kind": "rescaled", "low": "5"}, "thiếu khóa “high”"),
    ("bands empty", {"kind": "bands", "bands": []}, EMPTY_LIST % "bands"),
    (
        "a band twice",
        {"kind": "bands", "bands": [*BANDS, {"from": "0.80", "points": 2}]},
        "“0.8” lặp lại trong “bands”",
    ),
    ("a band above M", {"kind": "bands", "bands": [{"from": "0", "points": "2.5"}]}, ABOVE_MAXIMUM),
    ("at not a number", {"kind": "threshold", "at": "cao"}, NOT_A_NUMBER % "at"),
    ("deduct missing", {"kind": "per_violation"}, "thiếu khóa “deduct”"),
    ("deduct below 0", {"kind": "per_violation", "deduct": "-0.5"}, NEGATIVE % "deduct"),
    ("unit below 0", {"kind": "per_unit", "unit": "-0.5"}, NEGATIVE % "unit"),
    ("step 0", {"kind": "steps", **STEPS, "step": "0"}, NOT_POSITIVE % "step"),
    ("step below 0", {"kind": "steps", **STEPS, "step": "-1"}, NOT_POSITIVE % "step"),
    ("increment below 0", {"kind": "steps", **STEPS, "increment": "-1"}, NEGATIVE % "increment"),
    ("base below 0", {"kind": "steps", **STEPS, "base": "-1"}, NEGATIVE % "base"),
    ("start missing", {"kind": "steps", "base": 1, "step": 1, "increment": 1}, "thiếu khóa “start”"),
    ("no condition", {"kind": "compound", "all_of": []}, EMPTY_LIST % "all_of"),
    ("unknown op", {"kind": "compound", "all_of": [CONDITIONS[0] | {"op": "="}]}, "“op” không nhận “=”"),
    ("a condition with more", {"kind": "compound", "all_of": [CONDITIONS[0] | {"x": 1}]}, "không có khóa “x”"),
    ("scale 0", {"kind": "convert", "scale": "0"}, NOT_POSITIVE % "scale"),
]

VALUES = [
    ("manual reads nothing", {"kind": "manual"}, {"x": "1"}, "tiêu chí chấm trực tiếp không nhận số liệu"),
    ("no answer", {"kind": "yes_no"}, {}, "thiếu khóa “answer”"),
    ("an answer in words", {"kind": "yes_no"}, {"answer": "có"}, "“answer” phải là true hoặc false"),
    ("an answer 1", {"kind": "yes_no"}, {"answer": 1}, "“answer” phải là true hoặc false"),
    ("an answer and more", {"kind": "yes_no"}, {"answer": True, "x": 1}, "không có khóa “x”"),
    ("unknown label", {"kind": "levels", "levels": LEVELS}, {"label": "đạt"}, "không có mức “đạt”"),
    ("unknown item", {"kind": "checklist", "items": ITEMS}, {"items": ["A"]}, "không có mục “A”"),
    ("an item twice", {"kind": "checklist", "items": ITEMS}, {"items": ["a", "a"]}, "“a” lặp lại trong “items”"),
    ("items no list", {"kind": "checklist", "items": ITEMS}, {"items": "a"}, "“items” phải là danh sách mã"),
    ("an item no text", {"kind": "checklist", "items": ITEMS}, {"items": [1]}, "“items” phải là chữ"),
    ("d = 0 without empty", {"kind": "ratio"}, {"numerator": 0, "denominator": 0}, "mẫu số bằng 0"),
    ("n below 0", {"kind": "ratio"}, {"numerator": -1, "denominator": 2}, NEGATIVE % "numerator"),
    ("d below 0", {"kind": "ratio"}, {"numerator": 1, "denominator": "-2"}, NEGATIVE % "denominator"),
    ("d missing", {"kind": "ratio"}, {"numerator": 1}, "thiếu khóa “denominator”"),
    ("ratio has no x", {"kind": "ratio"}, {"x": "0.9"}, "thiếu khóa “numerator”"),
    ("neither x nor n/d", {"kind": "threshold"}, {}, "thiếu “x” hoặc “numerator” và “denominator”"),
    ("d = 0 elsewhere", {"kind": "threshold"}, {"numerator": 1, "denominator": 0}, "mẫu số bằng 0"),
    ("x and n/d", {"kind": "threshold"}, {"x": 1, "numerator": 1}, "không có khóa “numerator”"),
    ("x not a number", {"kind": "convert"}, {"x": "cao"}, NOT_A_NUMBER % "x"),
    ("x infinite", {"kind": "convert"}, '{"x": Infinity}', "không phải là JSON hợp lệ"),
    ("convert has no n/d", {"kind": "convert"}, {"numerator": 1, "denominator": 2}, "thiếu khóa “x”"),
    ("steps have no n/d", {"kind": "steps", **STEPS}, {"numerator": 1, "denominator": 2}, "thiếu khóa “x”"),
    ("half a count", {"kind": "per_unit", "unit": "1"}, {"count": "1.5"}, "“count” phải là số nguyên không âm"),
    ("a count below 0", {"kind": "per_unit", "unit": "1"}, {"count": -1}, "“count” phải là số nguyên không âm"),
    ("a count true", {"kind": "per_violation", "deduct": "1"}, {"count": True}, NOT_A_NUMBER % "count"),
    ("an input missing", {"kind": "compound", "all_of": CONDITIONS}, {"inputs": {}}, "thiếu đầu vào “tỷ lệ”"),
    (
        "an unknown input",
        {"kind": "compound", "all_of": CONDITIONS},
        {"inputs": {"tỷ lệ": 1, "ty le": 1}},
        "không có đầu vào “ty le”",
    ),
    (
        "inputs a list",
        {"kind": "compound", "all_of": CONDITIONS},
        {"inputs": []},
        "“inputs” phải là một đối tượng JSON",
    ),
    (
        "an input null",
        {"kind": "compound", "all_of": CONDITIONS},
        {"inputs": {"tỷ lệ": None}},
        NOT_A_NUMBER % "tỷ lệ",
    ),
    ("deep nesting", {"kind": "convert"}, '{"x":' * 5000 + "1" + "}" * 5000, "không phải là JSON hợp lệ"),
]


@pytest.mark.parametrize(("rule", "sentence"), [pytest.param(*case[1:], id=case[0]) for case in PARAMETERS])
def test_parameters_are_refused(rule, sentence):
    with pytest.raises(Refused) as caught:
        rule_of(rule, "2")
    assert str(caught.value) == sentence


@pytest.mark.parametrize(("rule", "value", "sentence"), [pytest.param(*case[1:], id=case[0]) for case in VALUES])
def test_values_are_refused(rule, value, sentence):
    with pytest.raises(Refused) as caught:
        reading_of(rule, value)
    assert str(caught.value) == sentence


def test_the_remedy_names_the_nearest_known_word():
    with pytest.raises(Refused) as caught:
        rule_of({"kind": "ratio", "flor": "0.8"})
    assert caught.value.remedy % caught.value.params == "khóa gần nhất: floor"


def test_a_manual_leaf_has_no_reading_to_score():
    with pytest.raises(TypeError):
        rule_of({"kind": "manual"}).points(None, 2)


def test_a_float_never_becomes_points():
    """JSON numbers are read as decimals: 0.1 + 0.2 of two items is 0.3."""
    items = [{"code": "a", "label": "a", "points": 0.1}, {"code": "b", "label": "b", "points": 0.2}]
    assert str(points_of(dumps({"kind": "checklist", "items": items}), "1", {"items": ["a", "b"]})) == "3/10"
