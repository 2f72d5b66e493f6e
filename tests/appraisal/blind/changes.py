"""What can happen to an agency's marks while its round goes on: each by its own service, each seen by the secretary."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from appraisal.enums import Choice, ExemptionOrigin, MotionKind, Round
from appraisal.models import Assignment, CrossCheck, Exemption, Mark, MarkVersion, Meeting, Motion, Reply, Ruling
from appraisal.services.checks.moderating import moderate
from appraisal.services.checks.saving import save_check
from appraisal.services.council.agenda import build_agenda
from appraisal.services.council.deciding import decide
from appraisal.services.council.motions import Proposal, add_motion, amend_motion
from appraisal.services.council.voting import cast_vote
from appraisal.services.marks.exemptions import propose_exemption
from appraisal.services.marks.saving import MarkEntry, save_mark
from appraisal.services.marks.writing import content_of
from pari.audit.services import record
from scoring.enums import Phase
from tests.appraisal.blind.scene import CODE, OWN, PHASES, Scene

ROUNDS = (Phase.ROUND1, Phase.ROUND2)


class Change(NamedTuple):
    """`witness` is an address where a secretary without a conflict sees it; `is_told` what the agency's own people hear."""

    name: str
    do: Callable[[Scene], None]
    witness: Callable[[Scene], str]
    phases: tuple[Phase, ...] = PHASES
    is_told: bool = False


def changes_in(phase: Phase) -> list[Change]:
    return [change for change in CHANGES if phase in change.phases]


def _history(scene: Scene, number: int = 1) -> str:
    return reverse("appraisal:marking-history", args=[CODE, OWN, scene.leaf(number).code])


def _steering(scene: Scene) -> str:
    return reverse("appraisal:round", args=[CODE])


def _lead(scene: Scene) -> str:
    return reverse("appraisal:check-lead", args=[CODE])


def _log(scene: Scene) -> str:
    return reverse("portal:audit", args=[CODE])


def _motion(scene: Scene) -> str:
    return reverse("portal:council-motion", args=[CODE, 1, f"points:{OWN}:1.1"])


def _agenda(scene: Scene) -> str:
    return reverse("portal:council-agenda", args=[CODE, 1])


def _results(scene: Scene) -> str:
    return reverse("portal:council-results", args=[CODE])


def _save(scene: Scene, number: int, points: str, **fields: object) -> None:
    """As its appraiser saves it."""
    leaf = scene.leaf(number)
    stands = Mark.objects.filter(participant=scene.agency, criterion=leaf, round=scene.round).first()
    given = {"reason_code": "late", "note": "Chậm hạn", "may_supplement": True}
    if scene.round is Round.SECOND and number > 2:
        given |= {"basis": "correction"}
    save_mark(
        participant=scene.agency.pk,
        criterion=leaf,
        round=scene.round,
        entry=MarkEntry(points=points, **{**given, **fields}),
        seen_version=stands.version if stands else 0,
        by=scene.appraiser(leaf),
    )


def _points(scene: Scene) -> None:
    _save(scene, 1, "0.3")


def _reason(scene: Scene) -> None:
    stands = Mark.objects.get(participant=scene.agency, criterion=scene.leaf(3), round=scene.round)
    _save(scene, 3, str(stands.points), reason_code="wrong_figure", note="Số liệu sai")


def _discussed(scene: Scene) -> None:
    stands = Mark.objects.get(participant=scene.agency, criterion=scene.leaf(3), round=scene.round)
    _save(scene, 3, str(stands.points), needs_discussion=True, internal_note="Họp Tổ bàn lại")


def _marked_anew(scene: Scene) -> None:
    """The leaf that nobody had marked; its second mark comes from a member who has become part of the agency."""
    _save(scene, 4, "0.2")


def _closed_marks(scene: Scene) -> None:
    """Marks of a round that is over, as only a hand in the database changes them."""
    marks = Mark.objects.filter(participant=scene.agency)
    for mark in marks:
        mark.points, mark.note, mark.version = Decimal("0.1"), "Sửa bằng tay", mark.version + 1
        mark.needs_discussion, mark.reason_code, mark.may_supplement = True, "other", False
        mark.save()
        MarkVersion.objects.create(
            campaign=mark.campaign,
            mark=mark,
            version=mark.version,
            content=content_of(mark),
            marked_at=timezone.now(),
        )


def _second(scene: Scene) -> None:
    check = CrossCheck.objects.get(participant=scene.agency, criterion=scene.leaf(1))
    save_check(
        check=check.pk,
        entry=MarkEntry(points="1.9", reason_code="weak_evidence", note="Thiếu phụ lục"),
        seen_version=check.version,
        by=check.appraiser,
    )


def _moderated(scene: Scene) -> None:
    check = CrossCheck.objects.get(participant=scene.agency, criterion=scene.leaf(2))
    stands = Mark.objects.get(participant=scene.agency, criterion=scene.leaf(2), round=scene.round)
    entry = MarkEntry(points="0.4", reason_code="late", note="Hai bên thống nhất")
    moderate(check=check.pk, entry=entry, seen_version=stands.version, by=scene.secretary)


def _check_by_hand(scene: Scene) -> None:
    checks = CrossCheck.objects.filter(participant=scene.agency)
    checks.update(state="settled", second_points="1/7", first_points="1/3", settled_at=timezone.now())


def _counters(scene: Scene) -> None:
    Assignment.objects.filter(participant=scene.agency).update(done1=F("done1") + 1, done2=F("done2") + 1)


def _exempted(scene: Scene) -> None:
    propose_exemption(
        participant=scene.agency.pk, criterion=scene.leaf(3), reason="Không phát sinh", by=scene.secretary
    )


def _exemption_granted(scene: Scene) -> None:
    Exemption.objects.update_or_create(
        participant=scene.agency,
        criterion=scene.leaf(3),
        defaults={"granted": True, "decided_at": timezone.now()},
        create_defaults={
            "campaign": scene.campaign,
            "granted": True,
            "reason": "Không phát sinh",
            "origin": ExemptionOrigin.TEAM,
            "decided_at": timezone.now(),
        },
    )
    scene.compute()


def _ruled(scene: Scene) -> None:
    Ruling.objects.create(
        campaign=scene.campaign,
        participant=scene.agency,
        criterion=scene.leaf(2),
        points=Decimal("0.9"),
        reason="Hội đồng quyết định",
    )
    scene.compute()


def _replied(scene: Scene) -> None:
    Reply.objects.update_or_create(
        participant=scene.agency,
        criterion=scene.leaf(1),
        defaults={"text": "Cơ quan không đồng ý", "version": 2},
        create_defaults={
            "campaign": scene.campaign,
            "text": "Cơ quan không đồng ý",
            "written_at": timezone.now(),
        },
    )


def _own_motion(scene: Scene) -> Motion:
    found = Motion.objects.select_related("meeting", "campaign", "participant", "criterion")
    return found.get(key=f"points:{OWN}:1.1")


def _amended(scene: Scene) -> None:
    motion = _own_motion(scene)
    amend_motion(motion=motion, points="1.2", seen_version=motion.version, by=scene.secretary)


def _voted(scene: Scene) -> None:
    for member in scene.team.council:
        motion = _own_motion(scene)
        cast_vote(motion=motion, choice=Choice.YES, seen_points=motion.points, by=member)


def _decided(scene: Scene) -> None:
    _voted(scene)
    motion = _own_motion(scene)
    decide(motion=motion, seen_version=motion.version, reason="Theo biên bản", by=scene.secretary)
    scene.compute()


def _tabled(scene: Scene) -> None:
    proposal = Proposal(
        kind=MotionKind.POINTS, participant=scene.agency, criterion=scene.leaf(4), argument="Xem lại", points="0.5"
    )
    add_motion(meeting=Meeting.objects.get(kind="council"), proposal=proposal, by=scene.secretary)


def _agenda_built(scene: Scene) -> None:
    """What its marks now say goes on the agenda."""
    Mark.objects.filter(participant=scene.agency).update(needs_discussion=True)
    build_agenda(meeting=Meeting.objects.get(kind="council"), by=scene.secretary)


def _computed(scene: Scene) -> None:
    Mark.objects.filter(participant=scene.agency).update(points="0")
    scene.compute()


def _logged(scene: Scene) -> None:
    """Also makes the last run older than the data."""
    with transaction.atomic():
        details = {"agency": OWN, "criterion": "1.1", "round": int(scene.round), "points": "0.1"}
        record(chain=CODE, verb="mark.saved", by=scene.team.members[0], subject=f"mark:{OWN}/1.1", details=details)


COUNCIL = (Phase.COUNCIL,)
CHANGES = (
    Change("points", _points, _history, ROUNDS),
    Change("a reason", _reason, lambda scene: _history(scene, 3), ROUNDS),
    Change("needs discussion", _discussed, lambda scene: _history(scene, 3), ROUNDS),
    Change("the first mark of a leaf", _marked_anew, lambda scene: _history(scene, 4), ROUNDS),
    Change("a second mark", _second, _lead, ROUNDS),
    Change("moderation", _moderated, _lead, ROUNDS),
    Change("states of second marks", _check_by_hand, _lead),
    Change("an exemption proposed", _exempted, _log, ROUNDS),
    Change("an exemption granted", _exemption_granted, _results),
    Change("a motion amended", _amended, _motion, COUNCIL),
    Change("votes", _voted, _motion, COUNCIL),
    Change("a motion decided", _decided, _agenda, COUNCIL),
    Change("a motion tabled", _tabled, _agenda, COUNCIL),
    Change("the agenda", _agenda_built, _agenda, COUNCIL),
    Change("a ruling", _ruled, _results, COUNCIL),
    Change("counters", _counters, _steering, ROUNDS),
    Change("a reply", _replied, lambda scene: reverse("appraisal:replies", args=[CODE, OWN]), PHASES[1:], is_told=True),
    Change("closed marks", _closed_marks, _history, is_told=True),
    Change("results", _computed, _results, is_told=True),
    Change("the log", _logged, _log),
)
