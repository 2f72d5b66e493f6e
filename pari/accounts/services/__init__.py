"""Everything that changes accounts, roles, invitations and keys."""

from pari.accounts.services.invitations import (
    Invitee,
    accept_invitation,
    invite,
    invite_successor,
    open_account,
    renew_invitation,
    revoke_invitation,
)
from pari.accounts.services.memberships import end_membership, grant_membership, hand_over
from pari.accounts.services.passwords import drop_two_steps, password_link
from pari.accounts.services.tokens import authenticate_token, create_token, revoke_token

__all__ = [
    "Invitee",
    "accept_invitation",
    "authenticate_token",
    "create_token",
    "drop_two_steps",
    "end_membership",
    "grant_membership",
    "hand_over",
    "invite",
    "invite_successor",
    "open_account",
    "password_link",
    "renew_invitation",
    "revoke_invitation",
    "revoke_token",
]
