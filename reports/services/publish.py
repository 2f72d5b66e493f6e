"""Publish results: a decision freezes the latest run as it is (DESIGN §3, CONTRACT §2)."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pari.accounts.models import User
from pari.audit.chain import JSON
from pari.audit.services import record
from reports.models import Publication
from reports.selectors.results import results_document
from reports.selectors.runs import latest_run
from scoring.core.canonical import canonical_json
from scoring.enums import Phase
from scoring.models import Campaign


class NotPublishable(Exception):
    """There is nothing to publish, or this decision has published already."""


def publish(*, campaign: Campaign, decision_number: str, decision_date: date, by: User | None) -> Publication:
    """Freeze the latest run under a decision. The same decision again changes nothing if the results are the same."""
    number = decision_number.strip()
    if not number:
        raise NotPublishable(_("Thiếu số quyết định công bố."))
    with transaction.atomic():
        campaign = Campaign.objects.select_for_update(of=("self",)).select_related("authority").get(pk=campaign.pk)
        run = latest_run(campaign)
        if run is None:
            raise NotPublishable(_("Kỳ đánh giá chưa có kết quả; hãy tính chỉ số trước."))
        earlier = Publication.objects.filter(campaign=campaign, decision_number=number).first()
        if earlier is not None:
            return _again(earlier, run.pk)
        text = canonical_json(results_document(run))
        publication = Publication.objects.create(
            campaign=campaign,
            run=run,
            decision_number=number,
            decision_date=decision_date,
            published_by=by,
            results=text,
            digest=hashlib.sha256(text.encode()).hexdigest(),
        )
        Campaign.objects.filter(pk=campaign.pk).update(phase=Phase.PUBLISHED)
        details: dict[str, JSON] = {
            "decision": number,
            "date": decision_date.isoformat(),
            "run": run.pk,
            "digest": publication.digest,
        }
        record(chain=campaign.code, verb="results.published", by=by, subject=number, details=details)
        return publication


def _again(earlier: Publication, run: int) -> Publication:
    if earlier.run_id != run:
        raise NotPublishable(_("Quyết định này đã công bố kết quả khác; việc đính chính cần một quyết định mới."))
    return earlier
