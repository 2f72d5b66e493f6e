"""Sets out to Excel, and in again: read, shown, and only then written."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pari.refusals import Refusal
from scoring.core.criteria_diff import compare
from scoring.core.criteria_nodes import SetNode, standard_points
from scoring.core.enums import Kind
from scoring.exchange.annexes.reading import ReadSet, read_annexes
from scoring.exchange.annexes.writing import write_annexes
from scoring.models import CriteriaSet
from scoring.portal.access import signed_in
from scoring.portal.criteria.access import set_edited, set_seen
from scoring.portal.criteria.changes import change_counts, shown_differences
from scoring.portal.criteria.rows import sentence
from scoring.selectors.criteria.trees import nodes_of
from scoring.selectors.register.agencies import folded
from scoring.selectors.submissions.claim_inputs import speech
from scoring.services.criteria.drafts import SetWords, check_draft
from scoring.services.criteria.nodes import settled
from scoring.services.criteria.versions import replace_trees
from scoring.workbook.faults import WorkbookRefused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "scoring.criteria-import"
GOOD_FOR = 2 * 60 * 60  # seconds between the preview and its confirmation
LARGEST = 10 * 1024 * 1024


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp Excel của phụ lục"),
        help_text=_("Tệp .xlsx, mỗi phụ lục một trang tính; tối đa 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        given: UploadedFile[Any] = self.cleaned_data["file"]
        if (given.size or 0) > LARGEST:
            raise forms.ValidationError(_("Tệp lớn quá 10 MB."))
        return given


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    found = set_seen(request, pk)
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        path = Path(folder) / "set.xlsx"
        write_annexes(criteria_set=found, path=path)
        response = HttpResponse(path.read_bytes(), content_type=XLSX)
    name = slugify(folded(f"bo-tieu-chi-{found.decision_number or found.pk}-v{found.version}").replace("/", "-"))
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """The file is read whole; faults are told with their cells, a sound one is shown before it is written."""
    found = set_edited(request, pk)
    check_draft(found)
    form = FileForm(request.POST or None, request.FILES or None)
    faults: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            return _preview(request, found, _read(form.cleaned_data["file"]))
        except WorkbookRefused as refused:
            faults = [
                {"cell": item.cell, "value": item.value, "said": sentence(item.refused)} for item in refused.faults
            ]
        except Refusal as refused:
            faults = [{"cell": "", "value": "", "said": str(refused)}]
    context = {"set": found, "form": form, "faults_of_file": faults}
    return render(request, "scoring/criteria/import.html", context, status=422 if faults else 200)


def _read(file: UploadedFile[Any]) -> ReadSet:
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder:
        path = Path(folder) / "import.xlsx"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        read = read_annexes(path)
    for node in read.nodes:
        settled(node)
    return read


def _preview(request: HttpRequest, found: CriteriaSet, read: ReadSet) -> HttpResponse:
    differences = compare(nodes_of(found), read.nodes)
    context = {
        "set": found,
        "read": read,
        "annexes": [_summary(read, code, name) for code, name in read.annexes],
        "counts": change_counts(differences),
        "differences": shown_differences(differences)[:60],
        "more": max(0, len(differences) - 60),
        "signed": _signed(request, found, read),
    }
    return render(request, "scoring/criteria/import_preview.html", context)


def _summary(read: ReadSet, code: str, name: str) -> dict[str, Any]:
    nodes = [node for node in read.nodes if node.annex == code]
    leaves = sum(not node.is_group for node in nodes)
    points = speech().points(standard_points(nodes))
    return {"code": code, "name": name, "groups": len(nodes) - leaves, "leaves": leaves, "points": points}


def _signed(request: HttpRequest, found: CriteriaSet, read: ReadSet) -> str:
    """The whole of what was read, so that what is confirmed is what was seen."""
    content = {
        "set": found.pk,
        "revision": found.revision,
        "by": signed_in(request).pk,
        "annexes": read.annexes,
        "nodes": [_plain(node) for node in read.nodes],
        "decision": None if read.decision is None else _plain(read.decision),
    }
    return signing.dumps(content, salt=SALT, compress=True)


def _plain(value: Any) -> dict[str, Any]:
    return {
        name: str(item) if isinstance(item, Decimal | date) else item for name, item in asdict(value).items() if item
    }


@login_required
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found = set_edited(request, pk)
    content = _seen_before(request, found)
    if content is None:
        messages.error(request, gettext("Bản xem trước đã quá hạn hoặc không còn nguyên vẹn; chọn lại tệp."))
        return redirect("scoring:criteria-import", pk)
    decision = content["decision"]
    written = replace_trees(
        criteria_set=pk,
        annexes=[(code, name) for code, name in content["annexes"]],
        nodes=[_node(item) for item in content["nodes"]],
        decision=None if decision is None else _words(decision),
        revision=content["revision"],
        by=signed_in(request),
    )
    messages.success(request, gettext("Đã nhập bộ tiêu chí từ tệp."))
    return redirect("scoring:criteria-set", written.pk)


def _seen_before(request: HttpRequest, found: CriteriaSet) -> dict[str, Any] | None:
    try:
        content = signing.loads(request.POST.get("content", ""), salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    own = content["set"] == found.pk and content["by"] == signed_in(request).pk
    return content if own else None


def _node(given: dict[str, Any]) -> SetNode:
    numbers = {name: Decimal(given[name]) for name in ("max_points", "cap") if name in given}
    return SetNode(**({"parent": None} | given | numbers | {"kind": Kind(given["kind"])}))


def _words(given: dict[str, Any]) -> SetWords:
    day = given.get("decision_date")
    return SetWords(**(given | {"decision_date": date.fromisoformat(day) if day else None}))
