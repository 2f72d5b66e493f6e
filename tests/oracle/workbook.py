"""Write sheets as a person might: sheets and columns in any order, codes or labels as headers, empty rows between."""

import random
from datetime import date, datetime

import openpyxl
import xlsxwriter

from scoring.workbook.layout import SHEETS

LABELS = {sheet.name: {column.code: column.label for column in sheet.columns} for sheet in SHEETS}
REQUIRED = {(sheet.name, column.code) for sheet in SHEETS for column in sheet.columns if column.required}


def write_plain(path, sheets):
    """Sheets, columns and rows as they come, codes as headers."""
    return save_with_openpyxl(path, {name: plain_lines(name, rows) for name, rows in sheets.items()})


def plain_lines(name, rows):
    columns = list(dict.fromkeys(key for row in rows for key in row)) or list(LABELS[name])
    return [columns, *([row.get(column) for column in columns] for row in rows)]


def write_workbook(path, sheets, seed):
    """As `write_plain`, everything shuffled that may be, by one of two libraries."""
    rng = random.Random(seed)  # noqa: S311 reproducible, not secret
    lines = {name: shuffled_lines(rng, name, sheets[name]) for name in rng.sample(list(sheets), len(sheets))}
    return rng.choice([save_with_openpyxl, save_with_xlsxwriter])(path, lines)


def shuffled_lines(rng, name, rows):
    """The header and the rows, columns shuffled, empty rows among them."""
    columns = columns_of(rng, name, rows)
    lines = [[row.get(column) for column in columns] for row in rows]
    for _ in range(rng.randint(0, 2)):
        lines.insert(rng.randint(0, len(lines)), [rng.choice([None, "", "  "])])
    return [[header_of(rng, name, column) for column in columns], *lines]


def columns_of(rng, name, rows):
    """All columns used, with some unused ones of the layout."""
    used = {key for row in rows for key, value in row.items() if value is not None}
    known = [column for column in LABELS[name] if column in used or (name, column) in REQUIRED or rng.random() < 0.5]
    return rng.sample(known, len(known))


def header_of(rng, name, column):
    label = LABELS[name][column]
    return rng.choice([column, label, label.upper(), f"  {label.replace(' ', '   ')} ", column.upper()])


def save_with_openpyxl(path, sheets):
    """Texts inside their cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.data_type = "s"  # text, where the library would write a formula
    book.save(path)
    return path


def save_with_xlsxwriter(path, sheets):
    """Texts shared in a table of their own, as Excel keeps them."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        minute = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                for place, value in enumerate(line):
                    look = minute if isinstance(value, datetime) else day if isinstance(value, date) else None
                    sheet.write(number, place, value, look)
    return path
