"""One leaf of the letter: the reason, what the agency adds, its documents; saved by the same scripts as an answer."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pari.refusals import Refusal
from pari.refusing import problem, refused, wants_json
from scoring.models import Answer, Criterion
from scoring.portal.access import signed_in
from scoring.portal.evidence.headers import shows_previews
from scoring.portal.supplement.access import Opened, letter_answered, letter_opened, the_letter
from scoring.portal.supplement.page import letter_page
from scoring.selectors.submissions.answer_fields import Field
from scoring.selectors.supplements.letters import LetterLine, edit_of_item
from scoring.services.supplements.additions import AdditionConflict, SavedAddition, save_addition

MOST_EARLIER = 50


@never_cache  # going back shows what stands there now, not what stood there
@shows_previews
@login_required
@require_safe
def leaf(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    return _page(request, letter_opened(request, campaign, agency), criterion)


@login_required
@require_POST
def save(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    """The explanation out of JSON, or out of the page's form."""
    if not wants_json(request):
        return _save_plain(request, campaign, agency, criterion)
    try:
        opened = letter_answered(request, campaign, agency)
        line = _line(opened, criterion)
        return _save_one(request, opened, line)
    except Http404:
        return problem(_("Không có tiêu chí này trong danh sách bổ sung của bạn."), status=404)
    except PermissionDenied:
        return problem(_("Bạn không bổ sung cho cơ quan này."), status=403)
    except Refusal as refusal:
        return refused(request, refusal)


def _line(opened: Opened, code: str) -> LetterLine:
    line = the_letter(opened).line(code)
    if line is None:
        raise Http404
    return line


def _save_one(request: HttpRequest, opened: Opened, line: LetterLine) -> HttpResponse:
    user = signed_in(request)
    try:
        body = json.loads(request.body)
        json.dumps(body, ensure_ascii=False).encode()  # half a character of UTF-16 is no text
        earlier = tuple(str(key) for key in body.get("earlier", ())[:MOST_EARLIER])
        who, field, version, key = int(body["user"]), Field(body["field"]), int(body["version"]), str(body["key"])
        content = body["content"]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return problem(_("Nội dung gửi lên không đúng mẫu."), status=400)
    if field is not Field.EXPLANATION:
        return problem(_("Nội dung gửi lên không đúng mẫu."), status=400)
    if who != user.pk:
        return problem(_("Trình duyệt đang đăng nhập bằng tài khoản khác."), status=401)
    given: dict[str, Any] = {"base_version": version, "key": key, "earlier": earlier, "by": user}
    try:
        saved = save_addition(
            participant=opened.participant.pk, criterion=line.item.criterion, content=content, **given
        )
    except AdditionConflict as conflict:
        return _conflict(conflict)
    return JsonResponse(_saved(saved))


def _saved(saved: SavedAddition) -> dict[str, Any]:
    """What the scripts of the workspace want to hear; there are no gaps and no progress here."""
    found = {
        "version": saved.version,
        "gaps": [],
        "state": "in_progress",
        "label": _("Đã bổ sung") if saved.item.explanation.strip() else _("Chưa bổ sung"),
        "to_confirm": False,
        "done": 0,
        "total": 0,
        "saved_at": _clock(saved.at),
    }
    return found if saved.content is None else {**found, "content": saved.content}


def _conflict(conflict: AdditionConflict) -> JsonResponse:
    edit = edit_of_item(conflict.item)
    theirs = {
        "content": conflict.item.explanation,
        "shown": (),
        "version": edit.version,
        "by": conflict.name,
        "at": _clock(edit.moment),
    }
    body = {
        "title": str(conflict.message),
        "status": conflict.status,
        "detail": str(conflict.remedy),
        "theirs": theirs,
    }
    return JsonResponse(body, status=conflict.status)


def _clock(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%H:%M") if moment else ""


def _save_plain(request: HttpRequest, campaign: str, agency: str, code: str) -> HttpResponse:
    """Without scripts. What cannot be saved is shown again, beside what stands there."""
    opened = letter_answered(request, campaign, agency)
    line, text = _line(opened, code), request.POST.get("explanation", "")
    version = request.POST.get("version", "")
    try:
        save_addition(
            participant=opened.participant.pk,
            criterion=line.item.criterion,
            content=text,
            base_version=int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
            key=request.POST.get("key", "")[:64],
            by=signed_in(request),
        )
    except Refusal as refusal:
        return _page(request, letter_answered(request, campaign, agency), code, typed=text, refusal=refusal)
    messages.success(request, _("Đã lưu tiêu chí %(code)s.") % {"code": code})
    after = the_letter(opened).neighbours(line)[1]
    target = after.code if after and "next" in request.POST else code
    return redirect("scoring:supplement-leaf", campaign, agency, target)


def _page(
    request: HttpRequest, opened: Opened, code: str, *, typed: str | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    line = _line(opened, code)
    before, after = the_letter(opened).neighbours(line)
    page = letter_page(opened, signed_in(request))
    context = {
        "page": page,
        "participant": opened.participant,
        "campaign": opened.participant.campaign,
        "criterion": line.item.criterion,
        "line": line,
        "answer": _answer(opened, line.item.criterion),
        "before": before,
        "after": after,
        "text": line.item.explanation if typed is None else typed,
        "edit": edit_of_item(line.item),
        "key": get_random_string(24),
        "refusal": refusal,
        "theirs": refusal if isinstance(refusal, AdditionConflict) else None,
    }
    status = refusal.status if refusal else 200
    return render(request, "scoring/supplement/leaf.html", context, status=status)


def _answer(opened: Opened, criterion: Criterion) -> Answer | None:
    return Answer.objects.filter(submission__participant=opened.participant, criterion=criterion).first()
