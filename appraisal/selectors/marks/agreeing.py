"""What agreeing with many claims at once will do, before it is done: shown, and named by a token."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db import models
from django.db.models import Case, Exists, Q, Value, When
from django.utils.translation import gettext_lazy as _

from appraisal.enums import Round
from appraisal.selectors.marks.lines import EVERY, SPOKEN, Lines
from appraisal.selectors.marks.queues import Queue
from appraisal.selectors.marks.reading import claims_at
from appraisal.selectors.marks.rows import Claim
from appraisal.selectors.marks.said import said
from scoring.core.canonical import canonical_json
from scoring.core.numbers import exact_sum
from scoring.selectors.submissions.claim_inputs import speech
from scoring.workbook.records import EXEMPT


class Skipped(models.TextChoices):
    """Why a leaf is left to be marked by itself; the first that applies."""

    NOT_DUE = "not_due", _("Không phải chấm trong lần này")
    MARKED = "marked", _("Đã chấm")
    NOT_SUBMITTED = "not_submitted", _("Cơ quan chưa nộp hồ sơ")
    NOT_SENT = "not_sent", _("Cơ quan chưa gửi bổ sung")
    NOT_APPLICABLE = "not_applicable", _("Cơ quan đề nghị không áp dụng")
    NO_CLAIM = "no_claim", _("Cơ quan chưa tự chấm")
    NO_EVIDENCE = "no_evidence", _("Bắt buộc có tài liệu kiểm chứng nhưng không có")


#: The conditions below find one of these for every line.
_AGREED = ""


@dataclass(frozen=True)
class Agreement:
    """Keys of the list's places: `agreed` will get their claim as their mark; `skipped` will not, by reason."""

    agreed: Sequence[int]
    skipped: Mapping[Skipped, Sequence[int]]
    points: str
    token: str

    @property
    def left(self) -> int:
        return sum(len(keys) for keys in self.skipped.values())


def agreement_of(queue: Queue) -> Agreement:
    """Over the chosen lines of a list, judged in the database; few queries beside those of the list."""
    found: dict[str, list[int]] = {}
    reasons = dict(queue.lines.places.order_by().values_list("pk", _reason(queue.lines)))
    for key in queue.chosen:
        found.setdefault(reasons.get(key, Skipped.NOT_DUE), []).append(key)
    agreed = found.pop(_AGREED, [])
    read = claims_at(queue.lines, agreed)
    claims = {key: read[key] for key in agreed}
    skipped = {why: found[why] for why in Skipped if why in found}
    return Agreement(agreed, skipped, speech().points(_sum(claims.values())), _token(queue, claims))


def _reason(lines: Lines) -> Case:
    """For every line why it is skipped: the first that holds."""
    claims = lines.answers()
    sent = Q(Exists(lines.items().filter(supplement__sent_at__isnull=False))) if lines.round == Round.SECOND else EVERY
    cases: Sequence[tuple[Q, Skipped]] = (
        (~lines.due, Skipped.NOT_DUE),
        (lines.marked, Skipped.MARKED),
        (~lines.submitted, Skipped.NOT_SUBMITTED),
        (~sent, Skipped.NOT_SENT),
        (Q(Exists(claims.filter(not_applicable=True))), Skipped.NOT_APPLICABLE),
        (~Q(Exists(claims.filter(SPOKEN, to_confirm=False))), Skipped.NO_CLAIM),
        (Q(Exists(claims.filter(value__isnull=False, scored=EXEMPT))), Skipped.NOT_APPLICABLE),
        (lines.wants_evidence & ~Q(Exists(lines.links())), Skipped.NO_EVIDENCE),
    )
    return Case(*(When(holds, then=Value(why.value)) for holds, why in cases), default=Value(_AGREED))


def _sum(claims: Collection[Claim]) -> Fraction:
    """Claims are understood once for all that say the same."""
    counts: Counter[Claim] = Counter(claim._replace(answer=0) for claim in claims)
    found = ((said(claim), number) for claim, number in counts.items())
    return exact_sum(number * stated.points for stated, number in found if stated and stated.points is not None)


def _token(queue: Queue, claims: Mapping[int, Claim]) -> str:
    """Of what is about to be written: the same list with the same claims has the same one."""
    shared = queue.participant or queue.criterion
    lines = [[key, claim.stored_points, claim.stored_value] for key, claim in claims.items()]
    text = canonical_json([queue.campaign.code, int(queue.round), queue.user.pk, shared and shared.code, lines])
    return hashlib.sha256(text.encode()).hexdigest()
