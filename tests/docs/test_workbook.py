"""docs/workbook.md: sheets, columns and keys are those of the layout; its faults are what a broken file gives."""

from appraisal.management.commands.import_workbook import line_of
from scoring.workbook.layout import CAMPAIGN_KEYS, SHEETS, Cell
from scoring.workbook.reader import open_campaign
from scoring.workbook.writing import write_workbook
from tests.docs.pages import code_blocks, section, table
from tests.workbook.base import COLUMNS, broken

PAGE = "docs/workbook.md"
WORDS = {
    Cell.CODE: "code",
    Cell.TEXT: "text",
    Cell.NUMBER: "number",
    Cell.WHOLE: "whole number",
    Cell.TIME: "time",
    Cell.DEADLINE: "deadline",
    Cell.DAY: "day",
    Cell.JSON: "JSON",
    Cell.FLAG: "1 or empty",
    Cell.ANY: "see the keys",
}


def described(column):
    star = "*" if column.required else ""
    holds = ", ".join(f"`{word}`" for word in column.options) or WORDS[column.cell]
    if column.code == "index_cap":
        holds = "number, or `none`"
    return f"| `{column.code}`{star} | {column.label} | {holds} |"


def sheets_text():
    for sheet in SHEETS:
        star = "*" if sheet.required else ""
        yield from ("", f"### `{sheet.name}`{star} — {sheet.label}", "", "| Column | Label | Holds |", "|---|---|---|")
        yield from map(described, sheet.columns)


def texts(sheet, row):
    """A row as the template has it: its columns in the layout's order."""
    return [None if row.get(column) is None else str(row[column]) for column in COLUMNS[sheet]]


def fault_lines(folder):
    """What a workbook with three mistakes gives."""
    edits = [
        ("agencies", 1, "bloc", "SỞ"),
        ("scores", 0, "self_points", "2.5"),
        ("scores", 4, "self_points", "1.8"),
    ]
    path = folder / "campaign.xlsx"
    write_workbook(path, {name: [texts(name, row) for row in rows] for name, rows in broken(edits).items()})
    book = open_campaign(path)
    list(book.scores)
    return [line_of(fault) for fault in book.faults]


def test_sheets_and_columns_are_those_of_the_layout():
    lines = section(PAGE, "Sheets and columns")
    shown = lines[: next(place for place, line in enumerate(lines) if line.startswith("### Keys"))]
    assert [line for line in shown if line.startswith(("#", "|"))] == [line for line in sheets_text() if line]


def test_keys_are_those_of_the_layout():
    shown = [line for line in section(PAGE, "Keys of the sheet `campaign`") if line.startswith("| `")]
    assert shown == [described(column) for column in CAMPAIGN_KEYS]


def test_every_kind_of_cell_is_described():
    described_cells = {row["What"] for row in table(PAGE, "Cells")}
    assert described_cells == set(WORDS.values()) - {"whole number", "see the keys"}


def test_the_faults_shown_are_real(tmp_path):
    (block,) = code_blocks(PAGE, "Faults", "")
    assert [" ".join(line.split()) for line in block.splitlines()] == [
        " ".join(line.split()) for line in fault_lines(tmp_path)
    ]
