"""A rule in words, before anything is known of an agency: how points come about (CONTRACT §4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from scoring.core.rules.base import Rule
from scoring.core.rules.choices import Checklist, Levels, Manual, YesNo
from scoring.core.rules.compound import SIGNS, Compound
from scoring.core.rules.counts import PerUnit, PerViolation
from scoring.core.rules.quantities import Bands, Convert, Ratio, Rescaled, Steps, Threshold
from scoring.core.speech import Speech

Lines = tuple[str, ...]
ZERO = Fraction(0)


def describe(rule: Rule, maximum: Fraction, speech: Speech) -> Lines:
    """One short line for each thing an officer must know of a leaf with maximum M; at least one."""
    return WORDS[rule.kind](rule, maximum, speech)


def _points(value: Fraction, speech: Speech) -> str:
    return f"{speech.points(value) if value else '0'} {speech.say(vi='điểm', en='points')}"


def _from(bound: str, points: Fraction, speech: Speech) -> str:
    given = _points(points, speech)
    return speech.say(vi=f"Từ {bound} trở lên: {given}", en=f"{bound} or more: {given}")


def _below(bound: str, points: Fraction, speech: Speech) -> str:
    given = _points(points, speech)
    return speech.say(vi=f"Dưới {bound}: {given}", en=f"Below {bound}: {given}")


def _manual(rule: Manual, maximum: Fraction, speech: Speech) -> Lines:
    most = _points(maximum, speech)
    return (speech.say(vi=f"Chấm trực tiếp, từ 0 đến {most}", en=f"Points as judged, from 0 to {most}"),)


def _yes_no(rule: YesNo, maximum: Fraction, speech: Speech) -> Lines:
    most, none = _points(maximum, speech), _points(ZERO, speech)
    return (speech.say(vi=f"Có: {most}", en=f"Yes: {most}"), speech.say(vi=f"Không: {none}", en=f"No: {none}"))


def _levels(rule: Levels, maximum: Fraction, speech: Speech) -> Lines:
    return tuple(f"{label}: {_points(points, speech)}" for label, points in rule.levels)


def _checklist(rule: Checklist, maximum: Fraction, speech: Speech) -> Lines:
    most = _points(maximum, speech)
    items = (f"{item.label or item.code}: {_points(item.points, speech)}" for item in rule.items)
    return (*items, speech.say(vi=f"Cộng điểm các mục có, tối đa {most}", en=f"The items add up, to {most} at most"))


def _ratio(rule: Ratio, maximum: Fraction, speech: Speech) -> Lines:
    full = speech.percent(rule.full)
    above = _from(full, maximum, speech)
    empty = (_nothing_to_count(rule.empty, maximum, speech),) if rule.empty else ()
    if rule.floor >= rule.full:
        return (above, _below(full, ZERO, speech), *empty)
    of_full = "" if rule.full == 1 else f" ÷ {full}"
    share = speech.say(vi=f"{speech.number(maximum)} × tỷ lệ{of_full}", en=f"{speech.number(maximum)} × rate{of_full}")
    if rule.floor <= 0:
        return (above, speech.say(vi=f"Dưới {full}: {share}", en=f"Below {full}: {share}"), *empty)
    floor = speech.percent(rule.floor)
    between = speech.say(vi=f"Từ {floor} đến dưới {full}: {share}", en=f"{floor} to below {full}: {share}")
    return (above, between, _below(floor, ZERO, speech), *empty)


def _nothing_to_count(empty: str, maximum: Fraction, speech: Speech) -> str:
    if empty == "exempt":
        return speech.say(
            vi="Không phát sinh (mẫu số bằng 0): không tính tiêu chí này",
            en="Nothing to count (denominator 0): the criterion is left out",
        )
    points = _points(maximum if empty == "full" else ZERO, speech)
    return speech.say(vi=f"Không phát sinh (mẫu số bằng 0): {points}", en=f"Nothing to count (denominator 0): {points}")


def _rescaled(rule: Rescaled, maximum: Fraction, speech: Speech) -> Lines:
    low, high = speech.number(rule.low), speech.number(rule.high)
    most, none = _points(maximum, speech), _points(ZERO, speech)
    formula = f"{speech.number(maximum)} × ({speech.say(vi='số liệu', en='figure')} − {low}) ÷ ({high} − {low})"
    between = speech.say(vi=f"Ở giữa hai mốc: {formula}", en=f"In between: {formula}")
    if rule.low < rule.high:
        worst = speech.say(vi=f"Từ {low} trở xuống: {none}", en=f"{low} or less: {none}")
        return (_from(high, maximum, speech), between, worst)
    best = speech.say(vi=f"Càng ít càng tốt; từ {high} trở xuống: {most}", en=f"Less is better; {high} or less: {most}")
    return (best, between, _from(low, ZERO, speech))


def _bands(rule: Bands, maximum: Fraction, speech: Speech) -> Lines:
    highest, lowest = rule.bands[-1], rule.bands[0]
    between = [_band(start, end, speech) for start, end in pairwise(rule.bands)]
    top = _from(speech.number(highest[0]), highest[1], speech)
    return (top, *reversed(between), _below(speech.number(lowest[0]), ZERO, speech))


def _band(start: tuple[Fraction, Fraction], end: tuple[Fraction, Fraction], speech: Speech) -> str:
    low, high, points = speech.number(start[0]), speech.number(end[0]), _points(start[1], speech)
    return speech.say(vi=f"Từ {low} đến dưới {high}: {points}", en=f"{low} to below {high}: {points}")


def _threshold(rule: Threshold, maximum: Fraction, speech: Speech) -> Lines:
    at = speech.number(rule.at)
    return (_from(at, maximum, speech), _below(at, ZERO, speech))


def _per_violation(rule: PerViolation, maximum: Fraction, speech: Speech) -> Lines:
    most, each = _points(maximum, speech), _points(rule.deduct, speech)
    return (
        speech.say(vi=f"Không có trường hợp nào: {most}", en=f"None: {most}"),
        speech.say(vi=f"Mỗi trường hợp: trừ {each}, không dưới 0", en=f"Each one: {each} less, not below 0"),
    )


def _per_unit(rule: PerUnit, maximum: Fraction, speech: Speech) -> Lines:
    most, each = _points(maximum, speech), _points(rule.unit, speech)
    return (speech.say(vi=f"Mỗi trường hợp: {each}, tối đa {most}", en=f"Each one: {each}, {most} at most"),)


def _steps(rule: Steps, maximum: Fraction, speech: Speech) -> Lines:
    start, step = speech.number(rule.start), speech.number(rule.step)
    base, increment = _points(rule.base, speech), _points(rule.increment, speech)
    return (
        _below(start, ZERO, speech),
        speech.say(vi=f"Đạt {start}: {base}", en=f"From {start}: {base}"),
        speech.say(
            vi=f"Cứ thêm đủ {step}: cộng {increment}, tối đa {_points(maximum, speech)}",
            en=f"Each further {step}: {increment} more, {_points(maximum, speech)} at most",
        ),
    )


def _compound(rule: Compound, maximum: Fraction, speech: Speech) -> Lines:
    most, none = _points(maximum, speech), _points(ZERO, speech)
    conditions = (f"{item.input} {SIGNS[item.op]} {speech.number(item.value)}" for item in rule.all_of)
    return (
        speech.say(
            vi=f"Đạt mọi điều kiện dưới đây: {most}; nếu không: {none}",
            en=f"All of the following hold: {most}; otherwise: {none}",
        ),
        *conditions,
    )


def _convert(rule: Convert, maximum: Fraction, speech: Speech) -> Lines:
    most, figure = _points(maximum, speech), speech.say(vi="số liệu", en="figure")
    formula = f"{speech.number(maximum)} × {figure} ÷ {speech.number(rule.scale)}"
    return (speech.say(vi=f"{formula}, từ 0 đến {most}", en=f"{formula}, from 0 to {most}"),)


#: The words of every rule kind (`scoring.core.rules.RULES`); a new kind adds its own here.
WORDS: Mapping[str, Callable[[Any, Fraction, Speech], Lines]] = {
    Manual.kind: _manual,
    YesNo.kind: _yes_no,
    Levels.kind: _levels,
    Checklist.kind: _checklist,
    Ratio.kind: _ratio,
    Rescaled.kind: _rescaled,
    Bands.kind: _bands,
    Threshold.kind: _threshold,
    PerViolation.kind: _per_violation,
    PerUnit.kind: _per_unit,
    Steps.kind: _steps,
    Compound.kind: _compound,
    Convert.kind: _convert,
}
