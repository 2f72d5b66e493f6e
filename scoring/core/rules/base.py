"""What every rule kind is: parsed once, then a pure function from a reading to points."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from scoring.core.errors import Refused
from scoring.core.fields import Fields
from scoring.core.readings import Reading
from scoring.core.speech import Speech


@dataclass(frozen=True, slots=True)
class Rule(ABC):
    """A rule of one leaf. `maximum` is the leaf's M; points are exact and stay within 0…M."""

    kind: ClassVar[str]

    @classmethod
    @abstractmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Rule:
        """The rule that the parameters give; what CONTRACT §4 does not allow is `Refused`."""

    @abstractmethod
    def read(self, fields: Fields) -> Reading:
        """The reading in a `value`; unknown labels, items and inputs are `Refused`."""

    @abstractmethod
    def points(self, reading: Any, maximum: Fraction) -> Fraction | None:
        """Points of the reading; `None` says that the leaf does not count (`"empty": "exempt"`)."""

    @abstractmethod
    def explain(self, reading: Any, maximum: Fraction, speech: Speech) -> str:
        """One sentence that shows how the reading became the points."""

    def parameters(self) -> dict[str, Any]:
        """The parameters in canonical form, defaults filled."""
        return {}

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, **self.parameters()}


def within_maximum(points: Fraction, maximum: Fraction) -> Fraction:
    if points > maximum:
        raise Refused("điểm trong cách chấm lớn hơn điểm tối đa của tiêu chí", "giảm điểm hoặc tăng điểm tối đa")
    return points


def clipped(points: Fraction, maximum: Fraction) -> Fraction:
    return max(Fraction(0), min(maximum, points))


def held(points: Fraction, maximum: Fraction, speech: Speech) -> str:
    """What the formula gives and, where that is outside 0…M, the bound that it is held to."""
    bound = clipped(points, maximum)
    if bound == points:
        return speech.points(points)
    word = speech.say(vi="tối đa", en="at most") if points > maximum else speech.say(vi="tối thiểu", en="at least")
    return f"{speech.points(points)}, {word} {speech.points(bound)} → {speech.points(bound)}"
