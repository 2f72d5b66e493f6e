"""Rules whose reading is a choice: as entered, yes or no, one level, several items."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from scoring.core.errors import Refused
from scoring.core.fields import Fields, nearest, no_duplicates
from scoring.core.numbers import exact_sum
from scoring.core.readings import Answered, Chosen, Picked, Reading, text_of
from scoring.core.rules.base import Rule, within_maximum
from scoring.core.speech import Speech


@dataclass(frozen=True, slots=True)
class Manual(Rule):
    """Points as entered, 0…M; there is nothing to read."""

    kind: ClassVar[str] = "manual"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Manual:
        return cls()

    def read(self, fields: Fields) -> Reading:
        raise Refused("tiêu chí chấm trực tiếp không nhận số liệu", "bỏ trống ô số liệu, chỉ ghi điểm")

    def points(self, reading: Any, maximum: Fraction) -> Fraction | None:
        raise TypeError("a manual leaf has no reading")

    def explain(self, reading: Any, maximum: Fraction, speech: Speech) -> str:
        raise TypeError("a manual leaf has no reading")


@dataclass(frozen=True, slots=True)
class YesNo(Rule):
    """M for yes, 0 for no."""

    kind: ClassVar[str] = "yes_no"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> YesNo:
        return cls()

    def read(self, fields: Fields) -> Reading:
        return Answered.read(fields)

    def points(self, reading: Answered, maximum: Fraction) -> Fraction | None:
        return maximum if reading.answer else Fraction(0)

    def explain(self, reading: Answered, maximum: Fraction, speech: Speech) -> str:
        answer = speech.say(vi="Có", en="Yes") if reading.answer else speech.say(vi="Không", en="No")
        return f"{answer} → {speech.points(maximum if reading.answer else Fraction(0))}"


@dataclass(frozen=True, slots=True)
class Levels(Rule):
    """The points of the level chosen."""

    levels: tuple[tuple[str, Fraction], ...]
    kind: ClassVar[str] = "levels"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Levels:
        levels = tuple(_level(level, maximum) for level in fields.objects("levels"))
        no_duplicates((label for label, _ in levels), "levels")
        return cls(levels)

    def read(self, fields: Fields) -> Reading:
        chosen = Chosen.read(fields)
        known = [label for label, _ in self.levels]
        if chosen.label not in known:
            raise Refused(
                "không có mức “%(label)s”",
                "mức gần nhất: %(nearest)s",
                label=chosen.label,
                nearest=nearest(chosen.label, known),
            )
        return chosen

    def points(self, reading: Chosen, maximum: Fraction) -> Fraction | None:
        return dict(self.levels)[reading.label]

    def explain(self, reading: Chosen, maximum: Fraction, speech: Speech) -> str:
        return f"“{reading.label}” → {speech.points(dict(self.levels)[reading.label])}"

    def parameters(self) -> dict[str, Any]:
        return {"levels": [{"label": label, "points": text_of(points)} for label, points in self.levels]}


def _level(fields: Fields, maximum: Fraction) -> tuple[str, Fraction]:
    level = (fields.text("label"), within_maximum(fields.not_negative("points"), maximum))
    fields.finish()
    return level


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    label: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Checklist(Rule):
    """The sum of the items picked, at most M."""

    items: tuple[Item, ...]
    kind: ClassVar[str] = "checklist"

    @classmethod
    def parse(cls, fields: Fields, maximum: Fraction) -> Checklist:
        items = tuple(_item(item, maximum) for item in fields.objects("items"))
        no_duplicates((item.code for item in items), "items")
        return cls(items)

    def read(self, fields: Fields) -> Reading:
        picked = Picked.read(fields)
        known = [item.code for item in self.items]
        for code in picked.items:
            if code not in known:
                raise Refused(
                    "không có mục “%(code)s”", "mục gần nhất: %(nearest)s", code=code, nearest=nearest(code, known)
                )
        return picked

    def points(self, reading: Picked, maximum: Fraction) -> Fraction | None:
        return min(maximum, exact_sum(self._picked(reading)))

    def explain(self, reading: Picked, maximum: Fraction, speech: Speech) -> str:
        parts, total = self._picked(reading), exact_sum(self._picked(reading))
        if not parts:
            return speech.say(vi="Không có mục nào → 0,00", en="No item → 0.00")
        shown = f"{' + '.join(speech.points(part) for part in parts)} = {speech.points(total)}"
        if total > maximum:
            at_most = speech.say(vi="tối đa", en="at most")
            return f"{shown}, {at_most} {speech.points(maximum)} → {speech.points(maximum)}"
        return f"{len(parts)}/{len(self.items)}: {shown}"

    def parameters(self) -> dict[str, Any]:
        items = [{"code": item.code, "label": item.label, "points": text_of(item.points)} for item in self.items]
        return {"items": items}

    def _picked(self, reading: Picked) -> list[Fraction]:
        return [item.points for item in self.items if item.code in reading.items]


def _item(fields: Fields, maximum: Fraction) -> Item:
    item = Item(
        fields.text("code"), fields.optional_text("label"), within_maximum(fields.not_negative("points"), maximum)
    )
    fields.finish()
    return item
