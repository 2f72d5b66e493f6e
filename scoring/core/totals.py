"""Totals and index of one agency (CONTRACT §6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.core.credit import Credit
from scoring.core.criteria import Annex, CapTree
from scoring.core.enums import IndexMode
from scoring.core.numbers import exact_sum, round_half_up
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


def total(annex: Annex, credits: Sequence[Credit]) -> Totals:
    """The sums over the annex's leaves; `credits` stand in the order of `annex.leaves`."""
    appraised = [item.points for item in credits]
    bonus, penalty = capped(annex.bonus, appraised), capped(annex.penalty, appraised)
    return Totals(
        standard=annex.standard - exact_sum(annex.leaves[i].maximum for i in annex.score if credits[i].exempt),
        self_points=net(annex, [item.self_points for item in credits]),
        round1=net(annex, [item.round1_points for item in credits]),
        appraised=net(annex, appraised),
        survey=exact_sum(appraised[i] for i in annex.survey),
        bonus=bonus,
        penalty=penalty,
    )


def net(annex: Annex, points: Sequence[Fraction]) -> Fraction:
    """Score leaves + bonus − penalty, not below 0."""
    score = exact_sum([points[i] for i in annex.score])
    if annex.bonus is None and annex.penalty is None:
        return score
    return max(ZERO, score + capped(annex.bonus, points) - capped(annex.penalty, points))


def capped(tree: CapTree | None, points: Sequence[Fraction]) -> Fraction:
    return tree.total(points) if tree else ZERO


def index(points: Fraction, standard: Fraction, policy: Policy) -> Index | None:
    """The index of P points out of Z; None when nothing counts (Z = 0)."""
    if standard == 0:
        return None
    raw = 100 * points / standard if policy.index_mode is IndexMode.PERCENT else points
    if policy.index_cap is not None:
        raw = min(raw, policy.index_cap)
    return Index(raw, round_half_up(raw, policy.index_digits))
