"""The documents of one criterion: shown, added, described, unlinked; each works as a plain form too."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from pari.accounts.enums import AGENCY_ROLES
from pari.refusals import NotAllowed, NotNow, Refusal
from scoring.enums import Stage
from scoring.models import Criterion, EvidenceFile, EvidenceLink, Participant, Submission
from scoring.portal.access import participant_of, participant_seen, signed_in
from scoring.portal.evidence.headers import shows_previews
from scoring.portal.evidence.leaves import leaf_of
from scoring.selectors.evidence.links import panel_of
from scoring.services.evidence import linking as evidence
from scoring.services.evidence import uploads
from scoring.services.evidence.doors import check_door

LONGEST_SEARCH = 100
MOST_FILES = 50


@shows_previews
@login_required
@require_safe
def panel(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    participant = participant_seen(request, campaign, agency)
    return _shown(request, participant, leaf_of(participant, criterion))


@shows_previews
@login_required
@require_POST
def add(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    """Several files at once without a script; what is refused is told, the others are kept."""
    participant = participant_of(request, campaign, agency)
    leaf = leaf_of(participant, criterion)
    refusals, kept = [], 0
    for file in request.FILES.getlist("files")[:MOST_FILES]:
        try:
            uploads.receive(
                submission=participant.submission.pk,
                criterion=leaf,
                name=file.name or "",
                size=file.size or 0,
                pieces=file.chunks(),
                by=signed_in(request),
            )
            kept += 1
        except Refusal as refusal:
            refusals.append(_with_name(file.name or "", refusal))
    if refusals:
        return _shown(request, participant, leaf, faults=refusals, status=400)
    if kept:
        text = ngettext("Đã thêm %(count)s tài liệu.", "Đã thêm %(count)s tài liệu.", kept) % {"count": kept}
        messages.success(request, text)
    return _changed(request, participant, leaf)


@shows_previews
@login_required
@require_POST
def link(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    """Documents of the shelf as proof here too."""
    participant = participant_of(request, campaign, agency)
    leaf = leaf_of(participant, criterion)
    chosen = [int(key) for key in request.POST.getlist("file") if key.isascii() and key.isdigit() and len(key) < 16]
    files = EvidenceFile.objects.filter(agency=participant.agency_id, pk__in=chosen[:MOST_FILES]).order_by("pk")

    def deed() -> None:
        evidence.link(submission=participant.submission.pk, criterion=leaf, files=files, by=signed_in(request))

    return _done(request, participant, leaf, deed)


@shows_previews
@login_required
@require_POST
def annotate(request: HttpRequest, pk: int) -> HttpResponse:
    found, participant = _own_link(request, pk)
    pages, note = request.POST.get("pages", ""), request.POST.get("note", "")

    def deed() -> None:
        evidence.annotate(link=pk, pages=pages, note=note, by=signed_in(request))

    return _done(request, participant, found.answer.criterion, deed, typed={pk: (pages, note)})


@shows_previews
@login_required
@require_POST
def unlink(request: HttpRequest, pk: int) -> HttpResponse:
    found, participant = _own_link(request, pk)
    return _done(request, participant, found.answer.criterion, lambda: evidence.unlink(link=pk, by=signed_in(request)))


def stage_open(request: HttpRequest, participant: Participant, leaf: Criterion) -> Stage | None:
    """What a document would belong to that this person adds here and now; None where she may not."""
    user = signed_in(request)
    if not Participant.objects.answered_by(user, AGENCY_ROLES).filter(pk=participant.pk).exists():
        return None
    submission = participant.submission
    submission.campaign = participant.campaign
    try:
        return check_door(submission, leaf, user)
    except (NotAllowed, NotNow):
        return None


def _own_link(request: HttpRequest, pk: int) -> tuple[EvidenceLink, Participant]:
    user = signed_in(request)
    visible = EvidenceLink.objects.filter(answer__submission__in=Submission.objects.visible_to(user))
    found = get_object_or_404(visible.select_related("answer__criterion", "answer__submission"), pk=pk)
    joined = Participant.objects.select_related("campaign", "agency", "annex", "submission")
    participant = joined.get(pk=found.answer.submission.participant_id)
    if not Participant.objects.answered_by(user, AGENCY_ROLES).filter(pk=participant.pk).exists():
        raise PermissionDenied
    return found, participant


def _done(
    request: HttpRequest,
    participant: Participant,
    leaf: Criterion,
    deed: Callable[[], None],
    typed: Mapping[int, tuple[str, str]] | None = None,
) -> HttpResponse:
    try:
        deed()
    except Refusal as refusal:
        return _shown(request, participant, leaf, refusal=refusal, typed=typed, status=refusal.status)
    return _changed(request, participant, leaf, saved=next(iter(typed), None) if typed else None)


def _changed(request: HttpRequest, participant: Participant, leaf: Criterion, saved: int | None = None) -> HttpResponse:
    if _is_htmx(request):
        response = _shown(request, participant, leaf, saved=saved)
        response.headers["HX-Trigger-After-Settle"] = "evidence-changed"
        return response
    place = reverse("scoring:evidence-panel", args=[participant.campaign.code, participant.code, leaf.code])
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        place = back
    return HttpResponseRedirect(place)


def _shown(
    request: HttpRequest,
    participant: Participant,
    leaf: Criterion,
    *,
    refusal: Refusal | None = None,
    faults: list[str] | None = None,
    typed: Mapping[int, tuple[str, str]] | None = None,
    saved: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """The panel, alone for htmx (which swaps answers of success only) or in its page."""
    asked = request.GET if request.method != "POST" else request.POST
    file = asked.get("xem", "")
    found = panel_of(
        participant=participant,
        criterion=leaf,
        stage=stage_open(request, participant, leaf),
        search=asked.get("tim", "").replace("\0", "")[:LONGEST_SEARCH],
        shown=int(file) if file.isascii() and file.isdigit() and len(file) < 16 else None,
        typed=typed,
        saved=saved,
    )
    context = {"panel": found, "refusal": refusal, "faults": faults, "campaign": participant.campaign}
    is_fragment = _is_htmx(request)
    template = "scoring/evidence/panel.html" if is_fragment else "scoring/evidence/page.html"
    response = render(request, template, context, status=200 if is_fragment else status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _with_name(name: str, refusal: Refusal) -> str:
    return (
        str(refusal)
        if name and name in str(refusal)
        else _("%(name)s: %(refusal)s")
        % {
            "name": name,
            "refusal": refusal,
        }
    )


def _is_htmx(request: HttpRequest) -> bool:
    htmx = request.htmx  # type: ignore[attr-defined]  # set by HtmxMiddleware
    return bool(htmx) and not htmx.history_restore_request and not htmx.boosted
