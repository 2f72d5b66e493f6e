"""Versions beside one another: what changed, and which criterion continues which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pari.refusals import Invalid, Refusal
from scoring.models import CriteriaSet, Criterion
from scoring.portal.access import signed_in
from scoring.portal.criteria.access import set_edited, set_seen
from scoring.portal.criteria.changes import change_counts, shown_differences
from scoring.portal.criteria.sets import chosen_annex, revision_of
from scoring.selectors.criteria.trees import (
    AnnexRows,
    annexes_of,
    crosswalk_pairs,
    crosswalk_rows,
    differences,
    sets_visible_to,
)
from scoring.services.criteria.versions import proposed, set_crosswalk


def others(request: HttpRequest, found: CriteriaSet) -> QuerySet[CriteriaSet]:
    """The authority's other sets that this person may see, newest first."""
    sets = sets_visible_to(signed_in(request)).filter(authority=found.authority_id).exclude(pk=found.pk)
    return sets.select_related("authority").order_by("-pk")


def _earlier(request: HttpRequest, found: CriteriaSet, choices: Iterable[CriteriaSet]) -> CriteriaSet | None:
    """The one asked for, else the one that this version amends, else the newest."""
    asked, listed = request.GET.get("voi"), list(choices)
    if asked is not None:
        chosen = next((item for item in listed if str(item.pk) == asked), None)
        if chosen is None:
            raise Http404
        return chosen
    return next((item for item in listed if item.pk == found.amends_id), listed[0] if listed else None)


@login_required
@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    found = set_seen(request, pk)
    choices = others(request, found)
    earlier = _earlier(request, found, choices)
    found_changes = differences(earlier, found) if earlier else ()
    context = {
        "set": found,
        "earlier": earlier,
        "choices": choices,
        "counts": change_counts(found_changes),
        "differences": shown_differences(found_changes),
    }
    return render(request, "scoring/criteria/changes.html", context)


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """`given` is what stands in the field: codes of the earlier set, several with `;`."""

    criterion: Criterion
    depth: int
    given: str
    is_proposed: bool = False
    fault: str = ""


def token(annex: str, code: str) -> str:
    return f"{annex}/{code}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def crosswalk(request: HttpRequest, pk: int) -> HttpResponse:
    """One annex at a time; a field for every criterion, filled with what it continues."""
    found = set_edited(request, pk)
    choices = others(request, found)
    earlier = _earlier(request, found, choices)
    later_annexes = annexes_of(found)
    chosen = chosen_annex(later_annexes, request.GET.get("phu_luc"))
    context: dict[str, Any] = {"set": found, "earlier": earlier, "choices": choices, "annexes": later_annexes}
    if earlier is None or chosen is None:
        return render(request, "scoring/criteria/crosswalk.html", context)
    table = Table(found, earlier, later_annexes, annexes_of(earlier), chosen)
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            lines = table.save(request)
            messages.success(request, _("Đã lưu đối chiếu: %(lines)d dòng.") % {"lines": lines})
            return redirect(request.get_full_path())
        except Refusal as refused:
            refusal = refused
    context |= {
        "chosen": chosen,
        "rows": table.rows(request),
        "known": table.known,
        "refusal": refusal,
        "revision": request.POST.get("revision") or found.revision,
    }
    return render(request, "scoring/criteria/crosswalk.html", context, status=refusal.status if refusal else 200)


class Table:
    """The crosswalk of one annex as fields."""

    def __init__(
        self,
        later: CriteriaSet,
        earlier: CriteriaSet,
        later_annexes: tuple[AnnexRows, ...],
        earlier_annexes: tuple[AnnexRows, ...],
        chosen: AnnexRows,
    ) -> None:
        self.later, self.earlier, self.chosen = later, earlier, chosen
        self.later_annexes, self.earlier_annexes = later_annexes, earlier_annexes
        self.keys = {token(annex.annex.code, row.code): row.pk for annex in earlier_annexes for row in annex.rows}
        self.known = [(token(annex.annex.code, row.code), row.name) for annex in earlier_annexes for row in annex.rows]
        self.stored = list(crosswalk_rows(later, earlier))

    def rows(self, request: HttpRequest) -> list[CrosswalkRow]:
        proposals = self._proposals() if "de_xuat" in request.GET else {}
        depths: dict[int | None, int] = {None: -1}
        return [self._row(request, row, depths, proposals) for row in self.chosen.rows]

    def _row(
        self, request: HttpRequest, row: Criterion, depths: dict[int | None, int], proposals: dict[str, str]
    ) -> CrosswalkRow:
        depths[row.pk] = depths[row.parent_id] + 1
        if request.method == "POST":
            given = request.POST.get(f"tu-{row.pk}", "")
            unknown = ", ".join(self._unknown(given))
            return CrosswalkRow(
                row, depths[row.pk], given, fault=unknown and _("Không có mã %(codes)s.") % {"codes": unknown}
            )
        stored = "; ".join(
            token(item.earlier.annex.code, item.earlier.code) for item in self.stored if item.later_id == row.pk
        )
        proposal = "" if stored else proposals.get(row.code, "")
        return CrosswalkRow(row, depths[row.pk], stored or proposal, bool(proposal))

    def _proposals(self) -> dict[str, str]:
        known = crosswalk_pairs(self.later, self.earlier)
        found = proposed(self.earlier_annexes, self.later_annexes, known)
        own = self.chosen.annex.code
        return {code: token(*place) for (annex, code), place in found.items() if annex == own}

    def _tokens(self, given: str) -> list[str]:
        """A code alone is one of the annex of the same code."""
        parts = [part.strip() for part in given.split(";") if part.strip()]
        own = self.chosen.annex.code
        return [token(own, part) if token(own, part) in self.keys else part for part in parts]

    def _unknown(self, given: str) -> list[str]:
        return [item for item in self._tokens(given) if item not in self.keys]

    def save(self, request: HttpRequest) -> int:
        """This annex as typed, the others as they are."""
        own = {row.pk for row in self.chosen.rows}
        links = [(item.earlier_id, item.later_id) for item in self.stored if item.later_id not in own]
        for row in self.chosen.rows:
            given = request.POST.get(f"tu-{row.pk}", "")
            if self._unknown(given):
                raise Invalid(_("Có mã không thuộc bộ tiêu chí trước."), _("Sửa các ô được đánh dấu rồi lưu lại."))
            links += [(self.keys[item], row.pk) for item in self._tokens(given)]
        return set_crosswalk(
            criteria_set=self.later.pk,
            earlier=self.earlier,
            links=links,
            revision=revision_of(request),
            by=signed_in(request),
        )
