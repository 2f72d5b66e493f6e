"""What the agenda shows: motions in their order, filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from appraisal.enums import MotionOrigin, MotionState
from appraisal.models import Meeting, Motion
from appraisal.selectors.council.members import council_of, present_at
from appraisal.selectors.council.motions import motions_seen_by
from reports.portal.council.access import Seat
from reports.portal.search import mentions
from reports.selectors.freshness import Freshness, freshness_of

PAGE_SIZE = 50
KEYS = {"text": "tim", "state": "trang-thai", "origin": "ly-do"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the agenda; what does not exist does not filter."""

    text: str = ""
    state: str = ""
    origin: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Wanted:
        given = {field: query.get(key, "").replace("\0", "").strip()[:100] for field, key in KEYS.items()}
        given["state"] = given["state"] if given["state"] in MotionState.values else ""
        given["origin"] = given["origin"] if given["origin"] in MotionOrigin.values else ""
        return cls(**given)

    @property
    def query(self) -> str:
        kept = {key: value for field, key in KEYS.items() if (value := getattr(self, field))}
        return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A motion with its place on this person's agenda."""

    place: int
    motion: Motion


@dataclass(frozen=True, slots=True)
class StateCount:
    state: MotionState
    count: int
    query: str


@dataclass(frozen=True)
class Agenda:
    seat: Seat
    meeting: Meeting
    wanted: Wanted
    number: str

    states = tuple(MotionState)
    origins = tuple(MotionOrigin)

    @cached_property
    def freshness(self) -> Freshness | None:
        """Of the results, for those who may look at all of them."""
        return None if self.seat.is_narrow else freshness_of(self.seat.campaign)

    @cached_property
    def counts(self) -> list[StateCount]:
        """Over the whole agenda, whatever is filtered."""
        rows = self._motions.order_by().values_list("state").annotate(count=Count("pk"))
        found: Mapping[str, int] = dict(rows)
        return [StateCount(state, found.get(state, 0), Wanted(state=state.value).query) for state in MotionState]

    @property
    def total(self) -> int:
        return sum(item.count for item in self.counts)

    @property
    def undecided(self) -> int:
        return next(item.count for item in self.counts if item.state is MotionState.OPEN)

    @cached_property
    def page(self) -> Page[int]:
        return Paginator(self._keys, PAGE_SIZE).get_page(self.number)

    @cached_property
    def rows(self) -> list[Row]:
        keys = list(self.page.object_list)
        joined = Motion.objects.select_related("participant__bloc", "criterion")
        found = joined.in_bulk(keys)
        return [Row(self._places[key], found[key]) for key in keys]

    @property
    def found(self) -> int:
        return len(self._keys)

    @cached_property
    def members(self) -> int:
        return council_of(self.seat.campaign).count()

    @cached_property
    def present(self) -> int:
        return len(present_at(self.meeting.pk))

    @property
    def address(self) -> str:
        return reverse("portal:council-agenda", args=[self.seat.campaign.code, self.meeting.number])

    @property
    def is_open(self) -> bool:
        return self.meeting.closed_at is None and self.seat.is_now

    @property
    def _motions(self) -> QuerySet[Motion]:
        return motions_seen_by(self.seat.user, self.seat.campaign).filter(meeting=self.meeting)

    @cached_property
    def _all(self) -> list[tuple[int, str, str, str]]:
        return list(self._motions.values_list("pk", "state", "origin", "title"))

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {key: place for place, (key, *_) in enumerate(self._all, 1)}

    @cached_property
    def _keys(self) -> list[int]:
        wanted = self.wanted
        return [
            key
            for key, state, origin, title in self._all
            if wanted.state in ("", state)
            and wanted.origin in ("", origin)
            and (not wanted.text or mentions(wanted.text, title))
        ]
