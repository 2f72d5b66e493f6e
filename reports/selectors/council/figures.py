"""What ranks are read from, for every agency of a run, so that their order is exact (CONTRACT §7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from reports.models import AgencyResult, IndexRun
from scoring.core.enums import IndexMode
from scoring.core.policy import Policy

#: A stored sum is off the exact one by half a millionth at most.
OFF = Fraction(1, 2_000_000)


class Stored(NamedTuple):
    """An agency's line of a run; in the order of `_COLUMNS`."""

    participant: int
    code: str
    name: str
    bloc: str
    bloc_name: str
    parent: str | None
    published: Decimal | None
    rank: int | None
    by_threshold: str
    class_name: str
    points: Decimal
    standard: Decimal


_COLUMNS = (
    "participant",
    "participant__code",
    "participant__name",
    "participant__bloc__code",
    "participant__bloc__name",
    "participant__parent__code",
    "index",
    "rank",
    "class_by_threshold",
    "class_name",
    "appraised_points",
    "standard_points",
)


def stored_lines(run: IndexRun) -> list[Stored]:
    """In the order of the table; one query."""
    rows = AgencyResult.objects.filter(run=run).order_by("position").values_list(*_COLUMNS)
    return [Stored._make(row) for row in rows]


def raw_place(others: Sequence[Stored], raw: Fraction, policy: Policy, exact: Callable[[int], Fraction]) -> Fraction:
    """Where a raw value stands among others whose own figure is minus their rank.

    A run stores points to six decimals, so a value that close to another is compared with `exact`, the other's
    value from its entries (by primary key); equal ranks are equal values, so one of them is enough.
    """
    last = 0
    for item in _one_of_each_rank(others):
        low, high = _raw_bounds(item, policy)
        value = exact(item.participant) if low <= raw <= high else low
        if value == raw:
            return Fraction(-(item.rank or 0))
        if value < raw:
            return Fraction(-(item.rank or 0)) + Fraction(1, 2)
        last = item.rank or 0
    return Fraction(-last) - Fraction(1, 2)


def _one_of_each_rank(others: Sequence[Stored]) -> Iterator[Stored]:
    ranked = {item.rank: item for item in reversed(others) if item.rank is not None}
    return (ranked[rank] for rank in sorted(ranked))


def _raw_bounds(item: Stored, policy: Policy) -> tuple[Fraction, Fraction]:
    points, standard = Fraction(item.points), Fraction(item.standard)
    if policy.index_mode is IndexMode.PERCENT:
        low, high = 100 * (points - OFF) / (standard + OFF), 100 * (points + OFF) / (standard - OFF)
    else:
        low, high = points - OFF, points + OFF
    cap = policy.index_cap
    return (low, high) if cap is None else (min(low, cap), min(high, cap))
