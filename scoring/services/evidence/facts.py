"""Pages and text layer of a PDF; a document that cannot be read has neither, and stops nothing."""

from __future__ import annotations

import logging
import zipfile
from dataclasses import dataclass
from typing import IO

from pypdf import PdfReader

from scoring.selectors.evidence.archives import listing

_LOOKED_AT = 5
_ENOUGH = 20
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Facts:
    """`has_text` is False for a scan without text and for what a password closes; None where it means nothing."""

    pages: int | None = None
    has_text: bool | None = None


def facts_of(file: IO[bytes], media_type: str) -> Facts:
    if media_type == "application/pdf":
        return _of_pdf(file)
    return _of_archive(file) if media_type == "application/zip" else Facts()


def _of_pdf(file: IO[bytes]) -> Facts:
    try:
        reader = PdfReader(file)
        return Facts(len(reader.pages), _has_text(reader))
    except (Exception, RecursionError) as error:  # noqa: BLE001 a broken document may raise anything
        log.info("a PDF cannot be read: %r", error)
        return Facts(has_text=False)


def _has_text(reader: PdfReader) -> bool:
    letters = 0
    for page in reader.pages[:_LOOKED_AT]:
        letters += sum(char.isalnum() for char in page.extract_text())
        if letters >= _ENOUGH:
            return True
    return False


def _of_archive(file: IO[bytes]) -> Facts:
    try:
        return Facts(has_text=False if any(entry.is_encrypted for entry in listing(file)) else None)
    except zipfile.BadZipFile:
        return Facts()
