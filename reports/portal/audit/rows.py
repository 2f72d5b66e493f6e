"""One event of the log as it is shown: who did what to what, and what was before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pari.audit.chain import JSON
from pari.audit.models import AuditEvent
from reports.portal.audit.subjects import subject_words
from reports.portal.audit.words import name_words, value_words, verb_words

#: Said by the subject already, or not worth a line when compared.
_PASSED_OVER = frozenset({"version"})
#: Said by the subject of marks and checks.
_IN_SUBJECT = frozenset({"agency", "criterion", "round"})


@dataclass(frozen=True, slots=True)
class Line:
    """A part of the details; `before` is None where there is nothing to compare with."""

    name: str
    before: str | None
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    event: AuditEvent
    verb: str
    about: str
    lines: tuple[Line, ...]

    @property
    def is_compared(self) -> bool:
        return any(line.before is not None for line in self.lines)


def row_of(event: AuditEvent, earlier: AuditEvent | None, agencies: Mapping[str, str]) -> Row:
    """`agencies` names those that subjects hold by their codes."""
    about = subject_words(event.subject, agencies)
    return Row(event, verb_words(event.verb), about, tuple(_lines(event.details, earlier)))


def _lines(details: Mapping[str, JSON], earlier: AuditEvent | None) -> Iterator[Line]:
    if earlier is not None:
        yield from _differences(_flat(earlier.details), _flat(details))
        return
    before, after = details.get("before"), details.get("after")
    rest = details
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _differences(_flat(before), _flat(after))
        rest = {name: value for name, value in details.items() if name not in {"before", "after"}}
    for name, value in rest.items():
        if name in _IN_SUBJECT and "criterion" in rest:
            continue
        if text := value_words(name, value):
            yield Line(name_words(name), None, text)


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Line]:
    for name in dict.fromkeys((*before, *after)):
        one, other = before.get(name, ""), after.get(name, "")
        if one != other and name not in _PASSED_OVER:
            yield Line(name_words(name), one, other)


def _flat(details: Mapping[str, JSON], above: str = "") -> dict[str, str]:
    """Parts inside parts by names with dots, so that a change is found where it is."""
    found: dict[str, str] = {}
    for name, value in details.items():
        place = f"{above}{name}"
        if isinstance(value, Mapping) and value:
            found |= _flat(value, f"{place}.")
        else:
            found[place] = value_words(place, value)
    return found
