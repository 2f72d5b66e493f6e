"""How fields are laid out: what belongs to a field is said to belong to it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms

from pari.ui.forms import DayField, DayInput, MomentInput, widget_kind


class Sample(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Như trong quyết định")
    kind = forms.ChoiceField(label="Hình thức", choices=[("a", "Sáp nhập")], widget=forms.RadioSelect)
    done = forms.MultipleChoiceField(choices=[("a", "Có")], widget=forms.CheckboxSelectMultiple, required=False)
    agreed = forms.BooleanField(label="Đồng ý", required=False)
    day = forms.DateField(widget=DayInput, required=False)
    until = forms.DateTimeField(widget=MomentInput, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def test_help_and_fault_are_tied_to_the_control():
    html = Sample({})["name"].as_field_group()
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_stand_in_a_fieldset_with_their_fault():
    html = Sample({})["kind"].as_field_group()
    assert '<fieldset aria-describedby="id_kind_error">' in html
    assert "<legend>Hình thức</legend>" in html


def test_the_summary_leads_to_each_faulty_field():
    html = str(Sample({}))
    assert '<a href="#id_name">Họ và tên</a>' in html
    assert html.count('role="alert"') == 1
    assert html.count('name="key"') == 1


def test_a_form_without_faults_has_no_summary():
    assert "role=" not in str(Sample())


@pytest.mark.parametrize(
    ("name", "kind"), [("name", "text"), ("kind", "radio"), ("done", "checks"), ("agreed", "checkbox")]
)
def test_a_field_is_laid_out_by_its_widget(name, kind):
    assert widget_kind(Sample()[name]) == kind


def test_days_and_minutes_are_written_as_browsers_read_them():
    moment = datetime(2025, 12, 1, 17, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    form = Sample(initial={"day": moment.date(), "until": moment})
    assert 'type="date" name="day" value="2025-12-01"' in str(form["day"])
    assert 'type="datetime-local" name="until" value="2025-12-01T17:00"' in str(form["until"])
    assert Sample({"name": "a", "kind": "a", "until": "2025-12-01T17:00"}).fields["until"].clean(
        "2025-12-01T17:00"
    ) == (moment)


@pytest.mark.parametrize(("day", "valid"), [("0001-01-01", False), ("2025-07-01", True), ("9999-12-31", False)])
def test_a_day_that_nobody_means_is_a_fault(day, valid):
    class Form(forms.Form):
        day = DayField()

    assert Form({"day": day}).is_valid() is valid
