"""Read a criteria set from a workbook: office sheets alone, or with the `criteria` sheet beside them (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from django.utils.translation import gettext_noop
from python_calamine import CalamineWorkbook, SheetTypeEnum

from scoring.core.canonical import canonical_json
from scoring.core.criteria_check import tree_faults
from scoring.core.criteria_nodes import Place, SetNode, score_sums
from scoring.core.errors import Refused
from scoring.core.numbers import plain
from scoring.enums import Explanation
from scoring.exchange.annexes.layout import ANNEXES, CRITERIA, DECISION, DECISION_KEYS, EXPLANATIONS, FOR_PROGRAMS
from scoring.exchange.annexes.numbering import nodes_of_office
from scoring.exchange.annexes.office import OfficeRow, OfficeSheet, read_office
from scoring.exchange.annexes.writing import shown_points
from scoring.services.criteria.drafts import SetWords
from scoring.services.criteria.texts import line, lines
from scoring.workbook.cells import day
from scoring.workbook.faults import Faults, WorkbookRefused
from scoring.workbook.layout import INSTRUCTIONS
from scoring.workbook.records import CriterionRecord
from scoring.workbook.register import Once, unknown
from scoring.workbook.tables import Workbook, open_workbook, readable
from scoring.workbook.trees import read_trees


@dataclass(frozen=True, slots=True)
class ReadSet:
    """What a workbook says of a set; `decision` is None where it says nothing of it."""

    annexes: tuple[tuple[str, str], ...]
    nodes: tuple[SetNode, ...]
    decision: SetWords | None
    has_rules: bool


@dataclass(frozen=True, slots=True)
class OfficeAnnex:
    code: str
    name: str
    sheet: OfficeSheet


def read_annexes(path: Path) -> ReadSet:
    """The whole set; `WorkbookRefused` with every fault and its cell when there is one."""
    faults = Faults()
    try:
        found = _read(path, faults)
    except Refused as refused:
        faults.add("1", path.name, refused)
        raise WorkbookRefused(faults) from refused
    if faults:
        raise WorkbookRefused(faults)
    return found


def _read(path: Path, faults: Faults) -> ReadSet:
    book = open_workbook(path, faults, FOR_PROGRAMS, has_others=True)
    listed, offices = _listed(book, faults), _offices(path, faults)
    annexes = [_annex(sheet, listed) for sheet in offices]
    if book[CRITERIA].places:
        records = [node for tree in read_trees(book[CRITERIA]) for node in tree.nodes]
        nodes = _with_words([_node(record) for record in records], annexes, faults)
        nodes = _with_explanations(nodes, book, faults)
    else:
        nodes = _from_offices(annexes, faults)
    words = _words(nodes, annexes, listed)
    if not nodes and not faults:
        faults.add("1", path.name, Refused("tệp không có tiêu chí nào", "dùng mẫu xuất từ chương trình"))
    return ReadSet(words, tuple(nodes), _decision(book, faults), bool(book[CRITERIA].places))


def _offices(path: Path, faults: Faults) -> list[OfficeSheet]:
    known = {sheet.name for sheet in FOR_PROGRAMS} | {INSTRUCTIONS}
    with readable():
        book = CalamineWorkbook.from_path(str(path))
        names = [item.name for item in book.sheets_metadata if item.typ is SheetTypeEnum.WorkSheet]
        return [read_office(path, book.get_sheet_by_name(name), name, faults) for name in names if name not in known]


def _listed(book: Workbook, faults: Faults) -> Mapping[str, tuple[str, str]]:
    """Code and name of an annex by the name of its sheet."""
    found: dict[str, tuple[str, str]] = {}
    once = Once()
    for row in book[ANNEXES].rows():
        code, sheet = row.get("code"), row.get("sheet")
        if code is not None and sheet is not None and once.check(row, "code", code):
            found[sheet] = (line(code), line(row.get("name")))
    return found


def _annex(sheet: OfficeSheet, listed: Mapping[str, tuple[str, str]]) -> OfficeAnnex:
    """By the list of annexes, else by the sheet's own name and the titles above its table."""
    if sheet.name in listed:
        return OfficeAnnex(*listed[sheet.name], sheet)
    telling = (title for title in sheet.titles if not title.startswith("(") and not _is_number(title))
    return OfficeAnnex(line(sheet.name), line(next(telling, ""))[:300], sheet)


def _is_number(title: str) -> bool:
    """`Phụ lục I` by itself is no name."""
    return title.casefold().startswith("phụ lục") and len(title) <= 20


def _from_offices(annexes: Iterable[OfficeAnnex], faults: Faults) -> list[SetNode]:
    nodes: list[SetNode] = []
    for annex in annexes:
        found = nodes_of_office(annex.code, annex.sheet, faults)
        rows = {node.code: row for row, node in found}
        tree = [node for _, node in found]
        for fault in () if faults else tree_faults(tree):
            row, value = rows[fault.code], rows[fault.code].points
            faults.add(annex.sheet.cell("points", row.number), "" if value is None else plain(value), fault.refused)
        nodes += tree
    return nodes


def _node(record: CriterionRecord) -> SetNode:
    return SetNode(
        annex=record.annex,
        code=record.code,
        parent=record.parent,
        name=line(record.name),
        kind=record.kind,
        max_points=record.max_points,
        cap=record.cap,
        source=record.source.value if record.source else "",
        specialty=record.specialty,
        rule=canonical_json(record.rule.as_json()) if record.rule else "",
        evidence=record.evidence,
        indicator=record.indicator,
    )


def _with_words(nodes: Sequence[SetNode], annexes: Iterable[OfficeAnnex], faults: Faults) -> list[SetNode]:
    """Guidance, evidence and notes from the office sheets; where they tell of a name or points, they must agree."""
    by_place, sums = {node.place: node for node in nodes}, score_sums(nodes)
    for annex in annexes:
        codes = [node.code for node in nodes if node.annex == annex.code]
        for row in annex.sheet.rows:
            node = by_place.get((annex.code, row.stt))
            if node is None:
                faults.add(annex.sheet.cell("stt", row.number), row.stt, unknown(row.stt, codes, "tiêu chí"))
                continue
            _check_agreement(annex.sheet, row, node, sums, faults)
            by_place[node.place] = replace(
                node,
                guidance=lines(row.guidance),
                evidence_guidance=lines(row.evidence_guidance),
                note=lines(row.note),
            )
    return list(by_place.values())


def _check_agreement(
    sheet: OfficeSheet, row: OfficeRow, node: SetNode, sums: Mapping[Place, Fraction], faults: Faults
) -> None:
    remedy = gettext_noop("sửa cho hai trang giống nhau")
    if row.name != node.name:
        refused = Refused("tên khác với trang criteria: “%(name)s”", remedy, name=node.name)
        faults.add(sheet.cell("name", row.number), row.name, refused)
    shown, given = shown_points(node, sums), None if row.points is None else plain(row.points)
    if shown != given:
        refused = Refused("điểm khác với trang criteria: %(points)s", remedy, points=shown or "—")
        faults.add(sheet.cell("points", row.number), given, refused)


def _with_explanations(nodes: Sequence[SetNode], book: Workbook, faults: Faults) -> list[SetNode]:
    leaves = {node.place for node in nodes if not node.is_group}
    required = set()
    for row in book[EXPLANATIONS].rows():
        place = (row.get("annex"), row.get("code"))
        if place in leaves:
            required.add(place)
        elif None not in place:
            row.fault("code", unknown(str(place[1]), [code for _, code in leaves], "tiêu chí"))
    return [replace(node, explanation=Explanation.REQUIRED.value) if node.place in required else node for node in nodes]


def _words(
    nodes: Iterable[SetNode], annexes: Sequence[OfficeAnnex], listed: Mapping[str, tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Code and name of every annex: as listed, then as the office sheets stand, then as the criteria name them."""
    names = dict(listed.values())
    for annex in annexes:
        names.setdefault(annex.code, annex.name)
    for node in nodes:
        names.setdefault(node.annex, "")
    return tuple(names.items())


def _decision(book: Workbook, faults: Faults) -> SetWords | None:
    given: dict[str, str] = {}
    for row in book[DECISION].rows():
        key = row.get("key")
        if key in DECISION_KEYS:
            given[key] = line(row.get("value"))
        elif key is not None:
            row.fault("key", unknown(key, DECISION_KEYS, "khóa"))
    if not given.get("name"):
        return None
    when = given.get("decision_date")
    try:
        decided = day(when) if when else None
    except Refused as refused:
        faults.add(f"{DECISION.name}!1", when, refused)
        decided = None
    return SetWords(given["name"], given.get("decision_number", ""), decided, given.get("issuer", ""))
