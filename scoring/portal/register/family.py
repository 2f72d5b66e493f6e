"""An agency's predecessors and successors, ready to be shown as nested lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from scoring.models import Agency, Lineage
from scoring.selectors.register.lineage import Relative, ancestors, descendants


@dataclass(frozen=True, slots=True)
class Member:
    """`is_open` says whether the reader may open its page; the names of relatives are never a secret."""

    agency: Agency
    edge: Lineage
    is_open: bool
    beyond: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The relatives that one decision made."""

    kind: str
    edge: Lineage
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Family:
    before: tuple[Change, ...]
    after: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.before or self.after)


def family_of(agency: Agency, seen: QuerySet[Agency]) -> Family:
    before, after = ancestors(agency), descendants(agency)
    keys = {item.agency.pk for tree in (before, after) for item in _all(tree)}
    visible = set(seen.filter(pk__in=keys).values_list("pk", flat=True))
    return Family(_changes(_members(before, visible)), _changes(_members(after, visible)))


def _all(tree: Iterable[Relative]) -> Iterable[Relative]:
    for item in tree:
        yield item
        yield from _all(item.beyond)


def _members(tree: Iterable[Relative], visible: set[int]) -> tuple[Member, ...]:
    return tuple(
        Member(item.agency, item.edge, item.agency.pk in visible, _members(item.beyond, visible)) for item in tree
    )


def _changes(members: Iterable[Member]) -> tuple[Change, ...]:
    """Members grouped by the decision that made them relatives."""
    groups: dict[tuple[object, ...], list[Member]] = {}
    for item in members:
        groups.setdefault((item.edge.kind, item.edge.effective_on, item.edge.decision), []).append(item)
    return tuple(Change(group[0].edge.get_kind_display(), group[0].edge, tuple(group)) for group in groups.values())
