"""Who sits in the council, who is recused, and how a motion stands (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from appraisal.core.voting import Tally, read_share, tally
from appraisal.enums import MotionOrigin
from appraisal.models import Attendance, Motion
from pari.accounts.enums import Role
from pari.accounts.models import Membership, User
from scoring.models import Campaign, Participant


def council_of(campaign: Campaign) -> QuerySet[User]:
    """Its members of today, by name."""
    held = Membership.objects.valid().filter(role=Role.COUNCIL, authority=campaign.authority_id)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("full_name", "pk")


def recused_from(motion: Motion, members: Sequence[int]) -> frozenset[int]:
    """Which of the people have a conflict with the motion's agency, as `in_conflict_with` says it of one.

    A change of class follows from the classes below, so there it is a conflict with any agency below, too. A motion
    without an agency has nobody to recuse. Give the motion with its campaign and agency.
    """
    if motion.participant is None:
        return frozenset()
    family = _family(motion.participant, to_the_bottom=motion.origin == MotionOrigin.MODIFIER)
    since = motion.campaign.conflict_since or timezone.localdate()
    lasting = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=since), user__in=members)
    agencies = Participant.objects.filter(family).values("agency")
    touching = Q(agency__in=agencies) | Q(agency__successors__successor__in=agencies)
    return frozenset(lasting.filter(touching).values_list("user", flat=True))


def _family(participant: Participant, *, to_the_bottom: bool) -> Q:
    family = Q(pk=participant.pk) | Q(pk=participant.parent_id or 0) | Q(parent=participant.pk)
    level = "parent__parent"
    while to_the_bottom and Participant.objects.filter(**{level: participant.pk}).exists():
        family |= Q(**{level: participant.pk})
        level = f"{level}__parent"
    return family


def tally_of(motion: Motion, members: Iterable[int], recused: Iterable[int]) -> Tally:
    """Two queries. Give the motion with its campaign."""
    return tally(
        members=members,
        present=present_at(motion.meeting_id),
        recused=frozenset(recused),
        votes=dict(motion.votes.values_list("member", "choice")),
        share=read_share(motion.campaign.council_quorum),
    )


def present_at(meeting: int) -> frozenset[int]:
    return frozenset(Attendance.objects.filter(meeting=meeting).values_list("member", flat=True))
