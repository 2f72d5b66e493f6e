"""Telling people, and noting what they have read."""

from __future__ import annotations

from collections.abc import Iterable

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from pari.accounts.models import User
from pari.inbox.models import Notice


def notify(*, users: Iterable[User], title: str, body: str = "", link: str = "") -> int:
    """Put a notice into each person's inbox, in the caller's transaction; return how many.

    E-mail follows after the commit when it is set up; nothing waits for it.
    """
    people = {user.pk: user for user in users}
    notices = [Notice(user=user, title=title, body=body, link=link) for user in people.values()]
    Notice.objects.bulk_create(notices, 500)
    if notices and settings.MAIL_IS_SET_UP:
        transaction.on_commit(_ring, robust=True)
    return len(notices)


def mark_read(*, notice: Notice, by: User) -> None:
    Notice.objects.filter(pk=notice.pk, user=by, read_at=None).update(read_at=timezone.now())


def mark_all_read(*, by: User) -> int:
    return Notice.objects.filter(user=by, read_at=None).update(read_at=timezone.now())


def _ring() -> None:
    """Without waiting for a broker that does not answer: the next notice rings again."""
    current_app.send_task("pari.inbox.tasks.mail_notices", retry=False)
