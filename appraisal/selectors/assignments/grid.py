"""Agencies × specialties: what of the assignments is asked for, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from appraisal.models import Assignment
from appraisal.selectors.assignments.parts import PartKey
from appraisal.selectors.assignments.standing import Standing, to_move
from pari.accounts.models import User
from scoring.models import Participant
from scoring.selectors.campaigns.participants import participants_named


class PartState(models.TextChoices):
    """What an agency's parts may be asked for."""

    OPEN = "chua", _("Có phần chưa phân công")
    MOVE = "lai", _("Có phần cần phân công lại")
    CROSS = "cheo", _("Có phần chấm chéo do xung đột")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Empty parts select everything; `member` is a person's primary key."""

    text: str = ""
    bloc: str = ""
    member: int = 0
    state: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Parts of the whole campaign. `moving` ones have somebody who may not have them any more."""

    parts: int
    assigned: int
    moving: int

    @property
    def open(self) -> int:
        return self.parts - self.assigned

    @property
    def settled(self) -> int:
        return self.assigned - self.moving


@dataclass(frozen=True, slots=True)
class Load:
    """What one member has; `has_left` when she is not of the team any more."""

    member: User
    parts: int
    leaves: int
    has_left: bool = False


def chosen(standing: Standing, selection: Selection) -> QuerySet[Participant]:
    """Agencies in the order of blocs and of the campaign; a search for text is one query of its own."""
    rows: QuerySet[Participant] = standing.campaign.participants.select_related("bloc")
    rows = rows.filter(bloc__code=selection.bloc) if selection.bloc else rows
    if selection.member:
        rows = rows.filter(pk__in=_agencies(standing, appraiser=selection.member))
    if selection.state == PartState.OPEN:
        rows = rows.alias(due=_parts(standing), given=_given()).filter(given__lt=F("due"))
    elif selection.state == PartState.MOVE:
        rows = rows.filter(pk__in=to_move(standing).values("participant"))
    elif selection.state == PartState.CROSS:
        rows = rows.filter(pk__in=_agencies(standing, is_cross=True))
    rows = participants_named(rows, selection.text) if selection.text else rows
    return rows.order_by(F("bloc__order").asc(nulls_last=True), "bloc__position", "position")


def assignments_of(participants: Iterable[Participant]) -> Mapping[PartKey, Assignment]:
    """Of some agencies, with their members; one query."""
    rows = Assignment.objects.filter(participant__in=[item.pk for item in participants]).select_related("appraiser")
    return {(row.participant_id, row.specialty): row for row in rows}


def totals_of(standing: Standing) -> Totals:
    """Three queries."""
    counted = standing.campaign.participants.order_by().values_list("annex").annotate(Count("pk"))
    parts = sum(agencies * standing.leaves.parts_by_annex.get(annex, 0) for annex, agencies in counted)
    return Totals(parts, standing.campaign.assignments.count(), to_move(standing).count())


def loads_of(standing: Standing) -> Sequence[Load]:
    """Of the team by name, then of those who have left it and still have something; two queries at most."""
    rows = standing.campaign.assignments.order_by().values_list("appraiser").annotate(Count("pk"), Sum("due1"))
    found = {person: (parts, leaves) for person, parts, leaves in rows}
    gone = sorted(set(found) - set(standing.team.people))
    left = User.objects.in_bulk(gone)
    team = [Load(member, *found.get(key, (0, 0))) for key, member in standing.team.people.items()]
    return [*team, *(Load(left[key], *found[key], has_left=True) for key in gone)]


def _agencies(standing: Standing, **wanted: object) -> QuerySet[Assignment, int]:
    rows: QuerySet[Assignment] = standing.campaign.assignments.filter(**wanted)
    return rows.values_list("participant", flat=True)


def _given() -> Coalesce:
    """How many parts of an agency have somebody; counted agency by agency along an index, not by one large join."""
    own = Assignment.objects.filter(participant=OuterRef("pk")).order_by().values("participant")
    return Coalesce(Subquery(own.annotate(count=Count("pk")).values("count"), output_field=IntegerField()), 0)


def _parts(standing: Standing) -> Case:
    cases = [When(annex=annex, then=Value(count)) for annex, count in standing.leaves.parts_by_annex.items()]
    return Case(*cases, default=Value(0), output_field=IntegerField())
