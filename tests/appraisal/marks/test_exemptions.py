"""The team proposes that a leaf should not count; nothing is granted by it."""

import pytest
from django.utils import timezone

from appraisal.models import Exemption
from appraisal.services.marks.exemptions import propose_exemption, withdraw_exemption
from pari.audit.models import AuditEvent
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.enums import Phase
from tests.appraisal.world import belongs

pytestmark = pytest.mark.django_db


def propose(bench, *, by=None, reason="Không phát sinh nhiệm vụ"):
    return propose_exemption(participant=bench.first.pk, criterion=bench.leaf(), reason=reason, by=by or bench.member)


def test_a_proposal_is_kept_and_grants_nothing(bench):
    made = propose(bench)
    assert (made.granted, made.origin, made.proposed_by) == (False, "team", bench.member)
    assert AuditEvent.objects.get(verb="exemption.proposed").subject == f"exemption:{bench.first.code}/1.1"


def test_one_leaf_has_one_proposal(bench):
    propose(bench)
    with pytest.raises(Overtaken):
        propose(bench, by=bench.team.secretary)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2_001])
def test_it_needs_a_reason(bench, reason):
    with pytest.raises(Invalid):
        propose(bench, reason=reason)


def test_others_are_refused(bench):
    for person in (bench.team.members[2], bench.team.council[0]):
        with pytest.raises(NotAllowed):
            propose(bench, by=person)
    belongs(bench.team.secretary, bench.first)
    with pytest.raises(NotAllowed):
        propose(bench, by=bench.team.secretary)
    bench.team.move(Phase.COUNCIL)
    with pytest.raises(NotNow):
        propose(bench)


def test_its_proposer_and_the_secretary_take_it_back(bench):
    for person in (bench.member, bench.team.secretary):
        withdraw_exemption(exemption=propose(bench).pk, by=person)
    assert Exemption.objects.count() == 0
    assert AuditEvent.objects.filter(verb="exemption.withdrawn").count() == 2


def test_what_another_proposed_or_the_council_decided_stays(bench):
    made = propose(bench, by=bench.team.secretary)
    with pytest.raises(NotAllowed):
        withdraw_exemption(exemption=made.pk, by=bench.member)
    for fields in ({"decided_at": timezone.now()}, {"granted": True}, {"origin": "claim"}):
        Exemption.objects.filter(pk=made.pk).update(
            **{"decided_at": None, "granted": False, "origin": "team", **fields}
        )
        with pytest.raises(NotNow):
            withdraw_exemption(exemption=made.pk, by=bench.team.secretary)
