"""Filters for figures and dates, `{% load pari_ui %}`; no query and no HTML is made here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.translation import get_language, gettext

from pari.ui import dates, figures, papers

register = template.Library()

register.filter("figure", figures.figure)
register.filter("points", figures.points)
register.filter("change", figures.change)
register.filter("short", figures.short)


@register.filter
def long_date(value: dt.date | None) -> str:
    """`ngày 07 tháng 5 năm 2024`, or `7 May 2024` in English; nothing for no date."""
    if value is None:
        return ""
    if (get_language() or "").startswith("en"):
        return f"{value.day} {value:%B} {value.year}"
    return dates.long_date(value)


@register.filter
def paper(number: str) -> str:
    """`Quyết định` for `2823/QĐ-UBND`, `Báo cáo` for `118/BC-PNV`."""
    return gettext(papers.paper(number))


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The request's query string with some keys changed; an empty value drops the key, and so does page one."""
    parameters = context["request"].GET.copy()
    for key, value in changes.items():
        parameters.pop(key, None)
        if value not in (None, ""):
            parameters[key] = str(value)
    text = parameters.urlencode()
    return f"?{text}" if text else "?"
