"""The letters after round 1: for each agency the leaves marked below its claim, frozen as they were agreed (DESIGN §7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q, QuerySet

from appraisal.enums import Round
from appraisal.models import Assignment, Mark
from scoring.core.numbers import plain, round_half_up
from scoring.enums import Source, SupplementState
from scoring.models import Campaign, Criterion, Supplement, SupplementItem
from scoring.services.bulk import insert_rows
from scoring.workbook.records import EXEMPT

BATCH = 500
STORED_DIGITS = 6
CHUNK = 10_000
REMEMBERED = 4_096  # points go in steps: most figures of a campaign have been seen before
_LETTER = ("campaign_id", "participant_id", "state", "opened_at", "revision")
_ITEM = (
    "campaign_id",
    "supplement_id",
    "criterion_id",
    "claimed",
    "granted",
    "reason_code",
    "reason",
    "explanation",
    "version",
)


@dataclass(frozen=True, slots=True)
class Letters:
    agencies: int
    leaves: int


#: Most marks agree with the claim to the letter; the database leaves those out. Canonical texts differ when one is
#: before or after the other, or alone.
_MAY_DIFFER = (
    Q(scored__isnull=False, answer__scored__isnull=True)
    | Q(scored__isnull=True, answer__scored__isnull=False)
    | Q(scored__lt=F("answer__scored"))
    | Q(scored__gt=F("answer__scored"))
    | Q(answer__not_applicable=True)
    | Q(points__lt=F("answer__points"))
    | Q(points__gt=F("answer__points"))
)


class _Listed(NamedTuple):
    """One leaf of a letter; figures as canonical text."""

    participant: int
    criterion: int
    claimed: str | None
    granted: str
    reason_code: str
    reason: str


def write_letters(campaign: Campaign, now: datetime) -> Letters:
    """A supplement for each agency with a mark below its claim that may be supplemented; nothing for the others.

    Streams all marks once, side by side with the claims; agencies are written by the hundred, so memory does not grow
    with the province. Belongs inside the transaction that closes the round.
    """
    agencies = leaves = 0
    Assignment.objects.filter(campaign=campaign).update(due2=0)
    specialties = dict(_criteria(campaign).values_list("pk", "specialty"))
    grouped = groupby(_listed(campaign), itemgetter(0))
    letters = ((participant, list(items)) for participant, items in grouped)
    while batch := list(islice(letters, BATCH)):
        _write(campaign, batch, now)
        _count_due(batch, specialties)
        agencies += len(batch)
        leaves += sum(len(items) for _, items in batch)
    return Letters(agencies, leaves)


def _criteria(campaign: Campaign) -> QuerySet[Criterion]:
    return Criterion.objects.filter(annex__criteria_set=campaign.criteria_set_id)


def _listed(campaign: Campaign) -> Iterator[_Listed]:
    marks = Mark.objects.filter(
        campaign=campaign, round=Round.FIRST, may_supplement=True, criterion__source=Source.SELF
    ).annotate(
        answer=FilteredRelation(
            "participant__submission__answers",
            condition=Q(participant__submission__answers__criterion=F("criterion")),
        )
    )
    columns = (
        marks.filter(_MAY_DIFFER)
        .order_by("participant", "criterion__position")
        .values_list(
            "participant",
            "criterion",
            "points",
            "scored",
            "reason_code",
            "note",
            "answer__points",
            "answer__scored",
            "answer__not_applicable",
        )
    )
    for participant, criterion, points, scored, code, note, said, read, not_applicable in columns.iterator(CHUNK):
        granted = _points(points, scored)
        claimed = None if not_applicable else _points(said, read)
        refused = claimed is None and (not_applicable or read == EXEMPT) and bool(code or note)
        if granted is not None and (refused or (claimed is not None and granted < claimed)):
            yield _Listed(participant, criterion, _text(claimed), _text(granted) or "0", code, note)


@lru_cache(maxsize=REMEMBERED)
def _points(points: Any, scored: str | None) -> Fraction | None:
    """As the rule gave them for a value, else as entered; None for nothing and for a leaf that is taken out."""
    if scored is not None:
        return None if scored == EXEMPT else Fraction(scored)
    return None if points is None else Fraction(points)


@lru_cache(maxsize=REMEMBERED)
def _text(points: Fraction | None) -> str | None:
    return None if points is None else plain(round_half_up(points, STORED_DIGITS))


def _write(campaign: Campaign, batch: Iterable[tuple[int, list[_Listed]]], now: datetime) -> None:
    insert_rows(
        model=Supplement,
        fields=_LETTER,
        rows=[(campaign.pk, who, SupplementState.OPEN.value, now, 0) for who, _ in batch],
    )
    made = Supplement.objects.filter(participant__in=[who for who, _ in batch])
    keys: dict[int, int] = dict(made.values_list("participant", "pk"))
    insert_rows(
        model=SupplementItem,
        fields=_ITEM,
        rows=[_item(campaign.pk, keys[who], listed) for who, items in batch for listed in items],
    )


def _item(campaign: int, supplement: int, listed: _Listed) -> tuple[Any, ...]:
    granted, code, reason = listed.granted, listed.reason_code, listed.reason
    return campaign, supplement, listed.criterion, listed.claimed, granted, code, reason, "", 0


def _count_due(batch: Iterable[tuple[int, list[_Listed]]], specialties: Mapping[int, str]) -> None:
    """What each assignment has to look at again in round 2: its leaves of the letter."""
    counts = Counter((who, specialties[listed.criterion]) for who, items in batch for listed in items)
    rows = Assignment.objects.filter(participant__in={who for who, _ in counts})
    by_number: dict[int, list[int]] = {}
    for key, who, specialty in rows.values_list("pk", "participant", "specialty"):
        by_number.setdefault(counts[who, specialty], []).append(key)
    for number, keys in sorted(by_number.items()):
        Assignment.objects.filter(pk__in=keys).update(due2=number)
