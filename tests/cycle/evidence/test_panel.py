"""Documents of a criterion and the agency's shelf, as plain pages and as fragments."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from scoring.enums import ScanState, SubmissionState
from scoring.models import Answer, Evidence, EvidenceFile, EvidenceLink, Receipt, Submission
from scoring.services.evidence import linking as evidence
from tests.cycle.evidence import files
from tests.cycle.evidence.conftest import Sending

PDF = files.pdf("Bao cao")
HTMX = {"HX-Request": "true"}


def place(world, name: str = "panel", *, kind: str = "manual", agency: int = 0) -> str:
    codes = [world.campaign.code, world.participants[agency].code, world.leaf(kind).code]
    return reverse(f"scoring:evidence-{name}", args=codes)


def shelf(world, agency: int = 0) -> str:
    return reverse("scoring:evidence-shelf", args=[world.campaign.code, world.participants[agency].code])


def fill_shelf(world, officer, number: int, *, linked: bool) -> None:
    """Rows only; what lists show needs no bytes."""
    agency, submission = world.first.agency, world.submission()
    answer, _ = Answer.objects.get_or_create(
        campaign=world.campaign, submission=submission, criterion=world.leaf("manual")
    )
    for place in range(number):
        content = Evidence.objects.create(
            sha256=f"{place:064x}",
            size=10,
            media_type="application/pdf",
            scan=ScanState.CLEAN,
            scanned_at=timezone.now(),
        )
        file = EvidenceFile.objects.create(
            agency=agency, evidence=content, name=f"Kế hoạch số {place}.pdf", uploaded_by=officer
        )
        if linked:
            EvidenceLink.objects.create(campaign=world.campaign, answer=answer, file=file, linked_by=officer)


@pytest.fixture
def browser(client, officer):
    client.force_login(officer)
    return client


@pytest.mark.parametrize("size", [2, 200])
def test_queries_of_the_panel(browser, world, officer, size, django_assert_num_queries):
    fill_shelf(world, officer, size, linked=True)
    with django_assert_num_queries(10):
        page = browser.get(place(world)).content.decode()
    assert page.count('class="evidence-item"') == size


@pytest.mark.parametrize("size", [2, 200])
def test_queries_of_the_panel_with_a_full_shelf(browser, world, officer, size, django_assert_num_queries):
    fill_shelf(world, officer, size, linked=False)
    with django_assert_num_queries(11):
        browser.get(place(world))


@pytest.mark.parametrize("size", [2, 200])
@pytest.mark.parametrize("linked", [True, False])
def test_queries_of_the_shelf(browser, world, officer, size, linked, django_assert_num_queries):
    fill_shelf(world, officer, size, linked=linked)
    with django_assert_num_queries(9):
        browser.get(shelf(world))


def test_several_files_without_a_script(browser, world):
    sent = [SimpleUploadedFile("báo cáo.pdf", PDF), SimpleUploadedFile("ảnh.png", files.PNG)]
    response = browser.post(place(world, "add"), {"files": sent, "back": place(world)})
    assert (response.status_code, response["Location"]) == (302, place(world))
    assert list(EvidenceLink.objects.values_list("file__name", flat=True)) == ["báo cáo.pdf", "ảnh.png"]
    assert "báo cáo.pdf" in browser.get(place(world)).content.decode()


def test_one_refused_does_not_lose_the_others(browser, world):
    sent = [SimpleUploadedFile("hoa-don.pdf", files.EXECUTABLE), SimpleUploadedFile("ảnh.png", files.PNG)]
    response = browser.post(place(world, "add"), {"files": sent})
    page = response.content.decode()
    assert response.status_code == 400
    assert "hoa-don.pdf: Nội dung không phải là tệp .pdf." in page
    assert EvidenceLink.objects.get().file.name == "ảnh.png"


def test_nobody_is_sent_elsewhere(browser, world):
    sent = {"files": [SimpleUploadedFile("a.pdf", PDF)], "back": "https://example.com/"}
    assert browser.post(place(world, "add"), sent)["Location"] == place(world)


def test_the_same_file_again_is_one_document(send):
    first, again = send.link(PDF, "một.pdf"), send.link(PDF, "hai.pdf", kind="yes_no")
    assert (first.file, again.file.name) == (again.file, "một.pdf")
    assert send.link(PDF) == first
    assert EvidenceLink.objects.count() == 2


def test_one_document_for_many_criteria(browser, world, send):
    file = send.file(PDF)
    page = browser.get(place(world, kind="yes_no"), headers=HTMX).content.decode()
    assert f'name="file" value="{file.pk}"' in page
    assert "<html" not in page
    response = browser.post(place(world, "link", kind="yes_no"), {"file": [file.pk]}, headers=HTMX)
    assert response["HX-Trigger-After-Settle"] == "evidence-changed"
    assert file.links.count() == 2
    assert f'name="file" value="{file.pk}"' not in response.content.decode()


def test_another_agencys_document_is_not_linked(browser, world, other):
    theirs = Sending(world, other).file(PDF, place=1)
    browser.post(place(world, "link"), {"file": [theirs.pk]})
    assert not EvidenceLink.objects.filter(answer__submission=world.submission()).exists()


def test_the_shelf_is_searched_without_diacritics(browser, world, send):
    send.link(PDF, "Kế hoạch cải cách.pdf")
    send.link(files.PNG, "Ảnh hội nghị.png")
    page = browser.get(place(world, kind="yes_no"), {"tim": "ke HOACH"}).content.decode()
    assert "Kế hoạch cải cách.pdf" in page
    assert "Ảnh hội nghị.png" not in page
    found = browser.get(shelf(world), {"tim": "hoi nghi"}).content.decode()
    assert "Ảnh hội nghị.png" in found
    assert "Kế hoạch cải cách.pdf" not in found


def test_pages_and_note(browser, world, send):
    link = send.link(PDF)
    browser.post(reverse("scoring:evidence-annotate", args=[link.pk]), {"pages": " 3–5 ", "note": "Mục II"})
    link.refresh_from_db()
    assert (link.pages, link.note) == ("3–5", "Mục II")
    page = browser.get(place(world), {"xem": link.file_id}).content.decode()
    assert f"{reverse('scoring:evidence-view', args=[link.file_id])}#page=3" in page


def test_what_was_typed_stays_when_it_is_refused(browser, send):
    link = send.link(PDF)
    sent = {"pages": "9" * 101, "note": "Giữ lại câu này"}
    response = browser.post(reverse("scoring:evidence-annotate", args=[link.pk]), sent)
    page = response.content.decode()
    assert response.status_code == 400
    assert "Trang hoặc ghi chú quá dài." in page
    assert "9" * 101 in page
    assert "Giữ lại câu này" in page


def test_unlinking_keeps_the_document_and_its_other_uses(browser, world, send, settings):
    link, elsewhere = send.link(PDF), send.link(PDF, kind="yes_no")
    browser.post(reverse("scoring:evidence-unlink", args=[link.pk]))
    assert list(EvidenceLink.objects.all()) == [elsewhere]
    assert EvidenceFile.objects.count() == 1


def test_unlinking_required_evidence_opens_the_answer_again(world, send, officer):
    leaf = world.leaf("manual")
    leaf.evidence = "required"
    leaf.save()
    Answer.objects.create(campaign=world.campaign, submission=world.submission(), criterion=leaf, points="1")
    link = send.link(PDF)
    assert world.submission().done == 1
    evidence.unlink(link=link.pk, by=officer)
    assert world.submission().done == 0


@pytest.mark.parametrize("deed", ["annotate", "unlink"])
def test_links_of_others_are_left_alone(client, world, send, other, deed):
    link = send.link(PDF)
    wanted = reverse(f"scoring:evidence-{deed}", args=[link.pk])
    client.force_login(other)
    assert client.post(wanted, {"pages": "1"}).status_code == 404
    client.force_login(world.person(Role.SECRETARY))
    assert client.post(wanted, {"pages": "1"}).status_code == 403
    assert EvidenceLink.objects.get().pages == ""


@pytest.mark.parametrize("name", ["panel", "add", "link"])
def test_the_panel_is_for_the_agency_and_those_who_oversee(client, world, other, user, name):
    def status(person):
        client.force_login(person)
        return (client.get if name == "panel" else client.post)(place(world, name)).status_code

    assert [status(person) for person in (other, user, world.person(Role.APPRAISER))] == [404, 404, 404]
    assert status(world.person(Role.SECRETARY)) == (200 if name == "panel" else 403)


def test_readers_have_no_forms(client, world, send):
    send.link(PDF)
    client.force_login(world.person(Role.OBSERVER))
    page = client.get(place(world)).content.decode()
    assert "bao-cao.pdf" in page
    assert "evidence-unlink" not in page
    assert 'type="file"' not in page


def test_after_submission_nothing_changes(browser, world, send):
    link = send.link(PDF)
    Submission.objects.update(state=SubmissionState.SUBMITTED)
    response = browser.post(reverse("scoring:evidence-unlink", args=[link.pk]))
    assert response.status_code == 409
    assert "Hồ sơ đã nộp" in response.content.decode()
    assert EvidenceLink.objects.exists()
    assert 'type="file"' not in browser.get(place(world)).content.decode()


def test_a_criterion_of_others_is_not_found(browser, world):
    wanted = reverse("scoring:evidence-panel", args=[world.campaign.code, world.first.code, "9.9"])
    assert browser.get(wanted).status_code == 404


def discard(world, file: EvidenceFile) -> str:
    return reverse("scoring:evidence-discard", args=[world.campaign.code, world.first.code, file.pk])


def test_discarding_what_is_not_used(browser, world, send, officer, settings):
    link = send.link(PDF)
    assert browser.post(discard(world, link.file)).status_code == 409
    evidence.unlink(link=link.pk, by=officer)
    assert browser.post(discard(world, link.file)).status_code == 302
    assert not Evidence.objects.exists()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    assert AuditEvent.objects.get().verb == "evidence.discard"
    assert send.link(PDF).file.evidence.size == len(PDF)


def test_discarding_leaves_the_bytes_to_the_other_agency(browser, world, send, officer, other, settings):
    link = send.link(PDF)
    Sending(world, other).link(PDF, place=1)
    evidence.unlink(link=link.pk, by=officer)
    browser.post(discard(world, link.file))
    assert EvidenceFile.objects.get().agency == world.participants[1].agency
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 1


def test_what_a_receipt_speaks_of_stays(browser, world, send, officer):
    link = send.link(PDF)
    Receipt.objects.create(
        campaign=world.campaign,
        submission=world.submission(),
        number="1",
        submitted_at=timezone.now(),
        digest="0" * 64,
        content={"answers": [{"evidence": [{"sha256": link.file.evidence.sha256}]}]},
        key="k",
    )
    evidence.unlink(link=link.pk, by=officer)
    assert browser.post(discard(world, link.file)).status_code == 409
    assert EvidenceFile.objects.exists()


def test_others_discard_nothing(client, world, send, officer, other):
    link = send.link(PDF)
    evidence.unlink(link=link.pk, by=officer)
    client.force_login(other)
    assert client.post(discard(world, link.file)).status_code == 404
    client.force_login(world.person(Role.SECRETARY))
    assert client.post(discard(world, link.file)).status_code == 403
    assert EvidenceFile.objects.exists()


def test_the_shelf_of_others_is_not_found(client, world, other, send):
    send.link(PDF, "rieng.pdf")
    client.force_login(other)
    assert client.get(shelf(world)).status_code == 404
    assert "rieng.pdf" not in client.get(shelf(world, agency=1)).content.decode()
