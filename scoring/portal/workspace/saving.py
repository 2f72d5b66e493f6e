"""Saving answers: one address for the plain form and for the autosave, which wants an answer in milliseconds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pari.accounts.enums import AGENCY_ROLES
from pari.refusals import Refusal
from pari.refusing import problem, refused, wants_json
from scoring.models import Criterion, Participant
from scoring.portal.access import signed_in
from scoring.portal.workspace.inputs import said
from scoring.portal.workspace.plain_form import save_plain_form
from scoring.selectors.submissions.answer_fields import Field
from scoring.selectors.submissions.claims import claimed, leaf_of
from scoring.selectors.submissions.workspace_states import state_of
from scoring.services.submissions.answers import Conflict, Saved, Theirs, save_field

MOST_EARLIER = 50


@login_required
@require_POST
def save(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    """One field out of JSON, or all of a criterion's fields out of its form."""
    if not wants_json(request):
        return save_plain_form(request, campaign, agency, criterion)
    try:
        return _save_one(request, campaign, agency, criterion)
    except Http404:
        return problem(_("Không có tiêu chí này trong hồ sơ của bạn."), status=404)
    except PermissionDenied:
        return problem(_("Bạn chỉ được xem hồ sơ này, không được sửa."), status=403)


def _save_one(request: HttpRequest, campaign: str, agency: str, code: str) -> HttpResponse:
    user, sent = signed_in(request), _sent(request)
    if sent is None:
        return problem(_("Nội dung gửi lên không đúng mẫu."), status=400)
    if sent.user != user.pk:
        return problem(_("Trình duyệt đang đăng nhập bằng tài khoản khác."), status=401)
    submission, criterion = _place(request, campaign, agency, code)
    try:
        saved = save_field(
            submission=submission,
            criterion=criterion,
            field=sent.field,
            content=sent.content,
            base_version=sent.version,
            key=sent.key,
            by=user,
            earlier=sent.earlier,
        )
    except Conflict as conflict:
        return _conflict(criterion, conflict)
    except Refusal as refusal:
        return refused(request, refusal)
    return JsonResponse(_saved(criterion, saved))


@dataclass(frozen=True, slots=True)
class _Sent:
    user: int
    field: Field
    content: Any
    version: int
    key: str
    earlier: tuple[str, ...]


def _sent(request: HttpRequest) -> _Sent | None:
    """What a script sent; None when it is not what scripts of ours send."""
    try:
        body = json.loads(request.body)
        json.dumps(body, ensure_ascii=False).encode()  # half a character of UTF-16 is no text
        earlier = tuple(str(key) for key in body.get("earlier", ())[:MOST_EARLIER])
        return _Sent(
            int(body["user"]), Field(body["field"]), body["content"], int(body["version"]), str(body["key"]), earlier
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


#: In the order of the model, which `from_db` asks for.
_USED = ("id", "annex_id", "code", "kind", "max_points", "source", "rule", "evidence", "explanation", "indicator")


def _place(request: HttpRequest, campaign: str, agency: str, code: str) -> tuple[int, Criterion]:
    """The submission that the answer belongs to and the leaf, in one query: everything else waits for it."""
    user, here = signed_in(request), {"campaign__code": campaign, "code": agency}
    own = Participant.objects.answered_by(user, AGENCY_ROLES).filter(**here, submission__isnull=False).order_by()
    rows = own.filter(annex__criteria__code=code)
    for submission, *leaf in rows.values_list("submission__pk", *(f"annex__criteria__{name}" for name in _USED))[:1]:
        return submission, Criterion.from_db(None, _USED, leaf)
    if not own.exists() and Participant.objects.visible_to(user).filter(**here).exists():
        raise PermissionDenied
    raise Http404


def _saved(criterion: Criterion, saved: Saved) -> dict[str, Any]:
    claim, state = claimed(leaf_of(criterion), saved.answer), state_of(saved.gaps, saved.answer)
    found: dict[str, Any] = {
        "version": saved.version,
        "points": claim.shown,
        "exempt": claim.exempt,
        "sentence": claim.sentence,
        "hint": claim.hint,
        "gaps": [{"code": gap.value, "label": str(gap.label)} for gap in saved.gaps],
        "state": state.value,
        "label": str(state.label),
        "to_confirm": saved.answer.to_confirm,
        "done": saved.done,
        "saved_at": _clock(saved.at),
    }
    return found if saved.content is None else {**found, "content": saved.content}


def _conflict(criterion: Criterion, conflict: Conflict) -> JsonResponse:
    body = {
        "title": str(conflict.message),
        "status": conflict.status,
        "detail": str(conflict.remedy),
        "theirs": _theirs(criterion, conflict.theirs),
    }
    return JsonResponse(body, status=conflict.status)


def _theirs(criterion: Criterion, theirs: Theirs) -> dict[str, Any]:
    claim = claimed(leaf_of(criterion), theirs.answer)
    return {
        "content": theirs.content,
        "shown": said(leaf_of(criterion), theirs.content) if isinstance(theirs.content, dict) else (),
        "version": theirs.version,
        "by": theirs.by,
        "at": _clock(theirs.at),
        "points": claim.shown,
        "sentence": claim.sentence,
        "hint": claim.hint,
    }


def _clock(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%H:%M") if moment else ""
