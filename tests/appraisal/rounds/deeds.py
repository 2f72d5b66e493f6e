"""Short ways to do what the tests of the rounds do."""

import re
from functools import partial

from appraisal.enums import Round
from appraisal.selectors.rounds.standing import round_standing, window_token
from appraisal.services.rounds.closing import close_round1, close_round2, close_supplement
from scoring.models import Campaign
from scoring.phases import PhaseAction
from scoring.selectors.supplements.letters import tally_of
from scoring.services.campaigns.moving import advance
from scoring.services.campaigns.opening import close_self_assessment, open_campaign


def moving(campaign: Campaign, action: PhaseAction, by):
    """The deed that carries out a move, with what its page would have shown."""
    given = {"campaign": campaign, "by": by}
    return {
        PhaseAction.OPEN: partial(open_campaign, **given),
        PhaseAction.CLOSE_SELF: partial(close_self_assessment, confirmed=True, **given),
        PhaseAction.CLOSE_ROUND1: partial(
            close_round1, confirmed=True, seen=round_standing(campaign, Round.FIRST).token, **given
        ),
        PhaseAction.CLOSE_SUPPLEMENT: partial(
            close_supplement, confirmed=True, seen=window_token(tally_of(campaign)), **given
        ),
        PhaseAction.CLOSE_ROUND2: partial(
            close_round2, confirmed=True, seen=round_standing(campaign, Round.SECOND).token, **given
        ),
        PhaseAction.PUBLISH: partial(advance, campaign, PhaseAction.PUBLISH, by),
    }[action]


def close(team, action: PhaseAction, by=None):
    return moving(team.campaign, action, by or team.secretary)()


def still(response) -> bytes:
    """A page without what differs in every answer."""
    return re.sub(rb'(csrfmiddlewaretoken" value="|nonce=")[^"]*', rb"\1", response.content)
