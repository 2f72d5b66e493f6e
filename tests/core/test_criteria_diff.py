"""What changed between two versions of a set: matched as people mean it, named by kind."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scoring.core.criteria_diff import Change, Difference, compare, match
from scoring.core.criteria_nodes import SetNode
from scoring.core.enums import Kind

YES_NO = '{"kind":"yes_no"}'


def leaf(code, name, parent="1", most="1", **more):
    return SetNode("PL", code, parent, name, Kind.SCORE, Decimal(most), source="self", **({"rule": YES_NO} | more))


AREA = SetNode("PL", "1", None, "Chỉ đạo, điều hành")
OTHER = SetNode("PL", "2", None, "Thể chế")
PLAN, REPORT, CHECK = leaf("1.1", "Kế hoạch"), leaf("1.2", "Báo cáo"), leaf("1.3", "Kiểm tra")
BEFORE = (AREA, PLAN, REPORT, CHECK, OTHER)


def test_nothing_changed():
    assert compare(BEFORE, BEFORE) == ()


def test_added_and_removed():
    new = leaf("1.4", "Sáng kiến")
    assert compare(BEFORE, (AREA, PLAN, REPORT, new, OTHER)) == (
        Difference(None, new, (Change.ADDED,)),
        Difference(CHECK, None, (Change.REMOVED,)),
    )


def test_every_kind_of_change_of_one_criterion():
    changed = replace(
        PLAN,
        name="Kế hoạch năm",
        max_points=Decimal(2),
        rule='{"kind":"manual"}',
        source="appraiser",
        evidence="required",
    )
    assert compare(BEFORE, (AREA, changed, REPORT, CHECK, OTHER)) == (
        Difference(PLAN, changed, (Change.REWEIGHTED, Change.REWORDED, Change.RULE, Change.SOURCE, Change.EVIDENCE)),
    )


def test_one_put_in_front_renumbers_the_others_and_moves_none():
    first = leaf("1.1", "Phân công")
    plan, report, check = replace(PLAN, code="1.2"), replace(REPORT, code="1.3"), replace(CHECK, code="1.4")
    assert compare(BEFORE, (AREA, first, plan, report, check, OTHER)) == (
        Difference(None, first, (Change.ADDED,)),
        Difference(PLAN, plan, (Change.RECODED,)),
        Difference(REPORT, report, (Change.RECODED,)),
        Difference(CHECK, check, (Change.RECODED,)),
    )


def test_the_one_that_changed_its_order_moved():
    assert compare(BEFORE, (AREA, REPORT, CHECK, PLAN, OTHER)) == (Difference(PLAN, PLAN, (Change.MOVED,)),)


def test_another_parent_is_a_move():
    moved = replace(CHECK, code="2.1", parent="2")
    assert compare(BEFORE, (AREA, PLAN, REPORT, OTHER, moved)) == (
        Difference(CHECK, moved, (Change.MOVED, Change.RECODED)),
    )


def test_a_renumbered_parent_moves_no_child():
    area = replace(AREA, code="5")
    children = [replace(node, parent="5") for node in (PLAN, REPORT, CHECK)]
    assert compare(BEFORE, (area, *children, OTHER)) == (Difference(AREA, area, (Change.RECODED,)),)


def test_the_crosswalk_decides_before_codes_and_names_do():
    renewed = leaf("1.9", "Chương trình công tác")
    after = (AREA, REPORT, CHECK, renewed, OTHER)
    assert compare(BEFORE, after, [(PLAN.place, renewed.place)]) == (
        Difference(PLAN, renewed, (Change.MOVED, Change.RECODED, Change.REWORDED)),
    )


def test_a_name_borne_twice_says_nothing():
    twice = (AREA, leaf("1.1", "Báo cáo"), leaf("1.2", "Báo cáo"))
    renumbered = (AREA, leaf("1.5", "Báo cáo"), leaf("1.6", "Báo cáo"))
    assert match(twice, renumbered) == {AREA.place: AREA.place}


NAMES = st.sampled_from(["Kế hoạch", "Báo cáo", "Kiểm tra", "Tuyên truyền", "Sáng kiến", "Hồ sơ", "Tài chính"])


@st.composite
def sets(draw):
    """Two groups and up to eight leaves below them; names may repeat, codes may not."""
    codes = draw(st.lists(st.integers(1, 9), unique=True, max_size=8))
    nodes = [AREA, OTHER]
    for code in codes:
        parent = draw(st.sampled_from(["1", "2"]))
        most = draw(st.sampled_from(["1", "2"]))
        nodes.append(leaf(f"9.{code}", draw(NAMES), parent, most))
    return tuple(nodes)


@given(sets())
def test_a_set_differs_in_nothing_from_itself(nodes):
    assert compare(nodes, nodes) == ()


@given(sets(), sets())
def test_backwards_it_is_the_same_the_other_way_round(before, after):
    forward, backward = compare(before, after), compare(after, before)
    assert match(after, before) == {later: earlier for earlier, later in match(before, after).items()}
    assert {(item.before, item.after) for item in forward if _without_moves(item)} == {
        (item.after, item.before) for item in backward if _without_moves(item)
    }
    assert _count(forward, Change.ADDED) == _count(backward, Change.REMOVED)
    assert _count(forward, Change.MOVED) == _count(backward, Change.MOVED)


def _without_moves(item):
    """Which of two siblings that changed places has moved is a matter of taste; that one has is not."""
    return set(item.changes) - {Change.MOVED}


def _count(differences, change):
    return sum(change in item.changes for item in differences)
