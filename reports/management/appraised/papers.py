"""Documents of the demo: a few PDFs that say what they are, on the shelf of every agency and beside its answers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from fixtures.demo.chance import number, percent
from pari.paper.letterhead import letterhead
from pari.paper.pdf import paper_pdf
from scoring.enums import Evidence as Wanted
from scoring.enums import Stage
from scoring.models import Answer, Campaign, Evidence, EvidenceFile, EvidenceLink
from scoring.services.evidence.facts import facts_of
from scoring.services.evidence.store import keep, sha256_of

BATCH = 500
TEMPLATE = "documents/demo_evidence.html"
PDF = "application/pdf"
WRITTEN_ON = date(2024, 12, 10)


@dataclass(frozen=True, slots=True)
class Paper:
    """`name` is the file's name on the shelf."""

    name: str
    number: str
    heading: str
    lines: tuple[str, ...]


PLAN = Paper(
    "ke-hoach-cchc-2024.pdf",
    "12/KH",
    "KẾ HOẠCH|Cải cách hành chính năm 2024",
    (
        "Kế hoạch giao nhiệm vụ theo từng lĩnh vực, nêu rõ sản phẩm, thời hạn và người chịu trách nhiệm.",
        "Kết quả được báo cáo hằng quý; nhiệm vụ chậm hạn phải nêu lý do và thời điểm hoàn thành.",
    ),
)
REPORT = Paper(
    "bao-cao-cchc-2024.pdf",
    "118/BC",
    "BÁO CÁO|Kết quả công tác cải cách hành chính năm 2024",
    (
        "Báo cáo tổng hợp kết quả thực hiện các nhiệm vụ trong năm, kèm số liệu của từng tiêu chí.",
        "Số liệu được chốt đến ngày 30 tháng 11 năm 2024.",
    ),
)
LISTING = Paper(
    "danh-muc-ho-so-2024.pdf",
    "02/DM",
    "DANH MỤC|Hồ sơ, văn bản kèm theo báo cáo",
    (
        "Danh mục ghi số, ngày, trích yếu của từng văn bản dùng làm tài liệu kiểm chứng.",
        "Bản gốc lưu tại văn thư cơ quan.",
    ),
)
ADDED = Paper(
    "phu-luc-bo-sung.pdf",
    "03/PL",
    "PHỤ LỤC|Tài liệu bổ sung sau thẩm định lần 1",
    (
        "Phụ lục cung cấp những tài liệu mà Tổ giúp việc ghi là còn thiếu ở lần 1.",
        "Mỗi tài liệu ghi rõ tiêu chí, nội dung chứng minh và trang cần xem.",
    ),
)
FOR_ANSWERS = (PLAN, REPORT, LISTING)
EVERY = (*FOR_ANSWERS, ADDED)

#: Files by agency and paper.
Shelves = Mapping[tuple[int, str], EvidenceFile]


def fill_shelves(campaign: Campaign, when: datetime) -> Shelves:
    """Every paper once as bytes, and under its name on the shelf of each agency that takes part."""
    kept = {paper.name: _kept(paper) for paper in EVERY}
    agencies = list(campaign.participants.values_list("agency", flat=True))
    EvidenceFile.objects.bulk_create(
        (
            EvidenceFile(agency_id=agency, evidence=evidence, name=name)
            for agency in agencies
            for name, evidence in kept.items()
        ),
        BATCH,
        ignore_conflicts=True,
    )
    EvidenceFile.objects.filter(agency__in=agencies, evidence__in=list(kept.values())).update(uploaded_at=when)
    return shelves_of(campaign)


def shelves_of(campaign: Campaign) -> Shelves:
    agencies = campaign.participants.values("agency")
    files = EvidenceFile.objects.filter(agency__in=agencies, name__in=[paper.name for paper in EVERY])
    return {(file.agency_id, file.name): file for file in files.order_by("pk")}


@lru_cache
def _printed(paper: Paper) -> bytes:
    head = letterhead("Cơ quan, đơn vị minh họa", number=paper.number, day=WRITTEN_ON)
    return paper_pdf(TEMPLATE, {"letterhead": head, "heading": paper.heading.split("|"), "lines": paper.lines})


def _kept(paper: Paper) -> Evidence:
    content = _printed(paper)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        path = Path(folder) / paper.name
        path.write_bytes(content)
        sha256 = sha256_of(path)
        keep(path, sha256)
        with path.open("rb") as file:
            facts = facts_of(file, PDF)
    given = {"size": len(content), "media_type": PDF, "pages": facts.pages, "has_text": facts.has_text}
    return Evidence.objects.get_or_create(sha256=sha256, defaults=given)[0]


def link_answers(campaign: Campaign, shelves: Shelves, when: datetime) -> None:
    """A document beside most answers that want one; the others explain themselves."""
    answers = Answer.objects.filter(campaign=campaign, criterion__evidence=Wanted.REQUIRED, not_applicable=False)
    rows = list(answers.select_related("criterion", "submission__participant"))
    chosen = ((answer, _paper_of(answer)) for answer in rows)
    link_papers(
        campaign, ((answer, shelves[answer.submission.participant.agency_id, name]) for answer, name in chosen if name)
    )
    EvidenceLink.objects.filter(campaign=campaign).update(linked_at=when)


def _paper_of(answer: Answer) -> str:
    salt = (answer.submission.participant.code, answer.criterion.code, "paper")
    return "" if percent(*salt) < 20 else FOR_ANSWERS[number(0, len(FOR_ANSWERS) - 1, *salt, "which")].name


def link_papers(
    campaign: Campaign, pairs: Iterable[tuple[Answer, EvidenceFile]], *, stage: Stage = Stage.SELF, pages: str = "1"
) -> None:
    EvidenceLink.objects.bulk_create(
        (EvidenceLink(campaign=campaign, answer=answer, file=file, stage=stage, pages=pages) for answer, file in pairs),
        BATCH,
    )
