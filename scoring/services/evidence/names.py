"""A document's name as it may be shown and offered again; it is never a path here."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
_FOR_FILE_SYSTEMS = re.compile(r'[<>:"|?*/\\]')
_SPACES = re.compile(r"\s+")


def clean_name(given: str) -> str:
    """The last part of a name, letters kept in Unicode (NFC), what is invisible or turns the line around removed."""
    last = re.split(r"[/\\]", given)[-1]
    shown = "".join(char for char in unicodedata.normalize("NFC", last) if _is_shown(char))
    name = _SPACES.sub(" ", _FOR_FILE_SYSTEMS.sub("_", shown)).strip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return name[:LONGEST] or "tai-lieu"
    return f"{stem[: LONGEST - len(extension) - 1].rstrip(' .') or 'tai-lieu'}.{extension}"[:LONGEST]


def _is_shown(char: str) -> bool:
    """Not controls, bidirectional and zero-width marks, surrogates, private or unassigned characters."""
    return char in "\t\n" or unicodedata.category(char)[0] != "C"


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
