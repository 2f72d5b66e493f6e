"""What an official document's number says of its kind (Decree 30/2020)."""

from __future__ import annotations

from django.utils.translation import gettext_noop

KINDS = {
    "/QĐ": gettext_noop("Quyết định"),
    "/BC": gettext_noop("Báo cáo"),
    "/TB": gettext_noop("Thông báo"),
}
OTHER = gettext_noop("văn bản")


def paper(number: str) -> str:
    """`Quyết định` for `2823/QĐ-UBND`, `Báo cáo` for `118/BC-PNV`; in Vietnamese, to be translated by who shows it."""
    return next((name for mark, name in KINDS.items() if mark in number), OTHER)
