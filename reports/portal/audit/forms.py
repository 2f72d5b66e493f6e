"""What the log's filter asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pari.ui.forms import DayField
from reports.portal.audit.words import GROUPS
from reports.selectors.log import Selection

MOST = 100


class FilterForm(forms.Form):
    """Every part may be empty; a part that cannot be understood is said to be faulty and left out."""

    nhom = forms.ChoiceField(label=_("Nhóm việc"), required=False, choices=[("", _("Tất cả")), *GROUPS.items()])
    nguoi = forms.CharField(label=_("Người thực hiện"), required=False, max_length=MOST)
    coquan = forms.CharField(label=_("Cơ quan (mã hoặc tên)"), required=False, max_length=MOST)
    tu = DayField(label=_("Từ ngày"), required=False)
    den = DayField(label=_("Đến ngày"), required=False)
    tim = forms.CharField(label=_("Trong nội dung"), required=False, max_length=MOST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if is_choice else "form-control"

    def selection(self) -> Selection:
        self.full_clean()
        given = self.cleaned_data
        return Selection(
            group=given.get("nhom", ""),
            person=given.get("nguoi", ""),
            agency=given.get("coquan", ""),
            first=given.get("tu"),
            last=given.get("den"),
            text=given.get("tim", ""),
        )
