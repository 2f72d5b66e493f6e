"""Reading the log."""

from collections.abc import Iterator
from datetime import UTC

from pari.audit.chain import FIRST, Break, Content, Link, first_break
from pari.audit.models import AuditEvent, ChainHead


def verify(*, chain: str) -> Break | None:
    """Return the first broken link of `chain`, or None when it holds. An unknown chain is empty and holds."""
    head = ChainHead.objects.filter(chain=chain).values_list("sequence", "hash").first()
    return first_break(_links(chain), head=head or (0, FIRST))


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
