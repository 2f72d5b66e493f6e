"""Who may open the register's pages."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from pari.accounts.enums import AGENCY_ROLES, OVERSEEING_ROLES, RUNNING_ROLES
from scoring.models import Agency, Authority
from scoring.portal.access import signed_in
from scoring.selectors.register.agencies import agencies_seen_by, authorities_run_by


def seen(request: HttpRequest) -> QuerySet[Agency]:
    """The agencies that this person may look at; strangers find no register, appraisers and council are refused."""
    user = signed_in(request)
    held = user.current_memberships
    if user.is_superuser or any(item.role in AGENCY_ROLES | OVERSEEING_ROLES for item in held):
        return agencies_seen_by(user)
    if held:
        raise PermissionDenied
    raise Http404


def agency_seen(request: HttpRequest, pk: int) -> Agency:
    return get_object_or_404(agencies_seen_by(signed_in(request)).select_related("authority"), pk=pk)


def agency_run(request: HttpRequest, pk: int) -> Agency:
    """The agency, for those who write in its authority's register."""
    agency = agency_seen(request, pk)
    if not signed_in(request).has_role(RUNNING_ROLES, authority=agency.authority_id):
        raise PermissionDenied
    return agency


def authorities_run(request: HttpRequest) -> QuerySet[Authority]:
    """Whose registers this person writes in; those who only see one are refused."""
    user = signed_in(request)
    authorities = authorities_run_by(user)
    if authorities.exists():
        return authorities
    if user.current_memberships:
        raise PermissionDenied
    raise Http404
