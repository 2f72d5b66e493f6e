"""Publication from the pages: only what is decided and computed; a correction is a decision of its own."""

import hashlib
import json
from datetime import date
from functools import partial

import pytest
from django.utils import timezone

from appraisal.enums import Choice, ExemptionOrigin
from appraisal.models import Exemption, Ruling
from appraisal.services.council.correcting import record_correction
from appraisal.services.council.meetings import open_meeting
from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from reports.models import Publication
from reports.selectors.freshness import freshness_of
from reports.selectors.publications import issues_of
from reports.selectors.results import results_document
from reports.services.issuing import publish_decision
from reports.services.publish import publish
from scoring.enums import Phase, SubmissionState
from scoring.models import Campaign, Submission
from tests.appraisal.council.house import House
from tests.cycle.world import join
from tests.reports.council.house import compute, make_results
from tests.together import together

DAY = date(2026, 1, 21)


def finished(house):
    """Everything decided, the meeting closed, the results computed."""
    house.carry(house.add(leaf="convert", points="5"))
    house.build()
    for key in house.meeting.motions.filter(state="open").values_list("key", flat=True):
        house.carry(house.motion(key))
    house.close()
    return compute(house)


def issue(house, run, number="199/QĐ-UBND", by=None):
    return publish_decision(
        campaign=house.team.campaign,
        decision_number=number,
        decision_date=DAY,
        seen_run=run.pk,
        by=by or house.secretary,
    )


def correct(house, points="1", seen="5", **fields):
    given = {"reason": "Cộng nhầm", "decision_number": "250/QĐ-UBND", "by": house.secretary} | fields
    return record_correction(
        participant=house.team.participants[0],
        criterion=house.team.world.leaf("convert"),
        points=points,
        seen=seen,
        **given,
    )


@pytest.fixture
def house(db):
    return make_results(agencies=4)


def test_what_it_does(house):
    join(house.team.members[0], Role.OFFICER, house.team.campaign.authority, house.team.participants[0].agency)
    Submission.objects.filter(participant__in=house.team.participants[:3]).update(state=SubmissionState.APPRAISED)
    run = finished(house)
    done = issue(house, run)
    assert json.loads(done.results) == results_document(run)
    assert Campaign.objects.get().phase == Phase.PUBLISHED
    assert sorted(Submission.objects.values_list("state", flat=True)) == ["approved"] * 3 + ["submitted"]
    notice = Notice.objects.get(user=house.team.members[0])
    assert (notice.link, done.digest in notice.body) == ("/ket-qua/TH-2025/", True)
    assert AuditEvent.objects.filter(verb="results.published").count() == 1


def test_everything_is_decided_first(house):
    motion = house.add()
    run = compute(house)
    with pytest.raises(NotNow, match="chưa kết thúc phiên họp nào"):
        issue(house, run)
    house.decide(house.vote(motion, Choice.NO, Choice.NO))
    house.close()
    with pytest.raises(NotNow, match="chưa thông qua kết quả"):
        issue(house, run)


def test_every_exemption_is_decided_first(house):
    run = finished(house)
    asked = Exemption.objects.create(
        campaign=house.team.campaign,
        participant=house.team.participants[0],
        criterion=house.team.leaves()[0],
        granted=False,
        reason="Không phát sinh",
        origin=ExemptionOrigin.TEAM,
    )
    with pytest.raises(NotNow, match="Còn 1 đề nghị giảm trừ"):
        issue(house, run)
    Exemption.objects.filter(pk=asked.pk).update(decided_at=timezone.now())
    assert issue(house, run).run == run


def test_an_open_second_meeting(house):
    run = finished(house)
    open_meeting(campaign=house.team.campaign, by=house.secretary)
    with pytest.raises(NotNow, match="Còn phiên họp"):
        issue(house, run)


def test_results_are_those_of_the_data(house):
    finished(house)
    old = freshness_of(house.team.campaign)
    assert (old.is_current, old.is_waiting) == (True, False)
    second = House(house.team, open_meeting(campaign=house.team.campaign, by=house.secretary).pk)
    second.present(0, 1, 2)
    motion = second.vote(second.add(leaf="yes_no", points="0"), *[Choice.YES] * 3)
    assert freshness_of(house.team.campaign).is_current is True
    second.decide(motion)
    second.close()
    assert freshness_of(house.team.campaign).is_current is False
    with pytest.raises(NotNow, match="Số liệu đã đổi"):
        issue(house, old.run)
    assert issue(house, compute(house)).decision_number == "199/QĐ-UBND"


def test_nobody_publishes_what_she_has_not_seen(house):
    run = finished(house)
    with pytest.raises(Overtaken, match="mới hơn"):
        publish_decision(
            campaign=house.team.campaign,
            decision_number="1",
            decision_date=DAY,
            seen_run=run.pk + 1,
            by=house.secretary,
        )


@pytest.mark.parametrize("number", ["", "  ", "1" * 101])
def test_a_decision_has_a_number(house, number):
    run = finished(house)
    with pytest.raises(Invalid):
        issue(house, run, number)


def test_only_those_who_run_the_campaign(house):
    run = finished(house)
    for person in (house.member(0), house.team.members[0]):
        with pytest.raises(NotAllowed):
            issue(house, run, by=person)


def test_not_by_who_belongs_to_an_agency(house):
    run = finished(house)
    join(house.team.secretary, Role.OFFICER, house.team.campaign.authority, house.team.participants[0].agency)
    with pytest.raises(NotAllowed):
        issue(house, run)


@pytest.mark.parametrize("phase", [Phase.ROUND1, Phase.ROUND2, Phase.ARCHIVED])
def test_only_from_the_council_on(house, phase):
    run = finished(house)
    house.team.move(phase)
    with pytest.raises(NotNow):
        issue(house, run)


def test_the_command_is_free(house):
    run = compute(house)
    house.team.move(Phase.ROUND1)
    assert publish(campaign=house.team.campaign, decision_number="1", decision_date=DAY, by=None).run == run


def test_a_correction_keeps_both(house):
    first = issue(house, finished(house))
    correct(house)
    assert Ruling.objects.get().reason == "Cộng nhầm (theo Quyết định số 250/QĐ-UBND)"
    with pytest.raises(NotNow, match="Số liệu đã đổi"):
        issue(house, first.run, "250/QĐ-UBND")
    second = issue(house, compute(house), "250/QĐ-UBND")
    newest, oldest = issues_of(house.team.campaign)
    assert (newest.publication, newest.is_in_force, oldest.publication, oldest.is_in_force) == (
        second,
        True,
        first,
        False,
    )
    assert hashlib.sha256(Publication.objects.get(pk=first.pk).results.encode()).hexdigest() == first.digest
    (changed,) = (item for item in newest.differences if item.code == "CQ1")
    before, after = (json.loads(item.results)["agencies"] for item in (first, second))
    assert (changed.before.index, changed.after.index) == tuple(
        next(row["index"] for row in rows if row["code"] == "CQ1") for rows in (before, after)
    )
    assert oldest.differences == ()


def test_a_correction_needs_a_new_number_and_other_results(house):
    run = finished(house)
    issue(house, run)
    with pytest.raises(Overtaken, match="đã được công bố"):
        issue(house, run, "250/QĐ-UBND")
    correct(house)
    with pytest.raises(Invalid, match="quyết định mới"):
        issue(house, compute(house))


@pytest.mark.parametrize("fields", [{"reason": " "}, {"decision_number": ""}, {"points": "6"}, {"points": ""}])
def test_a_correction_says_why(house, fields):
    issue(house, finished(house))
    with pytest.raises(Invalid):
        correct(house, **fields)
    assert str(Ruling.objects.get().points) == "5"


def test_a_correction_of_what_was_seen_by_those_who_run_it(house):
    issue(house, finished(house))
    with pytest.raises(Overtaken):
        correct(house, seen="4")
    with pytest.raises(NotAllowed):
        correct(house, by=house.member(0))


def test_before_the_publication_there_is_nothing_to_correct(house):
    finished(house)
    with pytest.raises(NotNow):
        correct(house)


class TestAtOnce:
    @pytest.fixture
    def house(self, transactional_db):
        return make_results(agencies=4)

    def test_two_publish(self, house):
        run = finished(house)
        outcomes = together(partial(issue, house, run), partial(issue, house, run, by=house.team.staff))
        assert [isinstance(item, Overtaken) for item in outcomes].count(True) == 1
        assert (Publication.objects.count(), AuditEvent.objects.filter(verb="results.published").count()) == (1, 1)

    def test_a_decision_while_it_is_published(self, house):
        """Either the decision comes first and the results are too old, or the campaign is public and it is too late."""
        run = finished(house)
        outcomes = together(partial(issue, house, run), partial(open_meeting, campaign=house.team.campaign, by=None))
        assert sum(isinstance(item, NotNow) for item in outcomes) == 1
        assert (Campaign.objects.get().phase == Phase.PUBLISHED) == Publication.objects.exists()

    def test_a_correction_while_another_is_published(self, house):
        issue(house, finished(house))
        correct(house)
        run = compute(house)
        published, corrected = together(
            partial(issue, house, run, "250/QĐ-UBND"), partial(correct, house, points="2", seen="1")
        )
        assert isinstance(corrected, Ruling)
        assert freshness_of(house.team.campaign).is_current is False
        if isinstance(published, Publication):
            assert json.loads(published.results) == results_document(run)
        else:
            assert isinstance(published, NotNow)

    def test_two_correct_the_same_leaf(self, house):
        issue(house, finished(house))
        outcomes = together(partial(correct, house, points="1"), partial(correct, house, points="2"))
        assert [isinstance(item, Overtaken) for item in outcomes].count(True) == 1
