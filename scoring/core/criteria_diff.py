"""What changed between two versions of a criteria set, in the terms of those who wrote it (DESIGN §5)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.core.criteria_nodes import Place, SetNode
from scoring.core.enums import Code

Pair = tuple[Place, Place]


class Change(Code):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RECODED = "recoded"
    REWEIGHTED = "reweighted"
    REWORDED = "reworded"
    RULE = "rule"
    SOURCE = "source"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Difference:
    """`before` is None for what was added, `after` for what was removed."""

    before: SetNode | None
    after: SetNode | None
    changes: tuple[Change, ...]


#: The fields that make a change; place and order are compared apart.
FIELDS: Mapping[Change, tuple[str, ...]] = {
    Change.RECODED: ("code",),
    Change.REWEIGHTED: ("max_points", "cap"),
    Change.REWORDED: ("name", "guidance", "evidence_guidance", "note"),
    Change.RULE: ("rule", "kind"),
    Change.SOURCE: ("source", "indicator", "specialty"),
    Change.EVIDENCE: ("evidence", "explanation"),
}


def compare(
    before: Sequence[SetNode], after: Sequence[SetNode], crosswalk: Iterable[Pair] = ()
) -> tuple[Difference, ...]:
    """Every node that is not as it was: those of `after` in their order, then what was removed.

    Nodes in the order of their annexes; `crosswalk` says which node continues which, before anything is guessed.
    """
    pairs = match(before, after, crosswalk)
    back = {later: earlier for earlier, later in pairs.items()}
    old = {node.place: node for node in before}
    moved = _moved(before, after, pairs)
    found = []
    for node in after:
        origin = old.get(back[node.place]) if node.place in back else None
        changes = _changes(origin, node, is_moved=node.place in moved)
        if changes:
            found.append(Difference(origin, node, changes))
    gone = (Difference(node, None, (Change.REMOVED,)) for node in before if node.place not in pairs)
    return (*found, *gone)


def match(before: Sequence[SetNode], after: Sequence[SetNode], crosswalk: Iterable[Pair] = ()) -> dict[Place, Place]:
    """Which node became which, one to one: by crosswalk, then code and name, name, code.

    A name that stands with another code is the same criterion renumbered, so names come before codes.
    """
    left, right = {node.place: node for node in before}, {node.place: node for node in after}
    pairs: dict[Place, Place] = {}
    for earlier, later in crosswalk:
        if earlier in left and later in right:
            pairs[earlier] = later
            del left[earlier], right[later]
    for key in _KEYS:
        for earlier, later in _unique_pairs(left.values(), right.values(), key):
            pairs[earlier] = later
            del left[earlier], right[later]
    return pairs


_KEYS: tuple[Callable[[SetNode], Hashable], ...] = (
    lambda node: (node.annex, node.code, node.name),
    lambda node: (node.annex, node.name, node.is_group),
    lambda node: (node.annex, node.code, node.is_group),
)


def _unique_pairs(left: Iterable[SetNode], right: Iterable[SetNode], key: Callable[[SetNode], Hashable]) -> list[Pair]:
    """Pairs of nodes whose key is the only one of its kind on both sides."""
    first, second = _by_key(left, key), _by_key(right, key)
    return [
        (first[found][0].place, second[found][0].place)
        for found in first
        if len(first[found]) == 1 and len(second.get(found, ())) == 1
    ]


def _by_key(nodes: Iterable[SetNode], key: Callable[[SetNode], Hashable]) -> dict[Hashable, list[SetNode]]:
    found: dict[Hashable, list[SetNode]] = {}
    for node in nodes:
        found.setdefault(key(node), []).append(node)
    return found


def _changes(before: SetNode | None, after: SetNode, *, is_moved: bool) -> tuple[Change, ...]:
    if before is None:
        return (Change.ADDED,)
    changed = [
        change
        for change, fields in FIELDS.items()
        if any(getattr(before, field) != getattr(after, field) for field in fields)
    ]
    return (*((Change.MOVED,) if is_moved else ()), *changed)


def _moved(before: Sequence[SetNode], after: Sequence[SetNode], pairs: Mapping[Place, Place]) -> set[Place]:
    """Places of `after` whose node hangs elsewhere now, or stands in another order among those that stayed."""
    back, old = {later: earlier for earlier, later in pairs.items()}, {node.place: node for node in before}
    order = {node.place: number for number, node in enumerate(before)}
    moved: set[Place] = set()
    stayed: dict[tuple[str, Place | None], list[Place]] = {}
    for node in after:
        if node.place not in back:
            continue
        origin = old[back[node.place]]
        if _hangs_elsewhere(origin, node, pairs):
            moved.add(node.place)
        else:
            stayed.setdefault((node.annex, node.above), []).append(node.place)
    for siblings in stayed.values():
        kept = _longest_rising([order[back[place]] for place in siblings])
        moved.update(place for number, place in enumerate(siblings) if number not in kept)
    return moved


def _hangs_elsewhere(before: SetNode, after: SetNode, pairs: Mapping[Place, Place]) -> bool:
    if before.annex != after.annex:
        return True
    return after.above != (None if before.above is None else pairs.get(before.above))


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Indices of a longest rising run: the fewest possible count as moved."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        previous.append(ends[place - 1] if place else -1)
        tails[place : place + 1], ends[place : place + 1] = [number], [index]
    found, index = set(), ends[-1] if ends else -1
    while index >= 0:
        found.add(index)
        index = previous[index]
    return found
