"""Who marks which part of which agency: a proposal that is balanced by leaves, stable, and says why (DESIGN §7).

Agencies and members are known by their keys. The order of what comes in changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Why(Enum):
    """Why a part went to its member."""

    KEPT = "kept"
    ONLY = "only"  # nobody else who has the specialty may
    LIGHTEST = "lightest"
    CROSS = "cross"  # all who have the specialty are in conflict: somebody from elsewhere


class Gap(Enum):
    """Why a part stays without a member."""

    NO_EXPERT = "no_expert"
    ALL_IN_CONFLICT = "all_in_conflict"


@dataclass(frozen=True, slots=True)
class Member:
    """`conflicts` are the agencies that she never marks."""

    key: int
    specialties: frozenset[str]
    conflicts: frozenset[int] = frozenset()


class Part(NamedTuple):
    """All leaves of one specialty in one agency's sheet."""

    agency: int
    specialty: str
    leaves: int


class Given(NamedTuple):
    """What is assigned already. It stays while its member may have it; one that was only proposed asks for the
    specialty as well, unless it was given across specialties.
    """

    agency: int
    specialty: str
    member: int
    is_by_hand: bool = False
    is_cross: bool = False


class Placed(NamedTuple):
    """`load` is how many leaves she had before this part, `choices` how many members could have got it."""

    part: Part
    member: int
    why: Why
    is_cross: bool = False
    load: int = 0
    choices: int = 1


class Unplaced(NamedTuple):
    part: Part
    why: Gap


@dataclass(frozen=True, slots=True)
class Proposal:
    """Every part once, in one of the two, in the order of agencies and specialties."""

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]


def propose(*, members: Iterable[Member], parts: Iterable[Part], given: Iterable[Given] = ()) -> Proposal:
    """What is assigned and may stay is kept; each other part goes to the one with the fewest leaves so far.

    Parts with the fewest choices come first, then the largest, so that the rest can even out what they leave.
    """
    team = {member.key: member for member in sorted(members, key=lambda member: member.key)}
    before = {(item.agency, item.specialty): item for item in given}
    loads = dict.fromkeys(team, 0)
    placed, waiting = list[Placed](), list[Part]()
    for part in parts:
        item = before.get((part.agency, part.specialty))
        if item is None or not _may_stay(team.get(item.member), item):
            waiting.append(part)
            continue
        placed.append(Placed(part, item.member, Why.KEPT, is_cross=item.is_cross))
        loads[item.member] += part.leaves
    pools = _Pools(team.values())
    unplaced = list[Unplaced]()
    for part, pool in sorted(((part, pools.of(part)) for part in waiting), key=_first_come):
        if isinstance(pool, Gap):
            unplaced.append(Unplaced(part, pool))
            continue
        chosen = _place(part, pool, loads)
        placed.append(chosen)
        loads[chosen.member] += part.leaves
    return Proposal(
        tuple(sorted(placed, key=lambda item: (item.part.agency, item.part.specialty))),
        tuple(sorted(unplaced, key=lambda item: (item.part.agency, item.part.specialty))),
    )


def needs_cross(*, part: Part, members: Iterable[Member]) -> bool:
    """Whether all who have the part's specialty, and there are some, are in conflict with its agency."""
    experts = [member for member in members if part.specialty in member.specialties]
    return bool(experts) and all(part.agency in member.conflicts for member in experts)


def _may_stay(member: Member | None, item: Given) -> bool:
    if member is None or item.agency in member.conflicts:
        return False
    return item.is_by_hand or item.is_cross or item.specialty in member.specialties


@dataclass(frozen=True, slots=True)
class _Pool:
    """Those who may get a part, in the order of their keys."""

    members: Sequence[int]
    is_cross: bool


class _Pools:
    def __init__(self, team: Iterable[Member]) -> None:
        self._team = tuple(team)
        self._experts: dict[str, list[Member]] = {}
        for member in self._team:
            for specialty in member.specialties:
                self._experts.setdefault(specialty, []).append(member)
        self._whole = {name: _Pool([one.key for one in held], is_cross=False) for name, held in self._experts.items()}
        self._touched = frozenset[int]().union(*(member.conflicts for member in self._team))

    def of(self, part: Part) -> _Pool | Gap:
        experts = self._experts.get(part.specialty, [])
        if not experts:
            return Gap.NO_EXPERT
        if part.agency not in self._touched:
            return self._whole[part.specialty]
        if free := _free(experts, part.agency):
            return _Pool(free, is_cross=False)
        elsewhere = _free(self._team, part.agency)
        return _Pool(elsewhere, is_cross=True) if elsewhere else Gap.ALL_IN_CONFLICT


def _free(members: Iterable[Member], agency: int) -> list[int]:
    return [member.key for member in members if agency not in member.conflicts]


def _first_come(item: tuple[Part, _Pool | Gap]) -> tuple[int, int, int, str]:
    part, pool = item
    return (0 if isinstance(pool, Gap) else len(pool.members), -part.leaves, part.agency, part.specialty)


def _place(part: Part, pool: _Pool, loads: Mapping[int, int]) -> Placed:
    member = min(pool.members, key=loads.__getitem__)
    why = Why.CROSS if pool.is_cross else Why.ONLY if len(pool.members) == 1 else Why.LIGHTEST
    return Placed(part, member, why, is_cross=pool.is_cross, load=loads[member], choices=len(pool.members))
