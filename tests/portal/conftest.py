"""What the portal's tests share."""

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache

from pari.accounts.models import User


@pytest.fixture(autouse=True)
def nothing_cached(db):
    """Rolled-back tests use the same primary keys again."""
    cache.clear()


@pytest.fixture
def official(user: User) -> User:
    """May see campaigns before they are published."""
    user.user_permissions.add(Permission.objects.get(codename="view_campaign"))
    return user
