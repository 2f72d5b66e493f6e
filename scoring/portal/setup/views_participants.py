"""Who takes part: the grid, adding from the register, copying from an earlier campaign, blocs."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pari.refusals import Refusal
from scoring.models import Campaign
from scoring.portal.access import signed_in
from scoring.portal.setup.forms import BlocForm, DayField
from scoring.portal.setup.grid import AddPage, Filter, GridPage, changes_from, keys_from
from scoring.portal.setup.page import context_of, run_campaign
from scoring.services.campaigns.blocs import add_bloc, remove_bloc
from scoring.services.campaigns.copying import Copied, copy_participants
from scoring.services.campaigns.participants import add_participants, place_participants, remove_participants

MOST_NAMES = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: HttpRequest, campaign: str) -> HttpResponse:
    """The grid; posting it saves the rows that were changed."""
    found, refusal = run_campaign(request, campaign), None
    if request.method == "POST":
        try:
            changes = changes_from(request.POST, found)
            saved = place_participants(campaign=found, changes=changes, by=signed_in(request))
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã lưu %(count)d cơ quan.") % {"count": saved})
            return redirect(request.get_full_path())
    page = GridPage(found, Filter.of(request.GET), request.GET.get("trang", ""), request.POST if refusal else None)
    status = refusal.status if refusal else 200
    context = context_of(found, "participants", page=page, refusal=refusal)
    return render(request, "scoring/setup/participants.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, campaign: str) -> HttpResponse:
    found, refusal = run_campaign(request, campaign), None
    given = request.POST if request.method == "POST" else request.GET
    page = AddPage(found, Filter.of(given), _day(given.get("ngay", "")), request.GET.get("trang", ""))
    if request.method == "POST":
        agencies = page.found_keys() if request.POST.get("tat-ca") else keys_from(request.POST)
        try:
            bloc, annex = _key(request.POST.get("bloc", "")), _key(request.POST.get("annex", ""))
            added = add_participants(campaign=found, agencies=agencies, bloc=bloc, annex=annex, by=signed_in(request))
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã thêm %(count)d cơ quan.") % {"count": added})
            return redirect("scoring:campaign-agencies", found.code)
    status = refusal.status if refusal else 200
    context = context_of(found, "participants", page=page, refusal=refusal, chosen=keys_from(request.POST))
    return render(request, "scoring/setup/participants_add.html", context, status=status)


@login_required
@require_POST
def remove(request: HttpRequest, campaign: str) -> HttpResponse:
    found = run_campaign(request, campaign)
    gone = remove_participants(campaign=found, participants=keys_from(request.POST), by=signed_in(request))
    messages.success(request, _("Đã bỏ %(count)d cơ quan.") % {"count": gone})
    return redirect("scoring:campaign-agencies", found.code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, campaign: str) -> HttpResponse:
    found, refusal = run_campaign(request, campaign), None
    user = signed_in(request)
    sources = Campaign.objects.run_by(user).filter(authority=found.authority_id).exclude(pk=found.pk)
    if request.method == "POST":
        source = sources.filter(code=request.POST.get("source", "")).first()
        if source is None:
            raise Http404
        try:
            _say_copied(request, copy_participants(campaign=found, source=source, by=user))
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("scoring:campaign-agencies", found.code)
    context = context_of(found, "participants", sources=sources.order_by("-year", "code"), refusal=refusal)
    return render(request, "scoring/setup/copy.html", context, status=refusal.status if refusal else 200)


def _say_copied(request: HttpRequest, copied: Copied) -> None:
    messages.success(request, _("Đã lấy lại %(added)d cơ quan.") % {"added": copied.added})
    if copied.ended:
        words = {"names": _listed(copied.ended)}
        messages.warning(request, _("Không còn trong danh mục cơ quan nên không lấy: %(names)s.") % words)
    if copied.without_annex:
        words = {"names": _listed(copied.without_annex)}
        messages.warning(request, _("Bộ tiêu chí không có phụ lục tương ứng nên không lấy: %(names)s.") % words)


def _listed(names: tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMES
    listed = "; ".join(names[:MOST_NAMES])
    return _("%(names)s và %(more)d cơ quan khác") % {"names": listed, "more": more} if more > 0 else listed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def blocs(request: HttpRequest, campaign: str) -> HttpResponse:
    found, refusal = run_campaign(request, campaign), None
    form = BlocForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_bloc(campaign=found, by=signed_in(request), **form.cleaned_data)
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("scoring:campaign-blocs", found.code)
    context = context_of(found, "blocs", form=form, refusal=refusal, blocs=GridPage.blocs_of(found))
    return render(request, "scoring/setup/blocs.html", context, status=refusal.status if refusal else 200)


@login_required
@require_POST
def drop_bloc(request: HttpRequest, campaign: str) -> HttpResponse:
    found = run_campaign(request, campaign)
    remove_bloc(campaign=found, bloc=_key(request.POST.get("bloc", "")), by=signed_in(request))
    return redirect("scoring:campaign-blocs", found.code)


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _day(text: str) -> date:
    """The day that was asked for, else today."""
    try:
        return DayField(required=False).clean(text) or timezone.localdate()
    except ValidationError:
        return timezone.localdate()
