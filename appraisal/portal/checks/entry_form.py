"""The inputs of one mark on these pages: what was sent, and what stands in them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from appraisal.models import CrossCheck, Mark
from appraisal.portal.marking.forms import has_own_input, stated, typed_in
from appraisal.services.marks.saving import MarkEntry
from scoring.core.criteria import Leaf
from scoring.core.describe import describe
from scoring.enums import ReasonCode
from scoring.models import Answer, Criterion, Participant
from scoring.portal.workspace.inputs import Widget, said, widget_of
from scoring.selectors.submissions.claim_inputs import input_of, speech
from scoring.selectors.submissions.claims import claimed, leaf_of, typed_of

LONGEST_NOTE = 4_000


def sent(form: QueryDict, criterion: Criterion) -> MarkEntry:
    leaf = leaf_of(criterion)
    return MarkEntry(
        points=form.get("diem", "") if has_own_input(leaf) else "",
        typed={name: value for name, value in typed_in(form, leaf).items() if value},
        reason_code=form.get("ly-do", ""),
        note=form.get("ghi-chu", ""),
    )


def stored(criterion: Criterion, stage: Mark | CrossCheck) -> MarkEntry:
    """What a mark or a second mark holds, as it is typed; a leaf without figures has its points for an input."""
    leaf = leaf_of(criterion)
    typed, points = stated(leaf, stage)
    if not has_own_input(leaf):
        typed, points = {"points": points}, ""
    return MarkEntry(points=points, typed=typed, reason_code=stage.reason_code, note=stage.note)


def version_in(form: QueryDict) -> int:
    """What is no number was not shown by our page and fits no version."""
    given = form.get("version", "")
    return int(given) if given.isascii() and given.isdigit() else -1


def leaf_context(participant: Participant, criterion: Criterion) -> dict[str, Any]:
    """The rule in words and what the agency says of the leaf."""
    leaf = leaf_of(criterion)
    answer = Answer.objects.filter(submission__participant=participant, criterion=criterion).first()
    return {
        "participant": participant,
        "criterion": criterion,
        "rule_lines": describe(leaf.rule, leaf.maximum, speech()),
        "most_points": speech().points(leaf.maximum),
        "zero_points": speech().points(Fraction(0)),
        "answer": answer,
        "claim": claimed(leaf, answer),
        "claim_lines": _claim_lines(leaf, answer),
    }


def form_context(criterion: Criterion, entry: MarkEntry) -> dict[str, Any]:
    leaf = leaf_of(criterion)
    return {
        "entry": entry,
        "widget": _worded(widget_of(leaf, entry.typed or {})),
        "takes_points": has_own_input(leaf),
        "reasons": ReasonCode,
        "most_note": LONGEST_NOTE,
    }


def said_lines(criterion: Criterion, stage: Mark | CrossCheck) -> tuple[str, ...]:
    """What was read of the data, in words; nothing where the mark is by points."""
    if stage.value is None:
        return ()
    leaf = leaf_of(criterion)
    return said(leaf, input_of(leaf).typed(leaf.rule, stage.value))


def _claim_lines(leaf: Leaf, answer: Answer | None) -> tuple[str, ...]:
    if answer is None or (answer.value is None and not answer.typed):
        return ()
    return said(leaf, typed_of(leaf, answer))


def _worded(widget: Widget) -> Widget:
    """Points are the appraiser's here, not the agency's."""
    blanks = tuple(replace(blank, label=_("Điểm")) if blank.name == "points" else blank for blank in widget.blanks)
    return replace(widget, blanks=blanks)
