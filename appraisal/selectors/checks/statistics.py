"""Workload, progress, agreement and severity, from counters and grouped rows: no marks are counted on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, Sum

from appraisal.core.agreement import Pair, agreements, severities
from appraisal.enums import CheckState, Round
from appraisal.models import Assignment, CrossCheck
from pari.accounts.models import User
from scoring.core.numbers import exact, round_half_up
from scoring.models import Campaign, Criterion
from scoring.selectors.submissions.claim_inputs import speech
from scoring.workbook.records import EXEMPT


@dataclass(frozen=True, slots=True)
class Load:
    """One member's work in a round: her parts of agencies, their leaves, and her second marks."""

    name: str
    agencies: int
    due: int
    done: int
    checks: int
    given: int


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    criterion: Criterion
    pairs: int
    equal: str
    distance: str


@dataclass(frozen=True, slots=True)
class MemberSeverity:
    """`difference` has a sign; `direction` is -1 where she gives less than the others, 1 where more, 0 else."""

    name: str
    pairs: int
    difference: str
    direction: int


@dataclass(frozen=True, slots=True)
class Statistics:
    loads: tuple[Load, ...]
    agreements: tuple[CriterionAgreement, ...]
    severities: tuple[MemberSeverity, ...]


def statistics_of(campaign: Campaign, round: Round) -> Statistics:
    """A constant number of queries: counters of assignments, and second marks grouped by what was given."""
    work, checks, pairs = _work(campaign, round), _checks(campaign, round), list(_pairs(campaign, round))
    people = User.objects.in_bulk({*work, *checks, *(person for pair in pairs for person in (pair.first, pair.second))})
    names = {key: person.get_full_name() for key, person in people.items()}
    return Statistics(_loads(work, checks, names), _agreements(pairs), _severities(pairs, names))


Work = tuple[int, int, int]


def _work(campaign: Campaign, round: Round) -> Mapping[int, Work]:
    """Agencies, leaves due, leaves done by person."""
    rows = Assignment.objects.filter(campaign=campaign).order_by().values("appraiser")
    counted = rows.annotate(
        agencies=Count("participant", distinct=True), due=Sum(f"due{int(round)}"), done=Sum(f"done{int(round)}")
    )
    return {
        person: (agencies, due, done)
        for person, agencies, due, done in counted.values_list("appraiser", "agencies", "due", "done")
    }


def _checks(campaign: Campaign, round: Round) -> Mapping[int, tuple[int, int]]:
    rows = CrossCheck.objects.filter(campaign=campaign, round=round).order_by().values("appraiser")
    counted = rows.annotate(all=Count("pk"), given=Count("pk", filter=Q(marked_at__isnull=False)))
    return {person: (total, given) for person, total, given in counted.values_list("appraiser", "all", "given")}


def _pairs(campaign: Campaign, round: Round) -> Iterable[Pair]:
    """What was compared; equal pairs of the same people and leaf of the tree come as one, with their number."""
    rows = CrossCheck.objects.filter(campaign=campaign, round=round).exclude(state=CheckState.OPEN)
    told = rows.exclude(first_points=EXEMPT).exclude(second_points=EXEMPT)
    columns = ("criterion", "criterion__max_points", "first_appraiser", "appraiser", "first_points", "second_points")
    known = told.filter(first_appraiser__isnull=False, criterion__max_points__isnull=False)
    for row in known.order_by().values_list(*columns).annotate(Count("pk")):
        criterion, maximum, first, second, first_points, second_points, count = row
        if maximum:
            yield Pair(
                criterion=criterion,
                maximum=exact(maximum),
                first=first,
                second=second,
                first_points=Fraction(first_points),
                second_points=Fraction(second_points),
                count=count,
            )


def _loads(
    work: Mapping[int, Work], checks: Mapping[int, tuple[int, int]], names: Mapping[int, str]
) -> tuple[Load, ...]:
    people = sorted({*work, *checks}, key=lambda person: (names[person], person))
    return tuple(Load(names[person], *work.get(person, (0, 0, 0)), *checks.get(person, (0, 0))) for person in people)


def _agreements(pairs: list[Pair]) -> tuple[CriterionAgreement, ...]:
    found = agreements(pairs)
    rows = Criterion.objects.select_related("annex").in_bulk([item.criterion for item in found])
    told = [
        CriterionAgreement(rows[item.criterion], item.pairs, _percent(item.equal), _percent(item.distance))
        for item in found
    ]
    return tuple(sorted(told, key=lambda item: (item.criterion.annex.position, item.criterion.position)))


def _severities(pairs: list[Pair], names: Mapping[int, str]) -> tuple[MemberSeverity, ...]:
    found = sorted(severities(pairs), key=lambda item: (item.difference, names[item.person]))
    return tuple(
        MemberSeverity(names[item.person], item.pairs, _signed(item.difference), _direction(item.difference))
        for item in found
    )


def _percent(share: Fraction) -> str:
    return speech().percent(share)


def _signed(share: Fraction) -> str:
    sign = "+" if _direction(share) > 0 else ""
    return f"{sign}{speech().percent(share)}".replace("-", "−")


def _direction(share: Fraction) -> int:
    shown = round_half_up(share * 100, 2)
    return (shown > 0) - (shown < 0)
