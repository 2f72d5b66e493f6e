"""The policies of a campaign (CONTRACT §3, the `campaign` sheet)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from scoring.core.enums import IndexMode, On, OverallMean, SupplementScope
from scoring.core.errors import Refused
from scoring.core.numbers import NotANumber, exact
from scoring.core.readings import text_of

MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class ClassBound:
    """A class and the lowest figure that reaches it."""

    name: str
    bound: Fraction


@dataclass(frozen=True, slots=True)
class ClassScale:
    """Classes from the best to the last, whose bound is 0."""

    classes: tuple[ClassBound, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.classes)

    def place(self, name: str) -> int:
        """0 for the best class."""
        return self.names.index(name)

    def by_threshold(self, figure: Decimal | Fraction) -> str:
        """The first class whose bound the figure reaches; below every bound it is the last one."""
        return next((item.name for item in self.classes if item.bound <= figure), self.classes[-1].name)

    def dropped(self, name: str, steps: int) -> str:
        return self.names[min(self.place(name) + steps, len(self.classes) - 1)]

    def capped(self, name: str, cap: str) -> str:
        return self.names[max(self.place(name), self.place(cap))]

    def __str__(self) -> str:
        return ";".join(f"{item.name}:{text_of(item.bound)}" for item in self.classes)


def parse_class_scale(text: str) -> ClassScale:
    """Read `Tốt:85;Khá:75;Yếu:0`: names differ, bounds fall and end at 0."""
    classes = tuple(_class_bound(part) for part in text.split(";") if part.strip())
    bounds, names = [item.bound for item in classes], [item.name for item in classes]
    if not classes or bounds[-1] != 0:
        raise Refused("thang xếp loại không kết thúc ở 0", "ghi cận dưới của loại cuối là 0, ví dụ Yếu:0")
    if any(high <= low for high, low in pairwise(bounds)):
        raise Refused("thang xếp loại không giảm dần", "ghi loại cao nhất trước, ví dụ Tốt:85;Khá:75;Yếu:0")
    if len(set(names)) != len(names):
        raise Refused("tên xếp loại lặp lại", "mỗi loại một tên")
    return ClassScale(classes)


def _class_bound(part: str) -> ClassBound:
    name, colon, bound = part.rpartition(":")
    try:
        if not (colon and name.strip()):
            raise NotANumber(part)
        return ClassBound(name.strip(), exact(bound))
    except NotANumber as error:
        raise Refused("“%(part)s” không phải là “tên:cận dưới”", "ghi ví dụ Tốt:85", part=part.strip()) from error


DEFAULT_SCALE = parse_class_scale("Tốt:85;Khá:75;Trung bình:60;Yếu:0")


@dataclass(frozen=True, slots=True)
class Policy:
    """How points become an index, a class and a rank."""

    supplement_rate: Fraction = Fraction(7, 10)
    supplement_scope: SupplementScope = SupplementScope.SCORE
    index_mode: IndexMode = IndexMode.PERCENT
    index_digits: int = 2
    index_cap: Fraction | None = Fraction(100)
    overall_mean: OverallMean = OverallMean.BLOCS
    classify_on: On = On.ROUNDED
    rank_on: On = On.ROUNDED
    class_scale: ClassScale = field(default=DEFAULT_SCALE)
