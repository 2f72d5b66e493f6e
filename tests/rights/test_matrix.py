"""Every address × every kind of person (STYLE 8, 10): who is let in, refused, told of nothing, sent to sign in.

The table says what must be; an address that is not in it fails the first test.
"""

from __future__ import annotations

from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from scoring.models import Campaign
from tests.rights.addresses import addresses
from tests.rights.personas import PERSONAS, Stage, set_stage
from tests.rights.table import HEADERS, ROWS, SENT, Row

FORM = "application/x-www-form-urlencoded"

pytestmark = pytest.mark.django_db


def test_every_address_is_in_the_table():
    assert {row.name for row in ROWS} == set(addresses())


@pytest.fixture
def stage(db) -> Stage:
    return set_stage()


@pytest.mark.parametrize("persona", PERSONAS)
def test_everybody_gets_what_the_table_says(stage: Stage, persona: str):
    cookies = stage.signed_in(persona).cookies
    seen = {(row.method, row.name): outcome_of(stage, cookies, row) for row in ROWS}
    assert seen == {(row.method, row.name): row.outcomes[PERSONAS.index(persona)] for row in ROWS}


def outcome_of(stage: Stage, cookies: SimpleCookie, row: Row) -> str:
    """One letter; what the request did is undone, also to the session."""
    address = reverse(row.name, kwargs=stage.arguments(row.name, addresses()[row.name]))
    client = Client(raise_request_exception=False)
    client.cookies = SimpleCookie({name: cookie.value for name, cookie in cookies.items()})
    with transaction.atomic():
        Campaign.objects.filter(pk=stage.world.campaign.pk).update(phase=row.phase)
        response = client.generic(
            row.method, address, urlencode(SENT.get(row.name, {})), content_type=FORM, headers=HEADERS.get(row.name)
        )
        transaction.set_rollback(True)
    if response.streaming:
        b"".join(response.streaming_content)  # a file is closed by who has read it
    return _letter(response)


def _letter(response: HttpResponse) -> str:
    """`+` let in, `3` refused, `4` nothing there, `L` sent to sign in."""
    assert response.status_code < 500, response
    if response.status_code == 401 or response.headers.get("Location", "").startswith(reverse("login")):
        return "L"
    return {403: "3", 404: "4"}.get(response.status_code, "+")
