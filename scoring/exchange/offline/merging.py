"""Three ways: as it was in the file, as it is in the file, as it is here now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from scoring.core.canonical import canonical_json
from scoring.core.errors import Refused
from scoring.exchange.offline.fields import LABELS, Place, content_digest, in_words
from scoring.exchange.offline.reading import FilledFile, Given, contents
from scoring.exchange.offline.stamp import Base
from scoring.selectors.submissions.answer_fields import Field
from scoring.selectors.submissions.claims import read_claim
from scoring.workbook.faults import Fault


@dataclass(frozen=True, slots=True)
class Proposal:
    """A field that the file would change. `version` is what stands here now; a conflict was changed here as well."""

    place: Place
    field: Field
    cell: str
    content: Any
    version: int
    key: str
    is_conflict: bool

    @property
    def name(self) -> str:
        return f"{self.place.criterion.code}|{self.field.value}"

    @property
    def label(self) -> Promise | str:
        return LABELS[self.field]

    @property
    def mine(self) -> str:
        return in_words(self.field, self.place, self.content)

    @property
    def theirs(self) -> str:
        return in_words(self.field, self.place, self.place.now(self.field))


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do; nothing was written."""

    changes: tuple[Proposal, ...]
    conflicts: tuple[Proposal, ...]
    faults: tuple[Fault, ...]
    fields: int

    @property
    def untouched(self) -> int:
        return self.fields - len(self.changes) - len(self.conflicts)


def plan_of(file: FilledFile, places: Mapping[str, Place]) -> Plan:
    given = contents(file, places)
    found = [_proposal(file, places[code], of, item) for (code, of), item in given.items()]
    wanted = [item for item in found if item is not None]
    return Plan(
        changes=tuple(item for item in wanted if not item.is_conflict),
        conflicts=tuple(item for item in wanted if item.is_conflict),
        faults=tuple(file.faults),
        fields=len(given),
    )


def _proposal(file: FilledFile, place: Place, of: Field, given: Given) -> Proposal | None:
    """None where the file brings nothing new, or what it brings cannot be right."""
    base, now, version = file.bases.get((place.criterion.code, of.value)), place.now(of), place.version(of)
    if base is None or content_digest(given.content) == base.digest or given.content == now:
        return None
    if of is Field.CONFIRM and given.content is not True:
        return None
    if not _is_readable(file, place, of, given):
        return None
    is_conflict = base != Base(version, content_digest(now))
    return Proposal(place, of, given.cell, given.content, version, _key(file, place, of, given), is_conflict)


def _is_readable(file: FilledFile, place: Place, of: Field, given: Given) -> bool:
    """A claim that the rule does not understand is a fault of its cell."""
    if of is not Field.CLAIM:
        return True
    try:
        read_claim(place.leaf, given.content)
    except Refused as refused:
        file.faults.add(given.cell, in_words(of, place, given.content), refused)
        return False
    return True


def _key(file: FilledFile, place: Place, of: Field, given: Given) -> str:
    """Names this change for ever: the same file brought twice changes nothing the second time."""
    said = canonical_json([file.stamp.file, place.criterion.code, of.value, given.content])
    return hashlib.sha256(said.encode()).hexdigest()
