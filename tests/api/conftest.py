"""What the API's tests share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import translation

from pari.accounts.models import User
from pari.accounts.services import create_token
from scoring.models import Campaign
from tests.api import factory

BASE = "/api/v1/"


@pytest.fixture(autouse=True)
def _vietnamese():
    """A request leaves its language to the next one, which chooses anew; the test itself does not."""
    with translation.override("vi"):
        yield


@pytest.fixture
def published(db) -> Campaign:
    return factory.make()


@pytest.fixture
def unpublished(db) -> Campaign:
    return factory.make(code="KIN-2025", year=2025, published=False)


@pytest.fixture
def official(user: User) -> User:
    """May see campaigns before they are published."""
    user.user_permissions.add(Permission.objects.get(codename="view_campaign"))
    return user


@pytest.fixture
def bearer(official: User) -> dict[str, str]:
    _, key = create_token(user=official, by=None)
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def read(client: Client) -> Callable[..., Any]:
    """The JSON at an address below the API's root; the answer must be 200."""

    def fetch(address: str, **headers: str) -> Any:
        response = client.get(BASE + address, headers=headers)
        assert response.status_code == 200, response.content.decode()
        assert response.headers["Content-Type"] == "application/json"
        return response.json()

    return fetch
