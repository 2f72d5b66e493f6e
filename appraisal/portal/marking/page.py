"""The page of one leaf of one agency: what was said of it, and the form of its mark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from appraisal.enums import Basis, Round
from appraisal.models import Mark
from appraisal.portal.marking.forms import entry_stored, has_own_input
from appraisal.portal.marking.routes import Route
from appraisal.selectors.marks.leaf import LeafWork, Outcome, outcome_of
from appraisal.selectors.marks.rows import Row
from appraisal.services.marks.entries import put_entry
from appraisal.services.marks.saving import MarkEntry
from pari.refusals import Invalid, Refusal
from scoring.core.describe import describe
from scoring.enums import ReasonCode, Source, Stage
from scoring.models import Criterion, Participant
from scoring.portal.workspace.inputs import widget_of
from scoring.selectors.evidence.links import EvidencePanel, panel_of
from scoring.selectors.submissions.claim_inputs import speech
from scoring.selectors.submissions.claims import leaf_of


@dataclass(frozen=True)
class Unsaved:
    """What a form brought and could not leave, with why; `stands` is another's mark that came first."""

    entry: MarkEntry
    refusal: Refusal
    stands: Mark | None = None


def show_leaf(
    request: HttpRequest, route: Route, row: Row, work: LeafWork, unsaved: Unsaved | None = None
) -> HttpResponse:
    before, after = route.queue.neighbours(row)
    entry = unsaved.entry if unsaved else entry_stored(work)
    mark = _tried(work, entry) if unsaved or work.current else None
    panel = evidence_of(work)
    documents = panel.documents if panel else ()
    context = {
        "route": route,
        "row": row,
        "work": work,
        "campaign": work.participant.campaign,
        "participant": work.participant,
        "criterion": work.criterion,
        "lines": route.beside(row),
        "before_url": route.url(before) if before else "",
        "after_url": route.url(after) if after else "",
        "outcome": outcome_of(participant=work.participant, criterion=work.criterion, mark=mark),
        "panel": panel,
        "added_documents": [item for item in documents if item.link.stage == Stage.SUPPLEMENT],
        "unsaved": unsaved,
        "refusal": unsaved.refusal if unsaved else None,
        **_form_context(work, entry, unsaved),
        **_rule_context(work),
    }
    return render(request, "appraisal/marking/leaf.html", context, status=unsaved.refusal.status if unsaved else 200)


def _form_context(work: LeafWork, entry: MarkEntry, unsaved: Unsaved | None) -> dict[str, Any]:
    stands = unsaved.stands if unsaved else None
    own_input = has_own_input(work.leaf)
    return {
        "entry": entry,
        "version": stands.version if stands else work.version,
        "widget": widget_of(work.leaf, entry.typed or {}) if own_input else None,
        "by_rule": own_input and not entry.points,
        "reasons": ReasonCode.choices,
        "bases": Basis.choices if work.round == Round.SECOND else (),
    }


def _rule_context(work: LeafWork) -> dict[str, Any]:
    words = speech()
    return {
        "rule_lines": describe(work.leaf.rule, work.leaf.maximum, words),
        "most_points": words.points(work.leaf.maximum),
        "zero_points": words.points(work.leaf.maximum * 0),
    }


def evidence_of(work: LeafWork) -> EvidencePanel | None:
    """The agency's documents, the first that a browser shows opened; what was added in the supplement goes first.

    What was never sent there is not to be looked at.
    """
    if work.criterion.source != Source.SELF:
        return None
    panel = panel_of(participant=work.participant, criterion=work.criterion, stage=None)
    has_sent = work.item is not None and work.item.supplement.sent_at is not None
    documents = [item for item in panel.documents if has_sent or item.link.stage != Stage.SUPPLEMENT]
    shown = [item for item in documents if item.document.shown_as]
    added = [item for item in shown if item.link.stage == Stage.SUPPLEMENT]
    return replace(panel, documents=documents, shown=next(iter(added or shown), None))


def _tried(work: LeafWork, entry: MarkEntry) -> Mark | None:
    try:
        return tried_mark(work.participant, work.criterion, work.round, entry)
    except Invalid:
        return None


def tried_mark(participant: Participant, criterion: Criterion, round: Round, entry: MarkEntry) -> Mark:
    """The mark that an entry would make, not stored. Raises `Invalid` where it makes none."""
    mark = Mark(campaign=participant.campaign, participant=participant, criterion=criterion, round=round)
    put_entry(leaf_of(criterion), mark, entry)
    return mark


def outcome_shown(participant: Participant, criterion: Criterion, round: Round, entry: MarkEntry) -> dict[str, Any]:
    """For the fragment that follows what is typed: what it comes to, or what is still missing."""
    most = speech().points(leaf_of(criterion).maximum)
    try:
        mark = tried_mark(participant, criterion, round, entry)
    except Invalid as refusal:
        return {"outcome": Outcome(), "hint": str(refusal.message), "most_points": most}
    return {"outcome": outcome_of(participant=participant, criterion=criterion, mark=mark), "most_points": most}
