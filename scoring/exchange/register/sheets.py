"""The register as a workbook: sheets `agencies` and `lineage`, read with the campaign workbook's readers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from scoring.core.errors import Refused
from scoring.core.fields import nearest
from scoring.enums import LineageKind
from scoring.workbook.faults import Faults, WorkbookRefused
from scoring.workbook.layout import LONGEST_CODE, LONGEST_NAME, Cell, Column, Sheet
from scoring.workbook.register import Once
from scoring.workbook.tables import Row, Table, open_workbook

KINDS: Mapping[str, LineageKind] = {
    "Sáp nhập": LineageKind.MERGE,
    "Chia tách": LineageKind.SPLIT,
    "Đổi tên": LineageKind.RENAME,
    "Chuyển giao": LineageKind.TRANSFER,
}
MOST_ROWS = 20_000

AGENCIES = Sheet(
    "agencies",
    "Cơ quan, đơn vị",
    (
        Column("code", "Mã cơ quan", Cell.CODE, required=True, longest=LONGEST_CODE),
        Column("name", "Tên cơ quan", Cell.TEXT, required=True, longest=LONGEST_NAME),
        Column("short_name", "Tên ngắn", Cell.TEXT, longest=LONGEST_NAME),
        Column("valid_from", "Hiệu lực từ ngày", Cell.DAY),
        Column("valid_to", "Hiệu lực đến hết ngày", Cell.DAY),
    ),
    required=True,
)
LINEAGE = Sheet(
    "lineage",
    "Quan hệ kế thừa",
    (
        Column("kind", "Hình thức", Cell.TEXT, required=True, options=tuple(KINDS)),
        Column("predecessors", "Mã cơ quan trước (cách nhau bằng ;)", Cell.CODE, required=True),
        Column("successors", "Mã cơ quan sau (cách nhau bằng ;)", Cell.CODE, required=True),
        Column("effective_on", "Ngày hiệu lực", Cell.DAY, required=True),
        Column("decision", "Số quyết định", Cell.TEXT, required=True, longest=200),
        Column("continues", "Cơ quan trước còn hoạt động", Cell.FLAG),
    ),
)
SHEETS = (AGENCIES, LINEAGE)


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """`cell` names the place of the code, for faults that are found later."""

    cell: str
    code: str
    name: str
    short_name: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """`cells` names the place of each column."""

    cells: Mapping[str, str]
    kind: LineageKind
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    effective_on: date
    decision: str
    continues: bool


@dataclass(frozen=True, slots=True)
class RegisterRows:
    agencies: tuple[AgencyRow, ...]
    changes: tuple[ChangeRow, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "agencies": [_plain(asdict(row)) for row in self.agencies],
            "changes": [_plain(asdict(row)) for row in self.changes],
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> RegisterRows:
        return cls(
            tuple(
                AgencyRow(**{**row, "valid_from": _day(row["valid_from"]), "valid_to": _day(row["valid_to"])})
                for row in given["agencies"]
            ),
            tuple(_change_from(row) for row in given["changes"]),
        )


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _change_from(row: Mapping[str, Any]) -> ChangeRow:
    return ChangeRow(
        cells=row["cells"],
        kind=LineageKind(row["kind"]),
        predecessors=tuple(row["predecessors"]),
        successors=tuple(row["successors"]),
        effective_on=date.fromisoformat(row["effective_on"]),
        decision=row["decision"],
        continues=row["continues"],
    )


def read_register(path: Path) -> RegisterRows:
    """Raises `WorkbookRefused` with every fault that the file shows by itself."""
    faults = Faults()
    try:
        book = open_workbook(path, faults, SHEETS)
    except Refused as refused:
        faults.add(f"{AGENCIES.name}!1", path.name, refused)
        raise WorkbookRefused(faults) from refused
    for sheet in SHEETS:
        if book[sheet].height > MOST_ROWS:
            faults.add(f"{sheet.name}!1", book[sheet].height, Refused("quá nhiều dòng", "chia thành nhiều tệp"))
            raise WorkbookRefused(faults)
    rows = RegisterRows(_agencies(book[AGENCIES]), _changes(book[LINEAGE]))
    if faults:
        raise WorkbookRefused(faults)
    return rows


def _agencies(table: Table) -> tuple[AgencyRow, ...]:
    once, found = Once(), list[AgencyRow]()
    for row in table.rows():
        code, name = row.get("code"), row.get("name")
        begun, ended, short = row.get("valid_from"), row.get("valid_to"), row.get("short_name")
        if begun and ended and begun > ended:
            row.fault("valid_to", Refused("trước ngày có hiệu lực", "xem lại hai ngày"))
        if code and name and once.check(row, "code", (code, name)):
            found.append(AgencyRow(table.cell("code", row.number), code, name, short or "", begun, ended))
    return tuple(found)


def _changes(table: Table) -> tuple[ChangeRow, ...]:
    return tuple(change for row in table.rows() if (change := _change(row)) is not None)


def _change(row: Row) -> ChangeRow | None:
    """None when a cell is at fault; all cells are looked at."""
    kind, before, after = _kind(row), _codes(row, "predecessors"), _codes(row, "successors")
    day, decision, continues = row.get("effective_on"), row.get("decision"), row.get("continues")
    if kind is None or not before or not after or day is None or decision is None:
        return None
    cells = {column.code: row.table.cell(column.code, row.number) for column in LINEAGE.columns}
    return ChangeRow(cells, kind, before, after, day, decision, bool(continues))


def _kind(row: Row) -> LineageKind | None:
    given = row.get("kind")
    if given is None:
        return None
    words = {label.casefold(): kind for label, kind in KINDS.items()} | {kind.value: kind for kind in LineageKind}
    found = words.get(" ".join(given.split()).casefold())
    if found is None:
        near = nearest(given, list(KINDS))
        row.fault("kind", Refused("không có hình thức này", "gần nhất: %(near)s", near=near))
    return found


def _codes(row: Row, column: str) -> tuple[str, ...]:
    text = row.get(column) or ""
    return tuple(dict.fromkeys(code.strip() for code in text.split(";") if code.strip()))
