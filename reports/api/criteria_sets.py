"""`/criteria-sets/`: the sets that campaigns visible to the reader use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from pari.api.answers import listed
from pari.api.pagination import page_of
from pari.api.parameters import texts, year
from pari.api.shapes import PAGING, in_path, page, ref, text_filter, year_filter
from pari.api.views import ReadView
from reports.api.access import visible_campaigns
from reports.selectors.results import points
from scoring.models import Annex, CriteriaSet, Criterion
from scoring.models.visibility import CampaignQuerySet

Children = Mapping[int | None, Sequence[Criterion]]


class CriteriaSetsView(ReadView):
    @extend_schema(
        operation_id="criteria_sets_list",
        summary="Các bộ tiêu chí",
        description="Bộ tiêu chí của các kỳ đánh giá được xem, mới nhất trước.",
        tags=["criteria-sets"],
        parameters=[
            year_filter("year", "Năm của kỳ đánh giá dùng bộ tiêu chí."),
            text_filter("campaign", "Mã kỳ đánh giá dùng bộ tiêu chí."),
            *PAGING,
        ],
        responses={200: page(ref("CriteriaSet"))},
    )
    def get(self, request: Request) -> HttpResponseBase:
        campaigns, seen = visible_campaigns(request), visible_campaigns(request)
        if (only := year(request.query_params)) is not None:
            campaigns = campaigns.filter(year=only)
        if codes := texts(request.query_params, "campaign"):
            campaigns = campaigns.filter(code__in=codes)
        found = _sets(campaigns, seen).order_by("-pk")
        return listed(request, page_of(request, found, lambda sets: [_row(item) for item in sets]))


class CriteriaSetView(ReadView):
    @extend_schema(
        operation_id="criteria_sets_retrieve",
        summary="Một bộ tiêu chí với cây tiêu chí của từng phụ lục",
        tags=["criteria-sets"],
        parameters=[in_path("set_id", "Số của bộ tiêu chí.", {"type": "integer", "minimum": 1}, example=1)],
        responses={200: ref("CriteriaSetDetail")},
    )
    def get(self, request: Request, set_id: int) -> HttpResponseBase:
        campaigns = visible_campaigns(request)
        found = _sets(campaigns, campaigns).filter(pk=set_id).first()
        if found is None:
            raise NotFound
        return listed(request, {**_row(found), "annexes": _annexes(found)})


def _sets(campaigns: CampaignQuerySet, seen: CampaignQuerySet) -> QuerySet[CriteriaSet]:
    """Sets that `campaigns` use; each names those of its campaigns that are `seen`."""
    found = CriteriaSet.objects.filter(pk__in=campaigns.values("criteria_set")).select_related("authority")
    return found.prefetch_related(Prefetch("campaigns", seen.order_by("year", "code")), "annexes")


def _row(item: CriteriaSet) -> dict[str, Any]:
    return {
        "id": item.pk,
        "name": item.name,
        "authority": item.authority.name,
        "decision_number": item.decision_number or None,
        "decision_date": item.decision_date.isoformat() if item.decision_date else None,
        "state": item.state,
        "campaigns": [campaign.code for campaign in item.campaigns.all()],
        "annexes": [annex.code for annex in item.annexes.all()],
    }


def _annexes(item: CriteriaSet) -> list[dict[str, Any]]:
    children: dict[int, dict[int | None, list[Criterion]]] = {}
    for criterion in Criterion.objects.filter(annex__criteria_set=item).order_by("position"):
        children.setdefault(criterion.annex_id, {}).setdefault(criterion.parent_id, []).append(criterion)
    return [_annex(annex, children.get(annex.pk, {})) for annex in item.annexes.all()]


def _annex(annex: Annex, children: Children) -> dict[str, Any]:
    return {"code": annex.code, "criteria": _nodes(children, None)}


def _nodes(children: Children, parent: int | None) -> list[dict[str, Any]]:
    return [
        {
            "code": node.code,
            "name": node.name,
            "kind": node.kind,
            "max_points": _points(node.max_points),
            "cap": _points(node.cap),
            "source": node.source or None,
            "specialty": node.specialty or None,
            "rule": node.rule,
            "evidence": node.evidence,
            "indicator": node.indicator or None,
            "children": _nodes(children, node.pk),
        }
        for node in children.get(parent, ())
    ]


def _points(value: Any) -> str | None:
    return None if value is None else points(value)
