"""The register, criteria and campaigns in Django's admin: to look at, and to mend what is not yet in use."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from scoring.admin_forms import CriterionForm
from scoring.enums import PUBLIC_PHASES, CriteriaSetState
from scoring.models import (
    Agency,
    Annex,
    Authority,
    Bloc,
    Campaign,
    CriteriaSet,
    Criterion,
    Lineage,
    Modifier,
    Participant,
    Submission,
)
from scoring.selectors.criteria.trees import is_free
from scoring.selectors.register.agencies import agencies_mentioning


class ReadOnly:
    """Nobody adds, changes or deletes here; other parts of the program do."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Authority)
class AuthorityAdmin(admin.ModelAdmin[Authority]):
    search_fields = ("name",)
    ordering = ("name",)


class LineageInline(admin.TabularInline[Lineage, Agency]):
    model = Lineage
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lineage]:
        return super().get_queryset(request).select_related("predecessor", "successor")


class PredecessorInline(LineageInline):
    fk_name = "successor"
    raw_id_fields = ("predecessor",)


class SuccessorInline(LineageInline):
    fk_name = "predecessor"
    raw_id_fields = ("successor",)


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin[Agency]):
    """Found by code or name with or without diacritics."""

    list_display = ("code", "name", "authority", "valid_from", "valid_to")
    list_display_links = ("code", "name")
    list_select_related = ("authority",)
    list_filter = ("authority",)
    search_fields = ("code", "name")
    ordering = ("code", "pk")
    inlines = (PredecessorInline, SuccessorInline)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Agency], search_term: str
    ) -> tuple[QuerySet[Agency], bool]:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=agencies_mentioning(search_term)), False


@admin.register(Lineage)
class LineageAdmin(admin.ModelAdmin[Lineage]):
    list_display = ("predecessor", "successor", "kind", "effective_on", "decision")
    list_select_related = ("predecessor", "successor")
    list_filter = ("kind",)
    search_fields = ("predecessor__name", "successor__name", "decision")
    raw_id_fields = ("predecessor", "successor")
    ordering = ("-effective_on", "pk")


class WhileDraft:
    """What is in force, or what a campaign scores by, does not change any more (DESIGN §5)."""

    def criteria_set_of(self, obj: Any) -> CriteriaSet:
        raise NotImplementedError

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._is_free(obj) and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._is_free(obj) and super().has_delete_permission(request, obj)  # type: ignore[misc]

    def _is_free(self, obj: models.Model | None) -> bool:
        return obj is None or is_free(self.criteria_set_of(obj))


class AnnexInline(ReadOnly, admin.TabularInline[Annex, CriteriaSet]):
    model = Annex
    fields = ("code", "position")
    show_change_link = True


@admin.register(CriteriaSet)
class CriteriaSetAdmin(WhileDraft, admin.ModelAdmin[CriteriaSet]):
    list_display = ("name", "authority", "decision_number", "decision_date", "state")
    list_select_related = ("authority",)
    list_filter = ("state", "authority")
    search_fields = ("name", "decision_number")
    ordering = ("-pk",)
    inlines = (AnnexInline,)
    # A draft comes into force by its own service, which looks at the whole of it.
    readonly_fields = ("state", "version", "amends", "revision")

    def criteria_set_of(self, obj: CriteriaSet) -> CriteriaSet:
        return obj


@admin.register(Annex)
class AnnexAdmin(WhileDraft, admin.ModelAdmin[Annex]):
    list_display = ("code", "criteria_set", "position")
    list_select_related = ("criteria_set",)
    search_fields = ("code", "criteria_set__name")
    ordering = ("-criteria_set", "position")

    def criteria_set_of(self, obj: Annex) -> CriteriaSet:
        return obj.criteria_set

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "criteria_set":
            kwargs["queryset"] = CriteriaSet.objects.filter(state=CriteriaSetState.DRAFT, campaigns__isnull=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Criterion)
class CriterionAdmin(WhileDraft, admin.ModelAdmin[Criterion]):
    form = CriterionForm
    list_display = ("code", "name", "criteria_set", "annex", "kind", "max_points", "source")
    list_display_links = ("code", "name")
    list_select_related = ("annex__criteria_set",)
    list_filter = ("kind", "source", "evidence")
    search_fields = ("code", "name", "annex__criteria_set__name")
    raw_id_fields = ("annex", "parent")
    ordering = ("-annex__criteria_set", "annex__position", "position")

    @admin.display(description=_("bộ tiêu chí"), ordering="annex__criteria_set")
    def criteria_set(self, obj: Criterion) -> CriteriaSet:
        return obj.annex.criteria_set

    def criteria_set_of(self, obj: Criterion) -> CriteriaSet:
        return obj.annex.criteria_set


class BlocInline(ReadOnly, admin.TabularInline[Bloc, Campaign]):
    model = Bloc
    fields = ("code", "name", "order")


class ModifierInline(ReadOnly, admin.TabularInline[Modifier, Campaign]):
    model = Modifier
    fields = ("order", "rule")


@admin.register(Campaign)
class CampaignAdmin(admin.ModelAdmin[Campaign]):
    """A campaign comes from its workbook whole; here its name, decision and deadline are mended until it is public."""

    list_display = ("code", "name", "year", "authority", "phase")
    list_display_links = ("code", "name")
    list_select_related = ("authority",)
    list_filter = ("year", "phase", "authority")
    search_fields = ("code", "name")
    ordering = ("-year", "code")
    inlines = (BlocInline, ModifierInline)
    readonly_fields = (
        "code",
        "year",
        "authority",
        "criteria_set",
        "phase",
        "is_reconstructed",
        "supplement_rate",
        "supplement_scope",
        "index_mode",
        "index_digits",
        "index_cap",
        "overall_mean",
        "classify_on",
        "rank_on",
        "class_scale",
        "conflict_since",
        "reply_phases",
        "cross_check_share",
        "cross_check_tolerance",
        "council_quorum",
        "council_bound",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Campaign | None = None) -> bool:
        is_public = obj is not None and obj.phase in PUBLIC_PHASES
        return not is_public and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Campaign | None = None) -> bool:
        return False


@admin.register(Participant)
class ParticipantAdmin(ReadOnly, admin.ModelAdmin[Participant]):
    list_display = ("code", "name", "campaign", "bloc", "level")
    list_display_links = ("code", "name")
    list_select_related = ("campaign", "bloc")
    list_filter = ("campaign",)
    search_fields = ("code", "name", "campaign__code")
    ordering = ("-campaign", "position")


@admin.register(Submission)
class SubmissionAdmin(ReadOnly, admin.ModelAdmin[Submission]):
    list_display = ("participant", "campaign", "state", "submitted_at", "deadline")
    list_select_related = ("participant", "campaign")
    list_filter = ("state", "campaign")
    search_fields = ("participant__code", "participant__name", "campaign__code")
    ordering = ("-campaign", "participant")
