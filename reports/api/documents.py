"""`/campaigns/{code}/reports/`: the documents of the results that are shown, with their digests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.reverse import reverse

from pari.api.answers import listed, tagged
from pari.api.pagination import page_of
from pari.api.shapes import PAGING, in_path, page, ref
from pari.api.views import AnyFormat, ReadView
from pari.codes import OfficialCode
from reports.api.access import shown_run, stamp_of, visible_campaign
from reports.api.campaigns import CODE
from reports.enums import DocumentFormat
from reports.models import Document

CONTENT_TYPES: Mapping[str, str] = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DocumentFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class DocumentsView(ReadView):
    @extend_schema(
        operation_id="campaigns_reports_list",
        summary="Các văn bản của kỳ đánh giá",
        description="Văn bản lập từ kết quả đang được công nhận, kèm SHA-256 của tệp và địa chỉ tải về.",
        tags=["campaigns"],
        parameters=[CODE, *PAGING],
        responses={200: page(ref("Document"))},
    )
    def get(self, request: Request, code: str) -> HttpResponseBase:
        campaign = visible_campaign(request, code)
        found = Document.objects.filter(run=shown_run(campaign)).order_by("kind", "format")
        row = partial(_row, request, code)
        return listed(request, page_of(request, found, lambda documents: map(row, documents)))


class DocumentFileView(ReadView):
    content_negotiation_class = AnyFormat

    @extend_schema(
        operation_id="campaigns_reports_file",
        summary="Tệp của một văn bản",
        tags=["campaigns"],
        parameters=[CODE, in_path("document_id", "Số của văn bản.", {"type": "integer", "minimum": 1}, example=1)],
        responses={(200, content_type): OpenApiTypes.BINARY for content_type in CONTENT_TYPES.values()},
    )
    def get(self, request: Request, code: str, document_id: int) -> HttpResponseBase:
        campaign = visible_campaign(request, code)
        run = shown_run(campaign)
        document = Document.objects.filter(run=run, pk=document_id).first()
        if document is None:
            raise NotFound
        stamp = stamp_of(campaign, run)
        return tagged(request, stamp=stamp and (*stamp, document.sha256), build=lambda: _file(document, code))


def _row(request: Request, code: str, document: Document) -> dict[str, object]:
    place = {"code": OfficialCode().to_url(code), "document_id": document.pk}
    return {
        "id": document.pk,
        "kind": document.kind,
        "format": document.format,
        "size": document.size,
        "sha256": document.sha256,
        "created_at": document.created_at.isoformat(),
        "url": reverse("api:report-file", kwargs=place, request=request),
    }


def _file(document: Document, code: str) -> FileResponse:
    try:
        content = document.file.open("rb")
    except FileNotFoundError as error:
        raise NotFound from error
    response = FileResponse(content, content_type=CONTENT_TYPES[document.format])
    name = f"{document.get_kind_display()} {code}.{document.format}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = str(disposition)
    return response
