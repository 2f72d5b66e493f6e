"""Load the campaigns in their appraisal, each whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from appraisal.enums import MeetingKind, Round
from appraisal.exchange.importing import import_workbook
from appraisal.models import Mark
from fixtures.build_demo import APPRAISED, build_appraised
from fixtures.demo import khanhhoa_2024, nhatrang_2024
from pari.accounts.models import User
from reports.management.appraised.checks import check_first_round, check_second_round
from reports.management.appraised.council import open_council, reply
from reports.management.appraised.days import Days, days_of
from reports.management.appraised.marking import save_first_round, save_second_round, set_aside
from reports.management.appraised.meetings import close_first_round, close_second_round, close_window
from reports.management.appraised.sheets import set_up, sign_all
from reports.management.appraised.supplementing import send_supplements
from reports.management.appraised.team import hand_out_work, leader_of
from reports.management.waiting import compute_and_wait
from scoring.enums import Phase
from scoring.models import Campaign
from scoring.services.campaigns.opening import close_self_assessment


def lacks_appraised() -> bool:
    """Whether there is something to load."""
    return bool(_missing()) or _before_council() is not None


def load_appraised(tell: Callable[[str], object]) -> None:
    """What is there already is left as people have brought it."""
    for code in _missing():
        load(code)
        tell(code)
    if (campaign := _before_council()) is not None:
        open_council(campaign, leader_of(campaign), compute_and_wait(campaign))


def _missing() -> list[str]:
    there = set(Campaign.objects.filter(code__in=APPRAISED).values_list("code", flat=True))
    return [code for code in APPRAISED if code not in there]


def _before_council() -> Campaign | None:
    """The campaign that goes before the council, until a meeting was opened: the run before it needs a worker."""
    found = Campaign.objects.filter(code=nhatrang_2024.CODE, phase=Phase.COUNCIL)
    return found.exclude(meetings__kind=MeetingKind.COUNCIL).select_related("authority").first()


def load(code: str) -> None:
    """One campaign, up to where it waits for people; the council's meeting needs an index run besides."""
    days = days_of(code, timezone.now())
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as folder, transaction.atomic():
        import_workbook(path=build_appraised(code, Path(folder)), by=None)
        campaign = Campaign.objects.select_related("criteria_set", "authority").get(code=code)
        set_up(campaign, days)
        leader = leader_of(campaign)
        marks = set_aside(campaign)
        sign_all(campaign, days)
        close_self_assessment(campaign=campaign, confirmed=True, by=leader)
        _appraise(_fresh(campaign), days, leader, marks)


def _appraise(campaign: Campaign, days: Days, leader: User, marks: Mapping[Round, list[Mark]]) -> None:
    hand_out_work(campaign, leader)
    save_first_round(campaign, marks[Round.FIRST], days)
    check_first_round(campaign, leader)
    close_first_round(campaign, days, leader)
    send_supplements(campaign, days)
    close_window(_fresh(campaign), leader)
    save_second_round(campaign, marks[Round.SECOND], days)
    STORIES[campaign.code](_fresh(campaign), days, leader)


def _fresh(campaign: Campaign) -> Campaign:
    """As it is after it has moved on."""
    return Campaign.objects.select_related("criteria_set", "authority").get(pk=campaign.pk)


def _round2_goes_on(campaign: Campaign, days: Days, leader: User) -> None:
    check_second_round(campaign, leader)


def _goes_to_the_council(campaign: Campaign, days: Days, leader: User) -> None:
    close_second_round(campaign, days, leader)
    reply(_fresh(campaign), days)


STORIES: dict[str, Callable[[Campaign, Days, User], object]] = {
    khanhhoa_2024.CODE: _round2_goes_on,
    nhatrang_2024.CODE: _goes_to_the_council,
}
