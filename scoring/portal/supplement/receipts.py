"""The receipt of a supplement, as a page and as a paper."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from scoring.documents.supplement_receipts import SupplementPaper, supplement_paper_pdf
from scoring.portal.supplement.access import letter_opened
from scoring.selectors.supplements.letters import supplement_receipts_of


@login_required
@require_safe
def receipt(request: HttpRequest, campaign: str, agency: str, number: str) -> HttpResponse:
    return render(request, "scoring/supplement/receipt.html", {"paper": _paper(request, campaign, agency, number)})


@login_required
@require_safe
def receipt_file(request: HttpRequest, campaign: str, agency: str, number: str) -> HttpResponse:
    paper = _paper(request, campaign, agency, number)
    answer = HttpResponse(supplement_paper_pdf(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="bien-nhan-{paper.receipt.digest[:12]}.pdf"'
    return answer


def _paper(request: HttpRequest, campaign: str, agency: str, number: str) -> SupplementPaper:
    opened = letter_opened(request, campaign, agency)
    found = supplement_receipts_of(opened.participant).filter(number=number).first()
    if found is None:
        raise Http404
    asked = urlencode({"so": found.number, "ma": found.digest})
    check = request.build_absolute_uri(f"{reverse('scoring:verify')}?{asked}")
    return SupplementPaper(found, opened.participant, check)
