"""One agency's totals as they stand, and with what a motion would do (CONTRACT §5, §6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from appraisal.enums import MotionKind
from appraisal.models import Motion
from appraisal.selectors.credits import Crediting
from appraisal.selectors.entries import NOTHING_SPECIAL, AgencyEntries, agency_entries
from scoring.core.conclude import figure
from scoring.core.policy import Policy
from scoring.core.totals import Index, Totals, index, total
from scoring.models import Participant
from scoring.selectors.campaigns.policies import annex_tree


@dataclass(frozen=True, slots=True)
class Change:
    """The council's points for a leaf, or its exemption; neither changes nothing."""

    criterion: int
    points: Decimal | None = None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Own:
    """An agency's figures that depend on no other."""

    totals: Totals
    index: Index | None
    by_threshold: str | None


def change_of(motion: Motion, points: Decimal | None = None) -> Change | None:
    """What a carried motion would do; `points` are others than it proposes. None where it changes nothing."""
    if motion.criterion_id is None:
        return None
    if motion.kind == MotionKind.EXEMPTION:
        return Change(motion.criterion_id, exempt=True)
    wanted = motion.points if points is None else points
    return None if wanted is None else Change(motion.criterion_id, points=wanted)


def own_figures(participant: Participant, policy: Policy, change: Change | None) -> tuple[Own, Own]:
    """Before and after, from what is said now; a constant number of queries."""
    tree, entries = annex_tree(participant.annex_id), agency_entries(participant.pk)
    crediting = Crediting(tree.annex, tree.keys, policy)
    before, after = (
        total(tree.annex, [item.credit for item in crediting.credit(said)])
        for said in (entries, _changed(entries, change))
    )
    return _own(before, policy), _own(after, policy)


def _changed(entries: AgencyEntries, change: Change | None) -> AgencyEntries:
    if change is None:
        return entries
    special = entries.special.get(change.criterion, NOTHING_SPECIAL)
    if change.points is not None:
        special = special._replace(council=change.points)
    special = special._replace(exempt=special.exempt or change.exempt)
    return replace(entries, special={**entries.special, change.criterion: special})


def _own(totals: Totals, policy: Policy) -> Own:
    found = index(totals.appraised, totals.standard, policy)
    value = figure(found, policy.classify_on)
    return Own(totals, found, None if value is None else policy.class_scale.by_threshold(value))
