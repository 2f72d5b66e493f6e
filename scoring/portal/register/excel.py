"""The register out to Excel and in again: upload, look at what it would do, confirm."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from scoring.exchange.register.exporting import register_template, register_workbook
from scoring.exchange.register.importing import import_register
from scoring.exchange.register.sheets import RegisterRows, read_register
from scoring.models import Authority
from scoring.portal.access import signed_in
from scoring.portal.register.access import authorities_run
from scoring.workbook.faults import WorkbookRefused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "scoring.register.import"
A_DAY = 24 * 60 * 60
LARGEST = 10 * 1024 * 1024


class UploadForm(forms.Form):
    authority = forms.ModelChoiceField(Authority.objects.none(), label=_("Cơ quan chủ trì"), empty_label=None)
    file = forms.FileField(label=_("Tệp Excel (.xlsx)"), help_text=_("Tối đa 10 MB."))

    def __init__(self, authorities: QuerySet[Authority], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["authority"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
        field.queryset = authorities

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(gettext("Tệp lớn hơn 10 MB."))
        return file


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(authorities_run(request), request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "scoring/register/import.html", {"form": form}, status=status)
    authority: Authority = form.cleaned_data["authority"]
    try:
        with _on_disk(form.cleaned_data["file"]) as path:
            rows = read_register(path)
    except WorkbookRefused as refused:
        return render(request, "scoring/register/import.html", {"form": form, "found": refused.faults}, status=400)
    return _preview(request, authority, rows, form)


def _preview(request: HttpRequest, authority: Authority, rows: RegisterRows, form: UploadForm) -> HttpResponse:
    outcome = import_register(rows=rows, authority=authority, by=signed_in(request), dry_run=True)
    if outcome.faults:
        return render(request, "scoring/register/import.html", {"form": form, "found": outcome.faults}, status=400)
    content = {"by": signed_in(request).pk, "authority": authority.pk, **rows.as_json()}
    signed = signing.dumps(content, salt=SALT, compress=True)
    context = {"authority": authority, "outcome": outcome, "signed": signed}
    return render(request, "scoring/register/preview.html", context)


@contextmanager
def _on_disk(file: UploadedFile[bytes]) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(dir=settings.DATA_DIR, suffix=".xlsx") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


@login_required
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """What was previewed, checked again against the register as it is now."""
    authorities = authorities_run(request)
    user = signed_in(request)
    try:
        content = signing.loads(request.POST.get("content", ""), salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        content = {}
    if content.get("by") != user.pk:
        messages.error(request, gettext("Bản xem trước đã hết hạn. Hãy tải tệp lên lần nữa."))
        return redirect("scoring:register-import")
    authority = get_object_or_404(authorities, pk=content["authority"])
    outcome = import_register(rows=RegisterRows.from_json(content), authority=authority, by=user, dry_run=False)
    if outcome.faults:
        context = {"form": UploadForm(authorities), "found": outcome.faults}
        return render(request, "scoring/register/import.html", context, status=409)
    told = {"added": len(outcome.added), "corrected": len(outcome.corrected), "changed": len(outcome.changed)}
    words = gettext("Đã nhập: thêm %(added)d cơ quan, sửa %(corrected)d, ghi nhận %(changed)d thay đổi.")
    messages.success(request, words % told)
    return redirect("scoring:agencies")


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    given = request.GET.get("chu-tri", "")
    authorities = authorities_run(request)
    if given.isascii() and given.isdigit() and len(given) < 10:
        authority = get_object_or_404(authorities, pk=int(given))
    else:
        authority = get_object_or_404(authorities[:1])
    return _file(register_workbook(authority), gettext("Danh mục cơ quan.xlsx"))


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    authorities_run(request)
    return _file(register_template(), gettext("Mẫu danh mục cơ quan.xlsx"))


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
