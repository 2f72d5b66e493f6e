"""The list of criteria sets and the form for a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from pari.refusals import Refusal
from pari.ui.forms import DayField, DayInput
from scoring.models import Authority
from scoring.portal.access import signed_in
from scoring.portal.criteria.access import authorities_to_draft_for, own_authorities
from scoring.selectors.criteria.trees import listed, sets_visible_to
from scoring.services.criteria.drafts import SetWords, create_set

PER_PAGE = 50


class WordsForm(forms.Form):
    """What a set is called and which decision issues it."""

    name = forms.CharField(label=_("Tên bộ tiêu chí"), max_length=300)
    decision_number = forms.CharField(
        label=_("Số quyết định"), max_length=100, required=False, help_text=_("Ghi sau cũng được; cần có để áp dụng.")
    )
    decision_date = DayField(label=_("Ngày quyết định"), widget=DayInput, required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)

    def words(self) -> SetWords:
        given = self.cleaned_data
        return SetWords(given["name"], given["decision_number"], given["decision_date"], given["issuer"])


class NewSetForm(WordsForm):
    authority = forms.ModelChoiceField(Authority.objects.none(), label=_("Cơ quan chủ trì"), empty_label=None)
    field_order = ("authority", "name", "decision_number", "decision_date", "issuer")

    def __init__(self, authorities: QuerySet[Authority], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["authority"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 declared above
        field.queryset = authorities


@login_required
@require_safe
def criteria_sets(request: HttpRequest) -> HttpResponse:
    """Everybody with a role sees those of her campaigns; strangers find no page."""
    user = signed_in(request)
    if not user.is_superuser and not user.current_memberships:
        raise Http404
    page = Paginator(listed(sets_visible_to(user)), PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "may_create": own_authorities(request).exists()}
    return render(request, "scoring/criteria/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_set(request: HttpRequest) -> HttpResponse:
    form = NewSetForm(authorities_to_draft_for(request), request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            made = create_set(authority=form.cleaned_data["authority"], words=form.words(), by=signed_in(request))
            return redirect("scoring:criteria-set", made.pk)
        except Refusal as refused:
            refusal = refused
    return render(request, "scoring/criteria/new.html", {"form": form, "refusal": refusal})
