"""Every screen of a campaign at work, as each person sees it: accessible, quiet, narrow enough for a phone, light."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from django.core.cache import cache
from playwright.sync_api import ConsoleMessage, Error, Page, Response, ViewportSize, expect

from pari.accounts.enums import Role
from tests.browser.deeds import carry_over, sign_in
from tests.cycle.house import House, Screen, make_house, rule_kinds, screens

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAVIEST = 150_000
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
#: What is seriously wrong with the page as it stands; only that travels back.
LOOK = """async () => {
    const { violations } = await axe.run({ resultTypes: ["violations"], preload: false });
    const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
    const faults = serious.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    faults.push(...ids.filter((id, place) => ids.indexOf(id) < place).map((id) => `twice: #${id}`));
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...faults, "too wide"] : faults;
}"""

#: The refused and the lost are told so by their status; the browser's console repeats it.
TOLD_BY_STATUS = "the server responded with a status of 4"
VISITOR = None
STATIC = "/static/"


@pytest.fixture
def house(transactional_db, live_server, settings, tmp_path) -> House:
    settings.MEDIA_ROOT, settings.UPLOADS_DIR = tmp_path / "media", tmp_path / "uploads"
    cache.clear()
    return make_house()


@pytest.fixture
def visit(contexts, house: House, live_server) -> Callable[[Role | None], Page]:
    """A browser in which this person has signed in."""

    def begin(role: Role | None) -> Page:
        context = contexts()
        if role is not None:
            carry_over(house.visitor(role), context, live_server)
        return context.new_page()

    return begin


class Watch:
    """What a page fetches and what it complains of. `weights` are those of files that come but once.

    A document that is shown in a frame, and the browser's viewer of it, are not the page's own.
    """

    def __init__(self, page: Page, weights: dict[str, int]) -> None:
        self.page = page
        self.answers: list[Response] = []
        self.complaints: list[str] = []
        self.weights = weights
        page.on("response", self._take)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._listen)

    def _take(self, answer: Response) -> None:
        if answer.frame == self.page.main_frame:
            self.answers.append(answer)

    def _listen(self, line: ConsoleMessage) -> None:
        if line.type in ("error", "warning") and TOLD_BY_STATUS not in line.text:
            self.complaints.append(line.text)

    def go(self, screen: Screen, start: str) -> None:
        self.page.goto(start + screen.address)
        if screen.book is not None:
            file = {"name": "so-lieu.xlsx", "mimeType": XLSX, "buffer": screen.book}
            self.page.locator("input[type=file]").set_input_files(file)
            self.answers.clear()
            with self.page.expect_navigation():
                self.page.locator("form:has(input[type=file]) button").last.click()
        if self.page.locator("[hx-trigger*=load]").count():
            self.page.wait_for_load_state("networkidle")

    def faults(self, sizes: Iterable[ViewportSize]) -> Iterator[object]:
        if self._weight() > HEAVIEST:
            yield "weight", self._weight()
        self.page.evaluate(AXE)
        for size in sizes:
            self.page.set_viewport_size(size)
            for fault in self.page.evaluate(LOOK):
                yield size["width"], fault
        yield from self.complaints
        self.answers.clear()
        self.complaints.clear()

    def _weight(self) -> int:
        """As it travels compressed, nothing cached; the server compresses pages and files alike in production."""
        pages = [_body(answer) for answer in self.answers if answer.status < 300 and STATIC not in answer.url]
        fetched = self.page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
        files = {name for name in fetched if STATIC in name}
        return sum(len(gzip.compress(body)) for body in pages) + sum(self._weighed(name) for name in files)

    def _weighed(self, file: str) -> int:
        if file not in self.weights:
            self.weights[file] = len(gzip.compress(self.page.request.get(file).body()))
        return self.weights[file]


def _body(answer: Response) -> bytes:
    """What was still on its way when its page was left has none."""
    try:
        return answer.body()
    except Error:
        return b""


def test_every_screen_can_be_shown(house, visit, live_server):
    """One house and one visit for each screen and all that is asked of it, since they are what takes the time."""
    faults, weights = [], {}
    only_on_a_phone, all_screens = rule_kinds(house)[1:], screens(house)
    for role in (VISITOR, *Role):
        watch = Watch(visit(role), weights)
        for screen in [screen for screen in all_screens if screen.role == role]:
            watch.page.set_viewport_size(DESK)
            watch.go(screen, live_server.url)
            sizes = (PHONE,) if screen.address in only_on_a_phone else (DESK, PHONE)
            faults += [(role, screen.address, fault) for fault in watch.faults(sizes)]
        watch.page.close()
    assert faults == []
    assert len(weights) > 20


def test_the_phones_menu_works_without_scripts(contexts, house, live_server):
    context = contexts(java_script_enabled=False, viewport=PHONE)
    sign_in(context, house.people[Role.SECRETARY], live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/cong-viec/")
    page.locator(".site-menu summary").click()
    page.locator(".site-menu").get_by_role("link", name="Tiến độ").click()
    page.wait_for_url("**/tien-do/**")


def test_a_menu_closes_by_escape_and_gives_the_focus_back(visit, live_server):
    page = visit(Role.OFFICER)
    page.goto(f"{live_server.url}/cong-viec/")
    page.locator(".account summary").click()
    page.get_by_role("link", name="Tài khoản của tôi").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(".account")).not_to_have_attribute("open", "")
    expect(page.locator(".account summary")).to_be_focused()


def test_what_takes_something_away_asks_first(house, visit, live_server):
    """The dialog says what would happen; no is no."""
    page = visit(Role.SECRETARY)
    page.goto(f"{live_server.url}/nguoi-dung/loi-moi/")
    asking = page.locator("button[data-confirm]").first
    asking.click()
    page.locator("dialog[open] .btn-quiet").click()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page).to_have_url(f"{live_server.url}/nguoi-dung/loi-moi/")
    expect(asking).to_be_visible()
