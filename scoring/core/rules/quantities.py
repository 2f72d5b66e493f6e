"""Rules whose reading is a quantity: a quotient n/d or a figure x."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from scoring.core.errors import Refused
from scoring.core.fields import Fields, no_duplicates
from scoring.core.readings import Quantity, Quotient, Reading, quantity_or_quotient, text_of
from scoring.core.rules.base import Rule, clipped, held, within_maximum
from scoring.core.speech import Speech

EMPTY = ("full", "zero", "exempt")


@dataclass(frozen=True, slots=True)
class Ratio(Rule):
    """x = n/d: M from `full` on, 0 below `floor`, else M × x / full; `empty` says what d = 0 means."""

    full: Fraction
    floor: Fraction
    empty: str | None
    kind: ClassVar[str] = "ratio"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Ratio:
        empty = fields.choice("empty", EMPTY, default="") or None
        return cls(fields.positive("full", "1"), fields.number("floor", "0"), empty)

    def read(self, fields: Fields) -> Reading:
        quotient = Quotient.read(fields)
        if quotient.is_empty and self.empty is None:
            raise Refused(
                "mẫu số bằng 0", "ghi mẫu số lớn hơn 0; nếu không phát sinh thì đề nghị không áp dụng tiêu chí"
            )
        return quotient

    def points(self, reading: Quotient, maximum: Fraction) -> Fraction | None:
        if reading.is_empty:
            return {"full": maximum, "zero": Fraction(0)}.get(self.empty or "")
        x = reading.x
        if x >= self.full:
            return maximum
        return Fraction(0) if x < self.floor else clipped(maximum * x / self.full, maximum)

    def explain(self, reading: Quotient, maximum: Fraction, speech: Speech) -> str:
        if reading.is_empty:
            return self._explain_empty(maximum, speech)
        x = reading.x
        shown = f"{speech.number(reading.numerator)}/{speech.number(reading.denominator)} = {speech.percent(x)}"
        if x >= self.full:
            return f"{shown} ≥ {speech.percent(self.full)} → {speech.points(maximum)}"
        if x < self.floor:
            return f"{shown} < {speech.percent(self.floor)} → {speech.points(Fraction(0))}"
        above = f" ≥ {speech.percent(self.floor)}" if self.floor > 0 else ""
        of_full = f" ÷ {speech.number(self.full)}" if self.full != 1 else ""
        points = speech.points(clipped(maximum * x / self.full, maximum))
        return f"{shown}{above} → {speech.number(maximum)} × {speech.number(x)}{of_full} = {points}"

    def _explain_empty(self, maximum: Fraction, speech: Speech) -> str:
        if self.empty == "exempt":
            return speech.say(vi="Không phát sinh → không tính tiêu chí này", en="Nothing to count → left out")
        points = speech.points(maximum if self.empty == "full" else Fraction(0))
        return speech.say(vi=f"Không phát sinh → {points}", en=f"Nothing to count → {points}")

    def parameters(self) -> dict[str, Any]:
        known = {"full": text_of(self.full), "floor": text_of(self.floor)}
        return {**known, "empty": self.empty} if self.empty else known


@dataclass(frozen=True, slots=True)
class OfQuantity(Rule):
    """Rules that score x, given as it stands or as n/d."""

    def read(self, fields: Fields) -> Reading:
        return quantity_or_quotient(fields)


def shown(reading: Quantity | Quotient, speech: Speech) -> str:
    """`44/46 = 0,9565`, or the figure itself."""
    if isinstance(reading, Quotient):
        parts = f"{speech.number(reading.numerator)}/{speech.number(reading.denominator)}"
        return f"{parts} = {speech.number(reading.x)}"
    return speech.number(reading.x)


@dataclass(frozen=True, slots=True)
class Rescaled(OfQuantity):
    """M × (x − low) / (high − low), clipped to 0…M; low > high says that less is better."""

    low: Fraction
    high: Fraction
    kind: ClassVar[str] = "rescaled"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Rescaled:
        low, high = fields.number("low"), fields.number("high")
        if low == high:
            raise Refused("“low” và “high” bằng nhau", "ghi hai mốc khác nhau")
        return cls(low, high)

    def points(self, reading: Quantity | Quotient, maximum: Fraction) -> Fraction | None:
        return clipped(maximum * (reading.x - self.low) / (self.high - self.low), maximum)

    def explain(self, reading: Quantity | Quotient, maximum: Fraction, speech: Speech) -> str:
        number = speech.number
        points = held(maximum * (reading.x - self.low) / (self.high - self.low), maximum, speech)
        formula = f"({number(reading.x)} − {number(self.low)}) ÷ ({number(self.high)} − {number(self.low)})"
        return f"{shown(reading, speech)} → {number(maximum)} × {formula} = {points}"

    def parameters(self) -> dict[str, Any]:
        return {"low": text_of(self.low), "high": text_of(self.high)}


@dataclass(frozen=True, slots=True)
class Bands(OfQuantity):
    """Points of the highest `from` that x reaches, else 0."""

    bands: tuple[tuple[Fraction, Fraction], ...]
    kind: ClassVar[str] = "bands"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Bands:
        bands = sorted(_band(band, maximum) for band in fields.objects("bands"))
        no_duplicates((text_of(start) for start, _ in bands), "bands")
        return cls(tuple(bands))

    def points(self, reading: Quantity | Quotient, maximum: Fraction) -> Fraction | None:
        reached = self._reached(reading.x)
        return reached[1] if reached else Fraction(0)

    def explain(self, reading: Quantity | Quotient, maximum: Fraction, speech: Speech) -> str:
        reached = self._reached(reading.x)
        if reached is None:
            return f"{shown(reading, speech)} < {speech.number(self.bands[0][0])} → {speech.points(Fraction(0))}"
        return f"{shown(reading, speech)} ≥ {speech.number(reached[0])} → {speech.points(reached[1])}"

    def parameters(self) -> dict[str, Any]:
        return {"bands": [{"from": text_of(start), "points": text_of(points)} for start, points in self.bands]}

    def _reached(self, x: Fraction) -> tuple[Fraction, Fraction] | None:
        return next((band for band in reversed(self.bands) if band[0] <= x), None)


def _band(fields: Fields, maximum: Fraction) -> tuple[Fraction, Fraction]:
    band = (fields.number("from"), within_maximum(fields.not_negative("points"), maximum))
    fields.finish()
    return band


@dataclass(frozen=True, slots=True)
class Threshold(OfQuantity):
    """M when x reaches `at`, else 0."""

    at: Fraction
    kind: ClassVar[str] = "threshold"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Threshold:
        return cls(fields.number("at", "1"))

    def points(self, reading: Quantity | Quotient, maximum: Fraction) -> Fraction | None:
        return maximum if reading.x >= self.at else Fraction(0)

    def explain(self, reading: Quantity | Quotient, maximum: Fraction, speech: Speech) -> str:
        reached = reading.x >= self.at
        sign, points = ("≥", maximum) if reached else ("<", Fraction(0))
        return f"{shown(reading, speech)} {sign} {speech.number(self.at)} → {speech.points(points)}"

    def parameters(self) -> dict[str, Any]:
        return {"at": text_of(self.at)}


@dataclass(frozen=True, slots=True)
class Steps(Rule):
    """0 below `start`; from there `base` and one `increment` for each whole `step`, at most M."""

    start: Fraction
    base: Fraction
    step: Fraction
    increment: Fraction
    kind: ClassVar[str] = "steps"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Steps:
        return cls(
            fields.number("start"),
            fields.not_negative("base"),
            fields.positive("step"),
            fields.not_negative("increment"),
        )

    def read(self, fields: Fields) -> Reading:
        return Quantity.read(fields)

    def points(self, reading: Quantity, maximum: Fraction) -> Fraction | None:
        if reading.x < self.start:
            return Fraction(0)
        return min(maximum, self.base + self._climbed(reading.x) * self.increment)

    def explain(self, reading: Quantity, maximum: Fraction, speech: Speech) -> str:
        number = speech.number
        if reading.x < self.start:
            return f"{number(reading.x)} < {number(self.start)} → {speech.points(Fraction(0))}"
        climbed = self._climbed(reading.x)
        points = held(self.base + climbed * self.increment, maximum, speech)
        return f"{number(reading.x)} ≥ {number(self.start)} → {number(self.base)} + {climbed} × {number(self.increment)} = {points}"

    def parameters(self) -> dict[str, Any]:
        names = ("start", "base", "step", "increment")
        return {name: text_of(getattr(self, name)) for name in names}

    def _climbed(self, x: Fraction) -> int:
        return (x - self.start) // self.step


@dataclass(frozen=True, slots=True)
class Convert(Rule):
    """M × x / scale, within 0…M: a figure on another scale, such as a satisfaction index of 100."""

    scale: Fraction
    kind: ClassVar[str] = "convert"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Convert:
        return cls(fields.positive("scale", "100"))

    def read(self, fields: Fields) -> Reading:
        return Quantity.read(fields)

    def points(self, reading: Quantity, maximum: Fraction) -> Fraction | None:
        return clipped(maximum * reading.x / self.scale, maximum)

    def explain(self, reading: Quantity, maximum: Fraction, speech: Speech) -> str:
        number = speech.number
        points = held(maximum * reading.x / self.scale, maximum, speech)
        return f"{number(maximum)} × {number(reading.x)} ÷ {number(self.scale)} = {points}"

    def parameters(self) -> dict[str, Any]:
        return {"scale": text_of(self.scale)}
