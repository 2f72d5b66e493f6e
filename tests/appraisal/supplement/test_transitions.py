"""Every state × action × role of a supplement, as its table says; generated from it."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from pari.accounts.enums import Role
from pari.refusals import NotAllowed, NotNow, Overtaken
from scoring.enums import Phase, SupplementState
from scoring.models import Campaign, Receipt, Supplement
from scoring.supplementing import BY_STATE, TABLE, SupplementAction
from tests.appraisal.world import belongs

CASES = list(itertools.product(SupplementState, SupplementAction, Role))


def deed(window, action, person):
    if action is SupplementAction.SEND:
        return window.sending(by=person)
    return window.taking_back(by=person)


@pytest.fixture
def ready(window):
    """Something was added, so that only the table decides."""
    window.add()
    return window


def in_state(window, state):
    if state == SupplementState.SENT:
        window.sending(key="truoc")()
        Receipt.objects.update(content={"revision": -1})  # another revision than the page's: nobody was faster


@pytest.mark.parametrize(("state", "action", "role"), CASES, ids=str)
def test_the_table_is_what_happens(ready, state, action, role):
    in_state(ready, state)
    person = ready.team.world.person(role)
    row = BY_STATE.get((state, action))
    if not any(role in item.roles for item in TABLE if item.action is action):
        with pytest.raises(NotAllowed):
            deed(ready, action, person)()
    elif row is None:
        with pytest.raises(NotNow):
            deed(ready, action, person)()
    else:
        deed(ready, action, person)()
        assert ready.supplement.state == row.target
        return
    assert ready.supplement.state == state


@pytest.mark.parametrize("action", SupplementAction)
def test_another_agency_may_not(ready, action):
    in_state(ready, next(row.source for row in TABLE if row.action is action))
    neighbour = ready.team.world.person(Role.HEAD, agency=ready.team.participants[1].agency)
    with pytest.raises(NotAllowed):
        deed(ready, action, neighbour)()


@pytest.mark.parametrize("action", SupplementAction)
def test_nobody_of_the_team_speaks_for_her_agency(ready, action):
    in_state(ready, next(row.source for row in TABLE if row.action is action))
    belongs(ready.team.members[0], ready.first)
    with pytest.raises(NotAllowed):
        deed(ready, action, ready.team.members[0])()
    with pytest.raises(NotAllowed):
        ready.add(by=ready.team.members[0])


@pytest.mark.parametrize("action", SupplementAction)
@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.SUPPLEMENT])
def test_only_in_the_window(ready, action, phase):
    in_state(ready, next(row.source for row in TABLE if row.action is action))
    ready.team.move(phase)
    with pytest.raises(NotNow):
        deed(ready, action, ready.head)()


@pytest.mark.parametrize("action", SupplementAction)
@pytest.mark.parametrize(
    ("late", "own", "refused"), [(1, None, True), (1, 60, False), (-1, None, False), (1, -60, True)]
)
def test_after_the_deadline(ready, action, late, own, refused):
    in_state(ready, next(row.source for row in TABLE if row.action is action))
    now = timezone.now()
    Campaign.objects.update(supplement_deadline=now - timedelta(minutes=late))
    Supplement.objects.update(deadline=own and now + timedelta(minutes=own))
    if refused:
        with pytest.raises(NotNow):
            deed(ready, action, ready.head)()
    else:
        deed(ready, action, ready.head)()


def test_nothing_added_is_nothing_to_send(window):
    with pytest.raises(NotNow):
        window.sending()()


def test_four_eyes_let_the_head_send(ready):
    Campaign.objects.update(separate_sign_off=True)
    with pytest.raises(NotAllowed):
        ready.sending(by=ready.officer)()
    ready.sending(by=ready.head)()


def test_what_was_changed_meanwhile_is_looked_at_first(ready):
    sending = ready.sending()
    ready.add("Sửa lại", version=1, key="k2")
    with pytest.raises(Overtaken):
        sending()
    assert ready.supplement.state == SupplementState.OPEN
