"""What views of the API are made from, and those that belong to no app."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from pari.api.language import wanted_language
from pari.api.problems import UnknownAddress

VARIES_BY = ("Accept-Language", "Authorization", "Cookie")


class ReadView(APIView):
    """Answers GET and HEAD, to anybody who may see the data, in the language asked for."""

    http_method_names = ["get", "head"]
    permission_classes = [AllowAny]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        translation.activate(wanted_language(request.headers.get("Accept-Language", "")))
        super().initial(request, *args, **kwargs)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answer = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(answer, VARIES_BY)
        return answer


class AnyFormat(BaseContentNegotiation):
    """For files, whose format is their own whatever `Accept` says."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return next(iter(parsers), None)

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


@extend_schema(exclude=True)
class UnknownView(ReadView):
    """Whatever is not an address of the API; one that only lacks its last slash is led to it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method in {"GET", "HEAD"} and _lacks_slash(request):
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise UnknownAddress

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        raise UnknownAddress


def _lacks_slash(request: HttpRequest) -> bool:
    if request.path_info.endswith("/"):
        return False
    try:
        found = resolve(f"{request.path_info}/")
    except Resolver404:
        return False
    return getattr(found.func, "cls", None) is not UnknownView


@extend_schema(exclude=True)
class SchemaView(SpectacularAPIView):
    """The OpenAPI schema. It has one version and one language, so its parameters for them are passed over."""

    http_method_names = ["get", "head"]

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response: Response = self._get_schema_response(request)  # type: ignore[no-untyped-call]  # drf-spectacular
        return response

    def _get_version_parameter(self, request: Request) -> None:
        return None


@extend_schema(exclude=True)
class ViewerView(SpectacularSwaggerSplitView):
    """The schema as a page to read and try, from files on this server; no inline script or style (STYLE 16)."""

    http_method_names = ["get", "head"]
    template_name = "api/viewer.html"
    url_name = "api:schema"
