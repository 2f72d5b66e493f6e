"""What a report is written from: frozen, pure, and nothing that a clock or a reader could change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from scoring.core.enums import IndexMode, On, OverallMean, SupplementScope
from scoring.core.policy import ClassScale

LONG_NAME = 60


@dataclass(frozen=True, slots=True)
class YearFigure:
    """An agency's published index and class of one earlier year; either may be unknown."""

    year: int
    index: Decimal | None
    class_name: str


@dataclass(frozen=True, slots=True)
class ClassChange:
    """A modifier that changed a class (CONTRACT §7): `value` is what it went by, as text."""

    kind: str
    value: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFact:
    """One line of the results. Points have up to six decimals, the index the campaign's digits.

    `deadline` is the one that bound the agency: its own, else the campaign's. Class names may be empty.
    """

    code: str
    name: str
    short_name: str = ""
    bloc: str
    standard_points: Decimal
    self_points: Decimal
    round1_points: Decimal
    appraised_points: Decimal
    survey_points: Decimal = Decimal(0)
    bonus_points: Decimal = Decimal(0)
    penalty_points: Decimal = Decimal(0)
    index: Decimal | None
    rank_in_bloc: int | None
    class_name: str
    class_changes: tuple[ClassChange, ...] = ()
    round1_index: Decimal | None = None
    round1_class: str = ""
    previous_index: Decimal | None = None
    previous_class: str = ""
    change: Decimal | None = None
    trend: str = ""
    history: tuple[YearFigure, ...] = ()
    submitted_at: datetime | None = None
    deadline: datetime | None = None

    @property
    def called(self) -> str:
        """The name used inside a sentence: whole, unless it is so long that nobody would follow."""
        return self.short_name if self.short_name and len(self.name) > LONG_NAME else self.name

    @property
    def is_late(self) -> bool:
        """Exactly at the deadline is on time (CONTRACT §7)."""
        return bool(self.submitted_at and self.deadline and self.submitted_at > self.deadline)

    def index_of(self, year: int) -> Decimal | None:
        """The published index of an earlier year."""
        return next((item.index for item in self.history if item.year == year), None)

    def class_of(self, year: int) -> str:
        """The published class of an earlier year; empty when unknown."""
        return next((item.class_name for item in self.history if item.year == year), "")


@dataclass(frozen=True, slots=True)
class BlocFact:
    """A bloc with its mean (at the campaign's digits) and the means published for earlier years."""

    code: str
    name: str
    mean_index: Decimal | None
    published_means: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyFact:
    """The campaign's rules of computation that the report states (CONTRACT §3)."""

    index_mode: IndexMode
    index_digits: int
    index_cap: Decimal | None
    overall_mean: OverallMean
    classify_on: On
    supplement_rate: Decimal
    supplement_scope: SupplementScope
    class_scale: ClassScale


@dataclass(frozen=True, slots=True)
class ModifierRule:
    """A modifier of the campaign; fields that its kind lacks are empty."""

    kind: str
    indicator: str = ""
    op: str = ""
    value: str = ""
    class_name: str = ""
    share: str = ""
    drop: int = 0
    bloc: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that approves and publishes the results; the number may be unknown."""

    number: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Attainment:
    """Credited and standard points of one criterion or part in one bloc, of score leaves only.

    `agencies` were scored on it and `at_maximum` of them got all; both are 0 for a part.
    """

    bloc: str
    code: str
    name: str
    points: Decimal
    standard_points: Decimal
    agencies: int = 0
    at_maximum: int = 0

    @property
    def share(self) -> Fraction:
        """Credited out of standard points, exact; 0 of nothing."""
        return Fraction(self.points) / Fraction(self.standard_points) if self.standard_points else Fraction(0)


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A survey or indicator criterion without a figure for some agencies (counted as 0, CONTRACT §5)."""

    criterion: str
    name: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """Everything one campaign's report says, in the order of the results table (CONTRACT §8)."""

    campaign_code: str
    campaign_name: str
    year: int
    authority: str
    decision: Decision
    is_published: bool
    is_reconstructed: bool
    self_deadline: datetime | None
    policy: PolicyFact
    input_digest: str
    engine_version: str
    agencies: tuple[AgencyFact, ...]
    blocs: tuple[BlocFact, ...]
    overall_mean: Decimal | None
    published_overall_means: tuple[tuple[int, Decimal], ...] = ()
    modifiers: tuple[ModifierRule, ...] = ()
    parts: tuple[Attainment, ...] = ()
    criteria: tuple[Attainment, ...] = ()
    missing: tuple[MissingFact, ...] = ()

    @property
    def digits(self) -> int:
        return self.policy.index_digits

    @property
    def previous_year(self) -> int:
        return self.year - 1

    @property
    def classes(self) -> tuple[str, ...]:
        """Class names from the best to the last."""
        return self.policy.class_scale.names

    @property
    def is_percent(self) -> bool:
        return self.policy.index_mode == IndexMode.PERCENT

    def of_bloc(self, code: str) -> tuple[AgencyFact, ...]:
        """The agencies of a bloc, in the order of the table."""
        return tuple(agency for agency in self.agencies if agency.bloc == code)
