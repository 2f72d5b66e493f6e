"""Keep a rendered report beside the run that it tells of, with the digest of its bytes."""

from __future__ import annotations

import hashlib
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from pari.accounts.models import User
from pari.audit.services import record
from reports.documents.render import render_report
from reports.enums import DocumentFormat, DocumentKind
from reports.models import Document, IndexRun


def store_report(*, run: IndexRun, kind: DocumentKind | str, format: DocumentFormat | str, by: User | None) -> Document:  # noqa: A002 - CONTRACT §2 calls it so
    """Render the report and put it in place of an earlier one of the same run, kind and format.

    The new file is written first and the row points to it in one transaction with its event; the old file goes
    only after the commit, so that a reader always finds the one or the other whole.
    """
    run = run.same_as or run
    content = render_report(run=run, kind=kind, format=format)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        document = _locked(run, kind, format)
        old = document.file.name
        document.file.save(f"{run.campaign.code}-{kind}-{digest[:12]}.{format}", ContentFile(content), save=False)
        document.size, document.sha256 = len(content), digest
        document.save()
        _drop_later(document.file.storage, old, document.file.name)
        details = {"run": run.pk, "kind": str(kind), "format": str(format), "sha256": digest}
        record(chain=run.campaign.code, verb="document.stored", by=by, subject=str(document.pk), details=details)
    return document


def _locked(run: IndexRun, kind: str, format: str) -> Document:  # noqa: A002 - as above
    """The row to write: the earlier one under lock, or a new one."""
    earlier = Document.objects.select_for_update().filter(run=run, kind=kind, format=format).first()
    return earlier or Document(campaign=run.campaign, run=run, kind=kind, format=format)


def _drop_later(storage: Storage, old: str | None, new: str | None) -> None:
    if old and old != new:
        transaction.on_commit(partial(storage.delete, old))
