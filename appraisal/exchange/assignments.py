"""Assignments as a spreadsheet that comes in again: one row for each agency and specialty."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from appraisal.selectors.assignments.grid import Selection, assignments_of, chosen, loads_of
from appraisal.selectors.assignments.parts import label_of
from appraisal.selectors.assignments.standing import Standing
from appraisal.services.assignments.rows import AssignmentRow, RowFault
from scoring.core.errors import Refused
from scoring.core.spreadsheet import safe_text
from scoring.workbook.faults import Faults
from scoring.workbook.layout import INSTRUCTIONS, Cell, Column, Sheet
from scoring.workbook.tables import open_workbook
from scoring.workbook.writing import Look, Values, write_sheet

MOST_ROWS = 100_000
#: Agencies of a file that are read from the database at once.
BATCH = 1000

ASSIGNMENTS = Sheet(
    "assignments",
    "Phân công",
    (
        Column("agency", "Mã cơ quan", Cell.CODE, required=True, longest=100, aliases=("Agency code",)),
        Column("name", "Cơ quan, đơn vị", Cell.ANY, aliases=("Agency",)),
        Column("specialty", "Chuyên môn", Cell.TEXT, longest=200, aliases=("Specialty",)),
        Column("leaves", "Số tiêu chí", Cell.WHOLE, aliases=("Leaves",)),
        Column("appraiser", "Thành viên", Cell.TEXT, longest=150, aliases=("Appraiser",)),
        Column("full_name", "Họ và tên thành viên", Cell.ANY, aliases=("Full name",)),
        Column("why", "Vì sao", Cell.ANY, aliases=("Why",)),
    ),
    required=True,
)
MEMBERS = "members"
_MEMBER_COLUMNS = (
    ("Tên đăng nhập", 24),
    ("Họ và tên", 30),
    ("Chuyên môn", 60),
    ("Số phần việc", 14),
    ("Số tiêu chí", 14),
)
_HELP = (
    ("Phân công thẩm định", ""),
    ("Thành viên", "Tên đăng nhập như ở trang “members”, hoặc họ tên đầy đủ nếu không trùng. Trống: giữ nguyên."),
    ("Mã cơ quan, Chuyên môn", "Chỉ để nhận ra phần việc; tiêu chí không ghi chuyên môn thuộc phần “Chung”."),
    ("Các cột khác", "Để đọc, không được nhập vào."),
    ("Xung đột lợi ích", "Người thuộc cơ quan, cơ quan cấp trên hoặc đơn vị trực thuộc thì tệp bị từ chối ở ô đó."),
)


def read_assignments(path: Path) -> tuple[list[AssignmentRow], Faults]:
    """Every row, what could not be read of it left blank, and every fault; an unreadable file is one fault."""
    faults = Faults()
    try:
        table = open_workbook(path, faults, (ASSIGNMENTS,), has_others=True)[ASSIGNMENTS]
    except Refused as refused:
        faults.add(f"{ASSIGNMENTS.name}!1", path.name, refused)
        return [], faults
    if table.height > MOST_ROWS + 1:
        too_many = Refused("quá %(most)d dòng", "chia thành nhiều tệp", most=MOST_ROWS)
        faults.add(f"{ASSIGNMENTS.name}!{MOST_ROWS + 2}", table.height, too_many)
        return [], faults
    rows = [
        AssignmentRow(row.number, row.get("agency") or "", row.get("specialty") or "", row.get("appraiser") or "")
        for row in table.rows()
    ]
    if not rows and not faults:
        faults.add(f"{ASSIGNMENTS.name}!2", "", Refused("không có dòng nào", "ghi mỗi phần việc một dòng"))
    return rows, faults


def add_faults(faults: Faults, found: Iterable[RowFault], path: Path) -> None:
    """Put what the rows were refused for beside the faults of the sheet, with the cells' addresses."""
    table = open_workbook(path, Faults(), (ASSIGNMENTS,), has_others=True)[ASSIGNMENTS]
    for fault in found:
        faults.add(table.cell(fault.column, fault.number), fault.value, fault.refused)


def export_assignments(standing: Standing, selection: Selection) -> bytes:
    """The parts of the selected agencies with who has them, the members to choose from, and instructions."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        look = Look(book)
        sheet = book.add_worksheet(ASSIGNMENTS.name)
        write_sheet(sheet, ASSIGNMENTS, _rows(standing, selection), look)
        members = _write_members(book.add_worksheet(MEMBERS), standing, look)
        _offer_members(sheet, members)
        _write_help(book.add_worksheet(INSTRUCTIONS), look)
    return out.getvalue()


def _rows(standing: Standing, selection: Selection) -> Iterator[Values]:
    agencies = list(chosen(standing, selection))
    for start in range(0, len(agencies), BATCH):
        page = agencies[start : start + BATCH]
        found = assignments_of(page)
        for agency in page:
            for specialty in standing.leaves.specialties:
                leaves = standing.leaves.of(agency.annex_id).get(specialty)
                if not leaves:
                    continue
                row = found.get((agency.pk, specialty))
                held = ("", "", "") if row is None else (row.appraiser.username, str(row.appraiser), row.why)
                texts = (held[0], safe_text(held[1]), safe_text(held[2]))
                yield (agency.code, safe_text(agency.name), label_of(specialty), str(leaves), *texts)


def _write_members(sheet: Worksheet, standing: Standing, look: Look) -> int:
    """How many there are to choose from."""
    for place, (heading, width) in enumerate(_MEMBER_COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, heading, look.optional)
    team = [load for load in loads_of(standing) if not load.has_left]
    for number, load in enumerate(team, 1):
        known = standing.team.specialties.get(load.member.pk, frozenset())
        names = ", ".join(label_of(name) for name in standing.leaves.specialties if name in known)
        for place, text in enumerate((load.member.username, safe_text(str(load.member)), safe_text(names))):
            sheet.write_string(number, place, text)
        sheet.write_number(number, 3, load.parts)
        sheet.write_number(number, 4, load.leaves)
    return len(team)


def _offer_members(sheet: Worksheet, members: int) -> None:
    place = [column.code for column in ASSIGNMENTS.columns].index("appraiser")
    if members:
        offered = {
            "validate": "list",
            "source": f"={MEMBERS}!$A$2:$A${members + 1}",
            "error_type": "warning",
        }
        sheet.data_validation(1, place, MOST_ROWS, place, offered)


def _write_help(sheet: Worksheet, look: Look) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    for number, (heading, text) in enumerate(_HELP):
        sheet.write_string(number, 0, heading, look.title if number == 0 else look.heading)
        sheet.write_string(number, 1, text, look.text)
