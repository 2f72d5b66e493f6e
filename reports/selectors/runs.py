"""Which run's results count: the published one once a campaign is public, the latest before that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Max

from reports.enums import RunState
from reports.models import IndexRun, Publication
from scoring.enums import PUBLIC_PHASES
from scoring.models import Campaign


def run_to_show(campaign: Campaign) -> IndexRun | None:
    """The run whose results count; None before the first has finished."""
    return runs_to_show([campaign], publications_of([campaign])).get(campaign.pk)


def latest_run(campaign: Campaign) -> IndexRun | None:
    """The results of the last finished run; of a run that found nothing new, those it found again."""
    return _latest_runs([campaign.pk]).get(campaign.pk)


def publications_of(campaigns: Collection[Campaign]) -> Mapping[int, Publication]:
    """The publication in force by campaign, without its text; one query."""
    found = Publication.objects.filter(campaign__in=[campaign.pk for campaign in campaigns])
    return {item.campaign_id: item for item in found.select_related("run").defer("results").order_by("pk")}


def runs_to_show(campaigns: Collection[Campaign], publications: Mapping[int, Publication]) -> Mapping[int, IndexRun]:
    """What `run_to_show` gives for each campaign that has something to show; one query beside the publications."""
    public = {item.pk for item in campaigns if item.phase in PUBLIC_PHASES}
    published = {key: item.run for key, item in publications.items() if key in public}
    latest = _latest_runs([item.pk for item in campaigns if item.pk not in public])
    return {**published, **latest}


def _latest_runs(campaigns: Collection[int]) -> Mapping[int, IndexRun]:
    finished = IndexRun.objects.filter(campaign__in=campaigns, state=RunState.DONE)
    last = finished.order_by().values("campaign").annotate(last=Max("pk")).values("last")
    runs = IndexRun.objects.filter(pk__in=last).select_related("same_as")
    return {run.campaign_id: run.same_as or run for run in runs}


def run_agreed(campaign: Campaign, moment: datetime | None) -> IndexRun | None:
    """The run that gives what was agreed at `moment`: the first that was asked for from then on, else the one to show.

    Marks of a round are fixed when its meeting is closed, so the next run has all of them.
    """
    if moment is not None:
        after = IndexRun.objects.filter(campaign=campaign, state=RunState.DONE, requested_at__gte=moment)
        found = after.select_related("same_as").order_by("pk").first()
        if found is not None:
            return found.same_as or found
    return run_to_show(campaign)
