"""Who opens the people pages: those who run an authority and the people of an agency, each within her reach."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from pari.accounts.enums import AGENCY_ROLES, RUNNING_ROLES
from pari.accounts.models import Invitation, Membership, User
from pari.accounts.rights import manages
from scoring.portal.access import signed_in
from scoring.selectors.register.roles import invitations_listed


def reader(request: HttpRequest) -> User:
    """Somebody who may look at the people of her agency or authority."""
    user = signed_in(request)
    held = {item.role for item in user.current_memberships}
    if not user.is_superuser and not held:
        raise Http404
    if not user.is_superuser and not held & (RUNNING_ROLES | AGENCY_ROLES):
        raise PermissionDenied
    return user


def giver(request: HttpRequest) -> User:
    """Somebody who gives roles."""
    user = reader(request)
    if not manages(user):
        raise PermissionDenied
    return user


def imports_lists(user: User) -> bool:
    """Whether she runs an authority, and so brings in people of many agencies at once."""
    return user.is_superuser or any(item.role in RUNNING_ROLES for item in user.current_memberships)


def membership_of(user: User, pk: int) -> Membership:
    seen = Membership.objects.seen_by(user).select_related("user", "agency", "authority")
    return get_object_or_404(seen, pk=pk)


def invitation_of(user: User, pk: int) -> Invitation:
    return get_object_or_404(invitations_listed(user=user), pk=pk)


def person_of(user: User, pk: int) -> User:
    """Somebody who holds or held a role within her reach."""
    seen = Membership.objects.seen_by(user).filter(user=pk)
    if not seen.exists():
        raise Http404
    return User.objects.get(pk=pk)
