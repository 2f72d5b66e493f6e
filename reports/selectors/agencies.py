"""The agencies of a bloc as an index run takes them: plain rows, not model instances."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from zoneinfo import ZoneInfo

from scoring.core.modifiers import Standing
from scoring.models import IndicatorValue, Participant, PublishedIndex

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class Past(NamedTuple):
    """What was published of an agency in an earlier year: its index and class."""

    year: int
    figure: Decimal | None
    class_name: str


class AgencyFacts(NamedTuple):
    """An agency's row with its times; `annex_key` is the annex's primary key, `annex` its code."""

    key: int
    code: str
    name: str
    short_name: str
    level: str
    bloc: str
    annex_key: int
    annex: str
    parent: str | None
    submitted_at: datetime | None
    deadline: datetime | None


_COLUMNS = (
    "pk",
    "code",
    "name",
    "short_name",
    "level",
    "bloc__code",
    "annex",
    "annex__code",
    "parent__code",
    "submission__submitted_at",
    "submission__deadline",
)


def bloc_agencies(bloc: int) -> Mapping[int, AgencyFacts]:
    """The agencies of one bloc by primary key; one query."""
    rows = Participant.objects.filter(bloc=bloc).order_by("pk").values_list(*_COLUMNS)
    return {row[0]: AgencyFacts._make(row) for row in rows}


def bloc_history(bloc: int) -> Mapping[int, Sequence[Past]]:
    """What was published earlier, by the agency's primary key; one query."""
    found: dict[int, list[Past]] = {}
    rows = PublishedIndex.objects.filter(participant__bloc=bloc).order_by("year")
    for agency, *past in rows.values_list("participant", "year", "index", "class_name"):
        found.setdefault(agency, []).append(Past._make(past))
    return found


def standing_of(who: AgencyFacts, indicators: Mapping[str, Fraction], campaign_deadline: datetime | None) -> Standing:
    """What modifiers look at, without the children's classes."""
    deadline, submitted = who.deadline or campaign_deadline, who.submitted_at
    return Standing(
        bloc=who.bloc,
        level=who.level,
        indicators=indicators,
        submitted_at=submitted.astimezone(VIETNAM).isoformat() if submitted else None,
        late=submitted > deadline if submitted and deadline else None,
    )


def standings_of(agencies: Collection[int], campaign_deadline: datetime | None) -> Mapping[str, Standing]:
    """Of some agencies by primary key, by code; two queries."""
    indicators: dict[int, dict[str, Fraction]] = {}
    for item in IndicatorValue.objects.filter(participant__in=agencies):
        indicators.setdefault(item.participant_id, {})[item.indicator] = Fraction(item.value)
    rows = Participant.objects.filter(pk__in=agencies).order_by("pk").values_list(*_COLUMNS)
    facts = map(AgencyFacts._make, rows)
    return {who.code: standing_of(who, indicators.get(who.key, {}), campaign_deadline) for who in facts}
