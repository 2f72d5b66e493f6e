"""An agency's leaves as a tree in one table, and its areas as bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reports.portal.charts import Bar, bar
from reports.selectors.leaves import LeafLine
from scoring.core.enums import Kind

AREA_DEPTH = 1
MOST_DEPTH = 4


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line with its indent and the points lost; `lost` is None where nothing counts or nothing is lost."""

    line: LeafLine
    anchor: str
    indent: int
    is_top: bool
    is_bonus: bool
    is_penalty: bool
    lost: Decimal | None


@dataclass(frozen=True, slots=True)
class Area:
    """A group near the top with the share of its maximum that was credited."""

    line: LeafLine
    anchor: str
    indent: int
    bar: Bar
    share: Decimal


def sheet_rows(lines: Iterable[LeafLine]) -> tuple[SheetRow, ...]:
    return tuple(_row(place, line) for place, line in enumerate(lines))


def areas(lines: Sequence[LeafLine]) -> tuple[Area, ...]:
    """The groups of the two upper levels that have points to be earned."""
    return tuple(
        _area(place, line, Fraction(line.max_points), Fraction(line.credited or 0))
        for place, line in enumerate(lines)
        if line.is_group and line.depth <= AREA_DEPTH and line.max_points and Fraction(line.max_points) > 0
    )


def losing(rows: Sequence[SheetRow]) -> tuple[SheetRow, ...]:
    """Leaves that lost points, under the groups that lead to them."""
    kept: list[SheetRow] = []
    depth_needed = -1
    for row in reversed(rows):
        leads_to_kept = row.line.is_group and row.line.depth < depth_needed
        if leads_to_kept or (not row.line.is_group and row.lost):
            kept.append(row)
            depth_needed = row.line.depth
        elif row.line.is_group and row.line.depth <= depth_needed:
            depth_needed = row.line.depth
    return tuple(reversed(kept))


def _anchor(place: int) -> str:
    """By place, since codes may hold anything."""
    return f"tc-{place}"


def _row(place: int, line: LeafLine) -> SheetRow:
    return SheetRow(
        line=line,
        anchor=_anchor(place),
        indent=min(line.depth, MOST_DEPTH),
        is_top=line.is_group and line.depth == 0,
        is_bonus=line.kind == Kind.BONUS,
        is_penalty=line.kind == Kind.PENALTY,
        lost=_lost(line),
    )


def _lost(line: LeafLine) -> Decimal | None:
    """Points short of the maximum; what a penalty takes away is lost whole, a bonus not earned is not."""
    if line.exempt or line.credited is None or line.max_points is None or line.kind == Kind.BONUS:
        return None
    if line.kind == Kind.PENALTY:
        return Decimal(line.credited) or None
    return Decimal(line.max_points) - Decimal(line.credited) or None


def _area(place: int, line: LeafLine, maximum: Fraction, credited: Fraction) -> Area:
    share = credited / maximum
    percentage = Decimal(100 * share.numerator) / share.denominator
    return Area(line, _anchor(place), line.depth, bar(Decimal(line.credited or 0), whole=maximum, shade=0), percentage)
