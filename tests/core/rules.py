"""One rule of every kind, as the workbook gives them."""

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
