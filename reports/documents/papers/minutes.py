"""Biên bản of the team's meetings over the results of round 1 and of round 2."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from pari.ui.dates import deadline_text
from pari.ui.numbers import comma, count
from reports.documents.blocks import Block, Paragraph
from reports.documents.facts import ReportFacts
from reports.documents.index_report import numbered, title_lines
from reports.documents.paper import Paper
from reports.documents.papers.assembly import chapters
from reports.documents.papers.facts import MinutesFacts
from reports.documents.papers.meeting import day_of, ending, said, setting
from reports.documents.papers.origin import DRAFT, TEAM, clerk, team_letterhead
from reports.documents.papers.tables import asked_table, bloc_table, round1_overall, round1_table, round2_table
from reports.documents.prose_process import between_rounds, class_sentence
from reports.documents.wording import agencies, index_text
from scoring.core.numbers import round_half_up

RECIPIENTS = ("Các thành viên Tổ giúp việc;", "Lưu: Hồ sơ thẩm định.")


def build_round1_minutes(facts: MinutesFacts) -> Paper:
    """Results of round 1 and who is asked to supplement."""
    return _minutes(
        facts,
        "1",
        (
            ("THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN", setting(facts.meeting)),
            ("KẾT QUẢ THẨM ĐỊNH LẦN 1", _round1(facts.results)),
            ("BỔ SUNG GIẢI TRÌNH, TÀI LIỆU KIỂM CHỨNG", _asked(facts)),
            ("Ý KIẾN TẠI CUỘC HỌP", said(facts.meeting)),
            ("KẾT LUẬN", [Paragraph(_round1_conclusion(facts)), ending(facts.meeting)]),
        ),
    )


def build_round2_minutes(facts: MinutesFacts) -> Paper:
    """Results of round 2 beside round 1."""
    conclusion = (
        f"{TEAM} thống nhất kết quả thẩm định lần 2 nêu tại [[round2]] và trình Hội đồng thẩm định xem xét, quyết định."
    )
    return _minutes(
        facts,
        "2",
        (
            ("THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN", setting(facts.meeting)),
            ("KẾT QUẢ THẨM ĐỊNH LẦN 2", _round2(facts.results)),
            ("Ý KIẾN TẠI CUỘC HỌP", said(facts.meeting)),
            ("KẾT LUẬN", [Paragraph(conclusion), ending(facts.meeting)]),
        ),
    )


def _minutes(facts: MinutesFacts, stage: str, parts: Sequence[tuple[str, Sequence[Block]]]) -> Paper:
    origin, meeting = facts.origin, facts.meeting
    head = team_letterhead(
        origin,
        mark="BB-TGV",
        recipients=RECIPIENTS,
        day=day_of(meeting),
        stamp="" if meeting.is_closed else DRAFT,
    )
    title = f"Họp thống nhất kết quả thẩm định lần {stage}"
    return Paper(
        letterhead=replace(head, signers=("CHỦ TRÌ",), name=meeting.chair, beside=clerk(meeting.clerk)),
        kind="BIÊN BẢN",
        subject=(title, *title_lines(origin.phrase, origin.year)),
        warning=origin.warning,
        is_draft=False,
        introduction=(),
        blocks=numbered(chapters(parts)),
        footer=origin.footer,
        file_title=f"{origin.code}: Biên bản {title[:1].lower()}{title[1:]}",
    )


def _round1(results: ReportFacts) -> list[Block]:
    names = [item.round1_class for item in results.agencies]
    return [
        Paragraph(
            f"{TEAM} đã thẩm định hồ sơ của {agencies(len(results.agencies))}. "
            f"Kết quả: {class_sentence(results, names)}{_mean_words(results)}."
        ),
        Paragraph("Số lượng theo khối như tại [[blocs]]; kết quả của từng cơ quan, đơn vị như tại [[round1]]."),
        bloc_table(results, after_round1=True),
        round1_table(results),
    ]


def _mean_words(results: ReportFacts) -> str:
    average = round1_overall(results)
    return f"; chỉ số trung bình chung là {index_text(results, average)}" if average is not None else ""


def _asked(facts: MinutesFacts) -> list[Block]:
    """Nothing before the letters are made; nobody asked is a result too once the meeting is closed."""
    if not facts.asked:
        none = "Không có cơ quan, đơn vị nào phải bổ sung giải trình, tài liệu kiểm chứng."
        return [Paragraph(none)] if facts.meeting.is_closed else []
    leaves = sum(item.leaves for item in facts.asked)
    until = {item.deadline for item in facts.asked}
    common = next(iter(until)) if len(until) == 1 else None
    by = f", hoàn thành trước {deadline_text(common)}" if common else ", theo thời hạn ghi tại bảng"
    share = comma(str(round_half_up(Fraction(leaves, len(facts.asked)), 1)), 1)
    average = f" (bình quân {share} tiêu chí mỗi cơ quan, đơn vị)" if len(facts.asked) > 1 else ""
    return [
        Paragraph(
            f"{agencies(len(facts.asked))} được đề nghị bổ sung giải trình, tài liệu kiểm chứng đối với "
            f"{count(leaves)} lượt tiêu chí{average}{by}; danh sách như tại [[asked]]."
        ),
        asked_table(facts.asked),
    ]


def _round1_conclusion(facts: MinutesFacts) -> str:
    later = ", gửi đề nghị bổ sung đến các cơ quan, đơn vị nêu tại [[asked]]" if facts.asked else ""
    return f"{TEAM} thống nhất kết quả thẩm định lần 1 nêu tại [[round1]]{later}."


def _round2(results: ReportFacts) -> list[Block]:
    names = [item.class_name for item in results.agencies]
    compared = between_rounds(results)
    return [
        Paragraph(
            f"Sau khi xem xét hồ sơ bổ sung, kết quả thẩm định lần 2 của {agencies(len(results.agencies))}: "
            f"{class_sentence(results, names)}."
        ),
        *([Paragraph(compared)] if compared else []),
        Paragraph("Số lượng theo khối như tại [[blocs]]; kết quả của từng cơ quan, đơn vị như tại [[round2]]."),
        bloc_table(results),
        round2_table(results),
    ]
