"""An agency's whole sheet as her officers work on it: areas with progress, leaves with their state (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.db.models import Count

from scoring.core.criteria import Leaf
from scoring.enums import Kind, Source
from scoring.models import Answer, Criterion, EvidenceLink, Participant
from scoring.selectors.submissions.claim_inputs import speech
from scoring.selectors.submissions.claims import Claimed, claimed, claimed_points, leaf_of
from scoring.selectors.submissions.completeness import Gap, gaps_of
from scoring.selectors.submissions.workspace_states import LeafState, state_of

ZERO = Fraction(0)
FEW = 15


@dataclass(frozen=True)
class Row:
    """One node of the tree; `depth` 0 is an area. On a group only the criterion says anything."""

    criterion: Criterion
    depth: int
    area: int
    answer: Answer | None = None
    links: int = 0

    @property
    def is_leaf(self) -> bool:
        return self.criterion.kind != Kind.GROUP

    @property
    def is_own(self) -> bool:
        """Answered by the agency itself."""
        return self.is_leaf and self.criterion.source == Source.SELF

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return gaps_of(self.criterion, self.answer, links=self.links) if self.is_own else ()

    @cached_property
    def state(self) -> LeafState:
        return state_of(self.gaps, self.answer) if self.is_own else LeafState.OTHERS

    @property
    def leaf(self) -> Leaf:
        return leaf_of(self.criterion)

    @cached_property
    def claimed(self) -> Claimed:
        return claimed(self.leaf, self.answer)

    @property
    def points(self) -> Fraction:
        if not self.is_own or self.answer is None or self.answer.not_applicable:
            return ZERO
        return claimed_points(self.answer) or ZERO


@dataclass(frozen=True)
class Area:
    """A top branch of the tree with the rows below it."""

    head: Row
    rows: tuple[Row, ...]

    @cached_property
    def own(self) -> tuple[Row, ...]:
        return tuple(row for row in (self.head, *self.rows) if row.is_own)

    @property
    def total(self) -> int:
        return len(self.own)

    @cached_property
    def incomplete(self) -> tuple[Row, ...]:
        return tuple(row for row in self.own if row.gaps)

    @property
    def done(self) -> int:
        return self.total - len(self.incomplete)

    @property
    def points(self) -> str:
        return speech().points(sum((row.points for row in self.own), ZERO))

    @property
    def most(self) -> str:
        """Nothing where no criterion counts towards the standard points (bonus)."""
        counted = [Fraction(row.criterion.max_points) for row in self.own if row.criterion.kind == Kind.SCORE]
        return speech().points(sum(counted, ZERO)) if counted else ""


@dataclass(frozen=True)
class Workspace:
    participant: Participant
    areas: tuple[Area, ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for area in self.areas for row in (area.head, *area.rows))

    @cached_property
    def leaves(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_leaf)

    @cached_property
    def own(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_own)

    @cached_property
    def incomplete(self) -> tuple[Row, ...]:
        return tuple(row for row in self.own if row.gaps)

    @property
    def total(self) -> int:
        return len(self.own)

    @property
    def done(self) -> int:
        return self.total - len(self.incomplete)

    @property
    def few_left(self) -> bool:
        """Whether all that is left can be read at a glance."""
        return len(self.incomplete) <= FEW

    @property
    def to_confirm(self) -> int:
        return sum(row.state == LeafState.TO_CONFIRM for row in self.own)

    @property
    def going_on(self) -> Row | None:
        """Where to go on: the first leaf with a gap, else the first leaf."""
        return next(iter(self.incomplete), self.own[0] if self.own else None)

    @property
    def points(self) -> str:
        return speech().points(sum((row.points for row in self.own), ZERO))

    def row(self, code: str) -> Row | None:
        return next((row for row in self.leaves if row.criterion.code == code), None)

    def neighbours(self, row: Row) -> tuple[Row | None, Row | None]:
        """The leaves before and after."""
        place = self.leaves.index(row)
        before = self.leaves[place - 1] if place else None
        return before, self.leaves[place + 1] if place + 1 < len(self.leaves) else None


def workspace_of(participant: Participant) -> Workspace:
    """Three queries, however long the sheet; give the participant with its submission selected."""
    answers = {answer.criterion_id: answer for answer in Answer.objects.filter(submission=participant.submission)}
    rows = list(_rows(participant, answers, _links(participant)))
    heads = [row for row in rows if row.depth == 0]
    below: dict[int, list[Row]] = {head.area: [] for head in heads}
    for row in rows:
        if row.depth:
            below[row.area].append(row)
    return Workspace(participant, tuple(Area(head, tuple(below[head.area])) for head in heads))


def _links(participant: Participant) -> Mapping[int, int]:
    """Sound documents of each leaf, by criterion."""
    counted = EvidenceLink.objects.sound().filter(answer__submission=participant.submission).order_by()
    return dict(counted.values_list("answer__criterion").annotate(Count("pk")))


def _rows(participant: Participant, answers: Mapping[int, Answer], links: Mapping[int, int]) -> Iterator[Row]:
    """In the order of the annex; children stand behind their parents."""
    nodes = list(Criterion.objects.filter(annex=participant.annex_id).order_by("position"))
    children: dict[int | None, list[Criterion]] = {}
    for node in nodes:
        children.setdefault(node.parent_id, []).append(node)

    def walk(node: Criterion, depth: int, area: int) -> Iterator[Row]:
        yield Row(node, depth, area, answers.get(node.pk), links.get(node.pk, 0))
        for child in children.get(node.pk, ()):
            yield from walk(child, depth + 1, area)

    for root in children.get(None, ()):
        yield from walk(root, 0, root.pk)
