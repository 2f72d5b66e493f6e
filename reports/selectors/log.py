"""The log of a campaign as people look through it: chosen events, and what each changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from pari.audit.models import AuditEvent
from pari.ui.dates import VIETNAM
from scoring.models import Campaign
from scoring.selectors.campaigns.participants import participants_named

MOST_AGENCIES = 50
#: Deeds on one thing after another, which are best read beside the one before.
COMPARED = frozenset({"mark.saved", "check.saved", "meeting.save"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What of the log is asked for; empty parts select everything. `group` is a verb's beginning, up to the dot."""

    group: str = ""
    person: str = ""
    agency: str = ""
    first: date | None = None
    last: date | None = None
    text: str = ""


def events_of(campaign: Campaign, selection: Selection) -> QuerySet[AuditEvent]:
    """The newest first."""
    rows = AuditEvent.objects.filter(chain=campaign.code)
    rows = rows.filter(verb__startswith=f"{selection.group}.") if selection.group else rows
    rows = rows.filter(actor_name__icontains=selection.person) if selection.person else rows
    rows = rows.filter(time__gte=_start(selection.first)) if selection.first else rows
    rows = rows.filter(time__lt=_start(selection.last + timedelta(days=1))) if selection.last else rows
    rows = rows.filter(_about(campaign, selection.agency)) if selection.agency else rows
    rows = rows.filter(_saying(selection.text)) if selection.text else rows
    return rows.order_by("-sequence")


def before_each(events: Iterable[AuditEvent]) -> Mapping[int, AuditEvent]:
    """By an event's key, the event of the same deed on the same thing before it; one query for all."""
    wanted = [event for event in events if event.verb in COMPARED]
    if not wanted:
        return {}
    earlier = AuditEvent.objects.filter(
        chain=wanted[0].chain,
        verb__in=sorted({event.verb for event in wanted}),
        subject__in=sorted({event.subject for event in wanted}),
        sequence__lt=max(event.sequence for event in wanted),
    )
    last: dict[tuple[str, str], AuditEvent] = {}
    found: dict[int, AuditEvent] = {}
    every = {event.sequence: event for event in (*earlier, *wanted)}
    for _, event in sorted(every.items()):
        key = (event.verb, event.subject)
        if key in last:
            found[event.pk] = last[key]
        last[key] = event
    return found


def _start(day: date) -> datetime:
    return datetime.combine(day, time(0), VIETNAM)


def _about(campaign: Campaign, text: str) -> Q:
    """Events that name one of the agencies whose code or name is meant."""
    exact = campaign.participants.filter(code__iexact=text)
    named = exact if exact.exists() else participants_named(campaign.participants.all(), text)
    codes = list(named.order_by("position").values_list("code", flat=True)[:MOST_AGENCIES])
    found = Q(pk__in=[]) if not codes else Q(details__agency__in=codes)
    for code in codes:
        found |= Q(subject__endswith=f":{code}") | Q(subject__endswith=f"/{code}") | Q(subject__contains=f":{code}/")
    return found


def _saying(text: str) -> Q:
    """In the subject or anywhere in the details, which one of the databases keeps with escaped letters."""
    escaped = json.dumps(text)[1:-1]
    return Q(subject__icontains=text) | Q(details__icontains=text) | Q(details__icontains=escaped)
