"""A criterion's whole form, sent without scripts: each changed field is saved for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.refusals import Refusal
from scoring.portal.access import participant_of, signed_in
from scoring.portal.workspace.page import Unsaved, seen_mark, show_criterion
from scoring.selectors.submissions.answer_fields import Field
from scoring.selectors.submissions.claim_inputs import input_of
from scoring.selectors.submissions.claims import tidy
from scoring.selectors.submissions.workspace import Row, Workspace, workspace_of
from scoring.services.submissions.answers import Conflict, Theirs, save_field


def save_plain_form(request: HttpRequest, campaign: str, agency: str, code: str) -> HttpResponse:
    participant = participant_of(request, campaign, agency)
    workspace = workspace_of(participant)
    row = workspace.row(code)
    if row is None or not row.is_own:
        raise Http404
    unsaved = _save(request.POST, workspace, row, signed_in(request))
    if unsaved.contents:
        fresh = workspace_of(participant)
        again = fresh.row(code) or row
        status = 409 if unsaved.theirs else unsaved.refusals[0].status
        return show_criterion(request, fresh, again, unsaved=unsaved, status=status)
    messages.success(request, _("Đã lưu tiêu chí %(code)s.") % {"code": code})
    after = workspace.neighbours(row)[1]
    target = after if after and "next" in request.POST else row
    return redirect("scoring:criterion", campaign, agency, target.criterion.code)


def _save(form: QueryDict, workspace: Workspace, row: Row, by: User) -> Unsaved:
    """Save what was changed; what could not be is returned with its reason."""
    kept: dict[Field, Any] = {}
    theirs: dict[Field, Theirs] = {}
    refusals: list[Refusal] = []
    for field, content in _changed(form, row).items():
        try:
            save_field(
                submission=workspace.participant.submission.pk,
                criterion=row.criterion,
                field=field,
                content=content,
                base_version=_version(form, field),
                key=f"{form.get('key', '')[:32]}-{field}",
                by=by,
            )
        except Conflict as conflict:
            kept[field], theirs[field] = content, conflict.theirs
        except Refusal as refusal:
            kept[field] = content
            refusals.append(refusal)
    return Unsaved(kept, theirs, refusals)


def _version(form: QueryDict, field: Field) -> int:
    given = form.get(f"version-{field}", "")
    return int(given) if given.isdecimal() else -1


def _changed(form: QueryDict, row: Row) -> Mapping[Field, Any]:
    """The fields whose content is not what the page showed when it was made."""
    sent = {
        Field.CLAIM: _claim(form, row),
        Field.EXPLANATION: form.get("explanation", "").replace("\r\n", "\n"),
        Field.NOT_APPLICABLE: {
            "flag": "not_applicable" in form,
            "reason": form.get("reason", "").replace("\r\n", "\n"),
        },
    }
    changed = {field: content for field, content in sent.items() if form.get(f"seen-{field}") != seen_mark(content)}
    return changed | ({Field.CONFIRM: True} if "confirm" in form else {})


def _claim(form: QueryDict, row: Row) -> Mapping[str, Any]:
    names = input_of(row.leaf).names(row.leaf.rule)
    return _tidied(row, {name: form.getlist(name) if name == "items" else form.get(name) for name in names})


def _tidied(row: Row, typed: Mapping[str, Any]) -> Mapping[str, Any]:
    """As it will be kept; what is too long to be a claim stays as it is and is refused by the service."""
    try:
        return tidy(row.leaf, typed)
    except TypeError:
        return typed
