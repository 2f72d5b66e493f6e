"""What a person finds in her inbox."""

from __future__ import annotations

from django.db.models import F, QuerySet

from pari.accounts.models import User
from pari.inbox.models import Notice


def notices_of(user: User) -> QuerySet[Notice]:
    """Hers alone; unread first, newest first."""
    return Notice.objects.filter(user=user).order_by(F("read_at").asc(nulls_first=True), "-created_at", "-pk")


def unread_count(user: User) -> int:
    return Notice.objects.filter(user=user, read_at=None).count()
