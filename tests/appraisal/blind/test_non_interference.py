"""Conflict of interest as non-interference (DESIGN §7): whatever somebody with a conflict asks for, the answer is the
same whatever happens to the agency's marks. Every address by every method, before and after.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls.resolvers import URLResolver

from pari.ui.dates import VIETNAM
from scoring.enums import Phase
from tests.appraisal.blind.changes import Change, changes_in
from tests.appraisal.blind.replay import Asked, Reader, ask, dealt, requests_of
from tests.appraisal.blind.scene import CONFLICTED, PHASES, PLAIN, Scene, set_scene

NOW = datetime(2026, 1, 12, 9, tzinfo=VIETNAM)
#: Who asks in which phase: every role in some, every kind of conflict in some.
ASKING = {
    Phase.ROUND1: ("officer and appraiser", "appraiser from above", "secretary"),
    Phase.SUPPLEMENT: ("appraiser", "staff", "head"),
    Phase.ROUND2: ("appraiser from below", "observer", "staff"),
    Phase.COUNCIL: ("council", "council from below", "secretary from above", "officer"),
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(request, monkeypatch) -> Iterator[Scene]:
    """The clock stands still; a refusal is said in one word, since the frame around it is on every other page."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    monkeypatch.setattr(URLResolver, "resolve_error_handler", lambda resolver, status: _Refusing(status))
    logging.disable(logging.WARNING)
    yield set_scene(request.param)
    logging.disable(logging.NOTSET)


class _Refusing:
    def __init__(self, status: int) -> None:
        self.status = status

    def __call__(self, request: Any, exception: Any = None) -> HttpResponse:
        return HttpResponse(repr(exception), status=self.status)


def test_everybody_asks_at_some_time():
    assert {name for names in ASKING.values() for name in names} == {*CONFLICTED, *PLAIN}


@pytest.mark.parametrize("scene", PHASES, indirect=True)
def test_nothing_that_she_asks_for_tells_of_the_marks(scene: Scene):
    asked, names = requests_of(scene), ASKING[scene.phase]
    readers = {name: Reader(scene.people[name], scene.tokens[name]) for name in names}
    for place, reader in enumerate(readers.values()):
        reader.ask(dealt(asked, place, len(readers)))
    _change(scene, is_told=False)
    told = {name: readers[name].told() for name in names if name in PLAIN}
    _change(scene, is_told=True)
    told |= {name: readers[name].told() for name in names if name not in PLAIN}
    assert [f"{name}: {found}" for name, every in told.items() for found in every] == []


def _change(scene: Scene, *, is_told: bool) -> None:
    for change in changes_in(scene.phase):
        if change.is_told == is_told:
            change.do(scene)


@pytest.mark.parametrize("scene", PHASES, indirect=True)
def test_a_secretary_without_a_conflict_sees_every_change(scene: Scene):
    unseen = [change.name for change in changes_in(scene.phase) if not _is_seen(scene, change)]
    assert unseen == []


def _is_seen(scene: Scene, change: Change) -> bool:
    client = Client()
    client.force_login(scene.secretary)
    asked = Asked("GET", "", change.witness(scene))
    before, _ = ask(client, asked)
    assert before.status == 200, asked.address
    with transaction.atomic():
        change.do(scene)
        after, _ = ask(client, asked)
        transaction.set_rollback(True)
    return before != after
