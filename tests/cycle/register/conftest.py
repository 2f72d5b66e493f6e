"""A register of five communes of one authority and a province beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.models import Agency, Authority
from tests.cycle.world import PASSWORD, join

DAY = date(2025, 7, 1)


@pytest.fixture
def city(db) -> Authority:
    return Authority.objects.create(name="UBND thành phố Thử")


@pytest.fixture
def province(db) -> Authority:
    return Authority.objects.create(name="UBND tỉnh Thử")


@pytest.fixture
def communes(city: Authority) -> list[Agency]:
    return [
        Agency.objects.create(authority=city, code=f"x{number}", name=f"UBND xã số {number}") for number in range(1, 6)
    ]


@pytest.fixture
def person(db) -> Callable[..., User]:
    """Somebody with a role in the authorities, or in an agency."""

    def make(role: Role, *authorities: Authority, agency: Agency | None = None) -> User:
        user = User.objects.create_user(f"{role.value}{User.objects.count()}", password=PASSWORD)
        for authority in authorities or ([agency.authority] if agency else []):
            join(user, role, authority, agency)
        return user

    return make


@pytest.fixture
def staff(person: Callable[..., User], city: Authority, province: Authority) -> User:
    """Runs both authorities, as home-affairs staff of a province do after a change of tiers."""
    return person(Role.STAFF, city, province)
