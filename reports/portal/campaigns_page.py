"""The list of campaigns; a constant number of queries whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from reports.enums import RunState
from reports.models import BlocResult, IndexRun, Publication
from reports.portal.charts import Segment, segments
from reports.portal.classes import ClassCount, class_counts
from scoring.core.policy import Policy
from scoring.enums import PUBLIC_PHASES
from scoring.models import Campaign
from scoring.selectors.campaigns.policies import policy_of

Runs = Mapping[int, IndexRun]


@dataclass(frozen=True, slots=True)
class CampaignCard:
    """A campaign with its results in short; without a finished run it has none."""

    campaign: Campaign
    policy: Policy
    publication: Publication | None
    agencies: int
    mean: Decimal | None
    counts: tuple[ClassCount, ...]
    segments: tuple[Segment, ...]


def campaign_cards(campaigns: Sequence[Campaign]) -> tuple[CampaignCard, ...]:
    publications = _publications(campaigns)
    runs = _runs(campaigns, publications)
    agencies = _agencies(runs.values())
    return tuple(_card(item, runs.get(item.pk), publications.get(item.pk), agencies) for item in campaigns)


def _publications(campaigns: Iterable[Campaign]) -> dict[int, Publication]:
    """The latest one of each campaign."""
    found = Publication.objects.filter(campaign__in=campaigns).select_related("run").defer("results")
    return {item.campaign_id: item for item in found.order_by("pk")}


def _runs(campaigns: Iterable[Campaign], publications: Mapping[int, Publication]) -> dict[int, IndexRun]:
    """As `run_to_show` for many campaigns: what was published once public, the latest finished run before that."""
    unpublished = [item for item in campaigns if item.phase not in PUBLIC_PHASES]
    done = IndexRun.objects.filter(campaign__in=unpublished, state=RunState.DONE).select_related("same_as")
    latest = {run.campaign_id: run.same_as or run for run in done.order_by("pk")}
    published = {item.pk: publications[item.pk].run for item in campaigns if item.pk in publications}
    return {item.pk: found for item in campaigns if (found := _one_of(item, published, latest))}


def _one_of(campaign: Campaign, published: Runs, latest: Runs) -> IndexRun | None:
    return (published if campaign.phase in PUBLIC_PHASES else latest).get(campaign.pk)


def _agencies(runs: Iterable[IndexRun]) -> dict[int, int]:
    rows = BlocResult.objects.filter(run__in=list(runs)).order_by().values("run").annotate(agencies=Sum("agencies"))
    return {row["run"]: row["agencies"] for row in rows}


def _card(
    campaign: Campaign, run: IndexRun | None, publication: Publication | None, agencies: Mapping[int, int]
) -> CampaignCard:
    policy = policy_of(campaign)
    counts = class_counts(policy.class_scale, run.overall_classes) if run else ()
    return CampaignCard(
        campaign=campaign,
        policy=policy,
        publication=publication,
        agencies=agencies.get(run.pk, 0) if run else 0,
        mean=run.overall_mean if run else None,
        counts=counts,
        segments=segments(counts),
    )
