"""Who marks what: the campaigns, and the grid of agencies × specialties."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from appraisal.portal.assignments.page import GridPage, selection_of, ticked, whole
from appraisal.selectors.assignments.standing import standing_of
from appraisal.services.assignments.assigning import assign
from pari.accounts.enums import RUNNING_ROLES
from pari.refusals import Refusal
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in


@login_required
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns that this person runs; with one there is nothing to choose."""
    user = signed_in(request)
    if not (user.is_superuser or any(item.role in RUNNING_ROLES for item in user.current_memberships)):
        raise PermissionDenied
    found = list(Campaign.objects.run_by(user).select_related("authority").order_by("-year", "code"))
    if len(found) == 1:
        return redirect("appraisal:assignments", found[0].code)
    return render(request, "appraisal/assignments/campaigns.html", {"campaigns": found})


@login_required
@require_safe
def grid(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_of_team(request, campaign, RUNNING_ROLES)
    return _grid(request, found)


@login_required
@require_POST
def give(request: HttpRequest, campaign: str) -> HttpResponse:
    """The ticked parts to one member; what is refused stands on top of the grid as it is now, ticks kept."""
    found = campaign_of_team(request, campaign, RUNNING_ROLES)
    to = whole(request.POST.get("giao-cho", ""))
    try:
        done = assign(campaign=found, parts=ticked(request.POST), to=to, by=signed_in(request))
    except Refusal as refusal:
        return _grid(request, found, refusal=refusal)
    words = {"parts": done.parts, "leaves": done.leaves}
    said = ngettext(
        "Đã phân công %(parts)d phần việc, gồm %(leaves)d tiêu chí.",
        "Đã phân công %(parts)d phần việc, gồm %(leaves)d tiêu chí.",
        done.parts,
    )
    if done.parts:
        messages.success(request, said % words)
    else:
        messages.info(request, _("Các phần đã chọn vốn do người này thẩm định; không có gì thay đổi."))
    page = _page(request, found)
    number = f"{'&' if page.query else '?'}trang={page.number}" if page.number else ""
    return redirect(f"{page.address}{page.query}{number}")


def _page(request: HttpRequest, campaign: Campaign) -> GridPage:
    given = request.POST if request.method == "POST" else request.GET
    number = str(whole(given.get("trang", "")) or "")
    return GridPage(standing_of(campaign), selection_of(given), number, ticked(request.POST))


def _grid(request: HttpRequest, campaign: Campaign, *, refusal: Refusal | None = None) -> HttpResponse:
    page = _page(request, campaign)
    context = {
        "campaign": campaign,
        "page": page,
        "tab": "grid",
        "refusal": refusal,
        "to": whole(request.POST.get("giao-cho", "")),
    }
    status = refusal.status if refusal else 200
    return render(request, "appraisal/assignments/grid.html", context, status=status)
