"""Who may give which role to whom, as one table (nobody gives a role above herself)."""

from __future__ import annotations

from collections.abc import Mapping

from pari.accounts.enums import AGENCY_ROLES, RUNNING_ROLES, Role
from pari.accounts.models import Membership, User

#: What the holder of a role may give, end and hand over: in her authority, or in her own agency only.
GIVES: Mapping[str, frozenset[Role]] = {
    Role.STAFF: frozenset(Role),
    Role.SECRETARY: frozenset(Role) - {Role.STAFF},
    Role.HEAD: frozenset({Role.OFFICER}),
}


def may_give(by: User, *, role: str, authority: int, agency: int | None) -> bool:
    """Whether `by` may give the role in that authority and agency (primary keys), or take it away."""
    if by.is_superuser:
        return True
    return any(
        role in GIVES.get(held.role, ())
        and held.authority_id == authority
        and (held.role in RUNNING_ROLES or held.agency_id == agency)
        for held in by.current_memberships
    )


def may_end(by: User, membership: Membership) -> bool:
    return may_give(by, role=membership.role, authority=membership.authority_id, agency=membership.agency_id)


def may_hand_over(by: User, membership: Membership) -> bool:
    """Those who may give the role, and those of an agency who hand over what is their own."""
    own = membership.user_id == by.pk and membership.role in AGENCY_ROLES
    return may_end(by, membership) or (own and membership in by.current_memberships)


def may_reset(by: User, person: User) -> bool:
    """Whether `by` may let `person` choose a new password: only who could have given all that she holds."""
    if by.is_superuser:
        return True
    if person.is_superuser or person.is_staff or person.get_all_permissions():
        return False
    held = list(person.memberships.all())
    return bool(held) and all(may_end(by, membership) for membership in held)


def givable_roles(by: User) -> list[Role]:
    """Every role that `by` may give somewhere, in the table's order."""
    if by.is_superuser:
        return list(Role)
    given = {role for held in by.current_memberships for role in GIVES.get(held.role, ())}
    return [role for role in Role if role in given]


def manages(by: User) -> bool:
    return bool(givable_roles(by))
