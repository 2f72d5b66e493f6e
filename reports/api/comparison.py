"""`/campaigns/{code}/comparison/?with=YEAR`: this year beside an earlier one, as published then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from pari.api.answers import JSON, json_bytes, tagged
from pari.api.parameters import year
from pari.api.shapes import ref, year_filter
from pari.api.views import ReadView
from reports.api.access import shown_run, stamp_of, visible_campaign
from reports.api.campaigns import CODE
from reports.api.results import AGENCY, BLOC, CLASS, filters, narrowed
from reports.models import AgencyResult, IndexRun
from reports.selectors.results import agency_results, bloc_results, fixed, signed
from scoring.core.enums import OverallMean
from scoring.core.numbers import mean, round_half_up
from scoring.models import PublishedBlocMean, PublishedIndex
from scoring.selectors.register.lineage import Break, origins, register_stamp

OVERALL = None
"""The key of everybody's mean beside those of blocs."""


class ComparisonView(ReadView):
    @extend_schema(
        operation_id="campaigns_comparison_retrieve",
        summary="So sánh với một năm trước",
        description="Chỉ số và xếp loại của năm được so là số đã công bố khi đó, mỗi cơ quan với chính cơ quan ấy; "
        "không biết thì là `null`. Trung bình năm được so tính từ chỉ số đã công bố của các cơ quan, không có thì lấy "
        "trung bình đã công bố. Cơ quan sáp nhập, chia tách giữa hai năm không so sánh được: `not_comparable` ghi lý do, và "
        "`compared_index` nếu có chỉ là giá trị tham chiếu. Tham số lọc chỉ thu hẹp `agencies`.",
        tags=["campaigns"],
        parameters=[
            CODE,
            year_filter("with", "Năm được so; không ghi thì là năm liền trước."),
            BLOC,
            CLASS,
            AGENCY,
        ],
        responses={200: ref("Comparison")},
    )
    def get(self, request: Request, code: str) -> HttpResponseBase:
        campaign = visible_campaign(request, code)
        run, wanted = shown_run(campaign), filters(request.query_params)
        other = year(request.query_params, "with") or campaign.year - 1

        def build() -> HttpResponse:
            document = comparison(run=run, other=other)
            document["agencies"] = narrowed(document["agencies"], wanted)
            return HttpResponse(json_bytes(document), content_type=JSON)

        stamp = stamp_of(campaign, run)
        return tagged(request, stamp=None if stamp is None else (*stamp, *register_stamp()), build=build)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """Figures of the other year: by participant, and means by bloc with `OVERALL` beside them."""

    published: Mapping[int, PublishedIndex]
    means: Mapping[int | None, Decimal]


def comparison(*, run: IndexRun, other: int) -> dict[str, Any]:
    """The whole document, in a constant number of queries."""
    digits = int(run.policy["index_digits"])
    results = list(agency_results(run))
    earlier = _earlier(run, results, other)
    breaks = origins((item.participant.agency_id for item in results), year=run.campaign.year, since=other).breaks
    blocs = list(bloc_results(run))
    overall = _means(run.overall_mean, earlier.means.get(OVERALL), digits)
    return {
        "campaign": run.campaign.code,
        "year": run.campaign.year,
        "with": other,
        "agencies": [
            _agency(item, earlier.published.get(item.participant_id), breaks.get(item.participant.agency_id), digits)
            for item in results
        ],
        "blocs": [
            {
                "code": item.bloc.code,
                "name": item.bloc.name,
                **_means(item.mean_index, earlier.means.get(item.bloc_id), digits),
            }
            for item in blocs
        ],
        "overall": overall,
    }


def _earlier(run: IndexRun, results: list[AgencyResult], year: int) -> _Earlier:
    rows = PublishedIndex.objects.filter(campaign=run.campaign_id, year=year)
    published = {item.participant_id: item for item in rows}
    stated = PublishedBlocMean.objects.filter(campaign=run.campaign_id, year=year)
    means = {item.bloc_id: item.mean_index for item in stated}
    return _Earlier(published, {**means, **_computed_means(run, results, published)})


def _computed_means(
    run: IndexRun, results: list[AgencyResult], published: Mapping[int, PublishedIndex]
) -> dict[int | None, Decimal]:
    """Means of the agencies whose index is known, taken as this year's are (CONTRACT §6)."""
    blocs: dict[int, list[Fraction]] = {}
    for result in results:
        then = published.get(result.participant_id)
        if then is not None and then.index is not None:
            blocs.setdefault(result.participant.bloc_id, []).append(Fraction(then.index))
    exact: dict[int | None, Fraction | None] = {bloc: mean(indices) for bloc, indices in blocs.items()}
    if run.policy["overall_mean"] == OverallMean.AGENCIES:
        exact[OVERALL] = mean(index for indices in blocs.values() for index in indices)
    else:
        exact[OVERALL] = mean(item for item in list(exact.values()) if item is not None)
    digits = int(run.policy["index_digits"])
    return {bloc: round_half_up(item, digits) for bloc, item in exact.items() if item is not None}


def _agency(result: AgencyResult, then: PublishedIndex | None, breaking: Break | None, digits: int) -> dict[str, Any]:
    index = then.index if then else None
    return {
        "code": result.participant.code,
        "name": result.participant.name,
        "bloc": result.participant.bloc.code,
        "index": fixed(result.index, digits),
        "class": result.class_name or None,
        "compared_index": fixed(index, digits),
        "compared_class": (then.class_name if then else "") or None,
        "change": _change(result.index, index, digits),
        "not_comparable": breaking.reason if breaking else None,
    }


def _means(now: Decimal | None, then: Decimal | None, digits: int) -> dict[str, str | None]:
    return {
        "mean_index": fixed(now, digits),
        "compared_mean_index": fixed(then, digits),
        "change": _change(now, then, digits),
    }


def _change(now: Decimal | None, then: Decimal | None, digits: int) -> str | None:
    return None if now is None or then is None else signed(now - then, digits)
