"""What is written down of a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appraisal.models import Meeting
from appraisal.services.meetings import LONGEST_TEXT, Details, details_of
from pari.ui.forms import MomentField


class MeetingForm(forms.Form):
    """`seen` is the revision of the meeting that the form shows."""

    held_at = MomentField(label=_("Bắt đầu lúc"), required=False)
    ended_at = MomentField(label=_("Kết thúc lúc"), required=False)
    place = forms.CharField(label=_("Địa điểm"), max_length=300, required=False)
    chair = forms.CharField(label=_("Chủ trì"), help_text=_("Chức danh, họ tên."), max_length=200, required=False)
    clerk = forms.CharField(label=_("Thư ký"), max_length=200, required=False)
    attendees = forms.CharField(
        label=_("Thành phần"),
        help_text=_("Mỗi dòng một người hoặc một cơ quan."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    content = forms.CharField(
        label=_("Nội dung, ý kiến"),
        help_text=_("Những gì biên bản ghi thêm ngoài số liệu; số liệu do chương trình lập."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def showing(cls, meeting: Meeting) -> MeetingForm:
        details = details_of(meeting)
        shown: dict[str, Any] = {name: getattr(details, name) for name in Details.__dataclass_fields__}
        return cls(initial={**shown, "seen": meeting.revision})

    def details(self) -> Details:
        return Details(**{name: self.cleaned_data[name] for name in Details.__dataclass_fields__})
