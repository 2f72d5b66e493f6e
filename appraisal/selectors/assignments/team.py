"""The members of the team and what they are specialists in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from appraisal.core.balancing import Member
from appraisal.models import Expertise
from appraisal.selectors.assignments.conflicts import Conflicts, Tie, conflicts_of
from pari.accounts.enums import Role
from pari.accounts.models import Membership, User
from scoring.core.collation import vietnamese_key
from scoring.models import Campaign
from scoring.selectors.campaigns.seen import token_of


@dataclass(frozen=True)
class Team:
    """Those who appraise for the campaign's authority today, by name, with their specialties and conflicts."""

    people: Mapping[int, User]
    specialties: Mapping[int, frozenset[str]]
    conflicts: Conflicts

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """As the core takes them."""
        return tuple(
            Member(key, self.specialties.get(key, frozenset()), frozenset(self.conflicts.of(key)))
            for key in self.people
        )

    def objection(self, person: int, participant: int) -> Tie | None:
        """Why she never marks that agency, if it is so."""
        return self.conflicts.between(person, participant)

    def may_mark(self, person: int, participant: int) -> bool:
        return person in self.people and self.objection(person, participant) is None


def team_of(campaign: Campaign) -> Team:
    """Five queries, however large the team and the province."""
    held = Membership.objects.valid().filter(authority=campaign.authority_id, role=Role.APPRAISER)
    people = sorted(
        User.objects.filter(is_active=True, pk__in=held.values("user")),
        key=lambda user: (vietnamese_key(user.get_short_name()), vietnamese_key(user.get_full_name()), user.pk),
    )
    keys = {user.pk: user for user in people}
    known: dict[int, set[str]] = {}
    for person, specialty in Expertise.objects.filter(campaign=campaign).values_list("appraiser", "specialty"):
        known.setdefault(person, set()).add(specialty)
    specialties = {key: frozenset(found) for key, found in known.items() if key in keys}
    return Team(keys, specialties, conflicts_of(campaign=campaign, people=list(keys)))


def expertise_token(team: Team) -> str:
    """What the sheet of members and specialties showed, for its form to carry back."""
    return token_of({str(key): sorted(team.specialties.get(key, ())) for key in team.people})
