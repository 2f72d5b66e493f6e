"""From the numbers in the STT column to a tree: A, I, 1, 1.1, 1.1.1, a (DESIGN §5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.core.criteria_nodes import SetNode
from scoring.core.enums import Kind, Source
from scoring.core.errors import Refused
from scoring.enums import Evidence
from scoring.exchange.annexes.office import OfficeRow, OfficeSheet
from scoring.selectors.register.agencies import folded
from scoring.services.criteria.nodes import MANUAL
from scoring.workbook.faults import Faults

_ROMAN = re.compile(r"[IVX]+\Z")
_LETTER = re.compile(r"[A-ZĐ]\Z")
_OUTLINE = re.compile(r"\d+(\.\d+)*\Z", re.ASCII)
_SMALL = re.compile(r"[a-zđ]\Z")
_BULLETS = frozenset("-–—+*•")
OUTLINE_FROM, SMALLEST = 10, 100


@dataclass(slots=True)
class Numbered:
    """A row that is a node: how deep it stands and what stands above it."""

    row: OfficeRow
    stt: str
    level: int
    above: Numbered | None
    has_children: bool = False

    @property
    def is_heading(self) -> bool:
        return self.level < OUTLINE_FROM

    @property
    def headings(self) -> list[str]:
        """The numbers of the letters and Roman numbers above, from the top."""
        own = [self.above.stt] if self.above is not None and self.above.is_heading else []
        return ([] if self.above is None else self.above.headings) + own


def numbered(sheet: OfficeSheet, faults: Faults) -> list[Numbered]:
    """The rows that are nodes; a line without a number goes on where the one above it stopped."""
    found: list[Numbered] = []
    stack: list[Numbered] = []
    for row in sheet.rows:
        level = _level(row)
        if level is None:
            _continue(sheet, row, found, faults)
            continue
        while stack and stack[-1].level >= level:
            stack.pop()
        above = stack[-1] if stack else None
        node = Numbered(row, row.bare_stt or f"P{len(found) + 1}", level, above)
        _check_prefix(sheet, node, faults)
        if above is not None:
            above.has_children = True
        stack.append(node)
        found.append(node)
    return found


def _level(row: OfficeRow) -> int | None:
    stt = row.bare_stt
    if not stt:
        return 0 if row.is_bold and row.name else None
    if _OUTLINE.match(stt):
        return OUTLINE_FROM + stt.count(".")
    if _ROMAN.match(stt):
        return 2
    if _LETTER.match(stt):
        return 1
    return SMALLEST if _SMALL.match(stt) else None


def _continue(sheet: OfficeSheet, row: OfficeRow, found: Sequence[Numbered], faults: Faults) -> None:
    if row.stt and row.stt not in _BULLETS:
        refused = Refused("không đọc được số thứ tự", "ghi theo kiểu I, 1, 1.1, 1.1.1")
        faults.add(sheet.cell("stt", row.number), row.stt, refused)
    elif not found:
        faults.add(sheet.cell("stt", row.number), "", Refused("dòng đầu không có số thứ tự", "ghi số thứ tự"))
    elif row.points is not None and row.name:
        refused = Refused(
            "dòng có điểm mà không có số thứ tự", "ghi số thứ tự, hoặc chuyển điểm vào cột cách tính điểm"
        )
        faults.add(sheet.cell("stt", row.number), "", refused)
    else:
        last = found[-1].row
        last.guidance = _joined(last.guidance, f"{row.stt} {row.name}".strip(), row.guidance)
        last.evidence_guidance = _joined(last.evidence_guidance, row.evidence_guidance)
        last.note = _joined(last.note, row.note)


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _check_prefix(sheet: OfficeSheet, node: Numbered, faults: Faults) -> None:
    """Under an outline number stands only what begins with it: 1.2.1 not under 1.1."""
    above = node.above
    if above is None or above.is_heading or node.level == SMALLEST:
        return
    wanted = node.stt.rpartition(".")[0]
    if above.stt != wanted:
        refused = Refused("thiếu dòng “%(wanted)s” ở trên", "thêm dòng đó hoặc sửa số thứ tự", wanted=wanted)
        faults.add(sheet.cell("stt", node.row.number), node.stt, refused)


def codes_of(nodes: Sequence[Numbered]) -> list[str]:
    """The number itself where each stands once; else with the letters and Roman numbers above it."""
    plain = [f"{node.above.stt}.{node.stt}" if _is_small(node) and node.above else node.stt for node in nodes]
    if max(Counter(plain).values(), default=0) <= 1:
        return plain
    return [".".join([*node.headings, code]) for node, code in zip(nodes, plain, strict=True)]


def _is_small(node: Numbered) -> bool:
    return node.level == SMALLEST


def nodes_of_office(annex: str, sheet: OfficeSheet, faults: Faults) -> list[tuple[OfficeRow, SetNode]]:
    """A draft tree: what has something below it is a group, everything else is judged by hand."""
    rows = numbered(sheet, faults)
    codes = codes_of(rows)
    code_of = {id(node): code for node, code in zip(rows, codes, strict=True)}
    _check_once(sheet, rows, codes, faults)
    return [(node.row, _node(annex, sheet, node, code_of, faults)) for node in rows]


def _check_once(sheet: OfficeSheet, rows: Sequence[Numbered], codes: Sequence[str], faults: Faults) -> None:
    seen: dict[str, int] = {}
    for node, code in zip(rows, codes, strict=True):
        first = seen.setdefault(code, node.row.number)
        if first != node.row.number:
            refused = Refused("trùng với dòng %(row)d", "sửa số thứ tự của một trong hai dòng", row=first)
            faults.add(sheet.cell("stt", node.row.number), node.stt, refused)


def _node(annex: str, sheet: OfficeSheet, node: Numbered, code_of: dict[int, str], faults: Faults) -> SetNode:
    row, kind = node.row, _kind(node)
    if not row.name:
        faults.add(sheet.cell("name", row.number), "", Refused("thiếu tên tiêu chí", "ghi tên như trong quyết định"))
    base = SetNode(
        annex,
        code_of[id(node)],
        None if node.above is None else code_of[id(node.above)],
        row.name,
        guidance=row.guidance,
        evidence_guidance=row.evidence_guidance,
        note=row.note,
    )
    if node.has_children:
        return replace(base, max_points=row.points) if kind is Kind.SCORE else replace(base, cap=row.points)
    if row.points is None and not row.is_refused:
        refused = Refused("thiếu điểm tối đa", "ghi điểm tối đa của tiêu chí")
        faults.add(sheet.cell("points", row.number), "", refused)
    source = Source.APPRAISER if kind is Kind.PENALTY else Source.SELF
    evidence = Evidence.REQUIRED if row.evidence_guidance and source is Source.SELF else Evidence.OPTIONAL
    leaf = replace(base, kind=kind, max_points=row.points, source=source.value)
    return replace(leaf, rule=MANUAL, evidence=evidence.value)


def _kind(node: Numbered) -> Kind:
    """By the nearest name that speaks of bonus or of penalty points."""
    here: Numbered | None = node
    while here is not None:
        words = folded(here.row.name)
        bonus, penalty = "diem thuong" in words, "diem tru" in words
        if bonus != penalty:
            return Kind.BONUS if bonus else Kind.PENALTY
        here = here.above
    return Kind.SCORE
