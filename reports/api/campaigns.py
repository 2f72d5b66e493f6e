"""`/campaigns/` and `/campaigns/{code}/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from pari.api.answers import listed
from pari.api.pagination import page_of
from pari.api.parameters import texts, year
from pari.api.shapes import PAGING, in_path, page, ref, text_filter, year_filter
from pari.api.views import ReadView
from reports.api.access import visible_campaign, visible_campaigns
from reports.models import IndexRun, Publication
from reports.selectors.runs import publications_of, runs_to_show
from reports.services.digest import policy_rows
from scoring.core.policy import parse_class_scale
from scoring.models import Campaign

CODE = in_path("code", "Mã kỳ đánh giá.", example="NT-2023")


class CampaignsView(ReadView):
    @extend_schema(
        operation_id="campaigns_list",
        summary="Các kỳ đánh giá được xem",
        description="Mới nhất trước. Người chưa đăng nhập chỉ thấy các kỳ đã công bố.",
        tags=["campaigns"],
        parameters=[
            year_filter("year", "Năm của kỳ đánh giá."),
            text_filter("agency", "Chỉ các kỳ có cơ quan mang mã này."),
            *PAGING,
        ],
        responses={200: page(ref("Campaign"))},
    )
    def get(self, request: Request) -> HttpResponseBase:
        found = visible_campaigns(request)
        if (only := year(request.query_params)) is not None:
            found = found.filter(year=only)
        if agencies := texts(request.query_params, "agency"):
            found = found.filter(pk__in=Campaign.objects.filter(participants__code__in=agencies).values("pk"))
        return listed(request, page_of(request, found.order_by("-year", "code"), _rows))


class CampaignView(ReadView):
    @extend_schema(
        operation_id="campaigns_retrieve",
        summary="Một kỳ đánh giá: quyết định, quy định tính, khối, phụ lục",
        tags=["campaigns"],
        parameters=[CODE],
        responses={200: ref("CampaignDetail")},
    )
    def get(self, request: Request, code: str) -> HttpResponseBase:
        campaign = visible_campaign(request, code)
        return listed(request, {**next(iter(_rows([campaign]))), **_details(campaign)})


def _rows(campaigns: Sequence[Campaign]) -> list[dict[str, Any]]:
    publications = publications_of(campaigns)
    runs = runs_to_show(campaigns, publications)
    counted = Campaign.objects.filter(pk__in=[item.pk for item in campaigns]).annotate(total=Count("participants"))
    agencies = dict(counted.order_by().values_list("pk", "total"))
    return [_row(item, agencies.get(item.pk, 0), runs.get(item.pk), publications.get(item.pk)) for item in campaigns]


def _row(campaign: Campaign, agencies: int, run: IndexRun | None, publication: Publication | None) -> dict[str, Any]:
    return {
        "code": campaign.code,
        "name": campaign.name,
        "year": campaign.year,
        "authority": campaign.authority.name,
        "phase": campaign.phase,
        "reconstructed": campaign.is_reconstructed,
        "criteria_set": campaign.criteria_set_id,
        "agencies": agencies,
        "run": run.pk if run else None,
        "publication": _publication(publication) if publication else None,
    }


def _publication(publication: Publication) -> dict[str, Any]:
    return {
        "decision_number": publication.decision_number,
        "decision_date": publication.decision_date.isoformat(),
        "published_at": publication.published_at.isoformat(),
        "digest": publication.digest,
    }


def _details(campaign: Campaign) -> dict[str, Any]:
    classes = parse_class_scale(campaign.class_scale).names
    counted = campaign.blocs.annotate(total=Count("participants"))
    return {
        "policy": policy_rows(campaign),
        "classes": list(classes),
        "modifiers": [item.rule for item in campaign.modifiers.order_by("order")],
        "blocs": [{"code": item.code, "name": item.name, "agencies": item.total} for item in counted],
        "annexes": list(campaign.criteria_set.annexes.values_list("code", flat=True)),
    }
