"""What an agency is told of one of its leaves."""

import pytest

from appraisal.models import Exemption
from appraisal.selectors.verdicts import verdict_of
from scoring.selectors.submissions.claim_inputs import speech
from tests.appraisal.world import make_team


@pytest.mark.parametrize(("granted", "told"), [(True, "Không có địa giới cấp xã"), (False, "")])
def test_only_a_granted_exemption_is_one(db, granted, told):
    team = make_team(agencies=1, leaves=2)
    participant, leaf = team.participants[0], team.world.leaf("manual")
    Exemption.objects.create(
        campaign=team.campaign,
        participant=participant,
        criterion=leaf,
        granted=granted,
        reason="Không có địa giới cấp xã",
    )
    assert verdict_of(participant, leaf, speech()).exempt_reason == told
