"""Recording a change of agencies, and taking a wrong edge back; both are plain forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from pari.accounts.enums import RUNNING_ROLES
from pari.refusals import Refusal
from pari.ui.dates import short_date
from scoring.models import Lineage
from scoring.portal.access import signed_in
from scoring.portal.register.access import authorities_run
from scoring.portal.register.change_form import ChangeForm
from scoring.selectors.register.agencies import agencies_seen_by
from scoring.services.register.lineage import record_change, remove_edge

MOST_CHOSEN = 200


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), widget=forms.Textarea, max_length=1000)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    authorities = authorities_run(request)
    posted = request.method == "POST"
    form = ChangeForm(authorities, _chosen(request), request.POST if posted else None, initial=_initial(request))
    if posted and "them-dong" not in request.POST and form.is_valid():
        try:
            edges = record_change(change=form.change(), by=signed_in(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Đã ghi nhận thay đổi theo %(decision)s.") % form.cleaned_data)
            return redirect("scoring:agency", edges[0].successor_id)
    if "them-dong" in request.POST:
        form = form.with_another_row()
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "scoring/register/change.html", {"form": form}, status=status)


def _chosen(request: HttpRequest) -> list[int]:
    """Agencies ticked in the list (`truoc`), or in the form before (`chosen`)."""
    given = request.POST.getlist("offered") if request.method == "POST" else request.GET.getlist("truoc")
    keys = [int(key) for key in given if key.isascii() and key.isdigit() and len(key) < 10]
    return keys[:MOST_CHOSEN]


def _initial(request: HttpRequest) -> dict[str, Any]:
    return {"kind": request.GET.get("loai", "")} if request.GET.get("loai") else {}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    user = signed_in(request)
    joined = Lineage.objects.select_related("predecessor__authority", "successor__authority")
    edge = get_object_or_404(joined, pk=pk)
    ends = [edge.predecessor_id, edge.successor_id]
    seen = list(agencies_seen_by(user).filter(pk__in=ends).values_list("pk", flat=True))
    if not seen:
        get_object_or_404(joined.none(), pk=pk)
    if not all(user.has_role(RUNNING_ROLES, authority=end.authority_id) for end in (edge.predecessor, edge.successor)):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            remove_edge(edge=edge, reason=form.cleaned_data["reason"], by=user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Đã bỏ quan hệ kế thừa."))
            return redirect("scoring:agency", edge.predecessor_id)
    told = {
        "before": edge.predecessor.name,
        "after": edge.successor.name,
        "kind": edge.get_kind_display(),
        "day": short_date(edge.effective_on),
    }
    context = {
        "title": gettext("Bỏ quan hệ kế thừa ghi nhầm"),
        "text": [
            gettext("%(before)s → %(after)s (%(kind)s, hiệu lực %(day)s).") % told,
            gettext("Cơ quan trước được mở lại nếu chỉ kết thúc vì quan hệ này. Cơ quan sau vẫn giữ trong danh mục."),
        ],
        "label": gettext("Bỏ quan hệ"),
        "kind": "danger",
        "form": form,
        "back": reverse("scoring:agency", args=[edge.predecessor_id]),
    }
    return render(request, "confirm.html", context, status=400 if form.errors else 200)
