"""A real browser for tests; without one they are skipped, under `CI=true` they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from pari.accounts.enums import Role
from pari.accounts.models import User
from tests.browser.deeds import sign_in
from tests.cycle.world import World, make_world

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")

# Two test processes and a database share two cores: what is right may come late.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def _thread_may_query() -> Iterator[None]:
    """Playwright keeps an event loop running in this thread; Django would take the tests' queries for unsafe ones."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(_thread_may_query: None) -> Iterator[Browser]:
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    if program is None and os.environ.get("CI") == "true":
        pytest.fail("CI=true asks for browser tests, and there is no Chromium: install the package chromium")
    if program is None:
        pytest.skip("no Chromium on this machine: install the package chromium to run browser tests")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console complained of: errors, refused by the policy or not."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 900})

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    opened.on("console", listen)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()


@pytest.fixture
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers of different people; closed at the end."""
    opened: list[BrowserContext] = []

    def make(**how) -> BrowserContext:
        look = {"viewport": {"width": 1440, "height": 900}, "locale": "vi-VN", **how}
        opened.append(browser.new_context(**look))
        return opened[-1]

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def world(transactional_db) -> World:
    """A campaign in self-assessment with a leaf of every rule kind."""
    return make_world()


@pytest.fixture
def officer(world: World) -> User:
    return world.person(Role.OFFICER, username="canbo")


@pytest.fixture
def context(contexts, officer, live_server) -> BrowserContext:
    made = contexts()
    sign_in(made, officer, live_server)
    return made
