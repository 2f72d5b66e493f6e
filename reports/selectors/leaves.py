"""One agency's leaves with the sentence that explains each (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from appraisal.enums import Round
from appraisal.selectors.credits import entry_of
from appraisal.selectors.entries import AgencyEntries, agency_entries
from reports.models import IndexRun, LeafResult
from reports.selectors.results import points
from scoring.core.credit import Credit, Entry, credit
from scoring.core.criteria import Leaf
from scoring.core.enums import Kind, Language
from scoring.core.explain import explain
from scoring.core.numbers import exact_sum, round_half_up
from scoring.core.policy import Policy
from scoring.models import Criterion, Participant
from scoring.selectors.campaigns.policies import leaf_of, policy_of

SIX = 6


@dataclass(frozen=True, slots=True)
class LeafLine:
    """A node of an agency's sheet. Points are texts with at least two decimals, None where there are none.

    On a group they are the sums of its score leaves, without a second round; on a leaf `credited` is what
    the run stored.
    """

    code: str
    name: str
    depth: int
    is_group: bool
    kind: str
    source: str
    max_points: str | None
    self_points: str | None
    round1_points: str | None
    round2_points: str | None
    credited: str | None
    exempt: bool
    explanation: str
    reason: str


def agency_sheet(*, run: IndexRun, participant: Participant, language: Language) -> list[LeafLine]:
    """The tree of the agency's annex, parents before children, in a constant number of queries."""
    nodes = list(Criterion.objects.filter(annex=participant.annex_id).order_by("position"))
    sheet = _Sheet(nodes, agency_entries(participant.pk), _stored(run, participant), policy_of(run.campaign), language)
    return list(sheet.lines(None, 0))


def _stored(run: IndexRun, participant: Participant) -> Mapping[str, str | None]:
    found = LeafResult.objects.filter(run=run, participant=participant).first()
    return found.points if found else {}


@dataclass(frozen=True, slots=True)
class _Stages:
    """Points of a node at each stage; None where nothing was given."""

    maximum: Fraction | None
    claimed: Fraction | None
    round1: Fraction | None
    round2: Fraction | None
    credited: Fraction | None


class _Sheet:
    def __init__(
        self,
        nodes: list[Criterion],
        entries: AgencyEntries,
        stored: Mapping[str, str | None],
        policy: Policy,
        language: Language,
    ) -> None:
        self._entries, self._stored, self._policy, self._language = entries, stored, policy, language
        self._children: dict[int | None, list[Criterion]] = {}
        for node in nodes:
            self._children.setdefault(node.parent_id, []).append(node)
        self._credits = {node.pk: self._credit(node, leaf) for node in nodes if (leaf := leaf_of(node))}

    def _credit(self, node: Criterion, leaf: Leaf) -> tuple[Leaf, Entry, Credit]:
        entry = entry_of(leaf, node.pk, self._entries)
        return leaf, entry, credit(leaf, entry, self._policy)

    def lines(self, parent: int | None, depth: int) -> Iterator[LeafLine]:
        for node in self._children.get(parent, []):
            if node.kind == Kind.GROUP:
                yield self._group(node, depth)
                yield from self.lines(node.pk, depth + 1)
            else:
                yield self._leaf(node, depth)

    def _group(self, node: Criterion, depth: int) -> LeafLine:
        """Sums as the agency's totals take them: exact, survey leaves with them, exempt leaves left out."""
        below = [self._credits[leaf.pk][2] for leaf in self._leaves(node.pk) if leaf.kind == Kind.SCORE]
        total = _Stages(
            exact_sum(item.leaf.maximum for item in below if not item.exempt),
            exact_sum(item.self_points for item in below),
            exact_sum(item.round1_points for item in below),
            None,
            exact_sum(item.points for item in below),
        )
        return _line(node, depth, total, exempt=False, explanation="", reason="")

    def _leaf(self, node: Criterion, depth: int) -> LeafLine:
        leaf, entry, found = self._credits[node.pk]
        sentence = explain(leaf, entry, self._policy, self._language)
        stages = self._stages(node)
        return _line(node, depth, stages, exempt=found.exempt, explanation=sentence, reason=self._reason(node))

    def _stages(self, node: Criterion) -> _Stages:
        leaf, _, found = self._credits[node.pk]
        stored = self._stored.get(node.code)
        credited = None if stored is None else Fraction(stored)
        maximum = None if found.exempt else leaf.maximum
        return _Stages(maximum, found.claimed, found.marked1, found.marked2, credited)

    def _leaves(self, parent: int) -> Iterator[Criterion]:
        for node in self._children.get(parent, []):
            if node.kind == Kind.GROUP:
                yield from self._leaves(node.pk)
            else:
                yield node

    def _reason(self, node: Criterion) -> str:
        """Why the points are what they are, in the words of whoever decided last."""
        special = self._entries.special.get(node.pk)
        notes = [self._entries.notes.get((number, node.pk), "") for number in (Round.SECOND, Round.FIRST)]
        granted = special.exempt_reason if special and special.exempt else ""
        said = [granted, special.council_reason] if special else []
        return next((text for text in [*said, *notes] if text), "")


def _text(value: Fraction | None) -> str | None:
    return None if value is None else points(_trimmed(value))


def _trimmed(value: Fraction) -> Decimal:
    return round_half_up(value, SIX).normalize()


def _line(node: Criterion, depth: int, stages: _Stages, *, exempt: bool, explanation: str, reason: str) -> LeafLine:
    return LeafLine(
        code=node.code,
        name=node.name,
        depth=depth,
        is_group=node.kind == Kind.GROUP,
        kind=node.kind,
        source=node.source,
        max_points=_text(Fraction(node.max_points) if exempt else stages.maximum),
        self_points=_text(stages.claimed),
        round1_points=_text(stages.round1),
        round2_points=_text(stages.round2),
        credited=_text(stages.credited),
        exempt=exempt,
        explanation=explanation,
        reason=reason,
    )
