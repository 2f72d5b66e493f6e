"""A random sample that can be drawn again: who has the seed and the list gets the same members."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction


def size_of_sample(population: int, share: Fraction) -> int:
    """The share of the population, rounded up: a share above nothing draws at least one of what is there."""
    return min(population, -(-population * share.numerator // share.denominator))


def drawn(keys: Iterable[str], *, seed: str, share: Fraction) -> list[str]:
    """The keys that are drawn, in the order of the draw; the order in which they are given does not matter.

    Keys stand in line by SHA-256 of the seed and the key. `share` is from 0 to 1; more than all is all.
    """
    begun = hashlib.sha256(f"{len(seed)}:{seed}".encode())
    population = sorted((_rank(begun, key), key) for key in set(keys))
    return [key for _, key in population[: size_of_sample(len(population), max(share, Fraction(0)))]]


def _rank(begun: hashlib._Hash, key: str) -> bytes:
    rank = begun.copy()
    rank.update(key.encode())
    return rank.digest()


def dealt(
    items: Sequence[str], *, candidates: Mapping[str, Sequence[Sequence[int]]], load: Mapping[int, int]
) -> dict[str, int | None]:
    """One person for each item, in the items' order: the least busy of the best group that has anybody.

    `candidates` gives for each item groups of people, the best first; `load` what they have already. Equally busy
    people stand in the order of their keys. None where nobody may.
    """
    busy = dict(load)
    found: dict[str, int | None] = {}
    for item in items:
        people = next((group for group in candidates.get(item, ()) if group), ())
        chosen = min(people, key=lambda person: (busy.get(person, 0), person), default=None)
        found[item] = chosen
        if chosen is not None:
            busy[chosen] = busy.get(chosen, 0) + 1
    return found
