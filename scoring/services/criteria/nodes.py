"""The tree of a draft: nodes come, change, move and go; what the core refuses is not stored even in a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.refusals import Invalid
from scoring.core.canonical import canonical_json
from scoring.core.criteria_check import NodeFault, node_faults
from scoring.core.criteria_nodes import SetNode
from scoring.core.enums import Kind, Source
from scoring.core.fields import load_object
from scoring.models import Annex, CriteriaSet, Criterion
from scoring.selectors.criteria.trees import frozen, in_tree_order
from scoring.services.criteria.drafts import note_change, open_draft
from scoring.services.criteria.texts import LONGEST_TEXT, line, lines

BATCH = 500
MANUAL = '{"kind":"manual"}'
LONGEST = {"code": 100, "specialty": 200, "indicator": 100}
TEXTS = ("name", "guidance", "evidence_guidance", "note")


class Refusals(Invalid):
    """A node that the core refuses; `faults` are all of them."""

    def __init__(self, faults: Iterable[NodeFault]) -> None:
        self.faults = tuple(faults)
        found = (fault.refused for fault in self.faults)
        said = "; ".join(f"{_(item.rule) % item.params} ({_(item.remedy) % item.params})" for item in found)
        super().__init__(_("Tiêu chí chưa ghi được: %(said)s.") % {"said": said})


def settled(node: SetNode) -> SetNode:
    """The node in the form in which it is stored: texts trimmed, what its kind has no use for left out.

    The rule is in its canonical form, `manual` where none was given. Raises `Refusals`.
    """
    texts: dict[str, Any] = {field: lines(getattr(node, field)) for field in TEXTS} | {"name": line(node.name)}
    words: dict[str, Any] = {field: line(getattr(node, field)) for field in LONGEST}
    clean = replace(node, **texts, **words)
    if clean.is_group:
        clean = replace(clean, source="", rule="", indicator="", explanation="optional")
    else:
        is_indicator = clean.source == Source.INDICATOR
        indicator = clean.indicator if is_indicator else ""
        clean = replace(clean, cap=None, source=clean.source or Source.SELF, indicator=indicator)
        clean = replace(clean, rule=clean.rule or MANUAL)
    _check_lengths(clean)
    faults = node_faults(clean)
    if faults:
        raise Refusals(faults)
    return clean if clean.is_group else replace(clean, rule=canonical_json(clean.parsed_rule().as_json()))


def _check_lengths(node: SetNode) -> None:
    limits = LONGEST | dict.fromkeys(TEXTS, LONGEST_TEXT)
    if any(len(getattr(node, field)) > most for field, most in limits.items()):
        raise Invalid(
            _("Có ô dài quá mức cho phép (mã 100, chuyên môn 200, văn bản 30.000 ký tự)."), _("Rút ngắn lại.")
        )


def columns(node: SetNode) -> dict[str, Any]:
    """The settled node as columns, without its place."""
    return {
        "code": node.code,
        "name": node.name,
        "kind": node.kind.value,
        "max_points": node.max_points,
        "cap": node.cap,
        "source": str(node.source),
        "specialty": node.specialty,
        "rule": None if node.is_group else load_object(node.rule),
        "evidence": node.evidence,
        "explanation": node.explanation,
        "indicator": node.indicator,
        "guidance": node.guidance,
        "evidence_guidance": node.evidence_guidance,
        "note": node.note,
    }


@transaction.atomic
def add_node(*, annex: Annex, parent: Criterion | None, content: SetNode, revision: int, by: User) -> Criterion:
    """The last child of `parent`, at the top when None; `content` says everything but the place."""
    draft = open_draft(criteria_set=annex.criteria_set_id, revision=revision, by=by)
    node = settled(content)
    _check_code(annex, node.code)
    _check_parent(annex, parent)
    added = Criterion.objects.create(annex=annex, parent=parent, position=annex.criteria.count(), **columns(node))
    _renumber(annex)
    _note(draft, "node-added", by, annex, added.code, name=added.name)
    return added


@transaction.atomic
def change_node(*, criterion: Criterion, content: SetNode, revision: int, by: User) -> Criterion:
    """Everything but the place."""
    draft = open_draft(criteria_set=criterion.annex.criteria_set_id, revision=revision, by=by)
    node, before = settled(content), criterion.code
    _check_code(criterion.annex, node.code, but=criterion)
    if not node.is_group and criterion.children.exists():
        raise Invalid(_("Nút có tiêu chí con phải là nhóm."), _("Chuyển hoặc xóa các tiêu chí con trước."))
    was = frozen(criterion, criterion.annex.code, {criterion.parent_id: ""} if criterion.parent_id else {})
    for field, value in columns(node).items():
        setattr(criterion, field, value)
    criterion.save()
    fields = [field for field, value in columns(was).items() if value != columns(node)[field]]
    _note(draft, "node-changed", by, criterion.annex, criterion.code, before=before, fields=fields)
    return criterion


@transaction.atomic
def set_rule(*, criterion: Criterion, rule: dict[str, Any], revision: int, by: User) -> Criterion:
    """The leaf's rule alone; what its maximum does not allow is refused."""
    codes = {criterion.parent_id: ""} if criterion.parent_id else {}
    content = replace(frozen(criterion, criterion.annex.code, codes), rule=canonical_json(rule))
    if content.is_group:
        raise Invalid(_("Nhóm không có cách chấm."), _("Chọn tiêu chí thấp nhất."))
    return change_node(criterion=criterion, content=content, revision=revision, by=by)


@transaction.atomic
def move_node(
    *, criterion: Criterion, parent: Criterion | None, before: Criterion | None, revision: int, by: User
) -> Criterion:
    """Under `parent` (the top when None), in front of its child `before`, at the end when None."""
    annex = criterion.annex
    draft = open_draft(criteria_set=annex.criteria_set_id, revision=revision, by=by)
    _check_parent(annex, parent)
    rows = list(annex.criteria.order_by("position"))
    if parent is not None and parent.pk in _below(rows, criterion.pk):
        raise Invalid(_("Không chuyển một nhóm vào bên trong chính nó."), _("Chọn nhóm khác."))
    if before is not None and (before.pk == criterion.pk or before.parent_id != (parent.pk if parent else None)):
        raise Invalid(_("Chỗ chuyển đến không còn như trên trang."), _("Tải lại trang rồi chuyển lại."))
    others = [row for row in rows if row.pk != criterion.pk]
    place = next((number for number, row in enumerate(others) if before and row.pk == before.pk), len(others))
    criterion.parent = parent
    criterion.save(update_fields=["parent"])
    _number([*others[:place], criterion, *others[place:]], parents={criterion.pk: criterion.parent_id})
    _note(draft, "node-moved", by, annex, criterion.code, parent=parent.code if parent else "")
    return criterion


@transaction.atomic
def remove_node(*, criterion: Criterion, revision: int, by: User) -> int:
    """The node with all that hangs below it; how many went."""
    annex = criterion.annex
    draft = open_draft(criteria_set=annex.criteria_set_id, revision=revision, by=by)
    gone = _below(list(annex.criteria.all()), criterion.pk)
    criterion.delete()
    _renumber(annex)
    _note(draft, "node-removed", by, annex, criterion.code, name=criterion.name, criteria=len(gone))
    return len(gone)


def _note(draft: CriteriaSet, verb: str, by: User, annex: Annex, code: str, **details: Any) -> None:
    note_change(criteria_set=draft, verb=verb, by=by, annex=annex.code, criterion=code, **details)


def _check_code(annex: Annex, code: str, but: Criterion | None = None) -> None:
    if annex.criteria.filter(code=code).exclude(pk=but.pk if but else 0).exists():
        raise Invalid(_("Phụ lục này đã có tiêu chí mang mã “%(code)s”.") % {"code": code}, _("Dùng mã khác."))


def _check_parent(annex: Annex, parent: Criterion | None) -> None:
    if parent is None:
        return
    if parent.annex_id != annex.pk or parent.kind != Kind.GROUP:
        raise Invalid(_("Chỉ đặt tiêu chí dưới một nhóm của cùng phụ lục."), _("Đổi tiêu chí trên thành nhóm trước."))


def _below(rows: Sequence[Criterion], key: int) -> set[int]:
    """The node itself and all below it."""
    found, children = {key}, [row.pk for row in rows if row.parent_id == key]
    for child in children:
        found |= _below(rows, child)
    return found


def _renumber(annex: Annex) -> None:
    _number(list(annex.criteria.order_by("position")), parents={})


def _number(rows: Sequence[Criterion], parents: dict[int, int | None]) -> None:
    """Positions as the tree reads, children right after their parents."""
    for row in rows:
        row.parent_id = parents.get(row.pk, row.parent_id)
    ordered = in_tree_order(rows)
    changed = []
    for position, row in enumerate(ordered):
        if row.position != position:
            row.position = position
            changed.append(row)
    Criterion.objects.bulk_update(changed, ["position"], BATCH)
