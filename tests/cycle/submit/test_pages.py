"""The pages of submitting and of receipts: who sees what, what they say, what they cost."""

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from pari.accounts.enums import Role
from scoring.enums import Phase
from scoring.models import Answer, Criterion, Receipt, Submission
from scoring.services.submissions.submitting import withdraw
from tests.cycle.submit.deeds import attach, fill, in_force, sent
from tests.cycle.world import World, make_world

PLACE = ("TH-2025", "CQ1")


def address(name, *more, place=PLACE):
    return reverse(f"scoring:{name}", args=[*place, *more])


@pytest.fixture
def ready(world: World):
    fill(world)
    return world


@pytest.fixture
def head(world: World):
    return world.person(Role.HEAD)


def text_of(answer):
    """The page's words without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def form_of(client):
    """What the sign-off form of the page would send."""
    page = client.get(address("submit")).context["page"]
    return {"key": page.key, "revision": page.submission.revision}


def test_areas_make_the_total_that_is_signed(ready, client, head):
    for kind, leaf in (("bonus", "manual"), ("penalty", "yes_no")):
        Criterion.objects.filter(pk=ready.leaf(leaf).pk).update(kind=kind)
    client.force_login(head)
    summary = client.get(address("submit")).context["page"].summary
    assert min(summary.bonus, summary.penalty) > 0
    assert sum(area.points for area in summary.areas) == summary.points


ADDRESSES = {
    "submit": "GET",
    "propose": "POST",
    "sign": "POST",
    "withdraw": "POST",
    "reopen": "POST",
    "receipts": "GET",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_strangers_find_nothing(ready: World, client, user, name):
    neighbour = ready.person(Role.HEAD, agency=ready.participants[1].agency)
    for person in (user, neighbour, ready.person(Role.APPRAISER), ready.person(Role.COUNCIL)):
        client.force_login(person)
        assert client.generic(ADDRESSES[name], address(name)).status_code == 404
    client.logout()
    assert client.generic(ADDRESSES[name], address(name)).status_code == 302


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("propose", [Role.HEAD, Role.SECRETARY, Role.OBSERVER]),
        ("sign", [Role.SECRETARY, Role.STAFF, Role.OBSERVER]),
        ("withdraw", [Role.SECRETARY, Role.OBSERVER]),
        ("reopen", [Role.OFFICER, Role.HEAD, Role.OBSERVER]),
    ],
)
def test_the_under_privileged_are_refused(ready: World, client, head, name, roles):
    receipt = sent(ready, head)
    if name in ("propose", "sign"):
        withdraw(submission=receipt.submission_id, receipt=receipt.number, by=head)
    before = ready.submission().state
    for role in roles:
        client.force_login(ready.person(role))
        answer = client.post(address(name), {"receipt": receipt.number, "reason": "x", "key": "k", "revision": "13"})
        assert answer.status_code == 403
    assert ready.submission().state == before


def test_an_agency_sees_nothing_before_the_opening(ready: World, client, head):
    ready.campaign.phase = Phase.SETUP
    ready.campaign.save()
    client.force_login(head)
    assert client.get(address("submit")).status_code == 404


def test_signing_leads_to_the_receipt(ready: World, client, head):
    client.force_login(head)
    form = form_of(client)
    answer = client.post(address("sign"), form)
    assert answer.url == address("receipt", "TH-2025/000001")
    assert client.post(address("sign"), form).url == answer.url
    page = text_of(client.get(answer.url))
    assert "Đang có hiệu lực" in page
    assert "Theo báo cáo số 13/BC" in page


def test_the_page_lists_every_gap_with_its_criterion(ready: World, client, head):
    Answer.objects.filter(criterion=ready.leaf("ratio")).delete()
    Answer.objects.filter(criterion=ready.leaf("levels")).update(to_confirm=True)
    client.force_login(head)
    page = client.get(address("submit")).content.decode()
    for code in ("1.3", "1.5"):
        assert f'href="{reverse("scoring:criterion", args=[*PLACE, code])}"' in page
    assert "Chưa tự chấm" in page
    assert "chưa xác nhận" in page
    assert address("sign") not in page


def test_a_refusal_is_shown_with_the_new_summary(ready: World, client, head):
    client.force_login(head)
    form = form_of(client)
    Submission.objects.update(revision=99)
    answer = client.post(address("sign"), form)
    assert answer.status_code == 409
    assert "Có người vừa sửa câu trả lời" in text_of(answer)
    assert 'name="revision" value="99"' in answer.content.decode()
    assert client.post(address("sign"), {**form, "revision": "99"}).status_code == 302


@pytest.mark.parametrize("revision", ["", "x", "-1", "1e9", "９"])
def test_a_revision_that_no_page_showed(ready: World, client, head, revision):
    client.force_login(head)
    assert client.post(address("sign"), {"key": "k", "revision": revision}).status_code == 409
    assert not Receipt.objects.exists()


def test_four_eyes_change_the_buttons(ready: World, client, head):
    ready.campaign.separate_sign_off = True
    ready.campaign.save()
    client.force_login(officer := ready.person(Role.OFFICER))
    page = client.get(address("submit"))
    assert list(page.context["page"].offers) == ["propose"]
    client.post(address("propose"), form_of(client))
    assert ready.submission().proposed_by == officer
    client.force_login(head)
    page = client.get(address("submit"))
    assert "đã trình lúc" in text_of(page)
    assert address("sign") in page.content.decode()


def test_late_is_said_before_and_after(ready: World, client, head):
    Submission.objects.update(deadline=timezone.now() - timedelta(minutes=1))
    client.force_login(head)
    assert "ghi là nộp muộn" in text_of(client.get(address("submit")))
    client.post(address("sign"), form_of(client))
    assert "nộp muộn" in text_of(client.get(address("receipt", "TH-2025/000001")))
    assert client.get(address("withdraw")).status_code == 409


def test_withdrawing_asks_first(ready: World, client, head):
    sent(ready, head)
    client.force_login(head)
    question = client.get(address("withdraw"))
    assert (question.status_code, ready.submission().state) == (200, "submitted")
    assert client.post(address("withdraw"), {"receipt": "TH-2025/000001"}).url == address("submit")
    assert not in_force(ready).exists()
    assert client.post(address("withdraw"), {"receipt": "TH-2025/000001"}).status_code == 409


def test_reopening_keeps_what_was_typed_and_asks_for_a_reason(ready: World, client, head):
    sent(ready, head)
    client.force_login(ready.person(Role.SECRETARY))
    assert client.post(address("reopen"), {"receipt": "TH-2025/000001", "reason": ""}).status_code == 400
    assert client.post(address("reopen"), {"receipt": "TH-2025/000001", "reason": "CV 5"}).status_code == 302
    assert "CV 5" in text_of(client.get(address("receipt", "TH-2025/000001")))


def test_what_changed_between_two_receipts(ready: World, client, head):
    first = sent(ready, head)
    withdraw(submission=first.submission_id, receipt=first.number, by=head)
    Answer.objects.filter(criterion=ready.leaf("manual")).update(points="0.25", explanation="sửa lại")
    attach(ready, ready.leaf("yes_no"))
    sent(ready, head)
    client.force_login(head)
    found = client.get(address("receipt-changes", "TH-2025/000002")).context["changes"]
    assert [(item.code, str(item.label), item.before, item.after) for item in found] == [
        ("1.1", "Điểm tự chấm", "1,00", "0,25"),
        ("1.1", "Giải trình", "Theo báo cáo số 1/BC", "sửa lại"),
        ("1.2", "Tài liệu kiểm chứng", "", "Kế hoạch 12.pdf (tr. 3-5)"),
    ]
    assert client.get(address("receipt-changes", "TH-2025/000001")).status_code == 404
    assert client.get(address("receipt-changes", "TH-2025/000002") + "?voi=TH-2025/9").status_code == 404


class TestChecking:
    @pytest.fixture
    def receipt(self, ready: World, head):
        return sent(ready, head)

    def said(self, client, number, digest):
        return text_of(client.get(reverse("scoring:verify"), {"so": number, "ma": digest}))

    @pytest.mark.parametrize("role", [Role.OFFICER, Role.SECRETARY, Role.OBSERVER])
    def test_those_who_may_see_it_are_told(self, ready: World, client, receipt, role):
        client.force_login(ready.person(role))
        assert "Số và mã khớp" in self.said(client, receipt.number, receipt.digest)
        grouped = " ".join(re.findall("." * 8, receipt.digest.upper()))
        assert "Đang có hiệu lực" in self.said(client, receipt.number, grouped)
        assert "Không tìm thấy" in self.said(client, receipt.number, "0" * 64)

    def test_a_stranger_cannot_tell_it_from_none(self, ready: World, client, receipt, user):
        client.force_login(user)
        known = self.said(client, receipt.number, receipt.digest)
        assert known.replace(receipt.number, "").replace(receipt.digest, "") == self.said(client, "x", "y")
        assert "Không tìm thấy" in known

    def test_an_ended_one_says_so(self, ready: World, client, receipt, head):
        withdraw(submission=receipt.submission_id, receipt=receipt.number, by=head)
        client.force_login(head)
        assert "Đã hết hiệu lực" in self.said(client, receipt.number, receipt.digest)


def test_the_paper(ready: World, client, head):
    attach(ready, ready.leaf("manual"))
    receipt = sent(ready, head)
    client.force_login(head)
    answer = client.get(address("receipt-file", receipt.number))
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for piece in (
        "Độc lập - Tự do - Hạnh phúc",
        "Số: TH-2025/000001",
        "BIÊN NHẬN",
        "13,25 trên 26,50",
        "Kế hoạch 12.pdf",
    ):
        assert piece in words
    assert receipt.digest in words
    assert [round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:]] == [210, 297]
    client.force_login(ready.person(Role.HEAD, agency=ready.participants[1].agency))
    assert client.get(address("receipt-file", receipt.number)).status_code == 404


@pytest.mark.parametrize("leaves", [2, 200])
@pytest.mark.parametrize(("name", "queries"), [("submit", 10), ("receipt", 7), ("receipts", 6), ("receipt-changes", 7)])
def test_queries(db, client, leaves, name, queries, django_assert_num_queries):
    world = make_world(leaves=leaves)
    fill(world)
    head = world.person(Role.HEAD)
    for _ in range(2):
        receipt = sent(world, head)
        withdraw(submission=receipt.submission_id, receipt=receipt.number, by=head)
    client.force_login(head)
    more = [receipt.number] if name.startswith("receipt") and name != "receipts" else []
    client.get(address("receipts"))
    with django_assert_num_queries(queries):
        assert client.get(address(name, *more)).status_code == 200


@pytest.mark.parametrize("leaves", [2, 200])
def test_queries_of_signing(db, leaves, django_assert_num_queries):
    world = make_world(leaves=leaves)
    fill(world)
    head, officer = world.person(Role.HEAD), world.person(Role.OFFICER)
    assert officer
    submission = world.submission()
    from scoring.services.submissions.submitting import submit

    with django_assert_num_queries(21):
        submit(submission=submission.pk, key="k", seen_revision=submission.revision, by=head)
