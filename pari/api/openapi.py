"""What every operation of the schema has in common, added once (a hook of drf-spectacular)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pari.api.problems import CODES, CONTENT_TYPE
from pari.api.shapes import Shape, fields, listed, ref, text, whole

PROBLEM_FIELDS = fields(
    {
        "type": text(format="uri-reference", examples=["about:blank"]),
        "title": text("Tên lỗi, theo ngôn ngữ của Accept-Language.", examples=["Yêu cầu không hợp lệ"]),
        "status": whole(minimum=400, maximum=599, examples=[400]),
        "detail": text("Lỗi cụ thể là gì.", examples=["year: phải là số nguyên từ 1 đến 9999."]),
        "instance": text("Địa chỉ đã gọi.", format="uri-reference", examples=["/api/v1/campaigns/"]),
        "code": text("Mã lỗi cho chương trình, không đổi theo ngôn ngữ.", examples=[*CODES.values()]),
    },
    "Lỗi theo RFC 9457.",
)
WRONG_PARAMETERS = listed(
    fields({"parameter": text(), "detail": text()}),
    "Tham số nào sai và vì sao; chỉ có khi mã lỗi là invalid_parameter.",
)
PROBLEM: Shape = {
    **PROBLEM_FIELDS,
    "properties": {**PROBLEM_FIELDS["properties"], "errors": WRONG_PARAMETERS},
}

ERRORS = {
    "400": ("BadRequest", "Tham số không đọc được."),
    "401": ("Unauthorized", "Khóa API sai, đã hết hạn hoặc đã bị thu hồi, kể cả khi gọi dữ liệu công khai."),
    "404": ("NotFound", "Không có dữ liệu, hoặc dữ liệu chưa công bố và người gọi không được xem."),
    "406": ("NotAcceptable", "Không có định dạng mà Accept yêu cầu."),
    "412": ("PreconditionFailed", "If-Match không khớp."),
    "500": ("ServerError", "Lỗi máy chủ."),
}
ENTITY_TAG = {"ETag": {"description": "Mã của bản dữ liệu này.", "schema": {"type": "string"}}}
HEADERS = {
    "AcceptLanguage": {
        "in": "header",
        "name": "Accept-Language",
        "schema": {"type": "string", "default": "vi"},
        "description": "Ngôn ngữ của câu chữ: `vi` hoặc `en`.",
    },
    "IfNoneMatch": {
        "in": "header",
        "name": "If-None-Match",
        "schema": {"type": "string"},
        "description": "ETag của bản đang có; dữ liệu chưa đổi thì trả về 304 không kèm nội dung.",
    },
}


def add_common_answers(result: dict[str, Any], generator: Any, **kwargs: Any) -> dict[str, Any]:
    """Problem answers, entity tags, 304 and the headers that matter, on every operation."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["parameters"] = HEADERS
    components["responses"] = {
        **{name: _problem(description) for name, description in ERRORS.values()},
        "NotModified": {"description": "Dữ liệu chưa đổi.", "headers": ENTITY_TAG},
    }
    for operation in _operations(result):
        _complete(operation)
    return result


def _complete(operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    parameters.extend({"$ref": f"#/components/parameters/{name}"} for name in HEADERS)
    answers = operation["responses"]
    answers["200"].update(description=operation["summary"], headers=ENTITY_TAG)
    answers["304"] = {"$ref": "#/components/responses/NotModified"}
    answers.update({status: {"$ref": f"#/components/responses/{name}"} for status, (name, _) in ERRORS.items()})


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {CONTENT_TYPE: {"schema": ref("Problem")}}}


def _operations(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in result["paths"].values():
        yield from path.values()
