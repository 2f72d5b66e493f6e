"""Classes as they are shown: always by name, with a shade that says how far from the best it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.core.policy import ClassScale

SHADES = 4


@dataclass(frozen=True, slots=True)
class Badge:
    """A class with its shade (1 best … 4 last, 0 unknown to the scale) and the class it was lowered from."""

    name: str
    shade: int
    lowered_from: str = ""


@dataclass(frozen=True, slots=True)
class ClassCount:
    badge: Badge
    count: int


def shade(scale: ClassScale, name: str) -> int:
    """1 for the best class, 4 for the last; a scale of another length is spread over the four."""
    if name not in scale.names:
        return 0
    last = len(scale.names) - 1
    return 1 if last == 0 else 1 + int(Fraction(scale.place(name) * (SHADES - 1), last) + Fraction(1, 2))


def badge(scale: ClassScale, name: str, by_threshold: str = "") -> Badge | None:
    """None for an agency without a class."""
    if not name:
        return None
    return Badge(name, shade(scale, name), by_threshold if by_threshold != name else "")


def class_counts(scale: ClassScale, counts: Mapping[str, int]) -> tuple[ClassCount, ...]:
    """A count for every class of the scale, best first, zeros too."""
    return tuple(ClassCount(Badge(name, shade(scale, name)), counts.get(name, 0)) for name in scale.names)
