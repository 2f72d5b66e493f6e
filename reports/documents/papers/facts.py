"""What the papers are written from: frozen, pure, gathered by `gather.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from appraisal.core.voting import needed
from reports.documents.facts import ReportFacts
from reports.documents.papers.origin import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFact:
    """A meeting as its form holds it; what was not entered is empty and left open in the minutes."""

    kind: str
    number: int = 1
    held_at: datetime | None = None
    ended_at: datetime | None = None
    place: str = ""
    chair: str = ""
    clerk: str = ""
    attendees: str = ""
    content: str = ""
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class AskedFact:
    """An agency that was asked to supplement: by its code, how many leaves, until when."""

    agency: str
    name: str
    leaves: int
    deadline: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesFacts:
    """A meeting of the team over the results of a round."""

    origin: Origin
    meeting: MeetingFact
    results: ReportFacts
    asked: tuple[AskedFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionFact:
    """One item of the agenda with its votes; `points` is what was asked for."""

    title: str
    kind: str
    origin: str
    state: str
    outcome: str
    agency: str = ""
    criterion: str = ""
    points: Decimal | None = None
    argument: str = ""
    reason: str = ""
    yes: int = 0
    no: int = 0
    abstain: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilFacts:
    """A meeting of the council: who was there, what was moved, what stands after it."""

    origin: Origin
    meeting: MeetingFact
    results: ReportFacts
    members: int
    present: tuple[str, ...]
    quorum: Fraction
    motions: tuple[MotionFact, ...]

    @property
    def is_quorate(self) -> bool:
        return len(self.present) >= needed(self.members, self.quorum)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A leaf that may be supplemented, as the letter was sent."""

    code: str
    name: str
    max_points: Decimal | None
    claimed: Decimal | None
    granted: Decimal
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    origin: Origin
    agency: str
    deadline: datetime | None
    supplement_rate: Decimal
    lines: tuple[LetterLine, ...]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A node of the agency's sheet; points as exact text (`1.50`), None where there are none.

    A group has no `why` and opens a part of the table.
    """

    code: str
    name: str
    is_group: bool
    depth: int
    max_points: str | None
    claimed: str | None
    round1: str | None
    round2: str | None
    credited: str | None
    is_exempt: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """Everything that the appraisal says of one agency."""

    origin: Origin
    agency: str
    bloc: str
    annex: str
    index_label: str
    standard_points: Decimal
    self_points: Decimal
    round1_points: Decimal
    appraised_points: Decimal
    bonus_points: Decimal
    penalty_points: Decimal
    index: Decimal | None
    digits: int
    class_name: str
    class_changes: str = ""
    decision: str = ""
    lines: tuple[SheetLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ExemptionFact:
    agency: str
    criterion: str
    name: str
    max_points: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class MetFact:
    """A meeting that was held, for the account of how the results came about."""

    kind: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """What proposal and decision say: the results, exemptions granted, the rules they rest on."""

    origin: Origin
    results: ReportFacts
    rules: str
    exemptions: tuple[ExemptionFact, ...] = ()
    meetings: tuple[MetFact, ...] = field(default=())
    approved_on: date | None = None
    number: str = ""
    day: date | None = None
