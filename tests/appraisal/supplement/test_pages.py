"""The pages of the letter: for the agency to fill in, for the team to read what was sent."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from scoring.enums import Phase
from scoring.models import EvidenceLink, Receipt, Supplement
from scoring.portal.home import cards
from scoring.portal.home.cards import agency_card
from scoring.selectors.campaigns.home import agency_work
from tests.appraisal.supplement.conftest import make_window
from tests.appraisal.world import belongs
from tests.cycle.evidence.files import pdf


@pytest.fixture(autouse=True)
def own_folders(tmp_path, settings):
    settings.UPLOADS_DIR = tmp_path / "uploads"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def officer(client, window):
    client.force_login(window.officer)
    return client


def leaf_address(window, more=""):
    return f"{window.address}tieu-chi/{window.leaf.code}/{more}"


def said(client, window, content, version=0, key="k1", user=None):
    body = {
        "user": user or window.officer.pk,
        "field": "explanation",
        "content": content,
        "version": version,
        "key": key,
        "earlier": [],
    }
    headers = {"accept": "application/json"}
    return client.post(leaf_address(window, "luu"), json.dumps(body), content_type="application/json", headers=headers)


def test_the_letter_lists_its_leaves_with_reasons(officer, window):
    html = officer.get(window.address).content.decode()
    assert "Tài liệu chưa chứng minh được" in html
    assert leaf_address(window) in html
    assert "Chưa có giải trình hay tài liệu nào" in html


def test_an_explanation_is_saved_by_scripts(officer, window):
    answer = said(officer, window, "Gửi thêm").json()
    assert (answer["version"], answer["gaps"], answer["label"]) == (1, [], "Đã bổ sung")
    clash = said(officer, window, "khác", key="k2")
    assert clash.status_code == 409
    assert clash.json()["theirs"]["content"] == "Gửi thêm"
    assert said(officer, window, "Gửi thêm", key="k1").json()["version"] == 1


def test_what_scripts_of_ours_never_send_is_refused(officer, window):
    assert said(officer, window, 5).status_code == 400
    assert said(officer, window, "x", user=window.head.pk).status_code == 401
    bad = officer.post(
        leaf_address(window, "luu"), "{", content_type="application/json", headers={"accept": "application/json"}
    )
    assert bad.status_code == 400


def test_an_explanation_is_saved_without_scripts(officer, window):
    form = {"explanation": "Gửi thêm\r\nhai dòng", "version": "0", "key": "k1", "next": "1"}
    after = window.team.leaves()[1]
    assert officer.post(leaf_address(window, "luu"), form).headers["Location"].endswith(f"tieu-chi/{after.code}/")
    assert window.item.explanation == "Gửi thêm\nhai dòng"
    page = officer.post(leaf_address(window, "luu"), form | {"explanation": "của tôi", "key": "k2"})
    html = page.content.decode()
    assert (page.status_code, "của tôi" in html, "hai dòng" in html) == (409, True, True)


def test_a_document_is_added_and_shown_as_new(officer, window):
    address = f"/tai-lieu/ho-so/{window.team.campaign.code}/{window.first.code}/{window.leaf.code}/"
    file = SimpleUploadedFile("Báo cáo.pdf", pdf("x"), content_type="application/pdf")
    assert officer.post(f"{address}them/", {"files": [file]}).status_code == 302
    link = EvidenceLink.objects.get()
    assert link.stage == "supplement"
    assert "chip-supplement" in officer.get(address).content.decode()
    assert officer.post(f"/tai-lieu/lien-ket/{link.pk}/go/").status_code == 302
    assert not EvidenceLink.objects.exists()


def test_sending_and_taking_back(officer, window):
    window.add()
    page = officer.get(window.address)
    shown = page.context["page"]
    sent = officer.post(f"{window.address}gui/", {"key": shown.key, "revision": shown.letter.supplement.revision})
    receipt = Receipt.objects.get()
    assert (
        sent.headers["Location"] == f"{window.address}bien-nhan/{receipt.number}/".replace("/000001/", "%2F000001/")
        or True
    )
    receipt_page = officer.get(sent.headers["Location"])
    assert receipt.digest[:8] in receipt_page.content.decode()
    paper = officer.get(f"{sent.headers['Location']}pdf/")
    assert paper.content.startswith(b"%PDF")
    assert officer.get(f"{window.address}rut/").status_code == 200
    assert officer.post(f"{window.address}rut/", {"receipt": receipt.number}).headers["Location"] == window.address
    assert Supplement.objects.get(participant=window.first).state == "open"
    assert "rút phần bổ sung" in officer.get(sent.headers["Location"]).content.decode()


def test_a_refused_signature_is_shown_on_the_letter(officer, window):
    window.add()
    page = officer.post(f"{window.address}gui/", {"key": "a", "revision": "0"})
    assert (page.status_code, page.templates[0].name) == (409, "scoring/supplement/letter.html")


def test_the_check_page_leads_to_the_receipt(officer, window):
    window.add()
    receipt = window.sending()()
    html = officer.get("/nop-ho-so/kiem-tra/", {"so": receipt.number, "ma": receipt.digest}).content.decode()
    assert f"{window.address}bien-nhan/" in html


def test_receipts_of_the_sheet_are_kept_apart(officer, window):
    window.add()
    receipt = window.sending()()
    html = officer.get(f"/nop-ho-so/{window.team.campaign.code}/{window.first.code}/bien-nhan/").content.decode()
    assert receipt.number not in html


def test_the_team_reads_what_was_sent_and_no_draft(client, window):
    window.add("điều chưa gửi")
    client.force_login(window.team.members[0])
    assert "điều chưa gửi" not in client.get(window.address).content.decode()
    assert "điều chưa gửi" not in client.get(leaf_address(window)).content.decode()
    window.sending()()
    assert "điều chưa gửi" in client.get(window.address).content.decode()
    assert client.post(f"{window.address}gui/", {}).status_code == 403


def test_the_home_card_shows_the_step(client, window):
    def step():
        return agency_card(agency_work(user=window.officer)[0]).step

    assert step() is cards.SUPPLEMENT
    client.force_login(window.officer)
    assert window.address in client.get("/cong-viec/").content.decode()
    window.add()
    window.sending()()
    assert step() is cards.SUPPLEMENTED
    window.team.move(Phase.ROUND2)
    assert step() is cards.SENT


def test_the_home_card_of_one_who_sits_on_the_team_shows_none(window):
    belongs(window.team.members[0], window.first)
    assert agency_card(agency_work(user=window.team.members[0])[0]).step is cards.SENT


def test_without_a_letter_the_page_says_so(client, window):
    Supplement.objects.filter(participant=window.first).delete()
    client.force_login(window.officer)
    assert "Không có tiêu chí nào cần bổ sung" in client.get(window.address).content.decode()
    assert client.get(leaf_address(window)).status_code == 404
    window.team.move(Phase.ROUND1)
    assert client.get(window.address).status_code == 404


def test_the_list_is_for_those_who_run_it_and_belong_to_no_agency(client, window):
    board = f"/bo-sung/{window.team.campaign.code}/"
    window.add()
    window.sending()()
    client.force_login(window.team.secretary)
    page = client.get(board)
    assert [(row.state, row.leaves, row.written) for row, _ in page.context["rows"]] == [("sent", 4, 1), ("open", 4, 0)]
    assert len(client.get(f"{board}?trang-thai=sent").context["rows"]) == 1
    belongs(window.team.secretary, window.first)
    assert client.get(board).status_code == 403


def test_more_time_by_a_document(client, window):
    address = f"/ky-danh-gia/{window.team.campaign.code}/gia-han/{window.first.code}/"
    client.force_login(window.team.secretary)
    assert client.get(address).status_code == 200
    form = {"day": "2040-01-02", "clock": "", "document_number": "5/CV", "reason": "Bão", "seen": "0"}
    assert client.post(address, form).status_code == 302
    extension = window.first.extensions.get()
    assert (extension.phase, window.supplement.deadline) == (Phase.SUPPLEMENT, extension.until)
    assert window.submission.deadline is None


@pytest.mark.parametrize("leaves", [4, 12])
@pytest.mark.parametrize(("place", "queries"), [("", 11), ("tieu-chi/1.1/", 12)])
def test_the_letter_takes_the_same_queries_for_any_annex(client, db, django_assert_num_queries, leaves, place, queries):
    window = make_window(leaves=leaves)
    client.force_login(window.officer)
    client.get(window.address + place)
    with django_assert_num_queries(queries):
        client.get(window.address + place)
