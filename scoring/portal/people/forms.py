"""Inviting, handing over, importing: what is typed, and what it means in the register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pari.accounts.enums import AGENCY_ROLES
from pari.accounts.models import Membership, User
from pari.accounts.services import Invitee
from pari.ui.forms import DayField, DayInput
from scoring.models import Agency, Authority
from scoring.selectors.register.roles import (
    agencies_given_by,
    agencies_meant,
    authorities_given_by,
    roles_given_by,
    successors_of,
)

#: More agencies than this are not put into the page to choose from: one types code or name.
FEW = 200


class InviteForm(forms.Form):
    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    role = forms.ChoiceField(label=_("Vai trò"))
    authority = forms.ModelChoiceField(label=_("Cơ quan chủ trì"), queryset=Authority.objects.none(), required=False)
    agency = forms.CharField(
        label=_("Cơ quan, đơn vị"),
        required=False,
        help_text=_("Mã hoặc tên đầy đủ; chỉ ghi cho cán bộ đầu mối và thủ trưởng."),
    )
    valid_from = DayField(label=_("Từ ngày"), widget=DayInput(), initial=timezone.localdate)
    valid_to = DayField(label=_("Đến hết ngày"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies_given_by(user)
        self.fields["role"].choices = [(role.value, role.label) for role in roles_given_by(user)]  # type: ignore[attr-defined]
        self._offer_authorities(user)
        self._offer_agencies()

    def _offer_authorities(self, user: User) -> None:
        """Only who runs several is asked for which."""
        self.authorities = list(authorities_given_by(user)[:FEW])
        if len(self.authorities) > 1:
            self.fields["authority"].queryset = authorities_given_by(user)  # type: ignore[attr-defined]
        else:
            del self.fields["authority"]

    def _offer_agencies(self) -> None:
        codes = list(self.agencies.order_by("code").values_list("code", "name")[: FEW + 1])
        self.options = codes if len(codes) <= FEW else []
        if len(codes) == 1:
            self.fields["agency"].initial = codes[0][0]
        self.fields["agency"].widget.attrs["list"] = "cac-co-quan"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("role") in AGENCY_ROLES:
            given["agency"] = self._agency(given.get("agency", ""))
            given["authority"] = given["agency"].authority if given["agency"] else None
        elif given.get("role"):
            given["agency"] = None
            given["authority"] = given.get("authority") or (self.authorities[0] if len(self.authorities) == 1 else None)
            if given["authority"] is None:
                self.add_error("role", _("Hãy chọn cơ quan chủ trì cho vai trò này."))
        return given

    def _agency(self, text: str) -> Agency | None:
        if not text:
            self.add_error("agency", _("Vai trò này cần một cơ quan."))
            return None
        meant = agencies_meant(self.agencies, text)
        if len(meant) == 1:
            return meant[0]
        known = ", ".join(f"{agency.code} {agency.name}" for agency in meant[:5])
        several = gettext("Có nhiều cơ quan như vậy: %(known)s.") % {"known": known}
        self.add_error(
            "agency", several if meant else _("Không có cơ quan nào mang mã hoặc tên này trong phạm vi của bạn.")
        )
        return None

    def invitee(self) -> Invitee:
        return Invitee(full_name=self.cleaned_data["full_name"], email=self.cleaned_data["email"])


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        label=_("Người cùng cơ quan"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("– người khác, ghi bên dưới –"),
    )
    full_name = forms.CharField(label=_("Họ và tên người nhận"), max_length=150, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    on = DayField(
        label=_("Từ ngày"),
        widget=DayInput(),
        initial=timezone.localdate,
        help_text=_(
            "Vai trò cũ kết thúc vào hôm trước. Bàn giao bằng đường dẫn thì tính từ ngày người nhận bấm nhận, nếu muộn hơn."
        ),
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = successors_of(membership)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("to") and not given.get("full_name") and "to" not in self.errors:
            self.add_error("full_name", _("Hãy chọn một người hoặc ghi họ tên người nhận."))
        return given

    def invitee(self) -> Invitee:
        return Invitee(full_name=self.cleaned_data["full_name"], email=self.cleaned_data["email"])


class EndForm(forms.Form):
    on = DayField(label=_("Ngày cuối cùng giữ vai trò"), widget=DayInput(), initial=timezone.localdate)


class ImportForm(forms.Form):
    authority = forms.ModelChoiceField(label=_("Cơ quan chủ trì"), queryset=Authority.objects.none())
    file = forms.FileField(label=_("Tệp Excel (.xlsx)"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = authorities_given_by(user)
        self.fields["authority"].queryset = offered  # type: ignore[attr-defined]
        self.fields["authority"].initial = offered.first()
