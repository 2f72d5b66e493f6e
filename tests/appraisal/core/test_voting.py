"""Quorum and outcome, by hand and by property."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.core.voting import NotAShare, needed, read_share, tally


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("2/3", Fraction(2, 3)),
        (" 1/2 ", Fraction(1, 2)),
        ("0.75", Fraction(3, 4)),
        ("0,5", Fraction(1, 2)),
        ("1", Fraction(1)),
    ],
)
def test_shares_are_exact(text, share):
    assert read_share(text) == share


@pytest.mark.parametrize("text", ["", "0", "0/3", "2/0", "3/2", "-1/2", "hai phần ba", "1e-1", "2/3/4", "1.01"])
def test_what_is_no_share(text):
    with pytest.raises(NotAShare):
        read_share(text)


@pytest.mark.parametrize(("eligible", "least"), [(0, 1), (1, 1), (3, 2), (4, 3), (6, 4), (7, 5), (9, 6)])
def test_two_thirds_are_never_rounded_down(eligible, least):
    assert needed(eligible, Fraction(2, 3)) == least


def poll(present, votes, recused=(), members=range(1, 7)):
    return tally(members=members, present=present, recused=recused, votes=votes, share=Fraction(2, 3))


def test_more_than_half_of_those_present_carry_a_motion():
    votes = {1: "yes", 2: "yes", 3: "yes", 4: "no"}
    assert poll([1, 2, 3, 4], votes).is_carried is True
    assert poll([1, 2, 3, 4, 5], votes).is_carried is True
    assert poll([1, 2, 3, 4, 5, 6], votes).is_carried is False


def test_a_tie_is_not_carried():
    assert poll([1, 2, 3, 4], {1: "yes", 2: "yes", 3: "no", 4: "no"}).is_carried is False


def test_who_abstains_or_is_silent_is_present_all_the_same():
    found = poll([1, 2, 3, 4], {1: "yes", 2: "yes", 3: "abstain"})
    assert (found.is_carried, found.abstain, found.silent, found.majority) == (False, 1, 1, 3)


def test_the_recused_neither_count_nor_vote():
    found = poll([1, 2, 3, 4], {1: "yes", 2: "yes", 4: "no"}, recused=[4, 5])
    assert (found.eligible, found.present, found.yes, found.no, found.needed) == (4, 3, 2, 0, 3)
    assert (found.has_quorum, found.is_carried) == (True, True)


def test_the_absent_and_strangers_do_not_vote():
    found = poll([1, 2, 3, 99], {1: "yes", 6: "yes", 99: "yes"})
    assert (found.present, found.yes, found.has_quorum) == (3, 1, False)


def test_nobody_there():
    found = poll([], {1: "yes"})
    assert (found.has_quorum, found.is_carried) == (False, False)


PEOPLE = st.sets(st.integers(1, 9))


@given(
    PEOPLE,
    PEOPLE,
    PEOPLE,
    st.dictionaries(st.integers(1, 9), st.sampled_from(["yes", "no", "abstain"])),
)
def test_every_voice_is_counted_once(members, present, recused, votes):
    found = tally(members=members, present=present, recused=recused, votes=votes, share=Fraction(2, 3))
    assert 0 <= found.silent <= found.present <= found.eligible
    assert found.has_quorum == (found.present >= Fraction(2, 3) * found.eligible and found.present > 0)
    more_against = tally(
        members=members, present=present, recused=recused, votes={**votes, 1: "no"}, share=Fraction(2, 3)
    )
    assert not (more_against.is_carried and not found.is_carried)
