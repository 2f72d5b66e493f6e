"""An appraiser at her keyboard: twenty leaves without a mouse, and pages that are accessible, quiet and narrow."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from appraisal.models import Mark
from scoring.enums import Phase
from tests.appraisal.marks.deeds import Bench, make_bench
from tests.browser.deeds import fill_sign_in, sign_in
from tests.browser.test_screens import AXE, DESK, LOOK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BASE = "/tham-dinh/TH-2025/"
LEAVES = 20


@pytest.fixture
def bench(transactional_db) -> Bench:
    return make_bench(agencies=LEAVES, leaves=5)


@pytest.fixture
def context(contexts, bench, live_server) -> BrowserContext:
    made = contexts()
    sign_in(made, bench.member, live_server)
    return made


def go_on(page: Page, keys: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(keys)


def mark_below(page: Page) -> None:
    """Points, then the reason, as one reaches them by the Tab key."""
    page.keyboard.type("1,5")
    page.keyboard.press("Tab")
    expect(page.locator("#ly-do")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Không có báo cáo quý")
    go_on(page, "Control+Enter")


def test_twenty_leaves_by_the_keyboard(bench, context, live_server):
    page = context.new_page()
    page.goto(f"{live_server.url}{BASE}tieu-chi/PL1/1.1/CQ1/?loc=chua-cham")
    for place in range(LEAVES):
        expect(page.locator("#diem")).to_be_focused()
        if place % 5 == 0:
            mark_below(page)
        elif place % 2:
            go_on(page, "Control+Shift+Enter")
        else:
            page.keyboard.type("2")
            go_on(page, "Enter")
    expect(page.get_by_text("Đã hết danh sách này.")).to_be_visible()
    marks = Mark.objects.filter(criterion=bench.leaf())
    assert [mark.standing for mark in marks.order_by("participant__position")] == [
        "below" if place % 5 == 0 else "agreed" for place in range(LEAVES)
    ]
    assert set(marks.filter(standing="below").values_list("reason_code", "note")) == {
        ("no_evidence", "Không có báo cáo quý")
    }


def test_to_and_fro_and_what_is_typed_is_followed(bench, context, live_server):
    page = context.new_page()
    page.goto(f"{live_server.url}{BASE}tieu-chi/PL1/1.5/CQ2/")
    expect(page.locator("#o-numerator")).to_be_focused()
    page.keyboard.type("44")
    page.keyboard.press("Tab")
    page.keyboard.type("46")
    expect(page.locator("#diem-tinh")).to_contain_text("44/46 = 95,65%")
    expect(page.locator("#diem-tinh")).to_contain_text("1,91")
    assert Mark.objects.count() == 0
    go_on(page, "Alt+ArrowRight")
    assert page.url.endswith("/CQ3/")
    page.locator("body").press("Escape")
    page.evaluate("document.activeElement.blur()")
    go_on(page, "k")
    assert page.url.endswith("/CQ2/")


def test_a_session_that_ends_while_a_mark_is_typed(bench, context, live_server):
    """The form stays until its own person is signed in again, and nothing is typed twice."""
    page = context.new_page()
    page.goto(f"{live_server.url}{BASE}tieu-chi/PL1/1.1/CQ1/")
    expect(page.locator("#diem")).to_be_focused()
    Session.objects.all().delete()
    page.keyboard.type("1,5")
    told = page.get_by_role("status")
    expect(told.get_by_text("Phiên làm việc đã hết hạn.")).to_be_visible()
    page.locator("#ly-do").select_option("no_evidence")
    page.locator("#loi").fill("Không có báo cáo quý")
    save = page.get_by_role("button", name="Lưu", exact=True)
    save.click()
    expect(told.get_by_text("biểu mẫu chưa được gửi")).to_be_visible()

    sign_in(context, bench.team.members[1], live_server)
    save.click()
    expect(told.get_by_text("Trình duyệt đang đăng nhập bằng tài khoản khác")).to_be_visible()
    context.clear_cookies(name="sessionid")
    save.click()
    with context.expect_page() as opened:
        told.get_by_role("link", name="Đăng nhập lại trong thẻ mới").click()
    fill_sign_in(opened.value, bench.member.username)
    expect(opened.value.locator("#diem")).to_be_visible()
    page.bring_to_front()
    assert Mark.objects.count() == 0
    with page.expect_navigation():
        save.click()
    mark = Mark.objects.get()
    assert (mark.points, mark.note) == (Decimal("1.5"), "Không có báo cáo quý")


def test_a_form_that_was_open_for_long_asks_first(bench, context, live_server):
    page = context.new_page()
    page.clock.install()
    page.goto(f"{live_server.url}{BASE}tieu-chi/PL1/1.1/CQ1/")
    page.locator("#loi").fill("Đã xem hồ sơ")
    page.clock.fast_forward("05:00")
    Session.objects.all().delete()
    page.get_by_role("button", name="Đồng ý với tự chấm, tiếp").click()
    expect(page.get_by_role("status").get_by_text("biểu mẫu chưa được gửi")).to_be_visible()
    expect(page.locator("#loi")).to_have_value("Đã xem hồ sơ")
    sign_in(context, bench.member, live_server)
    with page.expect_navigation():
        page.get_by_role("button", name="Đồng ý với tự chấm, tiếp").click()
    assert Mark.objects.get().note == "Đã xem hồ sơ"


@pytest.mark.parametrize("answer", [{"status": 200, "body": "<h1>Cổng mạng</h1>"}, {"status": 502}, None])
def test_a_form_stays_while_nobody_can_say_who_is_signed_in(bench, context, live_server, answer):
    page = context.new_page()
    page.clock.install()
    page.route("**/tai-khoan/phien/", lambda route: route.fulfill(**answer) if answer else route.abort())
    page.goto(f"{live_server.url}{BASE}tieu-chi/PL1/1.1/CQ1/")
    page.locator("#loi").fill("Đã xem hồ sơ")
    page.clock.fast_forward("05:00")
    agree = page.get_by_role("button", name="Đồng ý với tự chấm, tiếp")
    agree.click()
    expect(page.get_by_role("status").get_by_text("Không kết nối được với máy chủ.")).to_be_visible()
    assert Mark.objects.count() == 0
    page.unroute("**/tai-khoan/phien/")
    with page.expect_navigation():
        agree.click()
    assert Mark.objects.get().note == "Đã xem hồ sơ"


def test_none_of_the_items_stands_alone(bench, context, live_server):
    page = context.new_page()
    page.goto(f"{live_server.url}{BASE}tieu-chi/PL1/{bench.leaf('checklist').code}/CQ1/")
    page.check("[name=items][value=a]")
    page.check("[name=none]")
    expect(page.locator("[name=items][value=a]")).not_to_be_checked()
    page.check("[name=items][value=a]")
    expect(page.locator("[name=none]")).not_to_be_checked()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_are_accessible_quiet_and_fit(bench, context, live_server, size):
    bench.save(points="1", reason_code="late", needs_discussion=True)
    bench.save("ratio", typed={"numerator": "44", "denominator": "46"})
    page, complaints = context.new_page(), []
    page.set_viewport_size(size)
    page.on("console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None)
    seen = {}
    for phase in (Phase.ROUND1, Phase.ROUND2):
        bench.team.move(phase)
        for address in (
            "",
            "co-quan/",
            "tieu-chi/PL1/1.1/",
            "tieu-chi/PL1/1.1/CQ1/",
            "co-quan/CQ1/1.5/",
            "dong-y/co-quan/CQ1/",
            "lich-su/CQ1/1.1/",
        ):
            page.goto(f"{live_server.url}{BASE}{address}")
            page.evaluate(AXE)
            seen[address] = page.evaluate(LOOK)
    assert seen == {address: [] for address in seen}
    assert complaints == []
