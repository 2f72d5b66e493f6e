"""`/agencies/{code}/history/`: an agency through the years, in every campaign that the reader may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

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
from reports.models import AgencyResult
from reports.selectors.results import fixed
from reports.selectors.runs import publications_of, runs_to_show
from scoring.models import Participant, PublishedIndex
from scoring.selectors.register.lineage import Changes, changes_between, same_agency

COMPUTED, STATED = "results", "history"
"""Where a line comes from: a campaign's own results, or the earlier years that a campaign brought along."""

Row = dict[str, Any]


class AgencyHistoryView(ReadView):
    @extend_schema(
        operation_id="agencies_history_list",
        summary="Một cơ quan qua các năm",
        description="Chỉ số và xếp loại trong mọi kỳ đánh giá được xem (`source` là `results`), và số của các năm trước "
        "như đã công bố khi đó (`history`). Một mã có thể là của nhiều cơ quan, ở nhiều cơ quan chủ trì: mỗi dòng "
        "ghi rõ tên cơ quan và cơ quan chủ trì. Cơ quan đổi tên, đổi mã hoặc chuyển cơ quan chủ trì vẫn là một; sáp nhập, "
        "chia tách thì không, và `not_comparable` ghi lý do không so sánh với năm trước.",
        tags=["agencies"],
        parameters=[
            in_path("code", "Mã cơ quan.", example="nt-p-noi-vu"),
            year_filter("year", "Chỉ năm này."),
            text_filter("class", "Xếp loại, ví dụ Tốt."),
            *PAGING,
        ],
        responses={200: page(ref("AgencyYear"))},
    )
    def get(self, request: Request, code: str) -> HttpResponseBase:
        campaigns = visible_campaigns(request).filter(participants__code=code)
        found = Participant.objects.filter(code=code, campaign__in=campaigns)
        agencies = list(found.values_list("agency", flat=True))
        if not agencies:
            raise NotFound
        everywhere = Participant.objects.filter(
            agency__in=same_agency(agencies), campaign__in=visible_campaigns(request)
        )
        participants = list(everywhere.select_related("campaign__authority", "bloc"))
        only, classes = year(request.query_params), texts(request.query_params, "class")
        rows = [
            row
            for row in history_of(participants)
            if only in {None, row["year"]} and (not classes or row["class"] in classes)
        ]
        return listed(request, page_of(request, rows, list))


def history_of(participants: Sequence[Participant]) -> list[Row]:
    """By authority, year and source; what several campaigns state alike about an earlier year is one line."""
    rows = [*_computed(participants), *_stated(participants)]
    return sorted(rows, key=lambda row: (row["authority"], row["year"], row["source"], row["campaign"]))


def _computed(participants: Sequence[Participant]) -> Iterator[Row]:
    campaigns = [item.campaign for item in participants]
    runs = runs_to_show(campaigns, publications_of(campaigns))
    years = [item.year for item in campaigns]
    changes = changes_between(year=max(years), since=min(years) - 1)
    found = AgencyResult.objects.filter(run__in=runs.values(), participant__in=participants)
    results = {item.participant_id: item for item in found}
    for participant in participants:
        if (result := results.get(participant.pk)) is not None:
            ranks = {"rank": result.rank, "rank_in_bloc": result.rank_in_bloc}
            row = _row(participant, COMPUTED, participant.campaign.year, result.index, result.class_name, **ranks)
            yield row | {"not_comparable": _reason(changes, participant)}


def _reason(changes: Changes, participant: Participant) -> str | None:
    """Why the year before is not comparable."""
    year, agency = participant.campaign.year, participant.agency_id
    found = changes.origins([agency], year=year, since=year - 1).breaks.get(agency)
    return found.reason if found else None


def _stated(participants: Sequence[Participant]) -> Iterator[Row]:
    """The latest campaign speaks first, so that its line is the one kept."""
    by_key = {item.pk: item for item in participants}
    seen: set[tuple[Any, ...]] = set()
    for item in PublishedIndex.objects.filter(participant__in=participants).order_by("-campaign__year", "year", "pk"):
        participant = by_key[item.participant_id]
        figure = (participant.agency_id, item.year, item.index, item.class_name)
        if figure not in seen:
            seen.add(figure)
            yield _row(participant, STATED, item.year, item.index, item.class_name, rank=None, rank_in_bloc=None)


def _row(participant: Participant, source: str, year: int, index: Any, class_name: str, **ranks: int | None) -> Row:
    campaign = participant.campaign
    return {
        "authority": campaign.authority.name,
        "campaign": campaign.code,
        "source": source,
        "year": year,
        "code": participant.code,
        "name": participant.name,
        "bloc": participant.bloc.code,
        "index": fixed(index, campaign.index_digits),
        "class": class_name or None,
        **ranks,
        "not_comparable": None,
    }
