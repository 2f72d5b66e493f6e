"""What the grid of assignments shows: no mark and no counter of marks, whoever looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from appraisal.models import Assignment
from appraisal.selectors.assignments.grid import (
    Load,
    PartState,
    Selection,
    Totals,
    assignments_of,
    chosen,
    loads_of,
    totals_of,
)
from appraisal.selectors.assignments.parts import PartKey, label_of
from appraisal.selectors.assignments.standing import Standing
from appraisal.services.assignments.locking import ASSIGNING_PHASES
from scoring.models import Bloc, Participant

PAGE_SIZE = 50
#: Names of the query's keys.
KEYS = {"text": "tim", "bloc": "khoi", "member": "thanh-vien", "state": "tinh-trang"}


def selection_of(given: QueryDict) -> Selection:
    """What an address or a form asks for; a state or a person that cannot be is none."""
    found = {field: given.get(key, "").strip()[:100] for field, key in KEYS.items()}
    state = found["state"] if found["state"] in PartState.values else ""
    return Selection(text=found["text"], bloc=found["bloc"], member=whole(found["member"]), state=state)


def query_of(selection: Selection) -> str:
    """The address's query for a selection, with the question mark."""
    kept = {key: getattr(selection, field) for field, key in KEYS.items() if getattr(selection, field)}
    return f"?{urlencode(kept)}" if kept else ""


def whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def ticked(given: QueryDict) -> dict[PartKey, int | None]:
    """The parts of a sent grid, each with who was shown as having it; see `Cell.value`."""
    found: dict[PartKey, int | None] = {}
    for value in given.getlist("phan"):
        participant, holder, specialty = [*value.split(":", 2), "", ""][:3]
        found[whole(participant), specialty] = whole(holder) or None
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """One part, or nothing where the agency has no leaves of the specialty (`leaves` is 0).

    `trouble` says why its member may not have it any more.
    """

    participant: int
    specialty: str
    leaves: int
    row: Assignment | None
    trouble: str = ""
    is_ticked: bool = False

    @property
    def label(self) -> str:
        return label_of(self.specialty)

    @property
    def value(self) -> str:
        """What its tick sends: the part, and who has it as the page shows it."""
        return f"{self.participant}:{self.row.appraiser_id if self.row else 0}:{self.specialty}"


@dataclass(frozen=True, slots=True)
class GridRow:
    participant: Participant
    cells: Sequence[Cell]


@dataclass(frozen=True)
class GridPage:
    standing: Standing
    selection: Selection
    number: str
    ticked: Mapping[PartKey, int | None]

    states = tuple(PartState)

    @property
    def is_open(self) -> bool:
        return self.standing.campaign.phase in ASSIGNING_PHASES

    @property
    def labels(self) -> list[str]:
        return [label_of(name) for name in self.standing.leaves.specialties]

    @cached_property
    def blocs(self) -> list[Bloc]:
        return list(self.standing.campaign.blocs.all())

    @cached_property
    def totals(self) -> Totals:
        return totals_of(self.standing)

    @cached_property
    def loads(self) -> Sequence[Load]:
        return loads_of(self.standing)

    @property
    def team(self) -> list[Load]:
        """Whom parts may be given to."""
        return [load for load in self.loads if not load.has_left]

    @cached_property
    def largest(self) -> int:
        return max((load.leaves for load in self.loads), default=0)

    @cached_property
    def without_specialty(self) -> list[Load]:
        known = self.standing.team.specialties
        return [load for load in self.team if not known.get(load.member.pk)]

    @cached_property
    def page(self) -> Page[Participant]:
        return Paginator(chosen(self.standing, self.selection), PAGE_SIZE).get_page(self.number)

    @property
    def found(self) -> int:
        return self.page.paginator.count

    @cached_property
    def rows(self) -> list[GridRow]:
        agencies = list(self.page.object_list)
        rows = assignments_of(agencies)
        return [GridRow(agency, [self._cell(agency, name, rows) for name in self._columns]) for agency in agencies]

    @property
    def _columns(self) -> tuple[str, ...]:
        return self.standing.leaves.specialties

    def _cell(self, agency: Participant, specialty: str, rows: Mapping[PartKey, Assignment]) -> Cell:
        row = rows.get((agency.pk, specialty))
        leaves = self.standing.leaves.of(agency.annex_id).get(specialty, 0)
        trouble = self._trouble(row) if row else ""
        return Cell(agency.pk, specialty, leaves, row, trouble, is_ticked=self._is_ticked(agency, specialty, row))

    def _is_ticked(self, agency: Participant, specialty: str, row: Assignment | None) -> bool:
        """What was sent and refused stays ticked, unless somebody else has the part now."""
        key = (agency.pk, specialty)
        return key in self.ticked and self.ticked[key] == (row.appraiser_id if row else None)

    def _trouble(self, row: Assignment) -> str:
        team = self.standing.team
        if row.appraiser_id not in team.people:
            return _("không còn là thành viên Tổ giúp việc")
        tie = team.objection(row.appraiser_id, row.participant_id)
        return tie.words if tie else ""

    @property
    def query(self) -> str:
        return query_of(self.selection)

    @property
    def address(self) -> str:
        return reverse("appraisal:assignments", args=[self.standing.campaign.code])

    @property
    def is_filtered(self) -> bool:
        return bool(self.query)

    @property
    def open_query(self) -> str:
        return query_of(Selection(state=PartState.OPEN))

    @property
    def move_query(self) -> str:
        return query_of(Selection(state=PartState.MOVE))
