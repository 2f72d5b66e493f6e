"""A draft changes by its services only, as the one who edits saw it; in force it changes no more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.audit.models import AuditEvent
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.enums import CriteriaSetState
from scoring.models import CriteriaSet, Criterion, Crosswalk
from scoring.selectors.criteria.trees import differences, nodes_of
from scoring.services.criteria import drafts as criteria
from scoring.services.criteria import nodes as criteria_nodes
from scoring.services.criteria import versions as criteria_versions
from scoring.services.criteria.drafts import SetWords, Unfinished
from tests.cycle.criteria.trees import TREE, group, leaf
from tests.cycle.world import PASSWORD, join, make_campaign

NEW = leaf("1.3", "Báo cáo quý", "1", "1", "yes_no")


def named(annex, code):
    return annex.criteria.get(code=code)


def verbs():
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))


def put_in_force(draft, by):
    return criteria.activate(criteria_set=draft.pk, revision=draft.revision, by=by)


def test_what_was_written_is_read(draft):
    assert nodes_of(draft) == TREE
    assert draft.state == CriteriaSetState.DRAFT


def test_a_node_is_added_under_its_parent_and_the_revision_grows(draft, annex, staff):
    added = criteria_nodes.add_node(
        annex=annex, parent=named(annex, "1"), content=NEW, revision=draft.revision, by=staff
    )
    assert [row.code for row in annex.criteria.order_by("position")] == ["1", "1.1", "1.2", "1.3", "2", "2.1", "2.2"]
    assert (added.rule, added.parent.code) == ({"kind": "yes_no"}, "1")
    assert CriteriaSet.objects.get().revision == draft.revision + 1
    assert verbs()[-1] == "criteria.node-added"


def test_a_node_changes(draft, annex, staff):
    changed = replace(TREE[1], name="  Ban hành   kế hoạch năm ", code="1.9")
    criteria_nodes.change_node(criterion=named(annex, "1.1"), content=changed, revision=draft.revision, by=staff)
    assert nodes_of(draft)[1] == replace(TREE[1], name="Ban hành kế hoạch năm", code="1.9")
    event = AuditEvent.objects.order_by("sequence").last()
    assert (event.verb, event.details["fields"]) == ("criteria.node-changed", ["code", "name"])


def test_a_leaf_becomes_a_group_and_loses_what_only_a_leaf_has(draft, annex, staff):
    content = group("1.2", "Nhiệm vụ được giao", indicator="x", rule="{}", source="self")
    criteria_nodes.change_node(criterion=named(annex, "1.2"), content=content, revision=draft.revision, by=staff)
    row = named(annex, "1.2")
    assert (row.kind, row.rule, row.source, row.indicator, row.max_points) == ("group", None, "", "", None)


def test_a_group_with_children_stays_one(draft, annex, staff):
    with pytest.raises(Invalid):
        criteria_nodes.change_node(criterion=named(annex, "1"), content=NEW, revision=draft.revision, by=staff)


def test_a_rule_is_set_in_its_canonical_form(draft, annex, staff):
    rule = {"kind": "ratio", "floor": "0.50"}
    criteria_nodes.set_rule(criterion=named(annex, "1.2"), rule=rule, revision=draft.revision, by=staff)
    assert named(annex, "1.2").rule == {"kind": "ratio", "full": "1", "floor": "0.5"}


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "ratios"},
        {"kind": "ratio", "full": "0"},
        {"kind": "levels", "levels": [{"label": "Đạt", "points": "9"}]},
    ],
)
def test_a_rule_that_the_core_refuses_is_not_stored(draft, annex, staff, rule):
    before = named(annex, "1.2").rule
    with pytest.raises(Invalid):
        criteria_nodes.set_rule(criterion=named(annex, "1.2"), rule=rule, revision=draft.revision, by=staff)
    assert named(annex, "1.2").rule == before


def test_a_code_stands_once_in_an_annex(draft, annex, staff):
    given = {"annex": annex, "parent": named(annex, "1"), "revision": draft.revision, "by": staff}
    with pytest.raises(Invalid):
        criteria_nodes.add_node(content=replace(NEW, code="2.1"), **given)
    assert criteria_nodes.add_node(content=NEW, **given).code == "1.3"


def test_nothing_hangs_below_a_leaf(draft, annex, staff):
    with pytest.raises(Invalid):
        criteria_nodes.add_node(annex=annex, parent=named(annex, "1.1"), content=NEW, revision=draft.revision, by=staff)


def test_a_node_moves_in_front_of_another_and_under_another_parent(draft, annex, staff):
    def move(code, parent, before, revision):
        criteria_nodes.move_node(
            criterion=named(annex, code),
            parent=parent and named(annex, parent),
            before=before and named(annex, before),
            revision=revision,
            by=staff,
        )
        return [row.code for row in annex.criteria.order_by("position")]

    assert move("1.2", "1", "1.1", draft.revision) == ["1", "1.2", "1.1", "2", "2.1", "2.2"]
    assert move("1.2", "2", "2.2", draft.revision + 1) == ["1", "1.1", "2", "2.1", "1.2", "2.2"]
    assert named(annex, "1.2").parent.code == "2"
    assert move("2", None, "1", draft.revision + 2) == ["2", "2.1", "1.2", "2.2", "1", "1.1"]


def test_a_group_does_not_move_into_itself(draft, annex, staff):
    row = named(annex, "1")
    with pytest.raises(Invalid):
        criteria_nodes.move_node(criterion=row, parent=row, before=None, revision=draft.revision, by=staff)
    assert named(annex, "1").parent is None


def test_a_node_goes_with_all_below_it(draft, annex, staff):
    assert criteria_nodes.remove_node(criterion=named(annex, "1"), revision=draft.revision, by=staff) == 3
    assert [(row.code, row.position) for row in annex.criteria.order_by("position")] == [
        ("2", 0),
        ("2.1", 1),
        ("2.2", 2),
    ]


def test_who_saw_an_older_revision_is_told(draft, annex, staff):
    with pytest.raises(Overtaken):
        criteria_nodes.remove_node(criterion=named(annex, "1.1"), revision=draft.revision - 1, by=staff)
    assert annex.criteria.count() == 6


@pytest.mark.parametrize("role", [Role.APPRAISER, Role.COUNCIL, Role.OBSERVER])
def test_only_those_who_run_the_cycle_may(draft, annex, authority, role):
    user = User.objects.create_user("khac", password=PASSWORD)
    join(user, role, authority)
    with pytest.raises(NotAllowed):
        criteria_nodes.remove_node(criterion=named(annex, "1.1"), revision=draft.revision, by=user)
    with pytest.raises(NotAllowed):
        criteria.create_set(authority=authority, words=SetWords("Khác"), by=user)
    assert CriteriaSet.objects.count() == 1


def test_activation(draft, staff):
    assert put_in_force(draft, staff).state == CriteriaSetState.ACTIVE
    assert verbs()[-1] == "criteria.activated"


def test_an_unfinished_set_does_not_come_into_force_and_all_faults_are_told(draft, annex, staff):
    annex.criteria.filter(code="1").update(max_points="9")
    annex.criteria.filter(code__in=["2.1", "2.2"]).delete()
    CriteriaSet.objects.update(decision_number="", decision_date=None)
    with pytest.raises(Unfinished) as refused:
        put_in_force(draft, staff)
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("1", "max_points"), ("2", "kind")]
    assert refused.value.missing == ("Chưa ghi số quyết định ban hành.", "Chưa ghi ngày quyết định.")
    assert CriteriaSet.objects.get().state == CriteriaSetState.DRAFT


def test_an_empty_set_does_not_come_into_force(authority, staff):
    words = SetWords("Trống", "1", date(2026, 1, 1))
    empty = criteria.create_set(authority=authority, words=words, by=staff)
    with pytest.raises(Unfinished) as refused:
        put_in_force(empty, staff)
    assert refused.value.missing == ("Chưa có phụ lục nào.",)


def every_change(draft, annex, staff):
    """Each way to change a set, ready to be called."""
    row, revision = named(annex, "1.1"), draft.revision
    given = {"revision": revision, "by": staff}
    key = {"criteria_set": draft.pk, **given}
    return {
        "add": lambda: criteria_nodes.add_node(annex=annex, parent=None, content=NEW, **given),
        "change": lambda: criteria_nodes.change_node(criterion=row, content=TREE[1], **given),
        "rule": lambda: criteria_nodes.set_rule(criterion=row, rule={"kind": "manual"}, **given),
        "move": lambda: criteria_nodes.move_node(criterion=row, parent=None, before=None, **given),
        "remove": lambda: criteria_nodes.remove_node(criterion=row, **given),
        "words": lambda: criteria.change_set(words=SetWords("Khác"), **key),
        "annex": lambda: criteria.add_annex(code="PL2", name="", **key),
        "annex-words": lambda: criteria.change_annex(annex=annex, code="PL9", name="", **given),
        "annex-away": lambda: criteria.remove_annex(annex=annex, **given),
        "import": lambda: criteria_versions.replace_trees(annexes=[], nodes=[], **key),
        "again": lambda: criteria.activate(**key),
        "delete": lambda: criteria.delete_draft(**key),
    }


CHANGES = (
    "add",
    "change",
    "rule",
    "move",
    "remove",
    "words",
    "annex",
    "annex-words",
    "annex-away",
    "import",
    "again",
    "delete",
)


@pytest.mark.parametrize("change", CHANGES)
def test_in_force_nothing_changes(draft, annex, staff, change):
    put_in_force(draft, staff)
    draft.refresh_from_db()
    with pytest.raises(NotNow):
        every_change(draft, annex, staff)[change]()
    assert nodes_of(draft) == TREE


@pytest.mark.parametrize("change", CHANGES)
def test_nor_in_a_draft_that_a_campaign_scores_by(draft, annex, staff, change):
    make_campaign(draft, "TH-2026", 2026, "setup")
    with pytest.raises(NotNow):
        every_change(draft, annex, staff)[change]()
    assert nodes_of(draft) == TREE


@pytest.mark.parametrize("change", CHANGES)
def test_in_a_draft_each_of_them_works(draft, annex, staff, change):
    before = draft.revision
    every_change(draft, annex, staff)[change]()
    left = CriteriaSet.objects.filter(pk=draft.pk).values_list("revision", flat=True)
    assert list(left) == ([] if change == "delete" else [before + 1])


def test_retirement(draft, staff):
    with pytest.raises(NotNow):
        criteria.retire(criteria_set=draft.pk, revision=draft.revision, by=staff)
    active = put_in_force(draft, staff)
    retired = criteria.retire(criteria_set=active.pk, revision=active.revision, by=staff)
    assert retired.state == CriteriaSetState.RETIRED


def test_a_new_version_is_a_copy_that_continues_every_criterion(draft, staff):
    with pytest.raises(NotNow):
        criteria_versions.new_version(criteria_set=draft.pk, by=staff)
    active = put_in_force(draft, staff)
    later = criteria_versions.new_version(criteria_set=active.pk, by=staff)
    assert nodes_of(later) == TREE
    assert (later.amends, later.version, later.state, later.decision_number) == (active, 2, "draft", "")
    assert {(row.earlier.code, row.later.code) for row in later.crosswalk.all()} == {
        (node.code, node.code) for node in TREE
    }
    assert differences(active, later) == ()
    with pytest.raises(Overtaken):  # pressed twice
        criteria_versions.new_version(criteria_set=active.pk, by=staff)


def test_the_differences_of_a_version_follow_its_crosswalk(draft, staff):
    active = put_in_force(draft, staff)
    later = criteria_versions.new_version(criteria_set=active.pk, by=staff)
    row = Criterion.objects.get(annex__criteria_set=later, code="1.1")
    content = replace(TREE[1], code="1.8", name="Chương trình công tác")
    criteria_nodes.change_node(criterion=row, content=content, revision=later.revision, by=staff)
    (difference,) = differences(active, later)
    assert (difference.before.code, difference.after.code, list(difference.changes)) == (
        "1.1",
        "1.8",
        ["recoded", "reworded"],
    )


def test_the_crosswalk_is_set_whole(draft, staff):
    active = put_in_force(draft, staff)
    later = criteria_versions.new_version(criteria_set=active.pk, by=staff)
    first = Criterion.objects.get(annex__criteria_set=active, code="1.1")
    second = Criterion.objects.get(annex__criteria_set=later, code="1.2")
    given = {"criteria_set": later.pk, "earlier": active, "revision": later.revision, "by": staff}
    assert criteria_versions.set_crosswalk(links=[(first.pk, second.pk)], **given) == 1
    assert list(Crosswalk.objects.values_list("earlier", "later")) == [(first.pk, second.pk)]


def test_a_crosswalk_line_of_another_set_is_refused(draft, staff):
    active = put_in_force(draft, staff)
    later = criteria_versions.new_version(criteria_set=active.pk, by=staff)
    row = Criterion.objects.filter(annex__criteria_set=later).first()
    with pytest.raises(Invalid):
        criteria_versions.set_crosswalk(
            criteria_set=later.pk, earlier=active, links=[(row.pk, row.pk)], revision=later.revision, by=staff
        )
    assert Crosswalk.objects.count() == len(TREE)


def test_an_import_keeps_the_crosswalk_of_codes_that_stay(draft, staff):
    active = put_in_force(draft, staff)
    later = criteria_versions.new_version(criteria_set=active.pk, by=staff)
    criteria_versions.replace_trees(
        criteria_set=later.pk, annexes=[("PL1", "")], nodes=TREE[:2], revision=later.revision, by=staff
    )
    assert {row.later.code for row in Crosswalk.objects.all()} == {"1", "1.1"}


def test_points_are_kept_digit_for_digit(draft, annex, staff):
    content = replace(NEW, max_points=Decimal("0.10"))
    criteria_nodes.add_node(annex=annex, parent=None, content=content, revision=draft.revision, by=staff)
    assert str(named(annex, "1.3").max_points) == "0.1"
