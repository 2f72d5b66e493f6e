"""The grid of participants and the list of agencies that could be added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Self

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from pari.refusals import Invalid
from scoring.enums import Phase
from scoring.models import Agency, Annex, Bloc, Campaign, Participant
from scoring.selectors.campaigns.participants import (
    Placement,
    addable,
    agencies_named,
    participants_named,
    placement_of,
)
from scoring.services.campaigns.participants import Change

PAGE_SIZE = 50


def keys_from(given: QueryDict) -> list[int]:
    """The primary keys of ticked rows."""
    return [int(text) for text in given.getlist("chon") if text.isascii() and text.isdigit() and len(text) < 16]


@dataclass(frozen=True, slots=True)
class Filter:
    text: str = ""
    bloc: str = ""
    annex: str = ""

    @classmethod
    def of(cls, given: QueryDict) -> Self:
        return cls(*(given.get(key, "").strip()[:100] for key in ("tim", "khoi", "phu-luc")))


@dataclass(frozen=True, slots=True)
class GridRow:
    """A participant with the place that its inputs show: what was typed when it could not be saved."""

    participant: Participant
    seen: str
    bloc: int
    annex: int
    parent: str
    level: str


@dataclass(frozen=True)
class GridPage:
    campaign: Campaign
    filter: Filter
    number: str
    typed: QueryDict | None = None

    @staticmethod
    def blocs_of(campaign: Campaign) -> QuerySet[Bloc]:
        """With the number of their agencies."""
        return campaign.blocs.annotate(agencies=Count("participants"))

    @cached_property
    def blocs(self) -> list[Bloc]:
        return list(self.campaign.blocs.all())

    @cached_property
    def annexes(self) -> list[Annex]:
        return list(Annex.objects.filter(criteria_set=self.campaign.criteria_set_id))

    @property
    def is_editable(self) -> bool:
        return self.campaign.phase == Phase.SETUP

    @cached_property
    def page(self) -> Page[Participant]:
        return Paginator(self._chosen(), PAGE_SIZE).get_page(self.number)

    @cached_property
    def rows(self) -> list[GridRow]:
        return [_grid_row(row, self.typed) for row in self.page]

    @property
    def found(self) -> int:
        return self.page.paginator.count

    @property
    def is_filtered(self) -> bool:
        return self.filter != Filter()

    def _chosen(self) -> QuerySet[Participant]:
        rows: QuerySet[Participant] = self.campaign.participants.select_related("bloc", "annex", "parent")
        rows = rows.filter(bloc__code=self.filter.bloc) if self.filter.bloc else rows
        rows = rows.filter(annex__code=self.filter.annex) if self.filter.annex else rows
        rows = participants_named(rows, self.filter.text) if self.filter.text else rows
        return rows.order_by(F("bloc__order").asc(nulls_last=True), "bloc__position", "position")


def _grid_row(row: Participant, typed: QueryDict | None) -> GridRow:
    seen, parent = str(placement_of(row)), row.parent.code if row.parent else ""
    if typed is None or f"bloc-{row.pk}" not in typed:
        return GridRow(row, seen, row.bloc_id, row.annex_id, parent, row.level)
    bloc, annex = (_whole(typed.get(f"{name}-{row.pk}", "")) for name in ("bloc", "annex"))
    parent, level = (typed.get(f"{name}-{row.pk}", "") for name in ("parent", "level"))
    return GridRow(row, seen, bloc, annex, parent, level)


def changes_from(given: QueryDict, campaign: Campaign) -> Mapping[int, Change]:
    """What the posted grid asks for; parents are typed as codes. A code that is none is `Invalid`."""
    keys = [_whole(name.removeprefix("seen-")) for name in given if name.startswith("seen-")]
    wanted = {given.get(f"parent-{key}", "").strip() for key in keys} - {""}
    known = dict(campaign.participants.filter(code__in=wanted).values_list("code", "pk"))
    if unknown := sorted(wanted - set(known)):
        raise Invalid(
            _("Không có cơ quan mã “%(code)s” trong kỳ này.") % {"code": unknown[0]},
            _("Ghi mã của cơ quan cấp trên như trong cột đầu, hoặc bỏ trống."),
        )
    return {key: _change(given, key, known) for key in keys}


def _change(given: QueryDict, key: int, known: Mapping[str, int]) -> Change:
    texts: dict[str, Any] = {name: given.get(f"{name}-{key}", "").strip() for name in ("bloc", "annex", "parent")}
    level = given.get(f"level-{key}", "").strip()[:100]
    wanted = Placement(_whole(texts["bloc"]), _whole(texts["annex"]), known.get(texts["parent"]), level)
    return Change(given.get(f"seen-{key}", ""), wanted)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


@dataclass(frozen=True)
class AddPage:
    """Agencies of the register on a day that do not take part."""

    campaign: Campaign
    filter: Filter
    day: date
    number: str

    @cached_property
    def blocs(self) -> list[Bloc]:
        return list(self.campaign.blocs.all())

    @cached_property
    def annexes(self) -> list[Annex]:
        return list(Annex.objects.filter(criteria_set=self.campaign.criteria_set_id))

    @cached_property
    def page(self) -> Page[Agency]:
        return Paginator(self._chosen(), PAGE_SIZE).get_page(self.number)

    @property
    def found(self) -> int:
        return self.page.paginator.count

    def found_keys(self) -> list[int]:
        return list(self._chosen().values_list("pk", flat=True))

    def _chosen(self) -> QuerySet[Agency]:
        rows = addable(campaign=self.campaign, day=self.day)
        return agencies_named(rows, self.filter.text) if self.filter.text else rows
