"""The arithmetic's view of what the tables hold: policies, trees, modifiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.core import enums
from scoring.core.criteria import Annex as CoreAnnex
from scoring.core.criteria import Leaf, Node, build_annex
from scoring.core.modifiers import Modifier, parse_modifier
from scoring.core.policy import Policy, parse_class_scale
from scoring.core.rules import parse_rule
from scoring.models import Campaign, Criterion


def policy_of(campaign: Campaign) -> Policy:
    return Policy(
        supplement_rate=Fraction(campaign.supplement_rate),
        supplement_scope=enums.SupplementScope(campaign.supplement_scope),
        index_mode=enums.IndexMode(campaign.index_mode),
        index_digits=campaign.index_digits,
        index_cap=None if campaign.index_cap is None else Fraction(campaign.index_cap),
        overall_mean=enums.OverallMean(campaign.overall_mean),
        classify_on=enums.On(campaign.classify_on),
        rank_on=enums.On(campaign.rank_on),
        class_scale=parse_class_scale(campaign.class_scale),
    )


def modifiers_of(campaign: Campaign) -> list[Modifier]:
    scale = parse_class_scale(campaign.class_scale)
    return [parse_modifier(item.rule, scale) for item in campaign.modifiers.order_by("order")]


@dataclass(frozen=True, slots=True)
class AnnexTree:
    """One annex: its nodes in the order of the sheet, and the arithmetic's view with leaves sorted by code.

    `keys` are the leaves' primary keys in the order of `annex.leaves`.
    """

    code: str
    nodes: tuple[Criterion, ...]
    annex: CoreAnnex
    keys: tuple[int, ...]


def trees_of(criteria_set_id: int) -> Mapping[int, AnnexTree]:
    """Annexes of a set by primary key; one query."""
    found: dict[int, list[Criterion]] = {}
    criteria = Criterion.objects.filter(annex__criteria_set=criteria_set_id).select_related("annex")
    for criterion in criteria.order_by("annex__position", "position"):
        found.setdefault(criterion.annex_id, []).append(criterion)
    return {annex_id: _tree(nodes) for annex_id, nodes in found.items()}


def annex_tree(annex: int) -> AnnexTree:
    """One annex with all its criteria; one query."""
    return _tree(list(Criterion.objects.filter(annex=annex).select_related("annex").order_by("position")))


def _tree(nodes: list[Criterion]) -> AnnexTree:
    codes = {node.pk: node.code for node in nodes}
    annex = build_annex(_core_nodes(sorted(nodes, key=lambda node: node.code), codes))
    by_code = {node.code: node.pk for node in nodes}
    return AnnexTree(nodes[0].annex.code, tuple(nodes), annex, tuple(by_code[leaf.code] for leaf in annex.leaves))


def _core_nodes(nodes: Iterable[Criterion], codes: Mapping[int, str]) -> Iterable[Node]:
    for node in nodes:
        parent = None if node.parent_id is None else codes[node.parent_id]
        yield Node(node.code, parent, None if node.cap is None else Fraction(node.cap), leaf_of(node))


def leaf_of(criterion: Criterion) -> Leaf | None:
    """None for a group."""
    if criterion.kind == enums.Kind.GROUP:
        return None
    maximum = Fraction(criterion.max_points)
    return Leaf(
        criterion.code,
        maximum,
        enums.Kind(criterion.kind),
        enums.Source(criterion.source),
        parse_rule(criterion.rule, maximum),
        criterion.indicator or None,
    )
