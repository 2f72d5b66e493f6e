"""One sheet of the workbook: a table's caption, heading, rows and notes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range

from reports.documents.blocks import Align, Cell, Count, Figure, Row, Spark, Subheading, Table, Text
from reports.documents.fonts import WORD_SERIF
from reports.documents.layout import HeadCell, heading, heading_rows
from reports.documents.paper import Paper
from reports.documents.xlsx_formulas import FIRST_ROW, Places, formula, sheet_name

CHARACTERS = 96
POINTS_A_LINE = 15
REMARK = "Ghi chú"
SPARK_ROW_POINTS = 26
INK = "#1f4e79"


class TableSheet:
    """Writes one table on a sheet of its own; formats are made once a kind."""

    def __init__(self, book: Workbook, places: Places, table: Table, report: Paper) -> None:
        self._book = book
        self._places = places
        self._table = table
        self._report = report
        self._sheet = book.add_worksheet(table.sheet)
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._has_marks = any(isinstance(row, Row) and _mark(row) for row in table.rows)
        self._widths: list[int] = []
        self._last = len(table.columns) - 1 + self._has_marks

    def write(self) -> None:
        self._set_up()
        self._write_top()
        self._write_heading()
        first = self._places.first_row(self._table)
        for at, row in enumerate(self._table.rows, start=first):
            if isinstance(row, Subheading):
                self._write_subheading(at, row)
            else:
                self._write_row(at, row)
        for at, note in enumerate(self._table.notes, start=first + len(self._table.rows)):
            self._write_wide(at, note, italic=True)

    def _set_up(self) -> None:
        whole = sum(column.width for column in self._table.columns)
        self._widths = [max(6, round(CHARACTERS * column.width / whole)) for column in self._table.columns]
        for at, width in enumerate(self._widths):
            self._sheet.set_column(at, at, width)
        if self._has_marks:
            self._sheet.set_column(self._last, self._last, 10)
        first = self._places.first_row(self._table)
        self._sheet.freeze_panes(first, 2 if self._table.columns[0].key == "number" else 1)
        self._sheet.repeat_rows(FIRST_ROW, first - 1)
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&L&7" + self._report.footer.replace("&", "&&") + "&R&P/&N")

    def _write_top(self) -> None:
        """Caption, warning and unit in the three rows above the heading."""
        self._write_wide(0, self._table.caption, bold=True, font_size=13)
        self._write_wide(1, self._report.warning, italic=True, font_size=10)
        self._write_wide(2, self._table.unit, italic=True, font_size=10)

    def _write_wide(self, row: int, text: str, **shape: Any) -> None:
        """A line of text across the table, as high as it needs."""
        if not text:
            return
        form = self._format(text_wrap=True, valign="top", **shape)
        self._sheet.set_row(row, POINTS_A_LINE * _lines(text, CHARACTERS) + 2)
        self._sheet.merge_range(row, 0, row, self._last, "", form)
        self._sheet.write_string(row, 0, text, form)

    def _write_heading(self) -> None:
        form = self._format(bold=True, border=1, align="center", valign="vcenter", text_wrap=True, bg_color="#e9edf2")
        for at, row in enumerate(heading(self._table)):
            self._sheet.set_row(FIRST_ROW + at, POINTS_A_LINE * max(self._head_lines(cell) for cell in row) + 4)
            for cell in row:
                self._write_span(FIRST_ROW + cell.row, cell.column, cell.rows, cell.columns, cell.text, form)
        if self._has_marks:
            self._write_span(FIRST_ROW, self._last, heading_rows(self._table), 1, REMARK, form)

    def _head_lines(self, cell: HeadCell) -> int:
        """Lines that a heading needs in its own row; one that reaches over two rows needs half of them."""
        width = sum(self._widths[cell.column : cell.column + cell.columns])
        return -(-_lines(cell.text, width) // cell.rows)

    def _write_span(self, row: int, column: int, rows: int, columns: int, text: str, form: Format) -> None:
        if rows * columns > 1:
            self._sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", form)
        self._sheet.write_string(row, column, text, form)

    def _write_subheading(self, at: int, row: Subheading) -> None:
        """Not merged: the columns stay columns for filters and formulas."""
        form = self._format(bold=True, border=1, bg_color="#f5f6f8")
        self._sheet.write_string(
            at, 0, row.number, self._format(bold=True, border=1, bg_color="#f5f6f8", align="center")
        )
        self._sheet.write_string(at, 1, row.text, form)
        for column in range(2, self._last + 1):
            self._sheet.write_blank(at, column, None, form)

    def _write_row(self, at: int, row: Row) -> None:
        texts = zip([cell.text for cell in row.cells], self._widths, strict=True)
        lines = max(_lines(text, width) for text, width in texts)
        has_spark = any(isinstance(cell, Spark) for cell in row.cells)
        self._sheet.set_row(at, max(POINTS_A_LINE * lines + 2, SPARK_ROW_POINTS if has_spark else 0))
        for column, cell in enumerate(row.cells):
            self._write_cell(at, column, cell, row)
        if self._has_marks:
            mark = _mark(row)
            self._sheet.write_string(at, self._last, f"({mark})" if mark else "", self._cell_format(Align.CENTRE, row))

    def _write_cell(self, at: int, column: int, cell: Cell, row: Row) -> None:
        form = self._cell_format(self._table.columns[column].align, row, _number_format(cell))
        match cell:
            case Text():
                self._sheet.write_string(at, column, cell.value, form)
            case Spark():
                self._write_spark(at, column, cell, form)
            case Figure() | Count() if cell.value is None:
                self._sheet.write_string(at, column, cell.text, form)
            case Figure() | Count():
                self._write_number(at, column, cell, row, form)

    def _write_number(self, at: int, column: int, cell: Figure | Count, row: Row, form: Format) -> None:
        """A number goes into the file as its decimal text; a formula carries it as the value last computed."""
        number = Decimal(cell.value if cell.value is not None else 0)
        found = formula(cell, self._table, row, at, self._places)
        if found:
            self._sheet.write_formula(at, column, found, form, number)
        else:
            self._sheet.write_number(at, column, number, form)

    def _write_spark(self, at: int, column: int, cell: Spark, form: Format) -> None:
        """A line inside the cell over the row's own figures; with a gap there is none."""
        self._sheet.write_blank(at, column, None, form)
        if None in cell.values:
            return
        first, last = self._table.place(cell.columns[0]), self._table.place(cell.columns[-1])
        options = {"range": _range(self._table.sheet, at, first, last), "markers": True, "series_color": INK}
        self._sheet.add_sparkline(at, column, {**options, "min": int(cell.low), "max": int(cell.high)})

    def _cell_format(self, align: Align, row: Row, number: str = "") -> Format:
        shape = {
            "align": "left" if align is Align.LEFT else "center",
            "valign": "vcenter",
            "border": 1,
            "text_wrap": True,
        }
        return self._format(bold=row.is_total, **shape, **({"num_format": number} if number else {}))

    def _format(self, **shape: Any) -> Format:
        key = tuple(sorted(shape.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": WORD_SERIF, "font_size": 11, **shape})
        return self._formats[key]


def _number_format(cell: Cell) -> str:
    if isinstance(cell, Figure):
        plain = "0" + ("." + "0" * cell.digits if cell.digits else "")
        return f"+{plain};-{plain};{plain}" if cell.is_change else plain
    if isinstance(cell, Count):
        return "+#,##0;-#,##0;0" if cell.is_change else "#,##0"
    return ""


def _range(sheet: str, row: int, first: int, last: int) -> str:
    return f"{sheet_name(sheet)}!{xl_range(row, first, row, last)}"


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters, a little on the safe side."""
    return max(1, -(-len(text) // max(width - 1, 1)))


def _mark(row: Row) -> int:
    return next((cell.mark for cell in row.cells if isinstance(cell, Text) and cell.mark), 0)
