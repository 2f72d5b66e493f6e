"""The sentence that shows how a leaf came to its credited points (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scoring.core.credit import ZERO, Credit, Entry, Mark, Step, credit
from scoring.core.criteria import Leaf
from scoring.core.enums import Basis, Language
from scoring.core.policy import Policy
from scoring.core.readings import Quantity
from scoring.core.speech import SPEECH, Speech


def explain(leaf: Leaf, entry: Entry, policy: Policy, language: Language) -> str:
    """One or two short sentences; the last figure in them is the credited points."""
    return _SENTENCES[(found := credit(leaf, entry, policy)).step](leaf, entry, policy, found, SPEECH[language])


def _exempt(leaf: Leaf, entry: Entry, policy: Policy, found: Credit, speech: Speech) -> str:
    if entry.exempt:
        return speech.say(vi="Được giảm trừ: không tính vào điểm chuẩn", en="Exempt: not in the standard points")
    return speech.say(
        vi="Không phát sinh: không tính vào điểm chuẩn", en="Nothing to count: not in the standard points"
    )


def _council(leaf: Leaf, entry: Entry, policy: Policy, found: Credit, speech: Speech) -> str:
    points = speech.points(found.points)
    return speech.say(vi=f"Hội đồng thẩm định quyết nghị: {points}", en=f"Decided by the council: {points}")


def _survey(leaf: Leaf, entry: Entry, policy: Policy, found: Credit, speech: Speech) -> str:
    points = speech.points(found.points)
    return speech.say(vi=f"Điều tra xã hội học: {points}", en=f"Sociological survey: {points}")


def _indicator(leaf: Leaf, entry: Entry, policy: Policy, found: Credit, speech: Speech) -> str:
    return leaf.rule.explain(Quantity(entry.indicator or ZERO), leaf.maximum, speech)


def _missing(leaf: Leaf, entry: Entry, policy: Policy, found: Credit, speech: Speech) -> str:
    return speech.say(vi="Chưa có số liệu → 0,00", en="No figure yet → 0.00")


def _unmarked(leaf: Leaf, entry: Entry, policy: Policy, found: Credit, speech: Speech) -> str:
    return speech.say(vi="Chưa được thẩm định → 0,00", en="Not appraised → 0.00")


def _round1(leaf: Leaf, entry: Entry, policy: Policy, found: Credit, speech: Speech) -> str:
    name = speech.say(vi="Thẩm định lần 1", en="Round 1")
    return _stage(name, leaf, entry.round1, speech.points(found.points), speech)


def _round2(leaf: Leaf, entry: Entry, policy: Policy, found: Credit, speech: Speech) -> str:
    corrected = entry.basis is Basis.CORRECTION
    name = speech.say(
        vi="Thẩm định lần 2 (đính chính)" if corrected else "Thẩm định lần 2",
        en="Round 2 (correction)" if corrected else "Round 2",
    )
    return _stage(name, leaf, entry.round2, speech.points(found.points), speech)


def _supplement(leaf: Leaf, entry: Entry, policy: Policy, found: Credit, speech: Speech) -> str:
    first, second = speech.points(found.marked1 or ZERO), speech.points(found.marked2 or ZERO)
    rate = speech.number(policy.supplement_rate)
    sum_of = f"{first} + {rate} × ({second} − {first}) = {speech.points(found.points)}"
    name = speech.say(vi="Thẩm định lần 2 sau bổ sung", en="Round 2 after the supplement")
    return f"{_stage(name, leaf, entry.round2, second, speech)}; {sum_of}"


def _stage(name: str, leaf: Leaf, mark: Mark | None, points: str, speech: Speech) -> str:
    """The rule's own sentence when there is a reading, else the points as they were entered."""
    reading = mark.reading if mark else None
    return f"{name}: {points}" if reading is None else f"{name}: {leaf.rule.explain(reading, leaf.maximum, speech)}"


_SENTENCES: Mapping[Step, Callable[[Leaf, Entry, Policy, Credit, Speech], str]] = {
    Step.EXEMPT: _exempt,
    Step.COUNCIL: _council,
    Step.SURVEY: _survey,
    Step.INDICATOR: _indicator,
    Step.MISSING: _missing,
    Step.UNMARKED: _unmarked,
    Step.ROUND1: _round1,
    Step.ROUND2: _round2,
    Step.SUPPLEMENT: _supplement,
}
