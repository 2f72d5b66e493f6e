"""What the log says of people and their roles."""

from __future__ import annotations

from pari.accounts.models import Invitation, Membership, User
from pari.audit.services import SYSTEM_CHAIN, record


def log_membership(verb: str, membership: Membership, by: User | None) -> None:
    record(
        chain=SYSTEM_CHAIN,
        verb=verb,
        by=by,
        subject=f"user:{membership.user.username}",
        details=_place_and_days(membership),
    )


def log_invitation(verb: str, invitation: Invitation, by: User | None) -> None:
    record(
        chain=SYSTEM_CHAIN,
        verb=verb,
        by=by,
        subject=f"invitation:{invitation.pk}",
        details={
            **_place_and_days(invitation),
            "full_name": invitation.full_name,
            "accepted_by": invitation.accepted_by.username if invitation.accepted_by else None,
        },
    )


def log_person(verb: str, person: User, by: User | None) -> None:
    record(chain=SYSTEM_CHAIN, verb=verb, by=by, subject=f"user:{person.username}", details={})


def _place_and_days(row: Membership | Invitation) -> dict[str, str | int | None]:
    return {
        "role": row.role,
        "authority": row.authority_id,
        "agency": row.agency_id,
        "valid_from": row.valid_from.isoformat(),
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
    }
