"""What the worker does; each task is one service call (STYLE 14)."""

from __future__ import annotations

from celery import shared_task

from appraisal.services.rounds.closing import CLOSED_TASK
from reports.documents import bundles
from reports.services.compute import compute_run
from reports.services.runs import TASK, request_run
from scoring.models import Campaign


@shared_task(name=TASK)
def compute_index(run_id: int) -> None:
    compute_run(run_id=run_id)


@shared_task(name=CLOSED_TASK)
def compute_closed_round(campaign_id: int) -> None:
    for campaign in Campaign.objects.filter(pk=campaign_id):
        request_run(campaign=campaign, by=None)


@shared_task(name=bundles.TASK)
def make_bundle(bundle_id: int) -> None:
    bundles.make_bundle(bundle_id=bundle_id)
