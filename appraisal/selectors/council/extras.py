"""Credited bonus and penalty points of a whole campaign; few leaves, so their rows are read at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import ExpressionWrapper, F, TextField

from appraisal.enums import Round
from appraisal.models import Exemption, Mark, Ruling
from appraisal.selectors.credits import Remembered, entry_of
from appraisal.selectors.entries import NO_CLAIM, NO_MARK, NOTHING_SPECIAL, AgencyEntries, MarkSaid, Said, Special
from scoring.core.criteria import Leaf
from scoring.enums import Kind
from scoring.models import Answer, Campaign, Criterion, IndicatorValue, SurveyScore
from scoring.selectors.campaigns.policies import leaf_of, policy_of
from scoring.workbook.records import EXEMPT

EXTRA_KINDS = (Kind.BONUS, Kind.PENALTY)


class ExtraCredit(NamedTuple):
    """What one bonus or penalty leaf brought (or cost) one agency, before any cap of a group."""

    participant: int
    criterion: int
    kind: str
    points: Fraction


@dataclass(slots=True)
class _Sheet:
    """What was said of one agency's bonus and penalty leaves."""

    claims: dict[int, Said] = field(default_factory=dict)
    round1: dict[int, MarkSaid] = field(default_factory=dict)
    round2: dict[int, MarkSaid] = field(default_factory=dict)
    special: dict[int, Special] = field(default_factory=dict)
    indicators: dict[str, IndicatorValue] = field(default_factory=dict)
    measured: list[int] = field(default_factory=list)

    def note(self, leaf: int, **said: Any) -> None:
        self.special[leaf] = self.special.get(leaf, NOTHING_SPECIAL)._replace(**said)

    @property
    def leaves(self) -> list[int]:
        """Those that can have brought anything."""
        return sorted({*self.round1, *self.round2, *self.special, *self.measured})

    def entries(self, participant: int) -> AgencyEntries:
        return AgencyEntries(
            participant,
            self.claims,
            self.round1,
            self.round2,
            special=self.special,
            indicators=self.indicators,
        )


def extra_credits(campaign: Campaign) -> Iterator[ExtraCredit]:
    """All that are not 0, in a constant number of queries."""
    criteria = Criterion.objects.filter(annex__criteria_set=campaign.criteria_set_id, kind__in=EXTRA_KINDS)
    nodes = {node.pk: node for node in criteria}
    leaves = {key: leaf for key, node in nodes.items() if (leaf := leaf_of(node))}
    if not leaves:
        return
    remembered = Remembered(leaves, policy_of(campaign))
    for participant, sheet in sorted(_sheets(campaign, nodes, leaves).items()):
        entries = sheet.entries(participant)
        for key in sheet.leaves:
            points = _credited(remembered, leaves[key], key, entries)
            if points:
                yield ExtraCredit(participant, key, nodes[key].kind, points)


def _credited(remembered: Remembered, leaf: Leaf, key: int, entries: AgencyEntries) -> Fraction:
    claim = entries.claims.get(key, NO_CLAIM)
    said = (key, claim, entries.round1.get(key, NO_MARK), entries.round2.get(key, NO_MARK))
    if key in entries.special or leaf.indicator:
        return remembered.credited(said, entry_of(leaf, key, entries)).credit.points
    return remembered[said].credit.points


def _sheets(campaign: Campaign, nodes: Mapping[int, Criterion], leaves: Mapping[int, Leaf]) -> Mapping[int, _Sheet]:
    sheets: dict[int, _Sheet] = defaultdict(_Sheet)
    here = {"campaign": campaign, "criterion__in": list(leaves)}
    # Of the claims only those matter that say “nothing to count”: they take the leaf out.
    claims = Answer.objects.filter(**here, scored=EXEMPT)
    for who, leaf, *claim in claims.values_list("submission__participant", "criterion", *_said("scored")):
        sheets[who].claims[leaf] = tuple(claim)
    marks = Mark.objects.filter(**here)
    for who, stage, leaf, *mark in marks.values_list("participant", "round", "criterion", *_said("scored", "basis")):
        sheet = sheets[who]
        (sheet.round1 if stage == Round.FIRST else sheet.round2)[leaf] = tuple(mark)
    _note_specials(sheets, here)
    _note_indicators(sheets, campaign, nodes, leaves)
    return sheets


def _said(*columns: str) -> list[Any]:
    """Points and value as they are stored, which is what the arithmetic takes, and more columns."""
    stored = [ExpressionWrapper(F(name), output_field=TextField()) for name in ("points", "value")]
    return [*stored, *columns]


def _note_specials(sheets: dict[int, _Sheet], here: Mapping[str, Any]) -> None:
    for who, leaf in Exemption.objects.filter(**here, granted=True).values_list("participant", "criterion"):
        sheets[who].note(leaf, exempt=True)
    for who, leaf, points in Ruling.objects.filter(**here).values_list("participant", "criterion", "points"):
        sheets[who].note(leaf, council=points)
    for who, leaf, points in SurveyScore.objects.filter(**here).values_list("participant", "criterion", "points"):
        sheets[who].note(leaf, survey=points)


def _note_indicators(
    sheets: dict[int, _Sheet], campaign: Campaign, nodes: Mapping[int, Criterion], leaves: Mapping[int, Leaf]
) -> None:
    measured: dict[tuple[int, str], list[int]] = defaultdict(list)
    for key, leaf in leaves.items():
        if leaf.indicator:
            measured[nodes[key].annex_id, leaf.indicator].append(key)
    if not measured:
        return
    names = {name for _, name in measured}
    for item in IndicatorValue.objects.filter(campaign=campaign, indicator__in=names).select_related("participant"):
        sheet = sheets[item.participant_id]
        sheet.indicators[item.indicator] = item
        sheet.measured += measured.get((item.participant.annex_id, item.indicator), [])
