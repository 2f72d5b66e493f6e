"""The list of agencies."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from scoring.models import Agency
from scoring.portal.access import signed_in
from scoring.portal.register.access import seen
from scoring.selectors.register.agencies import agencies_in_order, authorities_run_by, valid_on

PAGE_SIZE = 50
LONGEST_SEARCH = 100
VALID, ENDED, ALL = "hieu-luc", "het-hieu-luc", "tat-ca"
STATES = ((VALID, _("Đang hoạt động")), (ENDED, _("Đã kết thúc")), (ALL, _("Tất cả")))


@login_required
@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    visible = seen(request)
    asked = _asked(request)
    found = _narrowed(visible, asked)
    page = Paginator(agencies_in_order(found, text=asked["text"]), PAGE_SIZE).get_page(request.GET.get("trang"))
    rows = Agency.objects.select_related("authority").in_bulk(list(page))
    return render(
        request,
        "scoring/register/list.html",
        {
            "page": page,
            "rows": [rows[key] for key in page],
            "asked": asked,
            "states": STATES,
            "authorities": _authorities(visible),
            "runs": list(authorities_run_by(signed_in(request))),
        },
    )


def _asked(request: HttpRequest) -> dict[str, str]:
    """Filters of the query string; what is not known counts as not given."""
    state = request.GET.get("trang-thai", VALID)
    authority = request.GET.get("chu-tri", "")
    return {
        "text": request.GET.get("tim", "").replace("\0", "").strip()[:LONGEST_SEARCH],
        "state": state if state in dict(STATES) else VALID,
        "authority": authority if authority.isascii() and authority.isdigit() and len(authority) < 10 else "",
    }


def _narrowed(agencies: QuerySet[Agency], asked: dict[str, str]) -> QuerySet[Agency]:
    if asked["authority"]:
        agencies = agencies.filter(authority=int(asked["authority"]))
    narrow = {VALID: valid_on(), ENDED: ~valid_on()}.get(asked["state"], Q())
    return agencies.filter(narrow)


def _authorities(agencies: QuerySet[Agency]) -> list[Any]:
    """Primary key and name of every authority in sight; one query."""
    return list(agencies.order_by("authority__name").values_list("authority", "authority__name").distinct())
