"""What the worker does; each task is one service call (STYLE 14)."""

from __future__ import annotations

from typing import Any

from celery import shared_task

from scoring.services.evidence import scanning, uploads

RETRIES = 6
EXAMINATION_SECONDS = 300  # a PDF may be made to keep its reader busy; it is then taken for unreadable


@shared_task(name=scanning.TASK, bind=True, max_retries=RETRIES, soft_time_limit=EXAMINATION_SECONDS)
def examine_evidence(self: Any, evidence_id: int) -> None:
    """A scanner that is down is asked again after 30 seconds, 1 minute, 2 …; after that beat's round finds the file."""
    try:
        scanning.examine(evidence=evidence_id)
    except scanning.ScannerAbsent as absent:
        if self.request.retries < RETRIES:
            raise self.retry(countdown=30 * 2**self.request.retries, exc=absent) from absent
        scanning.log.warning("evidence %s stays pending: %s", evidence_id, absent)


@shared_task(name="scoring.examine_waiting")
def examine_waiting() -> None:
    try:
        scanning.examine_waiting()
    except scanning.ScannerAbsent as absent:
        scanning.log.warning("documents wait for the scanner: %s", absent)


@shared_task(name="scoring.expire_uploads")
def expire_uploads() -> None:
    uploads.expire()
