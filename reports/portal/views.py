"""The portal's pages. Each begins with the campaigns that the reader may see; anything else is not found."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.models import AgencyResult, Document, IndexRun
from reports.portal.agency_page import agency_page
from reports.portal.campaigns_page import campaign_cards
from reports.portal.downloads import handed_over, streamed
from reports.portal.results_page import ground, results_page, tables
from reports.portal.search import wanted
from reports.selectors.results import public_run
from reports.services.export import export_results
from scoring.models import Campaign

EXPORT_FORMATS = ("xlsx", "csv", "json")
CAMPAIGNS_ON_A_PAGE = 20


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    visible = Campaign.objects.visible_to(request.user).select_related("authority").order_by("-year", "code")
    page = Paginator(visible, CAMPAIGNS_ON_A_PAGE).get_page(request.GET.get("trang"))
    cards = campaign_cards(list(page))
    return render(request, "portal/campaigns.html", {"page": page, "cards": cards})


@require_safe
def results(request: HttpRequest, code: str) -> HttpResponse:
    """The whole page, or only its tables when htmx asks for them."""
    campaign = _campaign(request, code)
    run = public_run(campaign)
    if run is None:
        return render(request, "portal/no_results.html", {"campaign": campaign})
    base, asked = ground(campaign=campaign, run=run), wanted(request.GET)
    context = {"ground": base, "campaign": campaign, "run": run, "policy": base.policy, "wanted": asked}
    context["tables"] = tables(base, asked)
    if _wants_fragment(request):
        response = render(request, "portal/results/tables.html", context)
    else:
        page = {"page": results_page(base), "export_formats": EXPORT_FORMATS}
        response = render(request, "portal/results.html", {**context, **page})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def agency(request: HttpRequest, code: str, agency: str) -> HttpResponse:
    campaign = _campaign(request, code)
    run = _run(campaign)
    found = AgencyResult.objects.select_related("campaign", "participant__bloc", "participant__parent")
    result = get_object_or_404(found, run=run, participant__code=agency)
    only_losing = request.GET.get("xem") == "mat-diem"
    page = agency_page(campaign=campaign, run=run, result=result, only_losing=only_losing)
    context = {"campaign": campaign, "run": run, "page": page, "policy": page.policy, "only_losing": only_losing}
    template = "portal/agency/sheet.html" if _wants_fragment(request) else "portal/agency.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def export(request: HttpRequest, code: str, file_format: str) -> HttpResponse:
    campaign = _campaign(request, code)
    if file_format not in EXPORT_FORMATS:
        raise Http404
    content = export_results(run=_run(campaign), format=file_format)
    name = _("Kết quả CCHC %(code)s") % {"code": campaign.code}
    return handed_over(content, name=name, file_format=file_format)


@require_safe
def document(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """A document of the run that is shown; those of other runs are nobody's business here."""
    campaign = _campaign(request, code)
    found = get_object_or_404(Document, campaign=campaign, run=_run(campaign), pk=pk)
    try:
        file = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{found.get_kind_display()} {campaign.code}"
    return streamed(file, name=name, file_format=found.format)


def _campaign(request: HttpRequest, code: str) -> Campaign:
    visible = Campaign.objects.visible_to(request.user).select_related("authority")
    return get_object_or_404(visible, code=code)


def _run(campaign: Campaign) -> IndexRun:
    run = public_run(campaign)
    if run is None:
        raise Http404
    return run


def _wants_fragment(request: HttpRequest) -> bool:
    """Asked for by htmx; going back in the history needs the whole page."""
    htmx = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return bool(htmx) and not htmx.history_restore_request and not htmx.boosted
