"""A look at what has arrived: malware by ClamAV where it is set up, pages and text of a PDF."""

from __future__ import annotations

import logging
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from celery import current_app
from clamav_client.clamd import BufferTooLongError, ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.db import transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from pari.accounts.enums import Role
from pari.accounts.models import Membership, User
from pari.audit.services import SYSTEM_CHAIN, record
from pari.inbox.services import notify
from scoring.enums import ScanState
from scoring.models import Evidence, EvidenceFile, EvidenceLink
from scoring.selectors.evidence.content import open_bytes
from scoring.services.evidence import store as evidence_store
from scoring.services.evidence.facts import Facts, facts_of
from scoring.services.submissions.editing import settle_again

TASK = "scoring.examine_evidence"
SCANNER_SECONDS = 120
log = logging.getLogger(__name__)


class ScannerAbsent(Exception):
    """ClamAV is set up and does not answer: the file stays pending, ask again later."""


def ask(*, evidence: int) -> None:
    """Have it examined after the commit. A queue that is down stops nobody: `examine_waiting` finds it later."""
    transaction.on_commit(lambda: _send(evidence))


def _send(evidence: int) -> None:
    try:
        current_app.send_task(TASK, args=[evidence])
    except OperationalError:
        log.warning("evidence %s waits: the queue does not answer", evidence)


def examine(*, evidence: int) -> None:
    """Scan the bytes and count the pages; a second time it does nothing, unless a shelf got them since.

    They are looked at anew for each shelf they come onto: signatures grow, and no agency learns from a ready
    answer that another one had the file. Raises `ScannerAbsent`.
    """
    found = Evidence.objects.annotate(newest=Max("files__uploaded_at")).filter(pk=evidence).first()
    if found is None or found.newest is None or (found.scanned_at and found.scanned_at >= found.newest):
        return
    try:
        with open_bytes(found) as file:
            state, finding = _verdict(found, cast(BinaryIO, file))
            file.seek(0)
            facts = facts_of(file, found.media_type)
    except FileNotFoundError:
        log.exception("the storage has lost the bytes of evidence %s", found.sha256)
        return
    _conclude(found, state, finding, facts)


def waiting() -> list[int]:
    """Primary keys of what has not been examined since it came."""
    unseen = Q(files__uploaded_at__gt=F("scanned_at")) | Q(scanned_at=None, files__isnull=False)
    return list(Evidence.objects.filter(unseen).order_by("pk").values_list("pk", flat=True).distinct())


def examine_waiting() -> int:
    """What the queue lost or a dead scanner left; returns how many were examined, stops when it is still dead."""
    done = 0
    for key in waiting():
        examine(evidence=key)
        done += 1
    return done


def _verdict(evidence: Evidence, file: BinaryIO) -> tuple[ScanState, str]:
    if not settings.CLAMAV_URL:
        known = evidence.scan == ScanState.INFECTED
        return (ScanState.INFECTED, evidence.finding) if known else (ScanState.UNCHECKED, "")
    try:
        answer = _scanner(settings.CLAMAV_URL).instream(file)
    except BufferTooLongError:
        return ScanState.UNCHECKED, _("quá lớn để quét")
    except (ClamdError, OSError) as error:
        raise ScannerAbsent(str(error)) from error
    status, finding = answer.get("stream", ("ERROR", None))
    if status == "FOUND":
        return ScanState.INFECTED, (finding or "")[:200]
    if status != "OK":
        raise ScannerAbsent(status)
    return ScanState.CLEAN, ""


def _scanner(address: str) -> ClamdNetworkSocket:
    """`tcp://host:3310` or `unix:///run/clamav/clamd.ctl`."""
    parts = urlsplit(address)
    if parts.scheme == "unix":
        return ClamdUnixSocket(parts.path, timeout=SCANNER_SECONDS)
    return ClamdNetworkSocket(parts.hostname or "127.0.0.1", parts.port or 3310, timeout=SCANNER_SECONDS)


def _conclude(seen: Evidence, state: ScanState, finding: str, facts: Facts) -> None:
    infected = state == ScanState.INFECTED
    if infected != (seen.scan == ScanState.INFECTED):
        evidence_store.move(seen.sha256, into_quarantine=infected)
    with transaction.atomic():
        locked = Evidence.objects.select_for_update().filter(pk=seen.pk).first()
        if locked is None:
            return
        told_before = locked.scanned_at
        locked.scan, locked.finding = state, finding
        locked.pages, locked.has_text = facts.pages, facts.has_text
        locked.scanned_at = max(timezone.now(), seen.newest)  # type: ignore[attr-defined]  # annotated
        locked.save(update_fields=["scan", "finding", "pages", "has_text", "scanned_at"])
        if infected:
            _tell(locked, since=told_before if seen.scan == ScanState.INFECTED else None)
        transaction.on_commit(lambda: evidence_store.remove(seen.sha256, quarantined=not infected))
    if infected != (seen.scan == ScanState.INFECTED):
        _count_again(seen)


def _count_again(evidence: Evidence) -> None:
    """Answers that lean on this file are complete or not by what it turned out to be."""
    for answer in set(EvidenceLink.objects.filter(file__evidence=evidence).values_list("answer", flat=True)):
        settle_again(answer=answer)


def _tell(evidence: Evidence, *, since: object) -> None:
    """Tell the officers of each agency that has it, once; each is told of her own file only."""
    files = evidence.files.select_related("agency")
    for file in files.filter(uploaded_at__gt=since) if since else files:
        details = {"sha256": evidence.sha256, "finding": evidence.finding, "name": file.name}
        record(
            chain=SYSTEM_CHAIN, verb="evidence.infected", by=None, subject=f"agency:{file.agency_id}", details=details
        )
        with translation.override(settings.LANGUAGE_CODE):
            notify(
                users=_officers(file),
                title=_("Tài liệu “%(name)s” nhiễm mã độc") % {"name": file.name},
                body=_(
                    "Tệp đã bị cách ly (%(finding)s) và không tải xuống được. Thay bằng tệp sạch ở các tiêu chí đã gắn."
                )
                % {"finding": evidence.finding},
                link=_place_of(file),
            )


def _officers(file: EvidenceFile) -> list[User]:
    held = Membership.objects.valid().filter(role=Role.OFFICER, agency=file.agency_id)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True))


def _place_of(file: EvidenceFile) -> str:
    joined = file.links.select_related("campaign", "answer__criterion", "answer__submission__participant")
    link = joined.order_by("-pk").first()
    if link is None:
        return ""
    answer = link.answer
    places = (link.campaign.code, answer.submission.participant.code, answer.criterion.code)
    return reverse("scoring:evidence-panel", args=places)
