"""Errors as RFC 9457 problem details, in the reader's language."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.views import set_rollback

CONTENT_TYPE = "application/problem+json"

logger = logging.getLogger(__name__)

TITLES: Mapping[int, Any] = {
    400: _("Yêu cầu không hợp lệ"),
    401: _("Chưa xác thực"),
    403: _("Không có quyền"),
    404: _("Không tìm thấy"),
    405: _("Phương thức không được dùng"),
    406: _("Không có định dạng được yêu cầu"),
    412: _("Điều kiện không thỏa"),
    415: _("Định dạng gửi lên không được nhận"),
    500: _("Lỗi máy chủ"),
}
DETAILS: Mapping[int, Any] = {
    400: _("Yêu cầu không đọc được; xem lại địa chỉ, tham số và nội dung."),
    401: _("Khóa truy cập sai, đã hết hạn hoặc đã bị thu hồi."),
    403: _("Tài khoản này không được làm việc này."),
    404: _("Không có dữ liệu này, hoặc dữ liệu chưa công bố và tài khoản không được xem."),
    405: _("Địa chỉ này không nhận phương thức %(method)s."),
    406: _("Địa chỉ này không trả về định dạng mà Accept yêu cầu."),
    412: _("Dữ liệu không còn là bản ghi trong If-Match."),
    415: _("Địa chỉ này không nhận định dạng của nội dung gửi lên."),
    500: _("Máy chủ gặp lỗi và đã ghi lại; hãy thử lại sau."),
}
CODES: Mapping[int, str] = {
    400: "bad_request",
    401: "authentication_failed",
    403: "permission_denied",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    412: "precondition_failed",
    415: "unsupported_media_type",
    500: "server_error",
}


class Problem(exceptions.APIException):
    """An error with its own words: `default_detail` and `default_code` are shown as they are.

    `members` are further members of the problem object.
    """

    members: Mapping[str, Any] = {}


class InvalidParameter(Problem):
    """A query parameter whose value cannot be read."""

    status_code = 400
    default_detail = _("Tham số không hợp lệ.")
    default_code = "invalid_parameter"

    def __init__(self, *, name: str, reason: Any) -> None:
        super().__init__(f"{name}: {reason}")
        self.members = {"errors": [{"parameter": name, "detail": str(reason)}]}


class UnknownAddress(Problem):
    status_code = 404
    default_detail = _("Không có địa chỉ này; các địa chỉ được mô tả ở /api/v1/docs/.")
    default_code = "unknown_address"


class UnknownPage(Problem):
    status_code = 404
    default_detail = _("Danh sách không có trang này.")
    default_code = "unknown_page"


class PreconditionFailed(exceptions.APIException):
    """`If-Match` does not name the present state."""

    status_code = 412


def problem_of_exception(raised: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Answer an exception of a view (the framework's `EXCEPTION_HANDLER`)."""
    request = context["request"]
    error = _as_api_error(raised)
    if error is None:
        return _answer_unexpected(raised, request)
    set_rollback()
    response = _answer(request, error)
    for header, value in _headers(error, context.get("view")).items():
        response.headers[header] = value
    return response


def problem_response(
    *, request: Any, status: int, detail: Any = None, code: str | None = None, members: Mapping[str, Any] | None = None
) -> HttpResponse:
    """A problem object; what is not given is said by the status."""
    content = {
        "type": "about:blank",
        "title": str(TITLES.get(status) or HTTPStatus(status).phrase),
        "status": status,
        "detail": str(detail or _default_detail(status, request)),
        "instance": escape_uri_path(request.path),
        "code": code or CODES.get(status, "error"),
        **(members or {}),
    }
    response = HttpResponse(json.dumps(content, ensure_ascii=False).encode(), status=status, content_type=CONTENT_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def _default_detail(status: int, request: HttpRequest) -> str:
    text = str(DETAILS.get(status) or HTTPStatus(status).description or HTTPStatus(status).phrase)
    return text % {"method": request.method} if status == 405 else text


def _as_api_error(raised: Exception) -> exceptions.APIException | None:
    """None for what nobody foresaw."""
    if isinstance(raised, exceptions.APIException):
        return raised
    if isinstance(raised, Http404):
        return exceptions.NotFound()
    if isinstance(raised, PermissionDenied):
        return exceptions.PermissionDenied()
    return exceptions.ParseError() if isinstance(raised, SuspiciousOperation) else None


def _answer(request: Any, error: exceptions.APIException) -> HttpResponse:
    if isinstance(error, Problem):
        code = str(error.get_codes())
        return problem_response(
            request=request, status=error.status_code, detail=error.detail, code=code, members=error.members
        )
    return problem_response(request=request, status=error.status_code)


def _headers(error: exceptions.APIException, view: Any) -> Mapping[str, str]:
    found: dict[str, str] = {}
    if auth := getattr(error, "auth_header", None):
        found["WWW-Authenticate"] = auth
    if isinstance(error, exceptions.MethodNotAllowed) and view is not None:
        found["Allow"] = ", ".join(view.allowed_methods)
    return found


def _answer_unexpected(raised: Exception, request: Any) -> HttpResponse | None:
    """None lets the framework raise it, which is what a developer's set-up wants."""
    if settings.DEBUG or settings.DEBUG_PROPAGATE_EXCEPTIONS:
        return None
    set_rollback()
    got_request_exception.send(sender=None, request=request)
    logger.error("%s %s", request.method, request.path, exc_info=raised)
    return problem_response(request=request, status=500)
