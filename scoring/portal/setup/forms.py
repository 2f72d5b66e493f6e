"""What people type to set a campaign up."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import User
from pari.ui.forms import DayInput
from scoring.core.calendar import day_and_clock, deadline_at
from scoring.core.errors import Refused
from scoring.enums import TIMED_PHASES, CriteriaSetState, Phase
from scoring.models import Authority, Campaign, CriteriaSet
from scoring.selectors.campaigns.calendar import Calendar, column_of

#: As the browser sends a day, and as people write it where it has no calendar.
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=DAY_FORMATS, widget=DayInput, **options)


class ClockField(forms.CharField):
    """`17:00`, `24:00`; empty is the end of the day."""

    def __init__(self, **options: Any) -> None:
        attrs = {"placeholder": "24:00", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(max_length=20, required=False, widget=forms.TextInput(attrs), **options)


def instant(day: date, clock: str, shown: datetime | None) -> datetime:
    """The deadline that was typed; the one that was shown, seconds and all, when nothing was changed.

    Raises Django's `ValidationError` for a clock that is none.
    """
    try:
        typed = deadline_at(day, clock)
    except Refused as refused:
        raise forms.ValidationError(
            f"{_(refused.rule) % refused.params}: {_(refused.remedy) % refused.params}."
        ) from refused
    return shown if shown is not None and day_and_clock(shown) == day_and_clock(typed) else typed


class CalendarForm(forms.Form):
    """A day and a clock for every timed phase, whether weekends are left, and the calendar that was shown."""

    rolls_weekends = forms.BooleanField(
        required=False,
        label=gettext_lazy("Hạn rơi vào thứ bảy, chủ nhật thì chuyển sang ngày làm việc kế tiếp, cùng giờ"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, shown: Calendar, **options: Any) -> None:
        super().__init__(*args, **options)
        self.shown = shown
        self.initial = {"rolls_weekends": shown.rolls_weekends, "seen": shown.token}
        for phase, deadline in shown.deadlines.items():
            day, clock = day_and_clock(deadline) if deadline else (None, "")
            self.fields[f"{phase.value}_day"] = DayField(required=False, label=phase.label, initial=day)
            self.fields[f"{phase.value}_clock"] = ClockField(label=_("Giờ"), initial=clock)

    @property
    def phases(self) -> list[tuple[Phase, forms.BoundField, forms.BoundField]]:
        return [(phase, self[f"{phase.value}_day"], self[f"{phase.value}_clock"]) for phase in TIMED_PHASES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for phase in TIMED_PHASES:
            day, clock = cleaned.get(f"{phase.value}_day"), cleaned.get(f"{phase.value}_clock") or ""
            if day is None and clock and f"{phase.value}_day" not in self.errors:
                self.add_error(f"{phase.value}_day", _("Có giờ mà chưa có ngày."))
            try:
                cleaned[column_of(phase)] = instant(day, clock, self.shown.deadlines[phase]) if day else None
            except forms.ValidationError as error:
                self.add_error(f"{phase.value}_clock", error)
        return cleaned

    def calendar(self) -> Calendar:
        """Once it is valid."""
        deadlines = {column_of(phase): self.cleaned_data[column_of(phase)] for phase in TIMED_PHASES}
        return Calendar(**deadlines, rolls_weekends=self.cleaned_data["rolls_weekends"])


class ExtensionForm(forms.Form):
    day = DayField(label=gettext_lazy("Gia hạn đến ngày"))
    clock = ClockField(label=gettext_lazy("Giờ"), help_text=gettext_lazy("Bỏ trống là hết ngày, 24:00."))
    document_number = forms.CharField(label=gettext_lazy("Số văn bản"), max_length=100)
    document_date = DayField(label=gettext_lazy("Ngày văn bản"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("day"):
            try:
                cleaned["until"] = instant(cleaned["day"], cleaned.get("clock") or "", None)
            except forms.ValidationError as error:
                self.add_error("clock", error)
        return cleaned


class CampaignForm(forms.Form):
    """A new campaign; the choices are those of the authorities that the person runs."""

    authority = forms.ModelChoiceField(Authority.objects.none(), label=gettext_lazy("Cơ quan chủ trì"))
    criteria_set = forms.ModelChoiceField(
        CriteriaSet.objects.none(),
        label=gettext_lazy("Bộ tiêu chí"),
        empty_label=gettext_lazy("Chọn bộ tiêu chí"),
        help_text=gettext_lazy("Chỉ những bộ tiêu chí đang áp dụng."),
    )
    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=1900, max_value=2999)
    code = forms.CharField(
        label=gettext_lazy("Mã"),
        max_length=100,
        help_text=gettext_lazy("Dùng trong địa chỉ trang và tệp, ví dụ NT-2025."),
    )
    name = forms.CharField(
        label=gettext_lazy("Tên"),
        max_length=500,
        help_text=gettext_lazy("Ví dụ: Chỉ số cải cách hành chính năm 2025."),
    )
    policies_of = forms.ModelChoiceField(
        Campaign.objects.none(),
        required=False,
        label=gettext_lazy("Lấy chính sách và cơ quan tham gia từ kỳ"),
        empty_label=gettext_lazy("Không lấy lại, bắt đầu từ giá trị mặc định"),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        authorities = run_authorities(user)
        self._choose("authority", authorities)
        active = CriteriaSet.objects.filter(authority__in=authorities, state=CriteriaSetState.ACTIVE)
        self._choose("criteria_set", active.order_by("-decision_date", "-pk"))
        self._choose("policies_of", Campaign.objects.run_by(user).order_by("-year", "code"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        authority, chosen, earlier = (cleaned.get(name) for name in ("authority", "criteria_set", "policies_of"))
        if authority and chosen and chosen.authority_id != authority.pk:
            self.add_error("criteria_set", _("Bộ tiêu chí là của cơ quan chủ trì khác."))
        if authority and earlier and earlier.authority_id != authority.pk:
            self.add_error("policies_of", _("Kỳ đánh giá là của cơ quan chủ trì khác."))
        return cleaned

    def _choose(self, name: str, options: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 for the type checker
        field.queryset = options
        found = list(options[:2])
        if len(found) == 1 and field.required:
            field.initial = found[0].pk


def run_authorities(user: User) -> Any:
    """The authorities whose campaigns this person sets up."""
    if user.is_superuser:
        return Authority.objects.order_by("name")
    keys = [item.authority_id for item in user.current_memberships if item.role in RUNNING_ROLES]
    return Authority.objects.filter(pk__in=keys).order_by("name")


class BlocForm(forms.Form):
    code = forms.CharField(label=gettext_lazy("Mã khối"), max_length=100)
    name = forms.CharField(label=gettext_lazy("Tên khối"), max_length=300)
