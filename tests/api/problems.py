"""What every error looks like."""

from __future__ import annotations

from typing import Any


def problem_of(response: Any, status: int) -> dict[str, Any]:
    """The problem object, checked for what every one has (RFC 9457)."""
    assert response.status_code == status, response.content.decode()
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    content: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail", "instance", "code"} <= set(content)
    assert (content["type"], content["status"]) == ("about:blank", status)
    assert content["instance"] == response.wsgi_request.path
    return content
