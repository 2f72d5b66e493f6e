"""How every form of the pages looks, and inputs for days and moments as browsers offer them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """`{{ form }}` and `{{ form.name.as_field_group }}` through the components (`templates/components`)."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class DayInput(forms.DateInput):
    """A calendar day; browsers want it as `2025-11-21`, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that a person may mean; a year of one or five digits is a slip of the keyboard."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators += [MinValueValidator(date(1945, 9, 2)), MaxValueValidator(date(2199, 12, 31))]


class MomentInput(forms.DateTimeInput):
    """A day and a minute, in the site's time zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A minute of such a day, in the site's time zone."""

    widget = MomentInput

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **options)
        first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in (1946, 2200))
        self.validators += [MinValueValidator(first), MaxValueValidator(last)]


def widget_kind(field: forms.BoundField) -> str:
    """Which layout a field takes: `checkbox` (label after it), `radio`, `checks` (several boxes), else `text`."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checks"
    if isinstance(widget, forms.RadioSelect):
        return "radio"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "text"
