"""People and their roles, as the people pages list them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from pari.accounts.enums import AGENCY_ROLES, RUNNING_ROLES, Role
from pari.accounts.models import Invitation, Membership, User
from pari.accounts.rights import GIVES, givable_roles
from scoring.models import Agency, Authority
from scoring.selectors.register.agencies import authorities_of, folded, valid_on

_GIVING_TEAM = RUNNING_ROLES


def memberships_listed(*, user: User, ended: bool = False) -> QuerySet[Membership]:
    """What she may look at, the team first, then agency by agency: today's and coming roles, or those that ended."""
    today = timezone.localdate()
    seen = Membership.objects.seen_by(user).select_related("user", "agency", "authority")
    kept = seen.filter(valid_to__lt=today) if ended else seen.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    return kept.order_by(F("agency__code").asc(nulls_first=True), "authority", "role", "user__full_name", "pk")


def mentioned(memberships: QuerySet[Membership], text: str) -> list[int]:
    """Primary keys, in order, of those whose person or agency holds every word of `text`; one query."""
    words = folded(text).split()
    names = ("user__full_name", "user__username", "user__email", "agency__code", "agency__name")
    rows = memberships.values_list("pk", *names)
    return [key for key, *texts in rows if _hold(folded(" ".join(filter(None, texts))), words)]


def invitations_listed(*, user: User) -> QuerySet[Invitation]:
    """Links that nobody has taken up or withdrawn; run out ones too, since they can be renewed."""
    open_ones = Invitation.objects.seen_by(user).filter(accepted_at=None, revoked_at=None)
    return open_ones.select_related("agency", "authority", "invited_by").order_by("-created_at", "-pk")


def authorities_given_by(user: User) -> QuerySet[Authority]:
    """Where she gives roles to people of the team and of all agencies."""
    return authorities_of(user, _GIVING_TEAM)


def agencies_given_by(user: User) -> QuerySet[Agency]:
    """Agencies of today to whose people she may give roles."""
    today = Agency.objects.filter(valid_on())
    if user.is_superuser:
        return today
    held = user.current_memberships
    run = [item.authority_id for item in held if item.role in RUNNING_ROLES]
    own = [item.agency_id for item in held if item.role in GIVES and item.role in AGENCY_ROLES]
    return today.filter(Q(authority__in=run) | Q(pk__in=own))


def agencies_meant(agencies: QuerySet[Agency], text: str) -> list[Agency]:
    """Those with exactly this code; else those whose name or short name is exactly this, without diacritics."""
    exact = list(agencies.filter(code=text).select_related("authority"))
    if exact:
        return exact
    wanted = folded(text).split()
    rows = agencies.values_list("pk", "name", "short_name")
    keys = [key for key, *names in rows if any(folded(name).split() == wanted for name in names if name)]
    return list(Agency.objects.filter(pk__in=keys).select_related("authority")) if keys else []


def roles_given_by(user: User) -> list[Role]:
    return givable_roles(user)


def successors_of(membership: Membership) -> QuerySet[User]:
    """Who could take the role over without a link: the others at the same place today."""
    here = Membership.objects.valid()
    if membership.agency_id is not None:
        here = here.filter(agency=membership.agency_id)
    else:
        here = here.filter(authority=membership.authority_id, agency=None)
    people = User.objects.filter(is_active=True, pk__in=here.values("user")).exclude(pk=membership.user_id)
    return people.order_by("full_name", "username")


def _hold(names: str, words: Iterable[str]) -> bool:
    return all(word in names for word in words)
