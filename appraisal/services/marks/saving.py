"""Saving one mark: versions stay, nobody is overwritten unawares (DESIGN §7, §12)."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import Round, Standing
from appraisal.models import Assignment, Mark
from appraisal.selectors.assignments.parts import MARKED_SOURCES
from appraisal.selectors.marks.said import standing_beside
from appraisal.selectors.marks.words import points_text, standing_sentence
from appraisal.services.checks.comparing import settle_check
from appraisal.services.marks.entries import MarkEntry, check_reasons, put_entry
from appraisal.services.marks.places import Place, open_place
from appraisal.services.marks.writing import WRITTEN, content_of, keep
from pari.accounts.models import User
from pari.refusals import Overtaken
from pari.ui.dates import moment_text
from scoring.models import Answer, Criterion
from scoring.selectors.submissions.claims import leaf_of

__all__ = ["MarkEntry", "MarkOvertaken", "SavedMark", "save_mark"]


@dataclass(frozen=True, slots=True)
class SavedMark:
    """The mark as it stands. `is_new` says that a version was written; `sentence` what it grants beside the claim."""

    mark: Mark
    is_new: bool
    standing: Standing
    sentence: str


class MarkOvertaken(Overtaken):
    """Somebody marked the leaf meanwhile; `stands` is her mark. Nothing was written."""

    def __init__(self, stands: Mark) -> None:
        words = {"name": stands.marked_by or _("Người khác"), "points": points_text(stands)}
        when = moment_text(stands.marked_at) if stands.marked_at else ""
        super().__init__(
            _("%(name)s đã chấm tiêu chí này lúc %(time)s: %(points)s.") % {**words, "time": when},
            _("Xem điểm đang ghi rồi quyết định; nội dung bạn vừa nhập chưa được lưu và còn trên mẫu."),
        )
        self.stands = stands


@transaction.atomic
def save_mark(
    *,
    participant: int,
    criterion: Criterion,
    round: Round,
    entry: MarkEntry,
    seen_version: int,
    by: User,
    as_moderator: bool = False,
) -> SavedMark:
    """Write a new version of the mark of one leaf in one round; the same content again writes nothing.

    `by` is the appraiser to whom the agency's part of the leaf's specialty is assigned; `as_moderator` is for those
    who run the campaign, when two marks are to be reconciled. Points beyond the claim are allowed. `seen_version` is
    the version that the page showed, 0 where there was none: raises `MarkOvertaken` when another stands there now,
    `NotAllowed` for others than those and for anybody with a conflict, `NotNow` outside the round's phase, `Invalid`
    for points out of bounds, a missing reason, or a leaf that is not marked (in this round).
    """
    place = open_place(participant=participant, criterion=criterion, round=round, by=by, as_moderator=as_moderator)
    stands = _mark_of(place)
    wanted = copy(stands)
    put_entry(leaf_of(criterion), wanted, entry)
    claim = Answer.objects.filter(submission__participant=place.participant, criterion=criterion).first()
    standing = standing_beside(criterion, claim, wanted)
    check_reasons(wanted, standing, has_item=place.has_item)
    sentence = standing_sentence(criterion, claim, wanted, standing)
    if stands.pk and content_of(stands) == content_of(wanted):
        return SavedMark(stands, is_new=False, standing=standing, sentence=sentence)
    if seen_version != stands.version:
        raise MarkOvertaken(stands)
    wanted.standing = standing
    _write(place, wanted)
    return SavedMark(wanted, is_new=True, standing=standing, sentence=sentence)


def _mark_of(place: Place) -> Mark:
    """The stored mark, locked, or a blank one that is not stored yet."""
    rows = Mark.objects.select_for_update(of=("self",), no_key=True).select_related("marked_by")
    keys = {"participant": place.participant, "criterion": place.criterion, "round": place.round}
    return rows.filter(**keys).first() or Mark(campaign=place.campaign, **keys)


def _write(place: Place, mark: Mark) -> None:
    is_first = not mark.pk
    mark.participant, mark.criterion = place.participant, place.criterion
    mark.version += 1
    mark.marked_by, mark.marked_at = place.by, (now := timezone.now())
    if is_first:
        mark.save(force_insert=True)
        _count(place)
    else:
        mark.save(update_fields=WRITTEN, force_update=True)
    more = {"moderated": True} if place.as_moderator else {}
    keep(campaign=place.campaign, marks=[mark], by=place.by, at=now, **more)
    settle_check(participant=place.participant, criterion=place.criterion, round=place.round)


def _count(place: Place) -> None:
    """In the second round only what was supplemented is due; corrections come on top and are not counted, nor is a mark
    that corrects an outside figure.
    """
    if place.criterion.source not in MARKED_SOURCES or place.assignment is None:
        return
    if place.round == Round.SECOND and not place.has_item:
        return
    column = f"done{int(place.round)}"
    Assignment.objects.filter(pk=place.assignment.pk).update(**{column: F(column) + 1})
