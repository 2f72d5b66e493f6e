"""Everything said about the leaves of a bloc's agencies, agency by agency, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from appraisal.enums import Basis, Round
from appraisal.models import Exemption, Mark, Ruling
from scoring.models import Answer, IndicatorValue, SurveyScore

CHUNK = 10_000


class Claim(NamedTuple):
    """An answer as stored: canonical texts, None where not given."""

    points: str | None
    value: str | None
    explanation: str


class StoredMark(NamedTuple):
    """A mark as stored."""

    points: str | None
    value: str | None
    note: str
    basis: str


NO_CLAIM = Claim(None, None, "")
NO_MARK = StoredMark(None, None, "", Basis.SUPPLEMENT.value)


class Special(NamedTuple):
    """What the council and the survey say of one leaf; rare beside claims and marks."""

    exempt: bool = False
    exempt_reason: str = ""
    council: Decimal | None = None
    council_reason: str = ""
    survey: Decimal | None = None


NOTHING_SPECIAL = Special()


@dataclass(frozen=True, slots=True)
class AgencyEntries:
    """One agency's entries by the leaf's primary key; absent leaves were never spoken of."""

    participant: int
    claims: Mapping[int, Claim]
    round1: Mapping[int, StoredMark]
    round2: Mapping[int, StoredMark]
    special: Mapping[int, Special] = field(default_factory=dict)
    indicators: Mapping[str, IndicatorValue] = field(default_factory=dict)


def bloc_entries(bloc: int) -> Iterator[AgencyEntries]:
    """Entries of the agencies of one bloc in the order of their keys; agencies without any are not among them.

    Claims and marks are streamed, so memory holds one agency of them at a time.
    """
    return _merged(
        _claims(Answer.objects.filter(submission__participant__bloc=bloc)),
        _marks(Mark.objects.filter(participant__bloc=bloc)),
        _specials({"participant__bloc": bloc}),
        _indicators({"participant__bloc": bloc}),
    )


def agency_entries(participant: int) -> AgencyEntries:
    """Entries of one agency."""
    found = _merged(
        _claims(Answer.objects.filter(submission__participant=participant)),
        _marks(Mark.objects.filter(participant=participant)),
        _specials({"participant": participant}),
        _indicators({"participant": participant}),
    )
    return next(found, AgencyEntries(participant, {}, {}, {}))


Rows = Iterator[tuple[int, list[tuple[Any, ...]]]]


def _by_agency(rows: Iterable[tuple[Any, ...]]) -> Rows:
    return ((who, list(group)) for who, group in groupby(rows, itemgetter(0)))


def _claims(answers: QuerySet[Answer]) -> Rows:
    rows = answers.order_by("submission__participant").values_list(
        "submission__participant", "criterion", _text("points"), _text("value"), "explanation"
    )
    return _by_agency(rows.iterator(CHUNK))


def _marks(marks: QuerySet[Mark]) -> Rows:
    rows = marks.order_by("participant").values_list(
        "participant", "round", "criterion", _text("points"), _text("value"), "note", "basis"
    )
    return _by_agency(rows.iterator(CHUNK))


def _text(column: str) -> Cast:
    """The stored text as it stands; the field would make a number or an object of it."""
    return Cast(column, CharField())


def _specials(scope: dict[str, int]) -> Mapping[int, Mapping[int, Special]]:
    found: dict[int, dict[int, Special]] = {}

    def note(who: int, leaf: int, **said: Any) -> None:
        agency = found.setdefault(who, {})
        agency[leaf] = agency.get(leaf, NOTHING_SPECIAL)._replace(**said)

    exemptions = Exemption.objects.filter(**scope).values_list("participant", "criterion", "granted", "reason")
    for who, leaf, granted, reason in exemptions:
        note(who, leaf, exempt=granted, exempt_reason=reason)
    rulings = Ruling.objects.filter(**scope).values_list("participant", "criterion", "points", "reason")
    for who, leaf, points, reason in rulings:
        note(who, leaf, council=points, council_reason=reason)
    for who, leaf, points in SurveyScore.objects.filter(**scope).values_list("participant", "criterion", "points"):
        note(who, leaf, survey=points)
    return found


def _indicators(scope: dict[str, int]) -> Mapping[int, Mapping[str, IndicatorValue]]:
    found: dict[int, dict[str, IndicatorValue]] = {}
    for item in IndicatorValue.objects.filter(**scope):
        found.setdefault(item.participant_id, {})[item.indicator] = item
    return found


def _merged(
    claims: Rows,
    marks: Rows,
    specials: Mapping[int, Mapping[int, Special]],
    indicators: Mapping[int, Mapping[str, IndicatorValue]],
) -> Iterator[AgencyEntries]:
    """Walk the two streams side by side, with the agencies that stand in neither."""
    rest = iter(sorted({*specials, *indicators}))
    claim, mark, other = next(claims, None), next(marks, None), next(rest, None)
    while heads := [head for head in (claim and claim[0], mark and mark[0], other) if head is not None]:
        who = min(heads)
        claimed = claim[1] if claim and claim[0] == who else []
        marked = mark[1] if mark and mark[0] == who else []
        yield _agency(who, claimed, marked, specials.get(who, {}), indicators.get(who, {}))
        claim = next(claims, None) if claim and claim[0] == who else claim
        mark = next(marks, None) if mark and mark[0] == who else mark
        other = next(rest, None) if other == who else other


def _agency(
    who: int,
    claimed: list[tuple[Any, ...]],
    marked: list[tuple[Any, ...]],
    special: Mapping[int, Special],
    indicators: Mapping[str, IndicatorValue],
) -> AgencyEntries:
    first = Round.FIRST.value
    return AgencyEntries(
        who,
        {row[1]: Claim._make(row[2:]) for row in claimed},
        {row[2]: StoredMark._make(row[3:]) for row in marked if row[1] == first},
        {row[2]: StoredMark._make(row[3:]) for row in marked if row[1] != first},
        special,
        indicators,
    )
