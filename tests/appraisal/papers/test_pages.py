"""The pages of papers: who gets what, in which phase, in one ZIP, by the worker."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from appraisal.models import Mark
from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.audit.models import AuditEvent
from reports.documents import bundles
from reports.documents.bundles import make_bundle, request_bundle
from reports.documents.papers.registry import PAPERS, About
from reports.enums import DocumentKind, RunState
from reports.models import Bundle, IndexRun
from reports.portal.papers import page, views_agencies
from scoring.enums import Phase
from scoring.models import Participant, Supplement
from tests.appraisal.papers.conftest import make_office
from tests.appraisal.world import belongs

pytestmark = pytest.mark.django_db
PAPERS_PAGE = "/van-ban/TH-2025/"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def secretary(office) -> Client:
    return client_of(office.team.secretary)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def agency_address(office, kind: str, place: int = 0, file_format: str = "pdf") -> str:
    code = office.team.participants[place].code
    return reverse("portal:agency-paper", args=["TH-2025", code, kind, file_format])


def test_the_page_lists_what_there_is_with_its_files(office, secretary) -> None:
    text = secretary.get(PAPERS_PAGE).content.decode()
    for kind, item in PAPERS.items():
        assert str(DocumentKind(kind).label) in text
        if item.about is About.CAMPAIGN:
            assert f"{PAPERS_PAGE}{kind}/pdf/" in text
        if item.about is About.MEETING:
            assert f"{PAPERS_PAGE}{kind}/1/docx/" in text
    assert f"{PAPERS_PAGE}co-quan/CQ1/letter/pdf/" in text
    assert f"{PAPERS_PAGE}co-quan/CQ3/letter/pdf/" not in text
    assert f"{PAPERS_PAGE}co-quan/CQ3/sheet/docx/" in text


def test_before_its_phase_a_paper_is_announced_and_not_given(office, secretary) -> None:
    office.team.move(Phase.ROUND1)
    text = secretary.get(PAPERS_PAGE).content.decode()
    assert "Có từ giai đoạn Hội đồng" in text
    assert f"{PAPERS_PAGE}decision/" not in text
    assert secretary.get(f"{PAPERS_PAGE}decision/pdf/").status_code == 409
    assert secretary.get(agency_address(office, "letter")).status_code == 409
    assert secretary.get(f"{PAPERS_PAGE}tat-ca/letter/pdf/").status_code == 409


def test_the_first_run_is_asked_for_where_the_papers_are(office, secretary) -> None:
    IndexRun.objects.all().delete()
    address = f"{PAPERS_PAGE}tinh-lai/"
    assert address in secretary.get(PAPERS_PAGE).content.decode()
    assert secretary.post(address).headers["Location"] == PAPERS_PAGE
    assert IndexRun.objects.get().state == RunState.QUEUED


def test_before_the_first_run_an_agency_is_offered_no_file(office) -> None:
    IndexRun.objects.all().delete()
    head = client_of(office.team.world.person(Role.HEAD))
    text = head.get(f"{PAPERS_PAGE}co-quan/CQ1/").content.decode()
    assert "Cơ quan chủ trì chưa lập" in text
    assert "/letter/pdf/" not in text


def test_who_acts_for_an_agency_and_sits_on_the_team_gets_nothing_before_the_publication(office) -> None:
    member = office.team.members[0]
    belongs(member, office.team.participants[0])
    assert client_of(member).get(f"{PAPERS_PAGE}co-quan/CQ1/").status_code == 403
    assert client_of(member).get(agency_address(office, "letter")).status_code == 403
    office.publish()
    assert client_of(member).get(agency_address(office, "letter")).status_code == 200


def test_without_a_run_the_page_says_so(office, secretary) -> None:
    IndexRun.objects.all().delete()
    assert "chưa có lần tính chỉ số nào" in secretary.get(PAPERS_PAGE).content.decode()
    assert secretary.get(f"{PAPERS_PAGE}decision/pdf/").status_code == 409


@pytest.mark.parametrize(
    "address", ["decision/xlsx/", "nothing/pdf/", "letter/pdf/", "decision/7/pdf/", "council_minutes/9/pdf/"]
)
def test_what_does_not_exist_is_not_found(office, secretary, address) -> None:
    assert secretary.get(PAPERS_PAGE + address).status_code == 404


def test_papers_of_the_campaign_as_files(office, secretary) -> None:
    pdf = secretary.get(f"{PAPERS_PAGE}decision/pdf/")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert "attachment" in pdf.headers["Content-Disposition"]
    assert "DỰ THẢO" in PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    office.publish()
    published = secretary.get(f"{PAPERS_PAGE}decision/1/docx/")
    document = Document(io.BytesIO(published.content))
    assert "Số: 199/QĐ-UBND" in document.tables[0].rows[1].cells[0].text
    assert "199/QĐ-UBND" in secretary.get(PAPERS_PAGE).content.decode()


@pytest.mark.parametrize("role", [Role.APPRAISER, Role.COUNCIL, Role.OBSERVER, Role.OFFICER])
def test_others_of_the_team_and_of_agencies_are_refused(office, role) -> None:
    other = client_of(office.team.world.person(role))
    office.team.move(Phase.COUNCIL)
    for address in (PAPERS_PAGE, f"{PAPERS_PAGE}proposal/pdf/", f"{PAPERS_PAGE}tat-ca/sheet/pdf/"):
        assert other.get(address).status_code == 403


def test_a_conflict_closes_all_papers_until_publication(office) -> None:
    belongs(office.team.secretary, office.team.participants[2])
    conflicted = client_of(office.team.secretary)
    addresses = [
        PAPERS_PAGE,
        f"{PAPERS_PAGE}proposal/pdf/",
        f"{PAPERS_PAGE}round1_minutes/1/pdf/",
        f"{PAPERS_PAGE}tat-ca/letter/pdf/",
        agency_address(office, "sheet", 0),
        f"{PAPERS_PAGE}co-quan/CQ1/",
    ]
    assert [conflicted.get(address).status_code for address in addresses] == [403] * len(addresses)
    assert conflicted.post(f"{PAPERS_PAGE}goi/sheet/pdf/").status_code == 403
    office.publish()
    assert [conflicted.get(address).status_code for address in addresses] == [200] * len(addresses)


def test_whatever_the_conflicted_agency_gets_the_refusal_is_the_same(office) -> None:
    belongs(office.team.staff, office.team.participants[2])
    conflicted = client_of(office.team.staff)
    addresses = [PAPERS_PAGE, f"{PAPERS_PAGE}proposal/pdf/", agency_address(office, "sheet", 0)]

    def seen() -> list[tuple[int, str]]:
        """Without the token of the sign-out form, which no two answers share."""
        answers = [conflicted.get(address) for address in addresses]
        return [(answer.status_code, re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode())) for answer in answers]

    before = seen()
    Mark.objects.filter(participant=office.team.participants[2]).update(points=0)
    office.compute()
    assert seen() == before


def test_an_agency_gets_its_letter_in_the_supplement_and_its_sheet_after_publication(office) -> None:
    officer, head = (client_of(office.team.world.person(role)) for role in (Role.OFFICER, Role.HEAD))
    office.team.move(Phase.ROUND1)
    assert officer.get(agency_address(office, "letter")).status_code == 409
    office.team.move(Phase.SUPPLEMENT)
    for client in (officer, head):
        assert client.get(agency_address(office, "letter")).status_code == 200
        assert client.get(agency_address(office, "sheet")).status_code == 409
        assert client.get(agency_address(office, "letter", 1)).status_code == 404
        text = client.get(f"{PAPERS_PAGE}co-quan/CQ1/").content.decode()
        assert "letter/pdf" in text
        assert "Có từ giai đoạn Đã công bố" in text
    office.publish()
    assert officer.get(agency_address(office, "sheet", 0, "docx")).status_code == 200
    assert officer.get(agency_address(office, "sheet", 1)).status_code == 404


def test_all_letters_in_one_zip(office, secretary) -> None:
    response = secretary.get(f"{PAPERS_PAGE}tat-ca/letter/docx/")
    assert response.streaming
    with zipfile.ZipFile(io.BytesIO(body(response))) as archive:
        assert archive.namelist() == [
            "001 Công văn đề nghị bổ sung - Sở thử số 1.docx",
            "002 Công văn đề nghị bổ sung - Sở thử số 2.docx",
        ]
        assert archive.testzip() is None
        document = Document(io.BytesIO(archive.read(archive.namelist()[1])))
    assert "Kính gửi: Sở thử số 2" in [item.text for item in document.paragraphs]


def test_names_in_a_zip_are_safe(office, secretary) -> None:
    for place, name in enumerate(["../../etc/passwd\x00", 'a"b<c>:|?*\\' + "Dài " * 60]):
        Participant.objects.filter(pk=office.team.participants[place].pk).update(name=name.replace("\x00", "\n"))
    with zipfile.ZipFile(io.BytesIO(body(secretary.get(f"{PAPERS_PAGE}tat-ca/letter/docx/")))) as archive:
        names = archive.namelist()
    assert names[0] == "001 Công văn đề nghị bổ sung - .. .. etc passwd.docx"
    assert not [sign for sign in '<>:"/\\|?*\n' if sign in names[1]]
    assert len(names[1]) <= 90
    single = secretary.get(agency_address(office, "letter"))
    assert single.status_code == 200
    assert "\n" not in single.headers["Content-Disposition"]


def test_many_agencies_are_packed_by_the_worker(
    office, secretary, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    monkeypatch.setattr(page, "MOST_STREAMED", 2)
    monkeypatch.setattr(views_agencies, "MOST_STREAMED", 2)
    sent: list[list[int]] = []
    monkeypatch.setattr(bundles.current_app, "send_task", lambda _name, args: sent.append(args))
    assert secretary.get(f"{PAPERS_PAGE}tat-ca/sheet/docx/").status_code == 409
    with django_capture_on_commit_callbacks(execute=True):
        secretary.post(f"{PAPERS_PAGE}goi/sheet/docx/")
        secretary.post(f"{PAPERS_PAGE}goi/sheet/docx/")
    made = Bundle.objects.get()
    assert (sent, made.requested_by) == ([[made.pk]], office.team.secretary)
    assert AuditEvent.objects.filter(verb="bundle.requested").count() == 1
    assert "Đang chuẩn bị" in secretary.get(PAPERS_PAGE).content.decode()
    make_bundle(bundle_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.progress, made.total) == (RunState.DONE, 3, 3)
    assert f"goi/{made.pk}/" in secretary.get(PAPERS_PAGE).content.decode()
    with zipfile.ZipFile(io.BytesIO(body(secretary.get(f"{PAPERS_PAGE}goi/{made.pk}/")))) as archive:
        assert len(archive.namelist()) == 3
        assert archive.testzip() is None


def test_a_new_zip_takes_the_place_of_the_old_one(office, django_capture_on_commit_callbacks, monkeypatch) -> None:
    monkeypatch.setattr(bundles.current_app, "send_task", lambda _name, args: None)
    old = request_bundle(campaign=office.campaign, kind="letter", format="docx", by=None)
    make_bundle(bundle_id=old.pk)
    old.refresh_from_db()
    new = request_bundle(campaign=office.campaign, kind="letter", format="docx", by=None)
    with django_capture_on_commit_callbacks(execute=True):
        make_bundle(bundle_id=new.pk)
    assert list(Bundle.objects.values_list("pk", flat=True)) == [new.pk]
    assert not old.file.storage.exists(old.file.name)
    make_bundle(bundle_id=new.pk)  # the message came twice
    assert Bundle.objects.get().state == RunState.DONE


def test_a_zip_that_fails_says_so_and_can_be_asked_for_again(office, monkeypatch) -> None:
    monkeypatch.setattr(bundles.current_app, "send_task", lambda _name, args: None)

    def broken(*_: object) -> None:
        raise RuntimeError("no room")

    made = request_bundle(campaign=office.campaign, kind="letter", format="docx", by=None)
    with monkeypatch.context() as patched:
        patched.setattr(bundles, "every_paper", broken)
        with pytest.raises(RuntimeError):
            make_bundle(bundle_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.error) == (RunState.FAILED, "RuntimeError('no room')")
    assert request_bundle(campaign=office.campaign, kind="letter", format="docx", by=None).pk != made.pk


def test_finding_an_agency(office, secretary) -> None:
    text = secretary.get(PAPERS_PAGE, {"tim": "so 2"}).content.decode()
    assert "co-quan/CQ2/" in text
    assert "co-quan/CQ1/" not in text


def test_hostile_names_are_text_on_the_page(office, secretary) -> None:
    Participant.objects.filter(pk=office.team.participants[0].pk).update(name="<b>=1+1</b>")
    text = secretary.get(PAPERS_PAGE).content.decode()
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in text
    assert "<b>=1+1" not in text


@pytest.mark.parametrize("size", [(3, 3), (40, 4)])
def test_the_page_costs_the_same_at_any_size(size) -> None:
    office = make_office(agencies=size[0], leaves=size[1])
    client = client_of(office.team.secretary)
    client.get(PAPERS_PAGE)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(PAPERS_PAGE).status_code == 200
    assert len(queries) == 19


def test_an_own_deadline_stands_in_the_letter(office, secretary) -> None:
    letter = Supplement.objects.get(participant=office.team.participants[0])
    Supplement.objects.filter(pk=letter.pk).update(deadline="2026-01-05T10:00:00+07:00")
    content = secretary.get(agency_address(office, "letter", 0, "docx")).content
    text = " ".join(item.text for item in Document(io.BytesIO(content)).paragraphs)
    assert "trước 10 giờ 00 phút ngày 05/01/2026" in text
