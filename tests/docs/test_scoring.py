"""docs/scoring.md: every figure that stands there is what scoring.core gives."""

from fractions import Fraction

import pytest

from scoring.core.fields import load_object
from scoring.core.modifiers import MODIFIERS
from scoring.core.numbers import exact, round_half_up
from scoring.core.rules import RULES, parse_rule, parse_value
from scoring.core.speech import ENGLISH
from scoring.core.totals import index
from tests.docs import example
from tests.docs.example import PAGE
from tests.docs.pages import table, tables

EXAMPLES = table(PAGE, "One example of each")


def test_every_rule_kind_is_described_and_shown():
    described = [row["Kind"] for row in tables(PAGE, "Step 1: a leaf gets points by its rule")[0]]
    shown = {load_object(row["Rule"])["kind"] for row in EXAMPLES}
    assert described == list(RULES)
    assert {"manual", *shown} == set(RULES)


def test_every_modifier_is_described():
    assert [row["Modifier"] for row in table(PAGE, "Step 4: agencies beside one another")] == list(MODIFIERS)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["Rule"])
def test_an_example_of_a_rule_is_true(row):
    maximum = exact(row["M"])
    rule = parse_rule(load_object(row["Rule"]), maximum)
    reading = parse_value(rule, load_object(row["Value"]))
    assert rule.points(reading, maximum) == Fraction(row["Points"])
    assert rule.explain(reading, maximum, ENGLISH) == row["Sentence"]


def test_credited_points_of_the_worked_example():
    shown = [(row["Code"], row["Points"], row["Sentence"]) for row in table(PAGE, "Credited")]
    computed = [(code, "–" if it.exempt else str(it.points), said) for code, it, said in example.credited()]
    assert shown == computed


def test_totals_of_the_worked_example():
    found = example.totals()
    of_index = index(found.appraised, found.standard, example.POLICY)
    assert {row["Measure"]: row["Exact"] for row in table(PAGE, "Totals")} == {
        "Standard points": str(found.standard),
        "Bonus": str(found.bonus),
        "Penalty": str(found.penalty),
        "Appraised points": str(found.appraised),
        "Self points": str(found.self_points),
        "Round-1 points": str(found.round1),
        "Index": str(of_index.rounded),
    }


def test_comparison_of_the_worked_example():
    lines = {line.scored.code: line for line in example.conclusion().agencies}
    for row in table(PAGE, "Class, rank, change"):
        line = lines[row["Agency"]]
        assert [row["Index"], row["Rank"], row["In bloc"]] == [
            str(line.index.rounded),
            str(line.rank),
            str(line.rank_in_bloc),
        ]
        assert [row["By threshold"], row["Class"]] == [line.class_by_threshold, line.class_name]
        assert row["Change"] == ("" if line.change is None else f"{line.change:+}" if line.change else f"{line.change}")


def test_means_of_the_worked_example():
    found = example.conclusion()
    summaries = {"Bloc X": found.blocs["X"], "Bloc Y": found.blocs["Y"], "Overall": found.overall}
    shown = {row["Mean"]: (row["Before rounding"], row["Published"]) for row in table(PAGE, "Means")}
    assert shown == {name: (str(item.raw_mean), str(item.mean)) for name, item in summaries.items()}


def test_the_mean_of_rounded_means_would_differ():
    rounded = [Fraction(item.mean) for item in example.conclusion().blocs.values()]
    assert str(round_half_up(sum(rounded) / 2, 2)) == "83.05"
