"""How each kind of rule is answered: the page's piece, the names in it, the ways between text and value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import get_language, gettext_noop

from scoring.core.criteria import Leaf
from scoring.core.enums import Language
from scoring.core.errors import Refused
from scoring.core.numbers import NotANumber, decimal, plain
from scoring.core.speech import SPEECH, Speech

Typed = Mapping[str, Any]
_LIKE_THOUSANDS = {
    Language.VIETNAMESE: re.compile(r"[1-9]\d{0,2}\.\d{3}\Z"),
    Language.ENGLISH: re.compile(r"[1-9]\d{0,2},\d{3}\Z"),
}
_SWAPPED = str.maketrans(",.", ".,")


def language() -> Language:
    return Language.ENGLISH if (get_language() or "").startswith("en") else Language.VIETNAMESE


def speech() -> Speech:
    return SPEECH[language()]


class Input(NamedTuple):
    """How one kind of rule is answered: the page's piece, the names in it, and the two ways between text and value."""

    template: str
    names: Callable[[Any], tuple[str, ...]]
    value: Callable[[Any, Typed], dict[str, Any]]
    typed: Callable[[Any, Typed], dict[str, Any]]


def number_text(text: str) -> str:
    """Canonical text of a number as people write it; what could be read in two ways is refused."""
    if "%" in text:
        raise Refused(
            gettext_noop("“%(given)s” có dấu phần trăm"), gettext_noop("bỏ dấu, ghi số theo cách tính điểm"), given=text
        )
    if _LIKE_THOUSANDS[language()].match(text):
        raise Refused(
            gettext_noop("“%(given)s” có thể hiểu theo hai cách"),
            gettext_noop("ghi %(whole)s nếu là số nguyên, %(decimal)s nếu là số lẻ"),
            given=text,
            whole=re.sub(r"[.,]", "", text),
            decimal=text.translate(_SWAPPED),
        )
    try:
        return plain(decimal(text))
    except NotANumber as error:
        raise Refused(
            gettext_noop("“%(given)s” không phải là số"), gettext_noop("ghi số, ví dụ 1,5"), given=text
        ) from error


_MISSING = {
    "numerator": (gettext_noop("chưa có tử số"), gettext_noop("ghi tử số")),
    "denominator": (gettext_noop("chưa có mẫu số"), gettext_noop("ghi mẫu số")),
}


def _quotient(rule: Any, typed: Typed) -> dict[str, Any]:
    found = {name: number_text(typed[name]) for name in ("numerator", "denominator") if name in typed}
    for name, words in _MISSING.items():
        if name not in found:
            raise Refused(*words)
    return found


def _quantity_or_quotient(rule: Any, typed: Typed) -> dict[str, Any]:
    if "x" not in typed:
        return _quotient(rule, typed)
    if len(typed) > 1:
        raise Refused(
            gettext_noop("đã ghi cả số liệu và tử số, mẫu số"), gettext_noop("chỉ giữ một trong hai cách ghi")
        )
    return {"x": number_text(typed["x"])}


def _items(rule: Any, typed: Typed) -> dict[str, Any]:
    items = list(typed.get("items", ()))
    if items and "none" in typed:
        raise Refused(gettext_noop("đã chọn cả “Không có mục nào” và mục khác"), gettext_noop("chỉ giữ một trong hai"))
    return {"items": items}


def _typed_items(rule: Any, value: Typed) -> dict[str, Any]:
    return {"items": list(value["items"])} if value["items"] else {"none": "1"}


def input_names(rule: Any) -> tuple[str, ...]:
    """The named inputs of a compound rule, each once, in the order of its conditions."""
    return tuple(dict.fromkeys(condition.input for condition in rule.all_of))


def _places(rule: Any) -> tuple[str, ...]:
    return tuple(f"input-{place}" for place in range(len(input_names(rule))))


def _inputs(rule: Any, typed: Typed) -> dict[str, Any]:
    found = {}
    for place, name in zip(_places(rule), input_names(rule), strict=True):
        if place not in typed:
            raise Refused(gettext_noop("chưa có “%(name)s”"), gettext_noop("ghi số liệu này"), name=name)
        found[name] = number_text(typed[place])
    return {"inputs": found}


def _typed_inputs(rule: Any, value: Typed) -> dict[str, Any]:
    shown = speech()
    return {
        place: shown_number(value["inputs"][name], shown)
        for place, name in zip(_places(rule), input_names(rule), strict=True)
    }


def shown_number(text: str, shown: Speech) -> str:
    return text.replace(".", ",") if shown.language is Language.VIETNAMESE else text


def _typed_numbers(rule: Any, value: Typed) -> dict[str, Any]:
    shown = speech()
    return {name: shown_number(text, shown) for name, text in value.items()}


def _of(*names: str) -> Callable[[Any], tuple[str, ...]]:
    def names_of(rule: Any) -> tuple[str, ...]:
        return names

    return names_of


def _nothing(rule: Any, typed: Typed) -> dict[str, Any]:
    """Points are no value."""
    return {}


def _answer(rule: Any, typed: Typed) -> dict[str, Any]:
    return {"answer": {"yes": True, "no": False}.get(typed["answer"])}


def _typed_answer(rule: Any, value: Typed) -> dict[str, Any]:
    return {"answer": "yes" if value["answer"] else "no"}


def _label(rule: Any, typed: Typed) -> dict[str, Any]:
    return {"label": typed["label"]}


def _one_number(rule: Any, typed: Typed) -> dict[str, Any]:
    return {name: number_text(text) for name, text in typed.items()}


POINTS = Input("points", _of("points"), _nothing, _nothing)
YES_NO = Input("yes_no", _of("answer"), _answer, _typed_answer)
LEVELS = Input("levels", _of("label"), _label, _label)
CHECKLIST = Input("checklist", _of("items", "none"), _items, _typed_items)
RATIO = Input("ratio", _of("numerator", "denominator"), _quotient, _typed_numbers)
QUANTITY = Input("quantity", _of("x", "numerator", "denominator"), _quantity_or_quotient, _typed_numbers)
NUMBER = Input("number", _of("x"), _one_number, _typed_numbers)
COUNT = Input("count", _of("count"), _one_number, _typed_numbers)
NAMED = Input("named", _places, _inputs, _typed_inputs)

#: The input of every kind of rule (`scoring.core.rules.RULES`); a new kind adds its own here.
INPUTS: Mapping[str, Input] = {
    "manual": POINTS,
    "yes_no": YES_NO,
    "levels": LEVELS,
    "checklist": CHECKLIST,
    "ratio": RATIO,
    "rescaled": QUANTITY,
    "bands": QUANTITY,
    "threshold": QUANTITY,
    "per_violation": COUNT,
    "per_unit": COUNT,
    "steps": NUMBER,
    "compound": NAMED,
    "convert": NUMBER,
}


def input_of(leaf: Leaf) -> Input:
    return INPUTS[leaf.rule.kind]
