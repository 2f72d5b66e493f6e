"""What the same agency said of the same leaf the last time: only where both go on one to one (DESIGN §4, §5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.enums import PUBLIC_PHASES
from scoring.models import Answer, Campaign, Criterion, Crosswalk, Participant
from scoring.selectors.register.lineage import origins
from scoring.selectors.submissions.claims import Claimed, claimed, leaf_of

MOST_YEARS = 3


@dataclass(frozen=True)
class EarlierAnswer:
    """An answer of an earlier campaign with its leaf, as it was then."""

    participant: Participant
    answer: Answer

    @property
    def claimed(self) -> Claimed:
        return claimed(leaf_of(self.answer.criterion), self.answer)


def earlier_participant(participant: Participant) -> Participant | None:
    """The same agency (`lineage.origins`) in the most recent campaign before that it took part in.

    Only one whose results are published: until then its marks may change, and nobody builds on them.
    """
    for year in _years_before(participant):
        same = origins([participant.agency_id], year=participant.campaign.year, since=year).same
        there = Participant.objects.filter(
            agency=same.get(participant.agency_id, 0),
            campaign__authority=participant.campaign.authority_id,
            campaign__year=year,
            campaign__phase__in=PUBLIC_PHASES,
            submission__isnull=False,
        )
        joined = there.select_related("campaign", "submission")
        found = joined.order_by("-campaign_id", "pk").first()
        if found is not None:
            return found
    return None


def _years_before(participant: Participant) -> list[int]:
    """Latest first, as far back as an answer still says something."""
    earlier = Campaign.objects.public().filter(
        authority=participant.campaign.authority_id, year__lt=participant.campaign.year
    )
    return list(earlier.order_by("-year").values_list("year", flat=True).distinct()[:MOST_YEARS])


def continued_leaves(annex: int, earlier_annex: int) -> Mapping[int, int]:
    """The earlier leaf of each leaf that goes on, by primary key: by the crosswalk, else by the same code and name."""
    later = Criterion.objects.filter(annex=annex).order_by().values_list("code", "name", "pk")
    if annex == earlier_annex:
        return {pk: pk for _, _, pk in later}
    named = {
        (code, name): pk
        for code, name, pk in Criterion.objects.filter(annex=earlier_annex).order_by().values_list("code", "name", "pk")
    }
    same = {pk: named[code, name] for code, name, pk in later if (code, name) in named}
    return {**same, **_crossed(annex, earlier_annex)}


def _crossed(annex: int, earlier_annex: int) -> Mapping[int, int]:
    """Only leaves that continue exactly one."""
    edges = Crosswalk.objects.filter(later__annex=annex, earlier__annex=earlier_annex).values_list("later", "earlier")
    found: dict[int, list[int]] = {}
    for later, earlier in edges:
        found.setdefault(later, []).append(earlier)
    return {later: earlier[0] for later, earlier in found.items() if len(earlier) == 1}


def earlier_leaf(participant: Participant, criterion: Criterion) -> tuple[Participant, Criterion] | None:
    """The same leaf in the campaign before; None where nothing goes on. A constant number of queries."""
    before = earlier_participant(participant)
    if before is None:
        return None
    key = continued_leaves(participant.annex_id, before.annex_id).get(criterion.pk)
    leaf = Criterion.objects.filter(pk=key or 0).first()
    return (before, leaf) if leaf else None


def earlier_answer(participant: Participant, criterion: Criterion) -> EarlierAnswer | None:
    """The last answer to this leaf; None where there was none."""
    found = earlier_leaf(participant, criterion)
    if found is None:
        return None
    before, leaf = found
    answer = Answer.objects.filter(submission__participant=before, criterion=leaf).select_related("criterion").first()
    return EarlierAnswer(before, answer) if answer else None
