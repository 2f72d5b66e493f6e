"""A claim as an officer types it, what its rule reads in it, and how it is said back to her (DESIGN §8).

What is typed is a flat mapping of texts, named as the inputs of the page are: `numerator`, `x`, `items`,
`input-0`… The same mapping comes from a plain form, from the autosave and from what was kept half-typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext, gettext_noop

from scoring.core.canonical import canonical_json
from scoring.core.criteria import Leaf
from scoring.core.doubt import doubt
from scoring.core.enums import Kind, Source
from scoring.core.errors import Refused
from scoring.core.fields import load_object
from scoring.core.numbers import exact, plain
from scoring.core.rules import parse_rule, parse_value
from scoring.models import Answer, Criterion
from scoring.selectors.submissions.claim_inputs import POINTS, Typed, input_of, number_text, shown_number, speech
from scoring.workbook.records import EXEMPT, NOTHING, StageText
from scoring.workbook.scores import stage_text

LONGEST_TEXT = 500


def leaf_of(criterion: Criterion) -> Leaf:
    """The arithmetic's view of a leaf; equal rules are parsed once in a process."""
    return _leaf(
        criterion.code,
        plain(criterion.max_points),
        criterion.kind,
        criterion.source,
        canonical_json(criterion.rule),
        criterion.indicator,
    )


@lru_cache(maxsize=20_000)
def _leaf(code: str, maximum: str, kind: str, source: str, rule: str, indicator: str) -> Leaf:
    most = exact(maximum)
    return Leaf(code, most, Kind(kind), Source(source), parse_rule(load_object(rule), most), indicator or None)


def tidy(leaf: Leaf, raw: Any) -> dict[str, Any]:
    """What was typed into the leaf's inputs, without blanks and strangers. `TypeError` when it is no such mapping."""
    if not isinstance(raw, Mapping):
        raise TypeError("what is typed is a mapping of texts")
    found: dict[str, Any] = {}
    for name in input_of(leaf).names(leaf.rule):
        text = _texts(raw.get(name)) if name == "items" else _text(raw.get(name))
        if text:
            found[name] = text
    return found


def _texts(raw: Any) -> list[str]:
    given = [raw] if isinstance(raw, str) else raw or []
    if not isinstance(given, list):
        raise TypeError("items are a list of codes")
    return sorted({text for item in given if (text := _text(item))})


def _text(raw: Any) -> str:
    if raw is not None and not isinstance(raw, str):
        raise TypeError("what is typed is text")
    text = unicodedata.normalize("NFC", (raw or "").replace("\0", "")).strip()
    if len(text) > LONGEST_TEXT:
        raise TypeError("what is typed for a claim is short")
    return text


def read_claim(leaf: Leaf, typed: Typed) -> StageText:
    """Points and value as they are stored (`stage_text`); `Refused` says what is still wrong with what was typed."""
    if not typed:
        return NOTHING
    kind = input_of(leaf)
    if kind is POINTS:
        return stage_text(leaf, number_text(typed["points"]), None)
    return stage_text(leaf, None, canonical_json(kind.value(leaf.rule, typed)))


def typed_of(leaf: Leaf, answer: Answer) -> dict[str, Any]:
    """What stands in the leaf's inputs for this answer."""
    if answer.typed:
        return dict(answer.typed)
    if answer.value is not None:
        return input_of(leaf).typed(leaf.rule, answer.value)
    if answer.points is not None and input_of(leaf) is POINTS:
        return {"points": shown_number(plain(answer.points), speech())}
    return {}


_NAMES = {
    "numerator": gettext_noop("tử số"),
    "denominator": gettext_noop("mẫu số"),
    "x": gettext_noop("số liệu"),
    "count": gettext_noop("số lượng"),
    "answer": gettext_noop("câu trả lời"),
}


def hint_of(refused: Refused) -> str:
    """One sentence in the reader's language: what is wrong and what to do."""
    params = dict(refused.params)
    if (name := _NAMES.get(str(params.get("key")))) is not None:
        params["key"] = gettext(name)
    rule, remedy = gettext(refused.rule) % params, gettext(refused.remedy) % params
    sentence = f"{rule}: {remedy}."
    return sentence[0].upper() + sentence[1:]


@dataclass(frozen=True, slots=True)
class Claimed:
    """What an answer claims. No points and not `exempt`: nothing yet; then `hint` says what is wrong with it.

    Where there are points, `hint` asks about a figure that looks mistyped.
    """

    points: Fraction | None = None
    exempt: bool = False
    sentence: str = ""
    hint: str = ""

    @property
    def shown(self) -> str:
        """The points as they are read, nothing where there are none."""
        return "" if self.points is None else speech().points(self.points)


def claimed(leaf: Leaf, answer: Answer | None) -> Claimed:
    """The claim with the sentence that explains it, in the reader's language."""
    if answer is None:
        return Claimed()
    if answer.typed:
        return Claimed(hint=_hint(leaf, answer.typed))
    if answer.value is not None:
        reading = parse_value(leaf.rule, answer.value)
        sentence = leaf.rule.explain(reading, leaf.maximum, speech())
        exempt = answer.scored == EXEMPT
        points = None if exempt else Fraction(answer.scored or "0")
        return Claimed(points, exempt, sentence, doubt(leaf.rule, reading, speech()))
    if answer.points is None:
        return Claimed()
    points = exact(answer.points)
    return Claimed(points, sentence=gettext("Tự chấm: %(points)s điểm") % {"points": speech().points(points)})


def claimed_points(answer: Answer) -> Fraction | None:
    """As `claimed`, without the words."""
    if answer.value is not None:
        return None if answer.scored == EXEMPT else Fraction(answer.scored or "0")
    return None if answer.points is None else exact(answer.points)


def _hint(leaf: Leaf, typed: Typed) -> str:
    try:
        read_claim(leaf, typed)
    except Refused as refused:
        return hint_of(refused)
    return ""
