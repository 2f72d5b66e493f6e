"""How agencies become one another by decision: merge, split, rename, transfer (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import SYSTEM_CHAIN, record
from pari.refusals import Invalid
from scoring.enums import LineageKind
from scoring.models import Agency, Authority, Lineage
from scoring.services.register.agencies import create_agency
from scoring.services.register.lineage_checks import check_change, check_edges
from scoring.services.register.rights import check_may_write, lock_register

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewAgency:
    """A successor that the change itself brings into being."""

    authority: Authority
    code: str
    name: str
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One decision. `effective_on` is the successors' first day; the predecessors end the day before.

    A merger may have an existing successor, which took the others in; a predecessor that `continues` (a split only)
    gave a part away and stays.
    """

    kind: LineageKind
    predecessors: tuple[Agency, ...]
    successors: tuple[Agency | NewAgency, ...]
    effective_on: date
    decision: str
    continues: bool = False

    @property
    def existing(self) -> tuple[Agency, ...]:
        return tuple(item for item in self.successors if isinstance(item, Agency))

    @property
    def authorities(self) -> dict[int, Authority]:
        return {item.authority.pk: item.authority for item in (*self.predecessors, *self.successors)}


@transaction.atomic
def record_change(*, change: Change, by: User | None) -> tuple[Lineage, ...]:
    """Write the edges, end the predecessors, make the successors that are new. People's roles are not moved."""
    check_may_write(by, change.authorities.values())
    lock_register()
    edges = apply_change(_fresh(change))
    record(
        chain=SYSTEM_CHAIN,
        verb="lineage.recorded",
        by=by,
        subject=f"lineage:{change.kind.value}",
        details={
            "kind": change.kind.value,
            "effective_on": change.effective_on.isoformat(),
            "decision": change.decision.strip(),
            "predecessors": [_named(agency) for agency in change.predecessors],
            "successors": [_named(agency) for agency in dict.fromkeys(edge.successor for edge in edges)],
            "continues": change.continues,
        },
    )
    return edges


def _fresh(change: Change) -> Change:
    """The agencies as they stand now that nobody else writes."""
    keys = [agency.pk for agency in (*change.predecessors, *change.existing)]
    now = Agency.objects.select_related("authority").in_bulk(keys)
    return replace(
        change,
        predecessors=tuple(now[agency.pk] for agency in change.predecessors),
        successors=tuple(now[item.pk] if isinstance(item, Agency) else item for item in change.successors),
    )


def apply_change(change: Change) -> tuple[Lineage, ...]:
    """The change without its event, for those who write one of their own; the register is locked."""
    check_change(
        kind=change.kind,
        predecessors=change.predecessors,
        successors=[(item.authority.pk, item.pk if isinstance(item, Agency) else None) for item in change.successors],
        effective_on=change.effective_on,
        decision=change.decision,
        continues=change.continues,
    )
    check_edges(change.predecessors, change.existing, change.effective_on)
    if not change.continues:
        _end(change.predecessors, change.effective_on - ONE_DAY)
    successors = [_successor(item, change) for item in change.successors]
    return tuple(
        Lineage.objects.create(
            predecessor=predecessor,
            successor=successor,
            kind=change.kind,
            effective_on=change.effective_on,
            decision=change.decision.strip(),
        )
        for predecessor in change.predecessors
        for successor in successors
    )


def _end(agencies: Sequence[Agency], last_day: date) -> None:
    for agency in agencies:
        agency.valid_to = last_day
        agency.save(update_fields=["valid_to"])


def _successor(item: Agency | NewAgency, change: Change) -> Agency:
    if isinstance(item, NewAgency):
        ending = [] if change.continues else [agency.pk for agency in change.predecessors]
        return create_agency(
            authority=item.authority,
            code=item.code.strip(),
            name=item.name.strip(),
            short_name=item.short_name.strip(),
            valid_from=change.effective_on,
            ending=ending,
        )
    takes_in = change.kind is LineageKind.MERGE and len(change.predecessors) == 1
    if item.valid_from is None and not takes_in and not _was_there_before(item, change.effective_on):
        item.valid_from = change.effective_on
        item.save(update_fields=["valid_from"])
    return item


def _was_there_before(agency: Agency, day: date) -> bool:
    """Whether anything speaks of it before that day; an agency without a first day may be an old one."""
    return (
        agency.participations.filter(campaign__year__lt=day.year).exists()
        or agency.predecessors.exists()
        or agency.successors.filter(effective_on__lt=day).exists()
    )


@transaction.atomic
def remove_edge(*, edge: Lineage, reason: str, by: User | None) -> None:
    """Take back an edge that was recorded by mistake; a predecessor that ended by it alone is open again."""
    check_may_write(by, [edge.predecessor.authority, edge.successor.authority])
    if not reason.strip():
        raise Invalid(_("Chưa ghi lý do bỏ quan hệ kế thừa."), _("Ghi rõ vì sao quan hệ này được ghi nhầm."))
    lock_register()
    found = Lineage.objects.select_related("predecessor", "successor").get(pk=edge.pk)
    predecessor = found.predecessor
    found.delete()
    last_day = found.effective_on - ONE_DAY
    reopened = predecessor.valid_to == last_day and not predecessor.successors.exists()
    if reopened:
        predecessor.valid_to = None
        predecessor.save(update_fields=["valid_to"])
    record(
        chain=SYSTEM_CHAIN,
        verb="lineage.removed",
        by=by,
        subject=f"agency:{predecessor.pk}",
        details={
            "kind": str(found.kind),
            "effective_on": found.effective_on.isoformat(),
            "decision": found.decision,
            "predecessor": _named(predecessor),
            "successor": _named(found.successor),
            "reopened": reopened,
            "reason": reason.strip(),
        },
    )


def _named(agency: Agency) -> dict[str, str]:
    return {"code": agency.code, "name": agency.name}
