"""Rules that change the class after the thresholds (CONTRACT §7); one table of kinds."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar

from scoring.core.errors import Refused
from scoring.core.fields import Fields, nearest
from scoring.core.numbers import NotANumber, exact
from scoring.core.policy import ClassScale
from scoring.core.readings import text_of
from scoring.core.rules.compound import OPERATORS


@dataclass(frozen=True, slots=True)
class Standing:
    """What a modifier may look at: the agency's bloc, level, indicators, lateness and children's classes.

    `submitted_at` is text to be recorded; `late` is None when there is no time or no deadline.
    """

    bloc: str
    level: str
    indicators: Mapping[str, Fraction]
    submitted_at: str | None
    late: bool | None
    children: Sequence[str | None] = ()


@dataclass(frozen=True, slots=True)
class Modification:
    """A modifier that changed the class, with the value it went by."""

    kind: str
    value: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Modifier(ABC):
    bloc: str = ""
    level: str = ""
    kind: ClassVar[str]

    @classmethod
    @abstractmethod
    def parse(cls, fields: Fields, scale: ClassScale) -> Modifier:
        """The modifier that the parameters give; a class outside the scale is `Refused`."""

    @abstractmethod
    def judge(self, current: str, standing: Standing, scale: ClassScale) -> tuple[str, str] | None:
        """The class it gives and the value it went by; None leaves the agency alone."""

    @abstractmethod
    def parameters(self) -> dict[str, Any]:
        """The parameters in canonical form."""

    @property
    def indicator_code(self) -> str | None:
        return None

    def concerns(self, standing: Standing) -> bool:
        return self.bloc in ("", standing.bloc) and self.level in ("", standing.level)

    def as_json(self) -> dict[str, Any]:
        limits = {key: value for key, value in (("bloc", self.bloc), ("level", self.level)) if value}
        return {"kind": self.kind, **self.parameters(), **limits}


@dataclass(frozen=True, slots=True, kw_only=True)
class OnIndicator(Modifier):
    indicator: str = field()
    op: str = field()
    value: Fraction = field()

    @property
    def indicator_code(self) -> str | None:
        return self.indicator

    def judge(self, current: str, standing: Standing, scale: ClassScale) -> tuple[str, str] | None:
        figure = standing.indicators.get(self.indicator)
        if figure is None or not OPERATORS[self.op](figure, self.value):
            return None
        return self.outcome(current, scale), text_of(figure)

    @abstractmethod
    def outcome(self, current: str, scale: ClassScale) -> str:
        """The class once the indicator meets the condition."""

    def parameters(self) -> dict[str, Any]:
        return {"indicator": self.indicator, "op": self.op, "value": text_of(self.value)}


def _condition(fields: Fields) -> dict[str, Any]:
    return {
        "indicator": fields.text("indicator"),
        "op": fields.choice("op", OPERATORS),
        "value": fields.number("value"),
    }


def _limits(fields: Fields) -> dict[str, Any]:
    return {"bloc": fields.optional_text("bloc"), "level": fields.optional_text("level")}


def _drop(fields: Fields) -> int:
    drop = fields.count("drop")
    if drop < 1:
        raise Refused("“drop” phải từ 1 trở lên", "ghi số bậc bị hạ, ví dụ 1")
    return drop


def _class(fields: Fields, scale: ClassScale) -> str:
    name = fields.text("class")
    if name not in scale.names:
        raise Refused(
            "“%(name)s” không có trong thang xếp loại",
            "loại gần nhất: %(nearest)s",
            name=name,
            nearest=nearest(name, scale.names),
        )
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class DropIfIndicator(OnIndicator):
    drop: int
    kind: ClassVar[str] = "drop_if_indicator"

    @classmethod
    def parse(cls, fields: Fields, scale: ClassScale) -> DropIfIndicator:
        return cls(**_condition(fields), drop=_drop(fields), **_limits(fields))

    def outcome(self, current: str, scale: ClassScale) -> str:
        return scale.dropped(current, self.drop)

    def parameters(self) -> dict[str, Any]:
        return {**OnIndicator.parameters(self), "drop": self.drop}


@dataclass(frozen=True, slots=True, kw_only=True)
class CapIfIndicator(OnIndicator):
    cap: str
    kind: ClassVar[str] = "cap_if_indicator"

    @classmethod
    def parse(cls, fields: Fields, scale: ClassScale) -> CapIfIndicator:
        return cls(**_condition(fields), cap=_class(fields, scale), **_limits(fields))

    def outcome(self, current: str, scale: ClassScale) -> str:
        return scale.capped(current, self.cap)

    def parameters(self) -> dict[str, Any]:
        return {**OnIndicator.parameters(self), "class": self.cap}


@dataclass(frozen=True, slots=True, kw_only=True)
class DropUnlessSubordinates(Modifier):
    """At least `share` of the direct children must stand as well as the agency does before this modifier."""

    share: Fraction
    drop: int
    kind: ClassVar[str] = "drop_unless_subordinates"

    @classmethod
    def parse(cls, fields: Fields, scale: ClassScale) -> DropUnlessSubordinates:
        return cls(share=_share(fields), drop=_drop(fields), **_limits(fields))

    def judge(self, current: str, standing: Standing, scale: ClassScale) -> tuple[str, str] | None:
        children = standing.children
        if not children:
            return None
        meeting = sum(1 for name in children if name is not None and scale.place(name) <= scale.place(current))
        if meeting >= self.share * len(children):
            return None
        return scale.dropped(current, self.drop), f"{meeting}/{len(children)}"

    def parameters(self) -> dict[str, Any]:
        return {"share": f"{self.share.numerator}/{self.share.denominator}", "drop": self.drop}


def _share(fields: Fields) -> Fraction:
    """`2/3`, or a decimal: within 0…1, compared exactly."""
    given = fields.take("share")
    try:
        top, _, bottom = str(given).partition("/")
        if isinstance(given, bool) or not (share := exact(top) / exact(bottom or "1")) >= 0 or share > 1:
            raise NotANumber(str(given))
    except (NotANumber, ZeroDivisionError) as error:
        raise Refused("“share” không phải là tỷ lệ từ 0 đến 1", "ghi ví dụ “2/3” hoặc “0.6”") from error
    return share


@dataclass(frozen=True, slots=True, kw_only=True)
class CapIfLate(Modifier):
    cap: str
    kind: ClassVar[str] = "cap_if_late"

    @classmethod
    def parse(cls, fields: Fields, scale: ClassScale) -> CapIfLate:
        return cls(cap=_class(fields, scale), **_limits(fields))

    def judge(self, current: str, standing: Standing, scale: ClassScale) -> tuple[str, str] | None:
        if not standing.late or standing.submitted_at is None:
            return None
        return scale.capped(current, self.cap), standing.submitted_at

    def parameters(self) -> dict[str, Any]:
        return {"class": self.cap}


MODIFIERS: Mapping[str, type[Modifier]] = {
    kind.kind: kind for kind in (DropIfIndicator, CapIfIndicator, DropUnlessSubordinates, CapIfLate)
}


def parse_modifier(parameters: Mapping[str, Any], scale: ClassScale) -> Modifier:
    """The modifier of a `modifiers` row; unknown kinds, keys and classes are `Refused`."""
    fields = Fields(parameters)
    kind = fields.choice("kind", MODIFIERS)
    modifier = MODIFIERS[kind].parse(fields, scale)
    fields.finish()
    return modifier


def modify(
    by_threshold: str, standing: Standing, modifiers: Sequence[Modifier], scale: ClassScale
) -> tuple[str, tuple[Modification, ...]]:
    """The final class and the modifiers that changed it, each on the result of the one before."""
    current, record = by_threshold, list[Modification]()
    for modifier in modifiers:
        judged = modifier.judge(current, standing, scale) if modifier.concerns(standing) else None
        if judged and judged[0] != current:
            record.append(Modification(modifier.kind, judged[1], current, judged[0]))
            current = judged[0]
    return current, tuple(record)
