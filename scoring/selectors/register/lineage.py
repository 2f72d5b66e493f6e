"""Where agencies come from and what became of them; who is concerned when one ends (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet
from django.utils.translation import gettext, ngettext

from pari.accounts.models import Membership
from pari.ui.dates import short_date
from scoring.enums import LineageKind
from scoring.models import Agency, Lineage

#: An agency that goes on under another name, code or authority is still one (1→1).
ONE_TO_ONE = frozenset({LineageKind.RENAME, LineageKind.TRANSFER})
#: Steps followed; a longer line than this is a mistake in the register, not history.
MOST_STEPS = 12


@dataclass(slots=True)
class Relative:
    """An agency in the tree of another, with the edge that leads to it and those beyond."""

    agency: Agency
    edge: Lineage
    beyond: list[Relative] = field(default_factory=list)


def ancestors(agency: Agency) -> list[Relative]:
    return _tree(agency, "successor", "predecessor")


def descendants(agency: Agency) -> list[Relative]:
    return _tree(agency, "predecessor", "successor")


def _tree(agency: Agency, near: str, far: str) -> list[Relative]:
    """Step by step away from the agency, a query for each step whatever its width."""
    roots: list[Relative] = []
    places: dict[int, list[Relative]] = {agency.pk: roots}
    seen = {agency.pk}
    for _step in range(MOST_STEPS):
        edges = Lineage.objects.filter(**{f"{near}__in": list(places)}).select_related(f"{far}__authority")
        following: dict[int, list[Relative]] = {}
        for edge in edges.order_by("-effective_on", f"{far}__name", "pk"):
            other: Agency = getattr(edge, far)
            relative = Relative(other, edge)
            places[getattr(edge, f"{near}_id")].append(relative)
            if other.pk not in seen:
                seen.add(other.pk)
                following[other.pk] = relative.beyond
        if not following:
            break
        places = following
    return roots


def memberships_left_behind(agencies: Iterable[Agency]) -> QuerySet[Membership]:
    """Roles that go on after the last day of their agency: nobody moves them silently, somebody must look at them."""
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=F("agency__valid_to"))
    found = Membership.objects.filter(still, agency__in=list(agencies), agency__valid_to__isnull=False)
    return found.select_related("user", "agency").order_by("agency__name", "user__full_name", "pk")


@dataclass(frozen=True, slots=True)
class Break:
    """Why an agency of this year and of an earlier one are not the same: edges of one decision."""

    kind: LineageKind
    effective_on: date
    decision: str
    #: What the agency came of, or (`lost`) what it gave a part to.
    others: tuple[Agency, ...]
    takes_in: bool = False
    lost: bool = False

    @property
    def reason(self) -> str:
        count = len(self.others)
        told = {"count": count, "day": short_date(self.effective_on)}
        if self.lost:
            return gettext("đã tách một phần ngày %(day)s") % told
        if self.kind is LineageKind.SPLIT:
            return gettext("chia tách từ %(name)s ngày %(day)s") % {**told, "name": self.others[0].name}
        if self.takes_in:
            words = ngettext(
                "nhận sáp nhập thêm %(count)d đơn vị ngày %(day)s",
                "nhận sáp nhập thêm %(count)d đơn vị ngày %(day)s",
                count,
            )
            return words % told
        words = ngettext(
            "sáp nhập từ %(count)d đơn vị ngày %(day)s", "sáp nhập từ %(count)d đơn vị ngày %(day)s", count
        )
        return words % told


Edges = dict[int, list[Lineage]]


@dataclass(frozen=True, slots=True)
class Origins:
    """Agencies by primary key: who each of them was in the earlier year, or why nobody is comparable."""

    same: Mapping[int, int]
    breaks: Mapping[int, Break]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of some years, latest first: what led to each agency, and what was split off it."""

    into: Edges
    off: Edges

    def origins(self, agencies: Iterable[int], *, year: int, since: int) -> Origins:
        """Follow each agency of `year` back to the year `since`, over changes that took effect in between.

        The same row, or a chain of renames and transfers, is comparable; a merger or a split is not.
        """
        found = {key: self._followed(key, year, since) for key in agencies}
        same = {key: then for key, (then, breaking) in found.items() if breaking is None}
        return Origins(same, {key: breaking for key, (_then, breaking) in found.items() if breaking is not None})

    def _followed(self, agency: int, year: int, since: int) -> tuple[int, Break | None]:
        """Back over renames and transfers until there is nothing more, or a break."""
        for _step in range(MOST_STEPS):
            incoming = [edge for edge in self.into.get(agency, ()) if since < edge.effective_on.year <= year]
            lost = [edge for edge in self.off.get(agency, ()) if since < edge.effective_on.year <= year]
            if breaking := _break(incoming, lost):
                return agency, breaking
            if not incoming:
                break
            agency = incoming[0].predecessor_id
        return agency, None


def changes_between(*, year: int, since: int) -> Changes:
    """Changes after the year `since`, up to the end of `year`; one query.

    All authorities at once: a line may cross from one to another, and the busiest year of a country is some ten
    thousand edges, most years are a handful.
    """
    into, off = Edges(), Edges()
    between = Lineage.objects.filter(effective_on__year__gt=since, effective_on__year__lte=year)
    for edge in between.select_related("predecessor", "successor").order_by("-effective_on", "pk"):
        into.setdefault(edge.successor_id, []).append(edge)
        if edge.kind == LineageKind.SPLIT:
            off.setdefault(edge.predecessor_id, []).append(edge)
    return Changes(into, off)


def origins(agencies: Iterable[int], *, year: int, since: int) -> Origins:
    """As `Changes.origins`; one query."""
    return changes_between(year=year, since=since).origins(agencies, year=year, since=since)


def same_agency(agencies: Iterable[int]) -> set[int]:
    """These and all that they were and became by renames and transfers; a query for each step."""
    found: set[int] = set()
    front = set(agencies)
    for _step in range(MOST_STEPS):
        if not front:
            break
        found |= front
        touching = Lineage.objects.filter(Q(predecessor__in=front) | Q(successor__in=front), kind__in=ONE_TO_ONE)
        front = {key for pair in touching.values_list("predecessor", "successor") for key in pair} - found
    return found


def register_stamp() -> tuple[int, int | None]:
    """Changes with every edge that is written or taken back; for entity tags. One query."""
    found = Lineage.objects.aggregate(count=Count("pk"), last=Max("pk"))
    return found["count"], found["last"]


def _break(incoming: list[Lineage], lost: list[Lineage]) -> Break | None:
    """The latest change that makes the agency another one than it was."""
    if lost and (not incoming or lost[0].effective_on >= incoming[0].effective_on):
        return _of(lost[0], [edge.successor for edge in lost if edge.effective_on == lost[0].effective_on], lost=True)
    if not incoming or (len(incoming) == 1 and incoming[0].kind in ONE_TO_ONE):
        return None
    last = incoming[0]
    same_day = [edge for edge in incoming if edge.effective_on == last.effective_on]
    return _of(last, [edge.predecessor for edge in same_day])


def _of(edge: Lineage, others: list[Agency], *, lost: bool = False) -> Break:
    begun = edge.successor.valid_from
    takes_in = not lost and edge.kind == LineageKind.MERGE and (begun is None or begun < edge.effective_on)
    kind = LineageKind(edge.kind)
    return Break(kind, edge.effective_on, edge.decision, tuple(others), takes_in=takes_in, lost=lost)
