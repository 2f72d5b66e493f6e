"""The criterion of an address, among those that the agency answers itself."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from scoring.models import Criterion, Participant
from scoring.selectors.submissions.completeness import answered_leaves


def leaf_of(participant: Participant, code: str) -> Criterion:
    return get_object_or_404(answered_leaves(participant.annex_id), code=code)
