"""Read a campaign for an index run: the setup at once, the entries bloc by bloc (DESIGN §11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from appraisal.selectors.credits import Crediting, indicators_of
from appraisal.selectors.entries import AgencyEntries, bloc_entries
from reports.services.digest import AgencyFacts, agency_digest
from scoring.core.conclude import Published, Scored
from scoring.core.credit import Credit
from scoring.core.modifiers import Standing
from scoring.core.numbers import plain, round_half_up
from scoring.core.policy import Policy
from scoring.core.totals import total
from scoring.models import Bloc, Campaign, Participant, PublishedIndex, Submission
from scoring.selectors.policies import AnnexTree

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
POINT_DIGITS = 6


def points_text(points: Fraction) -> str:
    """Points as stored: six decimals at the most, trailing zeros trimmed (CONTRACT §8)."""
    return plain(round_half_up(points, POINT_DIGITS))


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
        self.codes = tuple(leaf.code for leaf in tree.annex.leaves)
        self.crediting = Crediting(tree.annex, tree.keys, policy)
        self._prefixes = tuple(f'"{_escaped(code)}":' for code in self.codes)
        self._texts: dict[Credit, str] = {}

    def stored(self, credits: Iterable[Credit]) -> str:
        """The credited points as a JSON object by code."""
        known = self._texts
        parts = [prefix + (known.get(item) or self._text(item)) for prefix, item in zip(self._prefixes, credits, strict=True)]
        return "{" + ",".join(parts) + "}"

    def _text(self, item: Credit) -> str:
        text = "null" if item.exempt else f'"{points_text(item.points)}"'
        self._texts[item] = text
        return text

    def attainment(self, sheets: Sequence[Sequence[Credit]]) -> Iterator[Attainment]:
        """Each leaf over all agencies given; equal credits are counted, then added once."""
        columns = zip(*sheets, strict=True) if sheets else ()
        for key, leaf, column in zip(self.tree.keys, self.tree.annex.leaves, columns, strict=False):
            counted = [(item, times) for item, times in Counter(column).items() if not item.exempt]
            agencies = sum(times for _, times in counted)
            yield Attainment(
                key,
                agencies,
                sum(times for item, times in counted if item.points >= leaf.maximum),
                sum((item.points * times for item, times in counted), Fraction(0)),
                leaf.maximum * agencies,
            )


def _escaped(code: str) -> str:
    return code.replace("\\", "\\\\").replace('"', '\\"')


def score_blocs(campaign: Campaign, trees: Mapping[int, AnnexTree], policy: Policy) -> Iterator[ScoredBloc]:
    """The blocs in the order of the table, each read and scored as a whole before the next."""
    annexes = {key: AnnexLeaves(tree, policy) for key, tree in trees.items()}
    for bloc in campaign.blocs.all():
        facts = bloc_facts(campaign, bloc)
        yield _score_bloc(bloc, facts, annexes, campaign.self_deadline)


def _score_bloc(
    bloc: Bloc, facts: Mapping[int, AgencyFacts], annexes: Mapping[int, AnnexLeaves], deadline: datetime | None
) -> ScoredBloc:
    sheets: dict[int, list[list[Credit]]] = {}
    agencies: list[ScoredAgency] = []
    for entries in _with_the_silent(bloc_entries(bloc.pk), facts):
        who = facts[entries.participant]
        annex = annexes[who.participant.annex_id]
        credits = annex.crediting.credits(entries)
        sheets.setdefault(who.participant.annex_id, []).append(credits)
        agencies.append(_scored_agency(who, entries, annex, credits, deadline))
    attainment = (item for key, sheet in sheets.items() for item in annexes[key].attainment(sheet))
    return ScoredBloc(bloc, tuple(agencies), tuple(attainment))


def _with_the_silent(
    stream: Iterable[AgencyEntries], facts: Mapping[int, AgencyFacts]
) -> Iterator[AgencyEntries]:
    """The stream, then the agencies of which nothing is said: they have 0 points, not none."""
    silent = dict.fromkeys(facts)
    for entries in stream:
        del silent[entries.participant]
        yield entries
    yield from (AgencyEntries(who, {}, {}, {}) for who in silent)


def _scored_agency(
    who: AgencyFacts,
    entries: AgencyEntries,
    annex: AnnexLeaves,
    credits: Sequence[Credit],
    deadline: datetime | None,
) -> ScoredAgency:
    scored = Scored(
        code=who.participant.code,
        name=who.participant.name,
        parent=who.parent,
        totals=total(annex.tree.annex, credits),
        standing=_standing(who, entries, deadline),
        history={item.year: Published(item.index, item.class_name or None) for item in who.history},
    )
    missing = tuple(code for code, item in zip(annex.codes, credits, strict=True) if item.missing)
    digest = agency_digest(who, entries, annex.codes, annex.tree.keys)
    return ScoredAgency(who.participant.pk, scored, digest, annex.stored(credits), missing)


def _standing(who: AgencyFacts, entries: AgencyEntries, campaign_deadline: datetime | None) -> Standing:
    deadline, submitted = who.deadline or campaign_deadline, who.submitted_at
    return Standing(
        bloc=who.bloc,
        level=who.participant.level,
        indicators=indicators_of(entries),
        submitted_at=submitted.astimezone(VIETNAM).isoformat() if submitted else None,
        late=submitted > deadline if submitted and deadline else None,
    )


def bloc_facts(campaign: Campaign, bloc: Bloc) -> Mapping[int, AgencyFacts]:
    """The agencies of a bloc with submission and history, by primary key; three queries."""
    history: dict[int, list[PublishedIndex]] = {}
    for item in PublishedIndex.objects.filter(participant__bloc=bloc):
        history.setdefault(item.participant_id, []).append(item)
    submissions = {item.participant_id: item for item in Submission.objects.filter(participant__bloc=bloc)}
    participants = Participant.objects.filter(bloc=bloc).select_related("annex", "parent").order_by("pk")
    return {
        who.pk: _facts(who, bloc.code, submissions.get(who.pk), history.get(who.pk, ())) for who in participants
    }


def _facts(
    who: Participant, bloc: str, submission: Submission | None, history: Sequence[PublishedIndex]
) -> AgencyFacts:
    return AgencyFacts(
        participant=who,
        bloc=bloc,
        annex=who.annex.code,
        parent=who.parent.code if who.parent else None,
        submitted_at=submission.submitted_at if submission else None,
        deadline=submission.deadline if submission else None,
        history=history,
    )
