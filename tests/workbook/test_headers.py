"""Sheets and columns: absent, unknown, doubled, in other words (CONTRACT §3)."""

import pytest

from appraisal.exchange.importing import import_workbook
from tests.oracle.workbook import plain_lines, save_with_openpyxl
from tests.workbook.base import base, broken, cell_of, complete
from tests.workbook.fault_cases import CASES
from tests.workbook.untouched import refused


def lines():
    return {name: plain_lines(name, rows) for name, rows in complete(base()).items()}


def faults_of(folder, sheets):
    with refused() as faults:
        import_workbook(path=save_with_openpyxl(folder / "broken.xlsx", sheets), by=None)
    return [(fault.cell, fault.value, fault.rule, fault.remedy) for fault in faults]


@pytest.mark.parametrize("name", ["campaign", "agencies", "criteria", "scores"])
def test_a_required_sheet_is_absent(db, tmp_path, name):
    sheets = lines()
    del sheets[name]
    found = faults_of(tmp_path, sheets)
    assert (f"{name}!1", "", "thiếu trang tính") in [fault[:3] for fault in found]


@pytest.mark.parametrize("names", ["blocs", "survey", "indicators", "modifiers indicators", "history", "bloc_history"])
def test_another_sheet_may_be_absent(db, tmp_path, names):
    sheets = {name: rows for name, rows in lines().items() if name not in names.split()}
    assert import_workbook(path=save_with_openpyxl(tmp_path / "less.xlsx", sheets), by=None).written is True


@pytest.mark.parametrize(
    ("sheet", "column"),
    [("campaign", "value"), ("agencies", "bloc"), ("criteria", "name"), ("scores", "agency"), ("survey", "points")],
)
def test_a_required_column_is_absent(db, tmp_path, sheet, column):
    sheets = lines()
    place = sheets[sheet][0].index(column)
    sheets[sheet] = [[*line[:place], *line[place + 1 :]] for line in sheets[sheet]]
    assert (f"{sheet}!1", column, "thiếu cột") in [fault[:3] for fault in faults_of(tmp_path, sheets)]


def test_an_unknown_sheet_names_the_nearest(db, tmp_path):
    found = faults_of(tmp_path, lines() | {"indicator": [["agency"]]})
    assert found == [("indicator!1", "indicator", "không có trang tính này", "trang gần nhất: indicators")]


@pytest.mark.parametrize(("header", "near"), [("self_point", "self_points"), ("Điểm tự chấm?", "Điểm tự chấm")])
def test_an_unknown_column_names_the_nearest(db, tmp_path, header, near):
    sheets = lines()
    sheets["scores"][0].append(header)
    found = faults_of(tmp_path, sheets)
    assert found == [("scores!Q1", header, "không có cột này", f"cột gần nhất: {near}")]


def test_figures_below_an_empty_title_are_not_lost_unseen(db, tmp_path):
    sheets = lines()
    place = sheets["scores"][0].index("self_points")
    sheets["scores"][0][place] = None
    first = next(
        number for number, row in enumerate(sheets["scores"], 1) if number > 1 and row[place] not in (None, "")
    )
    letter = chr(ord("A") + place)
    told = [fault[0] for fault in faults_of(tmp_path, sheets) if fault[2] == "cột không có tiêu đề mà có dữ liệu"]
    assert told == [f"scores!{letter}{first}"]


def test_an_unknown_key_names_the_nearest(db, tmp_path):
    sheets = lines()
    sheets["campaign"].append(["index_capp", "100"])
    found = faults_of(tmp_path, sheets)
    assert found == [("campaign!A13", "index_capp", "không có khóa này", "khóa gần nhất: index_cap")]


def test_a_column_given_twice_by_code_and_by_label(db, tmp_path):
    sheets = lines()
    sheets["scores"][0].append(" Mã CƠ  quan ")
    assert [fault[0] for fault in faults_of(tmp_path, sheets)] == ["scores!Q1"]


def test_sheets_without_rows(db, tmp_path):
    sheets = {name: rows[:1] for name, rows in lines().items()}
    found = [fault[:2] for fault in faults_of(tmp_path, sheets)]
    assert ("campaign!1", "code") in found


UPSTREAM = ("agencies", "criteria", "blocs", "modifiers")  # a fault here hides those of rows that refer to it
KEPT_WHOLE = {("campaign", "year")}


def combined():
    """As many cases as touch different rows, all in one file."""
    edits, places, taken = [], [], set()
    for name, (changes, place, _) in CASES.items():
        rows = {(sheet, row) for sheet, row, _, _ in changes} | {place[:2]}
        if rows & (taken | KEPT_WHOLE) or place[0] in UPSTREAM or name.startswith("duplicates"):
            continue
        taken |= rows
        edits += changes
        places.append(cell_of(*place))
    return edits, places


def test_all_faults_are_told_at_once(db, tmp_path):
    edits, places = combined()
    sheets = {name: plain_lines(name, rows) for name, rows in complete(broken(edits)).items()}
    sheets["indicator"] = [["agency"]]
    sheets["scores"][0].append("self_point")
    sheets["agencies"].append(sheets["agencies"][1])
    places.append("agencies!A5")
    found = {fault[0] for fault in faults_of(tmp_path, sheets)}
    assert len(places) > 15
    assert found >= {*places, "indicator!1", "scores!Q1"}
