"""Filters for figures and dates, `{% load pari_ui %}`; no query and no HTML is made here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language, gettext

from pari.ui import dates, figures, forms, papers
from pari.ui.remaining import remaining

register = template.Library()

register.filter("figure", figures.figure)
register.filter("points", figures.points)
register.filter("change", figures.change)
register.filter("short", figures.short)
register.filter("widget_kind", forms.widget_kind)


@register.filter
def long_date(value: dt.date | None) -> str:
    """`ngày 07 tháng 5 năm 2024`, or `7 May 2024` in English; nothing for no date."""
    if value is None:
        return ""
    if (get_language() or "").startswith("en"):
        return f"{value.day} {value:%B} {value.year}"
    return dates.long_date(value)


@register.filter
def short_day(value: dt.date | None) -> str:
    """`07/5/2024`, or `7 May 2024` in English; nothing for no date."""
    if value is None:
        return ""
    if (get_language() or "").startswith("en"):
        return f"{value.day} {value:%b} {value.year}"
    return dates.short_date(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """`23 giờ 29 phút ngày 01/12/2023`, or `23:29, 1 December 2023` in English."""
    return "" if value is None else _english_moment(value) or dates.moment_text(value)


@register.filter
def deadline(value: dt.datetime | None) -> str:
    """As `moment`, but midnight is 24 giờ 00 phút of the day before."""
    return "" if value is None else _english_moment(value) or dates.deadline_text(value)


@register.filter
def short_deadline(value: dt.datetime | None) -> str:
    """`17:00 05/12/2025`, for tables."""
    return "" if value is None else dates.short_deadline(value)


@register.filter
def time_left(value: dt.datetime | None) -> str:
    """`còn 10 ngày`, `quá hạn 2 giờ 5 phút`."""
    return "" if value is None else remaining(value, timezone.now())


def _english_moment(value: dt.datetime) -> str:
    """Nothing when the reader does not read English."""
    if not (get_language() or "").startswith("en"):
        return ""
    local = value.astimezone(dates.VIETNAM)
    return f"{local:%H:%M}, {local.day} {local:%B} {local.year}"


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
