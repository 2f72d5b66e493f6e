"""A ZIP of papers for all agencies as a job: the row first, the worker on commit, the file at the end (STYLE 14)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial

from celery import current_app
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from pari.accounts.models import User
from pari.audit.services import record
from reports.documents.papers.matters import count_of, every_paper
from reports.documents.zips import zipped
from reports.enums import RunState
from reports.models import Bundle
from scoring.models import Campaign

TASK = "reports.make_bundle"
UNFINISHED = (RunState.QUEUED, RunState.RUNNING)


class TakenOver(Exception):
    """Another worker took this very job after this one."""


def request_bundle(*, campaign: Campaign, kind: str, format: str, by: User | None) -> Bundle:
    """Queue a ZIP; one that is still being made is the one that is asked for."""
    with transaction.atomic():
        Campaign.objects.select_for_update(no_key=True).filter(pk=campaign.pk).values_list("pk").first()
        same = Bundle.objects.filter(campaign=campaign, kind=kind, format=format)
        waiting = same.filter(state__in=UNFINISHED).first()
        if waiting is not None:
            return waiting
        made = Bundle.objects.create(campaign=campaign, kind=kind, format=format, requested_by=by)
        record(
            chain=campaign.code,
            verb="bundle.requested",
            by=by,
            subject=str(made.pk),
            details={"kind": str(kind), "format": str(format)},
        )
        transaction.on_commit(lambda: current_app.send_task(TASK, args=[made.pk]))
    return made


def make_bundle(*, bundle_id: int) -> None:
    """Make the file of a queued ZIP, or of one whose worker died; a finished one stays as it is."""
    taken = Bundle.objects.filter(pk=bundle_id, state__in=UNFINISHED)
    if not taken.update(state=RunState.RUNNING, started_at=timezone.now(), progress=0, error=""):
        return
    bundle = Bundle.objects.select_related("campaign__authority", "campaign__criteria_set").get(pk=bundle_id)
    try:
        _make(bundle)
    except TakenOver:
        return
    except Exception as error:
        Bundle.objects.filter(pk=bundle_id, state=RunState.RUNNING).update(state=RunState.FAILED, error=repr(error))
        raise


def _make(bundle: Bundle) -> None:
    Bundle.objects.filter(pk=bundle.pk).update(total=count_of(bundle.campaign, bundle.kind))
    with tempfile.TemporaryFile() as file:
        for part in zipped(_counted(bundle)):
            file.write(part)
        size = file.tell()
        file.seek(0)
        name = default_storage.save(f"bundles/{bundle.campaign.code}-{bundle.kind}-{bundle.format}.zip", File(file))
    try:
        _put_in_place(bundle, name, size)
    except BaseException:
        default_storage.delete(name)
        raise


def _counted(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """The papers, with the job's progress kept on the way."""
    for number, item in enumerate(every_paper(bundle.campaign, bundle.kind, bundle.format), 1):
        yield item
        Bundle.objects.filter(pk=bundle.pk).update(progress=number)


def _put_in_place(bundle: Bundle, name: str, size: int) -> None:
    """The row points to its file, earlier rows of the kind go; their files only after the commit."""
    with transaction.atomic():
        mine = Bundle.objects.filter(pk=bundle.pk, started_at=bundle.started_at, state=RunState.RUNNING)
        if not mine.update(state=RunState.DONE, finished_at=timezone.now(), file=name, size=size):
            raise TakenOver(bundle.pk)
        same = Bundle.objects.filter(campaign=bundle.campaign_id, kind=bundle.kind, format=bundle.format)
        old = same.filter(pk__lt=bundle.pk)
        for stored in [str(item.file.name) for item in old if item.file]:
            transaction.on_commit(partial(default_storage.delete, stored))
        old.delete()
