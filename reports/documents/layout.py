"""How a table's heading is laid out, for all formats: one row, or two where columns share a group."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from reports.documents.blocks import Column, Table


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
