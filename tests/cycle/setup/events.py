"""What the log was told."""

from pari.audit.models import AuditEvent


def verbs():
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))
