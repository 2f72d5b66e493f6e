"""NT-2024 before the council: what agencies replied, the results so far, a meeting that has begun."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from appraisal.enums import Choice, MotionKind, MotionState
from appraisal.models import Meeting, Reply
from appraisal.selectors.council.members import council_of
from appraisal.selectors.council.motions import motions_seen_by
from appraisal.services.council.agenda import ClassChange, build_agenda
from appraisal.services.council.meetings import Minutes, note_minutes, open_meeting, set_attendance
from appraisal.services.council.motions import withdraw_motion
from appraisal.services.council.voting import cast_vote
from fixtures.demo.nhatrang_2024 import REPLIES
from pari.accounts.models import User
from reports.management.appraised.days import Days
from reports.models import AgencyResult, IndexRun
from reports.portal.modifier_words import modifier_sentences
from scoring.models import Campaign, Criterion, Participant
from scoring.selectors.campaigns.policies import modifiers_of

#: Who writes for Lộc Thọ, and who has voted already.
WRITER, VOTER = "ploctho", "hoidong2"
EXPLAINED = "Tổ giúp việc đã giải trình, không ai đề nghị mức điểm khác."


def reply(campaign: Campaign, days: Days) -> None:
    """Agencies answer the marks that they do not agree with."""
    writer = User.objects.filter(username=WRITER).first()
    participants = {item.code: item for item in campaign.participants.select_related("agency")}
    Reply.objects.bulk_create(
        Reply(
            campaign=campaign,
            participant=participants[code],
            criterion=Criterion.objects.get(annex=participants[code].annex_id, code=leaf),
            text=text,
            written_by=writer if _is_hers(writer, participants[code]) else None,
            written_at=days.between(days.round2 + 1, -1, code, leaf, "reply"),
        )
        for (code, leaf), text in REPLIES.items()
    )


def _is_hers(writer: User | None, participant: Participant) -> bool:
    return writer is not None and writer.memberships.valid().filter(agency=participant.agency).exists()


@transaction.atomic
def open_council(campaign: Campaign, leader: User, run: IndexRun) -> None:
    """With the results so far, because the agenda asks what the modifiers changed."""
    meeting = open_meeting(campaign=campaign, by=leader)
    minutes = Minutes(
        held_at=meeting.held_at,
        place="Phòng họp số 1, trụ sở UBND thành phố",
        chair="Chủ tịch Hội đồng thẩm định",
        clerk="Bộ phận thư ký",
        attendees="Thành viên Hội đồng thẩm định; Tổ trưởng Tổ giúp việc.",
    )
    meeting = note_minutes(meeting=meeting, minutes=minutes, seen=meeting.revision, by=leader)
    members = list(council_of(campaign))
    present = [member.pk for member in members]
    set_attendance(meeting=meeting, members=present, seen=meeting.revision, by=leader)
    build_agenda(meeting=meeting, by=leader, changes=class_changes(run))
    _withdraw_explained(meeting, leader)
    _vote(campaign, members)


def class_changes(run: IndexRun) -> list[ClassChange]:
    """The classes that a modifier changed, with the reason in words."""
    modifiers = modifiers_of(run.campaign)
    return [
        ClassChange(item.participant_id, " ".join(modifier_sentences(item.modifiers, modifiers)))
        for item in AgencyResult.objects.filter(run=run)
        if item.modifiers
    ]


def _withdraw_explained(meeting: Meeting, leader: User) -> None:
    """Nobody proposes other points for what the team itself has put right."""
    for motion in meeting.motions.filter(kind=MotionKind.POINTS, points=None).order_by("position"):
        withdraw_motion(motion=motion, seen_version=motion.version, reason=EXPLAINED, by=leader)


def _vote(campaign: Campaign, members: Sequence[User]) -> None:
    """One member has begun; the others, and the decisions, wait for whoever tries the demo."""
    for member in members:
        if member.username == VOTER:
            waiting = motions_seen_by(member, campaign).filter(state=MotionState.OPEN, kind=MotionKind.EXEMPTION)
            for motion in waiting:
                cast_vote(motion=motion, choice=Choice.YES, seen_points=motion.points, by=member)
