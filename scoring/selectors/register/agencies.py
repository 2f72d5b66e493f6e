"""Finding agencies of the register as people type them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from pari.accounts.enums import OVERSEEING_ROLES, RUNNING_ROLES
from pari.accounts.models import User
from scoring.core.collation import vietnamese_key
from scoring.models import Agency, Authority

_NO_BASE_LETTER = str.maketrans("đ", "d")


def folded(text: str) -> str:
    """Without case and diacritics: `Sở Nội vụ` and `so noi vu` are the same."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(char))
    return bare.translate(_NO_BASE_LETTER)


def agencies_mentioning(text: str) -> list[int]:
    """Primary keys of the agencies whose code or names hold every word of `text`; one query.

    Neither database folds Vietnamese letters by itself, and a register has some thousand rows.
    """
    words = folded(text).split()
    rows = Agency.objects.values_list("pk", "code", "name", "short_name")
    return [key for key, *names in rows if _hold(folded(" ".join(names)), words)]


def authorities_of(user: User, roles: Iterable[str]) -> QuerySet[Authority]:
    """Where the person holds one of the team's roles today; a superuser everywhere."""
    if user.is_superuser:
        return Authority.objects.order_by("name")
    wanted = set(roles)
    held = [item.authority_id for item in user.current_memberships if item.role in wanted]
    return Authority.objects.filter(pk__in=held).order_by("name")


def authorities_run_by(user: User) -> QuerySet[Authority]:
    """Whose register this person writes in."""
    return authorities_of(user, RUNNING_ROLES)


def agencies_seen_by(user: User) -> QuerySet[Agency]:
    """An authority's register for those who run or observe it, one's own agency for its people."""
    if user.is_superuser:
        return Agency.objects.all()
    own = [item.agency_id for item in user.current_memberships if item.agency_id]
    overseen = [item.authority_id for item in user.current_memberships if item.role in OVERSEEING_ROLES]
    return Agency.objects.filter(Q(pk__in=own) | Q(authority__in=overseen))


def valid_on(day: date | None = None) -> Q:
    """Agencies that exist on that day, today when none is given; the last day counts."""
    on = day or timezone.localdate()
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return began & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def agencies_in_order(agencies: QuerySet[Agency], *, text: str = "") -> list[int]:
    """Primary keys in the Vietnamese order of names, of those whose code or names hold every word; one query."""
    words = folded(text).split()
    rows = agencies.values_list("pk", "name", "code", "short_name")
    kept = [row for row in rows if not words or _hold(folded(" ".join(row[1:])), words)]
    return [key for key, name, code, _short in sorted(kept, key=lambda row: (vietnamese_key(row[1]), row[2], row[0]))]


def _hold(names: str, words: list[str]) -> bool:
    return all(word in names for word in words)
