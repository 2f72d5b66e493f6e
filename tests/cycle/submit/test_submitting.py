"""What a submission freezes, and what makes it be refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.models import Answer, Receipt, Submission
from scoring.selectors.submissions.snapshots import digest_of
from scoring.services.submissions.submitting import propose, reopen, submit, withdraw
from tests.cycle.submit.deeds import attach, fill, in_force, sent
from tests.cycle.world import World


@pytest.fixture
def head(world: World):
    return world.person(Role.HEAD)


@pytest.fixture
def officer(world: World):
    return world.person(Role.OFFICER)


@pytest.fixture
def ready(world: World):
    fill(world)
    return world


def test_a_receipt_says_what_was_sent(ready: World, head):
    attach(ready, ready.leaf("manual"))
    receipt = sent(ready, head)
    receipt.refresh_from_db()
    assert (receipt.number, receipt.submitted_by, receipt.is_late) == ("TH-2025/000001", head, False)
    assert receipt.digest == digest_of(receipt.content)
    assert receipt.content["agency"] == {"code": "CQ1", "name": "Sở thử số 1"}
    assert receipt.content["answers"]["1.1"] == {
        "value": None,
        "points": "1",
        "explanation": "Theo báo cáo số 1/BC",
        "not_applicable": None,
        "evidence": [
            {"name": "Kế hoạch 12.pdf", "sha256": "a" * 64, "size": "2048", "pages": "3-5", "note": ""},
        ],
    }
    assert receipt.content["totals"] == {"points": "53/4", "maximum": "53/2", "bonus": "0", "penalty": "0"}
    submission = ready.submission()
    assert (submission.state, submission.submitted_at) == ("submitted", receipt.submitted_at)


def test_numbers_run_through_the_campaign(world: World):
    for place in (0, 1):
        fill(world, place)
    numbers = [
        sent(world, world.person(Role.HEAD, agency=item.agency), place=place).number
        for place, item in enumerate(world.participants)
    ]
    assert numbers == ["TH-2025/000001", "TH-2025/000002"]


def test_the_event_and_the_notices(ready: World, head, officer):
    receipt = sent(ready, head)
    event = AuditEvent.objects.get(verb="submission.submit")
    assert (event.chain, event.actor, event.subject) == ("TH-2025", head, "submission:CQ1")
    assert event.details["digest"] == receipt.digest
    notice = Notice.objects.get()
    assert (notice.user, notice.link) == (officer, "/nop-ho-so/TH-2025/CQ1/")


def test_the_same_key_gives_the_same_receipt(ready: World, head):
    first = sent(ready, head, key="k")
    assert sent(ready, head, key="k") == first
    withdraw(submission=first.submission_id, receipt=first.number, by=head)
    assert sent(ready, head, key="k") == first
    assert ready.submission().state == "draft"
    assert AuditEvent.objects.filter(verb="submission.submit").count() == 1


def test_a_key_gives_a_stranger_nothing(ready: World, head):
    sent(ready, head, key="k")
    with pytest.raises(NotAllowed):
        sent(ready, ready.person(Role.SECRETARY), key="k")


@pytest.mark.parametrize("key", ["", "k" * 65])
def test_no_key_no_submission(ready: World, head, key):
    with pytest.raises(Invalid):
        submit(submission=ready.submission().pk, key=key, seen_revision=ready.submission().revision, by=head)


def test_nobody_signs_what_she_has_not_seen(ready: World, head):
    before = ready.submission()
    Submission.objects.filter(pk=before.pk).update(revision=before.revision + 1)
    with pytest.raises(Overtaken):
        submit(submission=before.pk, key="k", seen_revision=before.revision, by=head)
    assert not Receipt.objects.exists()


def test_the_second_signature_is_told_of_the_first(ready: World, head, officer):
    sent(ready, head, key="one")
    with pytest.raises(Overtaken, match="Thủ trưởng đơn vị thử vừa nộp hồ sơ này, biên nhận số TH-2025/000001"):
        sent(ready, officer, key="two")


def test_gaps_are_counted(ready: World, head):
    Answer.objects.filter(criterion=ready.leaf("ratio")).delete()
    Answer.objects.filter(criterion=ready.leaf("levels")).update(to_confirm=True)
    with pytest.raises(NotNow, match="Còn 2 tiêu chí"):
        sent(ready, head)


def test_late_is_recorded(ready: World, head):
    Submission.objects.update(deadline=timezone.now() - timedelta(seconds=1))
    assert sent(ready, head).is_late


class TestFourEyes:
    @pytest.fixture(autouse=True)
    def policy(self, ready: World):
        ready.campaign.separate_sign_off = True
        ready.campaign.save()

    def proposed(self, world, by):
        propose(submission=world.submission().pk, seen_revision=world.submission().revision, by=by)

    def test_an_officer_proposes_and_the_head_signs(self, ready: World, head, officer):
        self.proposed(ready, officer)
        assert list(Notice.objects.values_list("user", flat=True)) == [head.pk]
        assert sent(ready, head).submitted_by == head

    def test_the_officer_does_not_sign(self, ready: World, officer):
        self.proposed(ready, officer)
        with pytest.raises(NotAllowed):
            sent(ready, officer)

    def test_nothing_is_signed_before_it_was_proposed(self, ready: World, head):
        with pytest.raises(NotNow):
            sent(ready, head)

    def test_who_is_both_does_not_sign_her_own_proposal(self, ready: World, head):
        from pari.accounts.models import User
        from tests.cycle.world import join

        join(head, Role.OFFICER, ready.campaign.authority, ready.first.agency)
        both = User.objects.get(pk=head.pk)
        self.proposed(ready, both)
        with pytest.raises(NotAllowed):
            sent(ready, both)


def test_withdrawing_ends_the_receipt(ready: World, head, officer):
    receipt = sent(ready, head)
    withdraw(submission=receipt.submission_id, receipt=receipt.number, by=officer)
    receipt.refresh_from_db()
    assert (receipt.ended_by, receipt.ended_how, receipt.ended_at is not None) == (officer, "withdraw", True)
    submission = ready.submission()
    assert (submission.state, submission.submitted_at) == ("draft", None)
    again = sent(ready, head)
    assert again.number == "TH-2025/000002"
    assert again.digest == receipt.digest
    assert list(in_force(ready)) == [again]


def test_withdrawing_twice(ready: World, head, officer):
    receipt = sent(ready, head)
    withdraw(submission=receipt.submission_id, receipt=receipt.number, by=officer)
    with pytest.raises(Overtaken, match="Cán bộ đầu mối thử"):
        withdraw(submission=receipt.submission_id, receipt=receipt.number, by=head)
    again = sent(ready, head)
    with pytest.raises(Overtaken):
        withdraw(submission=receipt.submission_id, receipt=receipt.number, by=head)
    assert list(in_force(ready)) == [again]


def test_reopening_needs_a_reason(ready: World, head):
    receipt, secretary = sent(ready, head), ready.person(Role.SECRETARY)
    with pytest.raises(Invalid):
        reopen(submission=receipt.submission_id, receipt=receipt.number, reason="  ", by=secretary)
    reopen(submission=receipt.submission_id, receipt=receipt.number, reason="Công văn 12/SNV", by=secretary)
    receipt.refresh_from_db()
    assert (receipt.ended_how, receipt.reason, receipt.ended_by) == ("reopen", "Công văn 12/SNV", secretary)
    assert "Công văn 12/SNV" in Notice.objects.filter(user=head).get().body


def test_what_a_workbook_sent_has_no_receipt_and_can_be_reopened(ready: World):
    Submission.objects.update(state="submitted", submitted_at=timezone.now())
    submission = ready.submission().pk
    assert reopen(submission=submission, receipt="", reason="nhập lại", by=ready.person(Role.STAFF)) is None
    assert ready.submission().state == "draft"
