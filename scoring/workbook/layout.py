"""Sheets and columns of the campaign workbook, with the labels of the exported template (CONTRACT §3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from scoring.core import enums


class Cell(Enum):
    """What a column's cells hold; in CODE and TEXT a formula is text, elsewhere its cached value counts."""

    CODE = "code"
    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    TIME = "time"
    DEADLINE = "deadline"
    DAY = "day"
    JSON = "json"
    CHOICE = "choice"
    FLAG = "flag"
    ANY = "any"


TEXT_CELLS = frozenset({Cell.CODE, Cell.TEXT})
LONGEST_CODE = 100
LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class Column:
    code: str
    label: str
    cell: Cell = Cell.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    longest: int | None = None
    aliases: tuple[str, ...] = ()  # other headings that are understood


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    label: str
    columns: tuple[Column, ...]
    required: bool = False

    @property
    def by_code(self) -> Mapping[str, Column]:
        return {column.code: column for column in self.columns}


def _code(code: str, label: str, *, required: bool = False) -> Column:
    return Column(code, label, Cell.CODE, required, longest=LONGEST_CODE)


def _name(code: str, label: str, *, required: bool = False) -> Column:
    return Column(code, label, Cell.TEXT, required, longest=LONGEST_NAME)


def _choice(code: str, label: str, words: type[enums.Code]) -> Column:
    return Column(code, label, Cell.CHOICE, options=tuple(word.value for word in words))


CAMPAIGN = Sheet(
    "campaign",
    "Kỳ đánh giá",
    (Column("key", "Khóa", Cell.CODE, required=True), Column("value", "Giá trị", Cell.ANY, required=True)),
    required=True,
)

CAMPAIGN_KEYS = (
    _code("code", "Mã kỳ đánh giá", required=True),
    Column("name", "Tên kỳ đánh giá", Cell.TEXT, required=True, longest=500),
    Column("year", "Năm", Cell.WHOLE, required=True),
    _name("authority", "Cơ quan chủ trì", required=True),
    Column("decision_number", "Số quyết định", Cell.TEXT, longest=LONGEST_CODE),
    Column("decision_date", "Ngày quyết định", Cell.DAY),
    Column("self_deadline", "Hạn tự đánh giá", Cell.DEADLINE),
    Column("supplement_rate", "Tỷ lệ ghi nhận điểm bổ sung", Cell.NUMBER),
    _choice("supplement_scope", "Phạm vi điểm bổ sung", enums.SupplementScope),
    _choice("index_mode", "Cách tính chỉ số", enums.IndexMode),
    Column("index_digits", "Số chữ số thập phân", Cell.WHOLE),
    Column("index_cap", "Giới hạn chỉ số", Cell.ANY),
    _choice("overall_mean", "Trung bình chung", enums.OverallMean),
    _choice("classify_on", "Xếp loại theo", enums.On),
    _choice("rank_on", "Xếp hạng theo", enums.On),
    Column("class_scale", "Thang xếp loại", Cell.TEXT),
)

AGENCIES = Sheet(
    "agencies",
    "Cơ quan, đơn vị",
    (
        _code("code", "Mã cơ quan", required=True),
        _name("name", "Tên cơ quan", required=True),
        _code("bloc", "Khối", required=True),
        _code("annex", "Phụ lục", required=True),
        _code("parent", "Cơ quan cấp trên"),
        _code("level", "Cấp"),
        Column("submitted_at", "Nộp hồ sơ lúc", Cell.TIME),
        Column("deadline", "Hạn riêng", Cell.DEADLINE),
        _name("short_name", "Tên ngắn"),
    ),
    required=True,
)

BLOCS = Sheet(
    "blocs",
    "Khối",
    (
        _code("code", "Mã khối", required=True),
        _name("name", "Tên khối", required=True),
        Column("order", "Thứ tự", Cell.WHOLE),
    ),
)

CRITERIA = Sheet(
    "criteria",
    "Tiêu chí",
    (
        _code("annex", "Phụ lục", required=True),
        _code("code", "Mã tiêu chí", required=True),
        _code("parent", "Thuộc tiêu chí"),
        Column("name", "Tên tiêu chí", Cell.TEXT, required=True),
        _choice("kind", "Loại", enums.Kind),
        Column("max_points", "Điểm tối đa", Cell.NUMBER),
        Column("cap", "Giới hạn điểm thưởng, điểm trừ", Cell.NUMBER),
        _choice("source", "Nguồn", enums.Source),
        Column("specialty", "Chuyên môn thẩm định", Cell.TEXT, longest=200),
        Column("rule", "Cách chấm", Cell.JSON),
        Column("evidence", "Tài liệu kiểm chứng", Cell.CHOICE, options=("required", "optional")),
        _code("indicator", "Chỉ tiêu"),
    ),
    required=True,
)

SCORES = Sheet(
    "scores",
    "Điểm",
    (
        _code("agency", "Mã cơ quan", required=True),
        _code("criterion", "Mã tiêu chí", required=True),
        Column("self_points", "Điểm tự chấm", Cell.NUMBER),
        Column("self_value", "Số liệu tự chấm", Cell.JSON),
        Column("explanation", "Giải trình"),
        Column("round1_points", "Điểm thẩm định lần 1", Cell.NUMBER),
        Column("round1_value", "Số liệu thẩm định lần 1", Cell.JSON),
        Column("round1_note", "Ghi chú lần 1"),
        Column("round2_points", "Điểm thẩm định lần 2", Cell.NUMBER),
        Column("round2_value", "Số liệu thẩm định lần 2", Cell.JSON),
        Column("round2_note", "Ghi chú lần 2"),
        _choice("round2_basis", "Căn cứ lần 2", enums.Basis),
        Column("exempt", "Giảm trừ", Cell.FLAG),
        Column("exempt_reason", "Lý do giảm trừ"),
        Column("council_points", "Điểm Hội đồng quyết nghị", Cell.NUMBER),
        Column("council_reason", "Lý do của Hội đồng"),
    ),
    required=True,
)

SURVEY = Sheet(
    "survey",
    "Điều tra xã hội học",
    (
        _code("agency", "Mã cơ quan", required=True),
        _code("criterion", "Mã tiêu chí", required=True),
        Column("points", "Điểm", Cell.NUMBER, required=True),
    ),
)

INDICATORS = Sheet(
    "indicators",
    "Chỉ tiêu",
    (
        _code("agency", "Mã cơ quan", required=True),
        _code("indicator", "Mã chỉ tiêu", required=True),
        Column("value", "Giá trị", Cell.NUMBER, required=True),
        Column("as_of", "Tính đến", Cell.TIME),
        Column("source", "Nguồn số liệu"),
    ),
)

MODIFIERS = Sheet(
    "modifiers",
    "Điều chỉnh xếp loại",
    (
        Column("order", "Thứ tự", Cell.WHOLE, required=True),
        Column("rule", "Quy tắc", Cell.JSON, required=True),
    ),
)

HISTORY = Sheet(
    "history",
    "Kết quả các năm trước",
    (
        _code("agency", "Mã cơ quan", required=True),
        Column("year", "Năm", Cell.WHOLE, required=True),
        Column("index", "Chỉ số", Cell.NUMBER),
        _code("class", "Xếp loại"),
    ),
)

BLOC_HISTORY = Sheet(
    "bloc_history",
    "Trung bình khối các năm trước",
    (
        _code("bloc", "Mã khối", required=True),
        Column("year", "Năm", Cell.WHOLE, required=True),
        Column("mean_index", "Chỉ số trung bình", Cell.NUMBER, required=True),
    ),
)

SHEETS = (
    CAMPAIGN,
    AGENCIES,
    BLOCS,
    CRITERIA,
    SCORES,
    SURVEY,
    INDICATORS,
    MODIFIERS,
    HISTORY,
    BLOC_HISTORY,
)
INSTRUCTIONS = "Hướng dẫn"  # the template's sheet for people; passed over when a workbook is read
EVERY_BLOC = "*"
