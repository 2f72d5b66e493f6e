"""Text that goes into a spreadsheet and is not to be executed there (CONTRACT §2)."""

from __future__ import annotations

import unicodedata

_RISKY = ("=", "+", "-", "@")


def safe_text(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets a leading apostrophe."""
    is_risky = text.startswith(_RISKY) or unicodedata.category(text[:1] or " ") == "Cc"
    return f"'{text}" if is_risky else text
