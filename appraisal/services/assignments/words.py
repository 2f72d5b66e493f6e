"""Why a part went to its member, as a sentence that stays with it; kept in the first language, as notices are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from appraisal.core.balancing import Gap, Placed, Why
from appraisal.selectors.assignments.parts import label_of
from pari.accounts.models import User

LONGEST = 500


def in_first_language(sentence: Callable[..., str]) -> Callable[..., str]:
    def said(*args: Any, **kwargs: Any) -> str:
        with translation.override(settings.LANGUAGE_CODE):
            return sentence(*args, **kwargs)[:LONGEST]

    return said


@in_first_language
def why_placed(item: Placed) -> str:
    words = {"specialty": label_of(item.part.specialty), "load": item.load, "choices": item.choices}
    sentences: Mapping[Why, str] = {
        Why.KEPT: _("Giữ nguyên."),
        Why.ONLY: _("Người duy nhất phụ trách “%(specialty)s” không xung đột với cơ quan này."),
        Why.LIGHTEST: _(
            "Phụ trách “%(specialty)s”; ít việc nhất trong %(choices)d người có thể nhận (lúc đó %(load)d tiêu chí)."
        ),
        Why.CROSS: _(
            "Mọi người phụ trách “%(specialty)s” đều xung đột với cơ quan này; giao người ở nơi khác ít việc nhất"
            " (lúc đó %(load)d tiêu chí)."
        ),
    }
    return sentences[item.why] % words


@in_first_language
def why_by_hand(by: User | None, *, is_expert: bool, specialty: str) -> str:
    who = by.get_full_name() if by else _("chương trình")
    said = _("%(who)s phân công.") % {"who": who}
    if is_expert:
        return said
    return f"{said} " + _("Người này không phụ trách “%(specialty)s”.") % {"specialty": label_of(specialty)}


def why_open(gap: Gap) -> str:
    """Why nobody has a part, in the reader's language."""
    return {
        Gap.NO_EXPERT: _("Chưa có thành viên nào phụ trách chuyên môn này."),
        Gap.ALL_IN_CONFLICT: _("Mọi thành viên của Tổ đều xung đột lợi ích với cơ quan này."),
    }[gap]
