"""Leaves that an agency asks not to count: its claims become exemptions for the council to decide (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from appraisal.enums import ExemptionOrigin
from appraisal.models import Exemption
from pari.accounts.models import User
from pari.audit.services import record
from scoring.enums import SubmissionState
from scoring.models import Answer, Campaign
from scoring.services.bulk import insert_rows

_SIGNED = (SubmissionState.SUBMITTED, SubmissionState.APPRAISED)
_COLUMNS = ("campaign_id", "participant_id", "criterion_id", "granted", "reason", "origin", "proposed_at")


@transaction.atomic
def collect_exemption_claims(*, campaign: Campaign, by: User | None = None) -> int:
    """A row for each leaf that an agency has signed as not applicable; returns how many are new.

    What is there already stays as it is, so it may be asked for whenever somebody looks. Two at once: the campaign's
    row keeps them in line.
    """
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    rows = list(_claims(campaign, timezone.now()))
    if rows:
        insert_rows(model=Exemption, fields=_COLUMNS, rows=rows)
        subject = f"campaign:{campaign.code}"
        record(chain=campaign.code, verb="exemption.collected", by=by, subject=subject, details={"new": len(rows)})
    return len(rows)


def _claims(campaign: Campaign, now: datetime) -> Iterator[tuple[Any, ...]]:
    known = Exemption.objects.filter(
        participant=OuterRef("submission__participant"), criterion=OuterRef("criterion_id")
    )
    claims = Answer.objects.filter(
        ~Exists(known), campaign=campaign, not_applicable=True, submission__state__in=_SIGNED
    )
    columns = claims.order_by("pk").values_list("submission__participant", "criterion", "not_applicable_reason")
    for participant, criterion, reason in columns.iterator():
        yield campaign.pk, participant, criterion, False, reason, ExemptionOrigin.CLAIM.value, now
