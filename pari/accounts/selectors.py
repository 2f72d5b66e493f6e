"""Reading accounts, roles and invitations."""

from __future__ import annotations

from django.db.models import QuerySet

from pari.accounts.models import ApiToken, Invitation, User
from pari.accounts.services.invitations import digest_of


def invitation_of(token: str) -> Invitation | None:
    """The invitation behind a link, whatever has become of it."""
    found = Invitation.objects.filter(digest=digest_of(token))
    return found.select_related("authority", "agency", "invited_by", "replaces__user").first()


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Her keys that still open something, the newest first."""
    return user.api_tokens.filter(revoked_at=None)
