"""Making, checking and withdrawing the keys that programs carry."""

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from pari.accounts.models import ApiToken, User
from pari.audit.services import SYSTEM_CHAIN, record

#: Says what a leaked key belongs to, to people and to scanners.
MARK = "pari_"
PREFIX_LENGTH = len(MARK) + 6
#: `last_used_at` is this exact; a write per request would make every read a write.
USE_NOTED_EVERY = timedelta(minutes=5)


@transaction.atomic
def create_token(
    *, user: User, by: User | None, name: str = "", expires_in: timedelta | None = None
) -> tuple[ApiToken, str]:
    """Return a new token of `user` and its key. The key is not stored: this is the one chance to show it."""
    key = MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        prefix=key[:PREFIX_LENGTH],
        digest=_digest(key),
        expires_at=timezone.now() + expires_in if expires_in is not None else None,
    )
    _log("token.create", token, by)
    return token, key


@transaction.atomic
def revoke_token(*, token: ApiToken, by: User | None) -> None:
    """End a token's validity now; a second time changes nothing."""
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        _log("token.revoke", token, by)
    token.refresh_from_db()


def authenticate_token(*, key: str) -> User | None:
    """Return the active user whose valid token `key` is, or None; notes the use."""
    now = timezone.now()
    usable = ApiToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None, user__is_active=True)
    token = usable.select_related("user").filter(digest=_digest(key)).first()
    if token is None:
        return None
    if token.last_used_at is None or now - token.last_used_at >= USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token.user


def _digest(key: str) -> str:
    """Return the key's SHA-256. A key has 256 random bits, so no slow password hash is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


def _log(verb: str, token: ApiToken, by: User | None) -> None:
    record(
        chain=SYSTEM_CHAIN,
        verb=verb,
        by=by,
        subject=f"user:{token.user.username}",
        details={
            "prefix": token.prefix,
            "name": token.name,
            "expires_at": token.expires_at.isoformat() if token.expires_at else None,
        },
    )
