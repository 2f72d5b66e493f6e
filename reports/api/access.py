"""Which campaigns a reader may see, and which results of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from pari.api.answers import Stamp
from pari.api.problems import Problem
from reports.models import IndexRun
from reports.selectors.runs import run_to_show
from scoring.enums import PUBLIC_PHASES
from scoring.models import Campaign
from scoring.models.visibility import CampaignQuerySet


class NoResults(Problem):
    """The reader may see the campaign, but nothing has been computed."""

    status_code = 404
    default_detail = _("Kỳ đánh giá này chưa có kết quả: chưa có lần tính nào hoàn thành.")
    default_code = "no_results"


def visible_campaigns(request: Request) -> CampaignQuerySet:
    return Campaign.objects.visible_to(request.user).select_related("authority")


def visible_campaign(request: Request, code: str) -> Campaign:
    """To a stranger, a campaign that is not public and one that does not exist are the same 404."""
    campaign = visible_campaigns(request).filter(code=code).first()
    if campaign is None:
        raise NotFound
    return campaign


def shown_run(campaign: Campaign) -> IndexRun:
    run = run_to_show(campaign)
    if run is None:
        raise NoResults
    run.campaign = campaign
    return run


def stamp_of(campaign: Campaign, run: IndexRun) -> Stamp | None:
    """What the published results depend on; None before publication."""
    if campaign.phase not in PUBLIC_PHASES:
        return None
    publication = campaign.publications.values_list("pk", "digest").first()
    known = (campaign.code, campaign.name, campaign.year, campaign.authority.name, campaign.phase)
    return (*known, run.pk, run.input_digest, run.engine_version, publication)
