"""Short ways into the core: JSON in, exact figures out."""

import json
from fractions import Fraction

from scoring.core.credit import Entry, Mark
from scoring.core.criteria import Leaf, Node
from scoring.core.enums import Kind, Language, Source
from scoring.core.fields import load_object
from scoring.core.rules import parse_rule, parse_value
from scoring.core.speech import SPEECH

MANUAL = {"kind": "manual"}


def dumps(content):
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)


def rule_of(rule, maximum="2"):
    return parse_rule(load_object(dumps(rule)), Fraction(maximum))


def reading_of(rule, value, maximum="2"):
    return parse_value(rule_of(rule, maximum), load_object(dumps(value)))


def points_of(rule, maximum, value):
    """As the program goes: JSON text, reading, points."""
    return rule_of(rule, maximum).points(reading_of(rule, value, maximum), Fraction(maximum))


def sentence_of(rule, maximum, value, language):
    speech = SPEECH[Language(language)]
    return rule_of(rule, maximum).explain(reading_of(rule, value, maximum), Fraction(maximum), speech)


def leaf_of(code="1", maximum="2", kind=Kind.SCORE, source=Source.SELF, rule=MANUAL, indicator=None):
    return Leaf(code, Fraction(maximum), kind, source, rule_of(rule, maximum), indicator)


def node_of(code, parent=None, cap=None, **leaf):
    """A group, or a leaf when anything is said of one."""
    given = leaf_of(code, **leaf) if leaf else None
    return Node(code, parent, None if cap is None else Fraction(cap), given)


def given(points):
    """A mark of points as entered."""
    return None if points is None else Mark(Fraction(points))


def read(leaf, value):
    """A mark of a reading."""
    reading = parse_value(leaf.rule, load_object(dumps(value)))
    return Mark(leaf.rule.points(reading, leaf.maximum), is_read=True, reading=reading)


def entry_of(claim=None, round1=None, round2=None, *, council=None, survey=None, indicator=None, **rest):
    figures = {"council": council, "survey": survey, "indicator": indicator}
    exact = {name: None if figure is None else Fraction(figure) for name, figure in figures.items()}
    return Entry(given(claim), given(round1), given(round2), **exact, **rest)
