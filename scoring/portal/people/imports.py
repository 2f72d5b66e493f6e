"""Accounts from Excel: template, upload with a preview, then all of it or nothing."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.refusals import Refusal
from scoring.exchange.people import add_faults, links_workbook, people_template, read_people
from scoring.models import Authority
from scoring.portal.people.access import giver, imports_lists
from scoring.portal.people.forms import ImportForm
from scoring.portal.people.links import invitation_link
from scoring.selectors.register.roles import authorities_given_by
from scoring.services.register.people_import import PersonRow, Plan, import_people, plan_people
from scoring.workbook.faults import Faults

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_FILE = 5 * 1024 * 1024
MOST_SHOWN = 300
DEEDS = {
    "invite": gettext_lazy("gửi lời mời"),
    "grant": gettext_lazy("giao vai trò ngay"),
    "keep": gettext_lazy("đã có, giữ nguyên"),
}
#: How long what was previewed may wait for its confirmation.
LIFETIME = 3600


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    giver(request)
    return _file(people_template(), "mau-nguoi-dung.xlsx")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    user = _runner(request)
    form = ImportForm(request.POST or None, request.FILES or None, user=user)
    if not form.is_valid():
        return _page(request, form, status=400 if request.method == "POST" else 200)
    if form.cleaned_data["file"].size > LARGEST_FILE:
        form.add_error("file", _("Tệp lớn hơn 5 MB. Hãy chia thành nhiều tệp."))
        return _page(request, form, status=400)
    authority = form.cleaned_data["authority"]
    rows, plan, faults = _judge(form.cleaned_data["file"], authority, user)
    if faults:
        return _page(request, form, faults=faults, status=400)
    return _preview(request, plan, authority, _sealed(rows, authority, user))


@login_required
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Write what was previewed; the answer is the file with the links, which exist nowhere else."""
    user = _runner(request)
    try:
        authority, rows = _unsealed(request.POST.get("given", ""), user)
    except signing.BadSignature:
        messages.error(request, _("Bản xem trước đã quá hạn. Hãy tải tệp lên lại."))
        return redirect("scoring:people-import")
    try:
        done = import_people(rows=rows, authority=authority, by=user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("scoring:people-import")
    links = [(step, invitation_link(request, token)) for step, token in done if token]
    if links:
        return _file(links_workbook(links), "duong-dan-moi.xlsx")
    messages.success(request, _("Đã giao %(count)d vai trò; không có lời mời nào mới.") % {"count": len(done)})
    return redirect("scoring:people")


def _runner(request: HttpRequest) -> User:
    """Lists are imported by those who run an authority."""
    user = giver(request)
    if not imports_lists(user):
        raise PermissionDenied
    return user


def _judge(file: File[bytes], authority: Authority, user: User) -> tuple[list[PersonRow], Plan, Faults]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.xlsx"
        with path.open("wb") as target:
            target.writelines(file.chunks())
        rows, faults = read_people(path)
        plan = plan_people(rows=rows, authority=authority, by=user)
        if plan.faults:
            add_faults(faults, plan.faults, path)
    return rows, plan, faults


def _preview(request: HttpRequest, plan: Plan, authority: Authority, given: str) -> HttpResponse:
    shown = [
        {
            "row": step.row,
            "user": step.user,
            "agency": step.agency,
            "role": Role(step.row.role).label,
            "deed": DEEDS[step.deed],
        }
        for step in plan.steps[:MOST_SHOWN]
    ]
    page = {
        "authority": authority,
        "given": given,
        "lines": shown,
        "hidden": max(0, len(plan.steps) - MOST_SHOWN),
        "counts": {deed: plan.count(deed) for deed in DEEDS},
    }
    return render(request, "scoring/people/preview.html", page)


def _sealed(rows: list[PersonRow], authority: Authority, user: User) -> str:
    """What was previewed, for the page to hand back; nobody else can send it, and nothing in it can be changed."""
    plain = [{**asdict(row), "valid_from": _text(row.valid_from), "valid_to": _text(row.valid_to)} for row in rows]
    return signing.dumps({"authority": authority.pk, "rows": plain}, salt=_salt(user), compress=True)


def _unsealed(given: str, user: User) -> tuple[Authority, list[PersonRow]]:
    found: dict[str, Any] = signing.loads(given, salt=_salt(user), max_age=LIFETIME)
    authority = get_object_or_404(authorities_given_by(user), pk=found["authority"])
    return authority, [
        PersonRow(**{**row, "valid_from": _day(row["valid_from"]), "valid_to": _day(row["valid_to"])})
        for row in found["rows"]
    ]


def _salt(user: User) -> str:
    return f"scoring.people.import.{user.pk}"


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _page(request: HttpRequest, form: ImportForm, *, faults: Faults | None = None, status: int = 200) -> HttpResponse:
    shown = {"form": form, "faults": [_fault(fault) for fault in faults or ()]}
    return render(request, "scoring/people/import.html", shown, status=status)


def _fault(fault: Any) -> dict[str, str]:
    refused = fault.refused
    words = {name: _(text) % refused.params for name, text in (("rule", refused.rule), ("remedy", refused.remedy))}
    return {"cell": fault.cell, "value": fault.value, **words}


def _file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
