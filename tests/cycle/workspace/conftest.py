"""What the tests of the workspace share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.models import Criterion, Participant
from tests.cycle.world import World

Save = Callable[..., HttpResponse]


@pytest.fixture
def officer(world: World) -> User:
    return world.person(Role.OFFICER)


@pytest.fixture
def signed_in(client: Client, officer: User) -> Client:
    client.force_login(officer)
    return client


def address(participant: Participant, criterion: Criterion, name: str = "save-answer") -> str:
    return reverse(f"scoring:{name}", args=[participant.campaign.code, participant.code, criterion.code])


def post(client: Client, participant: Participant, criterion: Criterion, by: User, /, **sent: Any) -> HttpResponse:
    """As the page's script sends one field."""
    body = {"user": by.pk, "field": "claim", "content": {}, "version": 0, "key": "k1", **sent}
    return client.post(
        address(participant, criterion), json.dumps(body), "application/json", headers={"Accept": "application/json"}
    )
