"""The end of a campaign in real browsers: from the first mark to the figure that anybody reads after the decision."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from pari.accounts.enums import Role
from pari.accounts.models import User
from reports.enums import RunState
from reports.models import IndexRun, Publication
from scoring.models import Campaign
from tests.appraisal.world import Team, assign_all, make_team
from tests.browser.deeds import sign_in, wait_for
from tests.here_and_now import work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DECISION = "21/QĐ-UBND"
#: Of 4.5 points: the first agency gets back 0.7 of the point that it lost and won again, the other all it claimed.
PUBLISHED = {"CQ1": ("65,56", "Khá"), "CQ2": ("72,22", "Tốt")}

Open = Callable[[User | None, str], Page]


@pytest.fixture
def team(transactional_db, monkeypatch) -> Team:
    monkeypatch.setattr("reports.services.runs.current_app.send_task", work)
    team = make_team(agencies=2, leaves=3, members=2)
    assign_all(team)
    until = timezone.now() + timedelta(days=3)
    Campaign.objects.update(class_scale="Tốt:70;Khá:60;Yếu:0", supplement_deadline=until)
    return team


@pytest.fixture
def visit(contexts, live_server) -> Open:
    """A page as this person sees it; each person has one browser."""
    known: dict[int | None, BrowserContext] = {}

    def open_page(person: User | None, address: str) -> Page:
        key = person.pk if person else None
        if key not in known:
            known[key] = contexts()
            if person:
                sign_in(known[key], person, live_server)
        page = known[key].new_page()
        page.goto(f"{live_server.url}{address}")
        return page

    return open_page


def test_from_the_first_mark_to_the_published_figure(team, visit):
    head = team.world.person(Role.HEAD, username="thutruong")
    _marks(team, visit)
    _closes(team, visit, "Chốt thẩm định lần 1, mở bổ sung", reached="Bổ sung")
    _supplements(visit, head)
    _closes(team, visit, "Đóng bổ sung, sang thẩm định lần 2", reached="Thẩm định lần 2")
    _marks_again(team, visit)
    _closes(team, visit, "Chốt thẩm định lần 2, trình Hội đồng", reached="Hội đồng")
    _meets(team, visit)
    _votes(team, visit)
    _publishes(team, visit)
    _anybody_reads(visit)


def _go(page: Page, keys: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(keys)


def _press(page: Page, name: str, **how: Any) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, **how).click()


def _marks(team: Team, visit: Open) -> None:
    """One leaf by the keyboard, below the claim and as claimed; the others by agreeing with a whole list."""
    page = visit(team.members[0], "/tham-dinh/TH-2025/tieu-chi/PL1/1.1/CQ1/?loc=chua-cham")
    expect(page.locator("#diem")).to_be_focused()
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Thiếu báo cáo quý II")
    _go(page, "Control+Enter")
    _go(page, "Control+Shift+Enter")
    for person, leaf in ((team.members[0], "1.3"), (team.members[1], "1.2")):
        _press(visit(person, f"/tham-dinh/TH-2025/dong-y/tieu-chi/PL1/{leaf}/"), "Đồng ý với 2 điểm tự chấm")


def _closes(team: Team, visit: Open, action: str, *, reached: str) -> None:
    page = visit(team.secretary, "/dieu-hanh/TH-2025/")
    expect(page.locator("#xac-nhan")).to_have_js_property("required", True)
    page.locator("#xac-nhan").check()
    _press(page, action)
    expect(page.locator(".rail-now b")).to_have_text(reached)


def _supplements(visit: Open, head: User) -> None:
    page = visit(head, "/bo-sung/TH-2025/CQ1/tieu-chi/1.1/")
    page.locator("#giai-trinh").press_sequentially("Gửi bổ sung báo cáo số 20/BC")
    wait_for(page, "explanation", "saved")
    page = visit(head, "/bo-sung/TH-2025/CQ1/")
    expect(page.get_by_text("Gửi bổ sung báo cáo số 20/BC")).to_be_visible()
    _press(page, "Ký và gửi bổ sung")
    expect(page.get_by_text("Biên nhận").first).to_be_visible()


def _marks_again(team: Team, visit: Open) -> None:
    """What is credited stands there before it is saved."""
    page = visit(team.members[0], "/tham-dinh/TH-2025/tieu-chi/PL1/1.1/CQ1/")
    expect(page.get_by_text("Gửi bổ sung báo cáo số 20/BC")).to_be_visible()
    expect(page.locator("#diem")).to_be_focused()
    page.keyboard.type("2")
    expect(page.locator("#diem-tinh")).to_contain_text("1,70")
    _go(page, "Control+Enter")


def _meets(team: Team, visit: Open) -> None:
    page = visit(team.secretary, "/hoi-dong/TH-2025/")
    _press(page, "Mở phiên họp")
    for box in page.locator("input[name=member]").all():
        box.check()
    _press(page, "Ghi thành viên có mặt")
    page.get_by_role("link", name="Xem chương trình").click()
    _press(page, "Lập chương trình")
    expect(page.get_by_role("link", name="Thông qua kết quả đánh giá")).to_be_visible()


def _votes(team: Team, visit: Open) -> None:
    """Two of three are enough."""
    address = "/hoi-dong/TH-2025/1/noi-dung/approval/"
    for member in team.council[:2]:
        _press(visit(member, address), "Tán thành", exact=True)
    page = visit(team.secretary, address)
    page.get_by_label("Lý do của quyết định").fill("Hội đồng nhất trí")
    _press(page, "Ghi: được thông qua")
    _press(visit(team.secretary, "/hoi-dong/TH-2025/1/ket-thuc/"), "Kết thúc phiên họp")


def _publishes(team: Team, visit: Open) -> None:
    """While figures are computed the page waits for them by itself. The dialog asks once more; no is no."""
    done = {run.pk: run.seen_event for run in IndexRun.objects.filter(state=RunState.DONE)}
    IndexRun.objects.update(seen_event=None)
    going_on = IndexRun.objects.create(campaign=Campaign.objects.get(), state=RunState.RUNNING)
    page = visit(team.secretary, "/cong-bo/TH-2025/ban-hanh/")
    expect(page.get_by_text("trang này tự cập nhật khi tính xong")).to_be_visible()
    expect(page.locator("input[name=number]")).to_have_count(0)
    going_on.delete()
    for run, seen in done.items():
        IndexRun.objects.filter(pk=run).update(seen_event=seen)
    page.locator("input[name=number]").fill(DECISION)
    page.locator("input[name=day]").fill("2026-01-21")
    button = page.get_by_role("button", name="Công bố", exact=True)
    button.click()
    page.locator("dialog[open] .btn-quiet").click()
    expect(page.locator("dialog")).to_have_count(0)
    assert not Publication.objects.exists()
    button.click()
    with page.expect_navigation():
        page.locator("dialog[open] .btn-danger").click()
    expect(page.get_by_role("heading", name=f"Quyết định số {DECISION}")).to_be_visible()


def _anybody_reads(visit: Open) -> None:
    made = Publication.objects.get()
    assert hashlib.sha256(made.results.encode()).hexdigest() == made.digest
    page = visit(None, "/ket-qua/TH-2025/")
    expect(page.get_by_text(DECISION).first).to_be_visible()
    for number, figures in enumerate(PUBLISHED.values(), 1):
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=f"Sở thử số {number}", exact=True))
        for figure in figures:
            expect(row).to_contain_text(figure)
