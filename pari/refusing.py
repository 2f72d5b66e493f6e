"""Refusals on their way to the person: a page, a fragment for htmx, or a problem for programs."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render, resolve_url
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from pari.refusals import Refusal

PROBLEM = "application/problem+json"


class RefusalMiddleware:
    """Turns a refusal that no view caught into an answer with its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _is_sent_to_sign_in(response) and _reads_pieces(request):
            return refused(request, session_over())
        opened = request.method == "GET" and isinstance(response, HttpResponseNotAllowed)
        return forms_only(request, response) if opened and not wants_json(request) else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused(request, exception) if isinstance(exception, Refusal) else None


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a deed that is not done, in the form that the request asks for."""
    if wants_json(request):
        return problem(str(refusal.message), status=refusal.status, remedy=str(refusal.remedy))
    template = "refused_fragment.html" if getattr(request, "htmx", False) else "refused.html"
    return render(request, template, {"refusal": refusal, "back": _came_from(request)}, status=refusal.status)


class SessionOver(Refusal):
    """A script's request whose session has expired."""

    status = 401


def session_over() -> SessionOver:
    return SessionOver(
        _("Phiên làm việc đã hết hạn."),
        _("Hãy đăng nhập lại trong một thẻ khác rồi gửi tiếp; những gì đã gõ vẫn còn ở đây."),
    )


class FormsOnly(Refusal):
    """An address for sending was opened instead, as after signing in again in the middle of sending."""

    status = 405


def forms_only(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A page in place of the empty answer, with the way to the page that holds the form."""
    refusal = FormsOnly(
        _("Địa chỉ này chỉ nhận biểu mẫu gửi đi nên không mở xem được; chưa có gì được gửi."),
        _("Nếu bạn vừa đăng nhập lại, hãy trở về trang trước rồi gửi lần nữa."),
    )
    page = render(request, "refused.html", {"refusal": refusal, "back": _above(request.path)}, status=refusal.status)
    page.headers["Allow"] = response.headers.get("Allow", "")
    return page


def _above(path: str) -> str:
    """The nearest page above in the address; nothing when there is none."""
    parent = path.rstrip("/").rpartition("/")[0] + "/"
    try:
        resolve(parent)
    except Resolver404:
        return ""
    return parent


def problem(message: str, *, status: int, remedy: str = "") -> JsonResponse:
    """RFC 9457, with what to do beside what is wrong."""
    body = {"type": "about:blank", "title": message, "status": status, "detail": remedy}
    return JsonResponse(body, status=status, content_type=PROBLEM)


def wants_json(request: HttpRequest) -> bool:
    """Whether the request prefers JSON to a page; browsers' own requests name HTML first."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _is_sent_to_sign_in(response: HttpResponseBase) -> bool:
    if not isinstance(response, HttpResponseRedirect):
        return False
    return response.url.partition("?")[0] == resolve_url(settings.LOGIN_URL)


def _reads_pieces(request: HttpRequest) -> bool:
    """A script reads the answer, not a person: a whole page in its place would be taken for the piece it asked for."""
    return bool(getattr(request, "htmx", False)) or wants_json(request)


def _came_from(request: HttpRequest) -> str:
    """The page of this site that sent the form, as a path; nothing when it is unknown."""
    start = f"{request.scheme}://{request.get_host()}"
    referer = request.headers.get("Referer", "")
    return referer.removeprefix(start) if referer.startswith(f"{start}/") else ""
