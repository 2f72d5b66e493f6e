"""The offline workbook: taken along, filled in elsewhere, brought back."""

import pytest

from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from scoring.exchange.offline import layout
from scoring.models import Answer, Submission
from scoring.selectors.submissions.answer_fields import Field
from tests.cycle.offline.taken import Taken, address, edit, stored
from tests.cycle.submit.deeds import fill, sent
from tests.cycle.world import KINDS, World, make_world

#: For every kind of rule what is entered in the file's rows, and what is stored then.
ENTERED = {
    "manual": ({"points": 1.5}, (None, "1.5")),
    "yes_no": ({"answer": "Có"}, ({"answer": True}, None)),
    "levels": ({"label": "Trễ dưới 15 ngày"}, ({"label": "Trễ dưới 15 ngày"}, None)),
    "checklist": ({"items:a": "Có", "items:c": "có"}, ({"items": ["a", "c"]}, None)),
    "ratio": ({"numerator": 44, "denominator": 46}, ({"numerator": "44", "denominator": "46"}, None)),
    "rescaled": ({"x": 75.5}, ({"x": "75.5"}, None)),
    "bands": ({"numerator": 9, "denominator": 10}, ({"numerator": "9", "denominator": "10"}, None)),
    "threshold": ({"x": "0,97"}, ({"x": "0.97"}, None)),
    "per_violation": ({"count": 2}, ({"count": "2"}, None)),
    "per_unit": ({"count": "3"}, ({"count": "3"}, None)),
    "steps": ({"x": 0.75}, ({"x": "0.75"}, None)),
    "compound": ({"input-0": 0.96, "input-1": 3}, ({"inputs": {"Số hồ sơ trễ": "3", "Tỷ lệ đúng hạn": "0.96"}}, None)),
    "convert": ({"x": 88.25}, ({"x": "88.25"}, None)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_kind_comes_back(world: World, client, officer, kind):
    entries, (value, points) = ENTERED[kind]
    taken, leaf = Taken(client), world.leaf(kind)
    for name, entry in entries.items():
        taken.set(taken.row(leaf, name), layout.ENTERED, entry)
    taken.explain(leaf, "Theo kế hoạch")
    plan = taken.bring().context["plan"]
    assert ([item.name for item in plan.changes], plan.conflicts, plan.faults) == (
        [f"{leaf.code}|claim", f"{leaf.code}|explanation"],
        (),
        (),
    )
    taken.take()
    answer = stored(world, leaf)
    assert (answer.value, answer.points if points is None else str(answer.points)) == (value, points)
    assert (answer.explanation, answer.is_complete) == ("Theo kế hoạch", True)
    again = Taken(client).bring().context["plan"]
    assert (again.changes, again.conflicts, again.faults) == ((), (), ())


def test_an_untouched_file_changes_nothing(world: World, client, officer):
    fill(world)
    for kind, content in {
        "ratio": {"numerator": "1,50"},
        "manual": {"points": "nhiều"},
        "checklist": {"none": "1"},
    }.items():
        edit(world, world.leaf(kind), content, by=officer, of=Field.CLAIM)
    edit(world, world.leaf("steps"), "dòng một\r\ndòng hai ", by=officer)
    plan = Taken(client).bring().context["plan"]
    assert (plan.changes, plan.conflicts, plan.faults) == ((), (), ())


def test_the_file_is_protected(world: World, client, officer):
    taken, leaf = Taken(client), world.leaf("levels")
    page, row = taken.page, taken.row(leaf)
    assert page.protection.sheet
    cells = (layout.CODE, layout.NAME, layout.MAXIMUM, layout.ASKED, layout.ENTERED, layout.EXPLANATION, layout.KEY)
    assert [page.cell(row, column + 1).protection.locked for column in cells] == [
        True,
        True,
        True,
        True,
        False,
        False,
        True,
    ]
    rules = [rule for rule in page.data_validations.dataValidation if f"E{row}" in str(rule.sqref)]
    assert [(rule.type, rule.formula1.startswith(f"'{layout.LISTS}'!")) for rule in rules] == [("list", True)]
    assert [taken.book[name].sheet_state for name in (layout.LISTS, layout.HIDDEN)] == ["veryHidden"] * 2


def test_what_is_claimed_not_to_apply_and_what_is_confirmed(world: World, client, officer):
    carried = world.leaf("per_unit")
    Answer.objects.create(
        campaign=world.campaign,
        submission=world.submission(),
        criterion=carried,
        value={"count": "2"},
        scored="1/2",
        to_confirm=True,
    )
    taken, leaf = Taken(client), world.leaf("ratio")
    taken.set(taken.row(leaf), layout.NOT_APPLICABLE, "Có")
    taken.set(taken.row(leaf), layout.REASON, "Không phát sinh")
    taken.set(taken.row(carried), layout.CONFIRM, "Có")
    taken.take()
    assert (stored(world, leaf).not_applicable, stored(world, leaf).not_applicable_reason) == (True, "Không phát sinh")
    assert (stored(world, carried).to_confirm, stored(world, carried).is_complete) == (False, True)
    assert world.submission().done == 2


def test_faults_name_their_cells_and_the_rest_is_taken(world: World, client, officer):
    taken = Taken(client)
    taken.enter(world.leaf("manual"), points=3)
    taken.enter(world.leaf("yes_no"), answer="Chắc là có")
    taken.enter(world.leaf("ratio"), numerator=5)
    taken.enter(world.leaf("levels"), label="Đúng hạn")
    plan = taken.bring().context["plan"]
    cells = {leaf: f"{layout.SHEET}!E{taken.row(world.leaf(leaf))}" for leaf in ("manual", "yes_no", "ratio")}
    assert sorted(fault.cell for fault in plan.faults) == sorted(cells.values())
    assert [item.name for item in plan.changes] == ["1.3|claim"]
    taken.take()
    assert list(Answer.objects.values_list("criterion__code", flat=True)) == ["1.3"]


def test_a_text_that_is_too_long_is_a_fault_of_its_cell(world: World, client, officer):
    taken, leaf = Taken(client), world.leaf("manual")
    taken.set(taken.row(leaf), layout.EXPLANATION, "a" * 20_001)
    [fault] = taken.bring().context["plan"].faults
    assert fault.cell == f"{layout.SHEET}!F{taken.row(leaf)}"


def test_a_submitted_sheet_takes_nothing(world: World, client, officer):
    fill(world)
    taken = Taken(client)
    taken.explain(world.leaf("manual"), "muộn rồi")
    brought = taken.bring().context["brought"]
    sent(world, world.person(Role.HEAD))
    assert taken.bring().status_code == 409
    assert client.post(address("offline-take"), {"brought": brought}).status_code == 409
    assert stored(world, world.leaf("manual")).explanation == "Theo báo cáo số 1/BC"


def test_one_event_tells_of_it(world: World, client, officer):
    taken = Taken(client)
    taken.explain(world.leaf("manual"), "x")
    taken.explain(world.leaf("yes_no"), "y")
    taken.take()
    event = AuditEvent.objects.get(verb="submission.offline")
    assert (event.actor, event.details["fields"]) == (officer, 2)
    assert world.submission().revision == 2


@pytest.mark.parametrize("name", ["offline", "offline-file", "offline-take"])
def test_who_may(world: World, client, user, name):
    method = "POST" if name == "offline-take" else "GET"
    neighbour = world.person(Role.OFFICER, agency=world.participants[1].agency)
    statuses = {}
    for label, person in {
        "stranger": user,
        "neighbour": neighbour,
        **{role.value: world.person(role) for role in Role},
    }.items():
        client.force_login(person)
        statuses[label] = client.generic(method, address(name)).status_code
    able = 400 if name == "offline-take" else 200
    assert statuses == {
        "stranger": 404,
        "neighbour": 404,
        "officer": able,
        "head": able,
        "appraiser": 404,
        "council": 404,
        "secretary": 403,
        "staff": 403,
        "observer": 403,
    }


def test_in_english_the_file_is_the_same(world: World, client, officer):
    leaf = world.leaf("rescaled")
    edit(world, leaf, {"x": "75,5"}, by=officer, of=Field.CLAIM)
    client.cookies["django_language"] = "en"
    taken = Taken(client)
    assert taken.bring().context["plan"].changes == ()
    taken.enter(leaf, x=76.25)
    taken.take()
    assert stored(world, leaf).value == {"x": "76.25"}


@pytest.mark.parametrize("leaves", [2, 200])
def test_queries(db, client, leaves, django_assert_num_queries):
    world = make_world(leaves=leaves)
    fill(world)
    client.force_login(world.person(Role.OFFICER))
    taken = Taken(client)
    with django_assert_num_queries(8):
        client.get(address("offline-file"))
    with django_assert_num_queries(10):
        assert taken.bring().status_code == 200
    assert Submission.objects.filter(revision=leaves).count() == 1
