"""Agreeing with many claims: what was shown is what is done, in a bounded number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appraisal.enums import Round
from appraisal.models import Assignment, Mark, MarkVersion
from appraisal.selectors.marks.agreeing import Skipped, agreement_of
from appraisal.selectors.marks.lines import Only
from appraisal.selectors.marks.selection import Selection
from appraisal.services.marks.agreeing import Scope, agree_with_claims
from pari.accounts.models import User
from pari.audit.models import AuditEvent
from pari.audit.selectors import verify
from pari.refusals import NotAllowed, NotNow, Overtaken
from scoring.enums import Phase, SubmissionState
from scoring.models import Answer, Criterion, Submission
from tests.appraisal.marks.deeds import make_bench
from tests.appraisal.world import belongs

pytestmark = pytest.mark.django_db


def by_criterion(bench, kind="manual", **selection):
    return Scope(campaign=bench.campaign, criterion=bench.leaf(kind), selection=Selection(**selection))


def by_agency(bench):
    return Scope(campaign=bench.campaign, participant=bench.first)


def shown(bench, scope):
    return agreement_of(scope.queue(bench.member))


def agree(bench, scope, token, *, stage=Round.FIRST, by=None):
    return agree_with_claims(scope=scope, round=stage, token=token, by=by or User.objects.get(pk=bench.member.pk))


def test_a_whole_list_is_marked_as_it_was_shown(bench):
    scope = by_criterion(bench)
    agreement = shown(bench, scope)
    assert (len(agreement.agreed), agreement.points, agreement.left) == (3, "6,00", 0)
    assert agree(bench, scope, agreement.token) == 3
    assert list(Mark.objects.values_list("points", "standing", "version", "marked_by").distinct()) == [
        (2, "agreed", 1, bench.member.pk)
    ]
    assert MarkVersion.objects.count() == 3
    assert set(Assignment.objects.filter(specialty=bench.leaf().specialty).values_list("done1", flat=True)) == {1}
    events = AuditEvent.objects.filter(verb="mark.saved")
    assert {event.details["bulk"] for event in events} == {True}
    assert events.count() == 3
    assert verify(chain=bench.campaign.code) is None


def test_an_agencys_leaves_are_marked_with_their_readings(bench):
    Answer.objects.filter(submission=bench.first.submission, criterion=bench.leaf("ratio")).update(
        points=None, value={"numerator": "44", "denominator": "46"}, scored="44/23"
    )
    scope = by_agency(bench)
    assert agree(bench, scope, shown(bench, scope).token) == 13
    mark = Mark.objects.get(criterion=bench.leaf("ratio"))
    assert (mark.value, mark.scored, mark.points) == ({"numerator": "44", "denominator": "46"}, "44/23", None)
    done = Assignment.objects.filter(participant=bench.first).values_list("done1", "due1")
    assert all(marked == due for marked, due in done)


def test_what_needs_a_look_is_left_and_says_why(bench):
    team = bench.team
    bench.save(points="1", reason_code="late")
    Submission.objects.filter(participant=team.participants[1]).update(state=SubmissionState.DRAFT)
    Answer.objects.filter(submission__participant=team.participants[2], criterion=bench.leaf()).update(
        not_applicable=True
    )
    agreement = shown(bench, by_criterion(bench))
    assert {why: len(rows) for why, rows in agreement.skipped.items()} == {
        Skipped.MARKED: 1,
        Skipped.NOT_SUBMITTED: 1,
        Skipped.NOT_APPLICABLE: 1,
    }
    with pytest.raises(Overtaken):
        agree(bench, by_criterion(bench), agreement.token)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"points": None}, Skipped.NO_CLAIM),
        ({"to_confirm": True}, Skipped.NO_CLAIM),
        ({"points": None, "value": {"numerator": "0", "denominator": "0"}, "scored": "exempt"}, Skipped.NOT_APPLICABLE),
        ({"not_applicable": True}, Skipped.NOT_APPLICABLE),
    ],
)
def test_no_claim_is_nothing_to_agree_with(bench, answer, why):
    Answer.objects.filter(submission=bench.first.submission, criterion=bench.leaf("ratio")).update(**answer)
    (skipped,) = shown(bench, by_criterion(bench, "ratio")).skipped
    assert skipped is why


def test_a_leaf_that_wants_documents_is_not_agreed_with_without_any(bench):
    Criterion.objects.filter(pk=bench.leaf().pk).update(evidence="required")
    bench.document()
    agreement = shown(bench, by_criterion(bench))
    assert list(agreement.agreed) == [bench.first.pk]
    assert len(agreement.skipped[Skipped.NO_EVIDENCE]) == 2


def test_the_list_is_that_of_the_filter(bench):
    scope = by_criterion(bench, text="so thu so 2", only=Only.UNMARKED)
    agreement = shown(bench, scope)
    assert agree(bench, scope, agreement.token) == 1
    assert Mark.objects.get().participant == bench.team.participants[1]


def test_a_list_that_has_changed_since_is_not_written(bench):
    scope = by_criterion(bench)
    agreement = shown(bench, scope)
    bench.save(points="2")
    with pytest.raises(Overtaken):
        agree(bench, scope, agreement.token)
    assert Mark.objects.count() == 1


def test_a_second_click_writes_nothing(bench):
    scope = by_criterion(bench)
    token = shown(bench, scope).token
    agree(bench, scope, token)
    with pytest.raises(Overtaken):
        agree(bench, scope, token)
    assert MarkVersion.objects.count() == 3


def test_agencies_of_a_conflict_are_not_in_the_list(bench):
    belongs(bench.member, bench.team.participants[1])
    scope = by_criterion(bench)
    assert agree(bench, scope, shown(bench, scope).token) == 2
    assert not Mark.objects.filter(participant=bench.team.participants[1]).exists()


def test_others_and_other_phases_are_refused(bench):
    scope = by_criterion(bench)
    token = shown(bench, scope).token
    for person in (bench.team.members[1], bench.team.secretary, bench.team.council[0]):
        with pytest.raises(NotAllowed):
            agree(bench, scope, token, by=person)
    for phase in (Phase.SUPPLEMENT, Phase.COUNCIL, Phase.PUBLISHED):
        bench.team.move(phase)
        with pytest.raises(NotNow):
            agree(bench, scope, token)
    assert Mark.objects.count() == 0


def test_in_the_second_round_only_what_was_sent_as_supplement_is_agreed_with(bench):
    bench.save(points="1", reason_code="late")
    bench.supplement("manual")
    bench.supplement("manual", place=1, sent=False)
    bench.team.move(Phase.ROUND2)
    scope = by_criterion(bench)
    agreement = shown(bench, scope)
    assert {why: len(rows) for why, rows in agreement.skipped.items()} == {Skipped.NOT_DUE: 1, Skipped.NOT_SENT: 1}
    assert agree(bench, scope, agreement.token, stage=Round.SECOND) == 1
    assert Assignment.objects.get(participant=bench.first, specialty=bench.leaf().specialty).done2 == 1


@pytest.mark.parametrize("agencies", [3, 50])
def test_queries_do_not_grow_with_the_agencies(agencies):
    bench = make_bench(agencies=agencies, leaves=1)
    scope = by_criterion(bench)
    token = shown(bench, scope).token
    with CaptureQueriesContext(connection) as queries:
        assert agree(bench, scope, token) == agencies
    assert len(queries) == 25
