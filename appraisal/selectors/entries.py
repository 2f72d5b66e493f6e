"""Everything said about the leaves of a bloc's agencies, agency by agency, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import compress, groupby
from operator import itemgetter, not_
from typing import Any, NamedTuple

from django.db.models import ExpressionWrapper, F, QuerySet, TextField

from appraisal.enums import Basis, Round
from appraisal.models import Exemption, Ruling
from scoring.models import IndicatorValue, Participant, SurveyScore

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
    """Entries of all agencies of one bloc in the order of their keys, also of those of whom nothing was said.

    Claims and marks are streamed, so memory holds one agency of them at a time.
    """
    return _entries(Participant.objects.filter(bloc=bloc), {"participant__bloc": bloc})


def agency_entries(participant: int) -> AgencyEntries:
    """Entries of one agency."""
    found = _entries(Participant.objects.filter(pk=participant), {"participant": participant})
    return next(found, AgencyEntries(participant))


def _entries(agencies: QuerySet[Participant], scope: Mapping[str, int]) -> Iterator[AgencyEntries]:
    """Two streams side by side, each with all agencies in the same order, and the few figures beside them."""
    specials, indicators = _specials(scope), _indicators(scope)
    for (who, claimed), (_, marked) in zip(_claims(agencies), _marks(agencies), strict=True):
        claims, explanations = _claim_columns(claimed)
        round1, round2, notes = _mark_columns(marked)
        special, outside = specials.get(who, {}), indicators.get(who, {})
        yield AgencyEntries(who, claims, round1, round2, explanations, notes, special, outside)


Rows = Iterator[tuple[int, list[Any]]]


def _claims(agencies: QuerySet[Participant]) -> Rows:
    return _stream(agencies, "submission__answers__", ("criterion", "points", "value", "scored", "explanation"))


def _marks(agencies: QuerySet[Participant]) -> Rows:
    columns = ("criterion", "points", "value", "scored", "basis", "round", "note")
    return _stream(agencies, "marks__", columns)


def _stream(agencies: QuerySet[Participant], below: str, columns: Sequence[str]) -> Rows:
    """Rows of a table below the agencies, agency by agency: one row of nothing where there is none.

    Asked from the agency's side, because the database then walks its agencies in order and sorts nothing.
    """
    wanted = [_as_stored(below + name) if name in _OBJECTS else below + name for name in columns]
    rows = agencies.order_by("pk").values_list(*wanted, "pk").iterator(CHUNK)
    return ((who, list(group)) for who, group in groupby(rows, itemgetter(-1)))


_OBJECTS = frozenset({"points", "value"})  # whose fields would make a number or an object of the text


def _as_stored(column: str) -> ExpressionWrapper[F]:
    return ExpressionWrapper(F(column), output_field=TextField())


def _specials(scope: Mapping[str, int]) -> Mapping[int, Mapping[int, Special]]:
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


def _indicators(scope: Mapping[str, int]) -> Mapping[int, Mapping[str, IndicatorValue]]:
    found: dict[int, dict[str, IndicatorValue]] = {}
    for item in IndicatorValue.objects.filter(**scope):
        found.setdefault(item.participant_id, {})[item.indicator] = item
    return found


def _claim_columns(rows: list[tuple[Any, ...]]) -> tuple[Mapping[int, Said], Mapping[int, str]]:
    """Columns instead of rows: taking them apart costs least that way."""
    leaves, points, values, scored, texts, _ = zip(*rows, strict=True)
    if leaves[0] is None:
        return {}, {}
    claims = dict(zip(leaves, zip(points, values, scored, strict=True), strict=True))
    return claims, _spoken(leaves, texts)


def _mark_columns(
    rows: list[tuple[Any, ...]],
) -> tuple[Mapping[int, MarkSaid], Mapping[int, MarkSaid], Mapping[tuple[int, int], str]]:
    leaves, points, values, scored, bases, rounds, texts, _ = zip(*rows, strict=True)
    if leaves[0] is None:
        return {}, {}, {}
    marks = list(zip(leaves, zip(points, values, scored, bases, strict=True), strict=True))
    is_first = [number == FIRST for number in rounds]
    round1, round2 = dict(compress(marks, is_first)), dict(compress(marks, map(not_, is_first)))
    return round1, round2, _spoken(zip(rounds, leaves, strict=True), texts)


def _spoken(places: Iterable[Any], texts: tuple[str, ...]) -> Mapping[Any, str]:
    return {place: text for place, text in zip(places, texts, strict=True) if text} if any(texts) else {}
