"""Headers of documents handed out, and of the pages that show them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from csp.constants import NONE, SELF
from csp.decorators import csp, csp_update
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from scoring.models import EvidenceFile
from scoring.selectors.evidence.kinds import Kind

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

# django-csp's types know views without arguments only.
_frames: Any = csp_update({"frame-src": [SELF]})
_closed: Any = csp({"default-src": [NONE], "frame-ancestors": [SELF], "sandbox": True})
_pdf: Any = csp(
    {
        "default-src": [NONE],
        "script-src": [NONE],
        "style-src": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [SELF],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
    }
)


def shows_previews(view: View) -> View:
    """Above a view whose page previews documents: the site's policy has no frames otherwise."""
    decorated: View = _frames(view)
    return decorated


def closed(view: View) -> View:
    """Nothing that a document brings runs or loads anything."""
    decorated: View = _closed(view)
    return decorated


def shown_pdf(view: View) -> View:
    """For what the browser's own viewer draws, which a sandbox would keep from starting.

    It runs no script and stands in this site's pages only.
    """
    decorated: View = _pdf(view)
    return decorated


def disposition(file: EvidenceFile, *, inline: bool) -> str:
    """RFC 5987, so that Vietnamese letters survive."""
    return str(content_disposition_header(as_attachment=not inline, filename=file.name))


def content_type(kind: Kind | None) -> str:
    """Of our own table only; never what the sender said."""
    return kind.media_type if kind else "application/octet-stream"
