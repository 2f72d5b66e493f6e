"""The agenda is built from the data; building it again adds only what is new (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from appraisal.enums import MotionKind, MotionOrigin, MotionState
from appraisal.models import Meeting, Motion
from appraisal.selectors.council.items import ORDER, Item, items_of
from appraisal.services.council.guarding import check_runs, held, held_meeting
from appraisal.services.council.meetings import log
from appraisal.services.council.motions import key_of, next_position, title_of
from appraisal.services.exemptions import collect_exemption_claims
from pari.accounts.models import User
from scoring.models import Campaign, Criterion, Participant
from scoring.selectors.campaigns.impartiality import check_impartial

BATCH = 500


@dataclass(frozen=True, slots=True)
class ClassChange:
    """A class that a modifier changed, as a run says it; a run is nothing that this layer knows."""

    participant: int
    argument: str


class _Row(NamedTuple):
    """A motion to be, with its place among the others."""

    place: tuple[int, int, int]
    motion: Motion


@transaction.atomic
def build_agenda(*, meeting: Meeting, by: User | None, changes: Sequence[ClassChange] = ()) -> int:
    """Put on the agenda what is contested, asked for, above the bound or changed by a modifier, and the approval.

    Returns how many motions are new. What this meeting has, or another has decided, is not put on it again. Titles and
    arguments are kept in the first language: the minutes quote them.
    """
    campaign = held(meeting.campaign_id)
    check_runs(campaign, by)
    check_impartial(campaign, by)
    found = held_meeting(meeting)
    collect_exemption_claims(campaign=campaign, by=by)
    with translation.override(settings.LANGUAGE_CODE):
        rows = sorted(_rows(campaign, found, changes), key=lambda row: row.place)
    new = list(_new(campaign, found, [row.motion for row in rows]))
    Motion.objects.bulk_create(new, BATCH, ignore_conflicts=True)
    log(found, campaign, "agenda_built", by, {"new": len(new)})
    return len(new)


def _new(campaign: Campaign, meeting: Meeting, motions: Iterable[Motion]) -> Iterator[Motion]:
    here = set(meeting.motions.values_list("key", flat=True))
    decided = Motion.objects.filter(campaign=campaign, state__in=[MotionState.CARRIED, MotionState.REJECTED])
    known = here | set(
        decided.exclude(kind=MotionKind.APPROVAL, state=MotionState.REJECTED).values_list("key", flat=True)
    )
    position = next_position(meeting)
    for motion in motions:
        if motion.key not in known:
            known.add(motion.key)
            motion.position = position
            position += 1
            yield motion


def _rows(campaign: Campaign, meeting: Meeting, changes: Sequence[ClassChange]) -> Iterator[_Row]:
    """By origin, agency and leaf; the approval last."""
    agencies = {
        item.pk: item for item in Participant.objects.filter(campaign=campaign).only("code", "name", "position")
    }
    nodes = Criterion.objects.filter(annex__criteria_set=campaign.criteria_set_id)
    criteria = {item.pk: item for item in nodes.only("code", "name", "position")}
    for item in items_of(campaign):
        who, leaf = agencies[item.participant], criteria[item.criterion]
        yield _Row((ORDER[item.origin], who.position, leaf.position), _about_leaf(meeting, item, who, leaf))
    for change in changes:
        who = agencies[change.participant]
        yield _Row((ORDER[MotionOrigin.MODIFIER], who.position, 0), _about_class(meeting, change, who))
    yield _Row((len(ORDER), 0, 0), _approval(meeting))


def _about_leaf(meeting: Meeting, item: Item, who: Participant, leaf: Criterion) -> Motion:
    return Motion(
        campaign_id=meeting.campaign_id,
        meeting=meeting,
        key=key_of(item.kind, who.code, leaf.code),
        kind=item.kind,
        origin=item.origin,
        participant=who,
        criterion=leaf,
        title=title_of(who.name, leaf.code, leaf.name),
        argument="\n".join(dict.fromkeys(item.reasons)),
        points=item.points,
    )


def _about_class(meeting: Meeting, change: ClassChange, who: Participant) -> Motion:
    return Motion(
        campaign_id=meeting.campaign_id,
        meeting=meeting,
        key=f"{MotionKind.NOTE.value}:{who.code}:class"[:200],
        kind=MotionKind.NOTE,
        origin=MotionOrigin.MODIFIER,
        participant=who,
        title=(_("%(agency)s – điều chỉnh xếp loại") % {"agency": who.name})[:500],
        argument=change.argument,
    )


def _approval(meeting: Meeting) -> Motion:
    return Motion(
        campaign_id=meeting.campaign_id,
        meeting=meeting,
        key=MotionKind.APPROVAL.value,
        kind=MotionKind.APPROVAL,
        origin=MotionOrigin.TABLED,
        title=_("Thông qua kết quả đánh giá, xếp loại của kỳ"),
    )
