"""A preview says what a run says after the motion was carried."""

import pytest

from appraisal.enums import MotionKind
from appraisal.models import Mark, Motion
from reports.models import AgencyResult
from reports.selectors.council.own import change_of
from reports.selectors.council.preview import full_preview, narrow_preview
from scoring.core.numbers import decimal
from scoring.models import Campaign
from tests.reports.council.house import compute, make_results, placed

POLICIES = [
    {},
    {"rank_on": "raw", "classify_on": "raw", "index_digits": 0},
    {"rank_on": "raw", "index_mode": "points", "index_cap": "15"},
    {"index_digits": 0},
]


def previewed(house, motion, run, points=None):
    found = Motion.objects.select_related("campaign", "participant", "criterion").get(pk=motion.pk)
    return full_preview(found, change_of(found, points), run)


def all_places(preview, code, run):
    """Everybody's place after the motion, as the preview has it."""
    return placed(run) | {code: preview.after.place} | {item.code: item.after for item in preview.shifts}


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize(
    "motion",
    [
        {"agency": 0, "leaf": "convert", "points": "5"},
        {"agency": 1, "leaf": "convert", "points": "0"},
        {"agency": 2, "leaf": "manual", "points": "0"},
        {"agency": 3, "leaf": "convert", "kind": MotionKind.EXEMPTION},
        {"agency": 4, "leaf": "rescaled", "points": "3"},
        {"agency": 5, "leaf": "rescaled", "points": "2.999999"},
    ],
    ids=lambda item: f"{item['agency']}-{item['leaf']}",
)
def test_the_same_as_a_run_afterwards(db, policy, motion):
    house = make_results(policy=policy)
    run = compute(house)
    motion = house.add(**motion)
    preview, code = previewed(house, motion, run), motion.participant.code
    assert preview.before.place == placed(run)[code]
    house.carry(motion)
    after = compute(house)
    assert all_places(preview, code, run) == placed(after)
    result = AgencyResult.objects.get(run=after, participant=motion.participant)
    own = preview.after.own
    assert (preview.after.index, own.by_threshold) == (result.index, result.class_by_threshold)
    assert {item.before for item in preview.shifts} <= set(placed(run).values())


def test_equal_to_another_agency_before_rounding(db):
    """Thirds are stored rounded: only the entries tell that two agencies are exactly equal."""
    house = make_results(policy={"rank_on": "raw", "index_digits": 0})
    thirds = {"points": None, "value": {"numerator": "1", "denominator": "3"}, "scored": "1/3"}
    for place in (4, 5):
        Mark.objects.filter(participant=house.team.participants[place]).delete()
        for leaf in ("manual", "ratio"):
            given = thirds if leaf == "ratio" else {"points": "1"}
            Mark.objects.create(
                campaign=house.team.campaign,
                participant=house.team.participants[place],
                criterion=house.team.world.leaf(leaf),
                round=1,
                **given,
            )
    Mark.objects.filter(participant=house.team.participants[4], criterion__code="1.1").update(points="0.5")
    run, motion = compute(house), house.add(agency=4, points="1")
    preview = previewed(house, motion, run)
    assert preview.before.place.rank == 6
    assert preview.after.place.rank == 5
    house.carry(motion)
    assert all_places(preview, "CQ5", run) == placed(compute(house))


def test_a_parent_falls_with_its_children(db):
    house = make_results()
    Campaign.objects.update(class_scale="Tốt:85;Khá:50;Yếu:0")
    for mark in Mark.objects.filter(participant__in=house.team.participants[:4]).select_related("criterion"):
        Mark.objects.filter(pk=mark.pk).update(points=mark.criterion.max_points)
    run = compute(house)
    motion = house.add(agency=2, leaf="convert", points="0")
    preview = previewed(house, motion, run)
    assert {item.code for item in preview.shifts if item.changes_class} == {"CQ1", "CQ2"}
    house.carry(motion)
    assert all_places(preview, "CQ3", run) == placed(compute(house))


def test_other_points_than_proposed(db):
    house = make_results()
    run, motion = compute(house), house.add(leaf="convert", points="5")
    as_proposed, other = previewed(house, motion, run), previewed(house, motion, run, decimal("1"))
    assert as_proposed.after.index > other.after.index


def test_for_who_is_in_conflict_only_what_depends_on_no_other(db):
    house = make_results()
    motion = Motion.objects.select_related("campaign", "participant").get(pk=house.add(leaf="convert", points="5").pk)
    found = narrow_preview(motion, change_of(motion))
    assert (found.before.place, found.after.place, found.shifts) == (None, None, ())
    assert found.after.index > found.before.index


@pytest.mark.parametrize("agencies", [6, 40])
@pytest.mark.parametrize(("policy", "queries"), [(POLICIES[0], 11), (POLICIES[1], 19)])
def test_what_it_costs(db, django_assert_num_queries, agencies, policy, queries):
    """Before rounding one agency that is all but equal is read from its entries."""
    house = make_results(agencies=agencies, policy=policy)
    run, motion = compute(house), house.add(leaf="convert", points="5")
    motion = Motion.objects.select_related("campaign", "participant", "criterion").get(pk=motion.pk)
    with django_assert_num_queries(queries):
        full_preview(motion, change_of(motion), run)
