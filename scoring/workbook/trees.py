"""The sheet `criteria`: trees of annexes (CONTRACT §3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from scoring.core.criteria import Leaf, Node, build_annex
from scoring.core.enums import Kind, Source
from scoring.core.errors import Refused
from scoring.core.numbers import plain
from scoring.core.readings import text_of
from scoring.core.rules import INDICATOR_KINDS, parse_rule
from scoring.core.rules.base import Rule
from scoring.core.rules.choices import Manual
from scoring.workbook.records import CriterionRecord, Tree
from scoring.workbook.register import Once, check_cycles, unknown
from scoring.workbook.tables import Row, Table


@dataclass(slots=True)
class _Found:
    """A row of the sheet with its record as far as it is known."""

    row: Row
    record: CriterionRecord


Nodes = dict[str, _Found]


def read_trees(table: Table) -> tuple[Tree, ...]:
    """Annexes in order of appearance, each with its nodes in the order of the sheet."""
    once, by_annex = Once(), dict[str, Nodes]()
    for row in table.rows():
        annex, code = row.get("annex"), row.get("code")
        if annex is not None and code is not None and once.check(row, "code", (annex, code)):
            by_annex.setdefault(annex, {})[code] = _Found(row, _bare(row, annex, code))
    return tuple(_tree(annex, nodes) for annex, nodes in by_annex.items())


def _bare(row: Row, annex: str, code: str) -> CriterionRecord:
    """The cells that mean the same on a group and on a leaf."""
    return CriterionRecord(
        annex=annex,
        code=code,
        parent=row.get("parent"),
        name=row.get("name") or "",
        kind=Kind.GROUP,
        max_points=_not_negative(row, "max_points"),
        cap=_not_negative(row, "cap"),
        source=None,
        specialty=row.get("specialty") or "",
        rule=None,
        evidence=row.get("evidence") or "optional",
        indicator="",
    )


def _not_negative(row: Row, column: str) -> Decimal | None:
    given: Decimal | None = row.get(column)
    if given is not None and given < 0:
        row.fault(column, Refused("số âm", "ghi số từ 0 trở lên"))
        return None
    return given


def _tree(annex: str, nodes: Nodes) -> Tree:
    broken = _check_parents(nodes)
    parents = {found.record.parent for found in nodes.values()}
    for code, found in nodes.items():
        if code not in broken:
            found.record = _group(found) if code in parents else _leaf(found)
    _check_totals(nodes)
    records = tuple(found.record for found in nodes.values())
    core = [Node(item.code, item.parent, _fraction(item.cap), _core_leaf(item)) for item in records]
    built = build_annex(core)
    groups = frozenset(item.code for item in records if item.kind is Kind.GROUP)
    return Tree(annex, records, built, {leaf.code: leaf for leaf in built.leaves}, groups)


def _check_parents(nodes: Nodes) -> list[str]:
    """Cut what hangs nowhere or in a circle, so that the rest can still be checked; the codes in circles."""
    for found in nodes.values():
        parent = found.record.parent
        if parent is not None and parent not in nodes:
            found.row.fault("parent", unknown(parent, nodes, "tiêu chí"))
            found.record = replace(found.record, parent=None)
    parents = {code: found.record.parent for code, found in nodes.items()}
    cyclic: list[str] = []

    def report(code: str, refused: Refused) -> None:
        nodes[code].row.fault("parent", refused)
        cyclic.append(code)

    check_cycles(parents, report)
    for code in cyclic:
        nodes[code].record = replace(nodes[code].record, parent=None)
    return cyclic


def _group(found: _Found) -> CriterionRecord:
    row = found.row
    if row.get("kind") not in (None, Kind.GROUP.value):
        row.fault("kind", Refused("nút có tiêu chí con phải là nhóm", "ghi group hoặc bỏ trống"))
    for column in ("source", "rule", "indicator"):
        if row.get(column) is not None:
            row.fault(column, Refused("nhóm không có ô này", "bỏ trống; chỉ tiêu chí thấp nhất mới có"))
    return found.record


def _leaf(found: _Found) -> CriterionRecord:
    row, record = found.row, found.record
    kind, source = Kind(row.get("kind") or Kind.SCORE), Source(row.get("source") or Source.SELF)
    if kind is Kind.GROUP:
        row.fault("kind", Refused("nhóm không có tiêu chí con", "thêm tiêu chí con hoặc đổi loại"))
        return record
    if record.cap is not None:
        row.fault("cap", Refused("chỉ nhóm mới có giới hạn", "bỏ trống ô này"))
    if record.max_points is None and not _already_refused(row, "max_points"):
        row.fault("max_points", Refused("thiếu điểm tối đa", "ghi điểm tối đa của tiêu chí"))
    maximum = record.max_points or Decimal(0)
    rule = _rule(row, source, maximum)
    return replace(record, kind=kind, source=source, max_points=maximum, rule=rule, indicator=_indicator(row, source))


def _already_refused(row: Row, column: str) -> bool:
    """The cell holds something, so its own fault was noted when it was read."""
    place = row.table.places.get(column)
    return place is not None and row.raw[place] not in ("", None)


def _rule(row: Row, source: Source, maximum: Decimal) -> Rule:
    parameters = row.get("rule")
    if parameters is None:
        rule: Rule = Manual()
    else:
        try:
            rule = parse_rule(parameters, Fraction(maximum))
        except Refused as refused:
            row.fault("rule", refused)
            return Manual()
    if source is Source.INDICATOR and rule.kind not in INDICATOR_KINDS:
        kinds = ", ".join(sorted(INDICATOR_KINDS))
        row.fault("rule", Refused("cách chấm này không dùng cho chỉ tiêu", "dùng một trong: %(kinds)s", kinds=kinds))
    return rule


def _indicator(row: Row, source: Source) -> str:
    given: str | None = row.get("indicator")
    if source is Source.INDICATOR and given is None:
        row.fault("indicator", Refused("thiếu mã chỉ tiêu", "ghi mã chỉ tiêu của nguồn số liệu"))
    if source is not Source.INDICATOR and given is not None:
        row.fault("indicator", Refused("nguồn không phải là chỉ tiêu", "ghi nguồn indicator hoặc bỏ trống ô này"))
    return given or ""


def _check_totals(nodes: Nodes) -> None:
    """A group's maximum must be the sum of the score leaves below it."""
    sums = _sums(nodes)
    for code, found in nodes.items():
        given, computed = found.record.max_points, sums.get(code, Fraction(0))
        if found.record.kind is Kind.GROUP and given is not None and Fraction(given) != computed:
            found.row.fault("max_points", _wrong_total(given, computed))


def _sums(nodes: Nodes) -> dict[str, Fraction]:
    """Points of the score leaves below every group."""
    sums: dict[str, Fraction] = {}
    for found in nodes.values():
        code = found.record.parent if found.record.kind is Kind.SCORE else None
        while code is not None:
            sums[code] = sums.get(code, Fraction(0)) + Fraction(found.record.max_points or 0)
            code = nodes[code].record.parent
    return sums


def _wrong_total(given: Decimal, computed: Fraction) -> Refused:
    return Refused(
        "tổng không khớp: các tiêu chí cộng lại được %(sum)s, ở đây ghi %(given)s",
        "sửa điểm của nhóm hoặc của các tiêu chí",
        sum=text_of(computed),
        given=plain(given),
    )


def _core_leaf(record: CriterionRecord) -> Leaf | None:
    if record.kind is Kind.GROUP or record.source is None or record.rule is None:
        return None
    return Leaf(
        record.code,
        Fraction(record.max_points or 0),
        record.kind,
        record.source,
        record.rule,
        record.indicator or None,
    )


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
