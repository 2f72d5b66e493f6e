"""An appraiser's lists: one criterion across her agencies, one agency across her criteria."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Min

from appraisal.enums import Round
from appraisal.selectors.marks.assigned import assigned_to, marked_leaves
from appraisal.selectors.marks.lines import Lines, Only
from appraisal.selectors.marks.reading import rows_at
from appraisal.selectors.marks.rounds import round_of
from appraisal.selectors.marks.rows import Row
from appraisal.selectors.marks.selection import Selection, chosen_of
from pari.accounts.models import User
from scoring.models import Campaign, Criterion, Participant

#: How many lines are shown beside the one that is worked on.
BESIDE = 40


@dataclass(frozen=True)
class Queue:
    """Lines in the order of the sheet or of the register.

    Which ones are chosen and where they stand is known by the keys of their places; only those that are looked at are
    read (`rows`), and kept.
    """

    campaign: Campaign
    user: User
    lines: Lines
    selection: Selection
    _read: dict[int, Row] = field(default_factory=dict)

    @property
    def round(self) -> Round:
        return self.lines.round

    @property
    def criterion(self) -> Criterion | None:
        """What the lines share, or nothing where they share the agency."""
        return self.lines.criterion

    @property
    def participant(self) -> Participant | None:
        return self.lines.participant

    @cached_property
    def everything(self) -> Sequence[int]:
        return list(self.lines.places.values_list("pk", flat=True))

    @cached_property
    def chosen(self) -> Sequence[int]:
        return chosen_of(self.lines, self.selection) if self.selection else self.everything

    @cached_property
    def blocs(self) -> Mapping[str, str]:
        """Names by code, of the agencies in a list of agencies."""
        if self.criterion is None:
            return {}
        found = self.lines.places.order_by().values_list("bloc__code", "bloc__name")
        return {code: name for code, name, _ in found.annotate(first=Min("position")).order_by("first")}

    @property
    def due(self) -> int:
        return self._counts["due"]

    @property
    def done(self) -> int:
        return self._counts["done"]

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        due, marked = self.lines.due, self.lines.marked
        return self.lines.places.order_by().aggregate(
            due=Count("pk", filter=due), done=Count("pk", filter=due & marked)
        )

    def rows(self, keys: Iterable[int]) -> list[Row]:
        wanted = list(keys)
        self._read.update(rows_at(self.lines, [key for key in dict.fromkeys(wanted) if key not in self._read]))
        return [self._read[key] for key in wanted if key in self._read]

    def row(self, *, agency: str, criterion: str) -> Row | None:
        """By codes; those beside it are read with it."""
        shared, code = (self.criterion, agency) if self.criterion else (self.participant, criterion)
        if shared is None or shared.code not in (agency, criterion):
            return None
        key = self.lines.places.order_by().filter(code=code).values_list("pk", flat=True).first()
        return None if key is None else next(iter(self.rows([key, *self._around(key)])), None)

    def beside(self, row: Row) -> list[Row]:
        """The chosen ones around it: a list of thousands is not sent with every page."""
        return self.rows(self._around(self._key(row)))

    def neighbours(self, row: Row) -> tuple[Row | None, Row | None]:
        """The chosen ones before and after it, be it chosen itself or not."""
        chosen, before = self.chosen, self._before(self._key(row))
        after = before + (before < len(chosen) and chosen[before] == self._key(row))
        return self._at(before - 1), self._at(after)

    def following(self, row: Row) -> Row | None:
        """Where to go on after it: the next chosen one, then again from the beginning those that are not marked."""
        _before, after = self.neighbours(row)
        return after or next(iter(self.rows(self._left(apart=self._key(row)))), None)

    @cached_property
    def beginning(self) -> Sequence[int]:
        """Where to begin: the first chosen one that is not marked, if there is one."""
        return self._left()

    def _left(self, apart: int = 0) -> Sequence[int]:
        if self.done == self.due:
            return []
        if self.selection.only == Only.UNMARKED:
            return [key for key in self.chosen if key != apart][:1]
        left = set(self.lines.places.order_by().filter(self.lines.unmarked).values_list("pk", flat=True))
        return [key for key in self.chosen if key in left and key != apart][:1]

    def _around(self, key: int) -> Sequence[int]:
        place = max(0, min(self._before(key), len(self.chosen) - 1))
        first = max(0, min(place - BESIDE // 2, len(self.chosen) - BESIDE))
        return self.chosen[first : first + BESIDE]

    def _before(self, key: int) -> int:
        """How many chosen ones stand before it."""
        return bisect_left(self.chosen, self._places[key], key=self._places.__getitem__)

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {key: place for place, key in enumerate(self.everything)}

    def _at(self, place: int) -> Row | None:
        """Of the chosen ones, the one that stands there."""
        return next(iter(self.rows(self.chosen[place : place + 1])), None) if place >= 0 else None

    def _key(self, row: Row) -> int:
        return row.agency.pk if self.participant is None else row.criterion.pk


def criterion_queue(
    *, campaign: Campaign, criterion: Criterion, user: User, selection: Selection | None = None
) -> Queue:
    """Her agencies that answer this leaf."""
    parts = assigned_to(user, campaign).filter(specialty=criterion.specialty, participant__annex=criterion.annex_id)
    places = Participant.objects.filter(pk__in=parts.values("participant")).order_by("position", "pk")
    lines = Lines(places, round_of(campaign), criterion=criterion)
    return Queue(campaign, user, lines, selection or Selection())


def agency_queue(*, participant: Participant, user: User, selection: Selection | None = None) -> Queue:
    """Her leaves of one agency; give the participant with its campaign."""
    campaign = participant.campaign
    parts = assigned_to(user, campaign).filter(participant=participant)
    places = marked_leaves([participant.annex_id]).filter(specialty__in=parts.values("specialty"))
    lines = Lines(places, round_of(campaign), participant=participant)
    return Queue(campaign, user, lines, selection or Selection())
