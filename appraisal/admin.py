"""What the team and the council said, to look at; it is written where it is decided."""

from __future__ import annotations

from django.contrib import admin

from appraisal.models import Exemption, Mark, Ruling
from scoring.admin import ReadOnly


@admin.register(Mark)
class MarkAdmin(ReadOnly, admin.ModelAdmin[Mark]):
    list_display = ("participant", "criterion", "campaign", "round", "points", "basis")
    list_select_related = ("participant", "criterion", "campaign")
    list_filter = ("round", "basis", "campaign")
    search_fields = ("participant__code", "criterion__code", "campaign__code")
    show_full_result_count = False
    ordering = ("-pk",)


@admin.register(Exemption)
class ExemptionAdmin(ReadOnly, admin.ModelAdmin[Exemption]):
    list_display = ("participant", "criterion", "campaign", "granted", "reason")
    list_select_related = ("participant", "criterion", "campaign")
    list_filter = ("granted", "campaign")
    search_fields = ("participant__code", "criterion__code", "campaign__code")
    ordering = ("-pk",)


@admin.register(Ruling)
class RulingAdmin(ReadOnly, admin.ModelAdmin[Ruling]):
    list_display = ("participant", "criterion", "campaign", "points", "reason")
    list_select_related = ("participant", "criterion", "campaign")
    list_filter = ("campaign",)
    search_fields = ("participant__code", "criterion__code", "campaign__code")
    ordering = ("-pk",)
