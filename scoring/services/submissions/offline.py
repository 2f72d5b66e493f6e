"""Take what an offline workbook brings: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pari.accounts.enums import AGENCY_ROLES
from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import NotAllowed, Overtaken
from scoring.models import Criterion, Submission
from scoring.selectors.submissions.answer_fields import Field
from scoring.services.submissions.answers import Conflict, save_field
from scoring.services.submissions.editing import open_submission
from scoring.transitions import roles_in


@dataclass(frozen=True, slots=True)
class Brought:
    """One field from a file; `version` is what the person saw beside it on the preview."""

    code: str
    field: Field
    content: Any
    version: int
    key: str


@transaction.atomic
def take_offline(*, submission: int, brought: Sequence[Brought], file: str, by: User) -> int:
    """Save every field by the rules of the pages, in one transaction with one event; return how many.

    A field that somebody changed after the preview refuses the whole (`Overtaken`): look again, then decide.
    """
    opened = open_submission(submission)
    _check_right(opened, by)
    leaves = {leaf.code: leaf for leaf in Criterion.objects.filter(annex=opened.participant.annex_id)}
    for item in brought:
        _save(submission, leaves[item.code], item, by)
    record(
        chain=opened.campaign.code,
        verb="submission.offline",
        by=by,
        subject=f"submission:{opened.participant.code}",
        details={"fields": len(brought), "file": file},
    )
    return len(brought)


def _check_right(submission: Submission, by: User) -> None:
    if not roles_in(submission, by) & AGENCY_ROLES:
        raise NotAllowed(_("Chỉ người của cơ quan nhập được tệp của cơ quan."))


def _save(submission: int, leaf: Criterion, item: Brought, by: User) -> None:
    try:
        save_field(
            submission=submission,
            criterion=leaf,
            field=item.field,
            content=item.content,
            base_version=item.version,
            key=item.key,
            by=by,
        )
    except Conflict as conflict:
        raise Overtaken(
            _("%(name)s vừa sửa tiêu chí %(code)s sau khi bạn xem trước.")
            % {"name": conflict.theirs.by, "code": leaf.code},
            _("Chưa nhập gì. Chọn lại tệp để xem trước với nội dung mới."),
        ) from conflict
