"""How well two blind marks of the same leaf agree: by criterion, and by who marked (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two marks of one leaf, made without knowledge of each other. `maximum` is above zero.

    `count` leaves of one criterion that the same two people marked in the same way are one value.
    """

    criterion: int
    maximum: Fraction
    first: int
    second: int
    first_points: Fraction
    second_points: Fraction
    count: int = 1

    @property
    def difference(self) -> Fraction:
        """The second mark above the first one, as a share of the maximum."""
        return (self.second_points - self.first_points) / self.maximum


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one criterion: how many pairs, what share of them is equal, how far apart they are on average.

    `distance` is a share of the maximum.
    """

    criterion: int
    pairs: int
    equal: Fraction
    distance: Fraction


@dataclass(frozen=True, slots=True)
class Severity:
    """Of one person: how far her marks are from the other's on the same leaves; below zero she gives less.

    `difference` is the mean, as a share of the maximum.
    """

    person: int
    pairs: int
    difference: Fraction


def within(first: Fraction | None, second: Fraction | None, *, tolerance: Fraction, maximum: Fraction) -> bool:
    """Whether two marks agree; `tolerance` is a share of the maximum. None, not applicable, agrees with itself only."""
    if first is None or second is None:
        return first is second
    return abs(first - second) <= tolerance * maximum


def agreements(pairs: Iterable[Pair]) -> list[Agreement]:
    """One for each criterion there is, by its key."""
    found: dict[int, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.criterion, []).append(pair)
    return [_agreement(criterion, group) for criterion, group in sorted(found.items())]


def severities(pairs: Iterable[Pair]) -> list[Severity]:
    """One for each person there is, by her key; every pair counts for both of its people."""
    found: dict[int, list[Weighed]] = {}
    for pair in pairs:
        found.setdefault(pair.first, []).append((-pair.difference, pair.count))
        found.setdefault(pair.second, []).append((pair.difference, pair.count))
    return [Severity(person, _count(group), _mean(group)) for person, group in sorted(found.items())]


Weighed = tuple[Fraction, int]


def _agreement(criterion: int, pairs: list[Pair]) -> Agreement:
    distances = [(abs(pair.difference), pair.count) for pair in pairs]
    equal = sum(count for distance, count in distances if not distance)
    return Agreement(criterion, _count(distances), Fraction(equal, _count(distances)), _mean(distances))


def _count(values: list[Weighed]) -> int:
    return sum(count for _, count in values)


def _mean(values: list[Weighed]) -> Fraction:
    return sum((value * count for value, count in values), Fraction(0)) / _count(values)
