"""The page of one criterion: what is asked, what stands there, what was said last year."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string

from pari.accounts.enums import AGENCY_ROLES
from pari.accounts.models import User
from pari.refusals import Refusal
from scoring.core.canonical import canonical_json
from scoring.core.describe import describe
from scoring.enums import Phase, SubmissionState
from scoring.models import Participant
from scoring.portal.access import signed_in
from scoring.portal.workspace.inputs import said, widget_of
from scoring.selectors.submissions.answer_fields import Edit, Field, content_of, edit_of
from scoring.selectors.submissions.claim_inputs import speech
from scoring.selectors.submissions.deadlines import deadline_of
from scoring.selectors.submissions.earlier import earlier_answer
from scoring.selectors.submissions.workspace import Row, Workspace
from scoring.services.submissions.answers import Theirs

Contents = Mapping[Field, Any]
ZERO = Fraction(0)


@dataclass(frozen=True)
class FieldShown:
    """One field as the page holds it: content, the version it is based on, and the mark of what was seen."""

    name: str
    content: Any
    version: int
    seen: str
    edit: Edit
    theirs: Theirs | None = None


@dataclass(frozen=True)
class Unsaved:
    """What a plain form brought and could not leave: shown again beside the reason."""

    contents: Contents
    theirs: Mapping[Field, Theirs]
    refusals: Sequence[Refusal] = ()


NOTHING_UNSAVED = Unsaved({}, {})


def seen_mark(content: Any) -> str:
    """Says later whether a plain form's field was changed by the person or only sent along."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()[:16]


def may_edit(user: User, participant: Participant) -> bool:
    """Whether the inputs are open: an officer or head of the agency, while its submission is."""
    is_open = participant.campaign.phase == Phase.SELF and participant.submission.state == SubmissionState.DRAFT
    return is_open and acts_for(user, participant)


def acts_for(user: User, participant: Participant) -> bool:
    held = user.current_memberships
    return any(item.role in AGENCY_ROLES and item.agency_id == participant.agency_id for item in held)


def show_criterion(
    request: HttpRequest, workspace: Workspace, row: Row, *, unsaved: Unsaved = NOTHING_UNSAVED, status: int = 200
) -> HttpResponse:
    context = base_context(request, workspace) | _criterion_context(workspace, row, unsaved)
    return render(request, "scoring/workspace/criterion.html", context, status=status)


def base_context(request: HttpRequest, workspace: Workspace) -> dict[str, Any]:
    participant, user = workspace.participant, signed_in(request)
    participant.submission.campaign = participant.campaign  # the same row: nobody need ask for it again
    return {
        "workspace": workspace,
        "participant": participant,
        "campaign": participant.campaign,
        "submission": participant.submission,
        "deadline": deadline_of(participant.submission),
        "acts": acts_for(user, participant),
        "editable": may_edit(user, participant),
    }


def _criterion_context(workspace: Workspace, row: Row, unsaved: Unsaved) -> dict[str, Any]:
    before, after = workspace.neighbours(row)
    return {
        "row": row,
        "area": next(area for area in workspace.areas if area.head.area == row.area),
        "criterion": row.criterion,
        "before": before,
        "after": after,
        "rule_lines": describe(row.leaf.rule, row.leaf.maximum, speech()),
        "earlier": earlier_answer(workspace.participant, row.criterion) if row.is_own else None,
        "most_points": speech().points(row.leaf.maximum),
        "zero_points": speech().points(ZERO),
        "key": get_random_string(24),
        "unsaved": unsaved,
        **_fields_context(row, unsaved),
    }


def _fields_context(row: Row, unsaved: Unsaved) -> dict[str, Any]:
    if not row.is_own:
        return {"fields": {}}
    fields = {of: _field(of, row, unsaved) for of in Field}
    authors = _authors(fields.values())
    return {
        "fields": {of.value: shown for of, shown in fields.items()},
        "widget": widget_of(row.leaf, fields[Field.CLAIM].content),
        "theirs_claim": said(row.leaf, theirs.content) if (theirs := fields[Field.CLAIM].theirs) else (),
        "authors": authors,
    }


def _field(of: Field, row: Row, unsaved: Unsaved) -> FieldShown:
    edit, stands, theirs = edit_of(row.answer, of), content_of(of, row.leaf, row.answer), unsaved.theirs.get(of)
    version = theirs.version if theirs else edit.version
    return FieldShown(of.value, unsaved.contents.get(of, stands), version, seen_mark(stands), edit, theirs)


def _authors(fields: Any) -> Mapping[str, str]:
    """Who saved each field last, by the field's name; one query."""
    keys = {shown.edit.by for shown in fields if shown.edit.by}
    people = User.objects.in_bulk(keys) if keys else {}
    return {shown.name: people[shown.edit.by].get_full_name() for shown in fields if shown.edit.by in people}
