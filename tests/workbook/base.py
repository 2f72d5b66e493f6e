"""A small valid workbook that the cases break in one place each."""

import copy
import json

from openpyxl.utils import get_column_letter

from scoring.workbook.layout import SHEETS
from tests.oracle.workbook import LABELS

CHECKLIST = {"items": [{"code": "a", "label": "Mục a", "points": "1"}, {"code": "b", "label": "Mục b", "points": "1"}]}
LEVELS = {"levels": [{"label": "Đạt", "points": "2"}, {"label": "Không đạt", "points": "0"}]}
COMPOUND = {"all_of": [{"input": "ty_le", "op": ">=", "value": "0.9"}]}
LEAVES = (
    ("1.1", "manual", {}, None),
    ("1.2", "yes_no", {}, {"answer": True}),
    ("1.3", "levels", LEVELS, {"label": "Đạt"}),
    ("1.4", "checklist", CHECKLIST, {"items": ["a"]}),
    ("1.5", "ratio", {}, {"numerator": "44", "denominator": "46"}),
    ("1.6", "per_violation", {"deduct": "0.5"}, {"count": "1"}),
    ("1.7", "compound", COMPOUND, {"inputs": {"ty_le": "0.95"}}),
    ("1.8", "rescaled", {"low": "0", "high": "100"}, {"x": "50"}),
)
KHAO_SAT, CHI_TIEU, THAM_DINH, RIENG = 9, 10, 11, 12  # rows of `criteria` with other sources, and of annex PL2


def base():
    """The sheets: name → rows by column code. Row n of a list is line n + 2 of the sheet."""
    keys = {"code": "MAU-2023", "name": "Kỳ mẫu", "year": 2023, "authority": "UBND tỉnh Mẫu"}
    keys |= {"class_scale": "Tốt:85;Khá:75;Yếu:0", "index_cap": "100", "self_deadline": "2023-12-01"}
    keys |= {"decision_date": "2023-10-01", "supplement_rate": "0.7", "index_digits": "2", "index_mode": "percent"}
    return {
        "campaign": [{"key": key, "value": value} for key, value in keys.items()],
        "agencies": [
            {"code": "CQ1", "name": "Sở Một", "bloc": "SO", "annex": "PL1"},
            {"code": "CQ2", "name": "Sở Hai", "bloc": "SO", "annex": "PL1", "parent": "CQ1"},
            {"code": "CQ3", "name": "Xã Ba", "bloc": "XA", "annex": "PL2", "submitted_at": "2023-12-01T17:00"},
        ],
        "blocs": [{"code": "SO", "name": "Khối sở", "order": 1}, {"code": "XA", "name": "Khối xã", "order": 2}],
        "criteria": criteria(),
        "scores": scores(),
        "survey": [
            {"agency": "CQ1", "criterion": "1.9", "points": "2"},
            {"agency": "CQ2", "criterion": "1.9", "points": 1},
        ],
        "indicators": [
            {"agency": "CQ1", "indicator": "tre_han", "value": "5", "as_of": "2023-11-30"},
            {"agency": "CQ2", "indicator": "tre_han", "value": "15"},
        ],
        "modifiers": [
            {"order": 1, "rule": text({"kind": "cap_if_late", "class": "Khá"})},
            {"order": 2, "rule": text(DROP)},
        ],
        "history": [
            {"agency": "CQ1", "year": 2022, "index": "80.5", "class": "Khá"},
            {"agency": "CQ2", "year": 2022, "index": "70"},
        ],
        "bloc_history": [{"bloc": "*", "year": 2021, "mean_index": 77}, {"bloc": "SO", "year": 2021, "mean_index": 78}],
    }


DROP = {"kind": "drop_if_indicator", "indicator": "tre_han", "op": ">=", "value": "10", "drop": 1}


def text(content):
    return json.dumps(content, ensure_ascii=False)


def criteria():
    group = {"annex": "PL1", "code": "1", "name": "Nhóm", "kind": "group", "max_points": 22}
    leaves = [
        {
            "annex": "PL1",
            "code": code,
            "parent": "1",
            "name": code,
            "max_points": 2,
            "rule": text({"kind": kind} | rule),
        }
        for code, kind, rule, _ in LEAVES
    ]
    others = [
        {"code": "1.9", "source": "survey"},
        {"code": "1.10", "source": "indicator", "indicator": "hai_long", "rule": text({"kind": "convert"})},
        {"code": "1.11", "source": "appraiser"},
    ]
    others = [{"annex": "PL1", "parent": "1", "name": row["code"], "max_points": 2} | row for row in others]
    return [group, *leaves, *others, {"annex": "PL2", "code": "1", "name": "Riêng của xã", "max_points": 3}]


def scores():
    """Rows 0…7: CQ1 on the leaves 1.1…1.8; 8: on the survey leaf; 9: on the appraiser's; 10: CQ3."""
    rows = [{"agency": "CQ1", "criterion": "1.1", "self_points": "1.5", "round1_points": 1}]
    rows += [{"agency": "CQ1", "criterion": code, "self_value": text(value)} for code, _, _, value in LEAVES[1:]]
    rows.append({"agency": "CQ1", "criterion": "1.9", "explanation": "điều tra"})
    rows.append({"agency": "CQ1", "criterion": "1.11", "round1_points": "1"})
    rows.append({"agency": "CQ3", "criterion": "1", "self_points": 3, "explanation": "=SUM(A1)"})
    return rows


COLUMNS = {sheet.name: [column.code for column in sheet.columns] for sheet in SHEETS}


def setting(sheets, key):
    """The row of `campaign` with this key; a new one when there is none."""
    rows = sheets["campaign"]
    found = next((place for place, row in enumerate(rows) if row["key"] == key), None)
    if found is None:
        rows.append({"key": key, "value": None})
    return len(rows) - 1 if found is None else found


def broken(edits):
    """The base with cells replaced: (sheet, row, column, value); a row beyond the end is added.

    On `campaign` the row may be a key.
    """
    sheets = copy.deepcopy(base())
    for sheet, row, column, value in edits:
        place = setting(sheets, row) if isinstance(row, str) else row
        while place >= len(sheets[sheet]):
            sheets[sheet].append({})
        sheets[sheet][place][column] = value
    return sheets


def cell_of(sheet, row, column):
    """`scores!C4` for row 2: all columns are written in the layout's order."""
    place = setting(base(), row) if isinstance(row, str) else row
    return f"{sheet}!{get_column_letter(COLUMNS[sheet].index(column) + 1)}{place + 2}"


def complete(sheets):
    """Every column of the layout, so that addresses are known; the first row carries them."""
    for name, rows in sheets.items():
        if rows and name in LABELS:
            rows[0] = {column: rows[0].get(column) for column in COLUMNS[name]} | rows[0]
    return sheets
