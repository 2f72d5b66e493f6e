"""What holds for every rule and every value."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from scoring.core.canonical import canonical_json
from scoring.core.enums import Language
from scoring.core.fields import load_object
from scoring.core.modifiers import parse_modifier
from scoring.core.policy import DEFAULT_SCALE
from tests.core import strategies as make
from tests.core.scoring import dumps, points_of, reading_of, rule_of, sentence_of


@given(make.LEAVES_AND_VALUES)
def test_points_are_within_zero_and_the_maximum(case):
    maximum, (rule, value) = case
    assert 0 <= points_of(rule, maximum, value) <= Fraction(maximum)


@given(make.LEAVES_AND_VALUES)
def test_a_rule_written_and_read_again_is_the_same(case):
    maximum, (rule, _) = case
    parsed = rule_of(rule, maximum)
    assert rule_of(canonical_json(parsed.as_json()), maximum) == parsed


@given(make.LEAVES_AND_VALUES)
def test_a_value_written_and_read_again_is_the_same(case):
    maximum, (rule, value) = case
    reading = reading_of(rule, value, maximum)
    assert reading_of(rule, canonical_json(reading.as_json()), maximum) == reading


@given(make.LEAVES_AND_VALUES)
def test_the_sentence_ends_with_the_points(case):
    """Two decimals at least; more only where the figure has them."""
    maximum, (rule, value) = case
    points = points_of(rule, maximum, value)
    said = sentence_of(rule, maximum, value, Language.ENGLISH).split()[-1]
    assert abs(Fraction(said) - points) <= Fraction("0.005")
    assert len(said.partition(".")[2]) >= 2


def rising(rules):
    return st.tuples(make.MAXIMA, rules, make.figures("-50"), make.figures("-50"))


RISING = [
    make.THRESHOLDS,
    make.CONVERTS,
    make.STEPS.filter(lambda rule: Decimal(rule["base"]) >= 0),
    make.RESCALED.filter(lambda rule: Decimal(rule["low"]) < Decimal(rule["high"])),
]


@given(rising(st.one_of(RISING)))
def test_more_is_never_worse(case):
    maximum, rule, *figures = case
    less, more = sorted(figures, key=Decimal)
    assert points_of(rule, maximum, {"x": less}) <= points_of(rule, maximum, {"x": more})


@given(rising(make.RESCALED.filter(lambda rule: Decimal(rule["low"]) > Decimal(rule["high"]))))
def test_more_is_never_better_where_less_is_better(case):
    maximum, rule, *figures = case
    less, more = sorted(figures, key=Decimal)
    assert points_of(rule, maximum, {"x": less}) >= points_of(rule, maximum, {"x": more})


@given(make.MAXIMA, make.RATIOS, st.integers(0, 400), st.integers(0, 400), st.integers(1, 200))
def test_a_better_ratio_is_never_worse(maximum, rule, one, other, denominator):
    less, more = sorted([one, other])
    points = [points_of(rule, maximum, {"numerator": n, "denominator": denominator}) for n in (less, more)]
    assert points[0] <= points[1]


@given(make.MAXIMA, make.counted("per_violation", "deduct"), st.integers(0, 99), st.integers(0, 99))
def test_another_violation_is_never_better(maximum, rule, one, other):
    less, more = sorted([one, other])
    assert points_of(rule, maximum, {"count": less}) >= points_of(rule, maximum, {"count": more})


@given(make.MAXIMA, make.counted("per_unit", "unit"), st.integers(0, 99), st.integers(0, 99))
def test_another_unit_is_never_worse(maximum, rule, one, other):
    less, more = sorted([one, other])
    assert points_of(rule, maximum, {"count": less}) <= points_of(rule, maximum, {"count": more})


@given(make.MAXIMA.flatmap(lambda maximum: st.tuples(st.just(maximum), make.checklists(maximum))), st.data())
def test_the_order_of_items_does_not_matter(case, data):
    maximum, (rule, value) = case
    shuffled = {"items": data.draw(st.permutations(value["items"]))}
    turned = rule | {"items": data.draw(st.permutations(rule["items"]))}
    assert points_of(rule, maximum, value) == points_of(turned, maximum, shuffled)


@given(make.MAXIMA.flatmap(lambda m: st.tuples(st.just(m), make.bands(m))), make.X, st.data())
def test_the_order_of_bands_does_not_matter(case, value, data):
    maximum, rule = case
    turned = rule | {"bands": data.draw(st.permutations(rule["bands"]))}
    assert points_of(rule, maximum, value) == points_of(turned, maximum, value)


LIMITS = st.fixed_dictionaries({}, optional={"bloc": make.WORDS, "level": make.WORDS})
CONDITION = {"indicator": make.WORDS, "op": st.sampled_from([">=", ">", "<=", "<", "=="]), "value": make.figures("-9")}
CLASSES, DROPS = st.sampled_from(DEFAULT_SCALE.names), st.integers(1, 9)
SHARES = st.tuples(st.integers(0, 9), st.integers(9, 12)).map(lambda pair: f"{pair[0]}/{pair[1]}")
MODIFIERS = st.one_of(
    st.fixed_dictionaries({"kind": st.just("drop_if_indicator"), **CONDITION, "drop": DROPS}),
    st.fixed_dictionaries({"kind": st.just("cap_if_indicator"), **CONDITION, "class": CLASSES}),
    st.fixed_dictionaries({"kind": st.just("drop_unless_subordinates"), "share": SHARES, "drop": DROPS}),
    st.fixed_dictionaries({"kind": st.just("cap_if_late"), "class": CLASSES}),
)


@given(MODIFIERS, LIMITS)
def test_a_modifier_written_and_read_again_is_the_same(rule, limits):
    parsed = parse_modifier(load_object(dumps(rule | limits)), DEFAULT_SCALE)
    assert parse_modifier(load_object(canonical_json(parsed.as_json())), DEFAULT_SCALE) == parsed
