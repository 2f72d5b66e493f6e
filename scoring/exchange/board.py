"""The progress board as a file: one row for each agency, texts guarded (CONTRACT §2)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pari.ui.dates import VIETNAM
from scoring.core.spreadsheet import safe_text
from scoring.selectors.campaigns.progress import Board, Row, Selection

Value = str | int | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    title: Promise
    width: int
    value: Callable[[Row], Value]


COLUMNS = (
    Column(_("Mã"), 14, lambda row: row.participant.code),
    Column(_("Cơ quan, đơn vị"), 40, lambda row: row.participant.name),
    Column(_("Khối"), 24, lambda row: row.participant.bloc.name),
    Column(_("Phụ lục"), 20, lambda row: str(row.participant.annex)),
    Column(_("Trạng thái"), 18, lambda row: str(row.status.label)),
    Column(_("Tiêu chí đã xong"), 12, lambda row: row.done),
    Column(_("Tổng số tiêu chí"), 12, lambda row: row.total),
    Column(_("Sửa lần cuối"), 18, lambda row: row.saved_at),
    Column(_("Nộp lúc"), 18, lambda row: row.submitted_at),
    Column(_("Hạn nộp"), 18, lambda row: row.until),
    Column(_("Văn bản gia hạn"), 24, lambda row: row.extension.document_number if row.extension else ""),
    Column(_("Nhắc lần cuối"), 18, lambda row: row.reminded_at),
)


def export_board(*, board: Board, selection: Selection, format: str) -> bytes:
    """The bytes of one format of `FORMATS`; the rows that the selection keeps, in the board's order."""
    return FORMATS[format](board.rows(board.chosen(selection)))


def _to_csv(rows: Iterator[Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([str(column.title) for column in COLUMNS])
    writer.writerows([_text(column.value(row)) for column in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # office programs take a file without the mark for another encoding


def _text(value: Value) -> str:
    if isinstance(value, datetime):
        return _local(value).isoformat(sep=" ", timespec="minutes")
    return safe_text(value) if isinstance(value, str) else "" if value is None else str(value)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VIETNAM).replace(tzinfo=None)


def _to_xlsx(rows: Iterator[Row]) -> bytes:
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(str(_("Tiến độ")))
        head = book.add_format({"bold": True, "bg_color": "#DCE9F5", "border": 1, "text_wrap": True})
        clock = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet.freeze_panes(1, 2)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, str(column.title), head)
        for number, row in enumerate(rows, 1):
            for place, column in enumerate(COLUMNS):
                _write(sheet, number, place, column.value(row), clock)
    return out.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, value: Value, clock: object) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, place, _local(value), clock)
    elif isinstance(value, int):
        sheet.write_number(row, place, value)
    elif value:
        sheet.write_string(row, place, safe_text(value))


FORMATS: Mapping[str, Callable[[Iterator[Row]], bytes]] = {"csv": _to_csv, "xlsx": _to_xlsx}
