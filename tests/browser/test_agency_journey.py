"""One agency from the first sign-in to its second receipt, with everything that goes wrong on the way.

Every edit is noted when it is made. In the end each must stand in the database and in what was frozen: none is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from pari.accounts.enums import Role
from scoring.models import Campaign, Receipt
from scoring.selectors.submissions.snapshots import digest_of
from tests.browser.deeds import (
    Line,
    choose,
    document,
    explain,
    fill_sign_in,
    open_leaf,
    press_at_once,
    send_again,
    wait_for,
)
from tests.browser.ledger import CLAIMS, NO_MORE, Claim, Edit, in_one_order, in_the_database
from tests.cycle.evidence import files
from tests.cycle.world import KINDS, World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PIECE = 64 * 1024


#: A claim and a sentence for every kind, four files, five more sentences; then a claim, a sentence, a file, a proposal.
EDITS = 2 * len(KINDS) + 4 + 5 + 4


@dataclass
class Agency:
    """Its people's screens, and what they made there."""

    world: World
    server: Any
    folder: Path
    made: list[Edit] = field(default_factory=list)

    def note(self, kind: str, **says: Any) -> None:
        self.made.append(Edit(self.world.leaf(kind).code, says))

    def says(self) -> dict[str, dict[str, Any]]:
        """What all edits make together."""
        answers: dict[str, dict[str, Any]] = {}
        for edit in self.made:
            edit.add_to(answers)
        return in_one_order(answers)

    def signs_in(self, context: BrowserContext, name: str) -> Page:
        page = context.new_page()
        page.goto(f"{self.server.url}/cong-viec/")
        fill_sign_in(page, name)
        expect(page).to_have_url(f"{self.server.url}/cong-viec/")
        return page

    def explains(self, page: Page, kind: str, text: str) -> None:
        page.locator("#giai-trinh").press("Control+End")
        explain(page, text)
        self.note(kind, explanation=text)

    def claims(self, page: Page, kind: str, claim: Claim) -> None:
        claim.fill(page)
        self.note(kind, **claim.stored)

    def brings(self, page: Page, kind: str, *documents: tuple[str, bytes]) -> None:
        for name, content in documents:
            (self.folder / name).write_bytes(content)
        choose(page, *(self.folder / name for name, _ in documents))
        for name, content in documents:
            told = {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size": str(len(content))}
            self.note(kind, evidence=[{**told, "pages": "", "note": ""}])

    def page_of(self, context: BrowserContext, place: str) -> Page:
        page = context.new_page()
        page.goto(f"{self.server.url}/{place}/TH-2025/CQ1/")
        return page


@pytest.fixture
def agency(transactional_db, live_server, settings, tmp_path) -> Agency:
    settings.UPLOADS_DIR, settings.MEDIA_ROOT = tmp_path / "uploads", tmp_path / "media"
    settings.EVIDENCE_CHUNK_BYTES = PIECE
    world = make_world()
    Campaign.objects.update(separate_sign_off=True)
    world.person(Role.OFFICER, username="canbo")
    world.person(Role.HEAD, username="thutruong")
    return Agency(world, live_server, tmp_path)


def test_a_whole_agency_from_sign_in_to_the_second_receipt(agency, contexts):
    officer, head, heads_other_computer = contexts(), contexts(), contexts()
    _fills_every_kind_of_rule(agency, officer)
    agency.signs_in(head, "thutruong")
    agency.signs_in(heads_other_computer, "thutruong")

    _proposes(agency, officer)
    first = _signed_at_once(agency, head, head)
    sent_first = agency.says()
    _withdraws(agency, head)
    _changes_something(agency, officer)

    _proposes(agency, officer)
    second = _signed_at_once(agency, head, heads_other_computer)
    _sees_what_changed(agency, head, second)

    first.refresh_from_db()
    frozen_first, frozen_second = (in_one_order(receipt.content["answers"]) for receipt in (first, second))
    assert [(receipt.number, receipt.ended_how) for receipt in Receipt.objects.order_by("pk")] == [
        ("TH-2025/000001", "withdraw"),
        ("TH-2025/000002", ""),
    ]
    found = in_the_database(agency.world)
    assert frozen_first == sent_first
    assert frozen_second == found == agency.says()
    assert [digest_of(receipt.content) for receipt in (first, second)] == [first.digest, second.digest]
    lost = [edit for edit in agency.made if not edit.stands_in(found) and not edit.stands_in(frozen_first)]
    assert (len(agency.made), lost) == (EDITS, [])


def _fills_every_kind_of_rule(agency: Agency, officer: BrowserContext) -> None:
    page = agency.signs_in(officer, "canbo")
    page.get_by_role("link", name="Bắt đầu").click()
    page.get_by_role("link", name="Bắt đầu").click()
    for kind in KINDS:
        expect(page).to_have_url(f"{agency.server.url}/tu-danh-gia/TH-2025/CQ1/{agency.world.leaf(kind).code}/")
        agency.claims(page, kind, CLAIMS[kind])
        agency.explains(page, kind, f"Giải trình {kind}. ")
        HAPPENS.get(kind, _nothing)(agency, page)
        expect(page.locator("[data-live-points]")).to_have_text(CLAIMS[kind].shown)
        expect(page.locator("[data-own-state]")).to_have_text("Đã xong")
        if kind != KINDS[-1]:
            page.get_by_role("button", name="Lưu và sang tiêu chí sau").click()
    wait_for(page, "explanation", "saved")
    expect(page.locator('[data-progress="all"]')).to_contain_text("13/13")
    expect(page.locator("[data-done]")).to_have_text("13/13")
    page.close()


def _nothing(agency: Agency, page: Page) -> None:
    """Most of the time."""


def _several_files_at_once(agency: Agency, page: Page) -> None:
    names = ("Kế hoạch số 12.pdf", "Báo cáo quý I.pdf", "Báo cáo quý II.pdf")
    agency.brings(page, "levels", *((name, files.pdf(f"Ban so {place}")) for place, name in enumerate(names)))
    for name in names:
        expect(document(page, name)).to_be_visible()


def _network_lost_in_mid_sentence(agency: Agency, page: Page) -> None:
    wait_for(page, "explanation", "saved")
    page.context.set_offline(True)
    agency.explains(page, "ratio", "Hai hồ sơ chậm do mất ")
    wait_for(page, "explanation", "kept")
    expect(page.locator('[data-banner="kept"]')).to_be_visible()
    page.context.set_offline(False)
    agency.explains(page, "ratio", "điện diện rộng. ")
    wait_for(page, "explanation", "saved")


def _network_lost_in_mid_file(agency: Agency, page: Page) -> None:
    line = Line(page, breaks_after=2)
    big = files.pdf("Bao cao ca nam") + b"%" + hashlib.shake_128(b"bao cao").digest(4 * PIECE)
    agency.brings(page, "rescaled", ("Báo cáo cả năm.pdf", big))
    expect(page.locator(".evidence-line-broken")).to_contain_text("Mất kết nối")
    line.mend()
    send_again(page)
    expect(document(page, "Báo cáo cả năm.pdf")).to_be_visible()
    assert sum(size for _, size in line.sent) == len(big)


def _two_tabs(agency: Agency, page: Page) -> None:
    wait_for(page, "explanation", "saved")
    other = open_leaf(page.context, agency.server, agency.world, "bands")
    agency.explains(other, "bands", "Từ thẻ thứ hai. ")
    wait_for(other, "explanation", "saved")
    expect(page.locator("#giai-trinh")).to_have_value("Giải trình bands. Từ thẻ thứ hai. ")
    agency.explains(page, "bands", "Lại từ thẻ thứ nhất. ")
    wait_for(page, "explanation", "saved")
    other.close()


def _session_expired(agency: Agency, page: Page) -> None:
    wait_for(page, "explanation", "saved")
    Session.objects.all().delete()
    agency.explains(page, "per_violation", "Gõ khi phiên đã hết. ")
    expect(page.locator('[data-banner="session"]')).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập lại trong thẻ mới").click()
    fill_sign_in(opened.value, "canbo")
    expect(opened.value.locator("#giai-trinh")).to_have_value("Giải trình per_violation. Gõ khi phiên đã hết. ")
    wait_for(opened.value, "explanation", "saved")
    opened.value.close()
    page.bring_to_front()
    wait_for(page, "explanation", "saved")


HAPPENS: Mapping[str, Callable[[Agency, Page], None]] = {
    "levels": _several_files_at_once,
    "ratio": _network_lost_in_mid_sentence,
    "rescaled": _network_lost_in_mid_file,
    "bands": _two_tabs,
    "per_violation": _session_expired,
}


def _proposes(agency: Agency, officer: BrowserContext) -> None:
    page = agency.page_of(officer, "nop-ho-so")
    page.get_by_role("button", name="Trình").click()
    expect(page.get_by_text("Đã trình thủ trưởng đơn vị.")).to_be_visible()
    page.close()


def _signed_at_once(agency: Agency, *computers: BrowserContext) -> Receipt:
    """Two pages of the head's, pressed at the same moment: one shows the receipt, the other who was faster."""
    pages = [agency.page_of(computer, "nop-ho-so") for computer in computers]
    press_at_once(page.get_by_role("button", name="Ký và nộp hồ sơ") for page in pages)
    ends = []
    for page in pages:
        end = page.locator(".receipt, [role=alert]")
        expect(end).to_be_visible()
        ends.append(end.inner_text())
        page.close()
    receipt = Receipt.objects.get(submission=agency.world.submission(), ended_at=None)
    assert sorted(f"vừa nộp hồ sơ này, biên nhận số {receipt.number}" in end for end in ends) == [False, True]
    assert receipt.submitted_by is not None
    assert receipt.submitted_by.username == "thutruong"
    return receipt


def _withdraws(agency: Agency, head: BrowserContext) -> None:
    page = agency.page_of(head, "nop-ho-so")
    page.get_by_role("link", name="Rút hồ sơ").click()
    page.get_by_role("button", name="Rút hồ sơ").click()
    expect(page.get_by_text("Đã rút hồ sơ.")).to_be_visible()
    page.close()


def _changes_something(agency: Agency, officer: BrowserContext) -> None:
    page = open_leaf(officer, agency.server, agency.world, "yes_no")
    agency.claims(page, "yes_no", NO_MORE)
    agency.explains(page, "yes_no", "Xem lại thì chưa có. ")
    agency.brings(page, "yes_no", ("Biên bản rà soát.pdf", files.pdf("Bien ban")))
    expect(document(page, "Biên bản rà soát.pdf")).to_be_visible()
    wait_for(page, "claim", "saved")
    wait_for(page, "explanation", "saved")
    page.close()
    page = open_leaf(officer, agency.server, agency.world, "convert")
    page.check("[name=not_applicable]")
    page.fill("#ly-do", "Không được giao khảo sát.")
    agency.note("convert", not_applicable="Không được giao khảo sát.")
    wait_for(page, "not_applicable", "saved")
    page.close()


def _sees_what_changed(agency: Agency, head: BrowserContext, receipt: Receipt) -> None:
    page = head.new_page()
    page.goto(agency.server.url + reverse("scoring:receipt", args=("TH-2025", "CQ1", receipt.number)))
    page.get_by_role("link", name="So với lần nộp trước").click()
    expect(page.locator(".changed h2")).to_contain_text(["1.2 ", "1.13 "])
