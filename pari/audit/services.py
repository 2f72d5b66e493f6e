"""Writing the log."""

from collections.abc import Mapping, Sequence
from datetime import UTC

from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from pari.audit.chain import JSON, Content, hash_of
from pari.audit.models import AuditEvent, ChainHead

#: The chain of what belongs to no campaign.
SYSTEM_CHAIN = "system"

#: Verb, subject and details of one event.
Entry = tuple[str, str, Mapping[str, JSON]]
BATCH = 1_000


def record(*, chain: str, verb: str, by: AbstractUser | None, subject: str, details: Mapping[str, JSON]) -> AuditEvent:
    """Append one event to `chain` (a campaign's code or `SYSTEM_CHAIN`) in the caller's transaction.

    The change and its event stand or fall together, so there must be a transaction: raises
    `TransactionManagementError` without one. `by` is the acting user, None for the program itself.
    Raises `TypeError` when `details` holds anything but text, integers, booleans, null, lists and objects.
    Writers of one chain wait for each other until the transaction ends.
    """
    return record_all(chain=chain, by=by, entries=[(verb, subject, details)])[0]


def record_all(*, chain: str, by: AbstractUser | None, entries: Sequence[Entry]) -> list[AuditEvent]:
    """As `record`, for many events of one chain in their order: one lock, one moment, queries by the batch."""
    if not connection.in_atomic_block:
        raise TransactionManagementError("an audit event is written in the transaction of the change it tells of")
    plain = [(verb, subject, _plain_object(details)) for verb, subject, details in entries]
    if not plain:
        return []
    head = _locked_head(chain)
    time = timezone.now().astimezone(UTC).isoformat(timespec="microseconds")
    events = []
    for verb, subject, details in plain:
        content = Content(
            chain=chain,
            sequence=head.sequence + 1,
            time=time,
            actor=by.pk if by else None,
            actor_name=by.get_full_name() if by else "",
            verb=verb,
            subject=subject,
            details=details,
            previous_hash=head.hash,
        )
        head.sequence, head.hash = content.sequence, hash_of(content)
        events.append(_event(content, head.hash))
    head.save(update_fields=["sequence", "hash"])
    return AuditEvent.objects.bulk_create(events, BATCH)


def _locked_head(chain: str) -> ChainHead:
    ChainHead.objects.get_or_create(chain=chain)
    return ChainHead.objects.select_for_update().get(chain=chain)


def _event(content: Content, digest: str) -> AuditEvent:
    return AuditEvent(
        chain=content.chain,
        sequence=content.sequence,
        time=content.time,
        actor_id=content.actor,
        actor_name=content.actor_name,
        verb=content.verb,
        subject=content.subject,
        details=content.details,
        previous_hash=content.previous_hash,
        hash=digest,
    )


def _plain_object(value: Mapping[str, JSON]) -> dict[str, JSON]:
    if any(not isinstance(key, str) for key in value):
        raise TypeError("names in audit details are text")
    return {key: _plain(item) for key, item in value.items()}


def _plain(value: JSON) -> JSON:
    if isinstance(value, Mapping):
        return _plain_object(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int):
        return str(value) if isinstance(value, str) else value
    raise TypeError(f"audit details hold no {type(value).__name__}: give figures as text")
