"""Faults of a workbook, each with its cell, so that all can be mended in one go (CONTRACT §2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from scoring.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Fault:
    """`cell` is `sheet!A1`, or `sheet!1` for a missing sheet or column.

    `rule` and `remedy` are Vietnamese templates with `params`, as in `Refused`.
    """

    cell: str
    value: str
    refused: Refused

    @property
    def rule(self) -> str:
        return self.refused.rule % self.refused.params

    @property
    def remedy(self) -> str:
        return self.refused.remedy % self.refused.params


def column_letters(number: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(sheet: str, column: int | None, row: int) -> str:
    """`scores!C12`; without a column `scores!1`. Both counts: columns from 0, rows from 1."""
    return f"{sheet}!{row}" if column is None else f"{sheet}!{column_letters(column)}{row}"


@dataclass(slots=True)
class Faults:
    """All that was found, in the order in which it was found."""

    found: list[Fault] = field(default_factory=list)

    def add(self, cell: str, value: object, refused: Refused) -> None:
        self.found.append(Fault(cell, "" if value is None else str(value), refused))

    def __bool__(self) -> bool:
        return bool(self.found)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)


class WorkbookRefused(Exception):
    """The workbook has faults; nothing was written."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults
