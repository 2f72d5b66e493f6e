"""What the progress board shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from scoring.enums import UNSUBMITTED, Phase, Progress
from scoring.models import Participant
from scoring.selectors.campaigns.progress import Board, Row, Selection

PAGE_SIZE = 50
#: Names of the query's keys.
KEYS = {"text": "tim", "status": "trang-thai", "bloc": "khoi", "agency": "co-quan"}


def selection_of(query: QueryDict) -> Selection:
    """What an address or a form asks for; a status that does not exist is none."""
    given = {field: query.get(key, "").strip()[:100] for field, key in KEYS.items()}
    if given["status"] not in Progress.values:
        given["status"] = ""
    return Selection(**given)


def query_of(selection: Selection) -> str:
    """The address's query for a selection, with the question mark."""
    given = {key: getattr(selection, field) for field, key in KEYS.items()}
    kept = {key: value for key, value in given.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A count that leads to its agencies; `status` None is a sum."""

    status: Progress | None
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class BoardPage:
    board: Board
    selection: Selection
    number: str
    may_run: bool

    statuses = tuple(Progress)

    @property
    def campaign_code(self) -> str:
        return self.board.campaign.code

    @cached_property
    def may_remind(self) -> bool:
        return self.may_run and self.board.campaign.phase == Phase.SELF

    @cached_property
    def page(self) -> Page[Participant]:
        return Paginator(self.board.chosen(self.selection), PAGE_SIZE).get_page(self.number)

    @cached_property
    def rows(self) -> list[Row]:
        return list(self.board.rows(self.page.object_list))  # type: ignore[arg-type]  # a slice of the queryset

    @property
    def found(self) -> int:
        return self.page.paginator.count

    @cached_property
    def lines(self) -> list[Line]:
        """A line for each bloc."""
        return [_line(item.bloc.name, item.counts, item.bloc.code) for item in self.board.by_bloc]

    @cached_property
    def sum(self) -> Line:
        return _line("", self.board.counts, "")

    @property
    def blocs(self) -> list[tuple[str, str]]:
        return [(item.bloc.code, item.bloc.name) for item in self.board.by_bloc]

    @property
    def remindable(self) -> frozenset[Progress]:
        return frozenset(UNSUBMITTED)

    @property
    def submitted(self) -> int:
        counts = self.board.counts
        return counts[Progress.SUBMITTED] + counts[Progress.LATE]

    @property
    def query(self) -> str:
        return query_of(self.selection)

    @property
    def address(self) -> str:
        return reverse("scoring:board", args=[self.campaign_code])

    @property
    def is_filtered(self) -> bool:
        return bool(self.query)


def _line(name: str, counts: Mapping[Progress, int], bloc: str) -> Line:
    cells = tuple(
        Cell(status, count, query_of(Selection(status=status.value, bloc=bloc))) for status, count in counts.items()
    )
    return Line(name, cells, Cell(None, sum(counts.values()), query_of(Selection(bloc=bloc))))
