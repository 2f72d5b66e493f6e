"""Saving an answer field by field: nothing typed is lost, nobody is overwritten unawares (DESIGN §8, §12)."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.refusals import Invalid, Overtaken
from scoring.core.criteria import Leaf
from scoring.core.errors import Refused
from scoring.enums import Source
from scoring.models import Answer, Criterion, Submission
from scoring.selectors.submissions.answer_fields import Edit, Field, blank_answer, content_of, edit_of, edited
from scoring.selectors.submissions.claims import leaf_of, read_claim, tidy
from scoring.selectors.submissions.completeness import Gap, gaps_of
from scoring.services.submissions.editing import links_that_count, open_submission, settle
from scoring.workbook.records import NOTHING

LONGEST_TEXT = 20_000
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer as it stands after the save. `content` is given when it is not what was sent."""

    answer: Answer
    version: int
    gaps: tuple[Gap, ...]
    done: int
    at: datetime | None
    content: Any = None


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else put into the field meanwhile."""

    answer: Answer
    content: Any
    version: int
    by: str
    at: datetime | None


class Conflict(Overtaken):
    """Somebody else changed the same field meanwhile; nothing was written."""

    def __init__(self, theirs: Theirs) -> None:
        super().__init__(
            _("%(name)s vừa sửa cùng ô này.") % {"name": theirs.by},
            _("Chọn giữ nội dung của bạn hay của người kia; cả hai đang được giữ."),
        )
        self.theirs = theirs


class _Change(NamedTuple):
    """One field about to be saved."""

    field: Field
    leaf: Leaf
    edit: Edit
    base: int
    key: str
    earlier: Collection[str]

    @property
    def is_replay(self) -> bool:
        return self.key in (self.edit.key, *self.edit.recent)

    @property
    def is_based(self) -> bool:
        """Made on what stands there, be it the sender's own earlier change whose receipt got lost."""
        return self.base == self.edit.version or self.edit.key in self.earlier


@transaction.atomic
def save_field(
    *,
    submission: int,
    criterion: Criterion,
    field: Field,
    content: Any,
    base_version: int,
    key: str,
    by: User,
    earlier: Collection[str] = (),
) -> Saved:
    """Put `content` into one field of the agency's answer to a leaf; the caller knows that `by` may.

    `base_version` is the version that the person saw, `key` names this change for ever: sent again it changes
    nothing. `earlier` are keys of the same person's changes to the field that may or may not have arrived before.
    Raises `Conflict` when somebody else changed the field since, `NotNow` when the submission is closed and
    `Invalid` for what can be no content of the field.
    """
    opened = open_submission(submission)
    check_leaf(criterion, opened)
    leaf, answer = leaf_of(criterion), _answer(opened, criterion)
    change = _Change(field, leaf, edit_of(answer, field), base_version, _checked_key(key), earlier)
    wanted = copy(answer)
    _SETTERS[field](leaf, wanted, content)
    if change.is_replay or not _differ(field, answer, wanted):
        return _unchanged(change, opened, criterion, answer, sent=wanted)
    if not change.is_based:
        raise Conflict(_theirs(change, answer))
    return _write(change, opened, criterion, wanted, by)


def check_leaf(criterion: Criterion, submission: Submission) -> None:
    if criterion.source != Source.SELF or criterion.annex_id != submission.participant.annex_id:
        raise Invalid(_("Tiêu chí %(code)s không do cơ quan tự chấm.") % {"code": criterion.code})


def _checked_key(key: str) -> str:
    if not key or len(key) > LONGEST_KEY:
        raise Invalid(_("Lần sửa không có mã nhận biết hợp lệ."), _("Tải lại trang rồi sửa lại."))
    return key


def _answer(submission: Submission, criterion: Criterion) -> Answer:
    """The stored answer, or a blank one that is not stored yet."""
    found = Answer.objects.filter(submission=submission, criterion=criterion).first()
    return found or blank_answer(campaign_id=submission.campaign_id, submission=submission, criterion=criterion)


# --- What each field is ------------------------------------------------------------------------------------------------


def _set_claim(leaf: Leaf, answer: Answer, content: Any) -> None:
    """A valid claim is stored as its value with the points by the rule, anything else as it was typed."""
    try:
        typed = tidy(leaf, content)
    except TypeError as error:
        raise _not_understood() from error
    try:
        found, answer.typed = read_claim(leaf, typed), None
    except Refused:
        found, answer.typed = NOTHING, typed
    answer.points = None if found.points is None else Decimal(found.points)
    answer.value = None if found.value is None else json.loads(found.value)
    answer.scored = found.scored


def _set_explanation(leaf: Leaf, answer: Answer, content: Any) -> None:
    answer.explanation = _prose(content)


def _set_not_applicable(leaf: Leaf, answer: Answer, content: Any) -> None:
    if not isinstance(content, Mapping) or not isinstance(content.get("flag"), bool):
        raise _not_understood()
    answer.not_applicable = content["flag"]
    answer.not_applicable_reason = _prose(content.get("reason", ""))


def _set_confirmed(leaf: Leaf, answer: Answer, content: Any) -> None:
    if content is not True:
        raise _not_understood()
    answer.to_confirm = False


_SETTERS: Mapping[Field, Callable[[Leaf, Answer, Any], None]] = {
    Field.CLAIM: _set_claim,
    Field.EXPLANATION: _set_explanation,
    Field.NOT_APPLICABLE: _set_not_applicable,
    Field.CONFIRM: _set_confirmed,
}
_COLUMNS: Mapping[Field, tuple[str, ...]] = {
    Field.CLAIM: ("points", "value", "scored", "typed"),
    Field.EXPLANATION: ("explanation",),
    Field.NOT_APPLICABLE: ("not_applicable", "not_applicable_reason"),
    Field.CONFIRM: ("to_confirm",),
}


def _prose(content: Any) -> str:
    if not isinstance(content, str):
        raise _not_understood()
    text = unicodedata.normalize("NFC", content.replace("\0", "").replace("\r\n", "\n"))
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            _("Nội dung dài quá %(most)d ký tự nên chưa lưu được.") % {"most": LONGEST_TEXT},
            _("Rút ngắn, hoặc gắn thành tài liệu kiểm chứng."),
        )
    return text


def _not_understood() -> Invalid:
    return Invalid(_("Nội dung gửi lên không đúng mẫu của ô."), _("Tải lại trang rồi nhập lại."))


def _differ(field: Field, one: Answer, other: Answer) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _COLUMNS[field])


# --- What comes of it --------------------------------------------------------------------------------------------------


def _write(change: _Change, submission: Submission, criterion: Criterion, answer: Answer, by: User) -> Saved:
    now, was_complete = timezone.now(), answer.is_complete
    answer.edits = {**answer.edits, change.field.value: edited(change.edit, key=change.key, by=by.pk, at=now)}
    if change.field is Field.CLAIM:  # who changes last year's figure has looked at it
        answer.to_confirm = False
    if not answer.pk:
        answer.save(force_insert=True)
    else:
        answer.save(update_fields=[*_COLUMNS[change.field], "to_confirm", "edits"], force_update=True)
    gaps = settle(submission=submission, criterion=criterion, answer=answer)
    done = submission.done + int(not gaps) - int(was_complete)
    return Saved(answer, change.edit.version + 1, gaps, done, now)


def _unchanged(change: _Change, submission: Submission, criterion: Criterion, answer: Answer, sent: Answer) -> Saved:
    """What stands there is what was sent, or came after it."""
    stands = content_of(change.field, change.leaf, answer)
    content = stands if _differ(change.field, answer, sent) else None
    gaps = gaps_of(criterion, answer if answer.pk else None, links=_links(criterion, answer))
    return Saved(answer, change.edit.version, gaps, submission.done, change.edit.moment, content)


def _links(criterion: Criterion, answer: Answer) -> int:
    return links_that_count(criterion, answer) if answer.pk else 0


def _theirs(change: _Change, answer: Answer) -> Theirs:
    author = User.objects.filter(pk=change.edit.by or 0).first()
    name = author.get_full_name() if author else _("Người khác")
    return Theirs(answer, content_of(change.field, change.leaf, answer), change.edit.version, name, change.edit.moment)
