"""One criteria set: its tree as it is read, its state, and the deeds on the whole of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pari.accounts.models import User
from pari.refusals import Refusal
from scoring.core.criteria_nodes import standard_points
from scoring.models import Campaign, CriteriaSet
from scoring.portal.access import signed_in
from scoring.portal.criteria.access import may_edit, set_edited, set_seen
from scoring.portal.criteria.lists import WordsForm
from scoring.portal.criteria.rows import roman, rows_of, sentence
from scoring.selectors.criteria.trees import AnnexRows, annexes_of, is_free, set_faults, sets_visible_to
from scoring.selectors.submissions.claim_inputs import speech
from scoring.services.criteria import drafts as criteria
from scoring.services.criteria import versions as criteria_versions
from scoring.services.criteria.drafts import Unfinished


@login_required
@require_safe
def criteria_set(request: HttpRequest, pk: int) -> HttpResponse:
    return show_set(request, set_seen(request, pk))


def show_set(request: HttpRequest, shown: CriteriaSet, refusal: Refusal | None = None) -> HttpResponse:
    annexes = annexes_of(shown)
    faults = set_faults(annexes)
    chosen = chosen_annex(annexes, request.GET.get("phu_luc"))
    user = signed_in(request)
    context = {
        "set": shown,
        "annexes": annexes,
        "chosen": chosen,
        "rows": rows_of(chosen, faults) if chosen else (),
        "total": speech().points(standard_points(chosen.nodes)) if chosen else "",
        "unfinished": fault_lines(faults),
        "missing": criteria.what_is_missing(shown, annexes) if shown.state == "draft" else [],
        "is_free": is_free(shown),
        "may_edit": may_edit(request, shown),
        "versions": sets_visible_to(user).filter(amends=shown).order_by("pk"),
        "campaigns": Campaign.objects.worked_on_by(user).filter(criteria_set=shown).order_by("-year", "code"),
        "refusal": refusal,
        "refused_faults": fault_lines(refusal.faults) if isinstance(refusal, Unfinished) else [],
        "refused_missing": refusal.missing if isinstance(refusal, Unfinished) else [],
    }
    return render(request, "scoring/criteria/set.html", context, status=refusal.status if refusal else 200)


def chosen_annex(annexes: tuple[AnnexRows, ...], code: str | None) -> AnnexRows | None:
    first = annexes[0] if annexes else None
    return next((annex for annex in annexes if annex.annex.code == code), first)


def fault_lines(faults: Any) -> list[tuple[str, str, str]]:
    """Annex, code and what is wrong there."""
    return [(fault.annex, fault.code, sentence(fault.refused)) for fault in faults]


def revision_of(request: HttpRequest) -> int:
    """The revision that the form was drawn with; one that is no number was never ours."""
    given = request.POST.get("revision", "")
    if not given.isdigit() or len(given) > 9:
        raise Http404
    return int(given)


Deed = Callable[[HttpRequest, CriteriaSet, User], HttpResponse]


def _activate(request: HttpRequest, found: CriteriaSet, by: User) -> HttpResponse:
    criteria.activate(criteria_set=found.pk, revision=revision_of(request), by=by)
    messages.success(request, _("Bộ tiêu chí đã được áp dụng; từ nay không sửa được nữa."))
    return redirect("scoring:criteria-set", found.pk)


def _retire(request: HttpRequest, found: CriteriaSet, by: User) -> HttpResponse:
    criteria.retire(criteria_set=found.pk, revision=revision_of(request), by=by)
    messages.success(request, _("Bộ tiêu chí đã hết hiệu lực."))
    return redirect("scoring:criteria-set", found.pk)


def _new_version(request: HttpRequest, found: CriteriaSet, by: User) -> HttpResponse:
    later = criteria_versions.new_version(criteria_set=found.pk, by=by)
    messages.success(request, _("Đã lập dự thảo phiên bản %(version)d.") % {"version": later.version})
    return redirect("scoring:criteria-set", later.pk)


def _delete(request: HttpRequest, found: CriteriaSet, by: User) -> HttpResponse:
    criteria.delete_draft(criteria_set=found.pk, revision=revision_of(request), by=by)
    messages.success(request, _("Đã xóa dự thảo “%(name)s”.") % {"name": found.name})
    return redirect("scoring:criteria-sets")


def _add_annex(request: HttpRequest, found: CriteriaSet, by: User) -> HttpResponse:
    code, name = request.POST.get("code", ""), request.POST.get("name", "")
    annex = criteria.add_annex(criteria_set=found.pk, revision=revision_of(request), code=code, name=name, by=by)
    messages.success(request, _("Đã thêm phụ lục %(code)s.") % {"code": annex.code})
    return redirect("scoring:criteria-annex", found.pk, annex.pk)


#: What can be done to a set as a whole, by the last part of the address.
DEEDS: dict[str, Deed] = {
    "ap-dung": _activate,
    "het-hieu-luc": _retire,
    "phien-ban-moi": _new_version,
    "xoa": _delete,
    "them-phu-luc": _add_annex,
}


@login_required
@require_POST
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    found = set_edited(request, pk)
    try:
        return DEEDS[name](request, found, signed_in(request))
    except Refusal as refusal:
        return show_set(request, found, refusal)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and decision of a draft."""
    found = set_edited(request, pk)
    initial = {field: getattr(found, field) for field in WordsForm.base_fields}
    form = WordsForm(request.POST or None, initial=initial)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            criteria.change_set(
                criteria_set=pk, revision=revision_of(request), words=form.words(), by=signed_in(request)
            )
            messages.success(request, _("Đã lưu."))
            return redirect("scoring:criteria-set", pk)
        except Refusal as refused:
            refusal = refused
    context = {"form": form, "refusal": refusal, "set": found}
    return render(request, "scoring/criteria/decision.html", context, status=refusal.status if refusal else 200)


@login_required
@require_safe
def printed(request: HttpRequest, pk: int, annex: int) -> HttpResponse:
    """The annex as it is printed beside its decision."""
    found = set_seen(request, pk)
    annexes = annexes_of(found)
    chosen = next((item for item in annexes if item.annex.pk == annex), None)
    if chosen is None:
        raise Http404
    context = {"set": found, "chosen": chosen, "rows": rows_of(chosen)}
    context["number"] = roman(annexes.index(chosen) + 1) if len(annexes) > 1 else ""
    context["total"] = speech().points(standard_points(chosen.nodes))
    return render(request, "scoring/criteria/printed.html", context)


def annex_of(found: CriteriaSet, annex: int) -> Any:
    return get_object_or_404(found.annexes.select_related("criteria_set"), pk=annex)
