"""Who may open the pages of criteria sets: readers and those who edit (STYLE 10)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from pari.accounts.enums import RUNNING_ROLES
from scoring.models import Authority, CriteriaSet
from scoring.portal.access import signed_in
from scoring.selectors.criteria.trees import sets_visible_to


def set_seen(request: HttpRequest, pk: int) -> CriteriaSet:
    sets = sets_visible_to(signed_in(request)).select_related("authority", "amends")
    return get_object_or_404(sets, pk=pk)


def may_edit(request: HttpRequest, criteria_set: CriteriaSet) -> bool:
    return signed_in(request).has_role(RUNNING_ROLES, authority=criteria_set.authority_id)


def set_edited(request: HttpRequest, pk: int) -> CriteriaSet:
    """For those who run the authority's cycle; readers are refused, strangers find nothing."""
    found = set_seen(request, pk)
    if not may_edit(request, found):
        raise PermissionDenied
    return found


def own_authorities(request: HttpRequest) -> QuerySet[Authority]:
    """Where this person may make a set."""
    user = signed_in(request)
    if user.is_superuser:
        return Authority.objects.order_by("name")
    keys = {item.authority_id for item in user.current_memberships if item.role in RUNNING_ROLES}
    return Authority.objects.filter(pk__in=keys).order_by("name")


def authorities_to_draft_for(request: HttpRequest) -> QuerySet[Authority]:
    found = own_authorities(request)
    if found:
        return found
    if signed_in(request).current_memberships:
        raise PermissionDenied
    raise Http404
