"""What the pages of submitting send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from scoring.transitions import Action


@dataclass(frozen=True, slots=True)
class Signature:
    """The hidden fields beside the button; what is not a number was not shown by our page and fits no revision."""

    key: str
    seen_revision: int

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Signature:
        revision = sent.get("revision", "")
        return cls(sent.get("key", ""), int(revision) if revision.isascii() and revision.isdigit() else -1)


class WithdrawForm(forms.Form):
    action: ClassVar[Action] = Action.WITHDRAW

    receipt = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)


class ReopenForm(WithdrawForm):
    action: ClassVar[Action] = Action.REOPEN

    reason = forms.CharField(
        label=_("Lý do mở lại"),
        help_text=_("Cơ quan sẽ đọc được, và được ghi vào nhật ký. Ví dụ: theo Công văn số 15/SNV-CCHC."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class VerifyForm(forms.Form):
    so = forms.CharField(label=_("Số biên nhận"), max_length=100)
    ma = forms.CharField(label=_("Mã SHA-256"), max_length=80, widget=forms.TextInput(attrs={"spellcheck": "false"}))
