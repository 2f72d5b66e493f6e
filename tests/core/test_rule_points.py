"""Every rule kind: reading → points, with the arithmetic written out (CONTRACT §4)."""

from fractions import Fraction

import pytest

from scoring.core.rules import RULES
from tests.core.scoring import points_of

YES_NO = {"kind": "yes_no"}
LEVELS = {
    "kind": "levels",
    "levels": [{"label": "Đạt", "points": "2"}, {"label": "Một phần", "points": 0.75}, {"label": "Không", "points": 0}],
}
CHECKLIST = {
    "kind": "checklist",
    "items": [
        {"code": "a", "label": "Kế hoạch", "points": "1"},
        {"code": "b", "label": "Báo cáo", "points": "0.5"},
        {"code": "c", "label": "Kiểm tra", "points": "1.25"},
    ],
}
RATIO = {"kind": "ratio"}
FLOOR = {"kind": "ratio", "floor": "0.8"}
FULL = {"kind": "ratio", "full": "0.9", "floor": "0.5"}
RESCALED = {"kind": "rescaled", "low": "50", "high": "90"}
LESS_IS_BETTER = {"kind": "rescaled", "low": "10", "high": "2"}
UNSORTED = {
    "kind": "bands",
    "bands": [
        {"from": "0.8", "points": "1.5"},
        {"from": "0.5", "points": "1"},
        {"from": "0.95", "points": "2"},
    ],
}
FALLING = {"kind": "bands", "bands": [{"from": "0", "points": "2"}, {"from": "5", "points": "0.5"}]}
THRESHOLD = {"kind": "threshold"}
AT = {"kind": "threshold", "at": "0.95"}
PER_VIOLATION = {"kind": "per_violation", "deduct": "0.3"}
PER_UNIT = {"kind": "per_unit", "unit": "0.3"}
STEPS = {"kind": "steps", "start": "60", "base": "0.5", "step": "10", "increment": "0.25"}
CONVERT = {"kind": "convert"}
CONVERT_5 = {"kind": "convert", "scale": "5"}


def n_of_d(numerator, denominator):
    return {"numerator": numerator, "denominator": denominator}


def conditions(*parts):
    return {"kind": "compound", "all_of": [{"input": name, "op": op, "value": value} for name, op, value in parts]}


def inputs(**figures):
    return {"inputs": figures}


BOTH = conditions(("đúng hạn", ">=", "0.95"), ("trễ", "<", "3"))

CASES = [
    ("yes: M", YES_NO, "1.5", {"answer": True}, "1.5"),
    ("no: 0", YES_NO, "1.5", {"answer": False}, "0"),
    ("the level's own points", LEVELS, "2", {"label": "Đạt"}, "2"),
    ("a level written as a JSON number is 3/4 exactly", LEVELS, "2", {"label": "Một phần"}, "3/4"),
    ("the last level: 0", LEVELS, "2", {"label": "Không"}, "0"),
    ("no item: 0", CHECKLIST, "2", {"items": []}, "0"),
    ("1 + 0.5 = 1.5", CHECKLIST, "2", {"items": ["b", "a"]}, "1.5"),
    ("0.5 + 1.25 = 1.75", CHECKLIST, "2", {"items": ["b", "c"]}, "1.75"),
    ("1 + 0.5 + 1.25 = 2.75, at most 2", CHECKLIST, "2", {"items": ["a", "b", "c"]}, "2"),
    ("2 × 44/46 = 44/23", RATIO, "2", n_of_d("44", "46"), "44/23"),
    ("46/46 ≥ 1: M", RATIO, "2", n_of_d("46", "46"), "2"),
    ("50/46 > 1: M, never above", RATIO, "2", n_of_d("50", "46"), "2"),
    ("0/46: 0", RATIO, "2", n_of_d(0, 46), "0"),
    ("44/46 = 0.9565 ≥ 0.8: 2 × 44/46", FLOOR, "2", n_of_d("44", "46"), "44/23"),
    ("exactly at the floor 8/10: 2 × 0.8 = 1.6", FLOOR, "2", n_of_d(8, 10), "1.6"),
    ("one below the floor 799/1000: 0", FLOOR, "2", n_of_d(799, 1000), "0"),
    ("2 × 0.6 ÷ 0.9 = 4/3", FULL, "2", n_of_d(6, 10), "4/3"),
    ("exactly at full 9/10: M", FULL, "2", n_of_d(9, 10), "2"),
    ("just below full 899/1000: 2 × 0.899 ÷ 0.9", FULL, "2", n_of_d(899, 1000), "899/450"),
    ("exactly at the floor 5/10: 2 × 0.5 ÷ 0.9 = 10/9", FULL, "2", n_of_d(5, 10), "10/9"),
    (
        "floor above full: full is asked first",
        {"kind": "ratio", "full": "0.5", "floor": "0.9"},
        "2",
        n_of_d(6, 10),
        "2",
    ),
    ("floor above full: 0.4 is below both", {"kind": "ratio", "full": "0.5", "floor": "0.9"}, "2", n_of_d(4, 10), "0"),
    ("parts of a hundredth: 1 × 0.1/0.3 = 1/3", RATIO, "1", n_of_d("0.1", 0.3), "1/3"),
    ("d = 0, empty full: M", RATIO | {"empty": "full"}, "2", n_of_d(0, 0), "2"),
    ("d = 0, empty zero: 0", RATIO | {"empty": "zero"}, "2", n_of_d(0, 0), "0"),
    ("d = 0, empty exempt: the leaf does not count", RATIO | {"empty": "exempt"}, "2", n_of_d(0, 0), None),
    ("d = 0 with n > 0 is as empty", RATIO | {"empty": "zero"}, "2", n_of_d(3, 0), "0"),
    ("empty says nothing where d > 0", RATIO | {"empty": "exempt"}, "2", n_of_d(1, 2), "1"),
    ("2 × (70 − 50) ÷ (90 − 50) = 1", RESCALED, "2", {"x": "70"}, "1"),
    ("2 × (51 − 50) ÷ 40 = 0.05", RESCALED, "2", {"x": 51}, "0.05"),
    ("exactly low: 0", RESCALED, "2", {"x": "50"}, "0"),
    ("exactly high: M", RESCALED, "2", {"x": "90"}, "2"),
    ("below low: 0, not negative", RESCALED, "2", {"x": "-10"}, "0"),
    ("above high: M, not more", RESCALED, "2", {"x": "190"}, "2"),
    ("low > high: 2 × (4 − 10) ÷ (2 − 10) = 1.5", LESS_IS_BETTER, "2", {"x": "4"}, "1.5"),
    ("low > high: at the better end M", LESS_IS_BETTER, "2", {"x": "2"}, "2"),
    ("low > high: better still is M", LESS_IS_BETTER, "2", {"x": "0"}, "2"),
    ("low > high: at the worse end 0", LESS_IS_BETTER, "2", {"x": "10"}, "0"),
    ("low > high: worse still is 0", LESS_IS_BETTER, "2", {"x": "11"}, "0"),
    ("n/d: 3 × (2/3 − 0.5) ÷ 0.5 = 1", {"kind": "rescaled", "low": "0.5", "high": "1"}, "3", n_of_d(2, 3), "1"),
    ("unsorted bands: 0.9 reaches 0.8", UNSORTED, "2", {"x": "0.9"}, "1.5"),
    ("exactly at a band", UNSORTED, "2", {"x": "0.95"}, "2"),
    ("just below a band", UNSORTED, "2", {"x": "0.9499"}, "1.5"),
    ("exactly at the lowest band", UNSORTED, "2", {"x": "0.5"}, "1"),
    ("below every band: 0", UNSORTED, "2", {"x": "0.4999"}, "0"),
    ("n/d: 19/20 = 0.95", UNSORTED, "2", n_of_d(19, 20), "2"),
    ("n/d: 94999/100000 < 0.95", UNSORTED, "2", n_of_d(94999, 100000), "1.5"),
    ("points may fall: 5 reaches the second band", FALLING, "2", {"x": "5"}, "0.5"),
    ("points may fall: 4.99 stays in the first", FALLING, "2", {"x": "4,99"}, "2"),
    ("default 1: 1 reaches it", THRESHOLD, "2", {"x": "1"}, "2"),
    ("default 1: 0.999999 does not", THRESHOLD, "2", {"x": "0.999999"}, "0"),
    ("exactly at", AT, "2", {"x": "0.95"}, "2"),
    ("below at", AT, "2", {"x": "0.9499999"}, "0"),
    ("n/d: 95/100", AT, "2", n_of_d(95, 100), "2"),
    ("n/d: 2/3 ≥ a third twice, exactly", {"kind": "threshold", "at": "0.6666"}, "2", n_of_d(2, 3), "2"),
    ("none: M", PER_VIOLATION, "2", {"count": 0}, "2"),
    ("2 − 3 × 0.3 = 1.1", PER_VIOLATION, "2", {"count": "3"}, "1.1"),
    ("1.5 − 5 × 0.3 = 0, exactly", PER_VIOLATION, "1.5", {"count": 5}, "0"),
    ("2 − 7 × 0.3 = −0.1, not below 0", PER_VIOLATION, "2", {"count": 7}, "0"),
    ("nothing deducted: M", {"kind": "per_violation", "deduct": "0"}, "2", {"count": 9}, "2"),
    ("none: 0", PER_UNIT, "2", {"count": 0}, "0"),
    ("3 × 0.3 = 0.9", PER_UNIT, "2", {"count": 3}, "0.9"),
    ("5 × 0.3 = 1.5, exactly M", PER_UNIT, "1.5", {"count": 5}, "1.5"),
    ("7 × 0.3 = 2.1, at most 2", PER_UNIT, "2", {"count": "7"}, "2"),
    ("a whole number written 3.0 is a count", PER_UNIT, "2", {"count": "3.0"}, "0.9"),
    ("below start: 0", STEPS, "2", {"x": "59.999"}, "0"),
    ("exactly at start: base", STEPS, "2", {"x": "60"}, "0.5"),
    ("⌊9.999/10⌋ = 0: base", STEPS, "2", {"x": "69.999"}, "0.5"),
    ("⌊10/10⌋ = 1: 0.5 + 0.25", STEPS, "2", {"x": "70"}, "0.75"),
    ("⌊25/10⌋ = 2: 0.5 + 2 × 0.25 = 1", STEPS, "2", {"x": "85"}, "1"),
    ("⌊60/10⌋ = 6: 0.5 + 6 × 0.25 = 2, exactly M", STEPS, "2", {"x": "120"}, "2"),
    ("⌊70/10⌋ = 7: 2.25, at most 2", STEPS, "2", {"x": "130"}, "2"),
    (
        "a start below 0: ⌊(−1 − −3)/1⌋ = 2",
        {"kind": "steps", "start": "-3", "base": "0", "step": "1", "increment": "0.5"},
        "2",
        {"x": "-1"},
        "1",
    ),
    (
        "steps of 0.1: ⌊(0.3 − 0)/0.1⌋ = 3, where binary fractions give 2",
        {"kind": "steps", "start": "0", "base": "0", "step": "0.1", "increment": "0.5"},
        "2",
        {"x": 0.3},
        "1.5",
    ),
    ("all hold: M", BOTH, "2", inputs(**{"đúng hạn": "0.96", "trễ": "2"}), "2"),
    ("at a bound of >= and below one of <", BOTH, "2", inputs(**{"đúng hạn": "0.95", "trễ": "2.99"}), "2"),
    ("one fails: 0", BOTH, "2", inputs(**{"đúng hạn": "0.96", "trễ": "3"}), "0"),
    ("the other fails: 0", BOTH, "2", inputs(**{"đúng hạn": "0.9499", "trễ": "0"}), "0"),
    ("> is not reached at the bound", conditions(("x", ">", "1")), "2", inputs(x="1"), "0"),
    ("> above the bound", conditions(("x", ">", "1")), "2", inputs(x="1.000001"), "2"),
    ("<= at the bound", conditions(("x", "<=", "1")), "2", inputs(x="1"), "2"),
    ("<= above the bound", conditions(("x", "<=", "1")), "2", inputs(x="1.000001"), "0"),
    ("== by value, not by text", conditions(("x", "==", "1.50")), "2", inputs(x=1.5), "2"),
    ("== of another value", conditions(("x", "==", "1.5")), "2", inputs(x="1.51"), "0"),
    ("one input between two bounds", conditions(("x", ">=", "1"), ("x", "<", "2")), "2", inputs(x="1.5"), "2"),
    ("one input outside of the two", conditions(("x", ">=", "1"), ("x", "<", "2")), "2", inputs(x="2"), "0"),
    ("2.5 × 87.4 ÷ 100 = 2.185", CONVERT, "2.5", {"x": "87.4"}, "2.185"),
    ("the whole scale: M", CONVERT, "2.5", {"x": "100"}, "2.5"),
    ("above the scale: M", CONVERT, "2.5", {"x": "101"}, "2.5"),
    ("0: 0", CONVERT, "2.5", {"x": "0"}, "0"),
    ("2 × 4.1 ÷ 5 = 1.64", CONVERT_5, "2", {"x": "4,1"}, "1.64"),
    ("1 × 1 ÷ 3 is a third, not 0.33", {"kind": "convert", "scale": "3"}, "1", {"x": "1"}, "1/3"),
    ("a maximum of 0 gives 0", RATIO, "0", n_of_d(1, 1), "0"),
]


@pytest.mark.parametrize(
    ("rule", "maximum", "value", "points"),
    [pytest.param(*case[1:], id=f"{case[1]['kind']}: {case[0]}") for case in CASES],
)
def test_points(rule, maximum, value, points):
    assert points_of(rule, maximum, value) == (None if points is None else Fraction(points))


def test_every_kind_has_cases():
    assert {case[1]["kind"] for case in CASES} == set(RULES) - {"manual"}
