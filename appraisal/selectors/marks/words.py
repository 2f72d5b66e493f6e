"""Marks as sentences, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from appraisal.enums import Standing
from appraisal.selectors.marks.said import Stage, said
from scoring.enums import Kind
from scoring.models import Criterion
from scoring.selectors.submissions.claim_inputs import speech


def points_text(stage: Stage | None) -> str:
    """Points as they are read, “không phát sinh” where a reading says so, nothing where nothing was said."""
    found = said(stage)
    if found is None:
        return ""
    return _("không phát sinh") if found.points is None else speech().points(found.points)


def standing_sentence(criterion: Criterion, claim: Stage | None, mark: Stage, standing: Standing) -> str:
    """What a mark grants beside what was claimed."""
    words = {"granted": points_text(mark), "claimed": points_text(claim)}
    sentences = {
        Standing.AGREED: _("Đồng ý với tự chấm: %(granted)s.") % words,
        Standing.BELOW: _("Chấm %(granted)s, thấp hơn tự chấm %(claimed)s.") % words,
        Standing.BEYOND: _("Chấm %(granted)s, cao hơn tự chấm %(claimed)s: ghi nhận phần cơ quan không đề nghị.")
        % words,
        Standing.UNCLAIMED: _("Chấm %(granted)s; cơ quan không tự chấm tiêu chí này.") % words,
    }
    if criterion.kind == Kind.PENALTY and standing is Standing.BELOW:
        return _("Trừ %(granted)s, cơ quan tự trừ %(claimed)s.") % words
    return sentences[standing]
