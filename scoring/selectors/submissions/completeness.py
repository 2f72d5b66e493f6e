"""What is still missing from an answer before it can be submitted (DESIGN §7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.enums import Evidence, Explanation, Source
from scoring.models import Annex, Answer, Criterion


class Gap(models.TextChoices):
    """One thing that is missing; the label is shown to the officer."""

    CLAIM = "claim", _("Chưa tự chấm")
    UNFINISHED = "unfinished", _("Số liệu nhập chưa đủ hoặc chưa đúng")
    TO_CONFIRM = "to_confirm", _("Lấy lại từ năm trước, chưa xác nhận")
    EVIDENCE = "evidence", _("Thiếu tài liệu kiểm chứng hoặc giải trình thay thế")
    EXPLANATION = "explanation", _("Thiếu giải trình")
    REASON = "reason", _("Thiếu lý do đề nghị không áp dụng")


def answered_leaves(annex: Annex | int) -> models.QuerySet[Criterion]:
    """The leaves that an agency answers itself, in the order of the annex."""
    return Criterion.objects.filter(annex=annex, source=Source.SELF).order_by("position")


def gaps_of(criterion: Criterion, answer: Answer | None, *, links: int) -> tuple[Gap, ...]:
    """What is missing; `links` counts the answer's documents. An answer without gaps is complete.

    Required evidence may be replaced by an explanation of why there is none.
    """
    if answer is None:
        return (Gap.CLAIM,)
    gaps = (Gap.TO_CONFIRM,) if answer.to_confirm else ()
    if answer.not_applicable:
        return gaps if answer.not_applicable_reason.strip() else (*gaps, Gap.REASON)
    return (*gaps, *_claim_gaps(answer), *_proof_gaps(criterion, answer, links))


def _claim_gaps(answer: Answer) -> tuple[Gap, ...]:
    if answer.typed:
        return (Gap.UNFINISHED,)
    return (Gap.CLAIM,) if answer.points is None and answer.value is None else ()


def _proof_gaps(criterion: Criterion, answer: Answer, links: int) -> tuple[Gap, ...]:
    if answer.explanation.strip():
        return ()
    if criterion.explanation == Explanation.REQUIRED:
        return (Gap.EXPLANATION,)
    return (Gap.EVIDENCE,) if criterion.evidence == Evidence.REQUIRED and not links else ()
