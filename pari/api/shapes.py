"""Pieces of JSON Schema (OpenAPI 3.1) from which the API describes what it returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

from pari.api.pagination import LARGEST_PAGE, LAST_PAGE, PAGE_SIZE
from pari.api.parameters import FIRST_YEAR, LAST_YEAR

Shape = dict[str, Any]


def text(description: str = "", **more: Any) -> Shape:
    return _described({"type": "string", **more}, description)


def number_text(description: str = "", **more: Any) -> Shape:
    """A decimal as a string: with a dot, never rounded by a reader's floating point."""
    return text(description, pattern=r"^-?[0-9]+(\.[0-9]+)?$", **{"examples": ["92.50"], **more})


def signed_text(description: str = "", **more: Any) -> Shape:
    return text(description, pattern=r"^[+-]?[0-9]+(\.[0-9]+)?$", **{"examples": ["+1.20"], **more})


def digest(description: str) -> Shape:
    return text(description, pattern="^[0-9a-f]{64}$")


def count(description: str = "") -> Shape:
    return _described({"type": "integer", "minimum": 0}, description)


def whole(description: str = "", **more: Any) -> Shape:
    return _described({"type": "integer", **more}, description)


def truth(description: str = "") -> Shape:
    return _described({"type": "boolean"}, description)


def one_of(values: Sequence[str], description: str = "") -> Shape:
    return _described({"type": "string", "enum": list(values)}, description)


def listed(items: Shape, description: str = "") -> Shape:
    return _described({"type": "array", "items": items}, description)


def counts(description: str) -> Shape:
    """An object from names to counts."""
    return {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}, "description": description}


def fields(properties: Mapping[str, Shape], description: str = "") -> Shape:
    """An object whose members are all there, null where there is nothing to report (CONTRACT §8)."""
    shape = {"type": "object", "properties": dict(properties), "required": list(properties)}
    return _described(shape, description)


def ref(name: str) -> Shape:
    return {"$ref": f"#/components/schemas/{name}"}


def nullable(shape: Shape) -> Shape:
    if "$ref" in shape:
        return {"anyOf": [shape, {"type": "null"}]}
    more = {"enum": [*shape["enum"], None]} if "enum" in shape else {}
    return {**shape, "type": [shape["type"], "null"], **more}


def page(items: Shape) -> Shape:
    link = nullable(text(format="uri"))
    return fields(
        {"count": count("Số dòng của cả danh sách."), "next": link, "previous": link, "results": listed(items)}
    )


def in_path(name: str, description: str, kind: Any = str, *, example: str | int) -> OpenApiParameter:
    examples = [OpenApiExample("demo", summary="Ví dụ", value=example)]
    return OpenApiParameter(name, kind, OpenApiParameter.PATH, description=description, examples=examples)


def year_filter(name: str, description: str) -> OpenApiParameter:
    shape = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
    return OpenApiParameter(name, shape, OpenApiParameter.QUERY, description=description)


def text_filter(name: str, description: str) -> OpenApiParameter:
    """May be repeated; rows that match any of the values are kept."""
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.QUERY, description=description, many=True)


PAGING = [
    OpenApiParameter(
        "page",
        {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
        OpenApiParameter.QUERY,
        description="Trang, từ 1.",
    ),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE},
        OpenApiParameter.QUERY,
        description="Số dòng mỗi trang.",
    ),
]


def _described(shape: Shape, description: str) -> Shape:
    return {**shape, "description": description} if description else shape
