"""Keeping bytes once by SHA-256 in the default storage, local or S3-compatible."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from scoring.models import Evidence
from scoring.selectors.evidence.content import place_of, stored_name


class _Arrived(File):  # type: ignore[type-arg]  # bytes
    """Lets a local storage move the file instead of copying it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(path: Path, sha256: str) -> None:
    """Put a copy of the file into the storage.

    The same work is done whether or not it is there already, so that nobody learns from the time it takes;
    a piece left by a process that died while copying is replaced.
    """
    known = Evidence.objects.filter(sha256=sha256).first()
    place = place_of(known) if known else stored_name(sha256, quarantined=False)
    if default_storage.exists(place) and default_storage.size(place) != path.stat().st_size:
        default_storage.delete(place)
    linked = path.with_name(f"{path.name}.{os.getpid()}.kept")
    linked.unlink(missing_ok=True)
    os.link(path, linked)
    with linked.open("rb") as file:
        stored = default_storage.save(place, _Arrived(file, name=str(linked)))
    if stored != place:
        default_storage.delete(stored)
    linked.unlink(missing_ok=True)


def move(sha256: str, *, into_quarantine: bool) -> None:
    """Copy the bytes to where their state says they are; `remove_from` ends the other copy after the commit."""
    target = stored_name(sha256, quarantined=into_quarantine)
    if default_storage.exists(target):
        return
    with default_storage.open(stored_name(sha256, quarantined=not into_quarantine), "rb") as file:
        default_storage.save(target, file)


def remove(sha256: str, *, quarantined: bool) -> None:
    default_storage.delete(stored_name(sha256, quarantined=quarantined))
