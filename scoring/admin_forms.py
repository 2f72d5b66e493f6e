"""Forms of the admin that ask the arithmetic whether it can read what was typed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from scoring.core.canonical import canonical_json
from scoring.core.errors import Refused
from scoring.core.fields import load_object
from scoring.core.rules import parse_rule
from scoring.enums import Kind
from scoring.models import Annex, Criterion
from scoring.selectors.criteria.trees import is_free

MANUAL = {"kind": "manual"}


class CriterionForm(forms.ModelForm[Criterion]):
    """A leaf's rule must be one that its maximum allows (CONTRACT §4); empty is `manual`. Used sets are closed."""

    class Meta:
        model = Criterion
        fields = "__all__"  # noqa: DJ007 -- the admin decides who may edit
        widgets = {"max_points": forms.TextInput, "cap": forms.TextInput}

    def clean_annex(self) -> Annex:
        annex: Annex = self.cleaned_data["annex"]
        if not is_free(annex.criteria_set):
            raise forms.ValidationError(_("Bộ tiêu chí này đã được áp dụng, không sửa được nữa."))
        return annex

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        maximum = cleaned.get("max_points")
        if cleaned.get("kind") != Kind.GROUP and maximum is not None and "rule" in cleaned:
            cleaned["rule"] = self._read(cleaned["rule"] or MANUAL, Fraction(maximum))
        return cleaned

    def _read(self, rule: Any, maximum: Fraction) -> Any:
        try:
            return parse_rule(load_object(canonical_json(rule)), maximum).as_json()
        except Refused as refused:
            self.add_error("rule", f"{_(refused.rule) % refused.params}; {_(refused.remedy) % refused.params}")
            return rule
