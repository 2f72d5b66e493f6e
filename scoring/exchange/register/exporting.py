"""The register of an authority as a workbook that comes in again unchanged; empty it is the template."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

import xlsxwriter
from django.db.models import Q

from scoring.enums import LineageKind
from scoring.exchange.register.sheets import AGENCIES, KINDS, LINEAGE
from scoring.models import Agency, Authority, Lineage
from scoring.selectors.register.agencies import agencies_in_order
from scoring.workbook.layout import INSTRUCTIONS
from scoring.workbook.writing import Look, Values, write_sheet

_LABELS = {kind: label for label, kind in KINDS.items()}
LINES = (
    ("Danh mục cơ quan", "Mỗi dòng của trang “agencies” là một cơ quan, nhận ra theo mã và tên."),
    ("Ô trống", "Không thay đổi gì đã có. Ngày ghi theo mẫu 2025-07-01 hoặc ô kiểu ngày."),
    (
        "Mã dùng lại",
        "Một mã chỉ của một cơ quan vào một ngày; mã dùng lại là một dòng khác, có thời gian hiệu lực khác.",
    ),
    ("Quan hệ kế thừa", "Mỗi dòng của trang “lineage” là một quyết định: Sáp nhập, Chia tách, Đổi tên, Chuyển giao."),
    ("Mã trước, mã sau", "Nhiều mã cách nhau bằng dấu chấm phẩy, ví dụ x1; x2; x3."),
    ("Ngày hiệu lực", "Ngày đầu của cơ quan sau. Cơ quan trước tự kết thúc vào ngày liền trước."),
    ("Cơ quan mới", "Ghi cơ quan sau ở trang “agencies”; ngày bắt đầu để trống thì lấy ngày hiệu lực của thay đổi."),
    ("Tách một phần", "Ghi 1 ở cột cuối khi cơ quan trước vẫn hoạt động."),
)


def register_workbook(authority: Authority) -> bytes:
    return _written({AGENCIES.name: _agency_rows(authority), LINEAGE.name: _lineage_rows(authority)})


def register_template() -> bytes:
    return _written({})


def _written(sheets: Mapping[str, Iterable[Values]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        look = Look(book)
        guide = book.add_worksheet(INSTRUCTIONS)
        guide.set_column(0, 0, 24)
        guide.set_column(1, 1, 100)
        for row, (heading, text) in enumerate(LINES):
            guide.write_string(row, 0, heading, look.heading)
            guide.write_string(row, 1, text, look.text)
        for sheet in (AGENCIES, LINEAGE):
            write_sheet(book.add_worksheet(sheet.name), sheet, sheets.get(sheet.name, ()), look)
    return stream.getvalue()


def _agency_rows(authority: Authority) -> Iterator[Values]:
    agencies = Agency.objects.filter(authority=authority)
    rows = agencies.in_bulk()
    for key in agencies_in_order(agencies):
        agency = rows[key]
        days = [day.isoformat() if day else None for day in (agency.valid_from, agency.valid_to)]
        yield [agency.code, agency.name, agency.short_name, *days]


def _lineage_rows(authority: Authority) -> Iterator[Values]:
    """A row for each decision about one successor, or (split) one predecessor."""
    touching = Q(predecessor__authority=authority) | Q(successor__authority=authority)
    edges = Lineage.objects.filter(touching).select_related("predecessor", "successor")
    groups: dict[tuple[object, ...], list[Lineage]] = {}
    for edge in edges.order_by("effective_on", "pk"):
        middle = edge.predecessor_id if edge.kind == LineageKind.SPLIT else edge.successor_id
        groups.setdefault((edge.kind, edge.effective_on, edge.decision, middle), []).append(edge)
    for group in groups.values():
        yield _lineage_row(group)


def _lineage_row(edges: Sequence[Lineage]) -> Values:
    first = edges[0]
    ended = first.predecessor.valid_to == first.effective_on - timedelta(days=1)
    stays = first.kind == LineageKind.SPLIT and not ended
    return [
        _LABELS[LineageKind(first.kind)],
        "; ".join(dict.fromkeys(edge.predecessor.code for edge in edges)),
        "; ".join(dict.fromkeys(edge.successor.code for edge in edges)),
        first.effective_on.isoformat(),
        first.decision,
        "1" if stays else None,
    ]
