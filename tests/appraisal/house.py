"""A team at work: one campaign carried by its services to a phase of the appraisal, with something on every page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from appraisal.enums import CheckState, Choice, MeetingKind, MotionKind, Round
from appraisal.models import Assignment, CrossCheck, Mark, Meeting, Motion
from appraisal.services.council.agenda import build_agenda
from appraisal.services.council.correcting import record_correction
from appraisal.services.council.deciding import decide
from appraisal.services.council.meetings import close_meeting, open_meeting, set_attendance
from appraisal.services.council.motions import Proposal, add_motion
from appraisal.services.council.voting import cast_vote
from appraisal.services.marks.exemptions import propose_exemption
from appraisal.services.marks.saving import MarkEntry, save_mark
from appraisal.services.meetings import Details, details_of, meeting_of, save_meeting
from appraisal.services.replies import save_reply
from pari.accounts.enums import Role
from pari.accounts.models import User
from reports.services.issuing import publish_decision
from scoring.enums import Phase
from scoring.models import (
    Campaign,
    Criterion,
    Evidence,
    EvidenceFile,
    EvidenceLink,
    Participant,
    Supplement,
)
from scoring.phases import PhaseAction
from scoring.selectors.evidence.content import stored_name
from scoring.services.supplements.additions import save_addition
from scoring.services.supplements.sending import send_supplement
from tests.appraisal.checks.world import make_check, mark_second
from tests.appraisal.rounds.deeds import close
from tests.appraisal.world import Team, assign_all, belongs, make_team, mark_all
from tests.cycle.evidence.files import pdf
from tests.cycle.world import join
from tests.oracle.running import computed

#: Places of the agencies by what is to be seen of them.
WRITING, SENT, EXEMPTED, UNMARKED = 0, 1, 2, 3
AGENCIES = 5
DECISION, CORRECTION = ("21/QĐ-UBND", date(2026, 1, 21)), ("58/QĐ-UBND", date(2026, 3, 2))
LONG_NAME = "Ban hành kế hoạch cải cách hành chính năm kịp thời, đủ nội dung theo hướng dẫn của cơ quan chủ trì"
LONG_AGENCY = "Ban Quản lý Khu kinh tế và các khu công nghiệp"


@dataclass(frozen=True)
class House:
    """`people` by their role; the staff belong to one of the agencies. `pks` and `codes` are of what addresses name."""

    team: Team
    people: dict[Role, User]
    pks: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def agency(self, place: int) -> Participant:
        return self.team.participants[place]

    def leaf(self, kind: str) -> Criterion:
        return self.team.world.leaf(kind)

    def person(self, role: Role) -> User:
        """Fresh from the database: nothing remembered of what she belonged to."""
        return User.objects.get(pk=self.people[role].pk)

    def visitor(self, role: Role | None) -> Client:
        client = Client()
        if role is not None:
            client.force_login(self.people[role])
        return client

    def mark(self, kind: str, place: int = 0, *, seen: int = 1, round: Round = Round.FIRST, **entry: Any) -> Mark:
        """By the one to whom it is assigned."""
        part = Assignment.objects.get(participant=self.agency(place), specialty=self.leaf(kind).specialty)
        saved = save_mark(
            participant=self.agency(place).pk,
            criterion=self.leaf(kind),
            round=round,
            entry=MarkEntry(**entry),
            seen_version=seen,
            by=part.appraiser,
        )
        return saved.mark


def make_house(phase: Phase) -> House:
    """In round 1, or in a later phase with all that was done before it."""
    house = _round1()
    for reached, deed in _DEEDS.items():
        if house.team.campaign.phase == phase:
            break
        deed(house)
        assert house.team.campaign.phase == reached
    return house


def _round1() -> House:
    team = make_team(agencies=AGENCIES)
    _name(team)
    people = _people(team)
    assign_all(team)
    house = House(team, people)
    _document(house)
    mark_all(team, standing="agreed", by=team.members[0])
    Mark.objects.filter(participant=house.agency(UNMARKED), criterion__code__in=["1.1", "1.5", "1.7"]).delete()
    Assignment.objects.update(done1=team.world.annex.criteria.exclude(kind="group").count() // 2)
    for place in (WRITING, SENT):
        house.mark("manual", place, points="1", reason_code="late", note="Báo cáo quý II gửi chậm 12 ngày")
        house.mark(
            "yes_no", place, typed={"answer": "no"}, reason_code="no_evidence", note="Không thấy văn bản ban hành"
        )
    house.mark("ratio", typed={"numerator": "44", "denominator": "46"}, needs_discussion=True)
    _checks(house)
    propose_exemption(
        participant=house.agency(EXEMPTED).pk,
        criterion=house.leaf("levels"),
        reason="Không phát sinh nhiệm vụ trong năm",
        by=team.members[0],
    )
    _meet(house, MeetingKind.ROUND1)
    return house


def _name(team: Team) -> None:
    """Names as long as they come."""
    Criterion.objects.filter(annex=team.world.annex, code="1.1").update(name=LONG_NAME)
    Participant.objects.filter(campaign=team.world.campaign, position=SENT).update(name=LONG_AGENCY)
    Campaign.objects.update(
        supplement_deadline=timezone.now() + timedelta(days=3),
        reply_phases=[Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL],
        classify_on="rounded",
        class_scale="Tốt:60;Khá:50;Yếu:0",
    )


def _people(team: Team) -> dict[Role, User]:
    people = {role: team.world.person(role, username=f"nguoi-{role.value}") for role in (Role.OFFICER, Role.HEAD)}
    for role, person in people.items():
        join(person, role, team.campaign.authority, team.participants[SENT].agency)
    belongs(team.staff, team.participants[EXEMPTED])
    return {
        **people,
        Role.APPRAISER: team.members[0],
        Role.COUNCIL: team.council[0],
        Role.SECRETARY: team.secretary,
        Role.STAFF: team.staff,
        Role.OBSERVER: team.world.person(Role.OBSERVER, username="nguoi-quan-sat"),
    }


def _document(house: House) -> None:
    content = pdf("Ke hoach cai cach hanh chinh")
    sha256 = hashlib.sha256(content).hexdigest()
    default_storage.save(stored_name(sha256, quarantined=False), ContentFile(content))
    agency = house.agency(WRITING)
    stored = Evidence.objects.create(sha256=sha256, size=len(content), media_type="application/pdf")
    name = "Kế hoạch cải cách hành chính năm 2025 (bản ký số).pdf"
    file = EvidenceFile.objects.create(agency=agency.agency, evidence=stored, name=name)
    for kind in ("manual", "ratio"):
        answer = agency.submission.answers.get(criterion=house.leaf(kind))
        EvidenceLink.objects.create(campaign=house.team.campaign, answer=answer, file=file)


def _checks(house: House) -> None:
    """One that waits for the appraiser, one on which she and another do not agree."""
    first, other = house.team.members[0], house.team.members[2]
    waiting = make_check(house.team, house.leaf("yes_no"), second=first)
    differing = make_check(house.team, house.leaf("manual"), place=SENT, second=other)
    mark_second(differing, "2")
    assert CrossCheck.objects.get(pk=differing.pk).state == CheckState.MODERATION
    house.pks.update(check=waiting.pk, moderated=differing.pk)


def _meet(house: House, kind: MeetingKind) -> None:
    stands = meeting_of(house.team.campaign, kind)
    values = {name: getattr(details_of(stands), name) for name in Details.__dataclass_fields__}
    words = {"place": "Phòng họp số 2", "chair": "Tổ trưởng Tổ giúp việc", "clerk": "Thư ký Tổ giúp việc"}
    details = Details(**{**values, **words, "held_at": timezone.now()})
    save_meeting(
        campaign=house.team.campaign,
        kind=kind,
        details=details,
        seen=stands.revision,
        by=house.person(Role.SECRETARY),
    )


def _supplement(house: House) -> None:
    """One agency is writing, another has sent; the first has answered what it does not agree with."""
    close(house.team, PhaseAction.CLOSE_ROUND1)
    officer, head = house.person(Role.OFFICER), house.person(Role.HEAD)
    for place, kind in ((WRITING, "manual"), (SENT, "manual"), (SENT, "yes_no")):
        save_addition(
            participant=house.agency(place).pk,
            criterion=house.leaf(kind),
            content="Bổ sung báo cáo số 20/BC và xác nhận của bưu điện",
            base_version=0,
            key=f"them-{kind}",
            by=officer,
        )
    letter = Supplement.objects.get(participant=house.agency(SENT))
    receipt = send_supplement(participant=house.agency(SENT).pk, key="gui", seen_revision=letter.revision, by=head)
    house.codes["receipt"] = receipt.number
    save_reply(
        participant=house.agency(WRITING),
        criterion=house.leaf("manual"),
        text="Báo cáo quý II đã gửi đúng hạn qua trục liên thông, đề nghị xem lại.",
        seen_version=0,
        by=officer,
    )


def _round2(house: House) -> None:
    close(house.team, PhaseAction.CLOSE_SUPPLEMENT)
    house.mark("manual", SENT, seen=0, round=Round.SECOND, points="2", basis="supplement")
    _meet(house, MeetingKind.ROUND2)


def _council(house: House) -> None:
    """A meeting with motions of every kind: waiting for votes, voted on, decided."""
    close(house.team, PhaseAction.CLOSE_ROUND2)
    campaign, secretary = house.team.campaign, house.person(Role.SECRETARY)
    computed(campaign)
    meeting = open_meeting(campaign=campaign, by=secretary)
    set_attendance(
        meeting=meeting, members=[member.pk for member in house.team.council], seen=meeting.revision, by=secretary
    )
    meeting.refresh_from_db()
    build_agenda(meeting=meeting, by=secretary)
    proposal = Proposal(
        kind=MotionKind.POINTS,
        participant=house.agency(UNMARKED),
        criterion=house.leaf("convert"),
        argument="Hội đồng xem lại tài liệu kiểm chứng",
        points="5",
    )
    added = add_motion(meeting=meeting, proposal=proposal, by=secretary)
    _decide(house, added)
    waiting = Motion.objects.filter(meeting=meeting, state="open", kind=MotionKind.POINTS).order_by("position")[0]
    cast_vote(motion=waiting, choice=Choice.YES, seen_points=waiting.points, by=house.team.council[1])
    house.codes.update(waiting=waiting.key, decided=added.key)


def _decide(house: House, motion: Motion) -> None:
    """What names no figure cannot be carried."""
    wins = motion.kind != MotionKind.POINTS or motion.points is not None
    for member in house.team.council:
        cast_vote(motion=motion, choice=Choice.YES if wins else Choice.NO, seen_points=motion.points, by=member)
    motion.refresh_from_db()
    secretary = house.person(Role.SECRETARY)
    decide(motion=motion, seen_version=motion.version, reason="Theo biên bản phiên họp", by=secretary)


def _published(house: House) -> None:
    """Twice: the second time after a correction."""
    secretary, meeting = house.person(Role.SECRETARY), Meeting.objects.get(kind=MeetingKind.COUNCIL)
    for motion in list(meeting.motions.filter(state="open").order_by("position")):
        _decide(house, motion)
    meeting.refresh_from_db()
    close_meeting(meeting=meeting, seen=meeting.revision, by=secretary)
    _issue(house, *DECISION)
    record_correction(
        participant=house.agency(UNMARKED),
        criterion=house.leaf("convert"),
        points="1",
        reason="Cộng nhầm",
        decision_number=CORRECTION[0],
        seen="5",
        by=secretary,
    )
    _issue(house, *CORRECTION)


def _issue(house: House, number: str, day: date) -> None:
    run = computed(house.team.campaign)
    secretary = house.person(Role.SECRETARY)
    publish_decision(
        campaign=house.team.campaign, decision_number=number, decision_date=day, seen_run=run.pk, by=secretary
    )


_DEEDS: dict[Phase, Callable[[House], None]] = {
    Phase.SUPPLEMENT: _supplement,
    Phase.ROUND2: _round2,
    Phase.COUNCIL: _council,
    Phase.PUBLISHED: _published,
}
