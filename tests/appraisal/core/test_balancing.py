"""The proposal of who marks what: balanced, stable, explained, never into a conflict."""

from collections import Counter

from hypothesis import given as drawn
from hypothesis import strategies as st

from appraisal.core.balancing import Gap, Given, Member, Part, Placed, Unplaced, Why, needs_cross, propose

LAW, DIGITAL = "Thể chế", "Chuyển đổi số"


def member(key, *specialties, conflicts=()):
    return Member(key, frozenset(specialties), frozenset(conflicts))


def test_each_part_goes_to_the_lightest_and_says_so():
    found = propose(members=[member(1, LAW), member(2, LAW)], parts=[Part(10, LAW, 5), Part(11, LAW, 3)])
    assert found.placed == (
        Placed(Part(10, LAW, 5), 1, Why.LIGHTEST, load=0, choices=2),
        Placed(Part(11, LAW, 3), 2, Why.LIGHTEST, load=0, choices=2),
    )
    assert found.unplaced == ()


def test_the_only_one_who_has_the_specialty():
    found = propose(members=[member(1, LAW), member(2, DIGITAL)], parts=[Part(10, LAW, 5)])
    assert found.placed == (Placed(Part(10, LAW, 5), 1, Why.ONLY),)


def test_where_all_experts_are_in_conflict_somebody_from_elsewhere_gets_it():
    team = [member(1, LAW, conflicts=[10]), member(2, DIGITAL), member(3, DIGITAL)]
    found = propose(members=team, parts=[Part(10, LAW, 5), Part(10, DIGITAL, 2)])
    assert found.placed == (
        Placed(Part(10, DIGITAL, 2), 3, Why.LIGHTEST, load=0, choices=2),
        Placed(Part(10, LAW, 5), 2, Why.CROSS, is_cross=True, load=0, choices=2),
    )


def test_what_nobody_may_have_stays_open_with_the_reason():
    team = [member(1, LAW, conflicts=[10]), member(2, conflicts=[10])]
    found = propose(members=team, parts=[Part(10, LAW, 5), Part(11, DIGITAL, 2)])
    assert found.placed == ()
    assert found.unplaced == (
        Unplaced(Part(10, LAW, 5), Gap.ALL_IN_CONFLICT),
        Unplaced(Part(11, DIGITAL, 2), Gap.NO_EXPERT),
    )


def test_what_is_assigned_stays_and_counts():
    team = [member(1, LAW), member(2, LAW)]
    parts = [Part(10, LAW, 5), Part(11, LAW, 5), Part(12, LAW, 5)]
    given = [Given(10, LAW, 2), Given(11, LAW, 2)]
    found = propose(members=team, parts=parts, given=given)
    assert [(item.member, item.why) for item in found.placed] == [
        (2, Why.KEPT),
        (2, Why.KEPT),
        (1, Why.LIGHTEST),
    ]


def test_what_a_member_may_no_longer_have_moves():
    gone, conflicted = Given(10, LAW, 9), Given(11, LAW, 1, is_by_hand=True)
    team = [member(1, LAW, conflicts=[11]), member(2, LAW)]
    found = propose(members=team, parts=[Part(10, LAW, 1), Part(11, LAW, 1)], given=[gone, conflicted])
    assert [(item.member, item.why) for item in found.placed] == [(1, Why.LIGHTEST), (2, Why.ONLY)]


def test_only_what_was_proposed_asks_for_the_specialty():
    team, parts = [member(1, LAW), member(2)], [Part(10, LAW, 1)]
    stays = [
        propose(members=team, parts=parts, given=[Given(10, LAW, 2, **kind)]).placed[0].why
        for kind in ({"is_by_hand": True}, {"is_cross": True}, {})
    ]
    assert stays == [Why.KEPT, Why.KEPT, Why.ONLY]


def test_needs_cross():
    part = Part(10, LAW, 1)
    assert needs_cross(part=part, members=[member(1, LAW, conflicts=[10]), member(2)])
    assert not needs_cross(part=part, members=[member(1, LAW, conflicts=[10]), member(2, LAW)])
    assert not needs_cross(part=part, members=[member(2)])


SPECIALTIES = ["", LAW, DIGITAL]
AGENCIES = range(6)
MEMBERS = st.lists(
    st.builds(
        Member,
        st.integers(1, 6),
        st.frozensets(st.sampled_from(SPECIALTIES)),
        st.frozensets(st.sampled_from(AGENCIES), max_size=3),
    ),
    unique_by=lambda member: member.key,
)
PARTS = st.dictionaries(
    st.tuples(st.sampled_from(AGENCIES), st.sampled_from(SPECIALTIES)), st.integers(1, 40), max_size=18
).map(lambda found: [Part(*key, leaves) for key, leaves in found.items()])
GIVEN = st.lists(
    st.builds(
        Given,
        st.sampled_from(AGENCIES),
        st.sampled_from(SPECIALTIES),
        st.integers(1, 8),
        st.booleans(),
        st.booleans(),
    ),
    unique_by=lambda item: (item.agency, item.specialty),
)


@drawn(MEMBERS, PARTS, GIVEN)
def test_every_part_once_and_nobody_into_a_conflict(members, parts, given):
    found = propose(members=members, parts=parts, given=given)
    everything = [item.part for item in (*found.placed, *found.unplaced)]
    assert Counter(everything) == Counter(parts)
    team = {item.key: item for item in members}
    assert all(item.part.agency not in team[item.member].conflicts for item in found.placed)
    across = {item.part for item in found.placed if item.why is Why.CROSS}
    assert all(needs_cross(part=part, members=members) for part in across)


@drawn(MEMBERS, PARTS, GIVEN, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_does_not_matter(members, parts, given, random):
    found = propose(members=members, parts=parts, given=given)
    for items in (members, parts, given):
        random.shuffle(items)
    assert propose(members=members, parts=parts, given=given) == found


@drawn(MEMBERS, PARTS, GIVEN)
def test_a_second_proposal_changes_nothing(members, parts, given):
    first = propose(members=members, parts=parts, given=given)
    settled = [
        Given(item.part.agency, item.part.specialty, item.member, is_by_hand=True, is_cross=item.is_cross)
        if item.why is Why.KEPT
        else Given(item.part.agency, item.part.specialty, item.member, is_cross=item.is_cross)
        for item in first.placed
    ]
    again = propose(members=members, parts=parts, given=settled)
    assert {item.why for item in again.placed} <= {Why.KEPT}
    assert [(item.part, item.member) for item in again.placed] == [(item.part, item.member) for item in first.placed]
    assert again.unplaced == first.unplaced


@drawn(st.integers(1, 5), st.lists(st.integers(1, 40), max_size=30))
def test_equals_differ_by_one_part_at_most(people, sizes):
    members = [member(key, LAW) for key in range(people)]
    found = propose(members=members, parts=[Part(agency, LAW, size) for agency, size in enumerate(sizes)])
    loads = dict.fromkeys(range(people), 0)
    for item in found.placed:
        loads[item.member] += item.part.leaves
    assert max(loads.values()) - min(loads.values()) <= max(sizes, default=0)
