"""Official codes in addresses."""

from __future__ import annotations


class OfficialCode:
    """A code as one path segment; `~` is written `~0` and `/` is `~1`, as in a JSON Pointer (RFC 6901)."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        if "\0" in value:
            raise ValueError(value)
        return value.replace("~1", "/").replace("~0", "~")

    def to_url(self, value: str) -> str:
        return str(value).replace("~", "~0").replace("/", "~1")
