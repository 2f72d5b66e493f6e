"""The way through a list: its addresses, with what it was narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from appraisal.enums import Round
from appraisal.selectors.marks.lines import Only
from appraisal.selectors.marks.queues import Queue
from appraisal.selectors.marks.rows import Row
from appraisal.selectors.marks.selection import Selection

#: Names of the query's keys.
KEYS = {"text": "tim", "only": "loc", "bloc": "khoi"}
LONGEST = 100


def selection_of(query: QueryDict) -> Selection:
    """What an address asks for; what does not exist narrows nothing."""
    given = {field: query.get(key, "").replace("\0", "").strip()[:LONGEST] for field, key in KEYS.items()}
    if given["only"] not in Only.values:
        given["only"] = ""
    return Selection(**given)


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its address."""

    row: Row
    url: str
    is_current: bool = False


@dataclass(frozen=True)
class Route:
    """`by` is `criterion` or `agency`: what the lines have in common."""

    queue: Queue

    @property
    def by(self) -> str:
        return "criterion" if self.queue.criterion is not None else "agency"

    @cached_property
    def query(self) -> str:
        selection = self.queue.selection
        kept = {key: getattr(selection, field) for field, key in KEYS.items() if getattr(selection, field)}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def plain_url(self) -> str:
        """The list, not narrowed."""
        return reverse(f"appraisal:marking-{self.by}", args=self._parts)

    @property
    def list_url(self) -> str:
        return self.plain_url + self.query

    @property
    def agree_url(self) -> str:
        return reverse(f"appraisal:marking-agree-{self.by}", args=self._parts) + self.query

    def url(self, row: Row) -> str:
        last = row.agency.code if self.by == "criterion" else row.criterion.code
        return reverse(f"appraisal:marking-{self.by}-leaf", args=[*self._parts, last]) + self.query

    @cached_property
    def _parts(self) -> list[str]:
        campaign, leaf, participant = self.queue.campaign.code, self.queue.criterion, self.queue.participant
        if leaf is not None:
            return [campaign, leaf.annex.code, leaf.code]
        return [campaign, participant.code if participant else ""]

    def lines(self, rows: list[Row], current: Row | None = None) -> list[Line]:
        return [Line(row, self.url(row), row == current) for row in rows]

    def beside(self, current: Row) -> list[Line]:
        """The chosen lines around the current one."""
        return self.lines(self.queue.beside(current), current)

    @property
    def only(self) -> list[Only]:
        return [item for item in Only if item != Only.SUPPLEMENTED or self.queue.round == Round.SECOND]
