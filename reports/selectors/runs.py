"""Which run's results count."""

from __future__ import annotations

from reports.enums import RunState
from reports.models import IndexRun
from scoring.enums import PUBLIC_PHASES
from scoring.models import Campaign


def latest_run(campaign: Campaign) -> IndexRun | None:
    """The results of the last finished run; of a run that found nothing new, those it found again."""
    run = IndexRun.objects.filter(campaign=campaign, state=RunState.DONE).select_related("same_as").first()
    return (run.same_as or run) if run else None


def run_to_show(campaign: Campaign) -> IndexRun | None:
    """What was published once a campaign is public, the latest run before that."""
    if campaign.phase in PUBLIC_PHASES:
        publication = campaign.publications.select_related("run").first()
        return publication.run if publication else None
    return latest_run(campaign)
