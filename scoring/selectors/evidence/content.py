"""Where a document's bytes are: one place for each SHA-256, another while it is known to be infected."""

from __future__ import annotations

from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage

from scoring.enums import ScanState
from scoring.models import Evidence


def stored_name(sha256: str, *, quarantined: bool) -> str:
    return f"{'quarantine' if quarantined else 'evidence'}/{sha256[:2]}/{sha256}"


def place_of(evidence: Evidence) -> str:
    return stored_name(evidence.sha256, quarantined=evidence.scan == ScanState.INFECTED)


def open_bytes(evidence: Evidence) -> File[Any]:
    """Raises `FileNotFoundError` (or the storage's own) when the storage has lost it."""
    return default_storage.open(place_of(evidence), "rb")
