"""The sheet `scores`, streamed: every row checked against its leaf, nothing kept (CONTRACT §3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from scoring.core.canonical import canonical_json
from scoring.core.criteria import Leaf
from scoring.core.enums import Basis, Source
from scoring.core.errors import Refused
from scoring.core.numbers import plain, round_half_up
from scoring.core.rules import parse_value
from scoring.workbook.cells import choice, flag, is_empty, json_object, text
from scoring.workbook.cells import number as read_number
from scoring.workbook.figures import check_points, find_leaf
from scoring.workbook.layout import SCORES
from scoring.workbook.records import EXEMPT, NOTHING, AgencyRecord, ScoreRecord, StageText, Tree
from scoring.workbook.register import unknown
from scoring.workbook.tables import Table

_SELF = ("self_points", "self_value")
_ROUNDS = (
    "round1_points",
    "round1_value",
    "round1_note",
    "round2_points",
    "round2_value",
    "round2_note",
    "round2_basis",
)
_FORBIDDEN: Mapping[Source, tuple[str, ...]] = {Source.SURVEY: _SELF + _ROUNDS, Source.APPRAISER: _SELF}
_BASES = tuple(basis.value for basis in Basis)
_COLUMNS = tuple(column.code for column in SCORES.columns)


def stage_text(leaf: Leaf, raw_points: Any, raw_value: Any) -> StageText:
    """Points and value of one stage; points must be what the rule gives, at the decimals written."""
    points = None if is_empty(raw_points) else read_number(raw_points)
    if points is not None:
        check_points(points, leaf)
    if is_empty(raw_value):
        return StageText(None if points is None else plain(points), None)
    reading = parse_value(leaf.rule, json_object(raw_value))
    computed = leaf.rule.points(reading, leaf.maximum)
    _check_agreement(points, computed)
    return StageText(
        None if points is None else plain(points),
        canonical_json(reading.as_json()),
        EXEMPT if computed is None else str(computed),
    )


def _check_agreement(points: Decimal | None, computed: Fraction | None) -> None:
    if points is None:
        return
    given = max(0, -int(points.as_tuple().exponent))
    expected = Decimal(0) if computed is None else round_half_up(computed, given)
    if points != expected:
        raise Refused(
            "điểm %(points)s khác kết quả tính từ số liệu: %(expected)s",
            "sửa điểm hoặc số liệu, hoặc bỏ trống ô điểm",
            points=plain(points),
            expected=plain(expected),
        )


class Leafed(NamedTuple):
    """A leaf found, with the columns that its source forbids."""

    leaf: Leaf
    forbidden: tuple[str, ...]


_clean = lru_cache(maxsize=50_000, typed=True)(text)  # codes and notes come again and again
_NOTHING_SAID = ("", None)
MOST_KNOWN = 100_000


class Scores:
    """Reads rows in turn. Equal cells of the same leaf are understood once and remembered."""

    def __init__(self, table: Table, agencies: Mapping[str, AgencyRecord], trees: Mapping[str, Tree]) -> None:
        self._table, self._agencies, self._trees = table, agencies, trees
        self._stages: dict[tuple[str, str, Any, Any], StageText] = {}
        self._leaves: dict[tuple[str, str], Leafed] = {}
        self._seen: set[tuple[str, str]] = set()
        self._places = [table.places.get(code) for code in _COLUMNS]
        self._row = 0

    def __iter__(self) -> Iterator[ScoreRecord]:
        """Rows without fault; the others are noted. Rows that say nothing are passed over."""
        for number, raw in self._table.raw_rows():
            self._row = number
            record = self._record([None if place is None else raw[place] for place in self._places])
            if record is not None:
                yield record

    def _record(self, cells: list[Any]) -> ScoreRecord | None:
        (agency_raw, criterion_raw, self_points, self_value, explanation, points1, value1, note1) = cells[:8]
        (points2, value2, note2, basis, exempt, exempt_reason, council, council_reason) = cells[8:]
        found = self._find(agency_raw, criterion_raw)
        if found is None:
            return None
        agency, (leaf, forbidden) = found
        for code in forbidden:
            self._refuse_said(code, leaf, cells)
        record = ScoreRecord(
            agency.code,
            agency.annex,
            leaf.code,
            self._stage(agency, leaf, "self", self_points, self_value),
            self._text("explanation", explanation),
            self._stage(agency, leaf, "round1", points1, value1),
            self._text("round1_note", note1),
            self._stage(agency, leaf, "round2", points2, value2),
            self._text("round2_note", note2),
            self._read("round2_basis", basis, _basis) or Basis.SUPPLEMENT.value,
            self._read("exempt", exempt, flag) or False,
            self._text("exempt_reason", exempt_reason),
            self._read("council_points", council, lambda raw: _council(raw, leaf)),
            self._text("council_reason", council_reason),
        )
        self._check_reasons(record)
        return record

    def _find(self, agency_raw: Any, criterion_raw: Any) -> tuple[AgencyRecord, Leafed] | None:
        code, criterion = self._required("agency", agency_raw), self._required("criterion", criterion_raw)
        agency = self._agencies.get(code)
        if code and agency is None:
            self._fault("agency", code, unknown(code, self._agencies, "cơ quan"))
        if agency is None or not criterion:
            return None
        if (code, criterion) in self._seen:
            self._fault("criterion", criterion, Refused("dòng trùng cơ quan và tiêu chí", "xóa một trong hai dòng"))
            return None
        self._seen.add((code, criterion))
        leaf = self._leaf(agency, criterion)
        return None if leaf is None else (agency, leaf)

    def _leaf(self, agency: AgencyRecord, criterion: str) -> Leafed | None:
        key = (agency.annex, criterion)
        found = self._leaves.get(key)
        if found is None:
            try:
                leaf = find_leaf(agency, criterion, self._trees)
            except Refused as refused:
                self._fault("criterion", criterion, refused)
                return None
            found = self._leaves[key] = Leafed(leaf, _FORBIDDEN.get(leaf.source, ()))
        return found

    def _stage(self, agency: AgencyRecord, leaf: Leaf, stage: str, points: Any, value: Any) -> StageText:
        if points in _NOTHING_SAID and value in _NOTHING_SAID:
            return NOTHING
        if isinstance(points, bool):  # equal to 1 as a key, but not a number
            self._fault(f"{stage}_points", points, Refused("không phải là số", "ghi số, ví dụ 1,5"))
            return NOTHING
        key = (agency.annex, leaf.code, points, value)
        found = self._stages.get(key)
        if found is None:
            if len(self._stages) > MOST_KNOWN:
                self._stages.clear()
            try:
                found = self._stages[key] = stage_text(leaf, points, value)
            except Refused as refused:
                self._fault_of_stage(stage, leaf, points, value, refused)
                return NOTHING
        return found

    def _fault_of_stage(self, stage: str, leaf: Leaf, points: Any, value: Any, refused: Refused) -> None:
        """Note the fault at the cell it belongs to: points that cannot stand, a value that cannot be read."""
        try:
            if not is_empty(points):
                check_points(read_number(points), leaf)
        except Refused as of_points:
            self._fault(f"{stage}_points", points, of_points)
            points = None
        try:
            if not is_empty(value):
                parse_value(leaf.rule, json_object(value))
        except Refused as of_value:
            self._fault(f"{stage}_value", value, of_value)
        else:
            if points is not None:
                self._fault(f"{stage}_points", points, refused)

    def _refuse_said(self, code: str, leaf: Leaf, cells: list[Any]) -> None:
        raw = cells[_COLUMNS.index(code)]
        if not is_empty(raw):
            refused = Refused(
                "tiêu chí có nguồn “%(source)s” không nhận ô này", "bỏ trống ô này", source=leaf.source.value
            )
            self._fault(code, raw, refused)

    def _check_reasons(self, record: ScoreRecord) -> None:
        if record.exempt and not record.exempt_reason:
            self._fault("exempt_reason", "", Refused("giảm trừ không có lý do", "ghi lý do giảm trừ"))
        if record.council_points is not None and not record.council_reason:
            self._fault("council_reason", "", Refused("điểm Hội đồng không có lý do", "ghi lý do"))

    def _required(self, code: str, raw: Any) -> str:
        found = self._text(code, raw)
        if not found and code in self._table.places:
            self._fault(code, "", Refused("ô bắt buộc đang trống", "ghi mã"))
        return found

    def _text(self, code: str, raw: Any) -> str:
        return "" if raw in _NOTHING_SAID else self._read(code, raw, _clean) or ""

    def _read(self, code: str, raw: Any, reader: Callable[[Any], Any]) -> Any:
        if raw in _NOTHING_SAID or is_empty(raw):
            return None
        try:
            return reader(raw)
        except Refused as refused:
            self._fault(code, raw, refused)
            return None

    def _fault(self, code: str, value: Any, refused: Refused) -> None:
        self._table.faults.add(self._table.cell(code, self._row), value, refused)


def _basis(raw: Any) -> str:
    return choice(raw, _BASES)


def _council(raw: Any, leaf: Leaf) -> str:
    points = read_number(raw)
    check_points(points, leaf)
    return plain(points)
