"""People in a spreadsheet: the template, the reader with every fault at once, and the list of links."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.core.errors import Refused
from scoring.core.fields import nearest
from scoring.core.spreadsheet import safe_text
from scoring.selectors.register.agencies import folded
from scoring.services.register.people_import import PersonRow, RowFault, Step
from scoring.workbook import cells
from scoring.workbook.faults import Faults, cell_name
from scoring.workbook.layout import INSTRUCTIONS, Cell, Column, Sheet
from scoring.workbook.tables import Row, Table, open_workbook
from scoring.workbook.writing import Look, write_sheet

MOST_ROWS = 5000
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z", re.ASCII)
#: What people write for a role, beside its code and its Vietnamese name.
_ENGLISH = {
    "agency officer": Role.OFFICER,
    "agency head": Role.HEAD,
    "appraiser": Role.APPRAISER,
    "secretary": Role.SECRETARY,
    "home-affairs staff": Role.STAFF,
    "council member": Role.COUNCIL,
    "observer": Role.OBSERVER,
}
_VIETNAMESE = {
    Role.OFFICER: "Cán bộ đầu mối",
    Role.HEAD: "Thủ trưởng đơn vị",
    Role.APPRAISER: "Thành viên Tổ giúp việc",
    Role.SECRETARY: "Bộ phận thư ký",
    Role.STAFF: "Công chức Nội vụ",
    Role.COUNCIL: "Thành viên Hội đồng thẩm định",
    Role.OBSERVER: "Quan sát viên",
}
_WORDS = {
    **{folded(words): role for role, words in _VIETNAMESE.items()},
    **_ENGLISH,
    **{role.value: role for role in Role},
}

PEOPLE = Sheet(
    "people",
    "Người dùng",
    (
        Column("username", "Tên đăng nhập", Cell.CODE, required=True, longest=150, aliases=("User name",)),
        Column("full_name", "Họ và tên", Cell.TEXT, required=True, longest=150, aliases=("Full name",)),
        Column("email", "Thư điện tử", Cell.TEXT, longest=254, aliases=("E-mail",)),
        Column("agency", "Mã cơ quan", Cell.CODE, longest=100, aliases=("Agency code",)),
        Column("role", "Vai trò", Cell.TEXT, required=True, options=tuple(_VIETNAMESE.values())),
        Column("valid_from", "Từ ngày", Cell.ANY, aliases=("Valid from",)),
        Column("valid_to", "Đến hết ngày", Cell.ANY, aliases=("Valid to",)),
    ),
    required=True,
)

_HELP = (
    ("Danh sách người dùng", ""),
    ("Tên đăng nhập", "Chữ, số và các dấu @ . + - _. Người đã có tài khoản thì ghi đúng tên đang dùng."),
    ("Mã cơ quan", "Chỉ ghi cho cán bộ đầu mối và thủ trưởng đơn vị; các vai trò khác để trống."),
    ("Vai trò", ", ".join(_VIETNAMESE.values())),
    ("Từ ngày, Đến hết ngày", "Ô ngày của Excel, hoặc ghi 01/9/2025. Trống: từ hôm nay, không thời hạn."),
    ("Kết quả", "Người chưa có tài khoản nhận một đường dẫn, dùng một lần; người đã có tài khoản nhận vai trò ngay."),
)


def read_people(path: Path) -> tuple[list[PersonRow], Faults]:
    """Every row, what could not be read of it left blank, and every fault; an unreadable file is one fault."""
    faults = Faults()
    try:
        table = open_workbook(path, faults, (PEOPLE,))[PEOPLE]
    except Refused as refused:
        faults.add(f"{PEOPLE.name}!1", path.name, refused)
        return [], faults
    if table.height > MOST_ROWS + 1:
        too_many = Refused("quá %(most)d dòng", "chia thành nhiều tệp", most=MOST_ROWS)
        faults.add(f"{PEOPLE.name}!{MOST_ROWS + 2}", table.height, too_many)
        return [], faults
    rows = [_person(row) for row in table.rows()]
    if not rows and not faults:
        faults.add(f"{PEOPLE.name}!2", "", Refused("không có dòng nào", "ghi mỗi người một dòng"))
    return rows, faults


def add_faults(faults: Faults, found: Iterable[RowFault], path: Path) -> None:
    """Put what the rows were refused for beside the faults of the sheet, with the cells' addresses."""
    table = open_workbook(path, Faults(), (PEOPLE,))[PEOPLE]
    for fault in found:
        faults.add(_address(table, fault.column, fault.number), fault.value, fault.refused)


def people_template() -> bytes:
    """An empty list with headings, the roles to choose from, and instructions."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        look = Look(book)
        write_sheet(book.add_worksheet(PEOPLE.name), PEOPLE, (), look)
        page = book.add_worksheet(INSTRUCTIONS)
        page.set_column(0, 0, 26)
        page.set_column(1, 1, 100)
        for number, (heading, text) in enumerate(_HELP):
            page.write_string(number, 0, heading, look.title if number == 0 else look.heading)
            page.write_string(number, 1, text, look.text)
    return buffer.getvalue()


def links_workbook(links: Iterable[tuple[Step, str]]) -> bytes:
    """Each invited person with the link; the only place where the links are."""
    headings = ("Tên đăng nhập", "Họ và tên", "Thư điện tử", "Cơ quan", "Vai trò", "Đường dẫn nhận lời mời")
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet, bold = book.add_worksheet("links"), book.add_format({"bold": True})
        for place, (heading, width) in enumerate(zip(headings, (20, 28, 28, 36, 26, 90), strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, heading, bold)
        for number, (step, link) in enumerate(links, 1):
            row = step.row
            agency = step.agency.name if step.agency else ""
            texts = (row.username, row.full_name, row.email, agency, str(Role(row.role).label), link)
            for place, text in enumerate(texts):
                sheet.write_string(number, place, safe_text(text))
    return buffer.getvalue()


def _person(row: Row) -> PersonRow:
    return PersonRow(
        number=row.number,
        username=_username(row),
        full_name=row.get("full_name") or "",
        email=_email(row),
        role=_role(row),
        agency=row.get("agency") or "",
        valid_from=_day(row, "valid_from") or timezone.localdate(),
        valid_to=_day(row, "valid_to"),
    )


def _role(row: Row) -> str:
    given = row.get("role")
    if given is None:
        return ""
    role = _WORDS.get(folded(given).strip())
    if role is None:
        known = ", ".join(_VIETNAMESE.values())
        near = nearest(given, list(_VIETNAMESE.values()))
        row.fault(
            "role",
            Refused("không có vai trò này", "dùng một trong: %(known)s; gần nhất: %(near)s", known=known, near=near),
        )
        return ""
    return role.value


def _email(row: Row) -> str:
    given = row.get("email") or ""
    try:
        if given:
            validate_email(given)
    except ValidationError:
        row.fault("email", Refused("không phải là địa chỉ thư điện tử", "ghi theo mẫu ten@tinh.gov.vn"))
    return str(given)


def _username(row: Row) -> str:
    given = User.normalize_username(row.get("username") or "")
    try:
        if given:
            User(username=given).clean_fields(exclude=["password"])
    except ValidationError:
        row.fault("username", Refused("có dấu cách hoặc ký tự lạ", "chỉ dùng chữ, số và các dấu @ . + - _"))
        return ""
    return given


def _day(row: Row, code: str) -> date | None:
    """A date cell, an ISO day or a Vietnamese one (`01/9/2025`)."""
    raw = row.get(code)
    if raw is None:
        return None
    try:
        return _read_day(raw)
    except (Refused, ValueError):
        row.fault(code, Refused("không phải là ngày", "ghi theo mẫu 01/9/2025"))
        return None


def _read_day(raw: Any) -> date:
    if isinstance(raw, datetime | date):
        return cells.day(raw)
    found = _DAY.match(raw.strip()) if isinstance(raw, str) else None
    return date(int(found[3]), int(found[2]), int(found[1])) if found else cells.day(raw)


def _address(table: Table, code: str, row: int) -> str:
    place = table.places.get(code)
    return cell_name(PEOPLE.name, None if place is None else place + table.first_column, row)
