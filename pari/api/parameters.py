"""Query parameters: unknown names are passed over, values that cannot be read are refused (400)."""

from __future__ import annotations

import re

from django.http import QueryDict
from django.utils.translation import gettext as _

from pari.api.problems import InvalidParameter

FIRST_YEAR, LAST_YEAR = 1, 9999

_DIGITS = re.compile(r"[0-9]{1,9}\Z")


def integer(query: QueryDict, name: str, *, low: int, high: int) -> int | None:
    """The value, None when it is not given."""
    given = query.getlist(name)
    if not given:
        return None
    if len(given) > 1:
        raise InvalidParameter(name=name, reason=_("chỉ được ghi một lần."))
    text = given[0]
    if not _DIGITS.match(text) or not low <= int(text) <= high:
        raise InvalidParameter(
            name=name, reason=_("phải là số nguyên từ %(low)d đến %(high)d.") % {"low": low, "high": high}
        )
    return int(text)


def year(query: QueryDict, name: str = "year") -> int | None:
    return integer(query, name, low=FIRST_YEAR, high=LAST_YEAR)


def texts(query: QueryDict, name: str) -> frozenset[str]:
    """The values of a parameter that may be repeated; empty ones, as an open form field sends, are not given.

    No text of ours holds a NUL and PostgreSQL refuses to look for one: such a value finds nothing.
    """
    return frozenset(value.replace("\0", "\N{REPLACEMENT CHARACTER}") for value in query.getlist(name) if value)
