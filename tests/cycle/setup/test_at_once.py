"""Two people at once: one wins, the other is told."""

from functools import partial

import pytest

from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import Overtaken
from scoring.core.calendar import deadline_at
from scoring.enums import Phase
from scoring.models import Campaign, Extension
from scoring.selectors.campaigns.calendar import Calendar, calendar_of
from scoring.services.campaigns.calendar import set_calendar
from scoring.services.campaigns.extensions import Grant, grant_extension
from scoring.services.campaigns.opening import open_campaign
from tests.cycle.setup.conftest import staff
from tests.cycle.world import World, make_world
from tests.together import together


@pytest.fixture
def open_world(transactional_db) -> World:
    world = make_world(phase=Phase.SETUP)
    staff(world)
    return world


def test_two_open_one_campaign(open_world):
    people = [open_world.person(Role.SECRETARY), open_world.person(Role.STAFF)]
    outcomes = together(*(partial(open_campaign, campaign=open_world.campaign, by=person) for person in people))
    assert [isinstance(item, Overtaken) for item in outcomes].count(True) == 1
    assert None not in outcomes
    assert Campaign.objects.get().phase == Phase.SELF
    assert AuditEvent.objects.filter(verb="campaign.open").count() == 1
    assert Notice.objects.count() == 4


def test_two_change_one_calendar(open_world):
    seen = calendar_of(Campaign.objects.get()).token
    days = [deadline_at(open_world.campaign.self_deadline.date(), clock) for clock in ("17:00", "18:00")]
    outcomes = together(
        *(
            partial(set_calendar, campaign=open_world.campaign, wanted=Calendar(self_deadline=day), seen=seen, by=None)
            for day in days
        )
    )
    assert [isinstance(item, Overtaken) for item in outcomes].count(True) == 1
    (stored,) = (item for item in outcomes if not isinstance(item, Overtaken))
    assert Campaign.objects.get().self_deadline == stored.self_deadline


def test_two_extend_one_agency(open_world):
    until = deadline_at(open_world.campaign.self_deadline.date().replace(year=2030))
    grant = Grant(until=until, document_number="1/CV", document_date=None, reason="Bão lũ")
    deed = partial(grant_extension, participant=open_world.first, grant=grant, seen=0, by=None)
    assert [isinstance(item, Overtaken) for item in together(deed, deed)].count(True) == 1
    assert Extension.objects.count() == 1
