"""What holds for all figures: rounding, sums, credit, totals, ranks."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.core.conclude import conclude
from scoring.core.credit import credit
from scoring.core.criteria import build_annex
from scoring.core.enums import Basis, Kind, SupplementScope
from scoring.core.modifiers import parse_modifier
from scoring.core.numbers import decimal, exact_sum, plain, round_half_up
from scoring.core.policy import Policy
from scoring.core.ranking import ranks
from scoring.core.totals import total
from tests.core import strategies as make
from tests.core.agencies import agency
from tests.core.scoring import entry_of, leaf_of, node_of

FRACTIONS = st.fractions(-1000, 1000, max_denominator=10_000)
DIGITS = st.integers(0, 6)


@given(FRACTIONS, DIGITS)
def test_rounding_twice_is_rounding_once(value, digits):
    once = round_half_up(value, digits)
    assert round_half_up(Fraction(once), digits) == once


@given(FRACTIONS, DIGITS)
def test_rounding_moves_by_half_a_unit_at_most(value, digits):
    assert abs(Fraction(round_half_up(value, digits)) - value) <= Fraction(1, 2 * 10**digits)


@given(FRACTIONS, DIGITS)
def test_rounding_is_the_same_on_both_sides_of_zero(value, digits):
    assert round_half_up(-value, digits) == -round_half_up(value, digits)


@given(FRACTIONS, FRACTIONS, DIGITS)
def test_rounding_keeps_the_order(one, other, digits):
    less, more = sorted([one, other])
    assert round_half_up(less, digits) <= round_half_up(more, digits)


@given(st.lists(FRACTIONS))
def test_the_quick_sum_is_the_sum(values):
    assert exact_sum(values) == sum(values, Fraction(0))


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=7))
def test_canonical_text_is_read_back_whole(value):
    assert decimal(plain(value)) == value
    assert plain(decimal(plain(value))) == plain(value)


POINTS = st.none() | st.integers(0, 200).map(lambda hundredths: Fraction(hundredths, 100))
BASES, SCOPES = st.sampled_from(list(Basis)), st.sampled_from(list(SupplementScope))
KINDS = st.sampled_from([Kind.SCORE, Kind.BONUS, Kind.PENALTY])


@given(KINDS, POINTS, POINTS, POINTS, BASES, SCOPES, st.fractions(0, 1))
def test_the_credit_lies_between_the_rounds(kind, claim, first, second, basis, scope, rate):
    policy = Policy(supplement_rate=rate, supplement_scope=scope)
    found = credit(leaf_of(kind=kind), entry_of(claim, first, second, basis=basis), policy).points
    last = first if second is None else second
    low, high = sorted([first or Fraction(0), last or Fraction(0)])
    assert low <= found <= high


@given(POINTS, POINTS, POINTS)
def test_more_in_the_second_round_is_never_worse(first, one, other):
    less, more = sorted([one or Fraction(0), other or Fraction(0)])
    found = [credit(leaf_of(), entry_of(None, first, second), Policy()).points for second in (less, more)]
    assert found[0] <= found[1]


LEAVES = st.lists(st.tuples(KINDS, POINTS, POINTS, POINTS, st.booleans()), max_size=12)
CAPS = st.lists(st.none() | make.figures("0", "5"), min_size=4, max_size=4)


def tree(leaves, caps):
    """Groups in a chain 0 ← 1 ← 2 ← 3, the leaves dealt out to them."""
    groups = [node_of(f"g{n}", f"g{n - 1}" if n else None, cap=cap) for n, cap in enumerate(caps)]
    return [*groups, *(node_of(f"l{n}", f"g{n % 4}", kind=leaf[0]) for n, leaf in enumerate(leaves))]


def totals_of(nodes, leaves):
    annex = build_annex(nodes)
    entries = {
        f"l{n}": entry_of(claim, first, second, exempt=exempt)
        for n, (_, claim, first, second, exempt) in enumerate(leaves)
    }
    return total(annex, [credit(leaf, entries[leaf.code], Policy()) for leaf in annex.leaves])


@given(LEAVES, CAPS, st.data())
def test_the_order_of_nodes_does_not_matter(leaves, caps, data):
    nodes = tree(leaves, caps)
    assert totals_of(nodes, leaves) == totals_of(data.draw(st.permutations(nodes)), leaves)


@given(LEAVES, CAPS)
def test_totals_keep_their_bounds(leaves, caps):
    found = totals_of(tree(leaves, caps), leaves)
    counted = [leaf for leaf in leaves if leaf[0] is Kind.SCORE and not leaf[4]]
    assert found.standard == 2 * len(counted)
    assert 0 <= found.appraised <= found.standard + found.bonus
    assert caps[0] is None or max(found.bonus, found.penalty) <= Fraction(caps[0])


FIGURES = st.lists(st.none() | st.integers(0, 8).map(Fraction), max_size=20)


@given(FIGURES)
def test_ranks(figures):
    placed = ranks(figures)
    known = [figure for figure in figures if figure is not None]
    for figure, place in zip(figures, placed, strict=True):
        assert place == (None if figure is None else 1 + sum(other > figure for other in known))


AGENCIES = st.lists(
    st.tuples(st.integers(0, 110), st.sampled_from("AB"), st.sampled_from(["0", "100"]), st.integers(0, 30)),
    max_size=12,
)
TWO_THIRDS = {"kind": "drop_unless_subordinates", "share": "2/3", "drop": 1}


@given(AGENCIES, st.data())
def test_the_order_of_agencies_does_not_matter(drawn, data):
    policy = Policy()
    modifiers = [parse_modifier(TWO_THIRDS, policy.class_scale)]
    agencies = [
        agency(str(n), points, bloc=bloc, standard=standard, parent=str(above) if above < n else None)
        for n, (points, bloc, standard, above) in enumerate(drawn)
    ]
    shuffled = data.draw(st.permutations(agencies))
    found = [conclude(rows, blocs="AB", year=2023, policy=policy, modifiers=modifiers) for rows in (agencies, shuffled)]
    assert found[0] == found[1]
    for line in found[0].agencies:
        assert line.index is None or Decimal(0) <= line.index.rounded <= Decimal(100)
