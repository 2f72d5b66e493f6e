"""Looking into a package (ZIP, OOXML, ODF) by its directory; nothing is unpacked to a disk."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    size: int
    is_encrypted: bool


def listing(file: IO[bytes]) -> Sequence[Entry]:
    """The files of an archive by name. Raises `zipfile.BadZipFile` for a broken one."""
    with zipfile.ZipFile(file) as archive:
        found = [part for part in archive.infolist() if not part.is_dir()]
    return sorted((_entry(part) for part in found), key=lambda entry: entry.name)


def _entry(part: zipfile.ZipInfo) -> Entry:
    return Entry(_shown(part), part.file_size, bool(part.flag_bits & ENCRYPTED))


def _shown(part: zipfile.ZipInfo) -> str:
    """Names without the UTF-8 mark were read as code page 437; many programs write UTF-8 without the mark."""
    name = part.filename
    if not part.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(char)[0] == "C" else char for char in name)
