"""A node of a criteria set with everything that is law about it, as a frozen value (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.core.enums import Kind
from scoring.core.fields import load_object
from scoring.core.rules import parse_rule
from scoring.core.rules.base import Rule

Place = tuple[str, str]  # the codes of an annex and of a criterion in it


@dataclass(frozen=True, slots=True)
class SetNode:
    """Points as they were written; `rule` is its JSON, empty on a group; `parent` is a code of the same annex."""

    annex: str
    code: str
    parent: str | None
    name: str
    kind: Kind = Kind.GROUP
    max_points: Decimal | None = None
    cap: Decimal | None = None
    source: str = ""
    specialty: str = ""
    rule: str = ""
    evidence: str = "optional"
    explanation: str = "optional"
    indicator: str = ""
    guidance: str = ""
    evidence_guidance: str = ""
    note: str = ""

    @property
    def place(self) -> Place:
        return self.annex, self.code

    @property
    def above(self) -> Place | None:
        return None if self.parent is None else (self.annex, self.parent)

    @property
    def is_group(self) -> bool:
        return self.kind is Kind.GROUP

    @property
    def maximum(self) -> Fraction:
        """M of a leaf; 0 where none was written."""
        return Fraction(self.max_points or 0)

    def parsed_rule(self) -> Rule:
        """The leaf's rule; what its maximum does not allow is `Refused`."""
        return parse_rule(load_object(self.rule), self.maximum)


def score_sums(nodes: Iterable[SetNode]) -> Mapping[Place, Fraction]:
    """Points of the score leaves below every group; a group without any has 0. Parents must not go in circles."""
    by_place = {node.place: node for node in nodes}
    sums = {place: Fraction(0) for place, node in by_place.items() if node.is_group}
    for node in by_place.values():
        above = node.above if node.kind is Kind.SCORE else None
        while above in sums:
            sums[above] += node.maximum
            above = by_place[above].above
    return sums


def standard_points(nodes: Iterable[SetNode]) -> Fraction:
    """What an agency can reach without bonus points."""
    return sum((node.maximum for node in nodes if node.kind is Kind.SCORE), Fraction(0))
