"""The demo's open campaign: what became of Nha Trang's communes, then KH-2025 in its self-assessment."""

from __future__ import annotations

import tempfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from appraisal.exchange.importing import import_workbook
from fixtures.build_demo import OPEN_CAMPAIGN, build_open
from fixtures.demo import khanhhoa_names, nhatrang_names
from fixtures.demo.annexes import khanhhoa_2025 as annexes
from fixtures.demo.nhatrang_2025 import CITY, MERGERS, Merger, NewUnit
from pari.ui.dates import VIETNAM
from scoring.core.calendar import rolled
from scoring.enums import Explanation, LineageKind, Phase
from scoring.models import Agency, Answer, Authority, Campaign, Criterion, Lineage, Submission
from scoring.services.register.agencies import end_agency
from scoring.services.register.lineage import Change, NewAgency, record_change
from scoring.services.submissions.editing import settle

TIME_LEFT = timedelta(days=21)
#: The tier of districts ended by the amended Constitution.
LAST_DAY_OF_DISTRICTS, WITHOUT_DISTRICTS = date(2025, 6, 30), "203/2025/QH15"
GUIDANCE = "Văn bản, kế hoạch, báo cáo hoặc ảnh chụp màn hình thể hiện kết quả; ghi rõ số trang."


def load_lineage() -> None:
    """The mergers of 2024 and 2025, the end of the districts and their offices; a second time changes nothing."""
    with transaction.atomic():
        for merger in MERGERS:
            _merge(merger)
        ended = [f"kh-{key}" for key in khanhhoa_names.CODES["huyen"]]
        ended += [f"nt-{key}" for key in nhatrang_names.CODES["chuyen-mon"]]
        for agency in Agency.objects.filter(code__in=ended, valid_to=None).select_related("authority"):
            end_agency(agency=agency, on=LAST_DAY_OF_DISTRICTS, decision=WITHOUT_DISTRICTS, by=None)


def _merge(merger: Merger) -> None:
    found = Agency.objects.filter(code__in=merger.before).select_related("authority").order_by("code")
    before = [item for item in found if item.authority.name == CITY]
    if Lineage.objects.filter(predecessor__in=before, effective_on=merger.on).exists():
        return
    change = Change(LineageKind.MERGE, tuple(before), (_successor(merger.after),), merger.on, merger.decision)
    record_change(change=change, by=None)


def _successor(after: NewUnit | str) -> NewAgency | Agency:
    if isinstance(after, str):
        return Agency.objects.select_related("authority").get(authority__name=CITY, code=after)
    authority, _made = Authority.objects.get_or_create(name=after.authority)
    return NewAgency(authority, after.code, after.name, after.short_name)


def load_open_campaign() -> bool:
    """Whether it was loaded; one that is there is left as people have filled it in."""
    if Campaign.objects.filter(code=OPEN_CAMPAIGN).exists():
        return False
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder, transaction.atomic():
        import_workbook(path=build_open(Path(folder)), by=None)
        campaign = Campaign.objects.select_related("criteria_set").get(code=OPEN_CAMPAIGN)
        _name_criteria(campaign)
        _open(campaign)
        _count_answers(campaign)
    return True


def _name_criteria(campaign: Campaign) -> None:
    """What the workbook has no column for."""
    criteria_set = campaign.criteria_set
    criteria_set.name, criteria_set.issuer = "Bộ tiêu chí xác định Chỉ số CCHC năm 2025 (bản trình diễn)", "UBND tỉnh"
    criteria_set.save(update_fields=["name", "issuer"])
    for annex in criteria_set.annexes.all():
        annex.name = annexes.NAMES[annex.code]
        annex.save(update_fields=["name"])
        explained = annex.criteria.filter(code__in=annexes.EXPLAINED[annex.code])
        explained.update(explanation=Explanation.REQUIRED)
    Criterion.objects.filter(annex__criteria_set=criteria_set, evidence="required").update(evidence_guidance=GUIDANCE)


def _open(campaign: Campaign) -> None:
    """Open since some days, due three weeks from now at the end of the working day."""
    now = timezone.now()
    due = (now.astimezone(VIETNAM) + TIME_LEFT).date()
    campaign.phase, campaign.is_reconstructed = Phase.SELF, True
    campaign.self_deadline = rolled(datetime.combine(due, time(17), VIETNAM))
    campaign.opened_at = now - timedelta(days=9)
    campaign.rolls_weekends = campaign.separate_sign_off = True
    campaign.save()


def _count_answers(campaign: Campaign) -> None:
    """What the workspace keeps with every save, kept here for the claims that came with the workbook."""
    now = timezone.now()
    submissions = {item.pk: item for item in Submission.objects.filter(campaign=campaign)}
    answers = Answer.objects.filter(campaign=campaign).select_related("criterion")
    for answer in answers:
        settle(submission=submissions[answer.submission_id], criterion=answer.criterion, answer=answer)
    begun = Submission.objects.filter(campaign=campaign, answers__isnull=False).values("pk")
    Submission.objects.filter(pk__in=list(begun.values_list("pk", flat=True))).update(
        opened_at=now - timedelta(days=6), saved_at=now - timedelta(days=1)
    )
