"""One agency: its page, its making, its spelling, its end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from pari.accounts.enums import RUNNING_ROLES
from pari.refusals import Refusal
from pari.ui.forms import DayField, DayInput
from scoring.enums import PUBLIC_PHASES
from scoring.models import Agency, Authority, Participant
from scoring.portal.access import signed_in
from scoring.portal.register.access import agency_run, agency_seen, authorities_run
from scoring.portal.register.family import family_of
from scoring.selectors.register.agencies import agencies_seen_by
from scoring.selectors.register.lineage import memberships_left_behind
from scoring.services.register.agencies import add_agency, correct_agency, end_agency


class AgencyForm(forms.Form):
    authority = forms.ModelChoiceField(Authority.objects.none(), label=_("Cơ quan chủ trì"), empty_label=None)
    code = forms.CharField(label=_("Mã"), max_length=100, help_text=_("Mã chính thức, ví dụ 22366 hoặc so-noi-vu."))
    name = forms.CharField(label=_("Tên"), max_length=300)
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=300, required=False)
    valid_from = DayField(
        label=_("Có hiệu lực từ ngày"),
        widget=DayInput,
        required=False,
        help_text=_("Để trống nếu cơ quan có từ trước khi lập danh mục."),
    )

    def __init__(self, authorities: QuerySet[Authority], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["authority"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
        field.queryset = authorities


class SpellingForm(forms.Form):
    name = forms.CharField(label=_("Tên"), max_length=300)
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=300, required=False)


class EndForm(forms.Form):
    on = DayField(label=_("Ngày hoạt động cuối cùng"), widget=DayInput)
    decision = forms.CharField(label=_("Số quyết định"), max_length=200)


@login_required
@require_safe
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    found = agency_seen(request, pk)
    user = signed_in(request)
    may_write = user.has_role(RUNNING_ROLES, authority=found.authority_id)
    ended = found.valid_to is not None and found.valid_to < timezone.localdate()
    return render(
        request,
        "scoring/register/agency.html",
        {
            "agency": found,
            "ended": ended,
            "family": family_of(found, agencies_seen_by(user)),
            "participations": _participations(found),
            "may_write": may_write,
            "left_behind": list(memberships_left_behind([found])) if may_write and ended else [],
        },
    )


def _participations(agency: Agency) -> list[dict[str, Any]]:
    """Campaigns of the agency, newest first, with the code and name it bore; results only where they are public."""
    found = Participant.objects.filter(agency=agency).select_related("campaign", "bloc")
    return [
        {"participant": item, "campaign": item.campaign, "is_public": item.campaign.phase in PUBLIC_PHASES}
        for item in found.order_by("-campaign__year", "campaign__code")
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    form = AgencyForm(authorities_run(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_agency(by=signed_in(request), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Đã thêm %(name)s.") % {"name": made.name})
            return redirect("scoring:agency", made.pk)
    return render(request, "scoring/register/add.html", {"form": form}, status=_status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    found = agency_run(request, pk)
    form = SpellingForm(request.POST or None, initial={"name": found.name, "short_name": found.short_name})
    if request.method == "POST" and form.is_valid():
        try:
            correct_agency(agency=found, by=signed_in(request), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Đã sửa tên."))
            return redirect("scoring:agency", pk)
    return render(request, "scoring/register/correct.html", {"form": form, "agency": found}, status=_status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    found = agency_run(request, pk)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_agency(agency=found, by=signed_in(request), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("Đã ghi nhận kết thúc hoạt động."))
            return redirect("scoring:agency", pk)
    return render(request, "scoring/register/end.html", {"form": form, "agency": found}, status=_status(form))


def _status(form: forms.Form) -> int:
    return 400 if form.is_bound and form.errors else 200
