"""Write an agency's sheet: everything locked but the input cells, drop-downs where there is a list, no formulas."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import xlsxwriter
from django.utils import timezone, translation
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scoring.exchange.offline import layout
from scoring.exchange.offline.entries import YES, Entry, cell_texts
from scoring.exchange.offline.fields import Place, as_number, content_digest, places_of
from scoring.exchange.offline.stamp import Stamp, stamp_of
from scoring.models import Criterion
from scoring.selectors.submissions.answer_fields import Field, content_of
from scoring.selectors.submissions.sheet import Sheet

WIDTHS = (8, 46, 8, 34, 18, 44, 10, 30, 12)
LANGUAGE = "vi"  # of every file, whoever takes it along
MOST = 1_000_000_000_000
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
INTRODUCTION = (
    "Chỉ ghi vào các ô nền vàng; các ô khác đã khóa. Ô có mũi tên thì chọn trong danh sách. "
    "Số lẻ ghi theo Excel của máy (ví dụ 95,65). Lưu tệp dạng .xlsx rồi nhập lại trên hệ thống: "
    "hệ thống cho xem trước những gì sẽ thay đổi. Tài liệu kiểm chứng gắn trực tiếp trên hệ thống."
)


def offline_file(sheet: Sheet) -> bytes:
    """The sheet as XLSX with the stamp of what stands in it now."""
    with translation.override(LANGUAGE):
        places = places_of(sheet)
        now = timezone.localtime()
        stamp = stamp_of(sheet.submission, places, taken_at=now.isoformat(timespec="seconds"), file=uuid.uuid4().hex)
        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, OPTIONS) as book:
            _Writer(book).write(sheet, places, stamp)
        return buffer.getvalue()


@dataclass
class _Writer:
    book: xlsxwriter.Workbook
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        add, edge = self.book.add_format, {"valign": "top", "text_wrap": True, "border": 1, "border_color": "#AAB6C2"}
        self.title: Format = add({"bold": True, "font_size": 14})
        self.text: Format = add({"text_wrap": True, "valign": "top"})
        self.head: Format = add({**edge, "bold": True, "bg_color": "#E8EDF2"})
        self.group: Format = add({**edge, "bold": True, "bg_color": "#E2EDF8"})
        self.cell: Format = add(edge)
        self.open: Format = add({**edge, "locked": False, "bg_color": "#FFF8DC"})
        self.open_number: Format = add({**edge, "locked": False, "bg_color": "#FFF8DC", "num_format": "General"})

    def write(self, sheet: Sheet, places: Mapping[str, Place], stamp: Stamp) -> None:
        page = self.book.add_worksheet(layout.SHEET)
        self.options = self.book.add_worksheet(layout.LISTS)
        self._heading(page, sheet)
        self._body(page, sheet, places)
        self._finish(page)
        self._hidden(places, stamp)
        self.options.protect()
        self.options.very_hidden()

    def _heading(self, page: Worksheet, sheet: Sheet) -> None:
        participant, campaign = sheet.submission.participant, sheet.submission.campaign
        page.write_string(0, 0, f"Tự đánh giá: {participant.name} ({participant.code})", self.title)
        page.write_string(1, 0, f"{campaign.name} ({campaign.code})")
        page.merge_range(2, 0, 2, layout.CONFIRM, INTRODUCTION, self.text)
        page.set_row(2, 48)
        for place, (words, width) in enumerate(zip(layout.HEADINGS, WIDTHS, strict=True)):
            page.set_column(place, place, width)
            page.write_string(layout.HEAD_ROW - 1, place, words, self.head)

    def _body(self, page: Worksheet, sheet: Sheet, places: Mapping[str, Place]) -> None:
        row = layout.FIRST_ROW - 1
        for node in sheet.nodes:
            if node.code in places:
                row = self._leaf(page, row, places[node.code])
            elif node.kind == "group":
                self._group(page, row, node)
                row += 1

    def _group(self, page: Worksheet, row: int, node: Criterion) -> None:
        page.write_string(row, layout.CODE, node.code, self.group)
        page.merge_range(row, layout.NAME, row, layout.CONFIRM, node.name, self.group)

    def _leaf(self, page: Worksheet, row: int, place: Place) -> int:
        texts = cell_texts(content_of(Field.CLAIM, place.leaf, place.answer))
        self._words(page, row, place)
        for at, entry in enumerate(place.entries):
            if at:
                for column in range(layout.CONFIRM + 1):
                    page.write_blank(row + at, column, None, self.cell)
            page.write_string(row + at, layout.ASKED, entry.label, self.cell)
            self._entry(page, row + at, entry, texts.get(entry.name, ""))
            page.write_string(row + at, layout.KEY, layout.key_of(place.criterion.code, entry.name))
        return row + len(place.entries)

    def _words(self, page: Worksheet, row: int, place: Place) -> None:
        """What stands on a leaf's first row only."""
        criterion = place.criterion
        page.write_string(row, layout.CODE, criterion.code, self.cell)
        page.write_string(row, layout.NAME, criterion.name, self.cell)
        page.write_number(row, layout.MAXIMUM, float(criterion.max_points), self.cell)
        page.write_string(row, layout.EXPLANATION, content_of(Field.EXPLANATION, place.leaf, place.answer), self.open)
        claim = content_of(Field.NOT_APPLICABLE, place.leaf, place.answer)
        self._choice(page, row, layout.NOT_APPLICABLE, (YES,), YES if claim["flag"] else "")
        page.write_string(row, layout.REASON, claim["reason"], self.open)
        if Field.CONFIRM in place.fields:
            self._choice(page, row, layout.CONFIRM, (YES,), "")
        else:
            page.write_string(row, layout.CONFIRM, "", self.cell)

    def _entry(self, page: Worksheet, row: int, entry: Entry, text: str) -> None:
        if entry.options:
            self._choice(page, row, layout.ENTERED, entry.options, text)
            return
        number = as_number(entry, text)
        if number is None:
            page.write_string(row, layout.ENTERED, text, self.open_number)
        else:
            page.write_number(row, layout.ENTERED, number, self.open_number)
        page.data_validation(row, layout.ENTERED, row, layout.ENTERED, _number_rule(entry))

    def _choice(self, page: Worksheet, row: int, column: int, options: tuple[str, ...], text: str) -> None:
        page.write_string(row, column, text, self.open)
        page.data_validation(row, column, row, column, {"validate": "list", "source": self._list(options)})

    def _list(self, options: tuple[str, ...]) -> str:
        """The options as a range of another sheet: labels are long, and commas would part them."""
        if options not in self.lists:
            start = sum(len(known) for known in self.lists)
            for at, option in enumerate(options):
                self.options.write_string(start + at, 0, option)
            self.lists[options] = f"='{layout.LISTS}'!$A${start + 1}:$A${start + len(options)}"
        return self.lists[options]

    def _finish(self, page: Worksheet) -> None:
        page.set_column(layout.KEY, layout.KEY, None, None, {"hidden": True})
        page.freeze_panes(layout.HEAD_ROW, layout.MAXIMUM)
        page.protect("", {"format_columns": True, "format_rows": True})
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(layout.HEAD_ROW - 1)

    def _hidden(self, places: Mapping[str, Place], stamp: Stamp) -> None:
        """The stamp, then each field with its version and the digest of what stood in it."""
        page = self.book.add_worksheet(layout.HIDDEN)
        rows: list[tuple[str, ...]] = [("stamp", name, value) for name, value in asdict(stamp).items()]
        rows += [
            ("field", code, of.value, str(place.version(of)), content_digest(place.now(of)))
            for code, place in places.items()
            for of in place.fields
        ]
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                page.write_string(row, column, value)
        page.protect()
        page.very_hidden()


def _number_rule(entry: Entry) -> dict[str, Any]:
    return {
        "validate": "integer" if entry.is_whole else "decimal",
        "criteria": "between",
        "minimum": 0 if entry.is_whole else -MOST,
        "maximum": MOST,
        "error_title": "Chưa đúng",
        "error_message": "Ghi số đếm từ 0 trở lên." if entry.is_whole else "Ghi một số.",
    }
