"""Who may give a second mark: a member from elsewhere, preferably of the same specialty (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from appraisal.enums import CheckState
from appraisal.models import CrossCheck, Expertise
from pari.accounts.enums import RUNNING_ROLES, Role
from pari.accounts.models import Membership, User
from scoring.models import Campaign, Participant

Groups = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Members:
    """People by their primary keys. Those who run the campaign are none: its log would show them the first mark."""

    people: tuple[int, ...]
    expertise: Mapping[str, frozenset[int]]
    conflicts: Mapping[int, frozenset[int]]
    load: Mapping[int, int]

    def groups(self, *, participant: int, specialty: str, first: int) -> Groups:
        """Those who may mark this leaf a second time, the best group first."""
        free = [person for person in self.people if person != first and participant not in self.conflicts[person]]
        experts = self.expertise.get(specialty, frozenset())
        same = tuple(person for person in free if person in experts)
        return same, tuple(person for person in free if person not in experts)


def members_of(campaign: Campaign, *, but: int | None = None) -> Members:
    """All of them `but` one; one query for each member's conflicts, the rest in a constant number."""
    people = tuple(person for person in _appraisers(campaign) if person.pk != but)
    expertise: dict[str, set[int]] = {}
    for specialty, person in Expertise.objects.filter(campaign=campaign).values_list("specialty", "appraiser"):
        expertise.setdefault(specialty, set()).add(person)
    return Members(
        people=tuple(person.pk for person in people),
        expertise={specialty: frozenset(found) for specialty, found in expertise.items()},
        conflicts={person.pk: _conflicts(campaign, person) for person in people},
        load=_load(campaign),
    )


def _appraisers(campaign: Campaign) -> list[User]:
    held = Membership.objects.valid().filter(authority=campaign.authority_id)
    leads = held.filter(role__in=sorted(RUNNING_ROLES))
    members = User.objects.filter(is_active=True, pk__in=held.filter(role=Role.APPRAISER).values("user"))
    return list(members.exclude(pk__in=leads.values("user")).order_by("pk"))


def _conflicts(campaign: Campaign, person: User) -> frozenset[int]:
    found = Participant.objects.in_conflict_with(person).filter(campaign=campaign)
    return frozenset(found.values_list("pk", flat=True))


def _load(campaign: Campaign) -> Mapping[int, int]:
    open_checks = CrossCheck.objects.filter(campaign=campaign, state=CheckState.OPEN).order_by()
    return dict(open_checks.values_list("appraiser").annotate(Count("pk")))
