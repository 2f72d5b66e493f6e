"""From stored entries to the arithmetic: one credit for each leaf (CONTRACT §5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from appraisal.selectors.entries import (
    NO_CLAIM,
    NO_MARK,
    NOTHING_SPECIAL,
    AgencyEntries,
    Claim,
    Special,
    StoredMark,
)
from scoring.core.credit import Credit, Entry, Mark, credit
from scoring.core.criteria import Annex, Leaf
from scoring.core.enums import Basis
from scoring.core.fields import load_object
from scoring.core.numbers import exact
from scoring.core.policy import Policy
from scoring.core.rules import parse_value


def entry_of(leaf: Leaf, key: int, entries: AgencyEntries) -> Entry:
    """All that was said about one leaf, as the arithmetic reads it."""
    return _entry(
        leaf,
        entries.claims.get(key, NO_CLAIM),
        entries.round1.get(key, NO_MARK),
        entries.round2.get(key, NO_MARK),
        entries.special.get(key, NOTHING_SPECIAL),
        _outside(leaf, entries),
    )


def _entry(
    leaf: Leaf, claim: Claim, first: StoredMark, second: StoredMark, special: Special, outside: Fraction | None
) -> Entry:
    return Entry(
        claim=_mark(leaf, claim.points, claim.value),
        round1=_mark(leaf, first.points, first.value),
        round2=_mark(leaf, second.points, second.value),
        basis=Basis(second.basis),
        exempt=special.exempt,
        council=_fraction(special.council),
        survey=_fraction(special.survey),
        indicator=outside,
    )


def _mark(leaf: Leaf, points: str | None, value: str | None) -> Mark | None:
    if points is None and value is None:
        return None
    return Mark(
        None if points is None else exact(points),
        None if value is None else parse_value(leaf.rule, load_object(value)),
    )


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _outside(leaf: Leaf, entries: AgencyEntries) -> Fraction | None:
    found = entries.indicators.get(leaf.indicator) if leaf.indicator else None
    return None if found is None else Fraction(found.value)


class Crediting:
    """Credits the leaves of one annex, agency after agency.

    The same claim and marks on the same leaf are understood once and remembered: points go in steps,
    so most of a province's rows have been seen before.
    """

    def __init__(self, annex: Annex, keys: Sequence[int], policy: Policy) -> None:
        self._annex, self._keys, self._policy = annex, keys, policy
        self._known: dict[tuple[object, ...], Credit] = {}

    def credits(self, entries: AgencyEntries) -> list[Credit]:
        """One credit for each leaf, in the order of the annex."""
        claims, round1, round2 = entries.claims.get, entries.round1.get, entries.round2.get
        special, known, found = entries.special, self._known, list[Credit]()
        for place, key in enumerate(self._keys):
            claim, first, second = claims(key, NO_CLAIM), round1(key, NO_MARK), round2(key, NO_MARK)
            leaf = self._annex.leaves[place]
            if key in special or leaf.indicator:
                found.append(credit(leaf, entry_of(leaf, key, entries), self._policy))
                continue
            said = (key, claim[0], claim[1], first[0], first[1], second[0], second[1], second[3])
            credited = known.get(said)
            if credited is None:
                entry = _entry(leaf, claim, first, second, NOTHING_SPECIAL, None)
                credited = known[said] = credit(leaf, entry, self._policy)
            found.append(credited)
        return found


def indicators_of(entries: AgencyEntries) -> Mapping[str, Fraction]:
    return {name: Fraction(item.value) for name, item in entries.indicators.items()}
