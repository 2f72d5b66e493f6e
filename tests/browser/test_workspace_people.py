"""Two people, two tabs, a session that ends: each word arrives under the right name, and nobody's keys are taken."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Route, expect

from pari.accounts.enums import Role
from tests.browser.deeds import answer, explain, fill_sign_in, open_leaf, sign_in, wait_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A pause that is long enough for the save, then a letter every now and then. Tells whether the dialog took its turn.
GO_ON_TYPING = """async () => {
    const field = document.querySelector("#giai-trinh"), dialog = document.querySelector("dialog[data-conflict]");
    const type = (text) => { field.value += text; field.dispatchEvent(new InputEvent("input", { bubbles: true })); };
    const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
    let waited = true;
    type("của");
    await pause(1000);
    for (const letter of " thủ trưởng") {
        type(letter);
        await pause(300);
        waited &&= !dialog.open;
    }
    return waited;
}"""


def test_the_session_expires_and_one_signs_in_again(world, context, live_server):
    page = open_leaf(context, live_server, world, "ratio")
    Session.objects.all().delete()
    explain(page, "sau khi hết phiên")
    expect(page.locator('[data-banner="session"]')).to_be_visible()
    wait_for(page, "explanation", "kept")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập lại trong thẻ mới").click()
    other = opened.value
    fill_sign_in(other, "canbo")
    expect(other.locator("#giai-trinh")).to_be_visible()
    page.bring_to_front()
    page.locator("#giai-trinh").focus()
    wait_for(page, "explanation", "saved")
    expect(page.locator('[data-banner="session"]')).to_be_hidden()
    assert answer(world, "ratio").explanation == "sau khi hết phiên"


def test_what_comes_after_the_session_has_expired_takes_no_keys(world, context, live_server):
    """The documents are fetched when the page is there: the way to sign in again must not stand in their place."""
    page = context.new_page()
    held: list[Route] = []
    page.route("**/tai-lieu/ho-so/**", lambda route: held.append(route))  # noqa: PLW0108 playwright asks for a function
    page.goto(f"{live_server.url}/tu-danh-gia/TH-2025/CQ1/{world.leaf('ratio').code}/")
    Session.objects.all().delete()
    explain(page, "giữa ")
    held[0].continue_()
    expect(page.get_by_role("status").get_by_text("Phiên làm việc đã hết hạn.")).to_be_visible()
    explain(page, "câu")
    expect(page.locator("#giai-trinh")).to_have_value("giữa câu")
    expect(page.locator("main input[type=password]")).to_have_count(0)


def test_two_tabs_of_one_person(world, context, live_server):
    one, other = (open_leaf(context, live_server, world, "ratio") for _ in range(2))
    explain(one, "một ")
    wait_for(one, "explanation", "saved")
    expect(other.locator("#giai-trinh")).to_have_value("một ")
    other.locator("#giai-trinh").press("End")
    explain(other, "hai")
    wait_for(other, "explanation", "saved")
    expect(one.locator("#giai-trinh")).to_have_value("một hai")
    assert answer(world, "ratio").explanation == "một hai"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_two_people_on_one_field(world, context, contexts, live_server, choice):
    head = contexts()
    sign_in(head, world.person(Role.HEAD), live_server)
    first, second = open_leaf(context, live_server, world, "ratio"), open_leaf(head, live_server, world, "ratio")
    explain(first, "của cán bộ")
    wait_for(first, "explanation", "saved")
    second.fill("#o-numerator", "3")
    explain(second, "của thủ trưởng")
    dialog = second.locator("dialog[data-conflict]")
    expect(dialog).to_be_visible()
    expect(dialog.locator("[data-conflict-mine]")).to_have_text("của thủ trưởng")
    expect(dialog.locator("[data-conflict-theirs]")).to_have_text("của cán bộ")
    assert answer(world, "ratio").explanation == "của cán bộ"
    dialog.locator(f"[data-choose={choice}]").click()
    wait_for(second, "explanation", "saved")
    wanted = "của thủ trưởng" if choice == "mine" else "của cán bộ"
    expect(second.locator("#giai-trinh")).to_have_value(wanted)
    found = answer(world, "ratio")
    assert (found.explanation, found.typed) == (wanted, {"numerator": "3"})


def test_a_conflict_waits_until_the_typing_stops(world, context, contexts, live_server):
    """The dialog takes the keys: it must not come in the middle of a word, and it shows all that was typed since."""
    head = contexts()
    sign_in(head, world.person(Role.HEAD), live_server)
    first, second = open_leaf(context, live_server, world, "ratio"), open_leaf(head, live_server, world, "ratio")
    explain(first, "của cán bộ")
    wait_for(first, "explanation", "saved")
    assert second.evaluate(GO_ON_TYPING)
    dialog = second.locator("dialog[data-conflict]")
    expect(dialog.locator("[data-conflict-mine]")).to_have_text("của thủ trưởng")
    dialog.locator("[data-choose=mine]").click()
    wait_for(second, "explanation", "saved")
    assert answer(world, "ratio").explanation == "của thủ trưởng"


def test_a_stray_key_chooses_nothing(world, context, contexts, live_server):
    head = contexts()
    sign_in(head, world.person(Role.HEAD), live_server)
    first, second = open_leaf(context, live_server, world, "ratio"), open_leaf(head, live_server, world, "ratio")
    explain(first, "của cán bộ")
    wait_for(first, "explanation", "saved")
    explain(second, "của thủ trưởng")
    dialog = second.locator("dialog[data-conflict]")
    expect(dialog).to_be_visible()
    for key in ("Space", "Enter", "a"):
        second.keyboard.press(key)
    expect(dialog).to_be_visible()
    second.keyboard.press("Tab")
    expect(dialog.locator("[data-choose=theirs]")).to_be_focused()
    expect(second.locator("#giai-trinh")).to_have_value("của thủ trưởng")


def test_a_claim_taken_from_the_other_shows_its_points(world, context, contexts, live_server):
    head = contexts()
    sign_in(head, world.person(Role.HEAD), live_server)
    first, second = open_leaf(context, live_server, world, "yes_no"), open_leaf(head, live_server, world, "yes_no")
    first.check("[name=answer][value=yes]")
    wait_for(first, "claim", "saved")
    second.check("[name=answer][value=no]")
    second.locator("[data-choose=theirs]").click()
    expect(second.locator("[data-live-points]")).to_have_text("1,00")
    expect(second.locator("[name=answer][value=yes]")).to_be_checked()


def test_an_undecided_conflict_is_named_by_other_pages_and_asked_again_by_its_own(
    world, context, contexts, live_server
):
    head = contexts()
    sign_in(head, world.person(Role.HEAD), live_server)
    first, second = open_leaf(context, live_server, world, "ratio"), open_leaf(head, live_server, world, "ratio")
    explain(first, "của cán bộ")
    wait_for(first, "explanation", "saved")
    explain(second, "của thủ trưởng")
    expect(second.locator("dialog[data-conflict]")).to_be_visible()
    second.close()
    elsewhere = open_leaf(head, live_server, world, "bands")
    banner = elsewhere.locator('[data-banner="crossed"]')
    expect(banner).to_contain_text("chờ bạn chọn giữ bản nào")
    expect(elsewhere.locator('[data-banner="kept"]')).to_be_hidden()
    banner.get_by_role("link", name=world.leaf("ratio").code).click()
    again = elsewhere
    again.locator("[data-choose=mine]").click()
    wait_for(again, "explanation", "saved")
    assert answer(world, "ratio").explanation == "của thủ trưởng"


def test_another_persons_queue_is_never_sent(world, context, officer, live_server):
    page = open_leaf(context, live_server, world, "ratio")
    Session.objects.all().delete()  # a page that closes would else send its last words in her name, as it should
    explain(page, "của cán bộ")
    wait_for(page, "explanation", "kept")
    page.close()
    sign_in(context, world.person(Role.HEAD), live_server)
    page = open_leaf(context, live_server, world, "ratio")
    expect(page.locator("#giai-trinh")).to_have_value("")
    explain(page, "của thủ trưởng")
    wait_for(page, "explanation", "saved")
    page.close()
    sign_in(context, officer, live_server)
    page = open_leaf(context, live_server, world, "ratio")
    expect(page.locator("#giai-trinh")).to_have_value("của cán bộ")
    expect(page.locator("dialog[data-conflict]")).to_be_visible()
    assert answer(world, "ratio").explanation == "của thủ trưởng"
