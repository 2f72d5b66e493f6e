"""The editor of a draft: the tree on the left, one criterion with its rule on the right; every deed a plain form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pari.refusals import NotNow, Refusal
from scoring.core.criteria_nodes import standard_points
from scoring.core.errors import Refused
from scoring.models import CriteriaSet, Criterion
from scoring.portal.access import signed_in
from scoring.portal.criteria.access import set_edited
from scoring.portal.criteria.node_form import NodeTyped, empty_form, preview_of, typed_of_node, typed_of_post
from scoring.portal.criteria.rows import Row, rows_of, sentence
from scoring.portal.criteria.sets import fault_lines, revision_of
from scoring.selectors.criteria.trees import AnnexRows, annexes_of, set_faults
from scoring.selectors.submissions.claim_inputs import speech
from scoring.services.criteria import drafts as criteria
from scoring.services.criteria import nodes as criteria_nodes
from scoring.services.criteria.drafts import check_draft


@dataclass(slots=True)
class Editor:
    """What every page of the editor stands on."""

    criteria_set: CriteriaSet
    annexes: tuple[AnnexRows, ...]
    chosen: AnnexRows
    rows: tuple[Row, ...]
    context: dict[str, Any] = field(default_factory=dict)

    def row(self, key: int | None) -> Row | None:
        return next((row for row in self.rows if row.criterion.pk == key), None)

    def siblings(self, criterion: Criterion) -> list[Row]:
        return [row for row in self.rows if row.criterion.parent_id == criterion.parent_id]


def editor_of(request: HttpRequest, pk: int, *, annex: int | None = None, criterion: int | None = None) -> Editor:
    """The annex asked for, or the one in which the criterion stands; a set in force has no editor."""
    found = set_edited(request, pk)
    check_draft(found)
    annexes = annexes_of(found)
    for item in annexes:
        if item.annex.pk == annex or any(row.pk == criterion for row in item.rows):
            faults = set_faults(annexes)
            rows = rows_of(item, faults)
            total = speech().points(standard_points(item.nodes))
            context = {
                "set": found,
                "annexes": annexes,
                "chosen": item,
                "rows": rows,
                "total": total,
                "unfinished": fault_lines(faults),
            }
            return Editor(found, annexes, item, rows, context)
    raise Http404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def annex(request: HttpRequest, pk: int, annex: int) -> HttpResponse:
    """The tree, and the annex's own code and name."""
    editor = editor_of(request, pk, annex=annex)
    if request.method != "POST":
        return _show(request, editor, "scoring/criteria/annex.html")
    try:
        criteria.change_annex(
            annex=editor.chosen.annex,
            revision=revision_of(request),
            code=request.POST.get("code", ""),
            name=request.POST.get("name", ""),
            by=signed_in(request),
        )
    except Refusal as refusal:
        return _show(request, editor, "scoring/criteria/annex.html", refusal=refusal)
    messages.success(request, _("Đã lưu."))
    return redirect("scoring:criteria-annex", pk, annex)


@login_required
@require_POST
def remove_annex(request: HttpRequest, pk: int, annex: int) -> HttpResponse:
    editor = editor_of(request, pk, annex=annex)
    try:
        criteria.remove_annex(annex=editor.chosen.annex, revision=revision_of(request), by=signed_in(request))
    except Refusal as refusal:
        return _show(request, editor_of(request, pk, annex=annex), "scoring/criteria/annex.html", refusal=refusal)
    messages.success(request, _("Đã xóa phụ lục."))
    return redirect("scoring:criteria-set", pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def node(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    editor = editor_of(request, pk, criterion=criterion)
    row = editor.row(criterion)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _show_node(request, editor, typed_of_node(row.node), row)
    typed = typed_of_post(request.POST)
    if not _asks_to_save(request, typed):
        return _show_node(request, editor, typed, row)
    try:
        content = typed.node(row.node.annex, row.node.parent)
        criteria_nodes.change_node(
            criterion=row.criterion, content=content, revision=revision_of(request), by=signed_in(request)
        )
    except (Refusal, Refused) as refusal:
        fresh = editor_of(request, pk, criterion=criterion)
        return _show_node(request, fresh, typed, fresh.row(criterion), refusal=_as_refusal(refusal))
    messages.success(request, _("Đã lưu tiêu chí %(code)s.") % {"code": typed.texts["code"]})
    return redirect("scoring:criteria-node", pk, criterion)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_node(request: HttpRequest, pk: int, annex: int) -> HttpResponse:
    """A child of the group that `duoi` names, at the top without it."""
    editor = editor_of(request, pk, annex=annex)
    parent = _parent(editor, request.GET.get("duoi"))
    if request.method != "POST":
        typed = empty_form(next_code(editor, parent), is_group="nhom" in request.GET)
        return _show_node(request, editor, typed, None, parent=parent)
    typed = typed_of_post(request.POST)
    if not _asks_to_save(request, typed):
        return _show_node(request, editor, typed, None, parent=parent)
    try:
        added = criteria_nodes.add_node(
            annex=editor.chosen.annex,
            parent=parent.criterion if parent else None,
            content=typed.node(editor.chosen.annex.code, parent.node.code if parent else None),
            revision=revision_of(request),
            by=signed_in(request),
        )
    except (Refusal, Refused) as refusal:
        return _show_node(request, editor, typed, None, parent=parent, refusal=_as_refusal(refusal))
    messages.success(request, _("Đã thêm tiêu chí %(code)s.") % {"code": added.code})
    return redirect("scoring:criteria-node", pk, added.pk)


def _parent(editor: Editor, given: str | None) -> Row | None:
    if not given:
        return None
    row = editor.row(int(given)) if given.isdigit() else None
    if row is None or not row.node.is_group:
        raise Http404
    return row


def next_code(editor: Editor, parent: Row | None) -> str:
    """The code after the last of its kind: `1.3` below 1 when 1.2 is there."""
    taken = {row.node.code for row in editor.rows}
    start = f"{parent.node.code}." if parent else ""
    return next(code for number in range(1, len(taken) + 2) if (code := f"{start}{number}") not in taken)


def _asks_to_save(request: HttpRequest, typed: NodeTyped) -> bool:
    """The other buttons change only what stands in the form."""
    deed = request.POST.get("do", "save")
    if deed == "add-row":
        typed.rule.add_row()
    if deed.startswith("remove-row-"):
        place = deed.removeprefix("remove-row-")
        if place.isdigit() and int(place) < len(typed.rule.rows):
            del typed.rule.rows[int(place)]
    return deed == "save"


def _as_refusal(refusal: Refusal | Refused) -> Refusal:
    return refusal if isinstance(refusal, Refusal) else NotNow(sentence(refusal))


def _show_node(
    request: HttpRequest,
    editor: Editor,
    typed: NodeTyped,
    row: Row | None,
    *,
    parent: Row | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    tried = request.POST if request.method == "POST" else None
    preview = preview_of(typed, editor.chosen.annex.code, tried)
    context = {
        "typed": typed,
        "row": row,
        "parent": parent,
        "preview": preview,
        "widget": preview.widget,
        "most_points": preview.maximum,
        "zero_points": speech().points(standard_points(())),
    }
    if row is not None:
        context |= _moves(editor, row.criterion)
    part = getattr(request, "htmx", None) and request.POST.get("do") == "preview"
    template = "scoring/criteria/preview.html" if part else "scoring/criteria/node.html"
    return _show(request, editor, template, refusal=refusal, **context)


def _moves(editor: Editor, criterion: Criterion) -> dict[str, Any]:
    siblings = editor.siblings(criterion)
    place = next(number for number, row in enumerate(siblings) if row.criterion.pk == criterion.pk)
    inside = _inside(editor, criterion.pk)
    groups = [row for row in editor.rows if row.node.is_group and row.criterion.pk not in inside]
    return {"is_first": place == 0, "is_last": place == len(siblings) - 1, "groups": groups}


def _inside(editor: Editor, key: int) -> set[int]:
    found = {key}
    for row in editor.rows:  # parents come before their children
        if row.criterion.parent_id in found:
            found.add(row.criterion.pk)
    return found


@login_required
@require_POST
def move(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    """Up, down, or under another group."""
    editor = editor_of(request, pk, criterion=criterion)
    row = editor.row(criterion)
    if row is None:
        raise Http404
    parent, before = _destination(request, editor, row)
    criteria_nodes.move_node(
        criterion=row.criterion, parent=parent, before=before, revision=revision_of(request), by=signed_in(request)
    )
    return redirect("scoring:criteria-node", pk, criterion)


def _destination(request: HttpRequest, editor: Editor, row: Row) -> tuple[Criterion | None, Criterion | None]:
    siblings = [item.criterion for item in editor.siblings(row.criterion)]
    place = next(number for number, item in enumerate(siblings) if item.pk == row.criterion.pk)
    above = editor.row(row.criterion.parent_id)
    parent = above.criterion if above else None
    to = request.POST.get("to", "")
    if to == "up":
        return parent, siblings[max(0, place - 1)] if place else siblings[min(1, len(siblings) - 1)]
    if to == "down":
        return parent, siblings[place + 2] if place + 2 < len(siblings) else None
    target = _parent(editor, request.POST.get("under"))
    return (target.criterion if target else None), None


@login_required
@require_POST
def remove(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
    editor = editor_of(request, pk, criterion=criterion)
    row = editor.row(criterion)
    if row is None:
        raise Http404
    count = criteria_nodes.remove_node(criterion=row.criterion, revision=revision_of(request), by=signed_in(request))
    messages.success(request, _("Đã xóa %(count)d tiêu chí.") % {"count": count})
    return redirect("scoring:criteria-annex", pk, editor.chosen.annex.pk)


def _show(
    request: HttpRequest, editor: Editor, template: str, *, refusal: Refusal | None = None, **context: Any
) -> HttpResponse:
    status = refusal.status if refusal else 200
    # What was typed was typed against the revision of the page it came from; only a fresh page carries a new one.
    revision = request.POST.get("revision") or editor.criteria_set.revision
    return render(
        request, template, editor.context | context | {"refusal": refusal, "revision": revision}, status=status
    )
