"""Runs, publications and documents, to look at; nothing of them is ever changed by hand."""

from __future__ import annotations

from django.contrib import admin

from reports.models import Document, IndexRun, Publication
from scoring.admin import ReadOnly


@admin.register(IndexRun)
class IndexRunAdmin(ReadOnly, admin.ModelAdmin[IndexRun]):
    list_display = ("__str__", "campaign", "state", "progress", "total", "requested_by", "requested_at", "computed_at")
    list_select_related = ("campaign", "requested_by")
    list_filter = ("state", "campaign")
    search_fields = ("campaign__code", "input_digest")
    ordering = ("-pk",)


@admin.register(Publication)
class PublicationAdmin(ReadOnly, admin.ModelAdmin[Publication]):
    """The frozen results themselves are a megabyte of text; their digest stands for them."""

    list_display = ("campaign", "decision_number", "decision_date", "published_at", "published_by", "digest")
    list_display_links = ("decision_number",)
    list_select_related = ("campaign", "published_by")
    list_filter = ("campaign",)
    search_fields = ("campaign__code", "decision_number")
    exclude = ("results",)
    ordering = ("-pk",)


@admin.register(Document)
class DocumentAdmin(ReadOnly, admin.ModelAdmin[Document]):
    list_display = ("campaign", "kind", "format", "size", "sha256", "created_at")
    list_display_links = ("kind",)
    list_select_related = ("campaign",)
    list_filter = ("kind", "format", "campaign")
    search_fields = ("campaign__code", "sha256")
    ordering = ("-pk",)
