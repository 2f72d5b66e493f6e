"""What the agencies added after round 1: words, papers, and another receipt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from fixtures.demo import words
from fixtures.demo.chance import percent
from fixtures.demo.khanhhoa_2024 import SILENT
from fixtures.demo.nhatrang_2024 import THREAD
from pari.audit.services import record
from reports.management.appraised.days import Days
from reports.management.appraised.papers import ADDED, link_papers, shelves_of
from scoring.enums import Stage, SupplementState
from scoring.models import Answer, Campaign, EvidenceFile, EvidenceLink, Receipt, Supplement, SupplementItem
from scoring.selectors.submissions.snapshots import digest_of
from scoring.selectors.supplements.letters import letter_of
from scoring.selectors.supplements.snapshots import frozen_supplement
from scoring.services.submissions.numbering import next_number

THREAD_WORDS = "Bổ sung danh mục 100 hồ sơ đã số hóa nhưng chưa cập nhật trên phần mềm Một cửa."


def send_supplements(campaign: Campaign, days: Days) -> None:
    """All but the silent ones; as `sending.send_supplement` writes it, but who signed is known of nobody."""
    letters = Supplement.objects.filter(campaign=campaign).exclude(participant__code__in=SILENT)
    sent = list(letters.select_related("participant__submission").order_by("participant__position"))
    items = SupplementItem.objects.filter(supplement__in=sent).select_related("criterion", "supplement__participant")
    _explain(list(items), days)
    _attach(campaign, list(items), days)
    for supplement in sent:
        supplement.campaign = campaign
        supplement.state, supplement.revision = SupplementState.SENT, 1
        at = days.between(days.round1 + 2, days.supplement - 1, supplement.participant.code, "sent")
        supplement.sent_at = at
        supplement.save(update_fields=["state", "revision", "sent_at"])
        _give_receipt(campaign, supplement, at)


def _explain(items: Iterable[SupplementItem], days: Days) -> None:
    """A sentence for most leaves; few sentences, so each is written once for all of its leaves."""
    said: dict[str, list[int]] = defaultdict(list)
    for item in items:
        said[_words(item)].append(item.pk)
    for text, keys in said.items():
        if text:
            rows = SupplementItem.objects.filter(pk__in=keys)
            rows.update(explanation=text, version=1, edited_at=days.at(days.round1 + 1, 10))


def _words(item: SupplementItem) -> str:
    place = (item.supplement.participant.code, item.criterion.code)
    if place == THREAD:
        return THREAD_WORDS
    return "" if percent(*place, "added words") < 15 else words.ADDED[percent(*place, "which") % len(words.ADDED)]


def _attach(campaign: Campaign, items: Iterable[SupplementItem], days: Days) -> None:
    """A new paper for most leaves."""
    shelves, when = shelves_of(campaign), days.at(days.round1 + 1, 9)
    added = EvidenceFile.objects.filter(agency__in=campaign.participants.values("agency"), name=ADDED.name)
    added.update(uploaded_at=when)
    answers = {
        (answer.submission.participant_id, answer.criterion_id): answer
        for answer in Answer.objects.filter(campaign=campaign).select_related("submission")
    }
    places = [
        (answers[item.supplement.participant_id, item.criterion_id], item.supplement.participant)
        for item in items
        if _has_paper(item)
    ]
    pairs = ((answer, shelves[participant.agency_id, ADDED.name]) for answer, participant in places)
    link_papers(campaign, pairs, stage=Stage.SUPPLEMENT)
    EvidenceLink.objects.filter(campaign=campaign, stage=Stage.SUPPLEMENT).update(linked_at=when)


def _has_paper(item: SupplementItem) -> bool:
    place = (item.supplement.participant.code, item.criterion.code)
    return place == THREAD or percent(*place, "added paper") < 75


def _give_receipt(campaign: Campaign, supplement: Supplement, at: datetime) -> None:
    content = frozen_supplement(letter_of(supplement))
    receipt = Receipt.objects.create(
        campaign=campaign,
        submission=supplement.participant.submission,
        stage=Stage.SUPPLEMENT,
        number=next_number(campaign),
        submitted_at=at,
        digest=digest_of(content),
        content=content,
        key=f"demo-supplement-{supplement.pk}",
    )
    subject, details = (
        f"supplement:{supplement.participant.code}",
        {"receipt": receipt.number, "digest": receipt.digest},
    )
    record(chain=campaign.code, verb="supplement.send", by=None, subject=subject, details=details)
