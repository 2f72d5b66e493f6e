"""Reading the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from itertools import chain as chain_together
from typing import Any

from django.db.models import Subquery

from pari.audit.chain import FIRST, Break, Content, Fault, Link, faults_of, first_break
from pari.audit.models import AuditEvent, ChainHead


def verify(*, chain: str) -> Break | None:
    """Return the first broken link of `chain`, or None when it holds. An unknown chain is empty and holds."""
    return first_break(_links(chain), head=_head(chain))


@dataclass(frozen=True, slots=True)
class Examined:
    """How many events a chain has, and every place where it does not hold."""

    events: int
    faults: tuple[Fault, ...]


def examine(*, chain: str) -> Examined:
    """Walk the whole chain, streamed. Nobody has to wait: events and head are read as they were at one moment."""
    before = _head(chain)
    counted = _Counted(_with_head(chain))
    first = next(counted, None)
    if first is None:
        return Examined(0, tuple(faults_of((), head=before)))
    head = (first.head_sequence or 0, first.head_hash or FIRST)
    faults = faults_of((_link(event) for event in chain_together([first], counted)), head=head)
    return Examined(counted.count, tuple(faults))


def _with_head(chain: str) -> Iterator[Any]:
    head = ChainHead.objects.filter(chain=chain)
    events = AuditEvent.objects.filter(chain=chain).order_by("-sequence")
    said = {"head_sequence": Subquery(head.values("sequence")), "head_hash": Subquery(head.values("hash"))}
    return events.annotate(**said).iterator(chunk_size=1000)


class _Counted(Iterator[Any]):
    """What passes through is counted."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._rows = rows
        self.count = 0

    def __next__(self) -> Any:
        row = next(self._rows)
        self.count += 1
        return row


def _head(chain: str) -> tuple[int, str]:
    return ChainHead.objects.filter(chain=chain).values_list("sequence", "hash").first() or (0, FIRST)


def _links(chain: str) -> Iterator[Link]:
    events = AuditEvent.objects.filter(chain=chain).order_by("sequence")
    return (_link(event) for event in events.iterator(chunk_size=1000))


def _link(event: AuditEvent) -> Link:
    content = Content(
        chain=event.chain,
        sequence=event.sequence,
        time=event.time.astimezone(UTC).isoformat(timespec="microseconds"),
        actor=event.actor_id,
        actor_name=event.actor_name,
        verb=event.verb,
        subject=event.subject,
        details=event.details,
        previous_hash=event.previous_hash,
    )
    return Link(content=content, hash=event.hash)
