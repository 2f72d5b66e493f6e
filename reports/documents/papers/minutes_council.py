"""Biên bản of a meeting of the council: attendance and quorum, each motion with its votes, what stands after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pari.ui.numbers import count, percent
from reports.documents.blocks import Align, Block, Column, Count, Heading, Paragraph, Row, Style, Table, Text
from reports.documents.index_report import numbered, title_lines
from reports.documents.paper import Paper
from reports.documents.papers.assembly import bullets, chapters, stated
from reports.documents.papers.facts import CouncilFacts, MotionFact
from reports.documents.papers.meeting import day_of, ending, said, setting
from reports.documents.papers.origin import COUNCIL, DRAFT, clerk, council_letterhead
from reports.documents.papers.tables import bloc_table, result_table
from reports.documents.prose_process import class_sentence
from scoring.core.numbers import plain

RECIPIENTS = (f"Các thành viên {COUNCIL};", "Lưu: Hồ sơ thẩm định.")


def build_council_minutes(facts: CouncilFacts) -> Paper:
    origin, meeting = facts.origin, facts.meeting
    head = council_letterhead(
        origin,
        mark="BB-HĐTĐ",
        recipients=RECIPIENTS,
        day=day_of(meeting),
        stamp="" if meeting.is_closed else DRAFT,
    )
    title = f"Họp {COUNCIL}" + (f", phiên thứ {meeting.number}" if meeting.number > 1 else "")
    return Paper(
        letterhead=replace(head, signers=("CHỦ TRÌ",), name=meeting.chair, beside=clerk(meeting.clerk)),
        kind="BIÊN BẢN",
        subject=(title, *title_lines(f"Kết quả {origin.phrase}", origin.year)),
        warning=origin.warning,
        is_draft=False,
        introduction=(),
        blocks=numbered(chapters(_parts(facts))),
        footer=origin.footer,
        file_title=f"{origin.code}: Biên bản họp {COUNCIL}",
    )


def _parts(facts: CouncilFacts) -> Sequence[tuple[str, Sequence[Block]]]:
    return (
        ("THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN", [*setting(facts.meeting), *_attendance(facts)]),
        ("NỘI DUNG VÀ BIỂU QUYẾT", _motions(facts)),
        ("Ý KIẾN TẠI CUỘC HỌP", said(facts.meeting)),
        ("KẾT QUẢ", _results(facts)),
        ("KẾT THÚC", [ending(facts.meeting)]),
    )


def _attendance(facts: CouncilFacts) -> list[Block]:
    """Members by name, how many of how many, whether that is enough."""
    if not facts.present:
        return []
    ends = [";"] * (len(facts.present) - 1) + ["."]
    named = [f"{name}{end}" for name, end in zip(facts.present, ends, strict=True)]
    present, quorum = len(facts.present), f"{facts.quorum.numerator}/{facts.quorum.denominator}"
    enough = "đủ điều kiện tiến hành" if facts.is_quorate else "chưa đủ điều kiện tiến hành"
    return [
        stated(f"Thành viên {COUNCIL} có mặt", ""),
        *bullets(named),
        Paragraph(
            f"Có mặt {count(present)}/{count(facts.members)} thành viên ({percent(present, facts.members)}); "
            f"quy định ít nhất {quorum} số thành viên; cuộc họp {enough}."
        ),
    ]


def _motions(facts: CouncilFacts) -> list[Block]:
    if not facts.motions:
        return []
    opening = (
        f"{COUNCIL} xem xét {count(len(facts.motions))} nội dung; "
        "kết quả biểu quyết như tại [[motions]], chi tiết từng nội dung như sau."
    )
    details = [block for at, motion in enumerate(facts.motions, 1) for block in _motion(at, motion, len(facts.present))]
    return [Paragraph(opening), _votes_table(facts.motions), *details]


def _votes_table(motions: Sequence[MotionFact]) -> Table:
    columns = (
        Column("number", "STT", 6),
        Column("title", "Nội dung", 46, Align.LEFT),
        Column("yes", "Tán thành", 10, group="Số phiếu"),
        Column("no", "Không tán thành", 11, group="Số phiếu"),
        Column("abstain", "Không có ý kiến", 11, group="Số phiếu"),
        Column("outcome", "Kết quả", 16),
    )
    rows = tuple(
        Row((Count(at), Text(item.title), Count(item.yes), Count(item.no), Count(item.abstain), Text(item.outcome)))
        for at, item in enumerate(motions, 1)
    )
    return Table("motions", f"Kết quả biểu quyết của {COUNCIL}", columns, rows)


def _motion(number: int, motion: MotionFact, present: int) -> list[Block]:
    """What was moved and why, how it was voted, what was decided."""
    about = "; ".join(
        part for part in (motion.agency, motion.criterion and f"tiêu chí {motion.criterion}", _asked(motion)) if part
    )
    blocks: list[Block] = [
        Heading(2, f"{number}. {motion.title}"),
        Paragraph(f"{motion.kind} ({_lower(motion.origin)}){f': {about}' if about else ''}.", Style.BULLET),
    ]
    if motion.argument:
        blocks.append(Paragraph(f"Lý lẽ: {_sentence(motion.argument)}", Style.BULLET))
    if motion.cast:
        blocks.append(Paragraph(_votes(motion, present), Style.BULLET))
    reason = f" Lý do: {_sentence(motion.reason)}" if motion.reason else ""
    return [*blocks, Paragraph(f"Quyết định: {_lower(motion.outcome)}.{reason}", Style.BULLET)]


def _asked(motion: MotionFact) -> str:
    return f"đề nghị {plain(motion.points).replace('.', ',')} điểm" if motion.points is not None else ""


def _votes(motion: MotionFact, present: int) -> str:
    silent = present - motion.cast
    aside = f"; {count(silent)} thành viên không tham gia biểu quyết" if silent > 0 else ""
    return (
        f"Biểu quyết: {count(motion.yes)} tán thành, {count(motion.no)} không tán thành, "
        f"{count(motion.abstain)} không có ý kiến{aside}."
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    """One line with its full stop."""
    flat = " ".join(text.split())
    return flat if flat.endswith((".", "!", "?")) else f"{flat}."


def _results(facts: CouncilFacts) -> list[Block]:
    results = facts.results
    names = [item.class_name for item in results.agencies]
    return [
        Paragraph(
            f"Sau các quyết định nêu trên, kết quả là {class_sentence(results, names)}; "
            "số lượng theo khối như tại [[blocs]], kết quả của từng cơ quan, đơn vị như tại [[results]]."
        ),
        bloc_table(results),
        result_table(results),
    ]
