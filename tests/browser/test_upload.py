"""Files sent from a real browser: many at once, a line that breaks in the middle of a piece, what is refused."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pari.accounts.enums import Role
from scoring.models import EvidenceFile, EvidenceLink, Upload
from tests.browser.deeds import Line, choose, document, send_again, sign_in
from tests.cycle.evidence import files
from tests.cycle.world import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLACE = "/tai-lieu/ho-so/TH-2025/CQ1/1.1/"
PIECE = 256 * 1024


@pytest.fixture
def world(transactional_db, settings, tmp_path) -> World:
    settings.UPLOADS_DIR, settings.MEDIA_ROOT = tmp_path / "uploads", tmp_path / "media"
    settings.EVIDENCE_CHUNK_BYTES = PIECE
    return make_world()


@pytest.fixture
def panel(world, page: Page, live_server) -> Page:
    sign_in(page.context, world.person(Role.OFFICER), live_server)
    page.goto(live_server.url + PLACE)
    return page


@pytest.fixture
def big(tmp_path) -> Path:
    """A PDF of two megabytes that does not shrink."""
    path = tmp_path / "Báo cáo lớn.pdf"
    path.write_bytes(
        files.pdf("Bao cao ket qua cai cach") + b"%" + hashlib.shake_128(b"bao cao").digest(2 * 1024 * 1024)
    )
    return path


def test_many_at_once(panel, tmp_path, big, complaints):
    paths = [big]
    for number in range(4):
        paths.append(tmp_path / f"Kế hoạch số {number}.pdf")
        paths[-1].write_bytes(files.pdf(f"Ke hoach so {number}"))
    choose(panel, *paths)
    for path in paths:
        expect(document(panel, path.name)).to_be_visible()
    assert EvidenceLink.objects.count() == 5
    assert EvidenceFile.objects.get(name="Báo cáo lớn.pdf").evidence.size == big.stat().st_size
    expect(panel.locator(".evidence-line-done").first).to_contain_text("Đã nhận")
    assert complaints == []


def test_dropped(panel):
    handle = panel.evaluate_handle(
        """content => {
            const moved = new DataTransfer();
            moved.items.add(new File([Uint8Array.from(content)], "Kéo thả.pdf", { type: "application/pdf" }));
            return moved;
        }""",
        list(files.pdf("Keo tha")),
    )
    zone = panel.locator("[data-upload-zone]")
    zone.dispatch_event("dragover", {"dataTransfer": handle})
    expect(zone).to_have_class(re.compile("is-over"))
    zone.dispatch_event("drop", {"dataTransfer": handle})
    expect(document(panel, "Kéo thả.pdf")).to_be_visible()


def test_the_network_dies_in_a_piece_and_it_goes_on_where_the_server_is(panel, big):
    """The third piece reaches the server, its answer does not reach the browser; then nothing passes for a while."""
    line = Line(panel, breaks_after=3)
    choose(panel, big)
    broken = panel.locator(".evidence-line-broken")
    expect(broken).to_contain_text("Mất kết nối")
    assert 0 < panel.locator(".evidence-line progress").evaluate("bar => bar.value") < 1
    assert Upload.objects.get().received == 3 * PIECE
    line.mend()
    send_again(panel)
    expect(document(panel, big.name)).to_be_visible()
    assert [offset for offset, _ in line.sent] == [PIECE * number for number in range(len(line.sent))]
    assert sum(size for _, size in line.sent) == big.stat().st_size
    assert EvidenceFile.objects.get().evidence.size == big.stat().st_size


def test_a_closed_tab_goes_on_when_the_file_is_chosen_again(panel, big):
    panel.route("**/tai-len/**", lambda route, request: _until(route, request, 2 * PIECE))
    choose(panel, big)
    expect(panel.locator(".evidence-line-broken")).to_be_visible()
    panel.on("dialog", lambda dialog: dialog.accept())
    panel.reload()
    panel.unroute("**/tai-len/**")
    begun: list[str] = []
    panel.on("request", lambda request: begun.append(request.url) if request.method == "POST" else None)
    choose(panel, big)
    expect(document(panel, big.name)).to_be_visible()
    assert begun == []
    assert EvidenceFile.objects.get().evidence.size == big.stat().st_size


def _until(route, request, offset: int) -> None:
    if request.method == "PATCH" and int(request.headers["upload-offset"]) >= offset:
        route.abort("connectionreset")
    else:
        route.continue_()


def test_a_refused_file_says_why_and_the_others_come(panel, tmp_path):
    wrong, right = tmp_path / "hoa-don.pdf", tmp_path / "Kế hoạch.pdf"
    wrong.write_bytes(files.EXECUTABLE)
    right.write_bytes(files.pdf())
    choose(panel, wrong, right)
    expect(panel.locator(".evidence-line-refused")).to_contain_text("Nội dung không phải là tệp .pdf.")
    expect(document(panel, "Kế hoạch.pdf")).to_be_visible()
    assert EvidenceFile.objects.get().name == "Kế hoạch.pdf"


def test_given_up(panel, big):
    panel.route("**/tai-len/**", lambda route, request: _until(route, request, PIECE))
    choose(panel, big)
    expect(panel.locator(".evidence-line-broken")).to_be_visible()
    with panel.expect_response(lambda response: response.request.method == "DELETE"):
        panel.locator("[data-upload-stop]").click()
    expect(panel.locator(".evidence-line")).to_have_count(0)
    assert not Upload.objects.exists()


def test_linked_described_shown_and_unlinked_without_leaving_the_page(panel, tmp_path, complaints):
    path = tmp_path / "Ảnh.png"
    path.write_bytes(files.PNG)
    choose(panel, path)
    expect(document(panel, "Ảnh.png")).to_be_visible()
    panel.evaluate(
        "document.body.addEventListener('evidence-changed', () => document.body.append(document.createElement('i')))"
    )
    panel.get_by_text("Trang, ghi chú").click()
    panel.get_by_label("Trang cần xem").fill("3–5")
    panel.get_by_role("button", name="Lưu").click()
    expect(panel.locator(".evidence-note")).to_contain_text("Trang 3–5")
    panel.get_by_role("link", name="Xem Ảnh.png").click()
    expect(panel.locator("#evidence-preview img")).to_be_visible()
    panel.get_by_role("button", name="Gỡ Ảnh.png").click()
    expect(panel.get_by_text("Chưa có tài liệu nào.")).to_be_visible()
    panel.get_by_text("Lấy từ kho của đơn vị").click()
    panel.get_by_role("checkbox", name="Ảnh.png").check()
    panel.get_by_role("button", name="Gắn vào tiêu chí này").click()
    expect(document(panel, "Ảnh.png")).to_be_visible()
    expect(panel.locator("body > i")).to_have_count(3)
    assert panel.url.endswith(PLACE)
    assert complaints == []


def test_what_is_being_typed_outlives_a_file_that_arrives(panel, tmp_path):
    paths = [tmp_path / "Ảnh.png", tmp_path / "Kế hoạch.pdf"]
    paths[0].write_bytes(files.PNG)
    paths[1].write_bytes(files.pdf())
    choose(panel, paths[0])
    expect(document(panel, "Ảnh.png")).to_be_visible()
    panel.get_by_text("Trang, ghi chú").click()
    panel.get_by_label("Ghi chú").fill("Giữa chừng câu này")
    choose(panel, paths[1])
    expect(document(panel, "Kế hoạch.pdf")).to_be_visible()
    expect(panel.locator("details[open]").get_by_label("Ghi chú")).to_have_value("Giữa chừng câu này")
    panel.locator("details[open]").get_by_role("button", name="Lưu").click()
    expect(panel.locator(".evidence-note")).to_contain_text("Giữa chừng câu này")
    expect(panel.locator("details.evidence-edit[open]")).to_have_count(0)
