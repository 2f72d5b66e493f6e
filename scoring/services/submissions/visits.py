"""When an agency first opened its sheet."""

from __future__ import annotations

from django.utils import timezone

from scoring.models import Submission


def note_first_visit(*, submission: Submission) -> None:
    """Once; a second visit changes nothing, nor do two at the same moment."""
    if submission.opened_at is None:
        Submission.objects.filter(pk=submission.pk, opened_at=None).update(opened_at=timezone.now())
