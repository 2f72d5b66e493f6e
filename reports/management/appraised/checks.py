"""Second marks: a sample in each round; most agree, a few were settled, one waits for the secretary."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from appraisal.enums import CheckState, Round, Standing
from appraisal.models import CrossCheck, Mark
from appraisal.services.checks.drawing import draw_sample, request_check
from appraisal.services.checks.moderating import moderate
from appraisal.services.checks.saving import save_check
from appraisal.services.marks.entries import MarkEntry
from fixtures.demo.chance import percent
from pari.accounts.models import User
from scoring.core.numbers import plain
from scoring.enums import ReasonCode
from scoring.models import Answer, Campaign, Criterion
from scoring.selectors.submissions.claim_inputs import input_of, shown_number, speech
from scoring.selectors.submissions.claims import leaf_of

#: What the other member writes beside a second mark below the claim.
SECOND_NOTE = "Đối chiếu tài liệu, thấy chưa đủ như tự chấm."
SETTLED_NOTE = "Thống nhất theo người chấm thứ nhất sau khi xem lại tài liệu."
#: Whose second marks of the second round are left for whoever tries the demo.
BUSY = "thamdinh"
LEAF = Q(participant=OuterRef("participant"), criterion=OuterRef("criterion"))


def check_first_round(campaign: Campaign, leader: User) -> None:
    """All second marks are in, and all that differed is settled."""
    for check in _drawn(campaign, Round.FIRST, leader):
        _mark_again(check)
    _settle(campaign, Round.FIRST, leader)


def check_second_round(campaign: Campaign, leader: User) -> None:
    """Those of the first member are still to be given, those of the others are in; on one leaf two members differ."""
    for check in _drawn(campaign, Round.SECOND, leader):
        if check.appraiser.username != BUSY:
            _mark_again(check)
    _differ(campaign, leader)


def _differ(campaign: Campaign, leader: User) -> None:
    """The secretary asked for a second mark of a leaf that was cut, and it is not the same."""
    marks = Mark.objects.filter(campaign=campaign, round=Round.SECOND, standing=Standing.BELOW)
    free = marks.exclude(Exists(CrossCheck.objects.filter(LEAF, round=Round.SECOND)))
    mark = free.select_related("participant__campaign", "criterion").order_by("pk").first()
    if mark is None:
        return
    request_check(participant=mark.participant, criterion=mark.criterion, round=Round.SECOND, by=leader)
    check = _joined(campaign, Round.SECOND).get(participant=mark.participant, criterion=mark.criterion)
    claim = Answer.objects.get(submission=check.participant.submission, criterion=check.criterion)
    save_check(check=check.pk, entry=MarkEntry(**_said(check.criterion, claim)), seen_version=0, by=check.appraiser)


def _drawn(campaign: Campaign, stage: Round, leader: User) -> list[CrossCheck]:
    draw_sample(campaign=campaign, round=stage, by=leader, seed=f"{campaign.code}-{stage.value}")
    return list(_joined(campaign, stage).order_by("pk"))


def _joined(campaign: Campaign, stage: Round) -> QuerySet[CrossCheck]:
    rows = CrossCheck.objects.filter(campaign=campaign, round=stage)
    return rows.select_related("appraiser", "participant__submission", "criterion")


def _mark_again(check: CrossCheck) -> None:
    """As the first mark, but for every fourth leaf that was cut: there the claim is believed."""
    marks = Mark.objects.filter(participant=check.participant, criterion=check.criterion, round=check.round)
    mark = marks.select_related("participant", "criterion").first()
    answer = Answer.objects.filter(submission=check.participant.submission, criterion=check.criterion).first()
    believed = answer if answer is not None and (mark is None or _is_believed(mark)) else mark
    if believed is None:
        return
    is_cut = isinstance(believed, Mark) and bool(believed.note)
    entry = MarkEntry(
        **_said(check.criterion, believed),
        reason_code=ReasonCode.WEAK_EVIDENCE if is_cut else "",
        note=SECOND_NOTE if is_cut else "",
    )
    save_check(check=check.pk, entry=entry, seen_version=0, by=check.appraiser)


def _is_believed(mark: Mark) -> bool:
    place = (mark.participant.code, mark.criterion.code, "believed")
    return bool(mark.note) and percent(*place) < 25


def _said(criterion: Criterion, stage: Answer | Mark) -> dict[str, Any]:
    """Points or reading as they are typed."""
    leaf = leaf_of(criterion)
    if stage.value is not None:
        return {"typed": input_of(leaf).typed(leaf.rule, stage.value)}
    return {"points": shown_number(plain(stage.points), speech()) if stage.points is not None else "0"}


def _settle(campaign: Campaign, stage: Round, leader: User) -> None:
    waiting = CrossCheck.objects.filter(campaign=campaign, round=stage, state=CheckState.MODERATION)
    for check in waiting.select_related("criterion").order_by("pk"):
        mark = Mark.objects.get(participant=check.participant_id, criterion=check.criterion_id, round=stage)
        entry = MarkEntry(
            **_said(check.criterion, mark), reason_code=mark.reason_code, note=f"{mark.note} {SETTLED_NOTE}"
        )
        moderate(check=check.pk, entry=entry, seen_version=mark.version, by=leader)
