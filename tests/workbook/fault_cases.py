"""CONTRACT §3's faults, one line each: name, cells changed, (cell at fault, a word of its rule)."""

from tests.workbook.base import CHI_TIEU, KHAO_SAT, RIENG, text


def one(sheet, row, column, value, word, at=None):
    """One cell changed; the fault is there, or in the column `at` of that row."""
    return [(sheet, row, column, value)], (sheet, row, at or column), word


def rows(sheet, row, values, at, word):
    """Several cells of one row changed."""
    return [(sheet, row, column, value) for column, value in values.items()], (sheet, row, at), word


def rule(row, content, word):
    return one("criteria", row, "rule", content if isinstance(content, str) else text(content), word)


def value(row, content, word):
    return one("scores", row, "self_value", content if isinstance(content, str) else text(content), word)


def modifier(content, word):
    return one("modifiers", 1, "rule", text(content), word)


DEEP = '{"a":' * 50_000 + "1" + "}" * 50_000
LONG = "9" * 5000
DROP = {"kind": "drop_if_indicator", "indicator": "tre_han", "op": ">=", "value": "10", "drop": 1}
SHARE = {"kind": "drop_unless_subordinates", "share": "2/3", "drop": 1}

REFERENCES = {
    "agency of scores": one("scores", 0, "agency", "CQ9", "không có cơ quan"),
    "agency of survey": one("survey", 0, "agency", "cq1", "không có cơ quan"),
    "agency of indicators": one("indicators", 0, "agency", "X", "không có cơ quan"),
    "agency of history": one("history", 0, "agency", "X", "không có cơ quan"),
    "parent agency": one("agencies", 1, "parent", "X", "không có cơ quan"),
    "annex": one("agencies", 0, "annex", "PL9", "không có phụ lục"),
    "bloc of agencies": one("agencies", 0, "bloc", "HUYEN", "không có khối"),
    "bloc of bloc_history": one("bloc_history", 1, "bloc", "X", "không có khối"),
    "bloc of a modifier": modifier(DROP | {"bloc": "X"}, "không có khối"),
    "criterion of scores": one("scores", 0, "criterion", "1.99", "không có tiêu chí"),
    "criterion of another annex": one("scores", 10, "criterion", "1.1", "không có tiêu chí"),
    "criterion of survey": one("survey", 0, "criterion", "9", "không có tiêu chí"),
    "group in scores": one("scores", 0, "criterion", "1", "nhóm"),
    "parent criterion": one("criteria", 1, "parent", "7", "không có tiêu chí"),
    "parent in another annex": one("criteria", RIENG, "parent", "1.1", "không có tiêu chí"),
    "indicator": one("indicators", 0, "indicator", "khac", "không có chỉ tiêu"),
}
DUPLICATES = {
    "campaign key": rows("campaign", 11, {"key": "Tên kỳ đánh giá", "value": "x"}, "key", "lặp lại"),
    "agency": one("agencies", 1, "code", "CQ1", "trùng"),
    "agency but for case, spaces and dashes": one("agencies", 2, "code", "c q-1", "trùng"),
    "bloc": one("blocs", 1, "code", "SO", "trùng"),
    "criterion": one("criteria", 2, "code", "1.1", "trùng"),
    "score row": one("scores", 1, "criterion", "1.1", "trùng"),
    "survey row": one("survey", 1, "agency", "CQ1", "trùng"),
    "indicator row": one("indicators", 1, "agency", "CQ1", "trùng", at="indicator"),
    "modifier order": one("modifiers", 1, "order", "1", "trùng"),
    "history row": one("history", 1, "agency", "CQ1", "trùng", at="year"),
    "bloc_history row": one("bloc_history", 1, "bloc", "*", "trùng", at="year"),
}
DUPLICATES["survey row"] = ([("survey", 1, "agency", "CQ1")], ("survey", 1, "criterion"), "trùng")
POINTS = {
    "self below 0": one("scores", 0, "self_points", "-0,5", "âm"),
    "self above the maximum": one("scores", 0, "self_points", "2,01", "lớn hơn điểm tối đa"),
    "round1 above the maximum": one("scores", 0, "round1_points", 2.001, "lớn hơn điểm tối đa"),
    "round2 below 0": one("scores", 0, "round2_points", -1, "âm"),
    "council above the maximum": rows(
        "scores", 0, {"council_points": 3, "council_reason": "x"}, "council_points", "lớn hơn điểm tối đa"
    ),
    "council below 0": rows("scores", 0, {"council_points": -1, "council_reason": "x"}, "council_points", "âm"),
    "survey above the maximum": one("survey", 0, "points", 2.5, "lớn hơn điểm tối đa"),
    "survey below 0": one("survey", 0, "points", "-1", "âm"),
    "1e99": one("scores", 0, "self_points", 1e99, "lớn hơn điểm tối đa"),
    "total": one("criteria", 0, "max_points", "22,5", "tổng không khớp"),
    "maximum below 0": one("criteria", RIENG, "max_points", -3, "âm"),
    "cap below 0": one("criteria", 0, "cap", -3, "âm"),
    "differ from the rule": one("scores", 4, "self_points", "1.92", "khác kết quả"),
    "differ at the decimals given": one("scores", 4, "self_points", "1.9131", "khác kết quả"),
    "a value on manual": value(0, {"x": 1}, "không nhận số liệu"),
    "survey points elsewhere": one("survey", 0, "criterion", "1.1", "không lấy điểm điều tra"),
    "self on survey": one("scores", 8, "self_points", 1, "survey"),
    "round1 on survey": one("scores", 8, "round1_points", 1, "survey"),
    "round2 on survey": one("scores", 8, "round2_value", "{}", "survey"),
    "self on appraiser": one("scores", 9, "self_points", 1, "appraiser"),
    "self value on appraiser": one("scores", 9, "self_value", '{"x":1}', "appraiser"),
    "exempt without reason": one("scores", 0, "exempt", 1, "lý do", at="exempt_reason"),
    "council without reason": one("scores", 0, "council_points", 1, "lý do", at="council_reason"),
}
TREES = {
    "cycle of agencies": one("agencies", 0, "parent", "CQ2", "vòng lặp"),
    "agency its own parent": one("agencies", 0, "parent", "CQ1", "vòng lặp"),
    "cycle of criteria": one("criteria", 0, "parent", "1.1", "vòng lặp"),
    "criterion its own parent": one("criteria", RIENG, "parent", "1", "vòng lặp"),
    "group without children": one("criteria", RIENG, "kind", "group", "không có tiêu chí con"),
    "node with children of another kind": one("criteria", 0, "kind", "score", "phải là nhóm"),
    "source on a group": one("criteria", 0, "source", "self", "nhóm không có ô này"),
    "rule on a group": one("criteria", 0, "rule", '{"kind":"manual"}', "nhóm không có ô này"),
    "leaf without maximum": one("criteria", RIENG, "max_points", None, "thiếu điểm tối đa"),
    "leaf with cap": one("criteria", RIENG, "cap", 1, "chỉ nhóm"),
    "indicator without code": one("criteria", CHI_TIEU, "indicator", None, "thiếu mã chỉ tiêu"),
    "code without indicator": one("criteria", RIENG, "indicator", "hai_long", "nguồn không phải"),
    "rule not for indicators": rule(CHI_TIEU, {"kind": "yes_no"}, "không dùng cho chỉ tiêu"),
}
SETTINGS = {
    "scale not descending": one("campaign", "class_scale", "value", "Tốt:85;Khá:90;Yếu:0", "không giảm dần"),
    "scale with equal bounds": one("campaign", "class_scale", "value", "Tốt:85;Khá:85;Yếu:0", "không giảm dần"),
    "scale not ending at 0": one("campaign", "class_scale", "value", "Tốt:85;Khá:75;Yếu:1", "0"),
    "scale without numbers": one("campaign", "class_scale", "value", "Tốt;Khá", ""),
    "scale with a name twice": one("campaign", "class_scale", "value", "Khá:85;Khá:75;Yếu:0", ""),
    "unknown key": one("campaign", "index_digits", "key", "index_digit", "không có khóa"),
    "year": one("campaign", "year", "value", "hai nghìn", "không phải là số"),
    "year with a part": one("campaign", "year", "value", 2023.5, "số nguyên"),
    "no year": one("campaign", "year", "value", None, "thiếu khóa"),
    "digits": one("campaign", "index_digits", "value", -1, "ngoài khoảng"),
    "rate": one("campaign", "supplement_rate", "value", "1e0", "không phải là số"),
    "cap": one("campaign", "index_cap", "value", "vô hạn", "không phải là số"),
    "mode": one("campaign", "index_mode", "value", "Percent", "danh mục"),
    "deadline": one("campaign", "self_deadline", "value", "2023-02-30", "thời điểm"),
    "decision date": one("campaign", "decision_date", "value", "01/10/2023", "thời điểm"),
    "long name": one("campaign", "authority", "value", "x" * 400, "dài quá"),
}
MODIFIERS = {
    "class outside the scale": one("modifiers", 0, "rule", text({"kind": "cap_if_late", "class": "Giỏi"}), "Giỏi"),
    "kind": modifier({"kind": "drop"}, "drop"),
    "key": modifier(DROP | {"blok": "SO"}, "blok"),
    "op": modifier(DROP | {"op": "=>"}, "=>"),
    "share above 1": modifier(SHARE | {"share": "3/2"}, ""),
    "share of nothing": modifier(SHARE | {"share": "1/0"}, ""),
    "drop below 1": modifier(SHARE | {"drop": -1}, ""),
    "no drop": modifier({"kind": "drop_unless_subordinates", "share": "2/3"}, "thiếu"),
}
JSON = {
    "unknown rule key": rule(5, {"kind": "ratio", "ful": "1"}, "ful"),
    "unknown kind": rule(5, {"kind": "ratios"}, "ratios"),
    "no kind": rule(5, {"full": "1"}, "kind"),
    "full = 0": rule(5, {"kind": "ratio", "full": "0"}, "full"),
    "low = high": rule(8, {"kind": "rescaled", "low": "5", "high": "5.0"}, "low"),
    "step = 0": rule(1, {"kind": "steps", "start": 0, "base": 1, "step": 0, "increment": 1}, "step"),
    "level above M": rule(3, {"kind": "levels", "levels": [{"label": "Đạt", "points": "3"}]}, "lớn hơn"),
    "item above M": rule(4, {"kind": "checklist", "items": [{"code": "a", "label": "a", "points": 3}]}, "lớn hơn"),
    "band above M": rule(1, {"kind": "bands", "bands": [{"from": 0, "points": 3}]}, "lớn hơn"),
    "duplicate item of a rule": rule(
        4, {"kind": "checklist", "items": [{"code": "a", "label": "a", "points": 1}] * 2}, "lặp lại"
    ),
    "duplicate level": rule(3, {"kind": "levels", "levels": [{"label": "Đạt", "points": 1}] * 2}, "lặp lại"),
    "duplicate band": rule(
        1, {"kind": "bands", "bands": [{"from": 1, "points": 1}, {"from": "1.0", "points": 2}]}, "lặp"
    ),
    "no levels": rule(3, {"kind": "levels", "levels": []}, "levels"),
    "rule not JSON": rule(5, "ratio", "JSON"),
    "rule a list": rule(5, "[1]", "JSON"),
    "rule deep": rule(5, DEEP, "JSON"),
    "rule with a key twice": rule(5, '{"kind":"ratio","full":"1","full":"0.9"}', "lặp lại"),
    "rule NaN": rule(5, '{"kind":"ratio","full":NaN}', "JSON"),
    "unknown label": value(2, {"label": "đạt"}, "không có mức"),
    "unknown item": value(3, {"items": ["c"]}, "không có mục"),
    "item twice": value(3, {"items": ["a", "a"]}, "lặp lại"),
    "unknown input": value(6, {"inputs": {"ty_le": "1", "khac": 1}}, "không có đầu vào"),
    "input absent": value(6, {"inputs": {}}, "thiếu đầu vào"),
    "unknown value key": value(1, {"answer": True, "x": 1}, "không có khóa"),
    "answer of another type": value(1, {"answer": "yes"}, "answer"),
    "negative count": value(5, {"count": -1}, "âm"),
    "count with a part": value(5, {"count": "1.5"}, "nguyên"),
    "negative numerator": value(4, {"numerator": -1, "denominator": 2}, "âm"),
    "negative denominator": value(4, {"numerator": 1, "denominator": "-2"}, "âm"),
    "denominator 0 without empty": value(4, {"numerator": 1, "denominator": 0}, "mẫu số"),
    "one term": value(4, {"numerator": 1}, "denominator"),
    "x and terms": value(7, {"x": 1, "numerator": 1, "denominator": 2}, ""),
    "value not JSON": value(1, "{'answer': true}", "JSON"),
    "number for JSON": one("scores", 1, "self_value", 5, "JSON"),
    "huge exponent": value(7, '{"x": 1e999999999}', "dài"),
    "infinite exponent": value(7, '{"x": 1e99999999999999999999999}', ""),
    "tiny exponent": value(7, '{"x": 1e-999999999}', "dài"),
    "long number": value(7, f'{{"x": {LONG}}}', "dài"),
    "long number as text": value(7, f'{{"x": "{LONG}"}}', "dài"),
    "exponent as text": value(7, {"x": "1e2"}, "không phải là số"),
    "infinity": value(7, '{"x": Infinity}', "JSON"),
    "boolean for a number": value(7, {"x": True}, "không phải là số"),
    "deep value": value(7, DEEP, "JSON"),
    "surrogate": value(2, '{"label": "\\ud800"}', "ký tự"),
    "control character in a rule": rule(3, '{"kind":"levels","levels":[{"label":"\\u0000","points":1}]}', "ký tự"),
    "key twice by escapes": value(7, '{"x": 1, "\\u0078": 2}', "lặp lại"),
    "key twice": value(7, '{"x": 1, "x": 2}', "lặp lại"),
}
CELLS = {
    "thousands separators": one("scores", 0, "self_points", "1.000,5", "không phải là số"),
    "exponent": one("scores", 0, "self_points", "1e0", "không phải là số"),
    "NaN": one("indicators", 0, "value", "NaN", "không phải là số"),
    "words for a number": one("survey", 0, "points", "hai", "không phải là số"),
    "boolean for a number": one("scores", 0, "self_points", True, "không phải là số"),
    "long number": one("indicators", 0, "value", LONG, "dài"),
    "huge number": one("indicators", 0, "value", 1e308, "dài"),
    "tiny number": one("history", 0, "index", 1e-300, "dài"),
    "order with a part": one("blocs", 0, "order", "1.5", "nguyên"),
    "order beyond the database": one("blocs", 0, "order", 10**12, "nguyên"),
    "submitted_at": one("agencies", 2, "submitted_at", "hôm qua", "thời điểm"),
    "hour 25": one("agencies", 2, "submitted_at", "2023-12-01T25:00", "thời điểm"),
    "number for a time": one("agencies", 2, "deadline", 45000, "thời điểm"),
    "as_of": one("indicators", 0, "as_of", "tháng 11", "thời điểm"),
    "basis": one("scores", 0, "round2_basis", "sửa", "danh mục"),
    "evidence": one("criteria", RIENG, "evidence", "yes", "danh mục"),
    "kind": one("criteria", RIENG, "kind", "diem", "danh mục"),
    "source": one("criteria", KHAO_SAT, "source", "khảo sát", "danh mục"),
    "exempt": one("scores", 0, "exempt", "có", "1"),
    "history year not before": one("history", 0, "year", 2023, "năm"),
    "bloc_history year not before": one("bloc_history", 0, "year", "2024", "năm"),
    "history without figure": one("history", 1, "index", None, "thiếu"),
    "agency name absent": one("agencies", 0, "name", None, "trống"),
    "criterion name absent": one("criteria", RIENG, "name", "  ", "trống"),
    "score row without agency": one("scores", 0, "agency", None, "trống"),
    "survey points absent": one("survey", 0, "points", None, "trống"),
    "indicator value absent": one("indicators", 0, "value", "", "trống"),
    "modifier rule absent": one("modifiers", 1, "rule", None, "trống"),
    "name longer than the database takes": one("agencies", 0, "name", "ộ" * 301, "dài quá"),
    "code longer than the database takes": one("agencies", 2, "code", "X" * 101, "dài quá"),
    "error text is a text": one("survey", 0, "points", "#N/A!", "không phải là số"),
}
GROUPS = {
    "references": REFERENCES,
    "duplicates": DUPLICATES,
    "points": POINTS,
    "trees": TREES,
    "settings": SETTINGS,
    "modifiers": MODIFIERS,
    "json": JSON,
    "cells": CELLS,
}
CASES = {f"{group}: {name}": case for group, cases in GROUPS.items() for name, case in cases.items()}
