"""Column types that keep what was written, digit for digit, on every database."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.core.canonical import canonical_json
from scoring.core.numbers import NotANumber, decimal, plain


class ExactDecimalField(models.TextField[Any, Any]):
    """A `Decimal` of any length kept as canonical text.

    SQLite has no decimal type (its NUMERIC keeps 15 digits), so text is what holds the same
    figure on both databases. Compare and add in Python; the database only keeps it.
    """

    _pyi_private_set_type: Any  # what the type checker's plug-in reads

    def from_db_value(self, value: str | None, *_: object) -> Decimal | None:
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return decimal(str(value))
        except NotANumber as error:
            raise ValidationError(_("“%(value)s” không phải là số."), params={"value": value}) from error

    def get_prep_value(self, value: Any) -> str | None:
        number = self.to_python(value)
        return None if number is None else plain(number)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": forms.DecimalField, **kwargs})


class CanonicalJSONField(models.TextField[Any, Any]):
    """JSON kept as canonical text, so that its bytes can be hashed and compared as they stand.

    Numbers inside are written as strings by those who fill it (scoring.core reads decimals, never floats).
    """

    _pyi_private_set_type: Any  # what the type checker's plug-in reads

    def from_db_value(self, value: str | None, *_: object) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else canonical_json(value)

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": forms.JSONField, **kwargs})


def not_negative(field: str, name: str) -> models.CheckConstraint:
    """Canonical text is negative exactly when it begins with a minus sign."""
    return models.CheckConstraint(name=name, condition=~models.Q(**{f"{field}__startswith": "-"}))


def scored_field() -> models.TextField[str | None, str | None]:
    """What the rule gives for `value`, found once when it is written: a fraction's text, or `exempt`.

    The criteria of a campaign in use do not change (DESIGN §5), so this does not either; an index run
    need not understand a million readings again.
    """
    return models.TextField(_("điểm theo cách chấm"), null=True, blank=True, editable=False)


def scored_with_value(name: str) -> models.CheckConstraint:
    """There are points by the rule exactly where there is a value."""
    together = models.Q(value__isnull=True, scored__isnull=True) | models.Q(value__isnull=False, scored__isnull=False)
    return models.CheckConstraint(name=name, condition=together)
