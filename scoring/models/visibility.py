"""What a person may see: every list that a request can reach begins here (STYLE 10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from pari.accounts.enums import OVERSEEING_ROLES, RUNNING_ROLES, TEAM_ROLES, Role
from pari.accounts.models import Membership, User
from scoring.enums import APPRAISAL_PHASES, PUBLIC_PHASES, Phase
from scoring.models.register import Agency

if TYPE_CHECKING:
    from scoring.models.campaigns import Campaign, Participant  # noqa: F401 named in the querysets' bases

Visitor = User | AnonymousUser
#: The way from an agency to those that it was made of.
_MADE_OF = "predecessors__predecessor__"


def _person(user: Visitor) -> int:
    """The primary key; nobody's for a visitor who has not signed in."""
    return user.pk or 0


def _held(user: Visitor, roles: Iterable[str]) -> models.QuerySet[Membership]:
    return Membership.objects.valid().filter(user=_person(user), role__in=sorted(roles))


def _agencies_of(user: Visitor) -> models.QuerySet[Membership, int | None]:
    """Agencies that the person belongs to today."""
    return Membership.objects.valid().filter(user=_person(user), agency__isnull=False).values_list("agency", flat=True)


def _belonging(people: Collection[int], agency: str, campaign: str) -> models.Q:
    """That one of these belongs to the agency at this path, or has since the day that the campaign at its path names."""
    since = Coalesce(models.F(f"{campaign}conflict_since"), models.Value(timezone.localdate()))
    lasting = models.Q(**{f"{agency}memberships__valid_to": None})
    recent = models.Q(**{f"{agency}memberships__valid_to__gte": since})
    return models.Q(**{f"{agency}memberships__user__in": people}) & (lasting | recent)


def _touching(people: Collection[int], agency: str, campaign: str) -> tuple[models.Q, models.Q]:
    """By itself, and by what it was made of; to be asked one by one, since each walks other rows."""
    return (
        _belonging(people, agency, campaign),
        _belonging(people, f"{agency}{_MADE_OF}", campaign),
    )


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def public(self) -> Self:
        return self.filter(phase__in=PUBLIC_PHASES)

    def visible_to(self, user: Visitor) -> Self:
        """Whose results this person may see: everybody the published ones, those who run a campaign its own.

        Before the publication not those of a campaign in which an agency of hers is assessed.
        """
        if user.has_perm("scoring.view_campaign"):
            return self.all()
        if not user.is_authenticated:
            return self.public()
        run = _held(user, RUNNING_ROLES).values("authority")
        open_to_her = models.Q(authority__in=run) & ~models.Q(pk__in=self.in_conflict_with(user).values("pk"))
        return self.filter(models.Q(phase__in=PUBLIC_PHASES) | open_to_her)

    def in_conflict_with(self, user: Visitor) -> Self:
        """In which an agency that this person belongs to is assessed: sums over all agencies would tell her of it."""
        mine, inherited = _touching([_person(user)], "participants__agency__", "")
        every = type(self)(self.model)
        found = models.Q(pk__in=every.filter(mine).values("pk")) | models.Q(pk__in=every.filter(inherited).values("pk"))
        return self.filter(found)

    def worked_on_by(self, user: Visitor) -> Self:
        """In which this person takes part: her agency after the opening, her authority's team at any time."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        hers = Agency.objects.filter(pk__in=_agencies_of(user)).values("participations__campaign")
        mine = models.Q(pk__in=hers) & ~models.Q(phase=Phase.SETUP)
        return self.filter(mine | models.Q(authority__in=_held(user, TEAM_ROLES).values("authority")))

    def run_by(self, user: Visitor) -> Self:
        """Which this person sets up, opens and closes: secretary and home-affairs staff of the authority."""
        return self._of_team(user, RUNNING_ROLES)

    def overseen_by(self, user: Visitor) -> Self:
        """Whose progress over all agencies this person may look at."""
        return self._of_team(user, OVERSEEING_ROLES)

    def _of_team(self, user: Visitor, roles: Iterable[str]) -> Self:
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.is_superuser else self.filter(authority__in=_held(user, roles).values("authority"))


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, user: Visitor) -> Self:
        """Her own agency's after the opening; those who oversee the campaign see all of them."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self.all()
        own = models.Q(agency__in=_agencies_of(user)) & ~models.Q(campaign__phase=Phase.SETUP)
        overseen = models.Q(campaign__authority__in=_held(user, OVERSEEING_ROLES).values("authority"))
        return self.filter(own | overseen | models.Q(pk__in=type(self)(self.model).appraised_by(user).values("pk")))

    def in_conflict_with(self, user: Visitor) -> Self:
        """Agencies that this person never appraises: her own (of today, and since the campaign's day), what became of
        it, its parent and its children in the campaign (DESIGN §7).
        """
        every = type(self)(self.model)
        mine, inherited = (every.filter(part) for part in _touching([_person(user)], "agency__", "campaign__"))
        found = models.Q(pk__in=mine.values("pk")) | models.Q(pk__in=inherited.values("pk"))
        touched = every.filter(found)
        above, below = touched.filter(parent__isnull=False).values("parent"), touched.values("pk")
        return self.filter(models.Q(pk__in=below) | models.Q(pk__in=above) | models.Q(parent__in=below))

    def belonging_to(self, people: Collection[int]) -> tuple[models.QuerySet[Any, Any], models.QuerySet[Any, Any]]:
        """(participant, person) for the agencies that these people belong to, as `in_conflict_with` takes it: first
        by the agency itself, then by what it was made of.
        """
        mine, inherited = _touching(people, "agency__", "campaign__")
        return (
            self.filter(mine).values_list("pk", "agency__memberships__user"),
            self.filter(inherited).values_list("pk", f"agency__{_MADE_OF}memberships__user"),
        )

    def appraised_by(self, user: Visitor) -> Self:
        """Those whose marks and papers this person may see as one of the team, from round 1 to the decision.

        Never an agency that she has a conflict with, whatever her role: pages, counts, searches, exports and logs of
        the appraisal begin here. The council looks when its turn has come.
        """
        if not user.is_authenticated:
            return self.none()
        team = models.Q(campaign__authority__in=_held(user, RUNNING_ROLES | {Role.APPRAISER}).values("authority"))
        council = models.Q(campaign__authority__in=_held(user, {Role.COUNCIL}).values("authority"))
        rights = models.Q() if user.is_superuser else team | (council & models.Q(campaign__phase=Phase.COUNCIL))
        conflicts = type(self)(self.model).in_conflict_with(user)
        return self.filter(rights, campaign__phase__in=APPRAISAL_PHASES).exclude(pk__in=conflicts.values("pk"))

    def answered_by(self, user: Visitor, roles: Iterable[str]) -> Self:
        """Those for which this person acts in one of the agency's roles (officer, head)."""
        if not user.is_authenticated:
            return self.none()
        own = Membership.objects.valid().filter(user=_person(user), role__in=sorted(roles), agency__isnull=False)
        return self.filter(agency__in=own.values("agency")).exclude(campaign__phase=Phase.SETUP)
