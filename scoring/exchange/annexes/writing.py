"""Write a criteria set as a workbook: the same set gives the same bytes (DESIGN §5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pari.ui.dates import long_date
from scoring.core.criteria_nodes import Place, SetNode, score_sums
from scoring.core.numbers import plain
from scoring.core.readings import text_of
from scoring.enums import Explanation
from scoring.exchange.annexes.layout import (
    ANNEXES,
    CRITERIA,
    DECISION,
    EXPLANATIONS,
    OFFICE,
)
from scoring.models import CriteriaSet
from scoring.selectors.criteria.trees import AnnexRows, annexes_of
from scoring.workbook.writing import Look, Values, fits_number_cell, write_sheet

#: The moment is no part of the set.
NEVER = datetime(2020, 1, 1, tzinfo=UTC)
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST_SHEET = 31
HEAD = 5  # rows above the table: annex, name, decision, an empty one, the titles


def write_annexes(*, criteria_set: CriteriaSet, path: Path) -> None:
    """The office sheet of every annex, then `criteria` (CONTRACT §3) and what it does not hold."""
    annexes = annexes_of(criteria_set)
    nodes = [node for annex in annexes for node in annex.nodes]
    names = sheet_names([annex.annex.code for annex in annexes])
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": NEVER})
        look, style = Look(book), _styles(book)
        for annex in annexes:
            _write_office(book.add_worksheet(names[annex.annex.code]), criteria_set, annex, style)
        write_sheet(book.add_worksheet(CRITERIA.name), CRITERIA, map(_criterion, nodes), look)
        write_sheet(book.add_worksheet(DECISION.name), DECISION, _decision(criteria_set), look)
        listed = ((item.annex.code, item.annex.name, names[item.annex.code]) for item in annexes)
        write_sheet(book.add_worksheet(ANNEXES.name), ANNEXES, listed, look)
        required = (node.place for node in nodes if node.explanation == Explanation.REQUIRED)
        write_sheet(book.add_worksheet(EXPLANATIONS.name), EXPLANATIONS, required, look)


def sheet_names(codes: Sequence[str]) -> Mapping[str, str]:
    """A name that Excel takes for the sheet of every annex, each its own."""
    taken = {sheet.name for sheet in (CRITERIA, DECISION, ANNEXES, EXPLANATIONS)}
    names: dict[str, str] = {}
    for code in codes:
        wanted = _NOT_IN_A_NAME.sub("-", code).strip()[:LONGEST_SHEET] or "-"
        name, number = wanted, 2
        while name.casefold() in taken or name.casefold() == "history":  # a name that Excel keeps for itself
            name = f"{wanted[: LONGEST_SHEET - 4]} ({number})"
            number += 1
        taken.add(name.casefold())
        names[code] = name
    return names


def shown_points(node: SetNode, sums: Mapping[Place, Fraction]) -> str | None:
    """What the decision prints beside a node: a leaf's maximum, a group's sum, a bonus group's cap."""
    if node.max_points is not None:
        return plain(node.max_points)
    if node.is_group and sums[node.place]:
        return text_of(sums[node.place])
    return None if node.cap is None else plain(node.cap)


def decision_line(criteria_set: CriteriaSet) -> str:
    parts = [f"Kèm theo Quyết định số {criteria_set.decision_number or '……'}"]
    if criteria_set.decision_date:
        parts.append(long_date(criteria_set.decision_date))
    if criteria_set.issuer:
        parts.append(f"của {criteria_set.issuer}")
    return f"({' '.join(parts)})"


def _styles(book: xlsxwriter.Workbook) -> dict[str, Any]:
    base = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "vcenter"}
    cell, centred = base | {"border": 1}, {"align": "center"}
    return {
        "title": book.add_format(base | centred | {"bold": True, "font_size": 13}),
        "decision": book.add_format(base | centred | {"italic": True}),
        "head": book.add_format(cell | centred | {"bold": True, "bg_color": "#F2F2F2"}),
        "group": book.add_format(cell | {"bold": True}),
        "group-middle": book.add_format(cell | centred | {"bold": True}),
        "leaf": book.add_format(cell),
        "leaf-middle": book.add_format(cell | centred),
    }


def _write_office(sheet: Worksheet, criteria_set: CriteriaSet, annex: AnnexRows, style: Mapping[str, Any]) -> None:
    last = len(OFFICE) - 1
    sheet.merge_range(0, 0, 0, last, f"Phụ lục {annex.annex.code}", style["title"])
    sheet.merge_range(1, 0, 1, last, annex.annex.name, style["title"])
    sheet.merge_range(2, 0, 2, last, decision_line(criteria_set), style["decision"])
    for place, column in enumerate(OFFICE):
        sheet.set_column(place, place, column.width)
        sheet.write_string(HEAD - 1, place, column.title, style["head"])
    sums = score_sums(annex.nodes)
    for number, node in enumerate(annex.nodes, HEAD):
        _write_node(sheet, number, node, shown_points(node, sums), style)
    _set_paper(sheet)


def _write_node(sheet: Worksheet, row: int, node: SetNode, points: str | None, style: Mapping[str, Any]) -> None:
    kind = "group" if node.is_group else "leaf"
    texts = {0: node.code, 1: node.name, 3: node.guidance, 4: node.evidence_guidance, 5: node.note}
    for place, text in texts.items():
        look = style[f"{kind}-middle" if place == 0 else kind]
        if text:
            sheet.write_string(row, place, text, look)
        else:
            sheet.write_blank(row, place, None, look)
    if points is None:
        sheet.write_blank(row, 2, None, style[f"{kind}-middle"])
    elif fits_number_cell(points):
        sheet.write_number(row, 2, float(points), style[f"{kind}-middle"])
    else:
        sheet.write_string(row, 2, points, style[f"{kind}-middle"])


def _set_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD - 1)
    sheet.freeze_panes(HEAD, 2)
    sheet.set_margins(left=0.79, right=0.59, top=0.79, bottom=0.79)


def _criterion(node: SetNode) -> Values:
    return (
        node.annex,
        node.code,
        node.parent,
        node.name,
        node.kind.value,
        None if node.max_points is None else plain(node.max_points),
        None if node.cap is None else plain(node.cap),
        node.source,
        node.specialty,
        node.rule,
        node.evidence,
        node.indicator,
    )


def _decision(criteria_set: CriteriaSet) -> Iterator[Values]:
    day = criteria_set.decision_date
    yield "name", criteria_set.name
    yield "decision_number", criteria_set.decision_number
    yield "decision_date", day.isoformat() if day else None
    yield "issuer", criteria_set.issuer
