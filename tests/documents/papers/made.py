"""Facts of papers made by hand: three agencies in two blocs, one of them with a long and hostile name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pari.ui.dates import VIETNAM
from reports.documents.blocks import Heading, Paragraph, Row, Table
from reports.documents.facts import ReportFacts
from reports.documents.paper import Paper
from reports.documents.papers.facts import (
    AskedFact,
    CouncilFacts,
    DecisionFacts,
    ExemptionFact,
    LetterFacts,
    LetterLine,
    MeetingFact,
    MetFact,
    MinutesFacts,
    MotionFact,
    SheetFacts,
    SheetLine,
)
from reports.documents.papers.origin import Origin
from tests.documents.factory import DIGEST, agency, facts

HOSTILE = '=1+1 <b>"Sở" & {{ kind }}</b>'
LONG = "Ban Quản lý " + "các khu công nghiệp và dịch vụ công trực tuyến " * 5


def origin(**given: Any) -> Origin:
    usual = {
        "code": "X-2023",
        "name": "Chỉ số cải cách hành chính năm 2023 tỉnh Khánh Hòa",
        "year": 2023,
        "authority": "UBND tỉnh Khánh Hòa",
        "input_digest": DIGEST,
        "engine_version": "1",
    }
    return Origin(**{**usual, **given})


def results(*names: str, **given: Any) -> ReportFacts:
    """`names` replace the agencies' own."""
    called = [*names, "Sở Tài chính", "Sở Y tế", "UBND xã A"][:3] if names else ["Sở Tài chính", "Sở Y tế", "UBND xã A"]
    round1 = [("80.00", "Khá"), ("90.00", "Tốt"), ("50.00", "Yếu")]
    made = [
        replace(
            agency(name, index, bloc=bloc, self_points=Decimal(95)),
            code=str(place),
            round1_index=Decimal(first),
            round1_class=first_class,
            round1_points=Decimal(first),
        )
        for place, (name, index, bloc, (first, first_class)) in enumerate(
            zip(called, ("86.50", "90.00", "61.25"), ("a", "a", "b"), round1, strict=True)
        )
    ]
    blocs = {"a": "Cơ quan chuyên môn", "b": "UBND cấp xã"}
    return facts(made, blocs=blocs, authority="UBND tỉnh Khánh Hòa", is_published=False, **given)


def at(day: int, hour: int = 8) -> datetime:
    return datetime(2023, 12, day, hour, tzinfo=VIETNAM)


def meeting(**given: Any) -> MeetingFact:
    usual = {
        "kind": "Họp",
        "held_at": at(5),
        "ended_at": at(5, 11),
        "place": "Phòng họp số 2",
        "chair": "Nguyễn A",
        "clerk": "Trần B",
        "attendees": "- Ông A, tổ trưởng;\n\nBà B",
        "content": "Thống nhất cách chấm.",
        "is_closed": True,
    }
    return MeetingFact(**{**usual, **given})


def minutes(**given: Any) -> MinutesFacts:
    usual = {"origin": origin(), "meeting": meeting(), "results": results()}
    return MinutesFacts(**{**usual, **given})


ASKED = (AskedFact("0", "Sở Tài chính", 3, at(9)), AskedFact("2", "UBND xã A", 4, at(9)))


def council(**given: Any) -> CouncilFacts:
    usual = {
        "origin": origin(),
        "meeting": meeting(),
        "results": results(),
        "members": 4,
        "present": ("Lê C", "Phạm D", "Vũ E"),
        "quorum": Fraction(2, 3),
        "motions": (
            MotionFact(
                title="Điểm tiêu chí 1.2 của Sở Y tế",
                kind="Điểm của một tiêu chí",
                origin="Còn ý kiến khác nhau",
                state="carried",
                outcome="Được thông qua",
                agency="Sở Y tế",
                criterion="1.2 Kế hoạch",
                points=Decimal("1.5"),
                argument="Có văn bản",
                reason="Đủ căn cứ",
                yes=2,
                no=0,
                abstain=0,
            ),
        ),
    }
    return CouncilFacts(**{**usual, **given})


def letter(**given: Any) -> LetterFacts:
    usual = {
        "origin": origin(),
        "agency": "Sở Tài chính",
        "deadline": at(9, 0),
        "supplement_rate": Decimal("0.7"),
        "lines": (
            LetterLine("1.2", "Kế hoạch", Decimal(2), Decimal(2), Decimal("0.5"), "Tài liệu chưa chứng minh được"),
            LetterLine("1.10", "Báo cáo", Decimal("1.5"), None, Decimal(0), ""),
        ),
    }
    return LetterFacts(**{**usual, **given})


def sheet(**given: Any) -> SheetFacts:
    usual = {
        "origin": origin(),
        "agency": "Sở Tài chính",
        "bloc": "Cơ quan chuyên môn",
        "annex": "Phụ lục 1",
        "index_label": "Chỉ số (%)",
        "standard_points": Decimal("98.5"),
        "self_points": Decimal(95),
        "round1_points": Decimal(80),
        "appraised_points": Decimal("85.2"),
        "bonus_points": Decimal(1),
        "penalty_points": Decimal(0),
        "index": Decimal("86.50"),
        "digits": 2,
        "class_name": "Tốt",
        "lines": (
            SheetLine("1", "Chỉ đạo", True, 0, "5.50", "5.00", "3.00", None, "4.1234567"),
            SheetLine(
                "1.1", "Kế hoạch", False, 1, "2.00", "2.00", "0.50", "1.525", "1.2175", why="Lần 1: thiếu\nLần 2: đủ"
            ),
            SheetLine("1.2", "Báo cáo", False, 1, "1.50", None, None, None, None, is_exempt=True, why="Được giảm trừ"),
        ),
    }
    return SheetFacts(**{**usual, **given})


def decision(**given: Any) -> DecisionFacts:
    usual = {
        "origin": origin(),
        "results": results(),
        "rules": "Quyết định số 12/QĐ-UBND ngày 05/3/2023 ban hành Bộ tiêu chí",
        "exemptions": (ExemptionFact("Sở Y tế", "1.2", "Kế hoạch", Decimal("1.5"), "Không có thủ tục"),),
        "meetings": (MetFact("Họp Hội đồng thẩm định", date(2023, 12, 5)),),
        "approved_on": date(2023, 12, 5),
    }
    return DecisionFacts(**{**usual, **given})


def sentences(paper: Paper) -> list[str]:
    """Headings and paragraphs of body and annexes as a reader sees them."""
    return [
        f"{block.lead} {block.text}".strip() if isinstance(block, Paragraph) else block.text
        for block in paper.all_blocks
        if isinstance(block, Paragraph | Heading)
    ]


def rows(paper: Paper, key: str) -> list[list[str]]:
    """The printed cells of a table, without subheadings."""
    table: Table = next(item for item in paper.tables if item.key == key)
    return [[cell.text for cell in row.cells] for row in table.rows if isinstance(row, Row)]
