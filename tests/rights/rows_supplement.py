"""Who gets what there; see `table.py` for the letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from appraisal.models import Mark
from scoring.enums import Phase
from scoring.models import Campaign, Receipt, Supplement, SupplementItem

PHASE = Phase.SUPPLEMENT
SENT: Mapping[str, Mapping[str, str]] = {
    "scoring:supplement-send": {"key": "one", "revision": "0"},
    "scoring:supplement-save": {"key": "one", "version": "0", "explanation": "Gửi thêm"},
    "appraisal:reply-save": {"version": "0", "text": "Đề nghị xem lại"},
}
TABLE = """
GET    scoring:supplements                  L43333++334+
GET    scoring:supplement                   L4++4+++434+
POST   scoring:supplement-send              L4++43334343
GET    scoring:supplement-take-back         L4++43334343
POST   scoring:supplement-take-back         L4++43334343
GET    scoring:supplement-receipt           L4++4+++434+
GET    scoring:supplement-receipt-file      L4++4+++434+
GET    scoring:supplement-leaf              L4++4+++434+
POST   scoring:supplement-save              L4++43334343
GET    appraisal:replies                    L4++4+++434+
POST   appraisal:reply-save                 L4++43334343
"""


def places(world: Any, people: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """A letter with one leaf, a receipt that was taken back, a mark to answer."""
    campaign, leaf, now = world.campaign, world.leaf("yes_no"), timezone.now()
    Campaign.objects.filter(pk=campaign.pk).update(reply_phases=[Phase.SUPPLEMENT.value])
    letter = Supplement.objects.create(campaign=campaign, participant=world.first, opened_at=now)
    SupplementItem.objects.create(campaign=campaign, supplement=letter, criterion=leaf, claimed="1", granted="0")
    Mark.objects.create(campaign=campaign, participant=world.first, criterion=leaf, round=1, points="0", version=1)
    receipt = Receipt.objects.create(
        campaign=campaign,
        submission=world.submission(),
        stage="supplement",
        number="TH-2025/000009",
        submitted_at=now,
        submitted_by=people["officer"],
        digest="9" * 64,
        content={"agency": {"code": "CQ1", "name": "Sở thử số 1"}, "leaves": {}},
        key="key-9",
        ended_at=now,
        ended_by=people["officer"],
        ended_how="take_back",
    )
    return {"scoring:supplement-receipt": {"number": receipt.number}}
