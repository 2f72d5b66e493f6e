"""The log as CSV, row by row; texts guarded (CONTRACT §2)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pari.audit.models import AuditEvent
from pari.ui.dates import VIETNAM
from reports.portal.audit.words import verb_words
from scoring.core.spreadsheet import safe_text

COLUMNS: tuple[Promise, ...] = (
    _("Số thứ tự"),
    _("Thời điểm"),
    _("Người thực hiện"),
    _("Mã việc"),
    _("Việc"),
    _("Đối tượng"),
    _("Chi tiết"),
    _("Mã băm"),
)
MARK = "\ufeff"  # office programs take a file without it for another encoding


class _Line:
    """What the writer writes into: it hands the line on."""

    def write(self, text: str) -> str:
        return text


def csv_lines(events: Iterable[AuditEvent]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield MARK + writer.writerow([str(title) for title in COLUMNS])
    for event in events:
        yield writer.writerow([safe_text(text) for text in _texts(event)])


def _texts(event: AuditEvent) -> tuple[str, ...]:
    return (
        str(event.sequence),
        event.time.astimezone(VIETNAM).replace(tzinfo=None).isoformat(sep=" ", timespec="seconds"),
        event.actor_name,
        event.verb,
        verb_words(event.verb),
        event.subject,
        json.dumps(event.details, ensure_ascii=False, sort_keys=True),
        event.hash,
    )
