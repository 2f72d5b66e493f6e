"""The progress board: who has not logged in, not started, not submitted, is late; one click to remind."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from pari.accounts.enums import OVERSEEING_ROLES, RUNNING_ROLES
from scoring.exchange.board import export_board
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in
from scoring.portal.board.page import BoardPage, query_of, selection_of
from scoring.selectors.campaigns.progress import Selection, board_of
from scoring.services.campaigns.reminders import Reminded, remind

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@login_required
@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """The campaigns whose progress this person may look at; with one there is nothing to choose."""
    user = signed_in(request)
    if not (user.is_superuser or any(item.role in OVERSEEING_ROLES for item in user.current_memberships)):
        raise PermissionDenied
    campaigns = list(Campaign.objects.overseen_by(user).select_related("authority").order_by("-year", "code"))
    if len(campaigns) == 1:
        return redirect("scoring:board", campaigns[0].code)
    return render(request, "scoring/board/boards.html", {"campaigns": campaigns})


@login_required
@require_safe
def board(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_of_team(request, campaign, OVERSEEING_ROLES)
    page = BoardPage(
        board=board_of(found),
        selection=selection_of(request.GET),
        number=request.GET.get("trang", ""),
        may_run=signed_in(request).has_role(RUNNING_ROLES, authority=found.authority_id),
    )
    is_fragment = request.htmx and not request.htmx.history_restore_request  # type: ignore[attr-defined]  # the middleware's
    template = "scoring/board/live.html" if is_fragment else "scoring/board/board.html"
    return render(request, template, {"campaign": found, "page": page})


@login_required
@require_safe
def export(request: HttpRequest, campaign: str, file_format: str) -> HttpResponse:
    found = campaign_of_team(request, campaign, OVERSEEING_ROLES)
    content = export_board(board=board_of(found), selection=selection_of(request.GET), format=file_format)
    response = HttpResponse(content, content_type=CONTENT_TYPES[file_format])
    name = f"tien-do-{found.code}.{file_format}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = str(disposition)
    return response


@login_required
@require_POST
def send_reminders(request: HttpRequest, campaign: str) -> HttpResponse:
    """Remind whom the form selects; those of the last hour only after a second, explicit yes."""
    found = campaign_of_team(request, campaign, RUNNING_ROLES)
    selection = selection_of(request.POST)
    again = _moment(request.POST.get("nhac-lai", ""))
    reminded = remind(campaign=found, selection=selection, by=signed_in(request), again_before=again)
    if reminded.recent and again is None:
        return render(request, "scoring/board/reminded.html", _asked_again(found, selection, reminded))
    level = messages.SUCCESS if reminded.agencies else messages.WARNING
    messages.add_message(request, level, " ".join(_said(reminded)))
    return redirect(reverse("scoring:board", args=[found.code]) + query_of(_back_to(selection)))


def _back_to(selection: Selection) -> Selection:
    """One agency reminded from a list leads back to the list."""
    return Selection(text=selection.text, status=selection.status, bloc=selection.bloc)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _asked_again(campaign: Campaign, selection: Selection, reminded: Reminded) -> dict[str, object]:
    return {
        "campaign": campaign,
        "selection": selection,
        "reminded": reminded,
        "again": reminded.at.isoformat(),
        "said": _said(reminded),
        "back": reverse("scoring:board", args=[campaign.code]) + query_of(_back_to(selection)),
    }


def _said(reminded: Reminded) -> list[str]:
    words = {"agencies": reminded.agencies, "people": reminded.people}
    sent = ngettext(
        "Đã nhắc %(agencies)d cơ quan (%(people)d người).",
        "Đã nhắc %(agencies)d cơ quan (%(people)d người).",
        reminded.agencies,
    )
    said = [sent % words if reminded.agencies else _("Không có cơ quan nào được nhắc.")]
    if reminded.unmanned:
        said.append(_("%(count)d cơ quan chưa có người dùng để nhắc.") % {"count": reminded.unmanned})
    return said
