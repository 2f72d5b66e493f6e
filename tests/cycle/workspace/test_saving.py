"""Saving one field: every kind of rule, versions, replays, and who may."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from pari.accounts.enums import Role
from pari.refusals import Invalid, NotNow
from scoring.enums import Phase, SubmissionState
from scoring.models import Answer, Criterion
from scoring.selectors.submissions.answer_fields import Field, content_of
from scoring.selectors.submissions.claims import claimed, leaf_of
from scoring.services.submissions.answers import Conflict
from tests.cycle.workspace.claims import CLAIMS, save


@pytest.mark.parametrize("kind", CLAIMS)
def test_a_claim_of_each_kind_of_rule(world, officer, kind):
    typed, value, points, sentence = CLAIMS[kind]
    saved = save(world, officer, kind, content=typed)
    answer = Answer.objects.get(submission=world.submission(), criterion=world.leaf(kind))
    found = claimed(leaf_of(world.leaf(kind)), answer)
    assert (saved.version, saved.gaps, answer.value, answer.typed) == (1, (), value, None)
    assert found.shown == points
    assert sentence in found.sentence
    assert answer.is_complete
    assert world.submission().done == 1


@pytest.mark.parametrize("kind", CLAIMS)
def test_what_was_typed_stands_in_the_inputs_again(world, officer, kind):
    saved = save(world, officer, kind, content=CLAIMS[kind][0])
    shown = content_of(Field.CLAIM, leaf_of(world.leaf(kind)), saved.answer)
    again = save(world, officer, kind, content=shown, base_version=1, key="k2")
    assert again.version == 1


@pytest.mark.parametrize(
    ("kind", "typed", "hint"),
    [
        ("ratio", {"numerator": "44"}, "Chưa có mẫu số: ghi mẫu số."),
        ("ratio", {"numerator": "bốn", "denominator": "46"}, "“bốn” không phải là số: ghi số, ví dụ 1,5."),
        (
            "ratio",
            {"numerator": "1.234", "denominator": "1300"},
            "“1.234” có thể hiểu theo hai cách: ghi 1234 nếu là số nguyên, 1,234 nếu là số lẻ.",
        ),
        ("manual", {"points": "2,5"}, "Điểm lớn hơn điểm tối đa 2: ghi điểm không quá 2."),
        ("steps", {"x": "95%"}, "“95%” có dấu phần trăm: bỏ dấu, ghi số theo cách tính điểm."),
        (
            "checklist",
            {"items": ["a"], "none": "1"},
            "Đã chọn cả “Không có mục nào” và mục khác: chỉ giữ một trong hai.",
        ),
        ("compound", {"input-0": "1"}, "Chưa có “Số hồ sơ trễ”: ghi số liệu này."),
        ("per_unit", {"count": "1,5"}, "“số lượng” phải là số nguyên không âm: ghi số đếm, ví dụ 3."),
        (
            "bands",
            {"x": "1", "numerator": "1", "denominator": "2"},
            "Đã ghi cả số liệu và tử số, mẫu số: chỉ giữ một trong hai cách ghi.",
        ),
    ],
)
def test_what_is_no_value_yet_is_kept_with_a_hint(world, officer, kind, typed, hint):
    saved = save(world, officer, kind, content=typed)
    answer = Answer.objects.get()
    assert (answer.typed, answer.value, answer.points, answer.scored) == (typed, None, None, None)
    assert claimed(leaf_of(world.leaf(kind)), saved.answer).hint == hint
    assert [gap.value for gap in saved.gaps] == ["unfinished"]


def test_a_part_above_its_whole_is_saved_and_asked_about(world, officer):
    saved = save(world, officer, content={"numerator": "460", "denominator": "46"})
    found = claimed(leaf_of(world.leaf("ratio")), saved.answer)
    assert (found.shown, found.hint[:27]) == ("2,00", "Tử số lớn hơn mẫu số: hãy k")
    assert saved.gaps == ()


def test_an_empty_claim_clears(world, officer):
    save(world, officer, content=CLAIMS["ratio"][0])
    saved = save(world, officer, content={"numerator": " ", "denominator": ""}, base_version=1, key="k2")
    answer = Answer.objects.get()
    assert (answer.typed, answer.value, answer.points, saved.version) == (None, None, None, 2)
    assert world.submission().done == 0


def test_no_item_at_all_is_a_claim(world, officer):
    saved = save(world, officer, "checklist", content={"none": "1"})
    assert (saved.answer.value, saved.answer.scored, saved.gaps) == ({"items": []}, "0", ())


def test_nothing_to_count_is_exempt(world, officer):
    saved = save(world, officer, content={"numerator": "0", "denominator": "0"})
    found = claimed(leaf_of(world.leaf("ratio")), saved.answer)
    assert (found.points, found.exempt, found.sentence) == (None, True, "Không phát sinh → không tính tiêu chí này")


def test_the_sentence_in_english(world, officer):
    with translation.override("en"):
        saved = save(world, officer, "steps", content={"x": "0.73"})
        found = claimed(leaf_of(world.leaf("steps")), saved.answer)
        assert found.sentence == "0.73 ≥ 0.5 → 1 + 2 × 0.2 = 1.40"


def test_different_fields_never_conflict(world, officer):
    other = world.person(Role.OFFICER)
    save(world, officer, content=CLAIMS["ratio"][0])
    saved = save(world, other, field=Field.EXPLANATION, content="Vì sao", key="k2")
    answer = Answer.objects.get()
    assert (saved.version, answer.explanation, answer.value) == (1, "Vì sao", CLAIMS["ratio"][1])


def test_the_second_on_the_same_field_sees_both(world, officer):
    other = world.person(Role.HEAD)
    save(world, officer, field=Field.EXPLANATION, content="của người thứ nhất")
    with pytest.raises(Conflict) as caught:
        save(world, other, field=Field.EXPLANATION, content="của người thứ hai", key="k2")
    theirs = caught.value.theirs
    assert (theirs.content, theirs.version, theirs.by) == ("của người thứ nhất", 1, officer.full_name)
    assert timezone.now() - theirs.at < timedelta(minutes=1)
    assert Answer.objects.get().explanation == "của người thứ nhất"
    saved = save(world, other, field=Field.EXPLANATION, content="của người thứ hai", base_version=1, key="k2")
    assert (saved.version, saved.answer.explanation) == (2, "của người thứ hai")


def test_the_same_content_is_no_conflict(world, officer):
    save(world, officer, content={"numerator": "44", "denominator": "46"})
    saved = save(world, world.person(Role.HEAD), content={"numerator": "44,0", "denominator": "46"}, key="k2")
    assert saved.version == 1


def test_a_replay_changes_nothing(world, officer):
    for _ in range(2):
        saved = save(world, officer, field=Field.EXPLANATION, content="một lần")
        assert (saved.version, saved.content) == (1, None)
    assert world.submission().revision == 1


def test_an_old_replay_is_told_what_stands_there_now(world, officer):
    save(world, officer, field=Field.EXPLANATION, content="một")
    save(world, officer, field=Field.EXPLANATION, content="hai", base_version=1, key="k2")
    saved = save(world, officer, field=Field.EXPLANATION, content="một")
    assert (saved.version, saved.content) == (2, "hai")
    assert Answer.objects.get().explanation == "hai"


def test_ones_own_change_whose_receipt_was_lost_is_no_conflict(world, officer):
    save(world, officer, field=Field.EXPLANATION, content="một")
    saved = save(world, officer, field=Field.EXPLANATION, content="một hai", key="k2", earlier=["k1"])
    assert (saved.version, saved.answer.explanation) == (2, "một hai")


def test_but_somebody_elses_after_it_is(world, officer):
    save(world, officer, field=Field.EXPLANATION, content="một")
    save(world, world.person(Role.HEAD), field=Field.EXPLANATION, content="khác", base_version=1, key="x")
    with pytest.raises(Conflict):
        save(world, officer, field=Field.EXPLANATION, content="một hai", key="k2", earlier=["k1"])


def test_not_applicable_needs_its_reason(world, officer):
    wanted = {"flag": True, "reason": ""}
    saved = save(world, officer, field=Field.NOT_APPLICABLE, content=wanted)
    assert [gap.value for gap in saved.gaps] == ["reason"]
    wanted = {"flag": True, "reason": "Không có thủ tục"}
    saved = save(world, officer, field=Field.NOT_APPLICABLE, content=wanted, base_version=1, key="k2")
    assert saved.gaps == ()
    assert world.submission().done == 1


def test_an_explanation_stands_for_required_evidence(world, officer):
    Criterion.objects.update(evidence="required")
    saved = save(world, officer, content=CLAIMS["ratio"][0])
    assert [gap.value for gap in saved.gaps] == ["evidence"]
    saved = save(world, officer, field=Field.EXPLANATION, content="Không có văn bản vì…", key="k2")
    assert (saved.gaps, saved.done) == ((), 1)


@pytest.mark.parametrize("change", [{"state": SubmissionState.SUBMITTED}, {"phase": Phase.ROUND1}])
def test_a_closed_submission_takes_nothing(world, officer, change):
    if "phase" in change:
        world.campaign.__class__.objects.update(**change)
    else:
        world.submission().__class__.objects.update(**change)
    with pytest.raises(NotNow):
        save(world, officer, content=CLAIMS["ratio"][0])
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("field", "content"),
    [
        (Field.CLAIM, ["44"]),
        (Field.CLAIM, {"numerator": 44}),
        (Field.CLAIM, {"numerator": "4" * 501}),
        (Field.EXPLANATION, None),
        (Field.EXPLANATION, "x" * 20_001),
        (Field.NOT_APPLICABLE, {"flag": "yes"}),
        (Field.CONFIRM, False),
    ],
)
def test_what_cannot_be_content_is_invalid(world, officer, field, content):
    with pytest.raises(Invalid):
        save(world, officer, field=field, content=content)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("source", ["survey", "indicator", "appraiser"])
def test_leaves_that_others_answer(world, officer, source):
    Criterion.objects.filter(pk=world.leaf("ratio").pk).update(source=source)
    with pytest.raises(Invalid):
        save(world, officer, content=CLAIMS["ratio"][0])


def test_control_characters_and_composed_letters(world, officer):
    saved = save(world, officer, field=Field.EXPLANATION, content="Tie\u0302\u0301p\0 dân\r\nhai")
    assert saved.answer.explanation == "Tiếp dân\nhai"


# --- The address ------------------------------------------------------------------------------------------------------
