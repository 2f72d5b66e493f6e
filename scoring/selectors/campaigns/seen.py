"""What a form showed, as a short token that it carries back: a change in between is noticed (STYLE 8)."""

from __future__ import annotations

import hashlib
from typing import Any

from scoring.core.canonical import canonical_json


def token_of(shown: Any) -> str:
    """Equal for equal content of JSON."""
    return hashlib.sha256(canonical_json(shown).encode()).hexdigest()[:16]
