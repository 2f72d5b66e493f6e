"""Programs show their token as `Authorization: Bearer …` (CONTRACT §9)."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from pari.accounts.models import User
from pari.accounts.services import authenticate_token

SCHEME = "bearer"


class BearerAuthentication(BaseAuthentication):
    """The token's holder, with her rights.

    A token that is wrong, expired or withdrawn is refused everywhere, on public data too: a program
    must learn that its key no longer works rather than silently see less. Other schemes are not ours:
    a proxy may ask for its own password in the same header.
    """

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        scheme, _, key = request.headers.get("Authorization", "").strip().partition(" ")
        if scheme.lower() != SCHEME:
            return None
        user = authenticate_token(key=key.strip()) if key.strip() else None
        if user is None:
            raise AuthenticationFailed
        return user, None

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="PARI", error="invalid_token"'


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # registers itself
    """How the schema names it."""

    target_class = BearerAuthentication
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": SCHEME, "description": "Khóa API, tạo bằng `manage.py create_token`."}
