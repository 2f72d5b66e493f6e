"""Files in pieces, for scripts: tus 1.0 with creation, termination and expiration."""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pari.accounts.enums import AGENCY_ROLES
from pari.refusals import Invalid, Overtaken, Refusal
from pari.refusing import problem
from scoring.models import Participant, Upload
from scoring.portal.access import participant_of, signed_in
from scoring.portal.evidence.leaves import leaf_of
from scoring.services.evidence import uploads

VERSION = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"
_READ = 1 << 16

View = Callable[..., HttpResponse]


def speaks_tus(view: View) -> View:
    """The protocol's own headers, and refusals as sentences in JSON."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            response: HttpResponse = problem(f"Tus-Resumable: {VERSION}", status=412)
            response.headers["Tus-Version"] = VERSION
            return response
        try:
            response = view(request, *args, **kwargs)
        except Refusal as refusal:
            response = problem(str(refusal.message), status=refusal.status, remedy=str(refusal.remedy))
        response.headers["Tus-Resumable"] = VERSION
        response.headers["Cache-Control"] = "no-store"
        return response

    return answer


@login_required
@require_http_methods(["POST", "OPTIONS"])
@speaks_tus
def begin(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    participant = participant_of(request, campaign, agency)
    if request.method == "OPTIONS":
        return _abilities()
    made = uploads.begin(
        submission=participant.submission.pk,
        criterion=leaf_of(participant, criterion),
        name=_told_name(request.headers.get("Upload-Metadata", "")),
        size=_number(request, "Upload-Length"),
        by=signed_in(request),
    )
    headers = {"Location": reverse("scoring:evidence-upload", args=[made.pk])}
    return _progress(HttpResponse(status=201, headers=headers), made)


@login_required
@require_http_methods(["HEAD", "PATCH", "DELETE"])
@speaks_tus
def piece(request: HttpRequest, upload: uuid.UUID) -> HttpResponse:
    user = signed_in(request)
    hers = Upload.objects.filter(
        user=user, submission__participant__in=Participant.objects.answered_by(user, AGENCY_ROLES)
    )
    found = get_object_or_404(hers, pk=upload)
    if request.method == "DELETE":
        uploads.give_up(upload=found.pk)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        return _append(request, found)
    response = HttpResponse()
    response.headers["Upload-Length"] = str(found.size)
    return _progress(response, found)


def _append(request: HttpRequest, upload: Upload) -> HttpResponse:
    if request.content_type != PIECE_TYPE:
        return problem(f"Content-Type: {PIECE_TYPE}", status=415)
    if int(request.headers.get("Content-Length") or 0) > uploads.MOST_AT_ONCE:
        return problem(_("Mỗi lần chỉ gửi được tối đa 5 MB."), status=413)
    offset, content = _number(request, "Upload-Offset"), _arrived(request)
    try:
        grown = uploads.append(upload=upload.pk, offset=offset, content=content)
    except Upload.DoesNotExist as error:
        raise Http404 from error
    except Overtaken as overtaken:
        answer: HttpResponse = problem(str(overtaken.message), status=409, remedy=str(overtaken.remedy))
        upload.refresh_from_db()
        return _progress(answer, upload)
    try:
        if grown.received == grown.size:
            uploads.finish(upload=grown.pk)
    except Upload.DoesNotExist as error:
        raise Http404 from error
    return _progress(HttpResponse(status=204), grown)


def _arrived(request: HttpRequest) -> bytes:
    """The body, or as much of it as came before the line broke."""
    content = bytearray()
    try:
        while part := request.read(_READ):
            content += part
    except UnreadablePostError:
        pass
    return bytes(content)


def _progress(response: HttpResponse, upload: Upload) -> HttpResponse:
    response.headers["Upload-Offset"] = str(upload.received)
    expires = upload.touched_at + timedelta(hours=uploads.KEPT_HOURS)
    response.headers["Upload-Expires"] = http_date(expires.timestamp())
    return response


def _abilities() -> HttpResponse:
    headers = {
        "Tus-Version": VERSION,
        "Tus-Extension": "creation,termination,expiration",
        "Tus-Max-Size": str(settings.EVIDENCE_MAX_BYTES),
    }
    return HttpResponse(status=204, headers=headers)


def _number(request: HttpRequest, header: str) -> int:
    value = request.headers.get(header, "")
    if not (value.isascii() and value.isdigit()) or len(value) > 15:
        raise Invalid(_("Yêu cầu thiếu %(header)s.") % {"header": header})
    return int(value)


def _told_name(metadata: str) -> str:
    """`filename` of the header's pairs: a key, a space, the value in Base64."""
    pairs = dict(pair.strip().partition(" ")[::2] for pair in metadata.split(","))
    try:
        return base64.b64decode(pairs.get("filename", ""), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Invalid(_("Không đọc được tên tệp.")) from error
