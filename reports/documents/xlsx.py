"""The report as a workbook: a sheet of text, then a sheet a table with real numbers, formulas where they agree."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.documents.blocks import Heading, LineChart, Paragraph, Style, Table
from reports.documents.fonts import WORD_SERIF
from reports.documents.paper import Paper
from reports.documents.xlsx_charts import add_charts
from reports.documents.xlsx_formulas import Places
from reports.documents.xlsx_tables import TableSheet

NEVER = datetime(2020, 1, 1)  # noqa: DTZ001 - a property of the file, not a moment: the same report gives the same bytes
TEXT_SHEET = "Thuyết minh"
TEXT_WIDTH = 84
CHARACTERS_A_LINE = 84
POINTS_A_LINE = 16
SIGNS = {Style.BULLET: "- ", Style.PLUS: "+ "}


@dataclass(frozen=True, slots=True)
class TextFormats:
    title: Format
    heading: Format
    body: Format
    italic: Format


def report_xlsx(report: Paper) -> bytes:
    """The report as XLSX. Imported text is only ever written as text, whatever it begins with (CONTRACT §2)."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": report.file_title, "created": NEVER})
        book.formats[0].set_font_name(WORD_SERIF)
        text = book.add_worksheet(TEXT_SHEET)
        places = Places(report.tables)
        for table in report.tables:
            TableSheet(book, places, table, report).write()
        add_charts(book, report, places)
        _write_text(text, report, _formats(book))
    return buffer.getvalue()


def _formats(book: Workbook) -> TextFormats:
    usual = {"font_name": WORD_SERIF, "font_size": 12, "text_wrap": True, "valign": "top"}
    return TextFormats(
        title=book.add_format({**usual, "bold": True, "font_size": 14, "align": "center"}),
        heading=book.add_format({**usual, "bold": True}),
        body=book.add_format(usual),
        italic=book.add_format({**usual, "italic": True}),
    )


def _write_text(sheet: Worksheet, report: Paper, formats: TextFormats) -> None:
    """Title and sentences, one a row; a table is a line that says on which sheet it stands."""
    sheet.set_column(0, 0, TEXT_WIDTH)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    for row, (text, form) in enumerate(_lines(report, formats)):
        sheet.set_row(row, POINTS_A_LINE * max(1, -(-len(text) // CHARACTERS_A_LINE)))
        sheet.write_string(row, 0, text, form)
    sheet.set_footer("&L&7" + report.footer.replace("&", "&&"))


def _lines(report: Paper, formats: TextFormats) -> list[tuple[str, Format]]:
    lines = [(report.kind, formats.title), *((line, formats.title) for line in report.subject)]
    lines += [(report.letterhead.place_and_date, formats.italic)]
    lines += [(report.warning, formats.italic)] if report.warning else []
    lines += [("Dự thảo, kết quả chưa được công bố.", formats.italic)] if report.is_draft else []
    lines += [(item.text, formats.body) for item in report.introduction]
    for block in report.blocks:
        match block:
            case Heading():
                lines.append((block.text, formats.heading))
            case Paragraph():
                lines.append((_sentence(block), formats.italic if block.style is Style.NOTE else formats.body))
            case Table():
                lines.append((f"{block.caption}: xem trang tính “{block.sheet}”.", formats.italic))
            case LineChart():
                lines.append((f"{block.caption}: xem trang tính “Trung bình các khối”.", formats.italic))
            case _:
                lines.append((f"{block.caption}: xem trang tính “Chỉ số và xếp loại”.", formats.italic))
    return lines


def _sentence(paragraph: Paragraph) -> str:
    return SIGNS.get(paragraph.style, "") + " ".join(part for part in (paragraph.lead, paragraph.text) if part)
