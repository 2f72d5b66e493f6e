"""The sheet of an annex as offices draw it: a title, a table somewhere below it, numbered rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from python_calamine import CalamineSheet

from scoring.core.errors import Refused
from scoring.exchange.annexes.layout import OFFICE, OFFICE_COLUMNS
from scoring.selectors.register.agencies import folded
from scoring.services.criteria.texts import LONGEST_TEXT, line, lines
from scoring.workbook.cells import is_empty, number, text
from scoring.workbook.faults import Faults, cell_name

HEADER_WITHIN = 40  # rows in which the table must begin
_TOTAL = re.compile(r"(tong( cong| diem| so)*|cong)\b")


@dataclass(slots=True)
class OfficeRow:
    """A row of the table; `points` is None where the cell is empty or was refused."""

    number: int
    stt: str
    name: str
    points: Decimal | None
    guidance: str
    evidence_guidance: str
    note: str
    is_refused: bool = False
    is_bold: bool = False

    @property
    def bare_stt(self) -> str:
        """`1.1` where `1.1.` or `1.1)` was typed."""
        return self.stt.rstrip(".):")


@dataclass(slots=True)
class OfficeSheet:
    """`titles` are the lines above the table."""

    name: str
    titles: list[str] = field(default_factory=list)
    rows: list[OfficeRow] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def cell(self, column: str, row: int) -> str:
        return cell_name(self.name, self.places.get(column), row)


def read_office(path: Path, source: CalamineSheet, name: str, faults: Faults) -> OfficeSheet:
    """The rows of the table; what cannot be read is a fault of its cell."""
    sheet = OfficeSheet(name)
    first = source.start[1] if source.start else 0
    rows = list(enumerate(source.iter_rows(), 1))
    head = _header(rows[:HEADER_WITHIN])
    if head is None:
        titles = ", ".join(column.title for column in OFFICE if column.required)
        refused = Refused("không thấy dòng tiêu đề của bảng", "ghi một dòng có các cột: %(titles)s", titles=titles)
        faults.add(f"{name}!1", "", refused)
        return sheet
    header, places = head
    sheet.places = {column: place + first for column, place in places.items()}
    sheet.titles = [found for _, row in rows[: header - 1] if (found := " ".join(_texts(row)))]
    for row_number, row in rows[header:]:
        read = _row(sheet, row_number, row, places, faults)
        if read is not None:
            sheet.rows.append(read)
    _mark_bold(path, sheet)
    return sheet


def _texts(row: Sequence[Any]) -> list[str]:
    return [line(text(value)) for value in row if not is_empty(value)]


def _header(rows: Sequence[tuple[int, Sequence[Any]]]) -> tuple[int, dict[str, int]] | None:
    """The row whose cells are titles of every required column."""
    for row_number, row in rows:
        places: dict[str, int] = {}
        for place, value in enumerate(row):
            column = None if is_empty(value) else _column(str(value), places)
            if column is not None:
                places[column] = place
        if all(column.field in places for column in OFFICE if column.required):
            return row_number, places
    return None


def _column(title: str, taken: Mapping[str, int]) -> str | None:
    """Which column a title names; `TT` only by itself, since it begins many words."""
    given = " ".join(folded(title).replace(".", " ").split())
    if given in OFFICE_COLUMNS["stt"].signs:
        return None if "stt" in taken else "stt"
    for column in (*OFFICE[2:], OFFICE[1]):
        if column.field not in taken and any(sign in given for sign in column.signs):
            return column.field
    return None


def _row(
    sheet: OfficeSheet, row_number: int, row: Sequence[Any], places: Mapping[str, int], faults: Faults
) -> OfficeRow | None:
    """None for an empty row and for a line of totals."""
    texts = {column: _text(sheet, row_number, row, column, places, faults) for column in places if column != "points"}
    points = _points(sheet, row_number, row[places["points"]], faults)
    guidance, evidence, note = (texts.get(column, "") for column in ("guidance", "evidence_guidance", "note"))
    stt, name = line(texts["stt"]), line(texts["name"])
    if not stt and _TOTAL.match(folded(name)):
        return None
    if not (stt or name or points is not None or guidance or evidence or note) or _counts_columns(row):
        return None
    is_refused = points is None and not is_empty(row[places["points"]])
    return OfficeRow(row_number, stt, name, points, guidance, evidence, note, is_refused)


def _text(
    sheet: OfficeSheet, row_number: int, row: Sequence[Any], column: str, places: Mapping[str, int], faults: Faults
) -> str:
    value = row[places[column]]
    if is_empty(value):
        return ""
    try:
        found = lines(text(value))
        if len(found) > LONGEST_TEXT or (column == "stt" and len(found) > 100):
            raise Refused("ô quá dài", "rút ngắn lại")
    except Refused as refused:
        faults.add(sheet.cell(column, row_number), value, refused)
        return ""
    return found


def _points(sheet: OfficeSheet, row_number: int, value: Any, faults: Faults) -> Decimal | None:
    if is_empty(value):
        return None
    try:
        found = number(value)
        if found < 0:
            raise Refused("số âm", "ghi số từ 0 trở lên")
    except Refused as refused:
        faults.add(sheet.cell("points", row_number), value, refused)
        return None
    return found


def _counts_columns(row: Sequence[Any]) -> bool:
    """The row under the titles that numbers them: (1) (2) (3)."""
    given = [text(value).strip("() ") for value in row if not is_empty(value)]
    return len(given) >= 3 and given == [str(place) for place in range(1, len(given) + 1)]


def _mark_bold(path: Path, sheet: OfficeSheet) -> None:
    """Bold tells a heading without a number from a line that goes on; asked only where it decides."""
    doubtful = {row.number: row for row in sheet.rows if not row.stt}
    if not doubtful:
        return
    place = sheet.places["name"] + 1
    for row_number in _bold_rows(path, sheet.name, place, max(doubtful)):
        if row_number in doubtful:
            doubtful[row_number].is_bold = True


def _bold_rows(path: Path, sheet: str, column: int, last: int) -> Iterator[int]:
    book = load_workbook(path, read_only=True)
    try:
        for (cell,) in book[sheet].iter_rows(min_col=column, max_col=column, max_row=last):
            if cell.font is not None and cell.font.bold and cell.value is not None:
                yield cell.row
    finally:
        book.close()
