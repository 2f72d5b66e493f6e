"""Explanations saved, receipts given, documents for the listed leaves only."""

import hashlib

import pytest

from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import Invalid, NotNow, Overtaken
from scoring.core.canonical import canonical_json
from scoring.enums import Stage
from scoring.models import Answer, Evidence, EvidenceFile, EvidenceLink, Receipt, Submission, SupplementItem
from scoring.services.evidence import linking
from scoring.services.supplements.additions import AdditionConflict


def document(window, name="Báo cáo.pdf", letter="a"):
    stored = Evidence.objects.create(sha256=letter * 64, size=10, media_type="application/pdf")
    return EvidenceFile.objects.create(agency=window.first.agency, evidence=stored, name=name)


def linked(window, file, leaf=None, by=None):
    return linking.link(
        submission=window.submission.pk, criterion=leaf or window.leaf, files=[file], by=by or window.officer
    )[0]


def test_an_explanation_is_saved_and_the_claim_stays(window):
    before = Answer.objects.get(submission=window.submission, criterion=window.leaf)
    saved = window.add("  Có quyết định số 5\r\n")
    assert (saved.version, saved.content) == (1, None)
    assert (window.item.explanation, window.item.edited_by) == ("  Có quyết định số 5\n", window.officer)
    after = Answer.objects.get(pk=before.pk)
    assert (after.points, after.explanation, after.edits) == (before.points, before.explanation, before.edits)
    assert window.supplement.revision == 1


def test_the_same_edit_again_changes_nothing(window):
    window.add("một", key="k1")
    window.add("hai", version=1, key="k2")
    again = window.add("một", version=0, key="k1")
    assert (again.version, again.content, window.item.explanation) == (2, "hai", "hai")
    assert window.supplement.revision == 2


def test_two_people_on_one_leaf_both_see_what_the_other_wrote(window):
    window.add("của cán bộ")
    with pytest.raises(AdditionConflict) as conflict:
        window.add("của thủ trưởng", key="k2", by=window.head)
    assert (conflict.value.item.explanation, conflict.value.name) == ("của cán bộ", window.officer.full_name)
    assert window.item.explanation == "của cán bộ"


def test_ones_own_edit_whose_answer_got_lost_is_no_conflict(window):
    window.add("một", key="k1")
    assert window.add("một hai", version=0, key="k2", earlier=("k1",)).version == 2


@pytest.mark.parametrize("content", [None, 5, {"text": "x"}, "x" * 20_001])
def test_what_is_no_text_is_refused(window, content):
    with pytest.raises(Invalid):
        window.add(content)


def test_a_leaf_that_is_not_listed_takes_nothing(window):
    SupplementItem.objects.filter(criterion=window.leaf).delete()
    with pytest.raises(NotNow):
        window.add()
    with pytest.raises(NotNow):
        linked(window, document(window))
    assert not EvidenceLink.objects.exists()


def test_documents_are_added_to_what_was_sent_and_leave_it_as_it_was(window):
    old, new = document(window), document(window, "Bổ sung.pdf", "b")
    answer = Answer.objects.get(submission=window.submission, criterion=window.leaf)
    first = EvidenceLink.objects.create(campaign=window.team.campaign, answer=answer, file=old)
    done = Submission.objects.get(pk=window.submission.pk).done
    second = linked(window, new)
    assert (second.stage, linked(window, old).stage) == (Stage.SUPPLEMENT, Stage.SELF)
    for deed in (
        lambda: linking.unlink(link=first.pk, by=window.officer),
        lambda: linking.annotate(link=first.pk, pages="2", note="", by=window.officer),
    ):
        with pytest.raises(NotNow):
            deed()
    linking.annotate(link=second.pk, pages="3", note="", by=window.officer)
    linking.unlink(link=second.pk, by=window.officer)
    assert list(EvidenceLink.objects.all()) == [first]
    after = Submission.objects.get(pk=window.submission.pk)
    assert (after.done, after.revision) == (done, 0)
    assert window.supplement.revision == 4


def test_a_receipt_freezes_what_was_added(window):
    window.add("Gửi kèm quyết định")
    linked(window, document(window))
    receipt = window.sending()()
    assert (receipt.stage, receipt.number, receipt.is_late) == (Stage.SUPPLEMENT, "TH-2025/000001", False)
    leaf = receipt.content["leaves"][window.leaf.code]
    assert (leaf["claimed"], leaf["granted"], leaf["explanation"]) == ("2", "1", "Gửi kèm quyết định")
    assert [item["sha256"] for item in leaf["evidence"]] == ["a" * 64]
    assert receipt.digest == hashlib.sha256(canonical_json(receipt.content).encode()).hexdigest()
    assert window.supplement.sent_at == receipt.submitted_at
    event = AuditEvent.objects.get(verb="supplement.send")
    assert event.details["digest"] == receipt.digest
    assert Notice.objects.filter(title__contains="gửi bổ sung").get().user == window.officer


def test_what_is_sent_is_closed_until_it_is_taken_back(window):
    window.add()
    link = linked(window, document(window))
    window.sending()()
    with pytest.raises(NotNow):
        window.add("thêm", version=1, key="k2")
    with pytest.raises(NotNow):
        linking.unlink(link=link.pk, by=window.officer)
    ended = window.taking_back()()
    assert (ended.ended_how, ended.ended_by) == ("take_back", window.head)
    window.add("thêm", version=1, key="k2")
    assert window.sending(key="lan-hai")().number == "TH-2025/000002"
    assert Receipt.objects.filter(ended_at=None).count() == 1


def test_the_same_page_sent_again_is_the_same_receipt(window):
    window.add()
    assert window.sending()() == window.sending(revision=0)()


def test_the_second_to_sign_the_same_page_is_told_who_was_faster(window):
    window.add()
    late = window.sending(by=window.officer, key="khac")
    window.sending()()
    with pytest.raises(Overtaken):
        late()


def test_numbers_go_on_where_those_of_the_sheets_ended(window):
    Receipt.objects.create(
        campaign=window.team.campaign,
        submission=window.submission,
        number="TH-2025/000007",
        submitted_at=window.team.campaign.created_at,
        digest="0" * 64,
        content={},
        key="k",
    )
    window.add()
    assert window.sending()().number == "TH-2025/000008"


def test_a_page_that_speaks_of_an_ended_receipt_is_overtaken(window):
    window.add()
    number = window.sending()().number
    window.taking_back()()
    window.sending(key="lan-hai")()
    with pytest.raises(Overtaken):
        window.taking_back(number=number)()
