"""What the council's pages send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appraisal.enums import MotionKind
from appraisal.services.council.motions import TABLED_KINDS
from pari.ui.forms import DayField, MomentInput


class AddForm(forms.Form):
    agency = forms.CharField(label=_("Mã cơ quan"), max_length=100)
    criterion = forms.CharField(label=_("Mã tiêu chí"), max_length=100)
    kind = forms.ChoiceField(
        label=_("Nội dung"), choices=[(kind.value, kind.label) for kind in TABLED_KINDS], initial=MotionKind.POINTS
    )
    points = forms.CharField(
        label=_("Điểm đề nghị"), max_length=20, required=False, help_text=_("Chỉ với nội dung về điểm, ví dụ 1,5.")
    )
    argument = forms.CharField(label=_("Lý lẽ"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


class MinutesForm(forms.Form):
    held_at = forms.DateTimeField(label=_("Họp lúc"), required=False, widget=MomentInput())
    ended_at = forms.DateTimeField(label=_("Kết thúc lúc"), required=False, widget=MomentInput())
    place = forms.CharField(label=_("Địa điểm"), max_length=300, required=False)
    chair = forms.CharField(label=_("Chủ trì"), max_length=200, required=False)
    clerk = forms.CharField(label=_("Thư ký"), max_length=200, required=False)
    attendees = forms.CharField(
        label=_("Thành phần mời"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    content = forms.CharField(
        label=_("Ý kiến tại cuộc họp"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )


class DecisionForm(forms.Form):
    """The decision that publishes."""

    number = forms.CharField(label=_("Số quyết định"), max_length=100, help_text=_("Ví dụ 199/QĐ-UBND."))
    day = DayField(label=_("Ngày quyết định"))
    run = forms.IntegerField(widget=forms.HiddenInput)


class CorrectionForm(forms.Form):
    agency = forms.CharField(label=_("Mã cơ quan"), max_length=100)
    criterion = forms.CharField(label=_("Mã tiêu chí"), max_length=100)
    points = forms.CharField(label=_("Điểm đúng"), max_length=20, help_text=_("Ví dụ 1,5."))
    number = forms.CharField(label=_("Số quyết định đính chính"), max_length=100)
    reason = forms.CharField(label=_("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("points", "reason", "seen")}
