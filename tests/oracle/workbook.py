"""Write sheets as a person might: sheets and columns in any order, codes or labels as headers, empty rows between."""

import random

import openpyxl

from scoring.workbook.layout import SHEETS

LABELS = {sheet.name: {column.code: column.label for column in sheet.columns} for sheet in SHEETS}


def write_plain(path, sheets):
    """Sheets, columns and rows as they come, codes as headers."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        columns = list(dict.fromkeys(key for row in rows for key in row)) or list(LABELS[name])
        fill(book.create_sheet(name), columns, [[row.get(column) for column in columns] for row in rows])
    book.save(path)
    return path


def write_workbook(path, sheets, seed):
    """As `write_plain`, everything shuffled that may be."""
    rng = random.Random(seed)  # noqa: S311 reproducible, not secret
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in rng.sample(list(sheets), len(sheets)):
        columns = columns_of(rng, name, sheets[name])
        header = [header_of(rng, name, column) for column in columns]
        lines = [[row.get(column) for column in columns] for row in sheets[name]]
        for place in range(rng.randint(0, 2)):
            lines.insert(rng.randint(0, len(lines)), [None] * place)
        fill(book.create_sheet(name), header, lines)
    book.save(path)
    return path


def columns_of(rng, name, rows):
    """All columns used, with some unused ones of the layout."""
    used = {key for row in rows for key, value in row.items() if value is not None}
    known = [column for column in LABELS[name] if column in used or is_required(name, column) or rng.random() < 0.5]
    return rng.sample(known, len(known))


def is_required(name, code):
    sheet = next(sheet for sheet in SHEETS if sheet.name == name)
    return next(column.required for column in sheet.columns if column.code == code)


def header_of(rng, name, column):
    label = LABELS[name][column]
    return rng.choice([column, label, label.upper(), f"  {label.replace(' ', '   ')} ", column.upper()])


def fill(sheet, header, lines):
    sheet.append(header)
    for line in lines:
        sheet.append(line)
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str) and cell.value.startswith("="):
            cell.data_type = "s"  # text, where the library would write a formula
