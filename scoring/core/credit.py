"""The credited points of one leaf (CONTRACT §5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from scoring.core.criteria import Leaf
from scoring.core.enums import Basis, Kind, Source, SupplementScope
from scoring.core.numbers import on_grid
from scoring.core.policy import Policy
from scoring.core.readings import Quantity, Reading

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Mark:
    """Points of one stage, exact: as entered, or as the leaf's rule gave them for a reading.

    `points` is None when the reading says that the leaf does not count. `reading` is only for explaining.
    """

    points: Fraction | None
    is_read: bool = False
    reading: Reading | None = None


def mark_of(leaf: Leaf, points: Fraction | None, reading: Reading | None) -> Mark | None:
    """The mark that points and a reading make; a reading goes before points. None when neither is given."""
    if reading is not None:
        return Mark(leaf.rule.points(reading, leaf.maximum), is_read=True, reading=reading)
    return None if points is None else Mark(points)


@dataclass(frozen=True, slots=True)
class Entry:
    """All that was said about one leaf of one agency; None = not given, which is not zero."""

    claim: Mark | None = None
    round1: Mark | None = None
    round2: Mark | None = None
    basis: Basis = Basis.SUPPLEMENT
    exempt: bool = False
    council: Fraction | None = None
    survey: Fraction | None = None
    indicator: Fraction | None = None


class Step(Enum):
    """Which line of CONTRACT §5 gave the credited points."""

    EXEMPT = "exempt"
    COUNCIL = "council"
    SURVEY = "survey"
    INDICATOR = "indicator"
    MISSING = "missing"
    UNMARKED = "unmarked"
    ROUND1 = "round1"
    ROUND2 = "round2"
    SUPPLEMENT = "supplement"


@dataclass(frozen=True, slots=True, eq=False)
class Credit:
    """What one leaf brings: credited points, and its points at the two earlier stages.

    An exempt leaf brings 0 at every stage and is left out of the standard. `claimed`, `marked1` and
    `marked2` are the entries as they stand, None where there is none. `grid` holds the points of the three
    stages as whole numbers of `numbers.GRID`, so that most of a run's sums are sums of integers; None where
    they are not, and on leaves that are not simply added up (exempt, bonus, penalty).

    Compared by identity: a run meets the same few credits a million times and counts them as they are.
    """

    leaf: Leaf
    points: Fraction
    self_points: Fraction
    round1_points: Fraction
    step: Step
    claimed: Fraction | None = None
    marked1: Fraction | None = None
    marked2: Fraction | None = None
    grid: tuple[int, ...] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.leaf.kind is Kind.SCORE and not self.exempt:
            object.__setattr__(self, "grid", on_grid(self.points, self.self_points, self.round1_points))

    @property
    def exempt(self) -> bool:
        return self.step is Step.EXEMPT

    @property
    def missing(self) -> bool:
        return self.step is Step.MISSING


def points_of(mark: Mark | None) -> Fraction | None:
    """Points of one stage; None when nothing was given, or the reading says the leaf does not count."""
    return None if mark is None else mark.points


def indicator_points(leaf: Leaf, entry: Entry) -> Fraction | None:
    """The rule of an indicator leaf on its outside figure."""
    if leaf.source is not Source.INDICATOR or entry.indicator is None:
        return None
    return leaf.rule.points(Quantity(entry.indicator), leaf.maximum)


def is_exempt(entry: Entry) -> bool:
    """By decision, or because the latest reading says that there was nothing to count (CONTRACT §4)."""
    stages = (entry.round2, entry.round1, entry.claim)
    latest = next((mark for mark in stages if mark and mark.is_read), None)
    return entry.exempt or (latest is not None and latest.points is None)


def credit(leaf: Leaf, entry: Entry, policy: Policy) -> Credit:
    """The credited points with the stages before them (CONTRACT §5, §6)."""
    claimed, marked1, marked2 = (points_of(mark) for mark in (entry.claim, entry.round1, entry.round2))
    if is_exempt(entry):
        return Credit(leaf, ZERO, ZERO, ZERO, Step.EXEMPT, claimed, marked1, marked2)
    outside = entry.survey if leaf.source is Source.SURVEY else indicator_points(leaf, entry)
    points, step = _credited(leaf, entry, policy, marked1, marked2, outside)
    return Credit(
        leaf,
        points,
        _stage(leaf, claimed, outside),
        _stage(leaf, marked1, outside),
        step,
        claimed,
        marked1,
        marked2,
    )


def _stage(leaf: Leaf, entered: Fraction | None, outside: Fraction | None) -> Fraction:
    """Points of an earlier stage: a missing entry is 0, survey and indicator leaves stand as they are."""
    if leaf.source is Source.SURVEY or entered is None:
        return outside or ZERO
    return entered


def _credited(
    leaf: Leaf,
    entry: Entry,
    policy: Policy,
    marked1: Fraction | None,
    marked2: Fraction | None,
    outside: Fraction | None,
) -> tuple[Fraction, Step]:
    if entry.council is not None:
        return entry.council, Step.COUNCIL
    unmarked = marked1 is None and marked2 is None
    if leaf.source is Source.SURVEY:
        return (outside, Step.SURVEY) if outside is not None else (ZERO, Step.MISSING)
    if unmarked and leaf.source is Source.INDICATOR:
        return (outside, Step.INDICATOR) if outside is not None else (ZERO, Step.MISSING)
    if unmarked:
        return ZERO, Step.UNMARKED
    return after_rounds(leaf, entry.basis, policy, marked1, marked2)


def after_rounds(
    leaf: Leaf, basis: Basis, policy: Policy, marked1: Fraction | None, marked2: Fraction | None
) -> tuple[Fraction, Step]:
    """Lines 4 to 6 of CONTRACT §5, with at least one mark given."""
    if marked2 is None:
        return marked1 or ZERO, Step.ROUND1
    first = marked1 or ZERO
    in_scope = leaf.kind is Kind.SCORE or policy.supplement_scope is SupplementScope.ALL
    if marked2 <= first or basis is Basis.CORRECTION or not in_scope:
        return marked2, Step.ROUND2
    return first + policy.supplement_rate * (marked2 - first), Step.SUPPLEMENT
