"""The `campaign` sheet: keys and values (CONTRACT §3)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from scoring.core import enums
from scoring.core.errors import Refused
from scoring.core.fields import nearest
from scoring.core.policy import DEFAULT_SCALE, MOST_DIGITS, Policy, parse_class_scale
from scoring.workbook.cells import is_empty, number, read_cell, text
from scoring.workbook.layout import CAMPAIGN, CAMPAIGN_KEYS, TEXT_CELLS
from scoring.workbook.records import CampaignRecord
from scoring.workbook.tables import Row, Table

_COLUMNS = {column.code: column for column in CAMPAIGN_KEYS}
_KEYS_BY_WORD = {word.casefold(): column.code for column in CAMPAIGN_KEYS for word in (column.code, column.label)}


class Keys:
    """The keys found, each with its row, so that a fault names the cell of the value."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows: dict[str, Row] = {}
        for row in table.rows():
            self._note(row)

    def _note(self, row: Row) -> None:
        given = row.get("key")
        if given is None:
            return
        key = _KEYS_BY_WORD.get(" ".join(given.split()).casefold())
        if key is None:
            row.fault("key", Refused("không có khóa này", "khóa gần nhất: %(near)s", near=nearest(given, _COLUMNS)))
        elif key in self._rows:
            row.fault("key", Refused("khóa lặp lại", "chỉ giữ một dòng “%(key)s”", key=key))
        else:
            self._rows[key] = row

    def get(self, key: str, default: Any = None) -> Any:
        """The normalised value of a key, the default when it is empty; faults are noted."""
        column, row = _COLUMNS[key], self._rows.get(key)
        try:
            raw = None if row is None else self._raw(row, key)
            if not is_empty(raw):
                return read_cell(column, raw)
            if column.required:
                self._missing(key, row)
            return default
        except Refused as refused:
            self.fault(key, refused)
            return default

    def fault(self, key: str, refused: Refused) -> None:
        self._rows[key].fault("value", refused)

    def _raw(self, row: Row, key: str) -> Any:
        """What the cell holds; a formula is text only where the key is text (CONTRACT §3)."""
        place = self._table.places.get("value")
        if place is None:
            return None
        special = self._table.special(row.number, place)
        if special is None:
            return row.raw[place]
        return special.settled(row.raw[place], is_text=_COLUMNS[key].cell in TEXT_CELLS)

    def _missing(self, key: str, row: Row | None) -> None:
        refused = Refused("thiếu khóa bắt buộc", "thêm dòng “%(key)s” (%(label)s)", key=key, label=_COLUMNS[key].label)
        if row is not None:
            row.fault("value", refused)
        elif "key" in self._table.places:
            self._table.faults.add(f"{CAMPAIGN.name}!1", key, refused)


def read_campaign(table: Table) -> CampaignRecord:
    """The campaign with its policies, defaults filled; where there are faults the record is not to be used."""
    keys = Keys(table)
    return CampaignRecord(
        code=keys.get("code", ""),
        name=keys.get("name", ""),
        year=_year(keys),
        authority=keys.get("authority", ""),
        decision_number=keys.get("decision_number", ""),
        decision_date=keys.get("decision_date"),
        self_deadline=keys.get("self_deadline"),
        policy=_policy(keys),
    )


def _year(keys: Keys) -> int:
    year: int = keys.get("year", 0)
    if year and not 1900 <= year <= 2999:
        keys.fault("year", Refused("năm không hợp lệ", "ghi năm bốn chữ số, ví dụ 2023"))
    return year


def _policy(keys: Keys) -> Policy:
    default = Policy()
    return Policy(
        supplement_rate=_rate(keys),
        supplement_scope=enums.SupplementScope(keys.get("supplement_scope", default.supplement_scope)),
        index_mode=enums.IndexMode(keys.get("index_mode", default.index_mode)),
        index_digits=_digits(keys),
        index_cap=_cap(keys),
        overall_mean=enums.OverallMean(keys.get("overall_mean", default.overall_mean)),
        classify_on=enums.On(keys.get("classify_on", default.classify_on)),
        rank_on=enums.On(keys.get("rank_on", default.rank_on)),
        class_scale=_scale(keys),
    )


def _rate(keys: Keys) -> Fraction:
    given = keys.get("supplement_rate")
    if given is None:
        return Policy().supplement_rate
    if not 0 <= given <= 1:
        keys.fault("supplement_rate", Refused("tỷ lệ ngoài khoảng 0 đến 1", "ghi ví dụ 0,7"))
    return Fraction(given)


def _digits(keys: Keys) -> int:
    digits: int = keys.get("index_digits", Policy().index_digits)
    if not 0 <= digits <= MOST_DIGITS:
        keys.fault(
            "index_digits", Refused("số chữ số thập phân ngoài khoảng 0 đến %(most)d", "ghi ví dụ 2", most=MOST_DIGITS)
        )
        return Policy().index_digits
    return digits


def _cap(keys: Keys) -> Fraction | None:
    raw = keys.get("index_cap")
    if raw is None:
        return Policy().index_cap
    if isinstance(raw, str) and text(raw) == "none":
        return None
    try:
        given = number(raw)
        if given < 0:
            raise Refused("giới hạn âm", "ghi số từ 0, hoặc none")
        return Fraction(given)
    except Refused as refused:
        keys.fault("index_cap", Refused(refused.rule, "ghi số, hoặc none nếu không giới hạn"))
        return None


def _scale(keys: Keys) -> Any:
    given = keys.get("class_scale")
    if given is None:
        return DEFAULT_SCALE
    try:
        return parse_class_scale(given)
    except Refused as refused:
        keys.fault("class_scale", refused)
        return DEFAULT_SCALE
