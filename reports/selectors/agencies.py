"""The agencies of a bloc as an index run takes them: plain rows, not model instances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from scoring.models import Participant, PublishedIndex


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
