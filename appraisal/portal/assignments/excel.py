"""Assignments out to Excel and in again: upload, look at what it would do, confirm."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisal.exchange.assignments import add_faults, export_assignments, read_assignments
from appraisal.portal.assignments.page import selection_of
from appraisal.selectors.assignments.parts import PartKey, label_of
from appraisal.selectors.assignments.standing import standing_of
from appraisal.services.assignments.assigning import Wish
from appraisal.services.assignments.locking import ASSIGNING_PHASES
from appraisal.services.assignments.rows import Plan, Step, plan_rows, take_rows
from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import User
from pari.refusals import NotNow, Refusal
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in
from scoring.workbook.faults import Fault, Faults

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 10 * 1024 * 1024
MOST_SHOWN = 300
#: How long what was previewed may wait for its confirmation.
LIFETIME = 3600


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp Excel (.xlsx)"),
        help_text=_("Tối đa 10 MB. Tải bảng phân công về, sửa cột “Thành viên” rồi tải lên."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(gettext("Tệp lớn hơn 10 MB."))
        return file


@login_required
@require_safe
def export(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_of_team(request, campaign, RUNNING_ROLES)
    content = export_assignments(standing_of(found), selection_of(request.GET))
    response = HttpResponse(content, content_type=XLSX)
    disposition = content_disposition_header(as_attachment=True, filename=f"phan-cong-{found.code}.xlsx")
    response.headers["Content-Disposition"] = str(disposition)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_of_team(request, campaign, RUNNING_ROLES)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if found.phase not in ASSIGNING_PHASES:
        raise NotNow(gettext("Giai đoạn này không phân công được."))
    if not form.is_valid():
        return _page(request, found, form, status=400 if form.is_bound else 200)
    plan, faults = _judge(form.cleaned_data["file"], found)
    if faults:
        return _page(request, found, form, faults=faults, status=400)
    return _preview(request, found, plan)


def _judge(file: UploadedFile[bytes], campaign: Campaign) -> tuple[Plan, Faults]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "assignments.xlsx"
        with path.open("wb") as target:
            target.writelines(file.chunks())
        rows, faults = read_assignments(path)
        plan = plan_rows(campaign=campaign, rows=rows)
        if plan.faults:
            add_faults(faults, plan.faults, path)
    return plan, faults


def _preview(request: HttpRequest, campaign: Campaign, plan: Plan) -> HttpResponse:
    people = _holders(plan)
    context = {
        "campaign": campaign,
        "tab": "import",
        "plan": plan,
        "lines": [_line(step, people) for step in plan.steps[:MOST_SHOWN]],
        "hidden": max(0, len(plan.steps) - MOST_SHOWN),
        "given": _sealed(plan, campaign, signed_in(request)),
    }
    return render(request, "appraisal/assignments/preview.html", context)


def _holders(plan: Plan) -> dict[int, User]:
    """Everybody whom the preview names, also those who have left the team."""
    return User.objects.in_bulk({step.to for step in plan.steps} | {step.seen for step in plan.steps if step.seen})


def _line(step: Step, people: dict[int, User]) -> dict[str, Any]:
    return {
        "agency": step.agency.name,
        "specialty": label_of(step.specialty),
        "before": people[step.seen] if step.seen else None,
        "after": people[step.to],
    }


@login_required
@require_POST
def confirm(request: HttpRequest, campaign: str) -> HttpResponse:
    """Write what was previewed, unless somebody has assigned one of the parts since."""
    found = campaign_of_team(request, campaign, RUNNING_ROLES)
    user = signed_in(request)
    try:
        done = take_rows(campaign=found, wishes=_unsealed(request.POST.get("given", ""), found, user), by=user)
    except signing.BadSignature:
        messages.error(request, gettext("Bản xem trước đã quá hạn. Hãy tải tệp lên lại."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        words = {"parts": done.parts, "leaves": done.leaves}
        messages.success(request, gettext("Đã phân công %(parts)d phần việc, gồm %(leaves)d tiêu chí.") % words)
        return redirect("appraisal:assignments", found.code)
    return redirect("appraisal:assignments-import", found.code)


def _sealed(plan: Plan, campaign: Campaign, user: User) -> str:
    """What was previewed, for the page to hand back; nobody else can send it, and nothing in it can be changed."""
    steps = [[*step.key, step.seen, step.to] for step in plan.steps]
    return signing.dumps(steps, salt=_salt(campaign, user), compress=True)


def _unsealed(given: str, campaign: Campaign, user: User) -> dict[PartKey, Wish]:
    found: list[list[Any]] = signing.loads(given, salt=_salt(campaign, user), max_age=LIFETIME)
    return {(participant, specialty): Wish(seen, to) for participant, specialty, seen, to in found}


def _salt(campaign: Campaign, user: User) -> str:
    return f"appraisal.assignments.{campaign.pk}.{user.pk}"


def _page(
    request: HttpRequest, campaign: Campaign, form: UploadForm, *, faults: Faults | None = None, status: int = 200
) -> HttpResponse:
    shown = [_fault(fault) for fault in list(faults or ())[:MOST_SHOWN]]
    context = {
        "campaign": campaign,
        "tab": "import",
        "form": form,
        "found": shown,
        "faults_in_all": len(faults or ()),
    }
    return render(request, "appraisal/assignments/import.html", context, status=status)


def _fault(fault: Fault) -> dict[str, str]:
    refused = fault.refused
    words = {
        name: gettext(text) % refused.params for name, text in (("rule", refused.rule), ("remedy", refused.remedy))
    }
    return {"cell": fault.cell, "value": fault.value, **words}
