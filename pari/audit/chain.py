"""Hash chains as plain values: how a link is hashed, and where a chain is broken."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TypeAlias

#: What details may hold. No floats: a figure goes in as text.
JSON: TypeAlias = "str | int | bool | Sequence[JSON] | Mapping[str, JSON] | None"

FIRST = ""


@dataclass(frozen=True, kw_only=True)
class Content:
    """What one link says. `time` is ISO 8601 in UTC with microseconds."""

    chain: str
    sequence: int
    time: str
    actor: int | None
    actor_name: str
    verb: str
    subject: str
    details: Mapping[str, JSON]
    previous_hash: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """A stored link: what it says, and the hash stored beside it."""

    content: Content
    hash: str


@dataclass(frozen=True, kw_only=True)
class Break:
    """The first place where a chain does not hold, and why: `sequence`, `previous`, `content` or `end`."""

    sequence: int
    reason: str


def hash_of(content: Content) -> str:
    """Return SHA-256, in hexadecimal, over the canonical JSON of `content` with its previous hash."""
    text = json.dumps(asdict(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(links: Iterable[Link], *, head: tuple[int, str]) -> Break | None:
    """Return the first break of `links` (in order), or None. `head` is the last sequence and hash known."""
    sequence, previous = 0, FIRST
    for link in links:
        sequence += 1
        reason = _reason(link, sequence=sequence, previous=previous)
        if reason:
            return Break(sequence=sequence, reason=reason)
        previous = link.hash
    return None if (sequence, previous) == head else Break(sequence=sequence + 1, reason="end")


def _reason(link: Link, *, sequence: int, previous: str) -> str:
    if link.content.sequence != sequence:
        return "sequence"
    if link.content.previous_hash != previous:
        return "previous"
    return "" if hash_of(link.content) == link.hash else "content"
