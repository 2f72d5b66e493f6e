"""A template as a PDF file on A4."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

STYLE = "paper/paper.css"


def paper_pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """Papers are Vietnamese whatever the reader's language; nothing is fetched but what they carry with them."""
    with translation.override("vi"):
        page = render_to_string(template, dict(context))
        style = render_to_string(STYLE)
    document = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols=["data"])).write_pdf(
        stylesheets=[CSS(string=style)]
    )
    return bytes(document or b"")
