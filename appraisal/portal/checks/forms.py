"""What the lead's pages send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appraisal.services.checks.drawing import LONGEST_SEED
from scoring.models import Campaign, Criterion, Participant


class DrawForm(forms.Form):
    so_gieo = forms.CharField(
        label=_("Số gieo"),
        help_text=_("Để trống thì chương trình tự tạo. Cùng số gieo và cùng danh sách thì chọn ra cùng các tiêu chí."),
        max_length=LONGEST_SEED,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class RequestForm(forms.Form):
    """`participant` and `criterion` are there once it is valid."""

    co_quan = forms.CharField(label=_("Mã cơ quan"), max_length=100)
    tieu_chi = forms.CharField(label=_("Mã tiêu chí"), max_length=100)

    participant: Participant
    criterion: Criterion

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        participants = self.campaign.participants.select_related("campaign")
        participant = participants.filter(code=given["co_quan"].strip()).first()
        if participant is None:
            self.add_error("co_quan", _("Không có cơ quan nào mang mã này trong kỳ đánh giá."))
            return given
        criterion = Criterion.objects.filter(annex=participant.annex_id, code=given["tieu_chi"].strip()).first()
        if criterion is None:
            self.add_error("tieu_chi", _("Phụ lục của cơ quan không có tiêu chí mang mã này."))
            return given
        self.participant, self.criterion = participant, criterion
        return given
