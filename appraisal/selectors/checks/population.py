"""What can be drawn: every leaf that is marked in the round and has no second mark yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from appraisal.enums import Round
from appraisal.models import Assignment, CrossCheck
from appraisal.selectors.assignments.parts import MARKED_SOURCES
from scoring.enums import Kind, Source
from scoring.models import Campaign, Criterion, Participant, SupplementItem


class Leaf(NamedTuple):
    """One leaf of one agency with its first appraiser, by primary keys; `key` is for people and for the draw.

    A plain tuple, because a province has a million of them.
    """

    participant: int
    criterion: int
    specialty: str
    first: int
    key: str


def population_of(campaign: Campaign, round: Round) -> dict[str, Leaf]:
    """By key. In the second round only what was supplemented is marked."""
    taken = set(_checked(campaign, round))
    wanted = None if round == Round.FIRST else set(_supplemented(campaign))
    return {
        leaf.key: leaf
        for leaf in _assigned(campaign)
        if (leaf.participant, leaf.criterion) not in taken
        and (wanted is None or (leaf.participant, leaf.criterion) in wanted)
    }


def leaf_to_check(participant: Participant, criterion: Criterion) -> Leaf | None:
    """None where nobody marks it: a group, a survey's leaf, or one of a part that is assigned to nobody."""
    if criterion.kind == Kind.GROUP or criterion.source == Source.SURVEY or criterion.annex_id != participant.annex_id:
        return None
    rows = Assignment.objects.filter(participant=participant, specialty=criterion.specialty)
    first = rows.values_list("appraiser", flat=True).first()
    return (
        None
        if first is None
        else Leaf(participant.pk, criterion.pk, criterion.specialty, first, _key(participant.code, criterion.code))
    )


def _key(agency: str, criterion: str) -> str:
    return f"{agency}/{criterion}"


def _assigned(campaign: Campaign) -> Iterator[Leaf]:
    leaves = _leaves(campaign)
    columns = ("participant", "participant__code", "participant__annex", "specialty", "appraiser")
    for participant, agency, annex, specialty, appraiser in Assignment.objects.filter(campaign=campaign).values_list(
        *columns
    ):
        for criterion, code in leaves.get((annex, specialty), ()):
            yield Leaf(participant, criterion, specialty, appraiser, _key(agency, code))


def _leaves(campaign: Campaign) -> Mapping[tuple[int, str], list[tuple[int, str]]]:
    """What the team marks by itself, by annex and specialty: not the survey, not outside figures."""
    rows = Criterion.objects.filter(
        annex__criteria_set=campaign.criteria_set_id, source__in=sorted(MARKED_SOURCES)
    ).exclude(kind=Kind.GROUP)
    found: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for annex, specialty, criterion, code in rows.values_list("annex", "specialty", "pk", "code"):
        found.setdefault((annex, specialty), []).append((criterion, code))
    return found


def _checked(campaign: Campaign, round: Round) -> Iterator[tuple[int, int]]:
    rows = CrossCheck.objects.filter(campaign=campaign, round=round)
    return iter(rows.values_list("participant", "criterion"))


def _supplemented(campaign: Campaign) -> Iterator[tuple[int, int]]:
    rows = SupplementItem.objects.filter(campaign=campaign)
    return iter(rows.values_list("supplement__participant", "criterion"))
