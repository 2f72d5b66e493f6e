"""A campaign in the midst of its appraisal, and people in every kind of conflict with one of its agencies.

`CQ1` is the agency in question, `CQ3` is over it, `CQ4` under it; `CQ2` has nothing to do with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from appraisal.enums import CheckReason, CheckState, MeetingKind, MotionKind, MotionOrigin, Round
from appraisal.models import Assignment, Attendance, CrossCheck, Exemption, Mark, Meeting, Motion, Reply
from appraisal.services.council.agenda import build_agenda
from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.accounts.services import create_token
from pari.inbox.models import Notice
from reports.models import IndexRun
from reports.services.compute import compute_run
from scoring.enums import Phase
from scoring.models import (
    Campaign,
    Criterion,
    Evidence,
    EvidenceFile,
    EvidenceLink,
    Modifier,
    Participant,
    Receipt,
    Submission,
    Supplement,
    SupplementItem,
)
from scoring.selectors.evidence.content import stored_name
from scoring.selectors.submissions.sheet import sheet_of
from scoring.selectors.submissions.snapshots import frozen
from tests.appraisal.world import Team, assign_all, make_team, mark_all
from tests.cycle.world import join, make_campaign, make_participants

CODE, LATER = "TH-2025", "TH-2026"
OWN, OTHER, ABOVE, BELOW = "CQ1", "CQ2", "CQ3", "CQ4"
PHASES = (Phase.ROUND1, Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL)

#: Who they are: their role, the agency that they belong or belonged to, and whether they still do.
CONFLICTED: Mapping[str, tuple[Role, str, bool]] = {
    "appraiser": (Role.APPRAISER, OWN, False),
    "officer and appraiser": (Role.APPRAISER, OWN, True),
    "appraiser from above": (Role.APPRAISER, ABOVE, True),
    "appraiser from below": (Role.APPRAISER, BELOW, True),
    "secretary": (Role.SECRETARY, OWN, False),
    "staff": (Role.STAFF, OWN, True),
    "secretary from above": (Role.SECRETARY, ABOVE, True),
    "council": (Role.COUNCIL, OWN, True),
    "council from below": (Role.COUNCIL, BELOW, True),
    "observer": (Role.OBSERVER, OWN, False),
}
#: An agency's own people are told what was closed and sent, and read their own words.
PLAIN: Mapping[str, Role] = {"officer": Role.OFFICER, "head": Role.HEAD}


@dataclass(frozen=True)
class Scene:
    team: Team
    phase: Phase
    people: Mapping[str, User]
    tokens: Mapping[str, str]
    places: Mapping[str, Mapping[str, Any]]

    @property
    def campaign(self) -> Campaign:
        return self.team.campaign

    @property
    def secretary(self) -> User:
        """Of no agency: she sees everything."""
        return User.objects.get(pk=self.team.secretary.pk)

    @property
    def round(self) -> Round:
        return Round.FIRST if self.phase in (Phase.ROUND1, Phase.SUPPLEMENT) else Round.SECOND

    @cached_property
    def agency(self) -> Participant:
        return self.participant(OWN)

    def participant(self, code: str) -> Participant:
        return next(item for item in self.team.participants if item.code == code)

    def leaf(self, number: int) -> Criterion:
        return self.team.leaves()[number - 1]

    def appraiser(self, leaf: Criterion) -> User:
        return Assignment.objects.get(participant=self.agency, specialty=leaf.specialty).appraiser

    def compute(self) -> None:
        compute_run(run_id=IndexRun.objects.create(campaign=self.campaign).pk)


def set_scene(phase: Phase) -> Scene:
    team = make_team(agencies=4, leaves=4, phase=phase, code=CODE)
    _grow(team)
    assign_all(team)
    people = _people(team)
    places = {"": _common(team), **_receipts(team, people["officer"])}
    _files(team, people["officer"])
    _mark(team, phase)
    places |= _checks(team, phase, people)
    if phase != Phase.ROUND1:
        _letters(team)
    if phase == Phase.COUNCIL:
        places |= _council(team, people)
    tokens = {name: create_token(user=person, by=person)[1] for name, person in people.items()}
    _notices(people)
    scene = Scene(team, phase, people, tokens, places)
    scene.compute()
    return scene


def _grow(team: Team) -> None:
    """A family of three, a class that depends on those below, and the campaign of the next year."""
    by_code = {item.code: item for item in team.participants}
    for child, parent in ((OWN, ABOVE), (BELOW, OWN)):
        Participant.objects.filter(pk=by_code[child].pk).update(parent=by_code[parent])
    rule = {"kind": "drop_unless_subordinates", "share": "1", "drop": 1}
    Modifier.objects.create(campaign=team.campaign, order=1, rule=rule)
    Campaign.objects.filter(pk=team.campaign.pk).update(
        conflict_since=timezone.localdate() - timedelta(days=100),
        reply_phases=[Phase.SUPPLEMENT.value, Phase.ROUND2.value, Phase.COUNCIL.value],
    )
    make_participants(
        make_campaign(team.campaign.criteria_set, LATER, 2026, Phase.SELF), team.world.annex, len(by_code)
    )


def _people(team: Team) -> dict[str, User]:
    by_code = {item.code: item.agency for item in team.participants}
    authority, ended = team.campaign.authority, timezone.localdate() - timedelta(days=30)
    found = {}
    for place, (name, (role, code, lasts)) in enumerate(CONFLICTED.items()):
        person = team.world.person(role, username=f"lien-quan{place}")
        join(person, Role.OFFICER, authority, by_code[code], **({} if lasts else {"valid_to": ended}))
        found[name] = person
    for name, role in PLAIN.items():
        found[name] = team.world.person(role, username=name)
    _hand_out(team, found)
    return found


def _hand_out(team: Team, people: Mapping[str, User]) -> None:
    """Each appraiser has something to mark; two were given what has become a conflict since."""
    first, second = sorted(set(Assignment.objects.values_list("specialty", flat=True)))
    for code, specialty, name in (
        (OTHER, first, "appraiser"),
        (OTHER, second, "officer and appraiser"),
        (BELOW, first, "appraiser from above"),
        (ABOVE, first, "appraiser from below"),
        (ABOVE, second, "appraiser"),
    ):
        Assignment.objects.filter(participant__code=code, specialty=specialty).update(appraiser=people[name])


def _common(team: Team) -> dict[str, Any]:
    """What addresses name where nothing is said of them in particular."""
    return {
        "pk": 0,
        "document_id": 0,
        "number": 1,
        "annex": "PL1",
        "criterion": "1.1",
        "set_id": team.campaign.criteria_set_id,
        "key": "approval",
        "upload": "00000000-0000-0000-0000-000000000000",
        "provider_id": "none",
        "token": "none",
        "mark": "none",
    }


def _receipts(team: Team, officer: User) -> dict[str, Mapping[str, Any]]:
    for place, participant in enumerate(team.participants):
        submission = Submission.objects.select_related("campaign", "participant").get(participant=participant)
        Receipt.objects.create(
            campaign=team.campaign,
            submission=submission,
            number=f"{CODE}/00000{place + 1}",
            submitted_at=timezone.now(),
            submitted_by=officer,
            digest=f"{place}" * 64,
            content=frozen(sheet_of(submission)),
            key=f"key-{place}",
        )
    keys = {"pk": team.participants[0].agency_id}
    sets = {"pk": team.campaign.criteria_set_id}
    return {"scoring:agency": keys, "scoring:criteria-": {**sets, "annex": team.world.annex.pk, "criterion": 0}}


def _files(team: Team, officer: User) -> None:
    """A document for the first leaf of two agencies."""
    for code in (OWN, OTHER):
        content = f"%PDF-1.4 {code}".encode()
        sha256 = hashlib.sha256(content).hexdigest()
        default_storage.save(stored_name(sha256, quarantined=False), ContentFile(content))
        participant = next(item for item in team.participants if item.code == code)
        stored = Evidence.objects.create(sha256=sha256, size=len(content), media_type="application/pdf")
        file = EvidenceFile.objects.create(
            agency=participant.agency, evidence=stored, name="Báo cáo.pdf", uploaded_by=officer
        )
        answer = participant.submission.answers.get(criterion=team.leaves()[0])
        EvidenceLink.objects.create(campaign=team.campaign, answer=answer, file=file, linked_by=officer)


def _mark(team: Team, phase: Phase) -> None:
    """The first round is marked; so is the second one in the council. In a round the agency's last leaf is open."""
    mark_all(team, share="0.5", needs_discussion=False, internal_note="Hỏi lại")
    Assignment.objects.update(done1=2)
    if phase in (Phase.ROUND2, Phase.COUNCIL):
        mark_all(team, stage=Round.SECOND, share="0.75")
    if phase in (Phase.ROUND1, Phase.ROUND2):
        latest = Mark.objects.filter(round=2 if phase == Phase.ROUND2 else 1, participant=team.participants[0])
        latest.filter(criterion=team.leaves()[3]).delete()


def _checks(team: Team, phase: Phase, people: Mapping[str, User]) -> dict[str, Mapping[str, Any]]:
    """Second marks of both agencies: one that is asked for, one that differs from the first."""
    round = Round.FIRST if phase in (Phase.ROUND1, Phase.SUPPLEMENT) else Round.SECOND
    seconds = {
        (OWN, 1): team.members[3],
        (OWN, 2): team.members[1],
        (OWN, 4): people["officer and appraiser"],
        (OTHER, 1): people["officer and appraiser"],
        (OTHER, 2): people["appraiser"],
    }
    made = {}
    for (code, number), appraiser in seconds.items():
        differing = {"state": CheckState.MODERATION, "points": "1", "first_points": "1/2", "second_points": "1"}
        made[code, number] = CrossCheck.objects.create(
            campaign=team.campaign,
            participant=next(item for item in team.participants if item.code == code),
            criterion=team.leaves()[number - 1],
            round=round,
            why=CheckReason.REQUESTED,
            appraiser=appraiser,
            **(differing if number == 2 else {}),
        )
    return {
        f"{name}@{code}": {"pk": made[code, number].pk}
        for code in (OWN, OTHER)
        for name, number in (
            ("appraisal:check-mark", 4 if code == OWN else 1),
            ("appraisal:check-moderate", 2),
            ("appraisal:check-hand-on", 1),
        )
    }


def _letters(team: Team) -> None:
    """Letters over the first two leaves; the agency has answered one of them and says what it thinks of its marks."""
    for participant in team.participants:
        letter = Supplement.objects.create(
            campaign=team.campaign, participant=participant, opened_at=timezone.now(), state="sent"
        )
        for leaf in team.leaves()[:2]:
            SupplementItem.objects.create(
                campaign=team.campaign,
                supplement=letter,
                criterion=leaf,
                claimed=leaf.max_points,
                granted=leaf.max_points / 2,
                reason_code="weak_evidence",
                explanation="Gửi thêm phụ lục",
            )
        Reply.objects.create(
            campaign=team.campaign,
            participant=participant,
            criterion=team.leaves()[0],
            text="Đề nghị xem lại",
            written_at=timezone.now(),
        )
    Assignment.objects.update(due2=1, done2=1)


def _council(team: Team, people: Mapping[str, User]) -> dict[str, Mapping[str, Any]]:
    """A meeting with motions about all four agencies, everybody there."""
    meeting = Meeting.objects.create(campaign=team.campaign, kind=MeetingKind.COUNCIL, held_at=timezone.now())
    for kind in (MeetingKind.ROUND1, MeetingKind.ROUND2):
        Meeting.objects.create(campaign=team.campaign, kind=kind, held_at=timezone.now(), closed_at=timezone.now())
    for member in (*team.council, people["council"], people["council from below"]):
        Attendance.objects.create(campaign=team.campaign, meeting=meeting, member=member)
    keys = {}
    for place, participant in enumerate(team.participants):
        leaf = team.leaves()[0]
        motion = Motion.objects.create(
            campaign=team.campaign,
            meeting=meeting,
            key=f"points:{participant.code}:{leaf.code}",
            position=place,
            kind=MotionKind.POINTS,
            origin=MotionOrigin.CONTESTED,
            participant=participant,
            criterion=leaf,
            title=f"{participant.name} – {leaf.code}",
            argument="Còn ý kiến khác nhau",
            points="1.5",
        )
        keys[f"portal:council@{participant.code}"] = {"number": 1, "key": motion.key}
    Motion.objects.create(
        campaign=team.campaign,
        meeting=meeting,
        key=f"note:{ABOVE}:class",
        position=9,
        kind=MotionKind.NOTE,
        origin=MotionOrigin.MODIFIER,
        participant=next(item for item in team.participants if item.code == ABOVE),
        title="Điều chỉnh xếp loại",
    )
    Motion.objects.create(
        campaign=team.campaign,
        meeting=meeting,
        key="approval",
        position=10,
        kind=MotionKind.APPROVAL,
        origin=MotionOrigin.TABLED,
        title="Thông qua kết quả",
    )
    asked = {"campaign": team.campaign, "criterion": team.leaves()[2], "granted": False, "reason": "Không phát sinh"}
    for participant in team.participants[:2]:
        Exemption.objects.create(participant=participant, **asked)
    build_agenda(meeting=meeting, by=team.secretary)
    return keys


def _notices(people: Mapping[str, User]) -> None:
    for person in people.values():
        Notice.objects.create(user=person, title="Nhắc việc")
