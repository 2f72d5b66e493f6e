"""Short ways to do in a browser what people do there."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect

from pari.accounts.models import User
from scoring.models import Answer
from tests.cycle.world import PASSWORD, World

PIECES = "**/tai-len/**"


def sign_in(context: BrowserContext, user: User, server) -> None:
    """By the session's cookie, where the form is not what is looked at."""
    client = Client()
    client.force_login(user)
    carry_over(client, context, server)


def carry_over(client: Client, context: BrowserContext, server) -> None:
    """The client's session to the browser."""
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}])


def fill_sign_in(page: Page, user: str) -> None:
    page.fill("input[autocomplete=username]", user)
    page.fill("input[type=password]", PASSWORD)
    page.press("input[type=password]", "Enter")


def open_leaf(context: BrowserContext, server, world: World, kind: str) -> Page:
    page = context.new_page()
    page.goto(f"{server.url}/tu-danh-gia/{world.campaign.code}/{world.first.code}/{world.leaf(kind).code}/")
    return page


def state(page: Page, field: str) -> Locator:
    return page.locator(f'[data-state-of="{field}"]')


def wait_for(page: Page, field: str, how: str) -> None:
    expect(state(page, field)).to_have_class(f"save-state save-state-{how}", timeout=45_000)


def answer(world: World, kind: str) -> Answer:
    return Answer.objects.get(submission=world.submission(), criterion=world.leaf(kind))


def explain(page: Page, text: str) -> None:
    page.locator("#giai-trinh").press_sequentially(text)


def choose(page: Page, *paths: Path) -> None:
    page.locator("#evidence-files").set_input_files(list(paths))


def document(page: Page, name: str) -> Locator:
    return page.locator("#evidence-documents .evidence-name", has_text=name)


def send_again(page: Page) -> None:
    """By the button, unless the file goes on by itself already: it is tried again after a moment."""
    page.evaluate("document.querySelector('[data-upload-again]:not([hidden])')?.click()")


class Line:
    """The line on which files travel: it breaks when the server has that piece, before its answer is back.

    Nothing passes then until somebody mends it. `sent` says where each piece began and how long it was.
    """

    def __init__(self, page: Page, *, breaks_after: int) -> None:
        self.is_dead = False
        self.breaks_after = breaks_after
        self.sent: list[tuple[int, int]] = []
        page.route(PIECES, self._pass)

    def mend(self) -> None:
        self.is_dead = False

    def _pass(self, route: Route, request: Request) -> None:
        if self.is_dead:
            return route.abort("internetdisconnected")
        if request.method == "PATCH":
            self.sent.append((int(request.headers["upload-offset"]), len(request.post_data_buffer or b"")))
            if len(self.sent) == self.breaks_after:
                self.is_dead = True
                route.fetch()
                return route.abort("connectionreset")
        return route.continue_()


def press_at_once(buttons: Iterable[Locator]) -> None:
    """Every button at the same moment of the clock, whichever page it stands on."""
    moment = 1000 * time.time() + 500
    for button in buttons:
        button.evaluate("(button, moment) => { setTimeout(() => button.click(), moment - Date.now()); }", moment)
