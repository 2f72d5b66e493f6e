"""How a table's heading is laid out, for all formats: one row, or two where columns share a group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from reports.documents.blocks import Column, Row, Subheading, Table

SMALL_TABLE = 12
MOST_LINES = 24
LETTERS_A_LINE = 96
OPENING_ROWS = 2


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the heading: where it begins (row and column from 0) and how far it reaches."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def heading_rows(table: Table) -> int:
    """2 where some columns share a group, else 1."""
    return 2 if any(column.group for column in table.columns) else 1


def heading(table: Table) -> list[list[HeadCell]]:
    """The heading's cells by row."""
    depth = heading_rows(table)
    rows: list[list[HeadCell]] = [[] for _ in range(depth)]
    for group, run in groupby(enumerate(table.columns), key=lambda item: item[1].group):
        members = list(run)
        if group:
            rows[0].append(HeadCell(group, 0, members[0][0], columns=len(members)))
            rows[1] += [HeadCell(column.label, 1, at) for at, column in members]
        else:
            rows[0] += [HeadCell(column.label, 0, at, rows=depth) for at, column in members]
    return rows


def shares(columns: tuple[Column, ...]) -> list[float]:
    """Column widths as shares of 1: geometry, not figures."""
    whole = sum(column.width for column in columns)
    return [column.width / whole for column in columns]


def is_small(table: Table) -> bool:
    """Whether it stays whole on one page: few rows, and not many lines of text in them."""
    lines = (_lines(table, row) for row in table.rows)
    return len(table.rows) < SMALL_TABLE and sum(lines) <= MOST_LINES


def _lines(table: Table, row: Row | Subheading) -> int:
    """About how many lines its longest cell takes."""
    if isinstance(row, Subheading):
        return 1
    widths = zip(row.cells, shares(table.columns), strict=True)
    return max(ceil(len(cell.text) / max(1.0, share * LETTERS_A_LINE)) or 1 for cell, share in widths)


def kept_with_next(table: Table) -> list[bool]:
    """For each row whether the next one must be on its page: no head, subheading or last row stands alone."""
    return list(_kept(table)) if not is_small(table) else [at + 1 < len(table.rows) for at in range(len(table.rows))]


def _kept(table: Table) -> Iterator[bool]:
    last = len(table.rows) - 1
    after_subheading = False
    for at, row in enumerate(table.rows):
        opens = isinstance(row, Subheading) or row.is_total
        yield at < last and (at < OPENING_ROWS or at == last - 1 or opens or after_subheading)
        after_subheading = opens
