"""What is kept for others is worded in the first language, whatever language its author works in."""

from __future__ import annotations

import pytest
from django.utils import translation

from appraisal.enums import Round
from appraisal.models import Motion
from appraisal.services.checks.drawing import draw_sample
from appraisal.services.council.agenda import build_agenda
from appraisal.services.council.meetings import open_meeting
from pari.inbox.models import Notice
from scoring.enums import Phase
from scoring.models import Campaign
from tests.appraisal.world import Team, assign_all, make_team, mark_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(english) -> Team:
    return make_team(agencies=2, leaves=2)


def test_the_agenda(team):
    mark_all(team, needs_discussion=True)
    team.move(Phase.COUNCIL)
    with translation.override("en"):
        assert build_agenda(meeting=open_meeting(campaign=team.campaign, by=team.secretary), by=team.secretary) > 1
    motions = Motion.objects.order_by("position")
    assert motions[0].argument == "Tổ thẩm định đánh dấu cần thảo luận."
    assert motions.last().title == "Thông qua kết quả đánh giá, xếp loại của kỳ"


def test_notices(team):
    assign_all(team)
    Campaign.objects.update(cross_check_share="1")
    with translation.override("en"):
        draw_sample(campaign=team.campaign, round=Round.FIRST, by=team.secretary, seed="2025")
    titles = {notice.title for notice in Notice.objects.all()}
    assert titles == {"TH-2025: chấm chéo"}
