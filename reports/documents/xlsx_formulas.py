"""Where the tables' cells stand in the workbook, and formulas for those figures which a formula would give.

A formula is written only when, worked out exactly from the cells it names, it gives the figure of the report, and
when no rounding of binary numbers could make a spreadsheet see it otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from reports.documents.blocks import Count, CountOf, Difference, Figure, MeanOf, Row, SumOf, Table, Text
from reports.documents.layout import heading_rows
from scoring.core.numbers import mean, round_half_up

FIRST_ROW = 3
NEAR_TIE = Fraction(1, 10**9)


class Places:
    """Sheet, row and column of every cell of the report's tables (rows and columns from 0)."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = {table.key: table for table in tables}

    def table(self, key: str) -> Table | None:
        return self._tables.get(key)

    def first_row(self, table: Table) -> int:
        """The row of a table's first line under its heading."""
        return FIRST_ROW + heading_rows(table)

    def lines(self, table: Table, group: str) -> list[tuple[int, Row]]:
        """The rows of one group, or of all; totals are left out."""
        first = self.first_row(table)
        return [
            (first + at, row)
            for at, row in enumerate(table.rows)
            if isinstance(row, Row) and not row.is_total and group in ("", row.group)
        ]

    def span(self, table: Table, column: str, group: str) -> str:
        """The address of a column in a group's rows, with its sheet."""
        rows, at = [row for row, _ in self.lines(table, group)], table.place(column)
        return f"{sheet_name(table.sheet)}!{xl_range(rows[0], at, rows[-1], at)}"


def sheet_name(name: str) -> str:
    """A sheet's name inside a formula."""
    return "'" + name.replace("'", "''") + "'"


def formula(cell: Figure | Count, table: Table, row: Row, at: int, places: Places) -> str | None:
    """The formula of a cell in sheet row `at`, or None where the plain figure must stand."""
    match cell.calculation:
        case Difference():
            return _difference(cell, cell.calculation, table, row, at)
        case SumOf():
            return _sum(cell, cell.calculation, table, row, at)
        case CountOf():
            return _count(cell, cell.calculation, places)
        case MeanOf():
            return _mean(cell, cell.calculation, places)
        case _:
            return None


def _difference(cell: Figure | Count, rule: Difference, table: Table, row: Row, at: int) -> str | None:
    minuend, subtrahend = table.place(rule.minuend), table.place(rule.subtrahend)
    first, last = _value(row, minuend), _value(row, subtrahend)
    if not isinstance(cell, Figure) or first is None or last is None or first - last != cell.value:
        return None
    return f"=ROUND({xl_rowcol_to_cell(at, minuend)}-{xl_rowcol_to_cell(at, subtrahend)},{cell.digits})"


def _sum(cell: Figure | Count, rule: SumOf, table: Table, row: Row, at: int) -> str | None:
    columns = [table.place(column) for column in rule.columns]
    values = [_value(row, column) for column in columns]
    if None in values or sum(value for value in values if value is not None) != cell.value:
        return None
    return "=" + "+".join(xl_rowcol_to_cell(at, column) for column in columns)


def _count(cell: Figure | Count, rule: CountOf, places: Places) -> str | None:
    """An exact comparison, without the wildcards of COUNTIF."""
    table = places.table(rule.table)
    if table is None:
        return None
    lines, column = places.lines(table, rule.group), table.place(rule.column)
    texts = [found.value for _, row in lines if isinstance(found := row.cells[column], Text)]
    if not lines or sum(1 for text in texts if text.casefold() == rule.value.casefold()) != cell.value:
        return None
    wanted = rule.value.replace('"', '""')
    return f'=SUMPRODUCT(--({places.span(table, rule.column, rule.group)}="{wanted}"))'


def _mean(cell: Figure | Count, rule: MeanOf, places: Places) -> str | None:
    table = places.table(rule.table)
    if table is None or not isinstance(cell, Figure):
        return None
    lines, column = places.lines(table, rule.group), table.place(rule.column)
    values = [value for _, row in lines if (value := _value(row, column)) is not None]
    exact = mean(Fraction(value) for value in values)
    if exact is None or round_half_up(exact, cell.digits) != cell.value or _is_near_tie(exact, cell.digits):
        return None
    return f"=ROUND(AVERAGE({places.span(table, rule.column, rule.group)}),{cell.digits})"


def _is_near_tie(value: Fraction, digits: int) -> bool:
    """Whether binary arithmetic might round to the other side."""
    scaled = abs(value) * 10**digits
    return bool(abs(scaled - int(scaled) - Fraction(1, 2)) < NEAR_TIE)


def _value(row: Row, column: int) -> Decimal | None:
    cell = row.cells[column]
    if isinstance(cell, Figure):
        return cell.value
    return Decimal(cell.value) if isinstance(cell, Count) and cell.value is not None else None
