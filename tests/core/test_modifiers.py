"""Every modifier kind on one agency (CONTRACT §7)."""

from fractions import Fraction

import pytest

from scoring.core.errors import Refused
from scoring.core.fields import load_object
from scoring.core.modifiers import MODIFIERS, Modification, Standing, modify, parse_modifier
from scoring.core.policy import DEFAULT_SCALE
from tests.core.scoring import dumps

DROP = {"kind": "drop_if_indicator", "indicator": "late_rate", "op": ">=", "value": "10", "drop": 1}
CAP = {"kind": "cap_if_indicator", "indicator": "violations", "op": ">=", "value": "1", "class": "Trung bình"}
BELOW = {"kind": "drop_unless_subordinates", "share": "2/3", "drop": 1}
LATE = {"kind": "cap_if_late", "class": "Khá"}
WHEN = "2023-12-02T08:00:00+07:00"


def standing(*, late=None, children=(), bloc="XA", level="xa", **indicators):
    figures = {name: Fraction(value) for name, value in indicators.items()}
    return Standing(bloc, level, figures, WHEN if late is not None else None, late, tuple(children))


def parsed(rule):
    return parse_modifier(load_object(dumps(rule)), DEFAULT_SCALE)


def modified(by_threshold, who, *rules):
    return modify(by_threshold, who, [parsed(rule) for rule in rules], DEFAULT_SCALE)


def changes(*record):
    return tuple(Modification(*item) for item in record)


T, K, TB, Y = "Tốt", "Khá", "Trung bình", "Yếu"
# class by threshold, standing, rule, final class, the recorded value
CASES = [
    ("indicator at the value", T, standing(late_rate="10"), DROP, K, "10"),
    ("indicator below", T, standing(late_rate="9.99"), DROP, T, None),
    ("no indicator: left alone", T, standing(), DROP, T, None),
    ("the value as it was given", T, standing(late_rate="12.50"), DROP, K, "12.5"),
    ("two steps", T, standing(late_rate="10"), DROP | {"drop": 2}, TB, "10"),
    ("never below the last", TB, standing(late_rate="10"), DROP | {"drop": 5}, Y, "10"),
    ("the last class stays, unrecorded", Y, standing(late_rate="10"), DROP, Y, None),
    ("op >", T, standing(late_rate="10"), DROP | {"op": ">"}, T, None),
    ("op <", T, standing(late_rate="9.9"), DROP | {"op": "<"}, K, "9.9"),
    ("op <=", T, standing(late_rate="10"), DROP | {"op": "<="}, K, "10"),
    ("op ==", T, standing(late_rate="10.0"), DROP | {"op": "=="}, K, "10"),
    ("a negative indicator", T, standing(late_rate="-1"), DROP | {"op": "<", "value": "0"}, K, "-1"),
    ("cap lowers", T, standing(violations="1"), CAP, TB, "1"),
    ("cap on its own class: unrecorded", TB, standing(violations="1"), CAP, TB, None),
    ("cap never raises", Y, standing(violations="3"), CAP, Y, None),
    ("cap without the indicator", T, standing(), CAP, T, None),
    ("3 of 6 are fewer than 2/3", T, standing(children=[T, T, T, K, K, Y]), BELOW, K, "3/6"),
    ("4 of 6 are exactly 2/3", T, standing(children=[T, T, T, T, K, K]), BELOW, T, None),
    ("better ones meet: K, T of 3", K, standing(children=[K, T, TB]), BELOW, K, None),
    ("1 of 3", K, standing(children=[T, TB, Y]), BELOW, TB, "1/3"),
    ("a child without a class does not meet", T, standing(children=[T, T, None, None]), BELOW, K, "2/4"),
    ("no children: left alone", T, standing(), BELOW, T, None),
    (
        "share as a decimal: 0.6667 is more than 2/3",
        T,
        standing(children=[T, T, K]),
        BELOW | {"share": "0.6667"},
        K,
        "2/3",
    ),
    ("share as a decimal: 0.6666 is less", T, standing(children=[T, T, K]), BELOW | {"share": 0.6666}, T, None),
    ("share 0 is always met", T, standing(children=[Y, Y]), BELOW | {"share": "0"}, T, None),
    ("share 1 wants all", T, standing(children=[T, K]), BELOW | {"share": 1}, K, "1/2"),
    ("late", T, standing(late=True), LATE, K, WHEN),
    ("on time", T, standing(late=False), LATE, T, None),
    ("no time or no deadline", T, standing(late=None), LATE, T, None),
    ("late and lower already", TB, standing(late=True), LATE, TB, None),
    ("in the bloc", T, standing(late=True), LATE | {"bloc": "XA"}, K, WHEN),
    ("in another bloc", T, standing(late=True), LATE | {"bloc": "SO"}, T, None),
    ("of the level", T, standing(late=True), LATE | {"level": "xa"}, K, WHEN),
    ("of another level", T, standing(late=True), LATE | {"level": "huyen"}, T, None),
    ("bloc and level both", T, standing(late=True), LATE | {"bloc": "XA", "level": "so"}, T, None),
    ("limits may be null", T, standing(late=True), LATE | {"bloc": None}, K, WHEN),
]


@pytest.mark.parametrize(
    ("before", "who", "rule", "after", "value"),
    [pytest.param(*case[1:], id=f"{case[3]['kind']}: {case[0]}") for case in CASES],
)
def test_one_modifier(before, who, rule, after, value):
    record = () if value is None else changes((rule["kind"], value, before, after))
    assert modified(before, who, rule) == (after, record)


def test_every_kind_has_cases():
    assert {case[3]["kind"] for case in CASES} == set(MODIFIERS)


def test_each_works_on_the_result_of_the_one_before():
    who = standing(late=True, late_rate="15", violations="2", children=[TB, TB, Y])
    final = modified(T, who, LATE, DROP, BELOW, CAP)
    # Tốt → Khá (late) → Trung bình (rate) → 2 of 3 stand as well: stays → cap Trung bình: stays
    assert final == (TB, changes(("cap_if_late", WHEN, T, K), ("drop_if_indicator", "15", K, TB)))


def test_another_order_gives_another_record():
    who = standing(late=True, late_rate="15")
    assert modified(T, who, DROP, LATE) == (K, changes(("drop_if_indicator", "15", T, K)))


REFUSED = [
    ("unknown kind", {"kind": "drop"}, "“kind” không nhận “drop”"),
    ("unknown key", LATE | {"clas": "Khá"}, "không có khóa “clas”"),
    ("unknown op", DROP | {"op": "!="}, "“op” không nhận “!=”"),
    ("drop 0", DROP | {"drop": 0}, "“drop” phải từ 1 trở lên"),
    ("drop below 0", DROP | {"drop": -1}, "“drop” phải là số nguyên không âm"),
    ("half a drop", DROP | {"drop": "0.5"}, "“drop” phải là số nguyên không âm"),
    ("drop missing", {key: DROP[key] for key in DROP if key != "drop"}, "thiếu khóa “drop”"),
    ("class outside the scale", LATE | {"class": "Xuất sắc"}, "“Xuất sắc” không có trong thang xếp loại"),
    ("class in other case", LATE | {"class": "khá"}, "“khá” không có trong thang xếp loại"),
    ("share above 1", BELOW | {"share": "3/2"}, "“share” không phải là tỷ lệ từ 0 đến 1"),
    ("share below 0", BELOW | {"share": "-1/2"}, "“share” không phải là tỷ lệ từ 0 đến 1"),
    ("share of 0", BELOW | {"share": "1/0"}, "“share” không phải là tỷ lệ từ 0 đến 1"),
    ("share no number", BELOW | {"share": "hai phần ba"}, "“share” không phải là tỷ lệ từ 0 đến 1"),
    ("share true", BELOW | {"share": True}, "“share” không phải là tỷ lệ từ 0 đến 1"),
    ("value no number", DROP | {"value": "nhiều"}, "“value” không phải là số"),
]


@pytest.mark.parametrize(("rule", "sentence"), [pytest.param(*case[1:], id=case[0]) for case in REFUSED])
def test_refusals(rule, sentence):
    with pytest.raises(Refused) as caught:
        parsed(rule)
    assert str(caught.value) == sentence
