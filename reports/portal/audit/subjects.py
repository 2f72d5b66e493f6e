"""What an event is about, in words: the agency by its name, the criterion, the round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from pari.audit.models import AuditEvent
from scoring.models import Campaign, Participant

_LEAF = re.compile(r"(?:mark|check|exemption|reply):(?P<agency>[^/:]+)[/:](?P<criterion>[^/:]+)(?:/(?P<round>\d))?")
_MOTION = re.compile(r"motion:[a-z_]+:(?P<agency>[^/:]+)(?::(?!class$)(?P<criterion>[^/:]+)|:class)?")
_AGENCY = re.compile(r"(?:participant|submission|supplement):(?:[^/:]+/)?(?P<agency>[^/:]+)")


def agencies_of(campaign: Campaign, events: Iterable[AuditEvent]) -> Mapping[str, str]:
    """The names of the agencies that the subjects of these events hold, by code; one query."""
    found = (_match(event.subject) for event in events)
    codes = {match["agency"] for match in found if match}
    return dict(Participant.objects.filter(campaign=campaign, code__in=codes).values_list("code", "name"))


def subject_words(subject: str, agencies: Mapping[str, str]) -> str:
    """The subject itself where it is about no agency."""
    match = _match(subject)
    if match is None:
        return subject
    parts = match.groupdict()
    said = [agencies.get(parts["agency"], parts["agency"])]
    if criterion := parts.get("criterion"):
        said.append(_("tiêu chí %(code)s") % {"code": criterion})
    if number := parts.get("round"):
        said.append(_("lần %(number)s") % {"number": number})
    return ", ".join(said)


def _match(subject: str) -> re.Match[str] | None:
    return _LEAF.fullmatch(subject) or _MOTION.fullmatch(subject) or _AGENCY.fullmatch(subject)
