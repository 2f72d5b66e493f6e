"""From stored entries to the arithmetic: one credit for each leaf (CONTRACT §5)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from appraisal.selectors.entries import (
    NO_CLAIM,
    NO_MARK,
    NOTHING_SPECIAL,
    AgencyEntries,
    MarkSaid,
    Said,
    Special,
)
from scoring.core.credit import Credit, Entry, Mark, credit, mark_of
from scoring.core.criteria import Annex, Leaf
from scoring.core.enums import Basis
from scoring.core.fields import load_object
from scoring.core.numbers import exact, plain, round_half_up
from scoring.core.policy import Policy
from scoring.core.rules import parse_value
from scoring.workbook.records import EXEMPT

STORED_DIGITS = 6
FIELD, LEAF = "\x1f", "\x1e"  # end a field and a leaf; no stored number, JSON or word holds them
MOST_KNOWN = 100_000  # remembered combinations; their memory must not grow with the campaign


def entry_of(leaf: Leaf, key: int, entries: AgencyEntries) -> Entry:
    """All that was said about one leaf, with the readings, so that it can be explained."""

    def read(points: str | None, value: str | None, scored: str | None) -> Mark | None:
        reading = None if value is None else parse_value(leaf.rule, load_object(value))
        return mark_of(leaf, None if points is None else exact(points), reading)

    special, outside = entries.special.get(key, NOTHING_SPECIAL), _outside(leaf, entries)
    return _entry(_said_of(key, entries), read, special, outside)


Stages = tuple[Said, MarkSaid, MarkSaid]
Read = Callable[[str | None, str | None, str | None], Mark | None]


def _said_of(key: int, entries: AgencyEntries) -> Stages:
    return entries.claims.get(key, NO_CLAIM), entries.round1.get(key, NO_MARK), entries.round2.get(key, NO_MARK)


def _entry(said: Stages, read: Read, special: Special = NOTHING_SPECIAL, outside: Fraction | None = None) -> Entry:
    claim, first, second = said
    return Entry(
        claim=read(*claim),
        round1=read(*first[:3]),
        round2=read(*second[:3]),
        basis=Basis(second[3]),
        exempt=special.exempt,
        council=_fraction(special.council),
        survey=_fraction(special.survey),
        indicator=outside,
    )


@lru_cache(maxsize=MOST_KNOWN)
def _stored_mark(points: str | None, value: str | None, scored: str | None) -> Mark | None:
    """The mark by what was found when it was written; nothing is read again."""
    if value is not None:
        return Mark(None if scored in (None, EXEMPT) else Fraction(scored or "0"), is_read=True)
    return None if points is None else Mark(exact(points))


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _outside(leaf: Leaf, entries: AgencyEntries) -> Fraction | None:
    found = entries.indicators.get(leaf.indicator) if leaf.indicator else None
    return None if found is None else Fraction(found.value)


class Credited(NamedTuple):
    """A leaf's credit, with its entries as the digest takes them and its points as they are stored."""

    credit: Credit
    said: str
    stored: str


class Remembered(dict[tuple[int, Said, MarkSaid, MarkSaid], Credited]):
    """Credits by leaf and what was said of it. The same claim and marks are understood once:
    points go in steps, so most of a province's rows have been seen before.
    """

    def __init__(self, leaves: Mapping[int, Leaf], policy: Policy) -> None:
        super().__init__()
        self._leaves, self._policy = leaves, policy

    def __missing__(self, key: tuple[int, Said, MarkSaid, MarkSaid]) -> Credited:
        found = self[key] = self.credited(key, _entry(key[1:], _stored_mark))
        return found

    def credited(self, key: tuple[int, Said, MarkSaid, MarkSaid], entry: Entry) -> Credited:
        leaf = self._leaves[key[0]]
        found = credit(leaf, entry, self._policy)
        points = None if found.exempt else plain(round_half_up(found.points, STORED_DIGITS))
        return Credited(found, _text_of(leaf.code, key[1:]), f"{_quoted(leaf.code)}:{_quoted(points)}")


_quoted = json.JSONEncoder(ensure_ascii=False).encode


def _text_of(code: str, said: Stages) -> str:
    """Claim and marks of one leaf for the digest: what a rule made of a value is not said again."""
    (claimed, read0, _), (points1, read1, *_), (points2, read2, _, basis) = said
    fields = (claimed, read0, points1, read1, points2, read2, basis)
    return f"{_quoted(code)}{FIELD.join(field or '' for field in fields)}{LEAF}"


class Crediting:
    """Credits the leaves of one annex, agency after agency."""

    def __init__(self, annex: Annex, keys: Sequence[int], policy: Policy) -> None:
        self._keys = tuple(keys)
        self._leaves = dict(zip(keys, annex.leaves, strict=True))
        self._outside = frozenset(key for key, leaf in self._leaves.items() if leaf.indicator)
        self._remembered = Remembered(self._leaves, policy)

    def credit(self, entries: AgencyEntries) -> list[Credited]:
        """One for each leaf, in the order of the annex."""
        if len(self._remembered) > MOST_KNOWN:
            self._remembered.clear()
        keys = self._keys
        said = zip(
            keys,
            map(entries.claims.get, keys, repeat(NO_CLAIM)),
            map(entries.round1.get, keys, repeat(NO_MARK)),
            map(entries.round2.get, keys, repeat(NO_MARK)),
            strict=True,
        )
        found = list(map(self._remembered.__getitem__, said))
        if entries.special or self._outside:
            self._set_unusual(found, entries)
        return found

    def _set_unusual(self, found: list[Credited], entries: AgencyEntries) -> None:
        """Leaves with an exemption, a ruling, survey points or an outside figure, which few agencies share."""
        for place, key in enumerate(self._keys):
            if key in entries.special or key in self._outside:
                leaf, said = self._leaves[key], _said_of(key, entries)
                special = entries.special.get(key, NOTHING_SPECIAL)
                entry = _entry(said, _stored_mark, special, _outside(leaf, entries))
                found[place] = self._remembered.credited((key, *said), entry)


def indicators_of(entries: AgencyEntries) -> Mapping[str, Fraction]:
    return {name: Fraction(item.value) for name, item in entries.indicators.items()}
