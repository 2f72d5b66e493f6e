"""The log of a campaign for those who run it: filters, differences, and whether the chain holds."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from pari.accounts.enums import RUNNING_ROLES
from pari.audit.selectors import examine
from pari.audit.wording import sentence_of
from reports.portal.audit.export import csv_lines
from reports.portal.audit.forms import FilterForm
from reports.portal.audit.rows import row_of
from reports.portal.audit.subjects import agencies_of
from reports.selectors.log import Selection, before_each, events_of
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in
from scoring.selectors.campaigns.impartiality import check_impartial

PAGE_SIZE = 50
CHUNK = 1_000
MOST_FAULTS = 200


@login_required
@require_safe
def log(request: HttpRequest, campaign: str) -> HttpResponse:
    """`kiem-tra` in the query walks the whole chain first."""
    found = _campaign(request, campaign)
    form = FilterForm(request.GET)
    selection = form.selection()
    page = Paginator(events_of(found, selection), PAGE_SIZE).get_page(request.GET.get("trang"))
    events = list(page.object_list)
    earlier, agencies = before_each(events), agencies_of(found, events)
    context = {
        "campaign": found,
        "form": form,
        "page": page,
        "rows": [row_of(event, earlier.get(event.pk), agencies) for event in events],
        "is_filtered": selection != Selection(),
        "examined": _examined(found) if "kiem-tra" in request.GET else None,
    }
    return render(request, "portal/audit/log.html", context)


@login_required
@require_safe
def export(request: HttpRequest, campaign: str) -> StreamingHttpResponse:
    found = _campaign(request, campaign)
    events = events_of(found, FilterForm(request.GET).selection())
    response = StreamingHttpResponse(csv_lines(events.iterator(CHUNK)), content_type="text/csv; charset=utf-8")
    name = f"nhat-ky-{found.code}.csv"
    response.headers["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return response


def _campaign(request: HttpRequest, code: str) -> Campaign:
    """For those who run it; who has a conflict in it reads the log after the publication."""
    found = campaign_of_team(request, code, RUNNING_ROLES)
    check_impartial(found, signed_in(request))
    return found


def _examined(campaign: Campaign) -> dict[str, object]:
    found = examine(chain=campaign.code)
    named = [(fault, sentence_of(fault)) for fault in found.faults[:MOST_FAULTS]]
    return {"events": found.events, "faults": named, "count": len(found.faults)}
