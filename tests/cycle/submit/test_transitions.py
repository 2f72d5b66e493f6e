"""Every state × action × role, as the table says; generated from it."""

import itertools
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from pari.accounts.enums import Role
from pari.refusals import NotAllowed, NotNow
from scoring.enums import Phase, SubmissionState
from scoring.models import Campaign, Receipt, Submission
from scoring.services.submissions import submitting
from scoring.services.submissions.concluding import conclude_all
from scoring.transitions import BY_STATE, TABLE, Action
from tests.cycle.submit.deeds import fill, sent
from tests.cycle.world import World

CASES = list(itertools.product(SubmissionState, Action, Role))
#: Where a campaign has to be for the deeds that are done for all submissions at once.
ARRIVED = {Action.APPRAISE: Phase.COUNCIL, Action.APPROVE: Phase.PUBLISHED}
SINGLE = [action for action in Action if action not in ARRIVED]


def deed(action, world, person):
    """The service of the action, called as its page would."""
    submission = world.submission()
    receipt = Receipt.objects.filter(submission=submission, ended_at=None).first()
    number = receipt.number if receipt else ""
    calls = {
        Action.PROPOSE: lambda: submitting.propose(
            submission=submission.pk, seen_revision=submission.revision, by=person
        ),
        Action.SUBMIT: lambda: submitting.submit(
            submission=submission.pk, key="moi", seen_revision=submission.revision + 0, by=person
        ),
        Action.WITHDRAW: lambda: submitting.withdraw(submission=submission.pk, receipt=number, by=person),
        Action.REOPEN: lambda: submitting.reopen(
            submission=submission.pk, receipt=number, reason="Công văn 5/SNV", by=person
        ),
        **{bulk: partial(conclude_all, campaign=submission.campaign, action=bulk, by=person) for bulk in ARRIVED},
    }
    return calls[action]


@pytest.mark.parametrize(("state", "action", "role"), CASES, ids=str)
def test_the_table_is_what_happens(world: World, state, action, role):
    fill(world)
    if state != SubmissionState.DRAFT:
        sent(world, world.person(Role.HEAD))
        Receipt.objects.update(content={"revision": -1})  # another revision than the page's: nobody was faster
    Submission.objects.update(state=state)
    Campaign.objects.update(phase=ARRIVED.get(action, Phase.SELF))
    person = world.person(role)
    row = BY_STATE.get((state, action))
    if not any(role in item.roles for item in TABLE if item.action is action):
        with pytest.raises(NotAllowed):
            deed(action, world, person)()
    elif row is None and action in ARRIVED:
        assert deed(action, world, person)() == 0
    elif row is None:
        with pytest.raises(NotNow):
            deed(action, world, person)()
    else:
        deed(action, world, person)()
        assert world.submission().state == row.target
        return
    assert world.submission().state == state


@pytest.mark.parametrize("action", SINGLE)
def test_another_agency_may_not(world: World, action):
    fill(world)
    sent(world, world.person(Role.HEAD))
    if action in (Action.PROPOSE, Action.SUBMIT):
        Submission.objects.update(state=SubmissionState.DRAFT)
    neighbour = world.person(Role.HEAD, agency=world.participants[1].agency)
    with pytest.raises(NotAllowed):
        deed(action, world, neighbour)()


@pytest.mark.parametrize(("action", "phase"), [(action, phase) for action in ARRIVED for phase in Phase])
def test_all_at_once_only_when_the_campaign_has_moved(world: World, action, phase):
    person = world.person(Role.SECRETARY)
    Submission.objects.update(state=next(row.source for row in TABLE if row.action is action))
    Campaign.objects.update(phase=phase)
    arrived = {ARRIVED[action], Phase.ARCHIVED} if action is Action.APPROVE else {ARRIVED[action]}
    if phase in arrived:
        assert deed(action, world, person)() == 2
    else:
        with pytest.raises(NotNow):
            deed(action, world, person)()


@pytest.mark.parametrize("action", SINGLE)
@pytest.mark.parametrize("phase", [phase for phase in Phase if phase != Phase.SELF])
def test_only_in_the_self_assessment(world: World, action, phase):
    fill(world)
    role = Role.SECRETARY if action is Action.REOPEN else Role.OFFICER
    if action in (Action.WITHDRAW, Action.REOPEN):
        sent(world, world.person(Role.HEAD))
    person = world.person(role)
    world.campaign.phase = phase
    world.campaign.save()
    with pytest.raises(NotNow):
        deed(action, world, person)()


@pytest.mark.parametrize(
    ("action", "policy", "refused"),
    [
        (Action.PROPOSE, "accept", False),
        (Action.PROPOSE, "refuse", True),
        (Action.SUBMIT, "accept", False),
        (Action.SUBMIT, "refuse", True),
        (Action.WITHDRAW, "accept", True),
        (Action.WITHDRAW, "refuse", True),
        (Action.REOPEN, "refuse", False),
    ],
)
def test_after_the_deadline(world: World, action, policy, refused):
    fill(world)
    if action in (Action.WITHDRAW, Action.REOPEN):
        sent(world, world.person(Role.HEAD))
    world.campaign.self_deadline = timezone.now() - timedelta(minutes=1)
    world.campaign.late_submissions = policy
    world.campaign.save()
    person = world.person(Role.SECRETARY if action is Action.REOPEN else Role.OFFICER)
    if refused:
        with pytest.raises(NotNow):
            deed(action, world, person)()
    else:
        deed(action, world, person)()


@pytest.mark.parametrize("action", [Action.SUBMIT, Action.WITHDRAW])
def test_more_time_by_an_extension(world: World, action):
    fill(world)
    if action is Action.WITHDRAW:
        sent(world, world.person(Role.HEAD))
    world.campaign.self_deadline = timezone.now() - timedelta(minutes=1)
    world.campaign.late_submissions = "refuse"
    world.campaign.save()
    Submission.objects.update(deadline=timezone.now() + timedelta(hours=1))
    deed(action, world, world.person(Role.HEAD))()
