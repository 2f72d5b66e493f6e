"""A mark's form: what stands in it, and what it brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from appraisal.enums import Basis, Round
from appraisal.models import CrossCheck, Mark
from appraisal.selectors.marks.leaf import LeafWork
from appraisal.services.marks.saving import MarkEntry
from scoring.core.criteria import Leaf
from scoring.core.numbers import plain
from scoring.models import Answer
from scoring.selectors.submissions.claim_inputs import POINTS, input_of, shown_number, speech
from scoring.selectors.submissions.claims import typed_of

LARGEST_VERSION = 1_000_000


def has_own_input(leaf: Leaf) -> bool:
    """Whether its rule reads figures; otherwise there are points only."""
    return input_of(leaf) is not POINTS


def entry_sent(form: QueryDict, leaf: Leaf) -> MarkEntry:
    """What a form brings; of figures and points, those that the form says to go by."""
    by_rule = has_own_input(leaf) and form.get("by") == "rule"
    return MarkEntry(
        points="" if by_rule else form.get("points", ""),
        typed=typed_in(form, leaf) if by_rule else None,
        reason_code=form.get("reason_code", ""),
        note=form.get("note", ""),
        internal_note=form.get("internal_note", ""),
        needs_discussion="needs_discussion" in form,
        may_supplement="may_supplement" in form,
        basis=form.get("basis", Basis.SUPPLEMENT),
    )


def entry_of_claim(work: LeafWork, form: QueryDict) -> MarkEntry:
    """The claim as the mark: what the button of agreeing sends, with the notes that were written beside it."""
    answer = work.answer
    typed, points = stated(work.leaf, answer) if answer else (None, "")
    return MarkEntry(
        points=points,
        typed=typed,
        note=form.get("note", ""),
        internal_note=form.get("internal_note", ""),
        needs_discussion="needs_discussion" in form,
        may_supplement="may_supplement" in form,
        basis=form.get("basis", Basis.SUPPLEMENT),
    )


def entry_stored(work: LeafWork) -> MarkEntry:
    """What stands there; in the second round, while nothing does, what the first one gave, without its reason.

    That reason stands beside the form and belongs to the first round: agreeing must not send it along.
    """
    mark = work.current or work.first
    if mark is None:
        return MarkEntry()
    typed, points = stated(work.leaf, mark)
    is_own = mark.round == work.round
    corrects = work.round == Round.SECOND and work.item is None
    return MarkEntry(
        points=points,
        typed=typed,
        reason_code=mark.reason_code if is_own else "",
        note=mark.note if is_own else "",
        internal_note=mark.internal_note,
        needs_discussion=mark.needs_discussion and is_own,
        may_supplement=mark.may_supplement,
        basis=mark.basis if is_own else (Basis.CORRECTION if corrects else Basis.SUPPLEMENT),
    )


def version_sent(form: QueryDict) -> int:
    text = form.get("version", "")
    return min(int(text), LARGEST_VERSION) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def stated(leaf: Leaf, stage: Mark | CrossCheck | Answer) -> tuple[dict[str, Any] | None, str]:
    """Figures in the rule's inputs, or points as they are typed."""
    if stage.value is not None:
        return (
            typed_of(leaf, stage) if isinstance(stage, Answer) else input_of(leaf).typed(leaf.rule, stage.value)
        ), ""
    return None, "" if stage.points is None else shown_number(plain(stage.points), speech())


def typed_in(form: QueryDict, leaf: Leaf) -> Mapping[str, Any]:
    """The inputs of the leaf's rule that a form brings."""
    names = input_of(leaf).names(leaf.rule)
    return {name: form.getlist(name) if name == "items" else form.get(name) for name in names if name in form}
