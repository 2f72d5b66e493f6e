"""Handing out documents: who may see one, and with which headers (DESIGN §12)."""

from __future__ import annotations

import zipfile

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from pari.refusals import Invalid, NotAllowed
from scoring.enums import ScanState
from scoring.models import EvidenceFile
from scoring.portal.access import signed_in
from scoring.portal.evidence.headers import closed, content_type, disposition, shown_pdf
from scoring.portal.evidence.ranges import Part, wanted_range
from scoring.selectors.evidence.archives import listing
from scoring.selectors.evidence.content import open_bytes
from scoring.selectors.evidence.links import Document


@closed
@login_required
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    return _handed_out(request, _document(request, pk), inline=False)


@login_required
@require_safe
def view(request: HttpRequest, pk: int) -> HttpResponseBase:
    """In the page: PDF and images only."""
    document = _document(request, pk)
    shown = _shown_pdf if document.shown_as == "pdf" else _shown_image
    if not document.shown_as:
        raise Http404
    return shown(request, document)


@login_required
@require_safe
def contents(request: HttpRequest, pk: int) -> HttpResponse:
    """What is inside a ZIP, by name."""
    document = _document(request, pk)
    if not document.is_archive:
        raise Http404
    try:
        with open_bytes(document.file.evidence) as file:
            entries = listing(file)
    except zipfile.BadZipFile as error:
        raise Invalid(_("Không đọc được tệp nén này.")) from error
    context = {"document": document, "entries": entries, "size": sum(entry.size for entry in entries)}
    return render(request, "scoring/evidence/contents.html", context)


def _document(request: HttpRequest, pk: int) -> Document:
    visible = EvidenceFile.objects.visible_to(signed_in(request)).select_related("evidence")
    document = Document(get_object_or_404(visible, pk=pk))
    if document.file.evidence.scan == ScanState.INFECTED:
        raise NotAllowed(
            _("Tài liệu nhiễm mã độc đã bị cách ly, không tải xuống được."), _("Tải lên bản sạch để thay thế.")
        )
    return document


@xframe_options_sameorigin
@shown_pdf
def _shown_pdf(request: HttpRequest, document: Document) -> HttpResponseBase:
    return _handed_out(request, document, inline=True)


@xframe_options_sameorigin
@closed
def _shown_image(request: HttpRequest, document: Document) -> HttpResponseBase:
    return _handed_out(request, document, inline=True)


def _handed_out(request: HttpRequest, document: Document, *, inline: bool) -> HttpResponseBase:
    evidence = document.file.evidence
    etag = f'"{evidence.sha256}"'
    response = get_conditional_response(request, etag=etag) or _bytes(request, document)
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = disposition(document.file, inline=inline)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _bytes(request: HttpRequest, document: Document) -> HttpResponseBase:
    evidence, kind = document.file.evidence, content_type(document.kind)
    try:
        part = wanted_range(request.headers.get("Range", ""), evidence.size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{evidence.size}"})
    try:
        file = open_bytes(evidence)
    except FileNotFoundError as error:
        raise Http404 from error
    if part is None:
        whole = FileResponse(file, content_type=kind)
        whole.headers["Accept-Ranges"] = "bytes"
        return whole
    start, end = part
    headers = {"Content-Range": f"bytes {start}-{end}/{evidence.size}", "Content-Length": str(end - start + 1)}
    return StreamingHttpResponse(Part(file, start, end), status=206, content_type=kind, headers=headers)
