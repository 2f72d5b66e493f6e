"""`/campaigns/{code}/results/` and one agency of them with its leaves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from pari.api.answers import JSON, json_bytes, tagged
from pari.api.parameters import texts
from pari.api.shapes import in_path, ref, text_filter
from pari.api.views import ReadView
from reports.api.access import shown_run, stamp_of, visible_campaign
from reports.api.campaigns import CODE
from reports.models import AgencyResult, IndexRun
from reports.selectors.leaves import LeafLine, agency_sheet
from reports.selectors.results import agency_results, agency_row, results_document
from reports.services.export import to_json
from scoring.core.enums import Language

BLOC = text_filter("bloc", "Mã khối; ghi nhiều lần để lấy nhiều khối.")
CLASS = text_filter("class", "Xếp loại cuối cùng, ví dụ Tốt.")
AGENCY = text_filter("agency", "Mã cơ quan.")

#: The filter's name and the key of a results line that it looks at.
NARROWED_BY = {"bloc": "bloc", "class": "class", "agency": "code"}


Filters = Mapping[str, frozenset[str]]


class ResultsView(ReadView):
    @extend_schema(
        operation_id="campaigns_results_retrieve",
        summary="Toàn bộ kết quả của một kỳ đánh giá",
        description="Đúng nội dung mà `export_results --format json` xuất ra. Tham số lọc chỉ thu hẹp `agencies`; "
        "khối, số chung và danh sách thiếu số liệu vẫn là của cả kỳ.",
        tags=["campaigns"],
        parameters=[CODE, BLOC, CLASS, AGENCY],
        responses={200: ref("Results")},
    )
    def get(self, request: Request, code: str) -> HttpResponseBase:
        campaign = visible_campaign(request, code)
        run, wanted = shown_run(campaign), filters(request.query_params)

        def build() -> HttpResponse:
            document = results_document(run)
            document["agencies"] = narrowed(document["agencies"], wanted)
            return HttpResponse(to_json(document), content_type=JSON)

        return tagged(request, stamp=stamp_of(campaign, run), build=build)


class AgencyResultsView(ReadView):
    @extend_schema(
        operation_id="campaigns_results_agency_retrieve",
        summary="Kết quả của một cơ quan với từng tiêu chí chấm điểm",
        description="Câu giải thích theo ngôn ngữ của Accept-Language (`vi`, `en`), mặc định là tiếng Việt.",
        tags=["campaigns"],
        parameters=[CODE, in_path("agency", "Mã cơ quan trong kỳ đánh giá.", example="nt-p-noi-vu")],
        responses={200: ref("AgencyResultsWithLeaves")},
    )
    def get(self, request: Request, code: str, agency: str) -> HttpResponseBase:
        campaign = visible_campaign(request, code)
        run = shown_run(campaign)
        result = agency_results(run).filter(participant__code=agency).first()
        if result is None:
            raise NotFound

        def build() -> HttpResponse:
            return HttpResponse(json_bytes(_with_leaves(run, result)), content_type=JSON)

        return tagged(request, stamp=stamp_of(campaign, run), build=build)


def filters(query: QueryDict) -> Filters:
    """The values wanted by the key of a results line; keys that were not asked about are absent."""
    asked = ((key, texts(query, name)) for name, key in NARROWED_BY.items())
    return {key: values for key, values in asked if values}


def narrowed(rows: list[dict[str, Any]], wanted: Filters) -> list[dict[str, Any]]:
    """Rows that match every filter given."""
    return [row for row in rows if all(row[key] in values for key, values in wanted.items())]


def _with_leaves(run: IndexRun, result: AgencyResult) -> dict[str, Any]:
    lines = agency_sheet(run=run, participant=result.participant, language=Language(get_language()))
    return {
        "campaign": run.campaign.code,
        "year": run.campaign.year,
        "run": run.pk,
        **agency_row(result, run.policy["index_digits"]),
        "leaves": [_leaf(line) for line in lines if not line.is_group],
    }


def _leaf(line: LeafLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "kind": line.kind,
        "source": line.source,
        "max": line.max_points,
        "self": line.self_points,
        "round1": line.round1_points,
        "round2": line.round2_points,
        "credited": line.credited,
        "exempt": line.exempt,
        "explanation": line.explanation or None,
    }
