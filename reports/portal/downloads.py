"""Files handed to the reader: always saved, never shown, with a name that keeps its diacritics (RFC 5987)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.core.files import File
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

Response = TypeVar("Response", bound=HttpResponseBase)

CONTENT_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


def handed_over(content: bytes, *, name: str, file_format: str) -> HttpResponse:
    return as_attachment(HttpResponse(content, content_type=CONTENT_TYPES[file_format]), name, file_format)


def streamed(file: File[bytes], *, name: str, file_format: str) -> FileResponse:
    return as_attachment(FileResponse(file, content_type=CONTENT_TYPES[file_format]), name, file_format)


def as_attachment(response: Response, name: str, file_format: str) -> Response:
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.{file_format}")
    response.headers["Content-Disposition"] = str(disposition)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
