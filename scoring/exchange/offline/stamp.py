"""What a file says of itself in its hidden sheet: whose it is, of which version, and what stood in every field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pari.refusals import Invalid
from scoring.core.canonical import canonical_json
from scoring.exchange.offline.fields import Place
from scoring.models import Submission

FORMAT = "pari-offline-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """`tree` is a digest of the leaves with their rules; `file` names this copy for ever."""

    format: str
    campaign: str
    agency: str
    annex: str
    decision: str
    version: str
    tree: str
    revision: str
    taken_at: str
    file: str


@dataclass(frozen=True, slots=True)
class Base:
    """A field as it was when the file was taken along."""

    version: int
    digest: str


def tree_digest(places: Mapping[str, Place]) -> str:
    content = [[code, str(place.leaf.maximum), place.leaf.rule.as_json()] for code, place in places.items()]
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def check_stamp(stamp: Stamp, expected: Stamp) -> None:
    """A file of something else is refused, saying what it is of."""
    if stamp.format != FORMAT:
        raise Invalid(_("Tệp không phải mẫu tự đánh giá tải từ hệ thống này."), _take_again())
    for name, words in _SAYS.items():
        given, wanted = getattr(stamp, name), getattr(expected, name)
        if given != wanted:
            raise Invalid(_(words) % {"given": given, "wanted": wanted}, _take_again())


def _take_again() -> str:
    return _("Tải mẫu của đúng kỳ và đúng cơ quan này rồi nhập lại.")


_SAYS = {
    "campaign": gettext_noop("Tệp thuộc kỳ đánh giá %(given)s, trang này là kỳ %(wanted)s."),
    "agency": gettext_noop("Tệp của cơ quan %(given)s, trang này là của cơ quan %(wanted)s."),
    "annex": gettext_noop("Tệp theo phụ lục %(given)s, cơ quan đang theo phụ lục %(wanted)s."),
    "version": gettext_noop("Tệp theo phiên bản %(given)s của bộ tiêu chí, kỳ này dùng phiên bản %(wanted)s."),
    "tree": gettext_noop("Bộ tiêu chí đã thay đổi từ khi tải tệp này."),
}


def stamp_of(submission: Submission, places: Mapping[str, Place], *, taken_at: str, file: str) -> Stamp:
    """Give the submission with campaign, criteria set, participant and annex selected."""
    criteria_set, participant = submission.campaign.criteria_set, submission.participant
    return Stamp(
        format=FORMAT,
        campaign=submission.campaign.code,
        agency=participant.code,
        annex=participant.annex.code,
        decision=criteria_set.decision_number,
        version=str(criteria_set.version),
        tree=tree_digest(places),
        revision=str(submission.revision),
        taken_at=taken_at,
        file=file,
    )


def read_stamp(rows: Iterable[tuple[str, str]]) -> Stamp:
    """From the hidden sheet's pairs; what is missing is empty and fits nothing."""
    given = dict(rows)
    return Stamp(**{name: given.get(name, "") for name in Stamp.__dataclass_fields__})
