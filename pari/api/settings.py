"""Settings of the REST API and of its schema; nothing of them depends on the environment."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "pari.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    # What a view that says nothing lets in; the read side says AllowAny and asks what each reader may see.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "pari.api.problems.problem_of_exception",
    # Formats are asked for by Accept alone; `format` is a query name like any other.
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "PARI",
    "DESCRIPTION": (
        "Kết quả chỉ số cải cách hành chính. Dữ liệu đã công bố đọc được không cần đăng nhập; dữ liệu chưa công bố cần "
        "khóa API (`Authorization: Bearer …`) hoặc phiên đăng nhập của người được xem.\n\n"
        "Số đo là chuỗi thập phân có dấu chấm; không có gì để báo thì là `null`. Danh sách chia trang. Tham số lạ được "
        "bỏ qua, giá trị không đọc được bị từ chối (400), giá trị lọc không có trong dữ liệu cho danh sách rỗng. "
        "Trong địa chỉ, mã có `/` viết là `~1` và `~` viết là `~0`. Lỗi theo RFC 9457."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": "MIT"},
    "SCHEMA_PATH_PREFIX": "/api/v[0-9]+",
    "SORT_OPERATION_PARAMETERS": False,
    "TAGS": [
        {"name": "campaigns", "description": "Kỳ đánh giá và kết quả"},
        {"name": "agencies", "description": "Cơ quan, đơn vị qua các năm"},
        {"name": "criteria-sets", "description": "Bộ tiêu chí"},
    ],
    "POSTPROCESSING_HOOKS": ["reports.api.openapi.add_shapes", "pari.api.openapi.add_common_answers"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
}
