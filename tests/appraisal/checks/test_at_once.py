"""Second marks at the same moment: compared exactly once, decided exactly once (DESIGN §12)."""

from __future__ import annotations

import pytest

from appraisal.enums import CheckState
from appraisal.models import CheckSample, CrossCheck, Mark, MarkVersion
from appraisal.services.checks.drawing import draw_sample, request_check
from appraisal.services.checks.moderating import moderate
from pari.accounts.models import User
from pari.audit.models import AuditEvent
from pari.audit.selectors import examine
from pari.inbox.models import Notice
from pari.refusals import Overtaken, Refusal
from scoring.models import Campaign
from tests.appraisal.checks.world import entry, make_check, manual, mark_first, mark_second
from tests.appraisal.world import Team, assign_all, make_team
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team() -> Team:
    team = make_team(agencies=1, leaves=2)
    assign_all(team)
    return team


def fresh(check: CrossCheck) -> CrossCheck:
    return CrossCheck.objects.select_related("participant", "criterion", "appraiser").get(pk=check.pk)


def count(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


@pytest.mark.parametrize(("second", "state"), [("2", CheckState.AGREED), ("1", CheckState.MODERATION)])
def test_both_marks_at_the_same_moment_are_compared_once(team, second, state):
    check = make_check(team)
    together(lambda: mark_first(fresh(check), "2"), lambda: mark_second(fresh(check), second))
    found = CrossCheck.objects.get()
    assert (found.state, found.first_points, found.second_points) == (state, "2", second)
    assert (count("mark.saved"), count("check.saved"), count("check.compared")) == (1, 1, 1)
    assert Notice.objects.count() == (2 if state == CheckState.MODERATION else 0)
    assert examine(chain=team.campaign.code).faults == ()


def test_of_two_leads_one_decides_and_the_other_is_told(team):
    check = make_check(team)
    mark_first(check, "2")
    mark_second(check, "1")
    Notice.objects.all().delete()

    def decide(points: str, lead: int):
        by = User.objects.get(pk=lead)
        return moderate(check=check.pk, entry=entry(points, "Đã xem lại"), seen_version=1, by=by)

    found = together(lambda: decide("1.25", team.secretary.pk), lambda: decide("1.75", team.staff.pk))
    (refused,) = [item for item in found if isinstance(item, Overtaken)]
    (decided,) = [item for item in found if not isinstance(item, Overtaken)]
    assert str(decided.settled_by) in str(refused)
    assert Mark.objects.get().marked_by == CrossCheck.objects.get().settled_by == decided.settled_by
    assert (MarkVersion.objects.count(), count("check.settled"), Notice.objects.count()) == (2, 1, 2)


def test_one_leaf_is_given_once(team):
    def ask(lead: int):
        participant, by = team.participants[0], User.objects.get(pk=lead)
        return request_check(participant=participant, criterion=manual(team), round=1, by=by)

    found = together(lambda: ask(team.secretary.pk), lambda: ask(team.staff.pk))
    assert sum(isinstance(item, Overtaken) for item in found) == 1
    assert (CrossCheck.objects.count(), count("check.requested")) == (1, 1)


def test_of_two_samples_at_once_every_leaf_is_drawn_once(team):
    Campaign.objects.update(cross_check_share="1")

    def draw(lead: int):
        return draw_sample(campaign=team.campaign, round=1, by=User.objects.get(pk=lead))

    found = together(lambda: draw(team.secretary.pk), lambda: draw(team.staff.pk))
    assert sum(isinstance(item, Refusal) for item in found) == 1
    assert (CheckSample.objects.count(), CrossCheck.objects.count(), count("check.drawn")) == (1, 2, 1)


def test_two_windows_of_the_second_member(team):
    check = make_check(team)
    found = together(
        lambda: mark_second(fresh(check), "1", seen=0),
        lambda: mark_second(fresh(check), "1.5", seen=0),
    )
    assert sum(isinstance(item, Overtaken) for item in found) == 1
    assert (CrossCheck.objects.get().version, count("check.saved")) == (1, 1)
