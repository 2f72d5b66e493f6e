"""Saving what an agency adds to a leaf of its letter: nothing typed is lost, nobody is overwritten unawares."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.refusals import Invalid, Overtaken
from scoring.models import Criterion, SupplementItem
from scoring.selectors.submissions.answer_fields import edited
from scoring.selectors.supplements.letters import edit_of_item
from scoring.services.submissions.answers import LONGEST_KEY, LONGEST_TEXT
from scoring.services.supplements.editing import item_of, open_supplement, touch


@dataclass(frozen=True, slots=True)
class SavedAddition:
    """The item as it stands. `content` is given when it is not what was sent."""

    item: SupplementItem
    version: int
    at: datetime | None
    content: str | None = None


class AdditionConflict(Overtaken):
    """Somebody else changed the same explanation meanwhile; nothing was written."""

    def __init__(self, item: SupplementItem, name: str) -> None:
        super().__init__(
            _("%(name)s vừa sửa cùng ô này.") % {"name": name},
            _("Chọn giữ nội dung của bạn hay của người kia; cả hai đang được giữ."),
        )
        self.item, self.name = item, name


@transaction.atomic
def save_addition(
    *,
    participant: int,
    criterion: Criterion,
    content: object,
    base_version: int,
    key: str,
    by: User,
    earlier: Collection[str] = (),
) -> SavedAddition:
    """Put the explanation into a leaf of the letter; the caller knows that `by` acts for the agency.

    `base_version`, `key` and `earlier` are as in `answers.save_field`. Raises `AdditionConflict` when somebody else
    changed it since, `NotNow` when the window is closed, the supplement sent, or the leaf not listed.
    """
    if not key or len(key) > LONGEST_KEY:
        raise Invalid(_("Lần sửa không có mã nhận biết hợp lệ."), _("Tải lại trang rồi sửa lại."))
    opened = open_supplement(participant, by)
    item, text = item_of(opened, criterion), _prose(content)
    edit = edit_of_item(item)
    if text == item.explanation or key in (edit.key, *edit.recent):
        return SavedAddition(item, edit.version, edit.moment, None if text == item.explanation else item.explanation)
    if base_version != edit.version and edit.key not in earlier:
        raise AdditionConflict(item, _name(edit.by))
    now = timezone.now()
    item.explanation, item.version, item.edited_by, item.edited_at = text, edit.version + 1, by, now
    item.edits = edited(edit, key=key, by=by.pk, at=now)
    item.save(update_fields=["explanation", "version", "edited_by", "edited_at", "edits"])
    touch(opened)
    return SavedAddition(item, item.version, now)


def _prose(content: object) -> str:
    if not isinstance(content, str):
        raise Invalid(_("Nội dung gửi lên không đúng mẫu của ô."), _("Tải lại trang rồi nhập lại."))
    text = unicodedata.normalize("NFC", content.replace("\0", "").replace("\r\n", "\n"))
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            _("Nội dung dài quá %(most)d ký tự nên chưa lưu được.") % {"most": LONGEST_TEXT},
            _("Rút ngắn, hoặc gắn thành tài liệu kiểm chứng."),
        )
    return text


def _name(person: int | None) -> str:
    author = User.objects.filter(pk=person or 0).first()
    return author.get_full_name() if author else _("Người khác")
