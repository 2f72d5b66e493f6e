"""Criteria sets: who may see which, and a set as frozen values for the arithmetic, the diff and the exchange."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import Membership, User
from scoring.core.canonical import canonical_json
from scoring.core.criteria_check import NodeFault, tree_faults
from scoring.core.criteria_diff import Difference, Pair, compare
from scoring.core.criteria_nodes import SetNode
from scoring.core.enums import Kind
from scoring.enums import CriteriaSetState
from scoring.models import Annex, Campaign, CriteriaSet, Criterion, Crosswalk


def sets_edited_by(user: User) -> QuerySet[CriteriaSet]:
    """Those of the authorities whose cycle this person runs (secretary, home-affairs staff)."""
    if user.is_superuser:
        return CriteriaSet.objects.all()
    held = Membership.objects.valid().filter(user=user, role__in=sorted(RUNNING_ROLES))
    return CriteriaSet.objects.filter(authority__in=held.values("authority"))


def sets_visible_to(user: User) -> QuerySet[CriteriaSet]:
    """Those she edits, and those in force or retired that a campaign scores by in which she takes part."""
    if user.is_superuser:
        return CriteriaSet.objects.all()
    joined = Campaign.objects.worked_on_by(user).values("criteria_set")
    read = Q(pk__in=joined) & ~Q(state=CriteriaSetState.DRAFT)
    return CriteriaSet.objects.filter(read | Q(pk__in=sets_edited_by(user).values("pk")))


def listed(sets: QuerySet[CriteriaSet]) -> QuerySet[CriteriaSet]:
    """With what a list shows of each, newest first."""
    counted = sets.select_related("authority", "amends").annotate(
        leaves=Count("annexes__criteria", filter=~Q(annexes__criteria__kind=Kind.GROUP), distinct=True),
        annex_count=Count("annexes", distinct=True),
        campaign_count=Count("campaigns", distinct=True),
    )
    return counted.order_by("-pk")


def is_free(criteria_set: CriteriaSet) -> bool:
    """A draft that no campaign scores by: the only thing that changes."""
    return criteria_set.state == CriteriaSetState.DRAFT and not criteria_set.campaigns.exists()


@dataclass(frozen=True, slots=True)
class AnnexRows:
    """One annex: its rows with children right after their parents, and the same as frozen values."""

    annex: Annex
    rows: tuple[Criterion, ...]
    nodes: tuple[SetNode, ...]


def annexes_of(criteria_set: CriteriaSet | int) -> tuple[AnnexRows, ...]:
    """Every annex of the set in order; two queries."""
    key = criteria_set if isinstance(criteria_set, int) else criteria_set.pk
    by_annex: dict[int, list[Criterion]] = {}
    for criterion in Criterion.objects.filter(annex__criteria_set=key).order_by("position"):
        by_annex.setdefault(criterion.annex_id, []).append(criterion)
    annexes = Annex.objects.filter(criteria_set=key).select_related("criteria_set").order_by("position", "pk")
    return tuple(_annex_rows(annex, by_annex.get(annex.pk, [])) for annex in annexes)


def _annex_rows(annex: Annex, rows: list[Criterion]) -> AnnexRows:
    ordered, codes = in_tree_order(rows), {row.pk: row.code for row in rows}
    for row in ordered:
        row.annex = annex
    return AnnexRows(annex, ordered, tuple(frozen(row, annex.code, codes) for row in ordered))


def in_tree_order(rows: Sequence[Criterion]) -> tuple[Criterion, ...]:
    """A sheet may list a child before its parent; people read parents first."""
    children: dict[int | None, list[Criterion]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    found: list[Criterion] = []

    def walk(parent: int | None) -> None:
        for row in children.get(parent, ()):
            found.append(row)
            walk(row.pk)

    walk(None)
    return tuple(found)


def frozen(row: Criterion, annex: str, codes: Mapping[int, str]) -> SetNode:
    """`codes` are those of the annex by primary key."""
    return SetNode(
        annex=annex,
        code=row.code,
        parent=None if row.parent_id is None else codes[row.parent_id],
        name=row.name,
        kind=Kind(row.kind),
        max_points=row.max_points,
        cap=row.cap,
        source=row.source,
        specialty=row.specialty,
        rule="" if row.rule is None else canonical_json(row.rule),
        evidence=row.evidence,
        explanation=row.explanation,
        indicator=row.indicator,
        guidance=row.guidance,
        evidence_guidance=row.evidence_guidance,
        note=row.note,
    )


def nodes_of(criteria_set: CriteriaSet | int) -> tuple[SetNode, ...]:
    return tuple(node for annex in annexes_of(criteria_set) for node in annex.nodes)


def set_faults(annexes: Iterable[AnnexRows]) -> tuple[NodeFault, ...]:
    """What does not add up yet."""
    return tuple(fault for annex in annexes for fault in tree_faults(annex.nodes))


def crosswalk_rows(later: CriteriaSet | int, earlier: CriteriaSet | int) -> QuerySet[Crosswalk]:
    found = Crosswalk.objects.filter(criteria_set=later, earlier__annex__criteria_set=earlier)
    return found.select_related("earlier__annex", "later__annex").order_by("later__annex__position", "later__position")


def crosswalk_pairs(later: CriteriaSet | int, earlier: CriteriaSet | int) -> list[Pair]:
    return [
        ((row.earlier.annex.code, row.earlier.code), (row.later.annex.code, row.later.code))
        for row in crosswalk_rows(later, earlier)
    ]


def differences(earlier: CriteriaSet, later: CriteriaSet) -> tuple[Difference, ...]:
    """What the later set changed, by the crosswalk between the two in whichever direction it was drawn."""
    pairs = crosswalk_pairs(later, earlier)
    backwards = [(first, second) for second, first in crosswalk_pairs(earlier, later)]
    return compare(nodes_of(earlier), nodes_of(later), [*pairs, *backwards])
