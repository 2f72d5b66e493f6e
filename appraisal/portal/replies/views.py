"""An agency reads its marks and reasons, and answers leaf by leaf; the team reads along."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appraisal.selectors.replies import ReplyLine, reply_lines
from appraisal.services.replies import ReplyConflict, check_replies_open, save_reply
from pari.accounts.enums import AGENCY_ROLES
from pari.refusals import Refusal
from scoring.models import Criterion, Participant
from scoring.portal.access import participant_of, participant_seen, signed_in
from scoring.services.supplements.editing import check_speaker

ONLY_BELOW = "thap"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and could not be saved, with the reason."""

    code: str
    text: str
    refusal: Refusal

    @property
    def conflict(self) -> ReplyConflict | None:
        return self.refusal if isinstance(self.refusal, ReplyConflict) else None


@login_required
@require_safe
def replies(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    participant = participant_seen(request, campaign, agency)
    user = signed_in(request)
    is_own = Participant.objects.answered_by(user, AGENCY_ROLES).filter(pk=participant.pk).exists()
    if is_own:
        check_speaker(participant.campaign, user)
        check_replies_open(participant.campaign)
    elif not Participant.objects.appraised_by(user).filter(pk=participant.pk).exists():
        raise PermissionDenied
    return _page(request, participant, is_own=is_own)


@login_required
@require_POST
def save(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    participant = participant_of(request, campaign, agency)
    check_speaker(participant.campaign, signed_in(request))
    leaf = get_object_or_404(Criterion, annex=participant.annex_id, code=criterion)
    text, seen = request.POST.get("text", ""), request.POST.get("version", "")
    try:
        save_reply(
            participant=participant,
            criterion=leaf,
            text=text,
            seen_version=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1,
            by=signed_in(request),
        )
    except Refusal as refusal:
        check_replies_open(participant.campaign)  # nothing is shown once the phase is over
        return _page(request, participant, is_own=True, typed=Typed(criterion, text, refusal))
    messages.success(request, _("Đã lưu ý kiến về tiêu chí %(code)s.") % {"code": criterion})
    chosen = f"?chi={ONLY_BELOW}" if request.POST.get("chi") == ONLY_BELOW else ""
    place = reverse("appraisal:replies", args=[campaign, agency])
    return redirect(f"{place}{chosen}#tc-{criterion}")


def _page(request: HttpRequest, participant: Participant, *, is_own: bool, typed: Typed | None = None) -> HttpResponse:
    every = reply_lines(participant)
    asked = request.GET if request.method != "POST" else request.POST
    only_below = asked.get("chi") == ONLY_BELOW
    context = {
        "participant": participant,
        "campaign": participant.campaign,
        "lines": [line for line in every if line.is_below] if only_below else every,
        "only_below": only_below,
        "below": sum(line.is_below for line in every),
        "all": len(every),
        "replied": _replied(every),
        "is_own": is_own,
        "typed": typed,
    }
    return render(request, "appraisal/replies/replies.html", context, status=typed.refusal.status if typed else 200)


def _replied(lines: tuple[ReplyLine, ...]) -> int:
    return sum(bool(line.text) for line in lines)
