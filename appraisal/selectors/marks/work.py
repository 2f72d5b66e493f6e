"""An appraiser's own work: her criteria and agencies with due and done, and how she has marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from appraisal.enums import Round, Standing
from appraisal.models import Assignment, Mark
from appraisal.selectors.marks.assigned import assigned_to, marked_leaves
from appraisal.selectors.marks.rounds import round_of
from pari.accounts.models import User
from scoring.models import Campaign, Criterion, SupplementItem
from scoring.selectors.register.agencies import folded


@dataclass(frozen=True, slots=True)
class CriterionWork:
    criterion: Criterion
    due: int
    done: int

    @property
    def left(self) -> int:
        return max(0, self.due - self.done)


@dataclass(frozen=True, slots=True)
class AgencyWork:
    """One agency's leaves that are hers, over all her specialties."""

    code: str
    name: str
    bloc: str
    due: int
    done: int


@dataclass(frozen=True, slots=True)
class Habits:
    """How her own marks of a round stand beside the claims."""

    agreed: int = 0
    below: int = 0
    beyond: int = 0
    unclaimed: int = 0

    @property
    def total(self) -> int:
        return self.agreed + self.below + self.beyond + self.unclaimed


@dataclass(frozen=True, slots=True)
class Work:
    campaign: Campaign
    round: Round
    due: int
    done: int
    agencies: int
    criteria: tuple[CriterionWork, ...]
    habits: Habits

    @property
    def going_on(self) -> CriterionWork | None:
        """Where to go on: the first criterion with something left."""
        return next((item for item in self.criteria if item.left), None)


def work_of(*, campaign: Campaign, user: User) -> Work:
    """Six queries at most, however many agencies and criteria are hers."""
    round = round_of(campaign)
    parts = assigned_to(user, campaign)
    sums = _sums(parts, round)
    totals = parts.aggregate(agencies=Count("participant", distinct=True))
    criteria = tuple(_criteria(parts, sums, user, round))
    return Work(
        campaign,
        round,
        due=sum(row["due"] for row in sums),
        done=sum(row["done"] for row in sums),
        agencies=totals["agencies"],
        criteria=criteria,
        habits=habits_of(campaign=campaign, user=user, round=round),
    )


def habits_of(*, campaign: Campaign, user: User, round: Round) -> Habits:
    """Of her own marks only, without agencies that she may not see any more; one query, along one index."""
    agencies = assigned_to(user, campaign).values("participant")
    hers = Mark.objects.filter(campaign=campaign, round=round, marked_by=user, participant__in=agencies)
    counted = dict(hers.order_by().values_list("standing").annotate(number=Count("pk")))
    return Habits(**{standing.value: counted.get(standing.value, 0) for standing in Standing})


def agencies_of_work(*, campaign: Campaign, user: User, text: str = "") -> list[AgencyWork]:
    """In the order of the register, of those whose name holds every word (without diacritics); one query."""
    words = folded(text).split()
    due, done = _columns(round_of(campaign))
    names = ("participant__code", "participant__name", "participant__short_name", "participant__bloc__name")
    rows = assigned_to(user, campaign).order_by("participant__position", "participant").values_list(*names)
    return [
        AgencyWork(code, name, bloc, of_due, of_done)
        for code, name, short, bloc, of_due, of_done in rows.annotate(of_due=Sum(due), of_done=Sum(done))
        if all(word in folded(f"{code} {name} {short}") for word in words)
    ]


def _columns(round: Round) -> tuple[str, str]:
    return f"due{round.value}", f"done{round.value}"


def _sums(parts: QuerySet[Assignment], round: Round) -> list[dict[str, Any]]:
    """Agencies, due and done for each annex and specialty."""
    due, done = _columns(round)
    grouped = parts.order_by().values("participant__annex", "specialty")
    return [dict(row) for row in grouped.annotate(agencies=Count("pk"), due=Sum(due), done=Sum(done))]


def _criteria(parts: QuerySet[Assignment], sums: list[dict[str, Any]], user: User, round: Round) -> list[CriterionWork]:
    if not sums:
        return []
    agencies = {(row["participant__annex"], row["specialty"]): row["agencies"] for row in sums}
    leaves = marked_leaves(sorted({annex for annex, _specialty in agencies}))
    leaves = leaves.filter(specialty__in={specialty for _annex, specialty in agencies})
    keys = [leaf.pk for leaf in leaves]
    items = _supplemented(parts, keys, user) if round == Round.SECOND else None
    done = _done(parts, keys, user, round)
    return [
        CriterionWork(leaf, agencies[key] if items is None else items.get(leaf.pk, 0), done.get(leaf.pk, 0))
        for leaf in leaves
        if (key := (leaf.annex_id, leaf.specialty)) in agencies
    ]


def _done(parts: QuerySet[Assignment], leaves: Sequence[int], user: User, round: Round) -> Mapping[int, int]:
    """Marks by criterion; in the second round of what was supplemented, as corrections are not due."""
    marks = Mark.objects.filter(_own("participant", parts, user), criterion__in=leaves, round=round)
    if round == Round.SECOND:
        marks = marks.filter(participant__supplement__items__criterion=F("criterion"))
    return dict(marks.order_by().values_list("criterion").annotate(number=Count("pk")))


def _supplemented(parts: QuerySet[Assignment], leaves: Sequence[int], user: User) -> Mapping[int, int]:
    items = SupplementItem.objects.filter(_own("supplement__participant", parts, user), criterion__in=leaves)
    return dict(items.order_by().values_list("criterion").annotate(number=Count("pk")))


def _own(agency: str, parts: QuerySet[Assignment], user: User) -> Q:
    """What is of her parts; said twice, with her leaves a third time, for databases that do not see it by themselves."""
    part = {"appraiser": user, "specialty": F("criterion__specialty")}
    joined = {f"{agency}__assignments__{column}": wanted for column, wanted in part.items()}
    return Q(**joined, **{f"{agency}__in": parts.values("participant")})
