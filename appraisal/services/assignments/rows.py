"""Assignments from a spreadsheet: every row is judged first, then all is written or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property, lru_cache

from appraisal.enums import AssignmentOrigin
from appraisal.selectors.assignments.parts import PartKey, label_of
from appraisal.selectors.assignments.standing import Standing, assigned, standing_of
from appraisal.services.assignments.assigning import MOST_PARTS, Assigned, Wish, assign_each
from pari.accounts.models import User
from scoring.core.errors import Refused
from scoring.models import Campaign, Participant
from scoring.selectors.register.agencies import folded


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One row as it was read; what could not be read is blank, and refused already. No appraiser: left as it is."""

    number: int
    agency: str
    specialty: str
    appraiser: str


@dataclass(frozen=True, slots=True)
class RowFault:
    number: int
    column: str
    value: str
    refused: Refused


@dataclass(frozen=True, slots=True)
class Step:
    """A row that changes something: from whom (None: nobody) to whom."""

    row: AssignmentRow
    agency: Participant
    specialty: str
    seen: int | None
    to: int

    @property
    def key(self) -> PartKey:
        return self.agency.pk, self.specialty


@dataclass(frozen=True, slots=True)
class Plan:
    """`kept` rows say what is so already, `blank` ones nothing."""

    standing: Standing
    steps: Sequence[Step]
    kept: int
    blank: int
    faults: Sequence[RowFault]


def plan_rows(*, campaign: Campaign, rows: Sequence[AssignmentRow]) -> Plan:
    """What the rows would do, and every reason why one may not be done. Nothing is written; queries do not grow."""
    return _Planner(standing_of(campaign), rows).plan()


def take_rows(*, campaign: Campaign, wishes: Mapping[PartKey, Wish], by: User | None) -> Assigned:
    """Write what was previewed; refused as `assign` when something of it was assigned otherwise meanwhile."""
    return assign_each(campaign=campaign, wishes=wishes, origin=AssignmentOrigin.EXCEL, by=by)


@dataclass
class _Planner:
    standing: Standing
    rows: Sequence[AssignmentRow]
    faults: list[RowFault] = field(default_factory=list)

    def plan(self) -> Plan:
        existing = assigned(self.standing.campaign)
        steps, kept, blank = list[Step](), 0, 0
        seen: dict[PartKey, int] = {}
        for row in self.rows:
            agency = self._agency(row)
            specialty = self._specialty(row, agency)
            if agency is None or specialty is None or self._is_repeated(row, (agency.pk, specialty), seen):
                continue
            person = self._person(row, agency)
            if person is None:
                blank += not row.appraiser
                continue
            holder = existing.get((agency.pk, specialty))
            if holder is not None and holder.appraiser_id == person:
                kept += 1
                continue
            self._check_tie(row, agency, person)
            steps.append(Step(row, agency, specialty, holder.appraiser_id if holder else None, person))
        self._check_size(steps)
        return Plan(self.standing, steps, kept, blank, sorted(self.faults, key=lambda fault: fault.number))

    @cached_property
    def _agencies(self) -> Mapping[str, Participant]:
        return {item.code: item for item in self.standing.campaign.participants.all()}

    @cached_property
    def _people(self) -> Mapping[str, int]:
        """By user name, and by full name where only one member bears it."""
        names: dict[str, list[int]] = {}
        for key, user in self.standing.team.people.items():
            names.setdefault(folded(user.get_full_name()), []).append(key)
        found = {name: keys[0] for name, keys in names.items() if len(keys) == 1}
        return found | {user.username.casefold(): key for key, user in self.standing.team.people.items()}

    def _refuse(self, row: AssignmentRow, column: str, value: str, refused: Refused) -> None:
        self.faults.append(RowFault(row.number, column, value, refused))

    def _agency(self, row: AssignmentRow) -> Participant | None:
        found = self._agencies.get(row.agency)
        if found is None and row.agency:
            near = _nearest(row.agency, tuple(self._agencies))
            refused = Refused("không có cơ quan mang mã này trong kỳ", "mã gần nhất: %(near)s", near=near)
            self._refuse(row, "agency", row.agency, refused)
        return found

    def _specialty(self, row: AssignmentRow, agency: Participant | None) -> str | None:
        if agency is None:
            return None
        known = self.standing.leaves.of(agency.annex_id)
        meant = next((name for name in known if row.specialty in {name, label_of(name)}), None)
        if meant is None:
            words = ", ".join(label_of(name) for name in known)
            refused = Refused(
                "cơ quan này không có tiêu chí thuộc chuyên môn này", "dùng một trong: %(known)s", known=words
            )
            self._refuse(row, "specialty", row.specialty, refused)
        return meant

    def _is_repeated(self, row: AssignmentRow, key: PartKey, seen: dict[PartKey, int]) -> bool:
        first = seen.setdefault(key, row.number)
        if first == row.number:
            return False
        self._refuse(row, "agency", row.agency, Refused("trùng với dòng %(row)d", "bỏ một trong hai dòng", row=first))
        return True

    def _person(self, row: AssignmentRow, agency: Participant) -> int | None:
        if not row.appraiser:
            return None
        found = self._people.get(row.appraiser.casefold()) or self._people.get(folded(row.appraiser))
        if found is None:
            near = _nearest(row.appraiser, tuple(user.username for user in self.standing.team.people.values()))
            refused = Refused(
                "không phải là tên đăng nhập của thành viên Tổ giúp việc", "tên gần nhất: %(near)s", near=near
            )
            self._refuse(row, "appraiser", row.appraiser, refused)
        return found

    def _check_tie(self, row: AssignmentRow, agency: Participant, person: int) -> None:
        tie = self.standing.team.objection(person, agency.pk)
        if tie is not None:
            refused = Refused(
                "%(member)s không được thẩm định cơ quan này: %(why)s",
                "chọn thành viên khác",
                member=str(self.standing.team.people[person]),
                why=tie.words,
            )
            self._refuse(row, "appraiser", row.appraiser, refused)

    def _check_size(self, steps: Sequence[Step]) -> None:
        if len(steps) > MOST_PARTS:
            row = steps[MOST_PARTS].row
            refused = Refused("quá %(most)d phần việc thay đổi", "chia thành nhiều tệp", most=MOST_PARTS)
            self._refuse(row, "appraiser", row.appraiser, refused)


@lru_cache(maxsize=256)
def _nearest(given: str, known: tuple[str, ...]) -> str:
    """A province has ten thousand codes: where none is near, none is named."""
    close = get_close_matches(given, known, n=1, cutoff=0.5)
    return close[0] if close else "–"
