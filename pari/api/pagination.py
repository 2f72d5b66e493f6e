"""Lists come in pages: `{"count", "next", "previous", "results"}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param

from pari.api.parameters import integer
from pari.api.problems import UnknownPage

PAGE_SIZE, LARGEST_PAGE = 100, 1000
LAST_PAGE = 999_999_999

Row = TypeVar("Row")


def page_of(
    request: Request, rows: Sequence[Row] | QuerySet[Any, Row], represent: Callable[[Sequence[Row]], Iterable[Any]]
) -> dict[str, Any]:
    """One page of `rows`, which must have an order; `represent` gets the page's rows all at once."""
    size = integer(request.query_params, "page_size", low=1, high=LARGEST_PAGE) or PAGE_SIZE
    number = integer(request.query_params, "page", low=1, high=LAST_PAGE) or 1
    try:
        page = Paginator(rows, size).page(number)
    except EmptyPage as error:
        raise UnknownPage from error
    return {
        "count": page.paginator.count,
        "next": _link(request, page, 1) if page.has_next() else None,
        "previous": _link(request, page, -1) if page.has_previous() else None,
        "results": list(represent(list(page.object_list))),
    }


def _link(request: Request, page: Page[Any], step: int) -> str:
    """The address of a neighbour with the same filters."""
    address, number = request.build_absolute_uri(), page.number + step
    if number == 1:
        return str(remove_query_param(address, "page"))
    return str(replace_query_param(address, "page", number))
