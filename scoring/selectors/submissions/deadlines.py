"""Until when an agency may submit: its own deadline, else its campaign's (CONTRACT §7)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from scoring.models import Submission

#: `deadline_of` for a queryset of submissions; with a prefix for those that reach them.
EFFECTIVE_DEADLINE = Coalesce(F("deadline"), F("campaign__self_deadline"))


def deadline_of(submission: Submission) -> datetime | None:
    """The instant until which a submission is in time; None when there is no deadline at all.

    Give the submission with its campaign (`select_related("campaign")`): no query then.
    """
    return submission.deadline or submission.campaign.self_deadline


def is_late(submission: Submission, at: datetime) -> bool:
    """Whether `at` is after the deadline; exactly at it is in time, and without one nothing is late."""
    deadline = deadline_of(submission)
    return deadline is not None and at > deadline
