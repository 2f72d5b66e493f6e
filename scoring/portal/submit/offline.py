"""Taking the sheet along as an Excel file, and bringing it back: preview first, then all in one go."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pari.refusals import Invalid, Refusal
from scoring.exchange.offline.fields import Place, places_of
from scoring.exchange.offline.merging import Plan, Proposal, plan_of
from scoring.exchange.offline.reading import open_file
from scoring.exchange.offline.stamp import check_stamp, stamp_of
from scoring.exchange.offline.writing import LANGUAGE, offline_file
from scoring.models import Participant, Submission
from scoring.portal.access import participant_of, signed_in
from scoring.selectors.submissions.answer_fields import Field
from scoring.selectors.submissions.sheet import sheet_of
from scoring.services.submissions.editing import check_open
from scoring.services.submissions.offline import Brought, take_offline

LARGEST = 10 * 1024 * 1024
SALT = "scoring.offline"
HOURS = 12
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp đã điền (.xlsx)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=gettext_lazy("Chưa ghi gì ngay: trang sau cho xem trước những gì sẽ thay đổi."),
    )


@login_required
@require_safe
def download(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    participant = participant_of(request, campaign, agency)
    answer = HttpResponse(offline_file(sheet_of(_submission(participant))), content_type=MEDIA_TYPE)
    name = "".join(char if char.isascii() and char.isalnum() else "-" for char in f"{campaign}-{agency}")
    answer["Content-Disposition"] = f'attachment; filename="tu-danh-gia-{name}.xlsx"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offline(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    """Where the file is taken and brought back; a file that is brought leads to its preview."""
    participant = participant_of(request, campaign, agency)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            return _preview(request, participant, form.cleaned_data["file"])
        except Refusal as refusal:
            return _start(request, participant, form, refusal)
    return _start(request, participant, form)


def _start(
    request: HttpRequest, participant: Participant, form: FileForm, refusal: Refusal | None = None
) -> HttpResponse:
    context = {"participant": participant, "form": form, "refusal": refusal}
    status = refusal.status if refusal else 400 if form.is_bound and form.errors else 200
    return render(request, "scoring/submit/offline.html", context, status=status)


def _preview(request: HttpRequest, participant: Participant, upload: File[bytes]) -> HttpResponse:
    submission = _submission(participant)
    check_open(submission)
    with translation.override(LANGUAGE):
        places = places_of(sheet_of(submission))
        plan, file = _read(submission, places, upload)
        brought = signing.dumps(_packed(participant, plan, file), salt=SALT, compress=True)
    context = {"participant": participant, "plan": plan, "brought": brought}
    return render(request, "scoring/submit/offline_preview.html", context)


def _read(submission: Submission, places: Mapping[str, Place], upload: File[bytes]) -> tuple[Plan, str]:
    if upload.size > LARGEST:
        raise Invalid(_("Tệp lớn quá 10 MB."), _("Nhập đúng tệp mẫu đã tải, không chèn thêm ảnh."))
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        filled = open_file(Path(kept.name))
    expected = stamp_of(submission, places, taken_at="", file="")
    check_stamp(filled.stamp, expected)
    return plan_of(filled, places), filled.stamp.file


def _packed(participant: Participant, plan: Plan, file: str) -> dict[str, Any]:
    """What the preview's form carries, signed: nobody alters it on its way."""
    fields = {item.name: asdict(_brought(item)) for item in (*plan.changes, *plan.conflicts)}
    return {
        "participant": participant.pk,
        "file": file,
        "conflicts": [item.name for item in plan.conflicts],
        "fields": fields,
    }


def _brought(item: Proposal) -> Brought:
    return Brought(item.place.criterion.code, item.field, item.content, item.version, item.key)


@login_required
@require_POST
def take(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    participant = participant_of(request, campaign, agency)
    try:
        packed = _unpacked(request, participant)
        chosen = list(_chosen(packed, request.POST))
        with translation.override(LANGUAGE):
            count = take_offline(
                submission=participant.submission.pk, brought=chosen, file=packed["file"], by=signed_in(request)
            )
    except Refusal as refusal:
        return _start(request, participant, FileForm(), refusal)
    words = ngettext("Đã nhập %(count)d ô từ tệp.", "Đã nhập %(count)d ô từ tệp.", count) % {"count": count}
    messages.success(request, words)
    return redirect("scoring:submit", campaign, agency)


def _unpacked(request: HttpRequest, participant: Participant) -> dict[str, Any]:
    try:
        packed: dict[str, Any] = signing.loads(request.POST.get("brought", ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature as error:
        raise Invalid(_("Bản xem trước đã hết hạn hoặc bị thay đổi."), _("Chọn lại tệp để xem trước.")) from error
    if packed["participant"] != participant.pk:
        raise Invalid(_("Bản xem trước là của cơ quan khác."), _("Chọn lại tệp để xem trước."))
    return packed


def _chosen(packed: Mapping[str, Any], sent: Mapping[str, str]) -> Iterator[Brought]:
    """All changes, and of the conflicts those for which the file's side was chosen; each needs a choice."""
    for name, item in packed["fields"].items():
        choice = sent.get(f"choice|{name}") if name in packed["conflicts"] else "file"
        if choice not in ("file", "here"):
            raise Invalid(
                _("Chưa chọn giữ bên nào ở tiêu chí %(code)s.") % {"code": item["code"]},
                _("Chọn lại tệp, xem trước rồi chọn cho từng ô."),
            )
        if choice == "file":
            yield Brought(**{**item, "field": Field(item["field"])})


def _submission(participant: Participant) -> Submission:
    joined = Submission.objects.select_related("campaign__criteria_set", "participant__annex")
    return joined.get(participant=participant)
