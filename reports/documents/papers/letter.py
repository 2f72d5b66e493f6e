"""Công văn to one agency: the leaves that it may supplement, why, and until when."""

from __future__ import annotations

from pari.ui.dates import deadline_text
from pari.ui.numbers import count
from reports.documents.blocks import Align, Column, Count, Figure, Paragraph, Row, Table, Text
from reports.documents.index_report import numbered
from reports.documents.paper import Paper
from reports.documents.papers.facts import LetterFacts, LetterLine
from reports.documents.papers.origin import COUNCIL, council_letterhead
from reports.documents.tables_agencies import POINT_DIGITS
from scoring.core.numbers import plain

RECIPIENTS = ("Như trên;", "Tổ giúp việc;", "Lưu: VT.")
OPEN_DEADLINE = "…… giờ …… phút, ngày …… tháng …… năm ……"


def build_letter(facts: LetterFacts) -> Paper:
    origin = facts.origin
    return Paper(
        letterhead=council_letterhead(
            origin,
            mark="HĐTĐ",
            recipients=RECIPIENTS,
            about=f"V/v bổ sung giải trình, tài liệu kiểm chứng {origin.phrase}",
        ),
        kind="",
        subject=(),
        warning=origin.warning,
        is_draft=False,
        introduction=(),
        blocks=numbered([*_opening(facts), _table(facts.lines), *_closing(facts)]),
        footer=origin.footer,
        file_title=f"{origin.code}: Đề nghị bổ sung, {facts.agency}",
        addressees=(f"Kính gửi: {facts.agency}",),
    )


def _opening(facts: LetterFacts) -> list[Paragraph]:
    return [
        Paragraph(
            f"Qua thẩm định lần 1 {facts.origin.phrase}, {count(len(facts.lines))} tiêu chí trong hồ sơ tự đánh giá "
            f"của {facts.agency} chưa đủ căn cứ để ghi nhận điểm như đơn vị tự chấm."
        ),
        Paragraph(
            f"{COUNCIL} đề nghị {facts.agency} giải trình và bổ sung tài liệu kiểm chứng đối với các tiêu chí nêu tại "
            "[[letter]]."
        ),
    ]


def _table(lines: tuple[LetterLine, ...]) -> Table:
    columns = (
        Column("number", "STT", 6),
        Column("code", "Mã tiêu chí", 9),
        Column("criterion", "Tiêu chí", 30, Align.LEFT),
        Column("maximum", "Tối đa", 9, group="Điểm"),
        Column("claimed", "Tự chấm", 9, group="Điểm"),
        Column("granted", "Lần 1", 9, group="Điểm"),
        Column("why", "Lý do chưa ghi nhận đủ", 28, Align.LEFT),
    )
    rows = tuple(
        Row(
            (
                Count(at),
                Text(line.code),
                Text(line.name),
                Figure(line.max_points, POINT_DIGITS),
                Figure(line.claimed, POINT_DIGITS),
                Figure(line.granted, POINT_DIGITS),
                Text(line.why or "–"),
            )
        )
        for at, line in enumerate(lines, 1)
    )
    return Table("letter", "Các tiêu chí đề nghị bổ sung", columns, rows)


def _closing(facts: LetterFacts) -> list[Paragraph]:
    by = deadline_text(facts.deadline) if facts.deadline else OPEN_DEADLINE
    return [
        Paragraph(
            f"Thời hạn gửi bổ sung trên hệ thống: trước {by}. Sau thời hạn này, các tiêu chí không được bổ sung giữ "
            "nguyên kết quả thẩm định lần 1."
        ),
        Paragraph(
            "Trong thời gian bổ sung, hệ thống chỉ mở các tiêu chí nêu trên để thêm giải trình và tài liệu; "
            f"điểm tự chấm không thay đổi. {_rate(facts)} "
            f"Đề nghị {facts.agency} thực hiện đúng nội dung và thời hạn nêu trên./."
        ),
    ]


def _rate(facts: LetterFacts) -> str:
    if facts.supplement_rate == 1:
        return "Điểm tăng thêm sau thẩm định lần 2 được ghi nhận đủ."
    rate = plain(facts.supplement_rate * 100).replace(".", ",")
    return f"Điểm tăng thêm nhờ bổ sung được ghi nhận {rate}% phần tăng."
