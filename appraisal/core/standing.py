"""Where a mark stands beside the claim (DESIGN §7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Said:
    """What one stage says of a leaf. No points: its reading says that the leaf does not count."""

    points: Fraction | None


class Standing(Enum):
    AGREED = "agreed"
    BELOW = "below"
    BEYOND = "beyond"
    UNCLAIMED = "unclaimed"


def standing_of(claim: Said | None, mark: Said, *, is_penalty: bool = False) -> Standing:
    """Below: it brings the agency less than it claimed, or something else than what it claimed; that wants a reason.

    Points of a penalty are taken away, so that more of them is less. `claim` is None where nothing was claimed.
    """
    if claim is None:
        return Standing.UNCLAIMED
    if claim == mark:
        return Standing.AGREED
    if claim.points is None or mark.points is None:
        return Standing.BELOW
    return Standing.BELOW if (mark.points < claim.points) != is_penalty else Standing.BEYOND
