"""The sheets of outside figures: survey, indicators, modifiers, history, bloc_history (CONTRACT §3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from scoring.core.criteria import Leaf
from scoring.core.enums import Source
from scoring.core.errors import Refused
from scoring.core.modifiers import parse_modifier
from scoring.core.policy import ClassScale
from scoring.core.readings import text_of
from scoring.workbook.cells import is_empty, moment_text
from scoring.workbook.layout import EVERY_BLOC
from scoring.workbook.records import (
    AgencyRecord,
    BlocHistoryRecord,
    HistoryRecord,
    IndicatorRecord,
    ModifierRecord,
    SurveyRecord,
    Tree,
)
from scoring.workbook.register import Once, known, unknown
from scoring.workbook.tables import Row, Table

Agencies = Mapping[str, AgencyRecord]
Trees = Mapping[str, Tree]


def find_leaf(agency: AgencyRecord, code: str, trees: Trees) -> Leaf:
    """The leaf that an agency answers under this code; a group or an unknown code is `Refused`."""
    tree = trees.get(agency.annex)
    if tree is None:
        raise Refused("cơ quan không có phụ lục", "sửa phụ lục của cơ quan trước")
    if code in tree.groups:
        raise Refused("tiêu chí “%(code)s” là nhóm, không chấm điểm trực tiếp", "ghi tiêu chí thấp nhất", code=code)
    if code not in tree.leaves:
        raise unknown(code, tree.leaves, f"tiêu chí trong phụ lục {agency.annex}")
    return tree.leaves[code]


def check_points(points: Decimal, leaf: Leaf) -> None:
    if points < 0:
        raise Refused("điểm âm", "ghi điểm từ 0 trở lên")
    if points > leaf.maximum:
        raise Refused("điểm lớn hơn điểm tối đa %(max)s", "ghi điểm không quá %(max)s", max=text_of(leaf.maximum))


def read_survey(table: Table, agencies: Agencies, trees: Trees) -> tuple[SurveyRecord, ...]:
    once = Once()
    found = (_survey(row, agencies, trees, once) for row in table.rows())
    return tuple(record for record in found if record)


def _survey(row: Row, agencies: Agencies, trees: Trees, once: Once) -> SurveyRecord | None:
    agency, code, points = known(row, "agency", agencies, "cơ quan"), row.get("criterion"), row.get("points")
    if agency is None or code is None or not once.check(row, "criterion", (agency, code)) or points is None:
        return None
    try:
        leaf = find_leaf(agencies[agency], code, trees)
        if leaf.source is not Source.SURVEY:
            raise Refused("tiêu chí không lấy điểm điều tra", "ghi nguồn survey cho tiêu chí hoặc xóa dòng")
    except Refused as refused:
        row.fault("criterion", refused)
        return None
    try:
        check_points(points, leaf)
    except Refused as refused:
        row.fault("points", refused)
        return None
    return SurveyRecord(agency, code, points)


def read_indicators(table: Table, agencies: Agencies, indicators: Collection[str]) -> tuple[IndicatorRecord, ...]:
    once, found = Once(), list[IndicatorRecord]()
    for row in table.rows():
        agency, indicator = known(row, "agency", agencies, "cơ quan"), known(row, "indicator", indicators, "chỉ tiêu")
        value, as_of = row.get("value"), _as_of(row)
        if agency is None or indicator is None or not once.check(row, "indicator", (agency, indicator)):
            continue
        if value is not None:
            found.append(IndicatorRecord(agency, indicator, value, as_of, row.get("source") or ""))
    return tuple(found)


def _as_of(row: Row) -> str:
    """Kept as text: a day alone stays a day."""
    if row.get("as_of") is None:
        return ""
    return moment_text(row.raw[row.table.places["as_of"]])


def read_modifiers(table: Table, scale: ClassScale, blocs: Collection[str]) -> tuple[ModifierRecord, ...]:
    """Modifiers in their order."""
    once, found = Once(), list[ModifierRecord]()
    for row in table.rows():
        order, rule = row.get("order"), row.get("rule")
        if order is None or not once.check(row, "order", order) or rule is None:
            continue
        try:
            modifier = parse_modifier(rule, scale)
            if modifier.bloc and modifier.bloc not in blocs:
                raise unknown(modifier.bloc, blocs, "khối")
            found.append(ModifierRecord(order, modifier))
        except Refused as refused:
            row.fault("rule", refused)
    return tuple(sorted(found, key=lambda record: record.order))


def read_history(table: Table, agencies: Agencies, year: int) -> tuple[HistoryRecord, ...]:
    once, found = Once(), list[HistoryRecord]()
    for row in table.rows():
        agency, when = known(row, "agency", agencies, "cơ quan"), _earlier_year(row, year)
        index, class_name = row.get("index"), row.get("class")
        if _holds_nothing(row, "index") and _holds_nothing(row, "class"):
            row.fault("index", Refused("thiếu cả chỉ số và xếp loại", "ghi ít nhất một trong hai"))
        if agency is not None and when is not None and once.check(row, "year", (agency, when)):
            found.append(HistoryRecord(agency, when, index, class_name or ""))
    return tuple(found)


def _holds_nothing(row: Row, column: str) -> bool:
    place = row.table.places.get(column)
    return place is None or is_empty(row.raw[place])


def _earlier_year(row: Row, year: int) -> int | None:
    when: int | None = row.get("year")
    if when is None or 1900 <= when < (year or 3000):
        return when
    row.fault("year", Refused("năm không trước năm của kỳ đánh giá", "ghi năm trước %(year)d", year=year))
    return None


def read_bloc_history(table: Table, blocs: Collection[str], year: int) -> tuple[BlocHistoryRecord, ...]:
    once, found = Once(), list[BlocHistoryRecord]()
    for row in table.rows():
        bloc, when = known(row, "bloc", {*blocs, EVERY_BLOC}, "khối"), _earlier_year(row, year)
        mean: Any = row.get("mean_index")
        if bloc is not None and when is not None and once.check(row, "year", (bloc, when)) and mean is not None:
            found.append(BlocHistoryRecord(None if bloc == EVERY_BLOC else bloc, when, mean))
    return tuple(found)
