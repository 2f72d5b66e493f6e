"""Write the campaign workbook: labels, drop-downs, instructions; no formulas from data (CONTRACT §2, §3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from scoring.workbook.instructions import instruction_lines
from scoring.workbook.layout import CAMPAIGN, CAMPAIGN_KEYS, INSTRUCTIONS, SHEETS, Cell, Column, Sheet

Values = Sequence[str | None]
CONTENT_DIGITS = 15  # what a number cell holds exactly
TALL = 2000  # rows of a sheet that get drop-downs when there is less data
_WIDTHS = {Cell.TEXT: 36, Cell.JSON: 30, Cell.CODE: 18, Cell.TIME: 26, Cell.DEADLINE: 26}
_NUMBERS = frozenset({Cell.NUMBER, Cell.WHOLE})


def write_workbook(path: Path, sheets: Mapping[str, Iterable[Values]]) -> None:
    """Write every sheet of the layout with the rows given by its name, in the order of its columns.

    Values are canonical texts; those of number columns become number cells where a cell can hold them.
    Rows are streamed: memory does not grow with them.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        look = Look(book)
        _write_instructions(book.add_worksheet(INSTRUCTIONS), look)
        for sheet in SHEETS:
            write_sheet(book.add_worksheet(sheet.name), sheet, sheets.get(sheet.name, ()), look)


class Look:
    """The few formats there are."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.heading: Format = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.text: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self.required: Format = book.add_format({"bold": True, "bg_color": "#DCE9F5", "border": 1, "text_wrap": True})
        self.optional: Format = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True})


def _write_instructions(sheet: Worksheet, look: Look) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 110)
    for row, (heading, text) in enumerate(instruction_lines()):
        sheet.write_string(row, 0, heading, look.title if row == 0 else look.heading)
        sheet.write_string(row, 1, text, look.text)


def write_sheet(target: Worksheet, sheet: Sheet, rows: Iterable[Values], look: Look) -> None:
    """Fill an empty worksheet with the sheet's labels and the rows, as `write_workbook` does."""
    target.freeze_panes(1, 2 if len(sheet.columns) > 2 else 0)
    for place, column in enumerate(sheet.columns):
        target.set_column(place, place, _WIDTHS.get(column.cell, 14))
        target.write_string(0, place, column.label, look.required if column.required else look.optional)
        _offer_options(target, place, column)
    numeric = [column.cell in _NUMBERS for column in sheet.columns]
    for number, values in enumerate(_with_keys(sheet, rows), 1):
        _write_row(target, number, values, numeric)


def _with_keys(sheet: Sheet, rows: Iterable[Values]) -> Iterable[Values]:
    """The empty campaign sheet of a template still lists its keys."""
    given = iter(rows)
    first = next(given, None)
    if first is not None:
        yield first
        yield from given
    elif sheet is CAMPAIGN:
        yield from ((key.code, None) for key in CAMPAIGN_KEYS)


def _write_row(target: Worksheet, number: int, values: Values, numeric: Sequence[bool]) -> None:
    for place, value in enumerate(values):
        if value is None or value == "":
            continue
        if numeric[place] and fits_number_cell(value):
            target.write_number(number, place, float(value))
        else:
            target.write_string(number, place, value)


def fits_number_cell(text: str) -> bool:
    return len(text) <= CONTENT_DIGITS or len(Decimal(text).as_tuple().digits) <= CONTENT_DIGITS


def _offer_options(target: Worksheet, place: int, column: Column) -> None:
    options: Sequence[Any] = [1] if column.cell is Cell.FLAG else column.options
    if options:
        target.data_validation(1, place, TALL, place, {"validate": "list", "source": list(options)})
