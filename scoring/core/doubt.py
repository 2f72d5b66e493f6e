"""What a careful reader would ask about a figure that its rule accepts: a share typed as a percentage, a part above the
whole. Nothing is refused or changed for it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from scoring.core.readings import Inputs, Quantity, Quotient
from scoring.core.rules.base import Rule
from scoring.core.rules.compound import Compound
from scoring.core.rules.quantities import Bands, Ratio, Rescaled, Steps, Threshold
from scoring.core.speech import Speech


def doubt(rule: Rule, reading: Any, speech: Speech) -> str:
    """One sentence; nothing where there is nothing to ask."""
    if isinstance(reading, Quotient):
        return _above_the_whole(speech) if _counts_shares(rule) and _is_above_one(reading) else ""
    return next((_percent(x, speech) for x, marks in _figures(rule, reading) if x > 1 and _are_shares(marks)), "")


def _counts_shares(rule: Rule) -> bool:
    return rule.full <= 1 if isinstance(rule, Ratio) else _are_shares(_marks(rule))


def _is_above_one(reading: Quotient) -> bool:
    return not reading.is_empty and reading.x > 1


def _figures(rule: Rule, reading: Any) -> list[tuple[Fraction, tuple[Fraction, ...]]]:
    """Each figure given, with the marks that the rule holds it against."""
    if isinstance(rule, Compound) and isinstance(reading, Inputs):
        given = dict(reading.values)
        return [(given[item.input], (item.value,)) for item in rule.all_of]
    return [(reading.x, _marks(rule))] if isinstance(reading, Quantity) else []


def _marks(rule: Rule) -> tuple[Fraction, ...]:
    match rule:
        case Threshold():
            return (rule.at,)
        case Bands():
            return tuple(start for start, _ in rule.bands)
        case Rescaled():
            return (rule.low, rule.high)
        case Steps():
            return (rule.start, rule.step)
    return ()


def _are_shares(marks: tuple[Fraction, ...]) -> bool:
    """None above 1 and one between 0 and 1: a rule of whole numbers may count things, this one hardly does."""
    return any(0 < mark < 1 for mark in marks) and max(marks) <= 1


def _percent(x: Fraction, speech: Speech) -> str:
    given, share = speech.number(x), speech.number(x / 100)
    return speech.say(
        vi=f"Cách chấm này tính theo tỷ lệ từ 0 đến 1, còn {given} lớn hơn 1. Nếu đó là {given}%, hãy ghi {share}.",
        en=f"This rule counts shares from 0 to 1, and {given} is above 1. If it is {given}%, write {share}.",
    )


def _above_the_whole(speech: Speech) -> str:
    return speech.say(
        vi="Tử số lớn hơn mẫu số: hãy kiểm tra xem có ghi nhầm không.",
        en="The numerator is above the denominator: please check that nothing is mistyped.",
    )
