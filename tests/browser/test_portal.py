"""The portal in a browser: accessible, quiet, usable by keyboard and on a phone, light."""

from __future__ import annotations

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.portal import factory, golden

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/ket-qua/NT-2023/",
    "/ket-qua/KH-2019/",
    "/ket-qua/BK-2023/",
    "/ket-qua/BK-2023/bk-2023-huyen-1/",
    "/ket-qua/NT-2023/nt-2023-xa-phuong-1/",
    "/dang-nhap/",
]
SERIOUS = {"serious", "critical"}
HEAVIEST = 150_000
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def site(live_server) -> str:
    cache.clear()
    for make in (golden.khanh_hoa, golden.nha_trang, golden.bac_kan):
        run = make()
        factory.add_leaves(run, 12)
        run.campaign.is_reconstructed = True
        run.campaign.save()
    return str(live_server.url)


def test_no_page_has_a_serious_accessibility_fault(site, page: Page):
    faults = []
    for address in [*PAGES, "/ket-qua/khong-co/"]:
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(site + address)
            found = Axe().run(page).response["violations"]
            faults += [(address, width, item["id"], _places(item)) for item in found if item["impact"] in SERIOUS]
    assert faults == []


def test_the_console_stays_quiet(site, page: Page, complaints):
    for address in PAGES:
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
    assert complaints == []


def test_nothing_is_wider_than_a_phone(site, page: Page):
    page.set_viewport_size(PHONE)
    wide = []
    for address in [*PAGES, "/ket-qua/khong-co/"]:
        page.goto(site + address)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(address)
    assert wide == []


def test_the_keyboard_reaches_the_content_and_the_table(site, page: Page):
    page.goto(f"{site}/ket-qua/NT-2023/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#noi-dung")).to_be_focused()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.ranking-table') !== null"):
            break
    expect(page.get_by_role("link", name="Phòng Nội vụ thành phố")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/nt-2023-chuyen-mon-1/")


def test_typing_finds_agencies_and_going_back_finds_all_again(site, page: Page, complaints):
    page.goto(f"{site}/ket-qua/NT-2023/")
    with page.expect_response(lambda response: "tim=vinh" in response.url):
        page.fill("#tim", "vinh tho")
    expect(page.get_by_text("Tìm thấy 1 cơ quan")).to_be_visible()
    expect(page.locator(".ranking-table tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Bỏ lọc").click()
    expect(page.locator(".ranking-table tbody tr")).to_have_count(46)
    assert complaints == []


def test_filters_work_without_scripts(site, browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site}/ket-qua/KH-2019/")
        page.fill("#tim", "thanh tra tinh")
        page.click("button:has-text('Lọc')")
        expect(page.locator(".ranking-table tbody tr")).to_have_count(1)
        expect(page.get_by_role("link", name="Thanh tra tỉnh")).to_be_visible()


def test_a_first_visit_is_light(site, page: Page):
    """Sizes as they would travel compressed; the server compresses pages and files alike in production."""
    bodies: list[bytes] = []
    page.on("response", lambda response: bodies.append(response.body()))
    page.goto(f"{site}/ket-qua/NT-2023/")
    page.wait_for_load_state("networkidle")
    assert sum(len(gzip.compress(body)) for body in bodies) < HEAVIEST


def test_signing_in_and_out(site, page: Page, django_user_model):
    django_user_model.objects.create_user("canbo", password="mat-khau-1234", full_name="Cán bộ đầu mối")
    page.goto(f"{site}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.locator("#id_password").fill("sai")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("#id_password").fill("mat-khau-1234")
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_url("**/cong-viec/")
    page.locator(".account summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("link", name="Đăng nhập").wait_for()


def test_the_language_switch_keeps_the_page(site, page: Page):
    page.goto(f"{site}/ket-qua/BK-2023/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(f"{site}/ket-qua/BK-2023/")
    expect(page.get_by_text("87.461")).to_be_visible()


def _places(item: dict) -> list[str]:
    return [node["html"][:120] for node in item["nodes"][:3]]
