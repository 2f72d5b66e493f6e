"""A new version of a set, and which of its criteria continue which earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.refusals import Invalid, NotNow, Overtaken
from scoring.core.criteria_diff import match
from scoring.core.criteria_nodes import Place, SetNode
from scoring.enums import CriteriaSetState
from scoring.models import Annex, CriteriaSet, Criterion, Crosswalk
from scoring.selectors.criteria.trees import AnnexRows, annexes_of, crosswalk_pairs, crosswalk_rows
from scoring.services.criteria.drafts import SetWords, check_revision, lock_set, note_change, open_draft, write_words
from scoring.services.criteria.nodes import BATCH, columns, settled

AnnexWords = tuple[str, str]  # code and name


@transaction.atomic
def new_version(*, criteria_set: int, by: User, name: str = "") -> CriteriaSet:
    """A draft that amends the set: the same annexes and trees, each criterion continuing its own.

    The decision is left empty: an amendment has its own.
    """
    earlier = lock_set(criteria_set=criteria_set, by=by)
    if earlier.state == CriteriaSetState.DRAFT:
        raise NotNow(_("Bộ tiêu chí này còn là dự thảo."), _("Sửa thẳng trên dự thảo."))
    if CriteriaSet.objects.filter(amends=earlier, state=CriteriaSetState.DRAFT).exists():
        raise Overtaken(
            _("Đã có dự thảo phiên bản %(version)d của bộ tiêu chí này.") % {"version": earlier.version + 1},
            _("Mở dự thảo đó trong danh sách để sửa tiếp, hoặc xóa nó rồi lập lại."),
        )
    later = CriteriaSet.objects.create(
        authority=earlier.authority,
        name=name or earlier.name,
        issuer=earlier.issuer,
        version=earlier.version + 1,
        amends=earlier,
    )
    trees = annexes_of(earlier)
    words = [(tree.annex.code, tree.annex.name) for tree in trees]
    rows = write_trees(later, words, [node for tree in trees for node in tree.nodes])
    _link(later, ((row.pk, rows[tree.annex.code, row.code].pk) for tree in trees for row in tree.rows))
    note_change(criteria_set=later, verb="version-begun", by=by, amends=earlier.pk, version=later.version)
    return later


def write_trees(
    criteria_set: CriteriaSet, annexes: Iterable[AnnexWords], nodes: Iterable[SetNode]
) -> dict[Place, Criterion]:
    """Create annexes and nodes, in their order; the rows by annex and code. Belongs in the caller's transaction."""
    written = {
        code: Annex.objects.create(criteria_set=criteria_set, code=code, name=name, position=position)
        for position, (code, name) in enumerate(annexes)
    }
    given = list(nodes)
    rows = Criterion.objects.bulk_create(
        (Criterion(annex=written[node.annex], position=place, **columns(node)) for place, node in enumerate(given)),
        BATCH,
    )
    by_place = {node.place: row for node, row in zip(given, rows, strict=True)}
    below = [node for node in given if node.above is not None]
    for node in below:
        by_place[node.place].parent = by_place[node.annex, node.parent or ""]
    Criterion.objects.bulk_update([by_place[node.place] for node in below], ["parent"], BATCH)
    return by_place


def _link(later: CriteriaSet, pairs: Iterable[tuple[int, int]]) -> None:
    Crosswalk.objects.bulk_create(
        (Crosswalk(criteria_set=later, earlier_id=first, later_id=second) for first, second in pairs), BATCH
    )


@transaction.atomic
def replace_trees(
    *,
    criteria_set: int,
    annexes: Iterable[AnnexWords],
    nodes: Iterable[SetNode],
    revision: int,
    by: User,
    decision: SetWords | None = None,
) -> CriteriaSet:
    """All annexes of a draft at once, as an import brings them; crosswalk lines of codes that stay are kept.

    `decision` is what the set is called and who issued it, None to leave that as it is.
    """
    draft = open_draft(criteria_set=criteria_set, revision=revision, by=by)
    if decision is not None:
        write_words(draft, decision)
    kept = list(
        Crosswalk.objects.filter(criteria_set=draft).values_list("earlier", "later__annex__code", "later__code")
    )
    draft.annexes.all().delete()
    rows = write_trees(draft, annexes, [_settled_at(node) for node in nodes])
    _link(draft, ((first, rows[annex, code].pk) for first, annex, code in kept if (annex, code) in rows))
    note_change(criteria_set=draft, verb="trees-replaced", by=by, criteria=len(rows))
    return draft


def _settled_at(node: SetNode) -> SetNode:
    return replace(settled(node), parent=node.parent)


def proposed(
    earlier: Iterable[AnnexRows], later: Iterable[AnnexRows], known: Iterable[tuple[Place, Place]]
) -> Mapping[Place, Place]:
    """Which later criterion continues which earlier one, as far as codes and names tell; by the later one."""
    first = [node for annex in earlier for node in annex.nodes]
    second = [node for annex in later for node in annex.nodes]
    return {new: old for old, new in match(first, second, known).items()}


@transaction.atomic
def set_crosswalk(
    *, criteria_set: int, earlier: CriteriaSet, links: Iterable[tuple[int, int]], revision: int, by: User
) -> int:
    """All lines between the two sets at once, pairs of primary keys (earlier, later); how many there are now.

    It says how years are compared, it is no part of the decision: a set in force takes it too, a retired one does not.
    """
    later = lock_set(criteria_set=criteria_set, by=by)
    check_revision(later, revision)
    if later.state == CriteriaSetState.RETIRED:
        raise NotNow(_("Bộ tiêu chí đã hết hiệu lực, không sửa đối chiếu được nữa."))
    if earlier.authority_id != later.authority_id or earlier.pk == later.pk:
        raise Invalid(_("Chỉ đối chiếu hai bộ tiêu chí khác nhau của cùng cơ quan chủ trì."))
    pairs = list(dict.fromkeys(links))
    _check_links(pairs, earlier, later)
    before = crosswalk_pairs(later, earlier)
    crosswalk_rows(later, earlier).delete()
    _link(later, pairs)
    details = {"earlier": earlier.pk, "lines": len(pairs), "before": len(before)}
    note_change(criteria_set=later, verb="crosswalk-set", by=by, **details)
    return len(pairs)


def _check_links(pairs: list[tuple[int, int]], earlier: CriteriaSet, later: CriteriaSet) -> None:
    first = set(Criterion.objects.filter(annex__criteria_set=earlier).values_list("pk", flat=True))
    second = set(Criterion.objects.filter(annex__criteria_set=later).values_list("pk", flat=True))
    if any(old not in first or new not in second for old, new in pairs):
        raise Invalid(_("Có dòng đối chiếu không thuộc hai bộ tiêu chí này."), _("Tải lại trang rồi chọn lại."))
