"""An annex as the arithmetic sees it: leaves in order, and the groups that cap bonus and penalty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from scoring.core.enums import Kind, Source
from scoring.core.rules.base import Rule


@dataclass(frozen=True, slots=True)
class Leaf:
    """The lowest scored node; `indicator` names the outside figure when that is the source."""

    code: str
    maximum: Fraction
    kind: Kind
    source: Source
    rule: Rule
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the tree as it is given: `leaf` is None on a group."""

    code: str
    parent: str | None
    cap: Fraction | None = None
    leaf: Leaf | None = None


@dataclass(frozen=True, slots=True)
class CapTree:
    """The part of the tree that holds leaves of one kind: places of leaves, groups below, the cap."""

    cap: Fraction | None
    leaves: tuple[int, ...]
    groups: tuple[CapTree, ...]

    def total(self, points: Callable[[int], Fraction]) -> Fraction:
        """The sum over the leaves, inner groups held to their caps first (CONTRACT §6)."""
        inner = sum((group.total(points) for group in self.groups), Fraction(0))
        found = sum(map(points, self.leaves), inner)
        return found if self.cap is None else min(found, self.cap)


@dataclass(frozen=True)
class Annex:
    """The leaves of one annex in a fixed order, and what is summed over them."""

    leaves: tuple[Leaf, ...]
    bonus: CapTree | None
    penalty: CapTree | None

    @cached_property
    def score(self) -> tuple[int, ...]:
        return tuple(place for place, leaf in enumerate(self.leaves) if leaf.kind is Kind.SCORE)

    @cached_property
    def survey(self) -> tuple[int, ...]:
        return tuple(place for place in self.score if self.leaves[place].source is Source.SURVEY)

    @cached_property
    def standard(self) -> Fraction:
        """Z of an agency without exemptions."""
        return sum((self.leaves[place].maximum for place in self.score), Fraction(0))


def build_annex(nodes: Iterable[Node]) -> Annex:
    """The annex of a valid tree: parents exist, there are no cycles; nodes in any order."""
    by_code = {node.code: node for node in nodes}
    leaves = tuple(node.leaf for node in by_code.values() if node.leaf is not None)
    places = {leaf.code: place for place, leaf in enumerate(leaves)}
    children: dict[str | None, list[Node]] = {}
    for node in by_code.values():
        children.setdefault(node.parent, []).append(node)
    return Annex(leaves, _cap_tree(None, children, places, Kind.BONUS), _cap_tree(None, children, places, Kind.PENALTY))


def _cap_tree(
    group: Node | None, children: Mapping[str | None, list[Node]], places: Mapping[str, int], kind: Kind
) -> CapTree | None:
    """The tree below `group` (the whole annex when None), or None where no leaf is of the kind."""
    below = children.get(group.code if group else None, [])
    leaves = tuple(places[node.code] for node in below if node.leaf and node.leaf.kind is kind)
    inner = (_cap_tree(node, children, places, kind) for node in below if node.leaf is None)
    groups = tuple(tree for tree in inner if tree)
    return CapTree(group.cap if group else None, leaves, groups) if leaves or groups else None
