"""Phiếu thẩm định of one agency: every leaf from the claim to the credited points, and why."""

from __future__ import annotations

from decimal import Decimal

from reports.documents.blocks import Align, Block, Cell, Column, Figure, Paragraph, Row, Table, Text
from reports.documents.index_report import numbered, title_lines
from reports.documents.paper import Paper
from reports.documents.papers.assembly import stated
from reports.documents.papers.facts import SheetFacts, SheetLine
from reports.documents.papers.origin import DRAFT, team_letterhead
from reports.documents.tables_agencies import POINT_DIGITS

RECIPIENTS = ("Cơ quan, đơn vị được thẩm định;", "Lưu: Hồ sơ thẩm định.")
EXEMPT = "Giảm trừ"
MOST_DIGITS = 4


def build_sheet(facts: SheetFacts) -> Paper:
    origin = facts.origin
    return Paper(
        letterhead=team_letterhead(
            origin, mark="PTĐ-TGV", recipients=RECIPIENTS, stamp="" if origin.is_published else DRAFT
        ),
        kind="PHIẾU THẨM ĐỊNH",
        subject=title_lines(f"Kết quả {origin.phrase}", origin.year),
        warning=origin.warning,
        is_draft=False,
        introduction=(),
        blocks=numbered(_blocks(facts)),
        footer=origin.footer,
        file_title=f"{origin.code}: Phiếu thẩm định, {facts.agency}",
        is_wide=True,
    )


def _blocks(facts: SheetFacts) -> list[Block]:
    rule = f" {facts.class_changes}." if facts.class_changes else ""
    published = f" Kết quả được công bố tại {facts.decision}." if facts.decision else ""
    return [
        stated("Cơ quan, đơn vị", f"{facts.agency}."),
        stated("Khối", f"{facts.bloc}."),
        stated("Bộ tiêu chí áp dụng", f"{facts.annex}."),
        _totals(facts),
        _leaves(facts),
        Paragraph(
            "Điểm ghi nhận là điểm cuối cùng của từng tiêu chí sau các lần thẩm định và quyết định của Hội đồng; "
            f"tiêu chí được giảm trừ không tính vào điểm chuẩn.{rule}{published}"
        ),
    ]


def _totals(facts: SheetFacts) -> Table:
    columns = (
        Column("standard", "Điểm chuẩn", 12),
        Column("self", "Điểm tự chấm", 12),
        Column("round1", "Điểm thẩm định lần 1", 14),
        Column("bonus", "Điểm thưởng", 12),
        Column("penalty", "Điểm trừ", 12),
        Column("appraised", "Điểm thẩm định", 14),
        Column("index", facts.index_label, 12),
        Column("class", "Xếp loại", 12),
    )
    points = (
        facts.standard_points,
        facts.self_points,
        facts.round1_points,
        facts.bonus_points,
        facts.penalty_points,
        facts.appraised_points,
    )
    cells: tuple[Cell, ...] = (
        *(Figure(value, POINT_DIGITS) for value in points),
        Figure(facts.index, facts.digits),
        Text(facts.class_name or "–"),
    )
    return Table("totals", "Kết quả chung", columns, (Row(cells),))


def _leaves(facts: SheetFacts) -> Table:
    columns = (
        Column("code", "Mã", 6),
        Column("criterion", "Tiêu chí", 34, Align.LEFT),
        Column("maximum", "Điểm tối đa", 7),
        Column("claimed", "Tự chấm", 7),
        Column("round1", "Lần 1", 7),
        Column("round2", "Lần 2", 7),
        Column("credited", "Điểm ghi nhận", 8),
        Column("why", "Căn cứ, lý do", 34, Align.LEFT),
    )
    return Table("leaves", "Kết quả từng tiêu chí", columns, tuple(_line(line) for line in facts.lines))


def _line(line: SheetLine) -> Row:
    """Groups have the sums of their leaves."""
    most = POINT_DIGITS if line.is_group else MOST_DIGITS
    credited = Text(EXEMPT) if line.is_exempt else _figure(line.credited, most)
    cells: tuple[Cell, ...] = (
        Text(line.code),
        Text(line.name),
        *(_figure(text, most) for text in (line.max_points, line.claimed, line.round1, line.round2)),
        credited,
        Text(line.why),
    )
    return Row(cells, is_total=line.is_group)


def _figure(text: str | None, most: int) -> Figure:
    """As many digits as the figure itself has, two at least."""
    if text is None:
        return Figure(None, POINT_DIGITS)
    return Figure(Decimal(text), max(POINT_DIGITS, min(most, len(text.partition(".")[2]))))
