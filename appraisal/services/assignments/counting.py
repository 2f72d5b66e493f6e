"""Bringing the counters of assignments up to what is there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields

from django.db import transaction

from appraisal.models import Assignment
from appraisal.selectors.assignments.counters import NOTHING, Counters, counters_of
from appraisal.selectors.assignments.parts import leaves_of
from scoring.models import Campaign

BATCH = 500
_COLUMNS = tuple(field.name for field in fields(Counters))


@transaction.atomic
def recount(*, campaign: Campaign, participants: Collection[int] | None = None) -> int:
    """Count what is due and done anew, of these agencies or of all; returns how many assignments were wrong.

    Six queries and what has to be written. Called after leaves have become due (the letters of the supplement) or
    marks came in otherwise than one by one (a workbook, “agree with the claim” over a list). No event: it changes
    nothing that people have said.
    """
    rows = Assignment.objects.select_for_update().filter(campaign=campaign).order_by("pk")
    rows = rows if participants is None else rows.filter(participant__in=participants)
    found = list(rows.values_list("pk", "participant", "specialty", *_COLUMNS))
    counters = counters_of(campaign=campaign, leaves=leaves_of(campaign), participants=participants)
    wrong: dict[Counters, list[int]] = {}
    for key, participant, specialty, *counts in found:
        counted = counters.get((participant, specialty), NOTHING)
        if counted != Counters(*counts):
            wrong.setdefault(counted, []).append(key)
    for counted, keys in wrong.items():
        _write(keys, counted)
    return sum(len(keys) for keys in wrong.values())


def _write(keys: list[int], counted: Counters) -> None:
    """Few counters are many assignments': each is written to all that have it, not row by row."""
    for start in range(0, len(keys), BATCH):
        Assignment.objects.filter(pk__in=keys[start : start + BATCH]).update(**asdict(counted))
