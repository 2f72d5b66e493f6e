"""Marks saved at the same moment, and while the campaign moves on: one wins, the other is told (DESIGN §12)."""

import pytest
from django.db import transaction

from appraisal.enums import Round
from appraisal.models import Assignment, Mark, MarkVersion
from appraisal.selectors.marks.agreeing import agreement_of
from appraisal.services.marks.agreeing import Scope, agree_with_claims
from appraisal.services.marks.saving import MarkEntry, MarkOvertaken, save_mark
from pari.accounts.models import User
from pari.audit.models import AuditEvent
from pari.audit.selectors import verify
from pari.refusals import NotNow, Overtaken
from scoring.enums import Phase
from scoring.models import Campaign
from tests.appraisal.world import assign_all, make_team
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def team():
    team = make_team(agencies=2, leaves=2)
    assign_all(team)
    return team


def saver(team, points, *, place=0, seen=0):
    """A deed of the assigned appraiser in a tab of her own."""
    criterion = team.leaves()[0]
    person = Assignment.objects.get(participant=team.participants[0], specialty=criterion.specialty).appraiser_id

    def deed():
        return save_mark(
            participant=team.participants[place].pk,
            criterion=criterion,
            round=Round.FIRST,
            entry=MarkEntry(points=points, reason_code="late"),
            seen_version=seen,
            by=User.objects.get(pk=person),
        )

    return deed


def test_of_two_tabs_one_wins_and_the_other_sees_what_stands_there(team):
    found = together(saver(team, "1"), saver(team, "1.5"))
    (refused,) = [item for item in found if isinstance(item, MarkOvertaken)]
    (saved,) = [item for item in found if not isinstance(item, MarkOvertaken)]
    assert refused.stands.points == saved.mark.points == Mark.objects.get().points
    assert (MarkVersion.objects.count(), AuditEvent.objects.filter(verb="mark.saved").count()) == (1, 1)
    assert Assignment.objects.get(participant=team.participants[0], appraiser=saved.mark.marked_by).done1 == 1


def test_a_double_click_is_one_version(team):
    found = together(*[saver(team, "1")] * 4)
    assert sorted(item.is_new for item in found) == [False, False, False, True]
    assert MarkVersion.objects.count() == 1


def test_marks_of_different_agencies_all_arrive_in_one_chain(team):
    assert all(item.is_new for item in together(saver(team, "1"), saver(team, "1", place=1)))
    assert list(Assignment.objects.filter(done1=1).order_by("pk").values_list("participant", flat=True)) == [
        row.pk for row in team.participants
    ]
    assert verify(chain=team.campaign.code) is None


@pytest.mark.parametrize("phase", [Phase.SUPPLEMENT, Phase.PUBLISHED])
def test_the_campaign_moves_on_before_or_after_a_mark_never_within(team, phase):
    """Whoever moves it on counts what is there afterwards, in the same transaction."""
    counted = []

    def move():
        with transaction.atomic():
            Campaign.objects.filter(pk=team.campaign.pk, phase=Phase.ROUND1).update(phase=phase)
            counted.append(Mark.objects.count())

    saved, _ = together(saver(team, "1"), move)
    assert counted == [Mark.objects.count()] == [MarkVersion.objects.count()]
    assert counted == [0 if isinstance(saved, NotNow) else 1]


def agreer(team):
    criterion = team.world.annex.criteria.select_related("annex").get(pk=team.leaves()[0].pk)
    person = User.objects.get(pk=Assignment.objects.filter(specialty=criterion.specialty)[0].appraiser_id)
    scope = Scope(campaign=team.campaign, criterion=criterion)
    token = agreement_of(scope.queue(person)).token
    return lambda: agree_with_claims(scope=scope, round=Round.FIRST, token=token, by=User.objects.get(pk=person.pk))


def test_a_whole_list_and_one_of_its_marks_at_once(team):
    """Either the list goes first and the mark is told, or the mark does and the list is told."""
    marked, agreed = together(saver(team, "1"), agreer(team))
    if agreed == 2:
        assert isinstance(marked, MarkOvertaken)
    else:
        assert isinstance(agreed, Overtaken)
    expected = 2 if agreed == 2 else 1
    assert Mark.objects.count() == MarkVersion.objects.count() == expected
    assert sum(Assignment.objects.values_list("done1", flat=True)) == expected
    assert verify(chain=team.campaign.code) is None


def test_a_list_is_agreed_with_once(team):
    deed = agreer(team)
    found = together(deed, deed)
    assert sorted(isinstance(item, Overtaken) for item in found) == [False, True]
    assert Mark.objects.count() == 2
