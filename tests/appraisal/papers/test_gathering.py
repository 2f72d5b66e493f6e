"""From the tables to the papers: which figures, which run, how many questions to the database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from appraisal.models import Mark, Meeting
from pari.refusals import NotNow
from reports.documents.papers.facts import LetterLine
from reports.documents.papers.gather import letter_facts, letters, origin_of
from reports.documents.papers.matters import agency_matter, campaign_matter
from reports.documents.papers.registry import PAPERS, About, built
from reports.documents.render import render_report
from reports.enums import DocumentKind
from scoring.models import Participant, Supplement
from tests.appraisal.papers.conftest import make_office
from tests.documents.papers.made import rows, sentences

pytestmark = pytest.mark.django_db


def of_campaign(office, kind: str, number: int | None = None):
    matter = campaign_matter(office.campaign, kind, number)
    assert matter is not None
    return built(kind, matter)


def participant(office, place: int = 0) -> Participant:
    related = ("campaign__authority", "campaign__criteria_set", "bloc", "annex")
    return Participant.objects.select_related(*related).get(pk=office.team.participants[place].pk)


def test_results_are_those_of_the_run(office) -> None:
    paper = of_campaign(office, DocumentKind.DECISION)
    run = campaign_matter(office.campaign, DocumentKind.DECISION).run
    stored = {item.participant.name: item for item in run.agencies.select_related("participant")}
    for _, name, standard, appraised, index, class_name, rank in rows(paper, "results"):
        item = stored[name]
        digits = [item.standard_points, item.appraised_points, item.index]
        assert [standard, appraised, index] == [f"{value:.2f}".replace(".", ",") for value in digits]
        assert (class_name, rank) == (item.class_name, str(item.rank_in_bloc))
    assert rows(paper, "exemptions") == [
        ["1", "Sở thử số 1", "1.1", "Tiêu chí thành phần số 1", "2,00", "Không có thủ tục"]
    ]
    assert run.input_digest in paper.footer


def test_letter_lines_are_the_items_as_they_were_sent(office) -> None:
    letter = letters(office.campaign).first()
    run = campaign_matter(office.campaign, DocumentKind.PROPOSAL).run
    facts = letter_facts(office.campaign, origin_of(office.campaign, run), letter)
    assert facts.lines == (
        LetterLine(
            "1.1",
            "Tiêu chí thành phần số 1",
            Decimal(2),
            Decimal(2),
            Decimal(1),
            "Tài liệu chưa chứng minh được. Thiếu phụ lục",
        ),
        LetterLine(
            "1.2",
            "Tiêu chí thành phần số 2",
            Decimal(1),
            Decimal(1),
            Decimal("0.5"),
            "Tài liệu chưa chứng minh được. Thiếu phụ lục",
        ),
    )


def test_an_agency_without_a_letter_has_none(office) -> None:
    with pytest.raises(NotNow):
        built(DocumentKind.LETTER, agency_matter(participant(office, 2), DocumentKind.LETTER))


def test_sheet_gives_every_leaf_with_its_reasons(office) -> None:
    paper = built(DocumentKind.SHEET, agency_matter(participant(office), DocumentKind.SHEET))
    head, exempt, ruled, marked, *_ = rows(paper, "leaves")
    assert head[:2] == ["1", "Chỉ đạo, điều hành cải cách hành chính"]
    assert exempt[2:7] == ["2,00", "2,00", "1,00", "1,50", "Giảm trừ"]
    assert exempt[7].splitlines() == [
        "Được giảm trừ: không tính vào điểm chuẩn",
        "Lần 1, lần 2: Tài liệu chưa chứng minh được. Tài liệu chưa chứng minh đủ",
        "Hội đồng thẩm định: Không có thủ tục",
    ]
    assert ruled[2:7] == ["1,00", "0,50", "0,25", "0,375", "0,80"]
    assert ruled[7].splitlines()[0] == "Hội đồng thẩm định quyết nghị: 0,80"
    assert ruled[7].splitlines()[-1] == "Hội đồng thẩm định: Ghi nhận một phần"
    assert marked[2:7] == ["1,50", "0,75", "0,375", "0,5625", "0,5063"]


def test_minutes_name_who_is_asked(office) -> None:
    paper = of_campaign(office, DocumentKind.ROUND1_MINUTES)
    assert [line[1:3] for line in rows(paper, "asked")] == [
        ["Sở thử số 1", "2"],
        ["Sở thử số 2", "2"],
        ["Tổng cộng", "4"],
    ]


def test_council_minutes_count_seats_and_votes(office) -> None:
    text = sentences(of_campaign(office, DocumentKind.COUNCIL_MINUTES))
    assert (
        "Có mặt 03/03 thành viên (100,00%); quy định ít nhất 2/3 số thành viên; cuộc họp đủ điều kiện tiến hành."
        in text
    )
    assert "Biểu quyết: 03 tán thành, 0 không tán thành, 0 không có ý kiến." in text


def test_minutes_of_a_closed_meeting_keep_the_run_that_followed_it(office) -> None:
    before = of_campaign(office, DocumentKind.ROUND2_MINUTES)
    Mark.objects.filter(round=2).update(points=0)
    office.compute()
    assert of_campaign(office, DocumentKind.ROUND2_MINUTES) == before
    assert of_campaign(office, DocumentKind.PROPOSAL).footer != before.footer


def test_a_meeting_by_its_number(office) -> None:
    Meeting.objects.create(campaign=office.campaign, kind="council", number=2)
    second = of_campaign(office, DocumentKind.COUNCIL_MINUTES, 2)
    assert (second.subject[0], second.letterhead.stamp) == ("Họp Hội đồng thẩm định, phiên thứ 2", "DỰ THẢO")
    assert of_campaign(office, DocumentKind.COUNCIL_MINUTES, 1).subject[0] == "Họp Hội đồng thẩm định"
    assert campaign_matter(office.campaign, DocumentKind.COUNCIL_MINUTES, 3) is None


def test_every_decision_stays_readable_with_its_own_figures(office) -> None:
    office.publish()
    Mark.objects.filter(round=2).update(points=0)
    office.publish("45/QĐ-UBND")
    first, second = (of_campaign(office, DocumentKind.DECISION, number) for number in (1, 2))
    assert [paper.letterhead.number for paper in (first, second)] == ["Số: 199/QĐ-UBND", "Số: 45/QĐ-UBND"]
    assert rows(first, "results") != rows(second, "results")
    assert of_campaign(office, DocumentKind.DECISION) == second
    assert campaign_matter(office.campaign, DocumentKind.DECISION, 3) is None
    assert campaign_matter(office.campaign, DocumentKind.DECISION, 0) is None


def test_papers_are_vietnamese_for_every_reader(office) -> None:
    with translation.override("en"):
        text = sentences(of_campaign(office, DocumentKind.COUNCIL_MINUTES))
    assert "Thông qua kết quả (đưa thêm vào chương trình)." in text


@pytest.mark.parametrize("kind", [kind for kind, item in PAPERS.items() if item.about is not About.AGENCY])
def test_command_writes_every_kind_of_the_campaign(office, tmp_path, kind) -> None:
    target = tmp_path / "paper.docx"
    call_command("render_report", "TH-2025", kind=str(kind), format="docx", output=str(target))
    assert target.read_bytes()[:2] == b"PK"


def test_command_says_what_is_missing(office, tmp_path) -> None:
    Meeting.objects.all().delete()
    with pytest.raises(CommandError, match="Chưa có cuộc họp"):
        call_command(
            "render_report", "TH-2025", kind="round1_minutes", format="pdf", output=str(tmp_path / "paper.pdf")
        )
    with pytest.raises(CommandError, match="xlsx"):
        call_command("render_report", "TH-2025", kind="decision", format="xlsx", output=str(tmp_path / "paper.xlsx"))


def test_a_run_of_a_published_campaign_renders_with_its_number(office) -> None:
    publication = office.publish()
    assert render_report(run=publication.run, kind=DocumentKind.DECISION, format="docx")[:2] == b"PK"


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (DocumentKind.ROUND1_MINUTES, 13),
        (DocumentKind.COUNCIL_MINUTES, 15),
        (DocumentKind.PROPOSAL, 15),
        (DocumentKind.DECISION, 16),
    ],
)
@pytest.mark.parametrize("size", [(3, 4), (9, 10)])
def test_a_paper_asks_the_same_questions_at_any_size(kind, number, size) -> None:
    office = make_office(agencies=size[0], leaves=size[1])
    campaign = office.campaign
    with CaptureQueriesContext(connection) as queries:
        built(kind, campaign_matter(campaign, kind))
    assert len(queries) == number


@pytest.mark.parametrize(("kind", "number"), [(DocumentKind.LETTER, 4), (DocumentKind.SHEET, 16)])
@pytest.mark.parametrize("size", [(3, 4), (9, 10)])
def test_an_agencys_paper_asks_the_same_questions_at_any_size(kind, number, size) -> None:
    office = make_office(agencies=size[0], leaves=size[1])
    who = participant(office)
    with CaptureQueriesContext(connection) as queries:
        built(kind, agency_matter(who, kind))
    assert len(queries) == number


def test_a_letter_without_leaves_is_none(office) -> None:
    Supplement.objects.create(
        campaign=office.campaign, participant=office.team.participants[2], opened_at=timezone.now()
    )
    assert letters(office.campaign).count() == 2
