"""A rule of several conditions that must all hold."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from scoring.core.errors import Refused
from scoring.core.fields import Fields, nearest
from scoring.core.readings import Inputs, Reading, text_of
from scoring.core.rules.base import Rule
from scoring.core.speech import Speech

OPERATORS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "==": operator.eq,
}
SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "==": "="}


@dataclass(frozen=True, slots=True)
class Condition:
    input: str
    op: str
    value: Fraction

    def holds(self, given: Fraction) -> bool:
        return OPERATORS[self.op](given, self.value)


@dataclass(frozen=True, slots=True)
class Compound(Rule):
    """M when every condition holds, else 0."""

    all_of: tuple[Condition, ...]
    kind: ClassVar[str] = "compound"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Compound:
        return cls(tuple(_condition(item) for item in fields.objects("all_of")))

    def read(self, fields: Fields) -> Reading:
        inputs = Inputs.read(fields)
        given, known = {name for name, _ in inputs.values}, {condition.input for condition in self.all_of}
        for name in sorted(given - known):
            raise Refused(
                "không có đầu vào “%(name)s”", "đầu vào gần nhất: %(nearest)s", name=name, nearest=nearest(name, known)
            )
        for name in sorted(known - given):
            raise Refused("thiếu đầu vào “%(name)s”", "ghi thêm đầu vào này", name=name)
        return inputs

    def points(self, reading: Inputs, maximum: Fraction) -> Fraction | None:
        return maximum if self._all_hold(reading) else Fraction(0)

    def explain(self, reading: Inputs, maximum: Fraction, speech: Speech) -> str:
        given = dict(reading.values)
        parts = [
            f"{item.input} {speech.number(given[item.input])} "
            f"({'✓' if item.holds(given[item.input]) else '✗'} {SIGNS[item.op]} {speech.number(item.value)})"
            for item in self.all_of
        ]
        points = maximum if self._all_hold(reading) else Fraction(0)
        return f"{'; '.join(parts)} → {speech.points(points)}"

    def parameters(self) -> dict[str, Any]:
        conditions = [{"input": item.input, "op": item.op, "value": text_of(item.value)} for item in self.all_of]
        return {"all_of": conditions}

    def _all_hold(self, reading: Inputs) -> bool:
        given = dict(reading.values)
        return all(item.holds(given[item.input]) for item in self.all_of)


def _condition(fields: Fields) -> Condition:
    condition = Condition(fields.text("input"), fields.choice("op", OPERATORS), fields.number("value"))
    fields.finish()
    return condition
