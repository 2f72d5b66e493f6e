"""An officer at work in a real browser: every edit she makes arrives, whatever happens on the way (DESIGN §8, §12)."""

from __future__ import annotations

import pytest
from playwright.sync_api import APIResponse, Route, expect

from pari.accounts.enums import Role
from scoring.enums import Explanation, Phase
from scoring.models import Answer, Campaign, Criterion
from scoring.selectors.submissions.answer_fields import Field
from scoring.services.submissions.answers import save_field
from tests.browser.deeds import answer, explain, open_leaf, sign_in, state, wait_for
from tests.cycle.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAVE = "**/luu"


def test_the_network_is_lost_in_mid_sentence(world, context, live_server):
    page = open_leaf(context, live_server, world, "ratio")
    explain(page, "Hai hồ sơ chậm ")
    wait_for(page, "explanation", "saved")
    context.set_offline(True)
    explain(page, "do mất điện ")
    page.fill("#o-numerator", "44")
    page.fill("#o-denominator", "46")
    wait_for(page, "explanation", "kept")
    wait_for(page, "claim", "kept")
    expect(page.locator('[data-banner="kept"]')).to_be_visible()
    assert answer(world, "ratio").explanation == "Hai hồ sơ chậm "
    context.set_offline(False)
    explain(page, "diện rộng.")
    wait_for(page, "explanation", "saved")
    wait_for(page, "claim", "saved")
    found = answer(world, "ratio")
    assert (found.explanation, found.scored) == ("Hai hồ sơ chậm do mất điện diện rộng.", "44/23")
    expect(page.locator('[data-banner="kept"]')).to_be_hidden()


@pytest.mark.parametrize("fault", ["502", "abort", "page"])
def test_the_server_is_away_for_a_while(world, context, live_server, fault):
    page = open_leaf(context, live_server, world, "ratio")
    hits: list[str] = []

    def fail(route: Route) -> None:
        hits.append(route.request.url)
        if fault == "abort":
            route.abort()
        else:
            route.fulfill(status=502 if fault == "502" else 503, content_type="text/html", body="<h1>Bad gateway</h1>")

    page.route(SAVE, fail)
    explain(page, "giữ lại")
    wait_for(page, "explanation", "kept")
    assert hits
    page.unroute(SAVE)
    wait_for(page, "explanation", "saved")
    assert answer(world, "ratio").explanation == "giữ lại"


def test_what_is_typed_before_the_script_is_there(world, context, live_server):
    page = context.new_page()
    held: list[Route] = []
    page.route("**/workspace/page.js", lambda route: held.append(route))  # noqa: PLW0108 playwright asks for a function
    address = f"{live_server.url}/tu-danh-gia/TH-2025/CQ1/{world.leaf('checklist').code}/"
    page.goto(address, wait_until="commit")
    page.check("[name=items][value=a]")
    page.fill("#giai-trinh", "rất sớm")
    held[0].continue_()
    wait_for(page, "claim", "saved")
    wait_for(page, "explanation", "saved")
    found = answer(world, "checklist")
    assert (found.value, found.explanation) == ({"items": ["a"]}, "rất sớm")


def test_a_text_as_long_as_may_be(world, context, live_server):
    page = open_leaf(context, live_server, world, "ratio")
    text = "Đã giải trình đầy đủ. " * 900
    page.fill("#giai-trinh", text)
    wait_for(page, "explanation", "saved")
    assert answer(world, "ratio").explanation == text


def test_an_answer_that_is_lost_on_its_way_back(world, context, live_server):
    """The server saved it, the browser does not know: more typing must not meet itself as a stranger."""
    page = open_leaf(context, live_server, world, "ratio")

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(SAVE, lose)
    explain(page, "một ")
    wait_for(page, "explanation", "kept")
    assert answer(world, "ratio").explanation == "một "
    page.unroute(SAVE)
    explain(page, "hai")
    wait_for(page, "explanation", "saved")
    assert answer(world, "ratio").explanation == "một hai"


def test_an_answer_that_comes_late_does_not_turn_the_state_back(world, context, live_server):
    Criterion.objects.filter(pk=world.leaf("steps").pk).update(explanation=Explanation.REQUIRED)
    page = open_leaf(context, live_server, world, "steps")
    late: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if late:
            return route.continue_()
        return late.append((route, route.fetch()))

    page.route(SAVE, hold_the_first)
    page.fill("#o-x", "0,73")
    wait_for(page, "claim", "saving")
    page.fill("#giai-trinh", "Số liệu của kho bạc.")
    page.wait_for_timeout(1500)
    route, response = late[0]
    route.fulfill(response=response)
    wait_for(page, "claim", "saved")
    wait_for(page, "explanation", "saved")
    expect(page.locator("[data-own-state]")).to_have_text("Đã xong")


def test_a_closed_tab_keeps_what_was_typed(world, context, live_server):
    page = open_leaf(context, live_server, world, "ratio")
    context.set_offline(True)
    explain(page, "chưa gửi được")
    page.fill("#o-numerator", "4")
    wait_for(page, "claim", "kept")
    page.close()
    context.set_offline(False)
    page = open_leaf(context, live_server, world, "ratio")
    expect(page.locator("#giai-trinh")).to_have_value("chưa gửi được")
    expect(page.locator("#o-numerator")).to_have_value("4")
    wait_for(page, "explanation", "saved")
    wait_for(page, "claim", "saved")
    found = answer(world, "ratio")
    assert (found.explanation, found.typed) == ("chưa gửi được", {"numerator": "4"})


def test_a_tab_closed_in_the_middle_of_a_word(world, context, live_server):
    """Nothing was sent yet: the pause after the last key has not come."""
    page = open_leaf(context, live_server, world, "ratio")
    context.set_offline(True)
    explain(page, "dở dang")
    page.close()
    context.set_offline(False)
    page = open_leaf(context, live_server, world, "manual")
    page.goto(f"{live_server.url}{page.locator('[data-leaf]').nth(4).get_attribute('href')}")
    wait_for(page, "explanation", "saved")
    assert answer(world, "ratio").explanation == "dở dang"


def test_a_refusal_is_shown_and_the_text_stays(world, context, live_server):
    page = open_leaf(context, live_server, world, "ratio")
    world.submission().__class__.objects.update(state="submitted")
    explain(page, "quá muộn")
    wait_for(page, "explanation", "refused")
    expect(state(page, "explanation")).to_contain_text("Hồ sơ đã nộp, không sửa được nữa.")
    world.submission().__class__.objects.update(state="draft")
    page = open_leaf(context, live_server, world, "ratio")
    wait_for(page, "explanation", "saved")
    assert answer(world, "ratio").explanation == "quá muộn"


def test_keys_lead_from_criterion_to_criterion(world, context, live_server):
    page = open_leaf(context, live_server, world, "yes_no")
    page.keyboard.press("j")
    expect(page).to_have_url(f"{live_server.url}/tu-danh-gia/TH-2025/CQ1/1.3/")
    page.keyboard.press("Alt+ArrowLeft")
    expect(page).to_have_url(f"{live_server.url}/tu-danh-gia/TH-2025/CQ1/1.2/")
    page.locator("#giai-trinh").focus()
    page.keyboard.press("j")
    expect(page.locator("#giai-trinh")).to_have_value("j")


def test_a_document_brought_meanwhile_shows_in_the_tree(world, context, live_server):
    page = open_leaf(context, live_server, world, "ratio")
    page.fill("#o-numerator", "1")
    page.fill("#o-denominator", "1")
    wait_for(page, "claim", "saved")
    Answer.objects.update(to_confirm=True)
    page.evaluate("document.body.dispatchEvent(new CustomEvent('evidence-changed', {bubbles: true}))")
    expect(page.locator('[data-leaf="1.5"]')).to_have_attribute("data-state", "to_confirm")
    expect(page.locator("[data-gaps]")).to_contain_text("chưa xác nhận")


def test_last_years_answer_is_confirmed_with_one_click(transactional_db, contexts, live_server):
    before = make_world(code="TH-2024", year=2024)
    world = make_world()
    officer = world.person(Role.OFFICER)
    given = {"submission": before.submission().pk, "criterion": before.leaf("ratio"), "base_version": 0, "by": officer}
    save_field(field=Field.CLAIM, content={"numerator": "44", "denominator": "46"}, key="a", **given)
    Campaign.objects.filter(pk=before.campaign.pk).update(phase=Phase.PUBLISHED)
    context = contexts()
    sign_in(context, officer, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/tu-danh-gia/TH-2025/CQ1/")
    page.get_by_role("button", name="Lấy lại").click()
    expect(page.get_by_text("Đã lấy lại 1 câu trả lời")).to_be_visible()
    page = open_leaf(context, live_server, world, "ratio")
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.locator("[data-own-state]")).to_have_text("Đã xong")
    expect(page.locator(".to-confirm")).to_have_count(0)
    assert world.submission().done == 1


def test_without_scripts(world, contexts, officer, live_server):
    context = contexts(java_script_enabled=False)
    sign_in(context, officer, live_server)
    page = open_leaf(context, live_server, world, "ratio")
    page.fill("#o-numerator", "44")
    page.fill("#o-denominator", "46")
    page.fill("#giai-trinh", "dòng một\ndòng hai")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("[data-live-points]")).to_have_text("1,91")
    found = answer(world, "ratio")
    assert (found.explanation, found.scored) == ("dòng một\ndòng hai", "44/23")


def test_a_page_made_before_the_last_save_shows_it_all_the_same(world, context, live_server):
    """One goes away and comes back faster than the save: the page on its way still holds the old text."""
    page = open_leaf(context, live_server, world, "ratio")
    old = context.request.get(page.url).text()
    explain(page, "mới")
    wait_for(page, "explanation", "saved")
    page.route(page.url, lambda route: route.fulfill(body=old, content_type="text/html; charset=utf-8"))
    page.reload()
    expect(page.locator("#giai-trinh")).to_have_value("mới")
    page.locator("#giai-trinh").press("End")
    explain(page, " hơn")
    wait_for(page, "explanation", "saved")
    assert answer(world, "ratio").explanation == "mới hơn"
