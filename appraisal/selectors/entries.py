"""Everything said about the leaves of a bloc's agencies, agency by agency, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import compress, groupby
from operator import itemgetter, not_
from typing import Any, NamedTuple

from django.db.models import ExpressionWrapper, F, QuerySet, TextField

from appraisal.enums import Basis, Round
from appraisal.models import Exemption, Mark, Ruling
from scoring.models import Answer, IndicatorValue, SurveyScore

CHUNK = 10_000
FIRST = Round.FIRST.value


# Plain tuples, because an index run takes millions of them; unpack them by these names.
Said = tuple[str | None, str | None, str | None]
"""points, value, scored: canonical texts as stored, None where not given"""
MarkSaid = tuple[str | None, str | None, str | None, str]
"""points, value, scored, basis"""

NO_CLAIM: Said = (None, None, None)
NO_MARK: MarkSaid = (None, None, None, Basis.SUPPLEMENT.value)


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
    """One agency's entries by the leaf's primary key; absent leaves were never spoken of.

    `explanations` and `notes` hold the texts there are; notes by round and leaf.
    """

    participant: int
    claims: Mapping[int, Said] = field(default_factory=dict)
    round1: Mapping[int, MarkSaid] = field(default_factory=dict)
    round2: Mapping[int, MarkSaid] = field(default_factory=dict)
    explanations: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
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
    return next(found, AgencyEntries(participant))


Rows = Iterator[tuple[int, list[Any]]]


def _by_agency(rows: Iterable[tuple[Any, ...]]) -> Rows:
    return ((who, list(group)) for who, group in groupby(rows, itemgetter(-1)))


def _claims(answers: QuerySet[Answer]) -> Rows:
    who = "submission__participant"
    columns = ("criterion", _as_stored("points"), _as_stored("value"), "scored", "explanation", who)
    return _by_agency(answers.order_by(who).values_list(*columns).iterator(CHUNK))


def _marks(marks: QuerySet[Mark]) -> Rows:
    columns = (
        "round",
        "criterion",
        _as_stored("points"),
        _as_stored("value"),
        "scored",
        "basis",
        "note",
        "participant",
    )
    return _by_agency(marks.order_by("participant").values_list(*columns).iterator(CHUNK))


def _as_stored(column: str) -> ExpressionWrapper[F]:
    """The text as it stands; the field would make a number or an object of it."""
    return ExpressionWrapper(F(column), output_field=TextField())


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
    """Columns instead of rows: taking them apart costs least that way."""
    claims, explanations = _claim_columns(claimed)
    round1, round2, notes = _mark_columns(marked)
    return AgencyEntries(who, claims, round1, round2, explanations, notes, special, indicators)


def _claim_columns(rows: list[tuple[Any, ...]]) -> tuple[Mapping[int, Said], Mapping[int, str]]:
    if not rows:
        return {}, {}
    leaves, points, values, scored, texts, _ = zip(*rows, strict=True)
    claims = dict(zip(leaves, zip(points, values, scored, strict=True), strict=True))
    return claims, _spoken(leaves, texts)


def _mark_columns(
    rows: list[tuple[Any, ...]],
) -> tuple[Mapping[int, MarkSaid], Mapping[int, MarkSaid], Mapping[tuple[int, int], str]]:
    if not rows:
        return {}, {}, {}
    rounds, leaves, points, values, scored, bases, texts, _ = zip(*rows, strict=True)
    marks = list(zip(leaves, zip(points, values, scored, bases, strict=True), strict=True))
    is_first = [number == FIRST for number in rounds]
    round1, round2 = dict(compress(marks, is_first)), dict(compress(marks, map(not_, is_first)))
    return round1, round2, _spoken(zip(rounds, leaves, strict=True), texts)


def _spoken(places: Iterable[Any], texts: tuple[str, ...]) -> Mapping[Any, str]:
    return {place: text for place, text in zip(places, texts, strict=True) if text} if any(texts) else {}
