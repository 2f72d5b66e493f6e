"""Marking leaf after leaf: one criterion across agencies, or one agency across criteria."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal.portal.marking.access import (
    campaign_of_appraiser,
    leaf_looked_at,
    leaf_of_hers,
    queue_of_agency,
    queue_of_criterion,
)
from appraisal.portal.marking.forms import entry_of_claim, entry_sent, version_sent
from appraisal.portal.marking.page import Unsaved, outcome_shown, show_leaf
from appraisal.portal.marking.routes import Route, selection_of
from appraisal.selectors.marks.assigned import campaigns_appraised_by
from appraisal.selectors.marks.history import history_of
from appraisal.selectors.marks.leaf import LeafWork, leaf_work
from appraisal.selectors.marks.queues import Queue
from appraisal.selectors.marks.rounds import round_of
from appraisal.selectors.marks.rows import Row
from appraisal.selectors.marks.work import agencies_of_work, work_of
from appraisal.services.marks.saving import MarkOvertaken, SavedMark, save_mark
from pari.accounts.enums import Role
from pari.refusals import NotAllowed, Refusal
from scoring.models import Participant
from scoring.portal.access import signed_in
from scoring.portal.evidence.headers import shows_previews
from scoring.selectors.submissions.claims import leaf_of

PAGE_SIZE = 100
LONGEST_SEARCH = 100


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The campaigns in which she marks; with one there is nothing to choose."""
    user = signed_in(request)
    if not (user.is_superuser or any(item.role == Role.APPRAISER for item in user.current_memberships)):
        raise PermissionDenied
    campaigns = list(campaigns_appraised_by(user))
    if len(campaigns) == 1:
        return redirect("appraisal:marking-campaign", campaigns[0].code)
    return render(request, "appraisal/marking/start.html", {"campaigns": campaigns})


@login_required
@require_safe
def criteria(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_of_appraiser(request, campaign)
    work = work_of(campaign=found, user=signed_in(request))
    return render(request, "appraisal/marking/criteria.html", {"campaign": found, "work": work})


@login_required
@require_safe
def agencies(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_of_appraiser(request, campaign)
    text = request.GET.get("tim", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    rows = agencies_of_work(campaign=found, user=signed_in(request), text=text)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, "appraisal/marking/agencies.html", {"campaign": found, "page": page, "text": text})


@login_required
@require_safe
def criterion(request: HttpRequest, campaign: str, annex: str, criterion: str) -> HttpResponse:
    return _list(request, queue_of_criterion(request, campaign, annex, criterion, selection_of(request.GET)))


@login_required
@require_safe
def agency(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    return _list(request, queue_of_agency(request, campaign, agency, selection_of(request.GET)))


def _list(request: HttpRequest, queue: Queue) -> HttpResponse:
    route = Route(queue)
    page = Paginator(queue.chosen, PAGE_SIZE).get_page(request.GET.get("trang"))
    queue.rows([*page.object_list, *queue.beginning])
    context = {
        "route": route,
        "queue": queue,
        "campaign": queue.campaign,
        "page": page,
        "lines": route.lines(queue.rows(page.object_list)),
        "begin_url": next((route.url(row) for row in queue.rows(queue.beginning)), ""),
    }
    return render(request, "appraisal/marking/list.html", context)


@never_cache  # going back shows what stands there now, not what stood there
@shows_previews
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leaf(request: HttpRequest, campaign: str, annex: str, criterion: str, agency: str) -> HttpResponse:
    queue = queue_of_criterion(request, campaign, annex, criterion, selection_of(request.GET))
    return _leaf(request, queue, agency=agency, criterion=criterion)


@never_cache
@shows_previews
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agency_leaf(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    queue = queue_of_agency(request, campaign, agency, selection_of(request.GET))
    return _leaf(request, queue, agency=agency, criterion=criterion)


def _leaf(request: HttpRequest, queue: Queue, *, agency: str, criterion: str) -> HttpResponse:
    row = queue.row(agency=agency, criterion=criterion)
    if row is None:
        raise Http404
    joined = Participant.objects.select_related("campaign", "bloc", "annex")
    participant = queue.participant or joined.get(pk=row.agency.pk)
    work = leaf_work(participant=participant, criterion=row.criterion)
    if request.method != "POST":
        return show_leaf(request, Route(queue), row, work)
    return _save(request, Route(queue), row, work)


def _save(request: HttpRequest, route: Route, row: Row, work: LeafWork) -> HttpResponse:
    agrees = "agree" in request.POST
    entry = entry_of_claim(work, request.POST) if agrees else entry_sent(request.POST, work.leaf)
    try:
        saved = save_mark(
            participant=work.participant.pk,
            criterion=work.criterion,
            round=work.round,
            entry=entry,
            seen_version=version_sent(request.POST),
            by=signed_in(request),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        stands = refusal.stands if isinstance(refusal, MarkOvertaken) else None
        return show_leaf(request, route, row, work, Unsaved(entry, refusal, stands))
    _tell(request, row, saved)
    if not agrees and "next" not in request.POST:
        return redirect(route.url(row))
    return _go_on(request, route, row)


def _go_on(request: HttpRequest, route: Route, row: Row) -> HttpResponse:
    """The next one of the list; after the last one the list itself, where what is left can be seen."""
    after = route.queue.following(row)
    if after is None:
        messages.info(request, _("Đã hết danh sách này."))
        return redirect(route.list_url)
    return redirect(route.url(after))


def _tell(request: HttpRequest, row: Row, saved: SavedMark) -> None:
    words = {"agency": row.agency.name, "code": row.criterion.code, "sentence": saved.sentence}
    if saved.is_new:
        messages.success(request, _("%(agency)s, %(code)s. %(sentence)s") % words)
    else:
        messages.info(request, _("%(agency)s, %(code)s: nội dung không đổi, không ghi phiên bản mới.") % words)


@login_required
@require_POST
def outcome(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    """What is typed in a mark's form comes to so much; nothing is written."""
    participant, leaf = leaf_of_hers(request, campaign, agency, criterion)
    entry = entry_sent(request.POST, leaf_of(leaf))
    context = outcome_shown(participant, leaf, round_of(participant.campaign), entry)
    context |= {"participant": participant, "criterion": leaf, "campaign": participant.campaign}
    return render(request, "appraisal/marking/outcome.html", context)


@login_required
@require_safe
def history(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    """Every version of the marks of one leaf; a page, or a fragment for htmx."""
    participant, leaf = leaf_looked_at(request, campaign, agency, criterion)
    context = {
        "campaign": participant.campaign,
        "participant": participant,
        "criterion": leaf,
        "versions": history_of(participant=participant, criterion=leaf),
    }
    piece = getattr(request, "htmx", False)
    template = "appraisal/marking/history.html" if piece else "appraisal/marking/history_page.html"
    return render(request, template, context)
