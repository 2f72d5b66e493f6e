"""The register's workbook into the tables: all of it, or nothing and every fault with its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import SYSTEM_CHAIN, record
from pari.refusals import Invalid, Refusal
from pari.ui.dates import short_date
from scoring.core.errors import Refused
from scoring.exchange.register.sheets import AgencyRow, ChangeRow, RegisterRows
from scoring.models import Agency, Authority, Lineage
from scoring.selectors.register.agencies import authorities_run_by, valid_on
from scoring.services.register.agencies import check_code, check_days, create_agency
from scoring.services.register.lineage import Change, NewAgency, apply_change
from scoring.services.register.rights import check_may_write, lock_register
from scoring.workbook.faults import Faults

ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class Outcome:
    """What the file does, in words for the preview; nothing of it is written while there are faults."""

    faults: Faults = field(default_factory=Faults)
    added: list[str] = field(default_factory=list)
    corrected: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.corrected or self.changed)

    @contextmanager
    def at(self, cell: str, value: str) -> Iterator[None]:
        """A refusal inside becomes a fault of the cell, and what was begun there is undone."""
        try:
            with transaction.atomic():
                yield
        except Refusal as refusal:
            rule, remedy = (str(words).replace("%", "%%") for words in (refusal.message, refusal.remedy))
            self.faults.add(cell, value, Refused(rule, remedy))


@transaction.atomic
def import_register(*, rows: RegisterRows, authority: Authority, by: User | None, dry_run: bool) -> Outcome:
    """Write the rows into the authority's register; under `dry_run`, or with a fault, nothing stays written."""
    check_may_write(by, [authority])
    lock_register()
    writing = _Writing(authority, by, rows)
    outcome = writing.run()
    if dry_run or outcome.faults or outcome.is_empty:
        transaction.set_rollback(True)
        return outcome
    record(
        chain=SYSTEM_CHAIN,
        verb="register.imported",
        by=by,
        subject=f"authority:{authority.pk}",
        details={
            "authority": authority.name,
            "added": outcome.added,
            "corrected": outcome.corrected,
            "changed": outcome.changed,
            "unchanged": outcome.unchanged,
        },
    )
    return outcome


class _Writing:
    """One import: agencies that no change brings about first, then the changes in order of their days."""

    def __init__(self, authority: Authority, by: User | None, rows: RegisterRows) -> None:
        self.authority = authority
        self.rows = rows
        self.outcome = Outcome()
        self.authorities = Authority.objects.all() if by is None else authorities_run_by(by)
        self.known = {(item.code, item.name): item for item in Agency.objects.filter(authority=authority)}
        self.due = self._due()

    def _due(self) -> dict[tuple[str, date], AgencyRow]:
        """Rows not in the register yet that a change of the file brings about, by code and first day."""
        new = [row for row in self.rows.agencies if (row.code, row.name) not in self.known]
        found: dict[tuple[str, date], AgencyRow] = {}
        for change in self.rows.changes:
            for row in new:
                if row.code in change.successors and row.valid_from in {None, change.effective_on}:
                    found.setdefault((row.code, change.effective_on), row)
        return found

    def run(self) -> Outcome:
        coming = {id(row) for row in self.due.values()}
        for row in self.rows.agencies:
            if id(row) not in coming:
                with self.outcome.at(row.cell, row.code):
                    self._write_agency(row)
        for change in sorted(self.rows.changes, key=lambda item: item.effective_on):
            with self.outcome.at(change.cells["predecessors"], "; ".join(change.predecessors)):
                self._write_change(change)
        return self.outcome

    def _write_agency(self, row: AgencyRow) -> None:
        found = self.known.get((row.code, row.name))
        if found is None:
            create_agency(
                authority=self.authority,
                code=row.code,
                name=row.name,
                short_name=row.short_name,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            self.outcome.added.append(f"{row.name} ({row.code})")
        elif _corrected(found, row):
            check_days(found)
            check_code(found, ending=())
            found.save()
            self.outcome.corrected.append(f"{row.name} ({row.code})")
        else:
            self.outcome.unchanged += 1

    def _write_change(self, row: ChangeRow) -> None:
        before = [self._existing(code, row.effective_on - ONE_DAY) for code in row.predecessors]
        after = [self._successor(code, row.effective_on) for code in row.successors]
        if self._is_there(row, before, after):
            self.outcome.unchanged += 1
            return
        change = Change(row.kind, tuple(before), tuple(after), row.effective_on, row.decision, row.continues)
        edges = apply_change(change)
        self._end_again(row.effective_on, [edge.successor for edge in edges])
        self.outcome.changed.append(_in_words(edges, row))
        made = [item for item in after if isinstance(item, NewAgency)]
        self.outcome.added.extend(f"{item.name} ({item.code})" for item in made)

    def _is_there(self, row: ChangeRow, before: list[Agency], after: list[Agency | NewAgency]) -> bool:
        """Whether the register holds all of these edges already, as exported."""
        existing = [item for item in after if isinstance(item, Agency)]
        if len(existing) < len(after):
            return False
        edges = Lineage.objects.filter(
            predecessor__in=before, successor__in=existing, kind=row.kind, effective_on=row.effective_on
        )
        return edges.count() == len(before) * len(existing)

    def _successor(self, code: str, day: date) -> Agency | NewAgency:
        row = self.due.get((code, day))
        if row is None:
            return self._existing(code, day)
        return NewAgency(self.authority, row.code, row.name, row.short_name)

    def _end_again(self, day: date, agencies: Iterable[Agency]) -> None:
        """A successor that the file says has ended since."""
        for agency in dict.fromkeys(agencies):
            row = self.due.get((agency.code, day))
            if row is not None and row.valid_to is not None:
                agency.valid_to = row.valid_to
                check_days(agency)
                agency.save(update_fields=["valid_to"])

    def _existing(self, code: str, day: date) -> Agency:
        """The agency that bore the code on that day: in the authority itself, else in another one of the person's."""
        found = list(
            Agency.objects.filter(valid_on(day), code=code, authority__in=self.authorities).select_related("authority")
        )
        own = [item for item in found if item.authority_id == self.authority.pk]
        if len(candidates := own or found) == 1:
            return candidates[0]
        told = {"code": code, "day": short_date(day)}
        if candidates:
            raise Invalid(
                _("Mã %(code)s là của nhiều cơ quan ngày %(day)s.") % told,
                _("Ghi thay đổi này bằng biểu mẫu, chọn cơ quan trong danh sách."),
            )
        raise Invalid(
            _("Không có cơ quan nào mang mã %(code)s ngày %(day)s.") % told,
            _("Thêm cơ quan vào trang “agencies” hoặc xem lại mã và ngày."),
        )


def _corrected(agency: Agency, row: AgencyRow) -> bool:
    """Take over what the row gives and the agency lacks or has otherwise; an empty cell gives nothing."""
    given = {"short_name": row.short_name, "valid_from": row.valid_from, "valid_to": row.valid_to}
    changes = {key: value for key, value in given.items() if value and getattr(agency, key) != value}
    for key, value in changes.items():
        setattr(agency, key, value)
    return bool(changes)


def _in_words(edges: Iterable[Lineage], row: ChangeRow) -> str:
    before = dict.fromkeys(edge.predecessor.name for edge in edges)
    after = dict.fromkeys(edge.successor.name for edge in edges)
    return (
        f"{row.kind.label}: {', '.join(before)} → {', '.join(after)} ({short_date(row.effective_on)}, {row.decision})"
    )
