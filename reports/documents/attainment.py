"""From leaves to parts: which share of the standard points was credited, and where least."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from reports.documents.facts import Attainment

SHOWN_PER_BLOC = 3


def part_keys(item: Attainment) -> tuple[str, str]:
    """What makes a part the same in two annexes: code and name, for annexes reuse codes."""
    return item.code, item.name.casefold()


def over_all_blocs(items: Iterable[Attainment]) -> list[Attainment]:
    """One item a part with the points of all blocs, in order of first appearance."""
    found: dict[tuple[str, str], Attainment] = {}
    for item in items:
        key = part_keys(item)
        found[key] = _added(found.get(key), item)
    return list(found.values())


def _added(before: Attainment | None, item: Attainment) -> Attainment:
    points = (before.points if before else Decimal(0)) + item.points
    standard = (before.standard_points if before else Decimal(0)) + item.standard_points
    return Attainment("", item.code, before.name if before else item.name, points, standard)


def weakest(items: Sequence[Attainment], bloc: str) -> list[Attainment]:
    """The criteria of a bloc with the lowest attainment below 100 %, in order of their share, then of the set."""
    below = [item for item in items if item.bloc == bloc and item.standard_points and item.share < 1]
    return sorted(below, key=lambda item: item.share)[:SHOWN_PER_BLOC]
