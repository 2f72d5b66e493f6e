"""Who takes part, and who of the register could."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from scoring.models import Agency, Campaign, Participant
from scoring.selectors.register.agencies import folded


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an agency stands in a campaign: primary keys, and its level in words."""

    bloc: int
    annex: int
    parent: int | None
    level: str

    def __str__(self) -> str:
        return f"{self.bloc}:{self.annex}:{self.parent or ''}:{self.level}"


def placement_of(participant: Participant) -> Placement:
    return Placement(participant.bloc_id, participant.annex_id, participant.parent_id, participant.level)


def register_on(*, authority: int, day: date) -> QuerySet[Agency]:
    """The authority's agencies that exist on that day."""
    begun = Q(valid_from=None) | Q(valid_from__lte=day)
    lasting = Q(valid_to=None) | Q(valid_to__gte=day)
    return Agency.objects.filter(begun, lasting, authority=authority)


def addable(*, campaign: Campaign, day: date) -> QuerySet[Agency]:
    """Agencies of the register on that day that do not take part yet."""
    present = campaign.participants.values("agency")
    return register_on(authority=campaign.authority_id, day=day).exclude(pk__in=present).order_by("code", "pk")


def agencies_named(agencies: QuerySet[Agency], text: str) -> QuerySet[Agency]:
    rows = agencies.values_list("pk", "code", "name", "short_name")
    return agencies.filter(pk__in=_mentioning(rows, text))


def participants_named(participants: QuerySet[Participant], text: str) -> QuerySet[Participant]:
    """Those whose code or names hold every word of `text`, without case and diacritics; one query of its own."""
    rows = participants.order_by().values_list("pk", "code", "name", "short_name")
    return participants.filter(pk__in=_mentioning(rows, text))


def _mentioning(rows: Iterable[tuple[int, str, str, str]], text: str) -> list[int]:
    words = folded(text).split()
    return [key for key, *names in rows if _holds(folded(" ".join(names)), words)]


def _holds(names: str, words: list[str]) -> bool:
    return all(word in names for word in words)


def cycle_through(parents: Mapping[int, int | None]) -> int | None:
    """A participant that stands below itself, if there is one; `parents` by primary key."""
    safe: set[int] = set()
    for start in parents:
        way: set[int] = set()
        here: int | None = start
        while here is not None and here not in safe:
            if here in way:
                return here
            way.add(here)
            here = parents.get(here)
        safe |= way
    return None
