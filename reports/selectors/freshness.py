"""Whether the last results still are what the data give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from pari.audit.models import AuditEvent
from reports.enums import RunState
from reports.models import IndexRun
from scoring.models import Campaign

#: Deeds that change no figure. Any other event after a run began makes its results old, also of a kind made later.
HARMLESS = frozenset(
    {
        "assignment.excel",
        "assignment.manual",
        "assignment.proposed",
        "bundle.requested",
        "check.drawn",
        "check.handed_on",
        "check.requested",
        "check.saved",
        "council.agenda_built",
        "council.amended",
        "council.attendance_set",
        "council.decided",
        "council.meeting_closed",
        "council.meeting_opened",
        "council.minutes_noted",
        "council.tabled",
        "council.voted",
        "council.withdrawn",
        "document.stored",
        "expertise.set",
        "index.computed",
        "meeting.save",
        "reminder.send",
        "reply.save",
        "results.published",
    }
)


#: After this long a run's worker or its message is gone: nobody waits for it, another one may be asked for.
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Freshness:
    """`run` holds the last results, None before the first; `is_waiting` says that new ones are on their way."""

    run: IndexRun | None
    is_current: bool
    is_waiting: bool


def freshness_of(campaign: Campaign) -> Freshness:
    """Three queries."""
    last = IndexRun.objects.filter(campaign=campaign, state=RunState.DONE).select_related("same_as").first()
    asked = IndexRun.objects.filter(campaign=campaign, requested_at__gt=timezone.now() - PATIENCE)
    going_on = asked.filter(state__in=[RunState.QUEUED, RunState.RUNNING])
    waiting = going_on.filter(pk__gt=last.pk if last else 0).exists()
    if last is None:
        return Freshness(None, is_current=False, is_waiting=waiting)
    return Freshness(last.same_as or last, is_current=_is_current(last, campaign), is_waiting=waiting)


def _is_current(run: IndexRun, campaign: Campaign) -> bool:
    """No deed after the run began to read. Events of a campaign are in line: each waits for the one before it."""
    if run.seen_event is None:
        return False
    later = AuditEvent.objects.filter(chain=campaign.code, sequence__gt=run.seen_event)
    return not later.exclude(verb__in=HARMLESS).exists()
