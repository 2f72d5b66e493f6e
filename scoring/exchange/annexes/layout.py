"""A decision's annexes as a workbook: one sheet for each as offices draw it, and beside them what programs read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scoring.workbook import layout
from scoring.workbook.layout import LONGEST_CODE, LONGEST_NAME, Cell, Column, Sheet

CRITERIA = replace(layout.CRITERIA, required=False)
DECISION = Sheet(
    "decision",
    "Quyết định",
    (Column("key", "Khóa", Cell.CODE, required=True), Column("value", "Giá trị", Cell.TEXT, longest=LONGEST_NAME)),
)
DECISION_KEYS = ("name", "decision_number", "decision_date", "issuer")
ANNEXES = Sheet(
    "annexes",
    "Danh mục phụ lục",
    (
        Column("code", "Mã phụ lục", Cell.CODE, required=True, longest=LONGEST_CODE),
        Column("name", "Tên phụ lục", Cell.TEXT, longest=LONGEST_NAME),
        Column("sheet", "Trang tính", Cell.TEXT, required=True),
    ),
)
# The contract's sheet has no column for it.
EXPLANATIONS = Sheet(
    "explanations",
    "Bắt buộc giải trình",
    (
        Column("annex", "Phụ lục", Cell.CODE, required=True, longest=LONGEST_CODE),
        Column("code", "Mã tiêu chí", Cell.CODE, required=True, longest=LONGEST_CODE),
    ),
)
FOR_PROGRAMS = (CRITERIA, DECISION, ANNEXES, EXPLANATIONS)


@dataclass(frozen=True, slots=True)
class OfficeColumn:
    """`signs` are pieces of folded titles under which offices know the column."""

    field: str
    title: str
    width: int
    signs: tuple[str, ...]
    required: bool = False


OFFICE = (
    OfficeColumn("stt", "STT", 9, ("stt", "so tt", "tt"), required=True),
    OfficeColumn(
        "name", "Lĩnh vực/tiêu chí/tiêu chí thành phần", 48, ("tieu chi", "linh vuc", "noi dung"), required=True
    ),
    OfficeColumn("points", "Điểm tối đa", 10, ("diem toi da", "diem chuan", "thang diem", "diem"), required=True),
    OfficeColumn("guidance", "Cách tính điểm", 48, ("cach tinh", "cach cham", "phuong phap", "huong dan")),
    OfficeColumn("evidence_guidance", "Tài liệu kiểm chứng", 36, ("tai lieu", "kiem chung")),
    OfficeColumn("note", "Ghi chú", 24, ("ghi chu",)),
)
OFFICE_COLUMNS: Mapping[str, OfficeColumn] = {column.field: column for column in OFFICE}
