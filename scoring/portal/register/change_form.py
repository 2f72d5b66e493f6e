"""The form of a change: which agencies before, which after, by which decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pari.ui.forms import DayField, DayInput
from scoring.enums import LineageKind
from scoring.models import Agency, Authority
from scoring.selectors.register.agencies import valid_on
from scoring.services.register.lineage import Change, NewAgency

FIRST_ROWS, MOST_ROWS = 2, 60
PARTS = ("code", "name", "short")
KINDS = (
    (LineageKind.MERGE, _("Sáp nhập: nhiều cơ quan thành một, hoặc một cơ quan nhập vào cơ quan khác")),
    (LineageKind.SPLIT, _("Chia tách: một cơ quan thành nhiều cơ quan")),
    (LineageKind.RENAME, _("Đổi tên hoặc đổi mã: vẫn là cơ quan ấy, kết quả các năm so sánh được")),
    (LineageKind.TRANSFER, _("Chuyển giao: sang cơ quan chủ trì khác, kết quả các năm so sánh được")),
)


class ChangeForm(forms.Form):
    """Successors are named by code when they exist, in rows of code, name and short name when they are new."""

    kind = forms.ChoiceField(label=_("Hình thức"), choices=KINDS, widget=forms.RadioSelect)
    effective_on = DayField(
        label=_("Ngày hiệu lực"),
        widget=DayInput,
        help_text=_("Ngày đầu tiên của cơ quan sau; cơ quan trước kết thúc vào ngày liền trước."),
    )
    decision = forms.CharField(
        label=_("Số nghị quyết, quyết định"), max_length=200, help_text=_("Ví dụ 1667/NQ-UBTVQH15.")
    )
    chosen = forms.MultipleChoiceField(
        label=_("Cơ quan đã chọn"), widget=forms.CheckboxSelectMultiple, required=False, choices=()
    )
    predecessors = forms.CharField(
        label=_("Thêm cơ quan trước theo mã"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Mỗi dòng một mã, hoặc cách nhau bằng dấu chấm phẩy."),
    )
    continues = forms.BooleanField(label=_("Chỉ tách một phần: cơ quan trước vẫn tiếp tục hoạt động"), required=False)
    authority = forms.ModelChoiceField(
        Authority.objects.none(), label=_("Cơ quan chủ trì của cơ quan mới"), empty_label=None
    )
    successors = forms.CharField(
        label=_("Mã cơ quan sau đã có trong danh mục"),
        required=False,
        help_text=_("Để trống nếu cơ quan sau là cơ quan mới."),
    )
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS, initial=FIRST_ROWS)

    def __init__(
        self, authorities: QuerySet[Authority], offered: Sequence[int], data: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.authorities = authorities
        self.offered = self._mine().in_bulk(list(offered))
        chosen, authority = self.fields["chosen"], self.fields["authority"]
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101 declared above
        assert isinstance(authority, forms.ModelChoiceField)  # noqa: S101 declared above
        chosen.choices = [(str(key), f"{item.name} ({item.code})") for key, item in self.offered.items()]
        chosen.initial = [str(key) for key in self.offered]
        authority.queryset = authorities
        for row in range(self.row_count):
            self._add_row(row)

    def _mine(self) -> QuerySet[Agency]:
        return Agency.objects.filter(authority__in=self.authorities).select_related("authority")

    @property
    def row_count(self) -> int:
        given = str(self.data.get("rows", FIRST_ROWS) if self.is_bound else self.initial.get("rows", FIRST_ROWS))
        return min(int(given), MOST_ROWS) if given.isascii() and given.isdigit() and len(given) < 4 else FIRST_ROWS

    def _add_row(self, row: int) -> None:
        self.fields[f"code-{row}"] = forms.CharField(label=_("Mã mới"), max_length=100, required=False)
        self.fields[f"name-{row}"] = forms.CharField(label=_("Tên"), max_length=300, required=False)
        self.fields[f"short-{row}"] = forms.CharField(label=_("Tên ngắn"), max_length=300, required=False)

    @property
    def new_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{part}-{row}"] for part in PARTS] for row in range(self.row_count)]

    def with_another_row(self) -> Self:
        """The same form, unchecked, with all that was typed and one row more."""
        typed = {name: self[name].data for name in self.fields}
        typed["rows"] = min(self.row_count + 1, MOST_ROWS)
        return type(self)(self.authorities, list(self.offered), initial=typed)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        day = given.get("effective_on")
        if isinstance(day, date):
            given["before"] = self._before(given, day)
            given["after"] = self._after(given, day)
        return given

    def _before(self, given: dict[str, Any], day: date) -> list[Agency]:
        ticked = [self.offered[int(key)] for key in given.get("chosen", ())]
        return ticked + self._by_codes("predecessors", given.get("predecessors", ""), day - timedelta(days=1))

    def _after(self, given: dict[str, Any], day: date) -> list[Agency | NewAgency]:
        existing = self._by_codes("successors", given.get("successors", ""), day)
        rows = [[given.get(f"{part}-{row}", "") for part in PARTS] for row in range(self.row_count)]
        authority = given.get("authority")
        new = [NewAgency(authority, code, name, short) for code, name, short in rows if authority and (code or name)]
        for row, (code, name, _short) in enumerate(rows):
            if bool(code) != bool(name):
                self.add_error(f"{'name' if code else 'code'}-{row}", gettext("Cơ quan mới phải có cả mã và tên."))
        return [*existing, *new]

    def _by_codes(self, field: str, text: str, day: date) -> list[Agency]:
        codes = [code.strip() for line in text.splitlines() for code in line.split(";") if code.strip()]
        found: dict[str, list[Agency]] = {}
        for agency in self._mine().filter(valid_on(day), code__in=codes[:200]):
            found.setdefault(agency.code, []).append(agency)
        named = [self._only(field, code, found.get(code, [])) for code in codes]
        return [agency for agency in named if agency is not None]

    def _only(self, field: str, code: str, agencies: list[Agency]) -> Agency | None:
        if len(agencies) == 1:
            return agencies[0]
        if agencies:
            told = {"code": code, "names": "; ".join(f"{item.name} ({item.authority.name})" for item in agencies)}
            words = gettext("Mã %(code)s là của nhiều cơ quan: %(names)s. Chọn trong danh sách cơ quan.") % told
        else:
            words = gettext("Không có cơ quan nào mang mã %(code)s vào ngày đó.") % {"code": code}
        self.add_error(field, ValidationError(words))
        return None

    def change(self) -> Change:
        given = self.cleaned_data
        return Change(
            kind=LineageKind(given["kind"]),
            predecessors=tuple(given["before"]),
            successors=tuple(given["after"]),
            effective_on=given["effective_on"],
            decision=given["decision"],
            continues=given["continues"],
        )
