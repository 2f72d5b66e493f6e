"""The people of the agencies that take part."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from pari.accounts.enums import AGENCY_ROLES
from pari.accounts.models import Membership, User
from scoring.models import Campaign, Participant


def people_of(*, campaign: Campaign, roles: Iterable[str] = AGENCY_ROLES) -> QuerySet[User]:
    """Active officers and heads of the campaign's agencies today, each once."""
    return people_of_agencies(Participant.objects.filter(campaign=campaign), roles)


def people_of_participants(participants: Iterable[int], roles: Iterable[str] = AGENCY_ROLES) -> QuerySet[User]:
    """As `people_of`, for some participants by primary key."""
    return people_of_agencies(Participant.objects.filter(pk__in=list(participants)), roles)


def people_of_agencies(participants: QuerySet[Participant], roles: Iterable[str] = AGENCY_ROLES) -> QuerySet[User]:
    """As `people_of`, for participants that only the database need know."""
    held = Membership.objects.valid().filter(role__in=sorted(roles), agency__in=participants.values("agency"))
    return User.objects.filter(is_active=True, pk__in=held.values("user"))
