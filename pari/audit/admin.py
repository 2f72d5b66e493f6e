from django.contrib import admin
from django.http import HttpRequest

from pari.audit.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(admin.ModelAdmin[AuditEvent]):
    """The log can be read here; nobody adds, changes or deletes."""

    list_display = ("time", "chain", "sequence", "verb", "subject", "actor_name")
    list_filter = ("verb",)
    search_fields = ("chain", "subject", "actor_name")
    date_hierarchy = "time"
    ordering = ("-time", "-pk")
    list_select_related = ("actor",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEvent | None = None) -> bool:
        return False
