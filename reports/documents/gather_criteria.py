"""Attainment of criteria and of the parts above them, and the criteria without a figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.documents.facts import Attainment, MissingFact
from reports.models import AgencyResult, CriterionResult, IndexRun
from scoring.core.collation import vietnamese_key
from scoring.enums import Kind
from scoring.models import Campaign, Criterion

SCORED = Kind.SCORE
LARGE_SHARE = Decimal("0.5")

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Leaves:
    """The tree by primary key, and a run's attainment of its score leaves with the bloc's code."""

    nodes: Mapping[int, Criterion]
    results: Sequence[tuple[str, Criterion, CriterionResult]]


def read_leaves(run: IndexRun, campaign: Campaign) -> Leaves:
    """Two queries: the nodes of the set, and what the run stored of its leaves in the order of the set."""
    criteria = Criterion.objects.filter(annex__criteria_set=campaign.criteria_set_id)
    nodes = {node.pk: node for node in criteria.order_by("annex__position", "position")}
    place = {key: at for at, key in enumerate(nodes)}
    stored = CriterionResult.objects.filter(run=run).select_related("bloc")
    found = [(item.bloc.code, nodes[item.criterion_id], item) for item in stored]
    scored = [item for item in found if item[1].kind == SCORED]
    return Leaves(nodes, sorted(scored, key=lambda item: place[item[1].pk]))


def criteria_of(leaves: Leaves) -> tuple[Attainment, ...]:
    """Attainment of every score leaf in every bloc, in the order of the set."""
    return _summed(leaves, lambda leaf: leaf)


def parts_of(leaves: Leaves) -> tuple[Attainment, ...]:
    """Attainment of the parts: the top of the tree, and the areas below a top that holds more than half of all."""
    large = _large_tops(leaves)

    def part(leaf: Criterion) -> Criterion:
        way = _way(leaves.nodes, leaf)
        return way[1] if way[0].code in large and len(way) > 2 else way[0]

    return tuple(sorted(_summed(leaves, part), key=lambda item: natural(item.code)))


def _large_tops(leaves: Leaves) -> frozenset[str]:
    totals: dict[str, Decimal] = {}
    for _, leaf, result in leaves.results:
        top = _way(leaves.nodes, leaf)[0].code
        totals[top] = totals.get(top, Decimal(0)) + result.standard_points
    whole = sum(totals.values(), Decimal(0))
    return frozenset(code for code, total in totals.items() if total > whole * LARGE_SHARE)


def _way(nodes: Mapping[int, Criterion], leaf: Criterion) -> list[Criterion]:
    """From the top of the tree down to the leaf."""
    way = [leaf]
    while way[0].parent_id is not None:
        way.insert(0, nodes[way[0].parent_id])
    return way


def _summed(leaves: Leaves, above: Callable[[Criterion], Criterion]) -> tuple[Attainment, ...]:
    """Points of all leaves under the same node; annexes that share code and name are one."""
    found: dict[tuple[str, Key], Attainment] = {}
    for bloc, leaf, result in leaves.results:
        node = above(leaf)
        is_leaf = node.pk == leaf.pk
        key = (bloc, (node.code, node.name.casefold()))
        before = found.get(key) or Attainment(bloc, node.code, node.name, Decimal(0), Decimal(0))
        found[key] = _added(before, result, is_leaf=is_leaf)
    return tuple(found.values())


def _added(before: Attainment, result: CriterionResult, *, is_leaf: bool) -> Attainment:
    return Attainment(
        before.bloc,
        before.code,
        before.name,
        before.points + result.points,
        before.standard_points + result.standard_points,
        before.agencies + result.agencies if is_leaf else 0,
        before.at_maximum + result.at_maximum if is_leaf else 0,
    )


def missing_of(leaves: Leaves, results: Iterable[AgencyResult]) -> tuple[MissingFact, ...]:
    """Criteria without a figure, with the agencies concerned in the order of the table."""
    names = {(node.annex_id, node.code): node.name for node in leaves.nodes.values()}
    found: dict[Key, list[str]] = {}
    for result in results:
        for code in result.missing:
            key = (code, names.get((result.participant.annex_id, code), ""))
            found.setdefault(key, []).append(result.participant.name)
    ordered = sorted(found.items(), key=lambda item: (natural(item[0][0]), vietnamese_key(item[0][1])))
    return tuple(MissingFact(code, name, tuple(agencies)) for (code, name), agencies in ordered)


def natural(code: str) -> tuple[tuple[int, int, str], ...]:
    """Codes in the order people count: 2.9 before 2.10."""
    return tuple(
        (0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in re.split(r"(\d+)", code) if piece
    )
