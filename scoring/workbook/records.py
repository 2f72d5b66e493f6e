"""What a workbook says, normalised: plain values, references already checked (CONTRACT §3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from scoring.core.criteria import Annex, Leaf
from scoring.core.enums import Kind, Source
from scoring.core.modifiers import Modifier
from scoring.core.policy import Policy
from scoring.core.rules.base import Rule


@dataclass(frozen=True, slots=True)
class CampaignRecord:
    code: str
    name: str
    year: int
    authority: str
    decision_number: str
    decision_date: date | None
    self_deadline: datetime | None
    policy: Policy


@dataclass(frozen=True, slots=True)
class BlocRecord:
    code: str
    name: str
    order: int | None


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    code: str
    name: str
    bloc: str
    annex: str
    parent: str | None
    level: str
    submitted_at: datetime | None
    deadline: datetime | None
    short_name: str


@dataclass(frozen=True, slots=True)
class CriterionRecord:
    """`source` and `rule` are None on a group."""

    annex: str
    code: str
    parent: str | None
    name: str
    kind: Kind
    max_points: Decimal | None
    cap: Decimal | None
    source: Source | None
    specialty: str
    rule: Rule | None
    evidence: str
    indicator: str


@dataclass(frozen=True, slots=True)
class ModifierRecord:
    order: int
    modifier: Modifier


@dataclass(frozen=True, slots=True)
class SurveyRecord:
    agency: str
    leaf: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    agency: str
    indicator: str
    value: Decimal
    as_of: str
    source: str


@dataclass(frozen=True, slots=True)
class HistoryRecord:
    agency: str
    year: int
    index: Decimal | None
    class_name: str


@dataclass(frozen=True, slots=True)
class BlocHistoryRecord:
    """`bloc` is None for the overall mean."""

    bloc: str | None
    year: int
    mean_index: Decimal


class StageText(NamedTuple):
    """Points and value of one stage as they are stored: canonical text, None where not given.

    `scored` is what the rule gives for the value: a fraction's text, or `EXEMPT`.
    """

    points: str | None
    value: str | None
    scored: str | None = None

    def __bool__(self) -> bool:
        return self.points is not None or self.value is not None


EXEMPT = "exempt"
NOTHING = StageText(None, None)


class ScoreRecord(NamedTuple):
    """One row of `scores`, checked: texts as they are stored."""

    agency: str
    annex: str
    leaf: str
    claim: StageText
    explanation: str
    round1: StageText
    round1_note: str
    round2: StageText
    round2_note: str
    basis: str
    exempt: bool
    exempt_reason: str
    council_points: str | None
    council_reason: str


@dataclass(frozen=True, slots=True)
class Tree:
    """One annex: its nodes in the order of the sheet, and the arithmetic's view of it."""

    code: str
    nodes: tuple[CriterionRecord, ...]
    annex: Annex
    leaves: Mapping[str, Leaf]
    groups: frozenset[str]


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything but the scores: small enough to hold at once."""

    campaign: CampaignRecord
    blocs: tuple[BlocRecord, ...]
    agencies: tuple[AgencyRecord, ...]
    trees: tuple[Tree, ...]
    modifiers: tuple[ModifierRecord, ...]
    survey: tuple[SurveyRecord, ...]
    indicators: tuple[IndicatorRecord, ...]
    history: tuple[HistoryRecord, ...]
    bloc_history: tuple[BlocHistoryRecord, ...]
