"""Successful answers: JSON with an entity tag where the data are public, never stored where they are not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from rest_framework.request import Request

from pari.api.problems import PreconditionFailed

JSON = "application/json"
#: Part of every entity tag; goes up when the shape of an answer changes while its data do not.
SHAPE = 1

Stamp = Sequence[object]


def json_bytes(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def tagged(request: Request, *, stamp: Stamp | None, build: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Build the answer unless the reader's copy is as fresh (304).

    `stamp` names everything that the data depend on, so the tag is known before anything is built.
    None marks data that are not public: no tag, no copies kept.
    """
    if stamp is None:
        return _private(build())
    return _fresh_or(request, entity_tag(request, stamp), build)


def listed(request: Request, content: Any) -> HttpResponseBase:
    """A small answer whose tag is the hash of its bytes: it may mix what is public with what only this reader sees."""
    body = json_bytes(content)
    tag = f'"{hashlib.sha256(body).hexdigest()}"'
    return _fresh_or(request, tag, lambda: HttpResponse(body, content_type=JSON))


def entity_tag(request: Request, stamp: Stamp) -> str:
    """A strong tag of this address, query and language with these data."""
    query = sorted(request.query_params.lists())
    parts = [SHAPE, request.build_absolute_uri("?"), query, get_language(), *stamp]
    return f'"{hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()}"'


def _fresh_or(request: Request, tag: str, build: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    early = get_conditional_response(cast(HttpRequest, request), etag=tag)
    if early is not None and early.status_code == 412:
        raise PreconditionFailed
    response = early if early is not None else build()
    response.headers["ETag"] = tag
    # Copies may be kept but are asked about each time; those of somebody who signed in are hers alone.
    response.headers["Cache-Control"] = "private, no-cache" if request.user.is_authenticated else "no-cache"
    return response


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "private, no-store"
    return response
