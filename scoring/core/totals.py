"""Totals and index of one agency (CONTRACT §6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter

from scoring.core.credit import Credit
from scoring.core.criteria import Annex, CapTree
from scoring.core.enums import IndexMode, Kind
from scoring.core.numbers import GRID, exact_sum, round_half_up
from scoring.core.policy import Policy

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Totals:
    """Points of an agency, unrounded; `bonus` and `penalty` are after their caps."""

    standard: Fraction
    self_points: Fraction
    round1: Fraction
    appraised: Fraction
    survey: Fraction
    bonus: Fraction
    penalty: Fraction


@dataclass(frozen=True, slots=True)
class Index:
    """The published index and the figure before its rounding."""

    raw: Fraction
    rounded: Decimal


Stage = Callable[[Credit], Fraction]
APPRAISED: Stage = attrgetter("points")
SELF: Stage = attrgetter("self_points")
ROUND1: Stage = attrgetter("round1_points")
_GRID_OF = attrgetter("grid")


def total(annex: Annex, credits: Sequence[Credit]) -> Totals:
    """The sums over the annex's leaves; `credits` stand in the order of `annex.leaves`."""
    grids = list(filter(None, map(_GRID_OF, credits)))
    whole = [Fraction(sum(column), GRID) for column in zip(*grids, strict=True)] or [ZERO, ZERO, ZERO]
    apart = [item for item in credits if item.grid is None and item.leaf.kind is Kind.SCORE]
    bonus, penalty = capped(annex.bonus, credits, APPRAISED), capped(annex.penalty, credits, APPRAISED)

    def earlier(score: Fraction, stage: Stage) -> Fraction:
        return net(score, apart, stage, capped(annex.bonus, credits, stage), capped(annex.penalty, credits, stage))

    return Totals(
        standard=annex.standard - exact_sum(item.leaf.maximum for item in apart if item.exempt),
        self_points=earlier(whole[1], SELF),
        round1=earlier(whole[2], ROUND1),
        appraised=net(whole[0], apart, APPRAISED, bonus, penalty),
        survey=exact_sum(credits[place].points for place in annex.survey),
        bonus=bonus,
        penalty=penalty,
    )


def net(whole: Fraction, apart: Sequence[Credit], stage: Stage, bonus: Fraction, penalty: Fraction) -> Fraction:
    """Score leaves + bonus − penalty at one stage, not below 0; `apart` are those that are no whole millionths."""
    score = whole + exact_sum(map(stage, apart)) if apart else whole
    return max(ZERO, score + bonus - penalty) if bonus or penalty else score


def credited_sum(counted: Mapping[Credit, int]) -> Fraction:
    """Credited points of one leaf over many agencies, each credit as often as it was met."""
    whole = sum(item.grid[0] * times for item, times in counted.items() if item.grid is not None)
    return Fraction(whole, GRID) + exact_sum(
        item.points * times for item, times in counted.items() if item.grid is None
    )


def capped(tree: CapTree | None, credits: Sequence[Credit], stage: Stage) -> Fraction:
    return tree.total(lambda place: stage(credits[place])) if tree else ZERO


def index(points: Fraction, standard: Fraction, policy: Policy) -> Index | None:
    """The index of P points out of Z; None when nothing counts (Z = 0)."""
    if standard == 0:
        return None
    raw = 100 * points / standard if policy.index_mode is IndexMode.PERCENT else points
    if policy.index_cap is not None:
        raw = min(raw, policy.index_cap)
    return Index(raw, round_half_up(raw, policy.index_digits))
