"""Every address of the site by name, with the parts it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

#: Django's own pages for administrators, which ask for `is_staff` in one place.
APART = {"admin"}


@cache
def addresses() -> dict[str, Mapping[str, Any]]:
    """Names (with their namespace) to the converters of their parts; nameless catch-alls are left out."""
    return dict(_walk(get_resolver(), "", {}))


def _walk(resolver: URLResolver, space: str, above: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for item in resolver.url_patterns:
        parts = {**above, **item.pattern.converters}
        if isinstance(item, URLPattern):
            if item.name:
                yield f"{space}{item.name}", parts
        elif item.app_name not in APART:
            yield from _walk(item, f"{space}{item.namespace}:" if item.namespace else space, parts)
