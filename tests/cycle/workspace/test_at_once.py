"""Two people at the same moment: on different fields both win, on the same field one is asked."""

from collections.abc import Callable

import pytest

from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.models import Answer
from scoring.selectors.submissions.answer_fields import Field
from scoring.services.submissions.answers import Conflict, save_field
from tests.cycle.world import World, make_world
from tests.together import together

PEOPLE = 6


@pytest.fixture
def world(transactional_db) -> World:
    return make_world()


@pytest.fixture
def people(world: World) -> list[User]:
    return [world.person(Role.OFFICER) for _ in range(PEOPLE)]


def saving(world: World, by: User, **given) -> Callable[[], object]:
    given = {"base_version": 0, "key": f"k{by.pk}", "by": by, **given}
    submission = world.submission().pk
    return lambda: save_field(submission=submission, **given)


def test_different_fields_of_one_answer(world, people):
    leaf = world.leaf("ratio")
    contents = {
        Field.CLAIM: {"numerator": "44", "denominator": "46"},
        Field.EXPLANATION: "vì sao",
        Field.NOT_APPLICABLE: {"flag": False, "reason": "không"},
    }
    works = [
        saving(world, by, criterion=leaf, field=field, content=content)
        for by, (field, content) in zip(people, contents.items(), strict=False)
    ]
    saved = together(*works)
    found = Answer.objects.get()
    assert [item.version for item in saved] == [1, 1, 1]
    assert (found.scored, found.explanation, found.not_applicable_reason) == ("44/23", "vì sao", "không")
    assert (world.submission().done, world.submission().revision) == (1, 3)


def test_different_leaves(world, people):
    kinds = ("manual", "ratio", "bands", "steps", "compound", "levels")
    works = [
        saving(world, by, criterion=world.leaf(kind), field=Field.EXPLANATION, content=kind)
        for by, kind in zip(people, kinds, strict=True)
    ]
    together(*works)
    assert sorted(Answer.objects.values_list("explanation", flat=True)) == sorted(kinds)
    assert world.submission().revision == PEOPLE


def test_the_same_field(world, people):
    leaf = world.leaf("ratio")
    works = [saving(world, by, criterion=leaf, field=Field.EXPLANATION, content=f"của {by.pk}") for by in people]
    came = together(*works)
    conflicts = [item for item in came if isinstance(item, Conflict)]
    winner = next(item for item in came if not isinstance(item, Conflict))
    assert len(conflicts) == PEOPLE - 1
    assert {conflict.theirs.content for conflict in conflicts} == {winner.answer.explanation}
    assert Answer.objects.get().explanation == winner.answer.explanation


def test_the_same_edit_sent_many_times(world, people):
    leaf = world.leaf("ratio")
    same = saving(world, people[0], criterion=leaf, field=Field.EXPLANATION, content="một lần")
    assert [item.version for item in together(*[same] * PEOPLE)] == [1] * PEOPLE
    assert world.submission().revision == 1
