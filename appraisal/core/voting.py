"""Quorum and outcome of a vote (DESIGN §7): exact, and without those who have a conflict of interest."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

_SHARE = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)(?:/(\d{1,9}))?\Z")

YES, NO, ABSTAIN = "yes", "no", "abstain"


class NotAShare(ValueError):
    """The text is no share of the members."""


def read_share(text: str) -> Fraction:
    """`2/3` or a decimal, above 0 and at most 1; anything else is `NotAShare`."""
    found = _SHARE.match(text.strip())
    if found is None:
        raise NotAShare(text)
    top, bottom = found.groups()
    if bottom is not None and int(bottom) == 0:
        raise NotAShare(text)
    share = Fraction(top.replace(",", ".")) / Fraction(bottom or 1)
    if not 0 < share <= 1:
        raise NotAShare(text)
    return share


@dataclass(frozen=True, slots=True)
class Tally:
    """How a motion stands. `eligible` and `present` are without the recused; only votes of those present count."""

    eligible: int
    present: int
    yes: int
    no: int
    abstain: int
    needed: int

    @property
    def silent(self) -> int:
        """Present, and no vote yet."""
        return self.present - self.yes - self.no - self.abstain

    @property
    def has_quorum(self) -> bool:
        return self.present >= self.needed

    @property
    def is_carried(self) -> bool:
        """More than half of those present; a tie is not."""
        return 2 * self.yes > self.present

    @property
    def is_undecided(self) -> bool:
        """Those who have not voted could still carry it."""
        return not self.is_carried and 2 * (self.yes + self.silent) > self.present

    @property
    def majority(self) -> int:
        """The fewest votes that carry it."""
        return self.present // 2 + 1


def needed(eligible: int, share: Fraction) -> int:
    """How many of the eligible must be present; somebody must, even of none."""
    return max(1, ceil(share * eligible))


def tally(
    *,
    members: Iterable[int],
    present: Collection[int],
    recused: Collection[int],
    votes: Mapping[int, str],
    share: Fraction,
) -> Tally:
    """The tally of a motion: all by the members' keys, `votes` from a member to `yes`, `no` or `abstain`.

    Who is no member (any more), is absent or recused neither counts nor votes.
    """
    eligible = frozenset(members) - frozenset(recused)
    there = eligible & frozenset(present)
    cast = [votes[member] for member in there if member in votes]
    return Tally(
        eligible=len(eligible),
        present=len(there),
        yes=cast.count(YES),
        no=cast.count(NO),
        abstain=cast.count(ABSTAIN),
        needed=needed(len(eligible), share),
    )
