"""Texts of a criteria set in the one form in which they are stored, typed or imported."""

from __future__ import annotations

import re
import unicodedata

LONGEST_TEXT = 30_000  # a cell of a workbook holds 32,767
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[^\S\n]+")


def line(text: str | None) -> str:
    """One line: NFC, trimmed, single spaces."""
    return " ".join(_clean(text).split())


def lines(text: str | None) -> str:
    """Several lines, each trimmed; no more than one empty line between two."""
    trimmed = "\n".join(_BLANKS.sub(" ", part).strip() for part in _clean(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", trimmed).strip()


def _clean(text: str | None) -> str:
    ended = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", ended))
