"""Hash chains as plain values: how a link is hashed, and where a chain is broken."""

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import TypeAlias

#: What details may hold. No floats: a figure goes in as text.
JSON: TypeAlias = "str | int | bool | Sequence[JSON] | Mapping[str, JSON] | None"

FIRST = ""
#: How many rows in one place are still recognised as put in between.
MOST_INSERTED = 1000


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


class What(StrEnum):
    """What is wrong with a place of a chain."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    RENUMBERED = "renumbered"
    CUT = "cut"
    HEAD = "head"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One row that is not as it was written; `sequence` is the number it bears.

    Removed rows have no verb or subject any more: they stood from `sequence` to `until`. `CUT` is the same at the
    end of the chain. A renumbered row was written under `until`. `HEAD` says that the end of the chain is not known.
    """

    what: What
    sequence: int
    until: int = 0
    verb: str = ""
    subject: str = ""


def faults_of(links: Iterable[Link], *, head: tuple[int, str]) -> list[Fault]:
    """Every place where the chain does not hold, by sequence. Give `links` from the last to the first.

    Trust goes from the end backwards: the head vouches for the last row's hash, each row for the one before it. Where a
    row was rewritten with a hash of its own it vouches for nobody, and the row before it is judged by itself.
    """
    walk = _Walk(links, head)
    return sorted(walk.faults(), key=lambda fault: (fault.sequence, fault.what))


class _Walk:
    """`number` and `wanted` are what the next row must be; `wanted` is None where nobody vouches for it."""

    def __init__(self, links: Iterable[Link], head: tuple[int, str]) -> None:
        self._links = iter(links)
        self._ahead: deque[Link] = deque()
        self._head = head
        self._number, self._wanted = head[0], head[1] or None
        self._shift = 0  # how far the numbers that rows bear are from those under which they were written

    def faults(self) -> Iterator[Fault]:
        if not self._head[1] and (last := self._peek(0)):
            self._number = last.content.sequence
            yield Fault(what=What.HEAD, sequence=self._number + 1)
        while (link := self._peek(0)) is not None:
            self._ahead.popleft()
            yield from self._judged(link)
        if self._number:
            yield self._missing(1, self._number)

    def _peek(self, place: int) -> Link | None:
        while len(self._ahead) <= place:
            found = next(self._links, None)
            if found is None:
                return None
            self._ahead.append(found)
        return self._ahead[place]

    def _judged(self, link: Link) -> Iterator[Fault]:
        own = self._number_of(link)
        if link.hash != self._wanted and self._is_inserted(link, own):
            yield _fault(What.INSERTED, link)
            return
        place = link.content.sequence - self._shift if own is None else own
        if place < self._number:
            yield self._missing(place + 1, self._number)
            self._number, self._wanted = place, None
        is_rewritten = self._wanted is not None and link.hash != self._wanted
        if own is None or is_rewritten:
            yield _fault(What.CHANGED, link)
        elif own != link.content.sequence:
            yield _fault(What.RENUMBERED, link, until=own)
        self._shift = link.content.sequence - self._number
        self._number -= 1
        self._wanted = None if own is None or is_rewritten else link.content.previous_hash

    def _number_of(self, link: Link) -> int | None:
        """The number under which the row was written as it stands; None when it never was."""
        borne = link.content.sequence
        for number in dict.fromkeys((borne, self._number, borne - self._shift)):
            if hash_of(replace(link.content, sequence=number)) == link.hash:
                return number
        return None

    def _is_inserted(self, link: Link, own: int | None) -> bool:
        """Past the end, or behind the very row that the one after it follows."""
        if self._number <= 0 or (own is not None and own > self._number):
            return True
        ahead = (self._peek(place) for place in range(MOST_INSERTED)) if self._wanted is not None else ()
        for earlier in ahead:
            if earlier is None or earlier.hash == self._wanted:
                return earlier is not None
        return False

    def _missing(self, first: int, last: int) -> Fault:
        what = What.CUT if last == self._head[0] else What.REMOVED
        return Fault(what=what, sequence=first, until=last)


def _fault(what: What, link: Link, *, until: int = 0) -> Fault:
    content = link.content
    return Fault(what=what, sequence=content.sequence, until=until, verb=content.verb, subject=content.subject)
