"""Real threads: one receipt, and nothing sent after the window has closed."""

import time
from functools import partial

import pytest

from pari.refusals import NotNow, Overtaken, Refusal
from scoring.enums import Phase, SupplementState
from scoring.models import Receipt
from scoring.phases import PhaseAction
from tests.appraisal.rounds.deeds import moving
from tests.appraisal.supplement.conftest import make_window
from tests.together import together

TIMES = 3


@pytest.fixture
def window(transactional_db):
    return make_window(agencies=2)


def test_two_people_send_at_once(window):
    window.add()
    for turn in range(TIMES):
        deeds = [window.sending(by=person, key=f"{person}{turn}") for person in (window.head, window.officer)]
        assert sorted(type(outcome).__name__ for outcome in together(*deeds)) == ["Overtaken", "Receipt"]
        window.taking_back()()


def test_the_same_page_sent_at_once(window):
    window.add()
    outcomes = together(*[window.sending()] * 3)
    assert {outcome.number for outcome in outcomes} == {"TH-2025/000001"}


def test_an_edit_during_the_signature_is_sent_or_refused(window):
    window.add("lời thứ nhất")
    sent, edited = together(window.sending(), partial(window.add, "lời thứ hai", version=1, key="k2"))
    if isinstance(edited, Refusal):
        assert isinstance(edited, NotNow)
        assert sent.content["leaves"][window.leaf.code]["explanation"] == "lời thứ nhất" == window.item.explanation
    else:
        assert isinstance(sent, Overtaken)
        assert window.item.explanation == "lời thứ hai"


def test_sending_while_the_window_closes(window):
    """Either it is sent and the closing looks again, or it is refused and was never sent; nobody waits for ever."""
    window.add()
    for turn in range(2 * TIMES):
        send_and_close(window, f"gui{turn}", wait=0.004 * (turn - TIMES))


def send_and_close(window, key, wait):
    team = window.team
    closing = moving(team.campaign, PhaseAction.CLOSE_SUPPLEMENT, team.secretary)
    sent, closed = together(after(-wait, window.sending(key=key)), after(wait, closing))
    if isinstance(sent, Receipt):
        assert isinstance(closed, Overtaken)
        assert (team.campaign.phase, window.supplement.state) == (Phase.SUPPLEMENT, SupplementState.SENT)
        window.taking_back()()
    else:
        assert isinstance(sent, NotNow)
        assert (team.campaign.phase, window.supplement.state) == (Phase.ROUND2, SupplementState.OPEN)
        assert not Receipt.objects.filter(ended_at=None).exists()
        team.move(Phase.SUPPLEMENT)


def after(seconds, deed):
    def later():
        time.sleep(max(0, seconds))
        return deed()

    return later
