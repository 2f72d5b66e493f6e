"""`/campaigns/{code}/criteria/`: how far each leaf was reached in each bloc."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from pari.api.answers import listed
from pari.api.pagination import page_of
from pari.api.parameters import texts
from pari.api.shapes import PAGING, page, ref, text_filter
from pari.api.views import ReadView
from reports.api.access import shown_run, visible_campaign
from reports.api.campaigns import CODE
from reports.api.results import BLOC
from reports.models import CriterionResult, IndexRun
from reports.selectors.results import points
from scoring.core.numbers import round_half_up

PERCENT_DIGITS = 2

LOOKUPS = {"bloc": "bloc__code__in", "annex": "criterion__annex__code__in", "criterion": "criterion__code__in"}


class CriteriaView(ReadView):
    @extend_schema(
        operation_id="campaigns_criteria_list",
        summary="Mức đạt của từng tiêu chí trong từng khối",
        description="Theo thứ tự khối, phụ lục, tiêu chí. Cơ quan được giảm trừ tiêu chí nào thì không tính ở tiêu chí đó.",
        tags=["campaigns"],
        parameters=[
            CODE,
            BLOC,
            text_filter("annex", "Mã phụ lục."),
            text_filter("criterion", "Mã tiêu chí."),
            *PAGING,
        ],
        responses={200: page(ref("CriterionAttainment"))},
    )
    def get(self, request: Request, code: str) -> HttpResponseBase:
        campaign = visible_campaign(request, code)
        found = _attainments(shown_run(campaign), request.query_params)
        return listed(request, page_of(request, found, _rows))


def _attainments(run: IndexRun, query: QueryDict) -> QuerySet[CriterionResult]:
    found = CriterionResult.objects.filter(run=run).select_related("bloc", "criterion__annex")
    for name, lookup in LOOKUPS.items():
        if wanted := texts(query, name):
            found = found.filter(**{lookup: wanted})
    bloc = F("bloc__order").asc(nulls_last=True)
    return found.order_by(bloc, "bloc__position", "criterion__annex__position", "criterion__position", "pk")


def _rows(results: Sequence[CriterionResult]) -> list[dict[str, Any]]:
    return [_row(item) for item in results]


def _row(item: CriterionResult) -> dict[str, Any]:
    return {
        "bloc": item.bloc.code,
        "annex": item.criterion.annex.code,
        "criterion": item.criterion.code,
        "name": item.criterion.name,
        "kind": item.criterion.kind,
        "source": item.criterion.source,
        "agencies": item.agencies,
        "at_maximum": item.at_maximum,
        "points": points(item.points),
        "standard_points": points(item.standard_points),
        "attainment": _percent(item.points, item.standard_points),
    }


def _percent(part: Decimal, whole: Decimal) -> str | None:
    if not whole:
        return None
    return format(round_half_up(100 * Fraction(part) / Fraction(whole), PERCENT_DIGITS), "f")
