"""Marks of the workbook as the members of the team would have saved them: versions, reasons, events, counters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from appraisal.enums import Round, Standing
from appraisal.models import Assignment, Mark
from appraisal.selectors.marks.said import standing_beside
from appraisal.services.assignments.counting import recount
from appraisal.services.marks.writing import keep
from fixtures.demo.chance import percent
from fixtures.demo.reviews import reason_of
from pari.accounts.models import User
from reports.management.appraised.days import Days
from scoring.models import Answer, Campaign, Participant
from scoring.services.bulk import delete_rows

BATCH = 500
FLAGGED = "Hai cách hiểu hướng dẫn chấm; đề nghị Tổ trao đổi trước khi trình."


def set_aside(campaign: Campaign) -> Mapping[Round, list[Mark]]:
    """The marks of the workbook by round, taken out until their time has come."""
    rows = Mark.objects.filter(campaign=campaign).select_related("participant", "criterion")
    marks: dict[Round, list[Mark]] = {stage: [] for stage in Round}
    for mark in rows.order_by("participant__position", "criterion__position"):
        marks[Round(mark.round)].append(mark)
    delete_rows(Mark.objects.filter(campaign=campaign))
    return marks


def save_first_round(campaign: Campaign, marks: list[Mark], days: Days) -> None:
    _save(campaign, marks, days, days.due + 2, days.round1 - 1)


def save_second_round(campaign: Campaign, marks: list[Mark], days: Days) -> None:
    _save(campaign, marks, days, days.supplement + 1, min(days.round2, 0) - 1)


def _save(campaign: Campaign, marks: list[Mark], days: Days, first: int, last: int) -> None:
    """Each member goes through one agency after another, each at one sitting."""
    _conclude(campaign, marks)
    sittings: dict[tuple[User, Participant], list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.marked_by is not None:
            sittings[mark.marked_by, mark.participant].append(mark)
    moments = {key: days.between(first, last, key[0].username, key[1].code, str(marks[0].round)) for key in sittings}
    for key, hers in sittings.items():
        for mark in hers:
            mark.pk, mark.version, mark.marked_at = None, 1, moments[key]
    Mark.objects.bulk_create(marks, BATCH)
    for key in sorted(sittings, key=lambda key: moments[key]):
        keep(campaign=campaign, marks=sittings[key], by=key[0], at=moments[key])
    recount(campaign=campaign)


def _conclude(campaign: Campaign, marks: Iterable[Mark]) -> None:
    """Whose mark it is, how it stands beside the claim, and the code of its reason."""
    holders = {
        (row.participant_id, row.specialty): row.appraiser
        for row in Assignment.objects.filter(campaign=campaign).select_related("appraiser")
    }
    answers = {
        (item.submission.participant_id, item.criterion_id): item
        for item in Answer.objects.filter(campaign=campaign).select_related("submission")
    }
    codes = _first_codes(campaign)
    for mark in marks:
        claim = answers.get((mark.participant_id, mark.criterion_id))
        mark.marked_by = holders[mark.participant_id, mark.criterion.specialty]
        mark.standing = standing_beside(mark.criterion, claim, mark)
        mark.needs_discussion = _is_flagged(mark)
        mark.internal_note = FLAGGED if mark.needs_discussion else ""
        if mark.note:
            code, mark.may_supplement = reason_of(mark.note)
            code = codes.get((mark.participant_id, mark.criterion_id), code)
            mark.reason_code = code if mark.standing in {Standing.BELOW, Standing.UNCLAIMED} else ""


def _first_codes(campaign: Campaign) -> Mapping[tuple[int, int], str]:
    """The reasons of round 1, which the second mark of a leaf keeps; none while round 1 is being written."""
    rows = Mark.objects.filter(campaign=campaign, round=Round.FIRST).exclude(reason_code="")
    return {(who, leaf): code for who, leaf, code in rows.values_list("participant", "criterion", "reason_code")}


def _is_flagged(mark: Mark) -> bool:
    """In the second round a few of those that stay below the claim are to be talked over."""
    place = (mark.participant.code, mark.criterion.code, "flagged")
    return mark.round == Round.SECOND and mark.standing == Standing.BELOW and percent(*place) < 5
