"""Rules whose reading is a count."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from scoring.core.fields import Fields
from scoring.core.readings import Counted, Reading, text_of
from scoring.core.rules.base import Rule
from scoring.core.speech import Speech


@dataclass(frozen=True, slots=True)
class PerViolation(Rule):
    """M less `deduct` for each violation, not below 0."""

    deduct: Fraction
    kind: ClassVar[str] = "per_violation"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> PerViolation:
        return cls(fields.not_negative("deduct"))

    def read(self, fields: Fields) -> Reading:
        return Counted.read(fields)

    def points(self, reading: Counted, maximum: Fraction) -> Fraction | None:
        return max(Fraction(0), maximum - reading.count * self.deduct)

    def explain(self, reading: Counted, maximum: Fraction, speech: Speech) -> str:
        points = speech.points(max(Fraction(0), maximum - reading.count * self.deduct))
        return f"{speech.number(maximum)} − {reading.count} × {speech.number(self.deduct)} → {points}"

    def parameters(self) -> dict[str, Any]:
        return {"deduct": text_of(self.deduct)}


@dataclass(frozen=True, slots=True)
class PerUnit(Rule):
    """`unit` for each one counted, at most M."""

    unit: Fraction
    kind: ClassVar[str] = "per_unit"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> PerUnit:
        return cls(fields.not_negative("unit"))

    def read(self, fields: Fields) -> Reading:
        return Counted.read(fields)

    def points(self, reading: Counted, maximum: Fraction) -> Fraction | None:
        return min(maximum, reading.count * self.unit)

    def explain(self, reading: Counted, maximum: Fraction, speech: Speech) -> str:
        points = speech.points(min(maximum, reading.count * self.unit))
        at_most = speech.say(vi="tối đa", en="at most")
        return f"{reading.count} × {speech.number(self.unit)}, {at_most} {speech.number(maximum)} → {points}"

    def parameters(self) -> dict[str, Any]:
        return {"unit": text_of(self.unit)}
