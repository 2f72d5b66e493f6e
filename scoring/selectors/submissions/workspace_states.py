"""How far a leaf is, in one word: what the tree of the workspace shows beside it."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.models import Answer
from scoring.selectors.submissions.completeness import Gap


class LeafState(models.TextChoices):
    """The label is shown; the value names the mark's colour and shape in the style sheet."""

    NEW = "new", _("Chưa làm")
    UNFINISHED = "unfinished", _("Đang dở")
    TO_CONFIRM = "to_confirm", _("Chờ xác nhận")
    UNPROVEN = "unproven", _("Thiếu tài liệu hoặc giải trình")
    COMPLETE = "complete", _("Đã xong")
    OTHERS = "others", _("Không tự chấm")


def state_of(gaps: Collection[Gap], answer: Answer | None) -> LeafState:
    """The most pressing thing that is missing."""
    if not gaps:
        return LeafState.COMPLETE
    if Gap.TO_CONFIRM in gaps:
        return LeafState.TO_CONFIRM
    if Gap.CLAIM in gaps:
        return LeafState.UNFINISHED if answer and answer.explanation.strip() else LeafState.NEW
    return LeafState.UNFINISHED if Gap.UNFINISHED in gaps else LeafState.UNPROVEN
