"""All that an appraiser looks at while she marks one leaf of one agency."""

from __future__ import annotations

from dataclasses import dataclass, replace

from appraisal.enums import Basis, Round
from appraisal.models import Exemption, Mark
from appraisal.selectors.credits import entry_of
from appraisal.selectors.entries import agency_entries
from appraisal.selectors.marks.rounds import is_open, round_of
from appraisal.selectors.marks.said import said, standing_beside
from appraisal.selectors.marks.words import standing_sentence
from appraisal.selectors.verdicts import Verdict, verdict_of
from scoring.core import enums as core
from scoring.core.credit import Entry, credit, mark_of
from scoring.core.criteria import Leaf
from scoring.core.doubt import doubt
from scoring.core.explain import explain
from scoring.core.numbers import exact
from scoring.core.rules import parse_value
from scoring.enums import PUBLIC_PHASES
from scoring.models import Answer, Criterion, Participant, SupplementItem
from scoring.selectors.campaigns.policies import policy_of
from scoring.selectors.submissions.claim_inputs import language, speech
from scoring.selectors.submissions.claims import Claimed, claimed, leaf_of
from scoring.selectors.submissions.earlier import EarlierAnswer, earlier_leaf


@dataclass(frozen=True, slots=True)
class Earlier:
    """The same leaf of the same agency the last time; marks only of a campaign that was published."""

    answer: EarlierAnswer | None
    participant: Participant
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class LeafWork:
    participant: Participant
    criterion: Criterion
    leaf: Leaf
    round: Round
    is_open: bool
    answer: Answer | None
    claimed: Claimed
    first: Mark | None
    second: Mark | None
    item: SupplementItem | None
    exemption: Exemption | None
    earlier: Earlier | None

    @property
    def current(self) -> Mark | None:
        return self.second if self.round == Round.SECOND else self.first

    @property
    def version(self) -> int:
        return self.current.version if self.current else 0

    @property
    def may_agree(self) -> bool:
        """Whether there is a claim that one can simply agree with, in this round."""
        if self.answer is None or self.answer.typed or said(self.answer) is None:
            return False
        return self.round == Round.FIRST or self.item is not None


def leaf_work(*, participant: Participant, criterion: Criterion) -> LeafWork:
    """A constant number of queries. Give the participant with its campaign; the caller knows that she may look."""
    answer = Answer.objects.filter(submission__participant=participant, criterion=criterion).first()
    marks = {mark.round: mark for mark in _marks(participant, criterion)}
    items = SupplementItem.objects.filter(supplement__participant=participant, criterion=criterion)
    exemptions = Exemption.objects.filter(participant=participant, criterion=criterion)
    leaf = leaf_of(criterion)
    return LeafWork(
        participant=participant,
        criterion=criterion,
        leaf=leaf,
        round=round_of(participant.campaign),
        is_open=is_open(participant.campaign),
        answer=answer,
        claimed=claimed(leaf, answer),
        first=marks.get(Round.FIRST),
        second=marks.get(Round.SECOND),
        item=items.select_related("supplement").first(),
        exemption=exemptions.select_related("proposed_by").first(),
        earlier=_earlier(participant, criterion),
    )


def _marks(participant: Participant, criterion: Criterion) -> list[Mark]:
    found = Mark.objects.filter(participant=participant, criterion=criterion)
    return list(found.select_related("marked_by"))


def _earlier(participant: Participant, criterion: Criterion) -> Earlier | None:
    found = earlier_leaf(participant, criterion)
    if found is None:
        return None
    before, leaf = found
    answer = Answer.objects.filter(submission__participant=before, criterion=leaf).select_related("criterion").first()
    verdict = verdict_of(before, leaf, speech()) if before.campaign.phase in PUBLIC_PHASES else None
    return Earlier(EarlierAnswer(before, answer) if answer else None, before, verdict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a mark comes to: points in words (nothing where there are none), and sentences.

    `rule` is how the rule came to them, `doubt` what looks mistyped in it, `standing` how they stand beside the claim,
    `credit` what is credited.
    """

    points: str = ""
    rule: str = ""
    doubt: str = ""
    standing: str = ""
    credited: str = ""
    credit: str = ""


def outcome_of(*, participant: Participant, criterion: Criterion, mark: Mark | None = None) -> Outcome:
    """Of the leaf as it stands, or as if `mark` (need not be stored) held in its round. Six queries at most."""
    leaf, entries = leaf_of(criterion), agency_entries(participant.pk)
    entry = entry_of(leaf, criterion.pk, entries)
    claim = Answer.objects.filter(submission__participant=participant, criterion=criterion).first()
    if mark is not None:
        entry = _with(leaf, entry, mark)
    stated = entry.round2 if mark is not None and mark.round == Round.SECOND else (entry.round2 or entry.round1)
    if mark is not None and mark.round == Round.FIRST:
        stated = entry.round1
    policy = policy_of(participant.campaign)
    found = credit(leaf, entry, policy)
    reading = None if stated is None else stated.reading
    return Outcome(
        points="" if stated is None or stated.points is None else speech().points(stated.points),
        rule="" if reading is None else leaf.rule.explain(reading, leaf.maximum, speech()),
        doubt="" if reading is None else doubt(leaf.rule, reading, speech()),
        standing="" if mark is None else _standing(criterion, claim, mark),
        credited="" if found.exempt else speech().points(found.points),
        credit=explain(leaf, entry, policy, language()),
    )


def _standing(criterion: Criterion, claim: Answer | None, mark: Mark) -> str:
    return standing_sentence(criterion, claim, mark, standing_beside(criterion, claim, mark))


def _with(leaf: Leaf, entry: Entry, mark: Mark) -> Entry:
    reading = None if mark.value is None else parse_value(leaf.rule, mark.value)
    points = None if mark.points is None else exact(mark.points)
    found = mark_of(leaf, points, reading)
    if mark.round == Round.FIRST:
        return replace(entry, round1=found)
    return replace(entry, round2=found, basis=core.Basis(Basis(mark.basis).value))
