"""The agenda follows from the data, each matter once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appraisal.enums import Basis, CheckState, Choice, MotionState, Round
from appraisal.models import CrossCheck, Exemption, Mark, Motion, Reply
from appraisal.services.council.agenda import ClassChange, build_agenda
from appraisal.services.council.meetings import open_meeting
from appraisal.services.council.motions import withdraw_motion
from appraisal.services.exemptions import collect_exemption_claims
from pari.audit.models import AuditEvent
from scoring.core.numbers import decimal
from scoring.enums import SubmissionState
from scoring.models import Answer, Campaign, Criterion, Submission
from tests.appraisal.council.house import House, make_house
from tests.appraisal.world import belongs


def of(house: House, agency: int, leaf: str) -> dict:
    return {"participant": house.team.participants[agency], "criterion": house.team.world.leaf(leaf)}


def keys(house: House) -> list[str]:
    return list(Motion.objects.filter(meeting=house.meeting).order_by("position").values_list("key", flat=True))


def reply(house: House, agency: int = 0, leaf: str = "manual") -> None:
    Reply.objects.create(
        campaign=house.team.campaign, text="Đề nghị xem lại", written_at=timezone.now(), **of(house, agency, leaf)
    )


def asks(house: House, agency: int = 0, leaf: str = "ratio") -> None:
    place = of(house, agency, leaf)
    found = Answer.objects.filter(submission__participant=place["participant"], criterion=place["criterion"])
    assert found.update(not_applicable=True, not_applicable_reason="Không có thủ tục") == 1


def check(house: House, state: CheckState, first: str, second: str, leaf: str = "levels") -> None:
    CrossCheck.objects.create(
        campaign=house.team.campaign,
        round=Round.FIRST,
        why="sample",
        state=state,
        appraiser=house.team.members[1],
        first_points=first,
        second_points=second,
        **of(house, 0, leaf),
    )


def extra(house: House, kind: str, points: str, agency: int = 0) -> Criterion:
    """A bonus or penalty leaf of 3 points, with a mark."""
    annex = house.team.world.annex
    given = {
        "name": kind,
        "kind": kind,
        "max_points": "3",
        "source": "self",
        "position": 90,
        "rule": {"kind": "manual"},
    }
    leaf, _ = Criterion.objects.get_or_create(annex=annex, code=kind, defaults=given)
    who = house.team.participants[agency]
    Mark.objects.create(campaign=house.team.campaign, participant=who, criterion=leaf, round=1, points=points)
    return leaf


def test_nothing_contested_leaves_the_approval(house):
    assert (house.build(), keys(house)) == (1, ["approval"])


def test_a_leaf_with_an_answer_of_the_agency_proposes_its_claim(house):
    reply(house)
    house.build()
    motion = house.motion("points:CQ1:1.1")
    assert (motion.origin, motion.points, motion.title) == (
        "contested",
        decimal("2"),
        "Sở thử số 1 – 1.1. Tiêu chí thành phần số 1",
    )


def test_what_the_team_wants_discussed(house):
    Mark.objects.filter(**of(house, 1, "levels")).update(needs_discussion=True)
    house.build()
    assert keys(house) == ["points:CQ2:1.3", "approval"]


@pytest.mark.parametrize(("later", "expected"), [(False, ["approval"]), (True, ["points:CQ2:1.3", "approval"])])
def test_round_two_says_whether_it_still_is(house, later, expected):
    place = of(house, 1, "levels")
    Mark.objects.filter(**place).update(needs_discussion=True)
    Mark.objects.create(campaign=house.team.campaign, round=2, points="1", needs_discussion=later, **place)
    house.build()
    assert keys(house) == expected


def test_corrections_of_round_two(house):
    Mark.objects.create(
        campaign=house.team.campaign, round=2, points="1", basis=Basis.CORRECTION, **of(house, 0, "levels")
    )
    house.build()
    assert keys(house) == ["points:CQ1:1.3", "approval"]


@pytest.mark.parametrize(
    ("state", "first", "second", "is_on"),
    [
        (CheckState.MODERATION, "1", "2", True),
        (CheckState.SETTLED, "1", "2", True),
        (CheckState.SETTLED, "1", "1", False),
        (CheckState.AGREED, "1", "1", False),
        (CheckState.OPEN, "", "", False),
    ],
)
def test_second_marks_that_differ(house, state, first, second, is_on):
    check(house, state, first, second)
    house.build()
    assert ("points:CQ1:1.3" in keys(house)) is is_on


def test_a_leaf_with_several_reasons_is_one_motion_that_names_them(house):
    reply(house)
    Mark.objects.filter(**of(house, 0, "manual")).update(needs_discussion=True)
    house.build()
    assert house.motion("points:CQ1:1.1").argument.splitlines() == [
        "Cơ quan có ý kiến về điểm thẩm định.",
        "Tổ thẩm định đánh dấu cần thảo luận.",
    ]


def test_exemptions_that_agencies_ask_for(db):
    house = make_house(leaves=5)
    asks(house)
    house.build()
    motion, exemption = house.motion("exemption:CQ1:1.5"), Exemption.objects.get()
    assert (motion.origin, motion.argument) == ("exemption", "Không có thủ tục")
    assert (exemption.origin, exemption.granted, exemption.reason) == ("claim", False, "Không có thủ tục")


def test_claims_are_collected_once_and_only_from_what_was_sent(db):
    house = make_house(leaves=5)
    asks(house)
    asks(house, agency=1)
    Submission.objects.filter(participant=house.team.participants[1]).update(state=SubmissionState.DRAFT)
    assert collect_exemption_claims(campaign=house.team.campaign, by=None) == 1
    assert collect_exemption_claims(campaign=house.team.campaign, by=None) == 0
    assert AuditEvent.objects.filter(verb="exemption.collected").count() == 1


@pytest.mark.parametrize("kind", ["bonus", "penalty"])
def test_bonus_and_penalty_from_the_bound_on(house, kind):
    extra(house, kind, "1")
    extra(house, kind, "0.99", agency=1)
    house.build()
    motion = house.motion(f"points:CQ1:{kind}")
    assert (motion.origin, motion.points, len(keys(house))) == (kind, decimal("1"), 2)


def test_the_bound_is_the_campaigns(house):
    Campaign.objects.update(council_bound="2.5")
    extra(house, "bonus", "2.4")
    assert house.build() == 1


def test_an_exempt_bonus_brings_nothing(house):
    leaf = extra(house, "bonus", "2")
    Exemption.objects.create(
        campaign=house.team.campaign,
        participant=house.team.participants[0],
        criterion=leaf,
        granted=True,
        reason="x",
        decided_at=timezone.now(),
    )
    assert house.build() == 1


def test_classes_that_modifiers_changed(house):
    house.build(changes=[ClassChange(house.team.participants[1].pk, "Tốt → Khá: nộp muộn")])
    motion = house.motion("note:CQ2:class")
    assert (motion.kind, motion.origin, motion.argument) == ("note", "modifier", "Tốt → Khá: nộp muộn")


def test_in_the_order_of_reasons_then_agencies(db):
    house = make_house(leaves=5)
    extra(house, "bonus", "2")
    asks(house)
    reply(house, agency=1)
    reply(house, agency=0)
    house.build(changes=[ClassChange(house.team.participants[0].pk, "x")])
    assert keys(house) == [
        "points:CQ1:1.1",
        "points:CQ2:1.1",
        "exemption:CQ1:1.5",
        "points:CQ1:bonus",
        "note:CQ1:class",
        "approval",
    ]


def test_building_again_adds_what_is_new(house):
    reply(house)
    house.build()
    reply(house, agency=1)
    assert (house.build(), house.build()) == (1, 0)
    assert keys(house) == ["points:CQ1:1.1", "approval", "points:CQ2:1.1"]
    assert [event.details["new"] for event in AuditEvent.objects.filter(verb="council.agenda_built")] == [2, 1, 0]


def test_the_next_meeting_takes_up_what_was_withdrawn_and_not_what_was_decided(house):
    for agency in (0, 1):
        reply(house, agency=agency)
    house.build()
    house.carry(house.motion("points:CQ1:1.1"))
    for key in ("points:CQ2:1.1", "approval"):
        withdraw_motion(motion=house.motion(key), seen_version=0, reason="Để phiên sau", by=house.secretary)
    house.close()
    second = House(house.team, open_meeting(campaign=house.team.campaign, by=house.secretary).pk)
    second.build()
    assert keys(second) == ["points:CQ2:1.1", "approval"]


def test_a_rejected_approval_is_put_again(house):
    house.build()
    house.decide(house.vote(house.motion("approval"), Choice.NO, Choice.NO, Choice.NO))
    house.close()
    second = House(house.team, open_meeting(campaign=house.team.campaign, by=house.secretary).pk)
    assert (second.build(), second.motion("approval").state) == (1, MotionState.OPEN)


@pytest.mark.parametrize("agencies", [2, 12])
def test_what_it_costs(db, django_assert_num_queries, agencies):
    house = make_house(agencies=agencies, leaves=5)
    for agency in range(agencies):
        reply(house, agency=agency)
        asks(house, agency=agency)
        extra(house, "bonus", "2", agency=agency)
    meeting, secretary = house.meeting, house.secretary
    assert secretary.current_memberships
    with django_assert_num_queries(34):
        assert build_agenda(meeting=meeting, by=secretary) == agencies * 3 + 1


def test_a_conflict_of_last_year(db):
    """A person who left the agency after the campaign's day is recused as one who is there."""
    house = make_house()
    today = timezone.localdate()
    Campaign.objects.update(conflict_since=today - timedelta(days=30))
    belongs(house.team.council[0], house.team.participants[0], valid_to=today - timedelta(days=10))
    motion = house.vote(house.add(), None, Choice.YES, Choice.NO)
    assert house.decide(motion).state == MotionState.REJECTED
