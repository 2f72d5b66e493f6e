"""Every phase × action × role, as the table of moves says; generated from it."""

import itertools

import pytest
from django.db import transaction

from pari.accounts.enums import AGENCY_ROLES, Role
from pari.accounts.models import User
from pari.refusals import NotAllowed, NotNow, Overtaken
from scoring.enums import Phase
from scoring.models import Campaign
from scoring.phases import MOVES, PhaseAction, moves_from
from tests.appraisal.rounds.deeds import moving
from tests.appraisal.world import belongs, make_team
from tests.cycle.setup.conftest import staff
from tests.cycle.world import join

CASES = list(itertools.product(Phase, PhaseAction))


@pytest.fixture
def team(db):
    made = make_team(agencies=1, leaves=2, members=1)
    staff(made.world)
    return made


@pytest.mark.parametrize("role", Role)
def test_the_table_is_what_happens(team, role):
    """All phases and actions for one role, each undone."""
    person = holder(team, role)
    for phase, action in CASES:
        with transaction.atomic():
            team.move(phase)
            outcome = outcome_of(team, action, person)
            assert outcome == expected(phase, action, role), (phase, action, role)
            transaction.set_rollback(True)


def holder(team, role) -> User:
    """Somebody with this role and no other; those of an agency are of one that does not take part."""
    if role not in AGENCY_ROLES:
        return team.world.person(role)
    user = User.objects.create_user(f"elsewhere-{role}")
    agency = team.world.first.agency
    join(user, role, team.campaign.authority, type(agency).objects.create(authority=agency.authority, code="XA"))
    return user


def outcome_of(team, action, person):
    try:
        moving(team.campaign, action, person)()
    except (NotAllowed, NotNow, Overtaken) as refusal:
        return type(refusal)
    return Campaign.objects.get(pk=team.campaign.pk).phase


def expected(phase, action, role):
    move = MOVES[action]
    if role not in move.roles:
        return NotAllowed
    if phase == move.source:
        return move.target
    return Overtaken if phase == move.target else NotNow


@pytest.mark.parametrize("action", PhaseAction)
@pytest.mark.parametrize("is_past", [False, True])
def test_who_belongs_to_an_agency_does_not_move_the_appraisal(team, action, is_past):
    secretary = team.secretary
    days = {"valid_to": team.campaign.conflict_since} if is_past else {}
    if is_past:
        Campaign.objects.update(conflict_since="2024-01-01")
        days = {"valid_from": "2023-01-01", "valid_to": "2024-02-01"}
    belongs(secretary, team.participants[0], **days)
    team.move(MOVES[action].source)
    outcome = outcome_of(team, action, secretary)
    assert outcome == (NotAllowed if MOVES[action].is_impartial else MOVES[action].target)


def test_every_phase_up_to_the_publication_leads_on():
    phases = [*Phase][: [*Phase].index(Phase.PUBLISHED)]
    assert [[move.target for move in moves_from(phase).values()] for phase in phases] == [
        [phase] for phase in [*phases[1:], Phase.PUBLISHED]
    ]
