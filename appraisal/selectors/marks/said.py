"""What a stage's columns say: of an answer, of a mark, of what is about to be one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from appraisal.core.standing import Said, standing_of
from appraisal.enums import Standing
from scoring.core.numbers import exact
from scoring.enums import Kind
from scoring.models import Criterion
from scoring.workbook.records import EXEMPT


class Stage(Protocol):
    """Points, value and what the rule gave for the value, as an `Answer` and a `Mark` hold them."""

    @property
    def points(self) -> Decimal | None: ...
    @property
    def value(self) -> Any: ...
    @property
    def scored(self) -> str | None: ...


def said(stage: Stage | None) -> Said | None:
    """None where nothing was said; a value goes before points."""
    if stage is None:
        return None
    if stage.value is not None:
        return Said(None if stage.scored == EXEMPT else Fraction(stage.scored or "0"))
    return None if stage.points is None else Said(exact(stage.points))


def standing_beside(criterion: Criterion, claim: Stage | None, mark: Stage) -> Standing:
    found = standing_of(said(claim), said(mark) or Said(None), is_penalty=criterion.kind == Kind.PENALTY)
    return Standing(found.value)
