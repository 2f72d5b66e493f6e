"""Read a campaign for an index run: the setup at once, the entries bloc by bloc (DESIGN §11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from appraisal.selectors.credits import Crediting, indicators_of
from appraisal.selectors.entries import AgencyEntries, bloc_entries
from reports.selectors.agencies import AgencyFacts, Past, bloc_agencies, bloc_history, standing_of
from reports.services.digest import agency_digest
from scoring.core.conclude import Published, Scored
from scoring.core.credit import Credit
from scoring.core.enums import Source
from scoring.core.policy import Policy
from scoring.core.totals import Totals, credited_sum, total
from scoring.models import Bloc, Campaign
from scoring.selectors.campaigns.policies import AnnexTree


@dataclass(frozen=True, slots=True)
class Attainment:
    """One leaf over the agencies of a bloc: how many it counted for, how many reached its maximum, sums."""

    criterion: int
    agencies: int
    at_maximum: int
    points: Fraction
    standard: Fraction


@dataclass(frozen=True, slots=True)
class ScoredAgency:
    """An agency with its totals, the digest of its content, and its credited leaves as stored."""

    participant: int
    scored: Scored
    digest: str
    leaves: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoredBloc:
    bloc: Bloc
    agencies: tuple[ScoredAgency, ...]
    attainment: tuple[Attainment, ...]


class AnnexLeaves:
    """The leaves of one annex sorted by code, and what is kept between agencies that share it."""

    def __init__(self, tree: AnnexTree, policy: Policy) -> None:
        self.tree = tree
        self.codes = {key: leaf.code for key, leaf in zip(tree.keys, tree.annex.leaves, strict=True)}
        self.crediting = Crediting(tree.annex, tree.keys, policy)
        outside = (Source.SURVEY, Source.INDICATOR)
        self.from_outside = [place for place, leaf in enumerate(tree.annex.leaves) if leaf.source in outside]

    def attainment(self, sheets: Sequence[Sequence[Credit]]) -> Iterator[Attainment]:
        """Each leaf over all agencies given; equal credits are counted, then added once."""
        for key, column in zip(self.tree.keys, zip(*sheets, strict=True), strict=True):
            counted = {item: times for item, times in Counter(column).items() if not item.exempt}
            agencies, maximum = sum(counted.values()), column[0].leaf.maximum
            at_maximum = sum(times for item, times in counted.items() if item.points >= maximum)
            yield Attainment(key, agencies, at_maximum, credited_sum(counted), maximum * agencies)


def score_blocs(campaign: Campaign, trees: Mapping[int, AnnexTree], policy: Policy) -> Iterator[ScoredBloc]:
    """The blocs in the order of the table, each read and scored as a whole before the next."""
    annexes = {key: AnnexLeaves(tree, policy) for key, tree in trees.items()}
    for bloc in campaign.blocs.all():
        yield _score_bloc(bloc, annexes, campaign.self_deadline)


def _score_bloc(bloc: Bloc, annexes: Mapping[int, AnnexLeaves], deadline: datetime | None) -> ScoredBloc:
    facts, history = bloc_agencies(bloc.pk), bloc_history(bloc.pk)
    sheets: dict[int, list[tuple[Credit, ...]]] = {}
    agencies: list[ScoredAgency] = []
    for entries in bloc_entries(bloc.pk):
        who, past = facts[entries.participant], history.get(entries.participant, ())
        annex = annexes[who.annex_key]
        credits, said, stored = zip(*annex.crediting.credit(entries), strict=True)
        sheets.setdefault(who.annex_key, []).append(credits)
        scored = _scored(who, past, entries, total(annex.tree.annex, credits), deadline)
        digest = agency_digest(who, past, entries, annex.codes, said)
        missing = tuple(credits[place].leaf.code for place in annex.from_outside if credits[place].missing)
        agencies.append(ScoredAgency(who.key, scored, digest, f"{{{','.join(stored)}}}", missing))
    attainment = (item for key, sheet in sheets.items() for item in annexes[key].attainment(sheet))
    return ScoredBloc(bloc, tuple(agencies), tuple(attainment))


def _scored(
    who: AgencyFacts, past: Sequence[Past], entries: AgencyEntries, totals: Totals, deadline: datetime | None
) -> Scored:
    return Scored(
        code=who.code,
        name=who.name,
        parent=who.parent,
        totals=totals,
        standing=standing_of(who, indicators_of(entries), deadline),
        history={item.year: Published(item.figure, item.class_name or None) for item in past},
    )
