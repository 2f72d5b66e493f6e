"""Assigning by hand, on the page or by a file: all that is asked for, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal.core.balancing import Part, needs_cross
from appraisal.enums import AssignmentOrigin
from appraisal.models import Assignment
from appraisal.selectors.assignments.parts import PartKey, label_of
from appraisal.selectors.assignments.standing import Standing, standing_of
from appraisal.services.assignments.locking import locked_for_assigning
from appraisal.services.assignments.telling import tell_members
from appraisal.services.assignments.words import why_by_hand
from appraisal.services.assignments.writing import Turn, hand_out
from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, Overtaken
from scoring.models import Campaign, Participant

MOST_NAMED = 3
MOST_CODES = 100
#: More than one deed moves; a file asks for no more either.
MOST_PARTS = 5000


@dataclass(frozen=True, slots=True)
class Wish:
    """Who was shown as having the part (None: nobody), and who shall have it; people by primary key."""

    seen: int | None
    to: int


@dataclass(frozen=True, slots=True)
class Assigned:
    parts: int
    leaves: int


def assign(*, campaign: Campaign, parts: Mapping[PartKey, int | None], to: int, by: User | None) -> Assigned:
    """Give these parts to one member; each names who the page showed as having it, or None.

    Raises `Overtaken` when somebody else has assigned one of them meanwhile, `Invalid` by name when the member may
    not have one. Nothing is written then.
    """
    wishes = {key: Wish(seen, to) for key, seen in parts.items()}
    return assign_each(campaign=campaign, wishes=wishes, origin=AssignmentOrigin.MANUAL, by=by)


@transaction.atomic
def assign_each(
    *, campaign: Campaign, wishes: Mapping[PartKey, Wish], origin: AssignmentOrigin, by: User | None
) -> Assigned:
    """As `assign`, each part to a member of its own."""
    found = locked_for_assigning(campaign, by)
    if not wishes:
        raise Invalid(_("Chưa chọn phần việc nào."), _("Đánh dấu các ô cần phân công rồi chọn thành viên."))
    if len(wishes) > MOST_PARTS:
        raise Invalid(
            _("Một lần chỉ phân công được %(most)d phần việc.") % {"most": MOST_PARTS}, _("Chia thành nhiều lần.")
        )
    standing = standing_of(found)
    agencies = found.participants.in_bulk({participant for participant, _specialty in wishes})
    existing = _existing(found, agencies)
    _check_parts(standing, agencies, wishes)
    _check_unchanged(agencies, existing, wishes)
    _check_members(standing, agencies, wishes)
    changed = {key: wish.to for key, wish in wishes.items() if wish.seen != wish.to}
    turns = [_turn(standing, agencies[key[0]], key, to, by) for key, to in sorted(changed.items())]
    hand_out(campaign=found, leaves=standing.leaves, turns=turns, existing=existing, origin=origin)
    sizes = [(turn.appraiser, _size(standing, agencies, turn.key)) for turn in turns]
    if turns:
        told = tell_members(campaign=found, team=standing.team, got=sizes)
        _log(found, agencies, standing, turns, origin, told, by)
    return Assigned(len(turns), sum(size for _person, size in sizes))


def objections(standing: Standing, agency: Participant, specialty: str, person: int) -> str:
    """Why this member may not have the part, as a sentence; nothing when she may."""
    if person not in standing.team.people:
        return _("Người được chọn không phải là thành viên Tổ giúp việc đang hoạt động.")
    tie = standing.team.objection(person, agency.pk)
    if tie is None:
        return ""
    words = {"member": standing.team.people[person], "agency": agency.name, "why": tie.words}
    return _("%(member)s không được thẩm định “%(agency)s”: %(why)s.") % words


def _existing(campaign: Campaign, agencies: Mapping[int, Participant]) -> dict[PartKey, Assignment]:
    rows = campaign.assignments.filter(participant__in=agencies)
    return {(row.participant_id, row.specialty): row for row in rows}


def _check_parts(standing: Standing, agencies: Mapping[int, Participant], wishes: Iterable[PartKey]) -> None:
    for participant, specialty in wishes:
        agency = agencies.get(participant)
        if agency is None or specialty not in standing.leaves.of(agency.annex_id):
            raise Invalid(
                _("Có phần việc không còn trong kỳ đánh giá này."), _("Tải lại trang để thấy danh sách hiện tại.")
            )


def _check_unchanged(
    agencies: Mapping[int, Participant], existing: Mapping[PartKey, Assignment], wishes: Mapping[PartKey, Wish]
) -> None:
    """Nobody assigns what she has not seen."""
    changed = [key for key, wish in wishes.items() if _holder(existing.get(key)) != wish.seen]
    if changed:
        named = [f"{agencies[participant].name} – {label_of(specialty)}" for participant, specialty in sorted(changed)]
        raise Overtaken(
            _("Người khác vừa phân công %(parts)s, nên chưa ghi gì.") % {"parts": _listed(named)},
            _("Xem lại phân công hiện tại rồi quyết định."),
        )


def _holder(row: Assignment | None) -> int | None:
    return row.appraiser_id if row else None


def _check_members(standing: Standing, agencies: Mapping[int, Participant], wishes: Mapping[PartKey, Wish]) -> None:
    said = [
        objections(standing, agencies[participant], specialty, wish.to)
        for (participant, specialty), wish in sorted(wishes.items(), key=lambda item: item[0])
        if wish.seen != wish.to
    ]
    if found := list(dict.fromkeys(filter(None, said))):
        raise Invalid(" ".join(found[:MOST_NAMED]), _("Chọn thành viên khác cho các phần việc này; chưa ghi gì."))


def _turn(standing: Standing, agency: Participant, key: PartKey, to: int, by: User | None) -> Turn:
    specialty = key[1]
    is_expert = specialty in standing.team.specialties.get(to, ())
    part = Part(agency.pk, specialty, 0)
    is_cross = not is_expert and needs_cross(part=part, members=standing.team.members)
    return Turn(key, to, is_cross, why_by_hand(by, is_expert=is_expert, specialty=specialty))


def _size(standing: Standing, agencies: Mapping[int, Participant], key: PartKey) -> int:
    return standing.leaves.of(agencies[key[0]].annex_id)[key[1]]


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    listed = "; ".join(names[:MOST_NAMED])
    return _("%(names)s và %(more)d phần khác") % {"names": listed, "more": more} if more > 0 else listed


def _log(
    campaign: Campaign,
    agencies: Mapping[int, Participant],
    standing: Standing,
    turns: list[Turn],
    origin: AssignmentOrigin,
    told: int,
    by: User | None,
) -> None:
    lines = [
        f"{agencies[turn.key[0]].code}: {turn.key[1]} → {standing.team.people[turn.appraiser].username}"
        for turn in turns[:MOST_CODES]
    ]
    record(
        chain=campaign.code,
        verb=f"assignment.{origin.value}",
        by=by,
        subject=f"campaign:{campaign.code}",
        details={"parts": len(turns), "told": told, "moves": lines},
    )
