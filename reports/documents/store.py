"""Keep a rendered report beside the run that it tells of, with the digest of its bytes."""

from __future__ import annotations

import hashlib
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from pari.accounts.models import User
from pari.audit.chain import JSON
from pari.audit.services import record
from reports.documents.render import render_report
from reports.enums import DocumentFormat, DocumentKind
from reports.models import Document, IndexRun


def store_report(*, run: IndexRun, kind: DocumentKind | str, format: DocumentFormat | str, by: User | None) -> Document:
    """Render the report and put it in place of an earlier one of the same run, kind and format.

    The new file is written first and the row points to it in one transaction with its event; the old file goes
    only after the commit, so that a reader always finds the one or the other whole.
    """
    run = run.same_as or run
    content = render_report(run=run, kind=kind, format=format)
    digest = hashlib.sha256(content).hexdigest()
    storage = default_storage
    name = storage.save(f"documents/{run.campaign.code}-{kind}-{digest[:12]}.{format}", ContentFile(content))
    try:
        with transaction.atomic():
            return _pointed(run, kind, format, name=name, size=len(content), sha256=digest, by=by)
    except BaseException:
        storage.delete(name)
        raise


def _pointed(
    run: IndexRun,
    kind: str,
    format: str,
    *,
    name: str,
    size: int,
    sha256: str,
    by: User | None,
) -> Document:
    """The row of the document, pointing to the new file; one writer of a run at a time."""
    IndexRun.objects.select_for_update().get(pk=run.pk)
    earlier = Document.objects.filter(run=run, kind=kind, format=format).first()
    document = earlier or Document(campaign=run.campaign, run=run, kind=kind, format=format)
    old = document.file.name
    document.file.name, document.size, document.sha256 = name, size, sha256
    document.save()
    if old:
        transaction.on_commit(partial(default_storage.delete, old))
    details: dict[str, JSON] = {"run": run.pk, "kind": str(kind), "format": str(format), "sha256": sha256}
    record(chain=run.campaign.code, verb="document.stored", by=by, subject=str(document.pk), details=details)
    return document
