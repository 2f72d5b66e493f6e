"""The people of a synthetic appraisal, and what they have marked, written in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

MEMBERS = 40
COUNCIL = 3
FLAGGED = 1_000  # one mark of so many is to be discussed
REPLIED = 20  # one agency of so many answers its marks


@dataclass(frozen=True, slots=True)
class Team:
    """The first member alone has one specialty: all agencies are hers; the others share the rest."""

    members: list[Any]
    council: list[Any]
    secretary: Any
    officer: Any


def write_team(campaign: Any) -> Team:
    from pari.accounts.enums import Role

    people = _people(campaign, MEMBERS + COUNCIL + 2)
    members, council = people[:MEMBERS], people[MEMBERS : MEMBERS + COUNCIL]
    secretary, officer = people[-2:]
    _join(campaign, members, Role.APPRAISER)
    _join(campaign, council, Role.COUNCIL)
    _join(campaign, [secretary], Role.SECRETARY)
    agencies = list(campaign.participants.order_by("position").values_list("agency", flat=True)[:2])
    _join(campaign, [officer], Role.OFFICER, agencies[0])
    _join(campaign, members[1:2], Role.OFFICER, agencies[1])  # a conflict
    _write_expertise(campaign, members)
    return Team(members, council, secretary, officer)


def _people(campaign: Any, count: int) -> list[Any]:
    from django.contrib.auth.hashers import make_password

    from pari.accounts.models import User

    password = make_password(None)
    return User.objects.bulk_create(
        User(username=f"{campaign.code}-to-{number}", full_name=f"Người thử {number}", password=password)
        for number in range(count)
    )


def _join(campaign: Any, people: list[Any], role: Any, agency: int | None = None) -> None:
    from django.utils import timezone

    from pari.accounts.models import Membership

    since = timezone.localdate() - timedelta(days=400)
    Membership.objects.bulk_create(
        Membership(user=user, role=role, authority_id=campaign.authority_id, agency_id=agency, valid_from=since)
        for user in people
    )


def _write_expertise(campaign: Any, members: list[Any]) -> None:
    from appraisal.models import Expertise
    from appraisal.selectors.assignments.parts import leaves_of

    first, *others = leaves_of(campaign).specialties
    held = [(members[0], first)]
    held += [(member, others[place % len(others)]) for place, member in enumerate(members[1:])]
    Expertise.objects.bulk_create(
        Expertise(campaign=campaign, appraiser=member, specialty=specialty) for member, specialty in held
    )


def write_round1(campaign: Any) -> None:
    """Everything is submitted; deadlines and policies as the appraisal needs them."""
    from django.utils import timezone

    from scoring.enums import Phase, SubmissionState
    from scoring.models import Answer, Campaign, Submission

    now = timezone.now()
    Campaign.objects.filter(pk=campaign.pk).update(
        phase=Phase.ROUND1,
        opened_at=now - timedelta(days=60),
        self_deadline=now - timedelta(days=30),
        supplement_deadline=now + timedelta(days=5),
        cross_check_share="0.01",
        council_bound="2",
        reply_phases=[Phase.SUPPLEMENT.value, Phase.ROUND2.value, Phase.COUNCIL.value],
    )
    Submission.objects.filter(campaign=campaign).update(state=SubmissionState.SUBMITTED, submitted_at=now)
    Answer.objects.filter(campaign=campaign).update(is_complete=True)


def write_markers(campaign: Any) -> None:
    """Marks taken in from a workbook name nobody: give them their members, and how they stand beside the claim."""
    from django.db.models import Case, F, OuterRef, Subquery, Value, When
    from django.utils import timezone

    from appraisal.enums import Standing
    from appraisal.models import Assignment, Mark
    from scoring.models import Answer, Criterion

    claim = Answer.objects.filter(submission__participant=OuterRef("participant"), criterion=OuterRef("criterion"))
    points, scored = (Subquery(claim.values(name)[:1]) for name in ("points", "scored"))
    agreed, below, beyond = (Value(item.value) for item in (Standing.AGREED, Standing.BELOW, Standing.BEYOND))
    standing = Case(
        When(scored=scored, then=agreed),
        When(scored__isnull=False, then=below),
        When(points__lt=points, then=below),
        When(points__gt=points, then=beyond),
        default=agreed,
    )
    leaves = Criterion.objects.filter(annex__criteria_set=campaign.criteria_set_id, rule__isnull=False)
    for specialty in leaves.order_by().values_list("specialty", flat=True).distinct():
        hers = Assignment.objects.filter(participant=OuterRef("participant"), specialty=specialty)
        marks = Mark.objects.filter(campaign=campaign, criterion__in=leaves.filter(specialty=specialty))
        marks.update(
            marked_by=Subquery(hers.values("appraiser")[:1]), marked_at=timezone.now(), version=1, standing=standing
        )
    Mark.objects.alias(rest=F("pk") % FLAGGED).filter(campaign=campaign, rest=0).update(needs_discussion=True)


@contextmanager
def unmarked(campaign: Any, leaf: str) -> Iterator[None]:
    """The campaign while nobody has marked this leaf; afterwards as it was."""
    from django.db import transaction

    from appraisal.models import Mark

    with transaction.atomic():
        Mark.objects.filter(campaign=campaign, criterion__code=leaf).delete()
        yield
        transaction.set_rollback(True)


def write_second_marks(campaign: Any) -> None:
    """Half of the sample is given: one in eight of those differs and waits to be settled."""
    from django.db.models import F, OuterRef, Subquery
    from django.utils import timezone

    from appraisal.enums import CheckState
    from appraisal.models import Assignment, CrossCheck

    checks = CrossCheck.objects.filter(campaign=campaign).alias(rest=F("pk") % 16)
    given = {"points": "1", "second_points": "1", "marked_at": timezone.now(), "version": 1}
    first = Assignment.objects.filter(participant=OuterRef("participant")).values("appraiser")[:1]
    given["first_appraiser"] = Subquery(first)
    checks.filter(rest__lt=7).update(state=CheckState.AGREED, first_points="1", **given)
    checks.filter(rest=7).update(state=CheckState.MODERATION, first_points="3/4", note="Chưa đủ minh chứng.", **given)


def write_replies(campaign: Any) -> None:
    from django.utils import timezone

    from appraisal.models import Reply
    from scoring.models import Criterion

    leaf = Criterion.objects.filter(annex__criteria_set=campaign.criteria_set_id, rule__isnull=False).first()
    who = campaign.participants.order_by("position").values_list("pk", flat=True)[::REPLIED]
    now = timezone.now()
    Reply.objects.bulk_create(
        (
            Reply(campaign=campaign, participant_id=key, criterion=leaf, text="Đề nghị xem lại.", written_at=now)
            for key in who
        ),
        1000,
    )
