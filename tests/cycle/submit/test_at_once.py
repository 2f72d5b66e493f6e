"""Real threads, each on its own connection: one receipt, and no edit that is lost unseen."""

import contextlib
import time
from functools import partial

import pytest

from pari.accounts.enums import Role
from pari.refusals import NotNow, Overtaken, Refusal
from scoring.models import Answer, Receipt, Submission
from scoring.selectors.submissions.answer_fields import Field
from scoring.services.submissions.answers import save_field
from scoring.services.submissions.submitting import submit, withdraw
from tests.cycle.submit.deeds import fill
from tests.cycle.world import make_world
from tests.together import together

TIMES = 4


@pytest.fixture
def ready(transactional_db):
    world = make_world()
    fill(world)
    return world


def signing(world, by, key):
    now = world.submission()
    return partial(submit, submission=now.pk, key=key, seen_revision=now.revision, by=by)


def again(world):
    for receipt in Receipt.objects.filter(ended_at=None):
        withdraw(submission=receipt.submission_id, receipt=receipt.number, by=receipt.submitted_by)


def test_the_same_page_sent_at_once(ready):
    head = ready.person(Role.HEAD)
    for turn in range(TIMES):
        outcomes = together(*[signing(ready, head, f"key{turn}")] * 4)
        assert {outcome.number for outcome in outcomes} == {f"TH-2025/{turn + 1:06d}"}
        again(ready)
    assert Receipt.objects.count() == TIMES


def test_two_people_sign_at_once(ready):
    head, officer = ready.person(Role.HEAD), ready.person(Role.OFFICER)
    for turn in range(TIMES):
        outcomes = together(*(signing(ready, person, f"{person}{turn}") for person in (head, officer)))
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Overtaken", "Receipt"]
        again(ready)


def test_two_people_withdraw_at_once(ready):
    head, officer = ready.person(Role.HEAD), ready.person(Role.OFFICER)
    for turn in range(TIMES):
        receipt = signing(ready, head, f"{turn}")()
        take_back = partial(withdraw, submission=receipt.submission_id, receipt=receipt.number)
        outcomes = together(*(partial(take_back, by=person) for person in (head, officer)))
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Overtaken", "Receipt"]


def test_agencies_at_once_get_numbers_of_their_own(transactional_db):
    world = make_world(agencies=6)
    works = []
    for place, participant in enumerate(world.participants):
        fill(world, place)
        head, now = world.person(Role.HEAD, agency=participant.agency), world.submission(place)
        works.append(partial(submit, submission=now.pk, key="k", seen_revision=now.revision, by=head))
    numbers = sorted(receipt.number for receipt in together(*works))
    assert numbers == [f"TH-2025/{place:06d}" for place in range(1, 7)]


def test_an_edit_during_the_signature_is_sent_or_refused(ready):
    head, officer, leaf = ready.person(Role.HEAD), ready.person(Role.OFFICER), ready.leaf("manual")
    for turn in range(2 * TIMES):
        text, version = f"sửa lần {turn}", turn_version(ready, leaf)

        def edit(text=text, version=version, turn=turn):
            time.sleep(0.002 * turn)
            return save_field(
                submission=ready.submission().pk,
                criterion=leaf,
                field=Field.EXPLANATION,
                content=text,
                base_version=version,
                key=f"edit{turn}",
                by=officer,
            )

        signed, edited = together(signing(ready, head, f"sign{turn}"), edit)
        stored = Answer.objects.get(submission=ready.submission(), criterion=leaf).explanation
        if isinstance(edited, Refusal):
            assert isinstance(edited, NotNow)
            assert stored != text
            assert signed.content["answers"]["1.1"]["explanation"] == stored
        else:
            assert isinstance(signed, Overtaken)
            assert stored == text
        again(ready)


def turn_version(world, leaf):
    return int(
        Answer.objects.get(submission=world.submission(), criterion=leaf).edits.get("explanation", {}).get("version", 0)
    )


def test_nothing_is_frozen_while_somebody_writes(ready):
    """Many edits, one signature after each: the frozen copy is always what is stored."""
    head, officer = ready.person(Role.HEAD), ready.person(Role.OFFICER)
    leaves = [ready.leaf(kind) for kind in ("manual", "yes_no", "levels")]

    def edits():
        for turn in range(6):
            for leaf in leaves:
                with contextlib.suppress(NotNow):
                    save_field(
                        submission=ready.submission().pk,
                        criterion=leaf,
                        field=Field.EXPLANATION,
                        content=f"lời thứ {turn}",
                        base_version=turn_version(ready, leaf),
                        key=f"{leaf.pk}-{turn}",
                        by=officer,
                    )

    def sign():
        for turn in range(60):
            with contextlib.suppress(Overtaken):
                return signing(ready, head, f"k{turn}")()
        return None

    _, receipt = together(edits, sign)
    assert receipt is not None
    stored = dict(Answer.objects.filter(submission=ready.submission()).values_list("criterion__code", "explanation"))
    assert {code: item["explanation"] for code, item in receipt.content["answers"].items()} == stored
    assert receipt.content["revision"] == Submission.objects.get(pk=receipt.submission_id).revision
