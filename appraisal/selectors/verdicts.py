"""What an agency was told of one of its leaves: marks with their reasons, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from appraisal.enums import Round
from appraisal.selectors.credits import entry_of
from appraisal.selectors.entries import NOTHING_SPECIAL, agency_entries
from scoring.core.credit import credit, points_of
from scoring.core.explain import explain
from scoring.core.speech import Speech
from scoring.models import Criterion, Participant
from scoring.selectors.campaigns.policies import leaf_of, policy_of


@dataclass(frozen=True, slots=True)
class Marked:
    """One round; points in words, a dash where the round gave none."""

    label: str
    points: str
    note: str


@dataclass(frozen=True, slots=True)
class Verdict:
    claimed: str
    rounds: tuple[Marked, ...]
    exempt_reason: str
    council_reason: str
    credited: str
    sentence: str


def verdict_of(participant: Participant, criterion: Criterion, speech: Speech) -> Verdict | None:
    """None for a group. Give the participant with its campaign; a constant number of queries."""
    leaf = leaf_of(criterion)
    if leaf is None:
        return None
    entries, policy = agency_entries(participant.pk), policy_of(participant.campaign)
    entry = entry_of(leaf, criterion.pk, entries)
    special, found = entries.special.get(criterion.pk, NOTHING_SPECIAL), credit(leaf, entry, policy)
    marks = ((Round.FIRST, entry.round1), (Round.SECOND, entry.round2))
    rounds = (
        Marked(str(place.label), _words(points_of(mark), speech), entries.notes.get((place, criterion.pk), ""))
        for place, mark in marks
        if mark is not None or (place, criterion.pk) in entries.notes
    )
    return Verdict(
        _words(points_of(entry.claim), speech),
        tuple(rounds),
        special.exempt_reason if special.exempt else "",
        special.council_reason,
        _words(None if found.exempt else found.points, speech),
        explain(leaf, entry, policy, speech.language),
    )


def _words(points: Fraction | None, speech: Speech) -> str:
    return "–" if points is None else speech.points(points)
