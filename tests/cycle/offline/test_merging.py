"""Three ways: as it was in the file, as it is in the file, as it is here now."""

import pytest

from pari.accounts.enums import Role
from scoring.exchange.offline import layout
from scoring.models import Answer
from scoring.selectors.submissions.answer_fields import Field, edit_of
from tests.cycle.offline.taken import Taken, address, edit, stored
from tests.cycle.world import World


class TestThreeWays:
    @pytest.fixture
    def leaf(self, world: World, officer):
        leaf = world.leaf("manual")
        edit(world, leaf, "lúc đầu", by=officer)
        return leaf

    def test_unchanged_in_the_file_keeps_theirs(self, world, client, officer, leaf):
        taken = Taken(client)
        edit(world, leaf, "của họ", by=officer)
        assert taken.bring().context["plan"].changes == ()

    def test_changed_in_the_file_only_is_taken(self, world, client, officer, leaf):
        taken = Taken(client)
        edit(world, world.leaf("yes_no"), "chỗ khác", by=officer)
        taken.explain(leaf, "trong tệp")
        assert taken.take().status_code == 302
        assert stored(world, leaf).explanation == "trong tệp"
        assert stored(world, world.leaf("yes_no")).explanation == "chỗ khác"

    @pytest.mark.parametrize(("side", "kept"), [("file", "trong tệp"), ("here", "của họ")])
    def test_both_changed_is_a_choice(self, world, client, officer, leaf, side, kept):
        taken = Taken(client)
        edit(world, leaf, "của họ", by=officer)
        taken.explain(leaf, "trong tệp")
        (conflict,) = taken.bring().context["plan"].conflicts
        assert (conflict.mine, conflict.theirs, conflict.cell) == (
            "trong tệp",
            "của họ",
            f"{layout.SHEET}!F{taken.row(leaf)}",
        )
        assert taken.take(**{f"{leaf.code}|explanation": side}).status_code == 302
        assert stored(world, leaf).explanation == kept

    def test_without_a_choice_nothing_is_written(self, world, client, officer, leaf):
        taken = Taken(client)
        edit(world, leaf, "của họ", by=officer)
        taken.explain(leaf, "trong tệp")
        taken.enter(leaf, points=2)
        assert taken.take().status_code == 400
        assert (stored(world, leaf).explanation, stored(world, leaf).points) == ("của họ", None)

    def test_both_changed_to_the_same(self, world, client, officer, leaf):
        taken = Taken(client)
        edit(world, leaf, "như nhau", by=officer)
        taken.explain(leaf, "như nhau")
        plan = taken.bring().context["plan"]
        assert (plan.changes, plan.conflicts) == ((), ())

    def test_an_edit_after_the_preview_refuses_all(self, world, client, officer, leaf):
        taken = Taken(client)
        taken.enter(world.leaf("convert"), x=80)
        taken.explain(leaf, "trong tệp")
        brought = taken.bring().context["brought"]
        edit(world, leaf, "của họ", by=world.person(Role.HEAD))
        answer = client.post(address("offline-take"), {"brought": brought})
        assert answer.status_code == 409
        assert "vừa sửa tiêu chí 1.1" in answer.content.decode()
        assert stored(world, leaf).explanation == "của họ"
        assert not Answer.objects.filter(criterion=world.leaf("convert")).exists()

    def test_a_figure_filled_in_by_the_program_is_not_overwritten_unseen(self, world, client, officer):
        taken, leaf = Taken(client), world.leaf("convert")
        Answer.objects.create(
            campaign=world.campaign,
            submission=world.submission(),
            criterion=leaf,
            value={"x": "70"},
            scored="7/2",
            to_confirm=True,
        )
        taken.enter(leaf, x=80)
        assert [item.theirs for item in taken.bring().context["plan"].conflicts] == ["70"]

    def test_the_same_file_twice(self, world, client, officer, leaf):
        taken = Taken(client)
        taken.explain(leaf, "trong tệp")
        brought = taken.bring().context["brought"]
        for _ in range(2):
            assert client.post(address("offline-take"), {"brought": brought}).status_code == 302
        assert edit_of(stored(world, leaf), Field.EXPLANATION).version == 2
