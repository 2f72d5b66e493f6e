"""The input made for each kind of rule: which piece of template, and what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from scoring.core.criteria import Leaf
from scoring.core.rules.compound import SIGNS
from scoring.selectors.submissions.claim_inputs import input_names, input_of, speech


@dataclass(frozen=True, slots=True)
class Option:
    """Something to tick. `points` are shown beside the label."""

    value: str
    label: str
    points: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Blank:
    """A number to type."""

    name: str
    label: str
    value: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Widget:
    template: str
    options: tuple[Option, ...] = ()
    blanks: tuple[Blank, ...] = ()
    none_chosen: bool = False

    @property
    def blank(self) -> Mapping[str, Blank]:
        return {blank.name: blank for blank in self.blanks}


Parts = tuple[tuple[Option, ...], tuple[Blank, ...]]


def widget_of(leaf: Leaf, typed: Mapping[str, Any]) -> Widget:
    kind = input_of(leaf)
    options, blanks = _PARTS[kind.template](leaf, typed)
    none_chosen = bool(typed.get("none")) and not typed.get("items")
    return Widget(f"scoring/workspace/inputs/{kind.template}.html", options, blanks, none_chosen)


def said(leaf: Leaf, typed: Mapping[str, Any]) -> tuple[str, ...]:
    """What stands in the inputs, in words: one line for each thing chosen or typed."""
    widget = widget_of(leaf, typed)
    chosen = tuple(option.label for option in widget.options if option.chosen)
    typed_in = tuple(f"{blank.label}: {blank.value}" for blank in widget.blanks if blank.value)
    none = (_("Không có mục nào"),) if widget.none_chosen else ()
    return (*chosen, *typed_in, *none) or (_("(để trống)"),)


def _points_of(points: Fraction) -> str:
    return speech().points(points)


def _yes_no(leaf: Leaf, typed: Mapping[str, Any]) -> Parts:
    answer, none = typed.get("answer"), Fraction(0)
    return (
        Option("yes", _("Có"), _points_of(leaf.maximum), answer == "yes"),
        Option("no", _("Không"), _points_of(none), answer == "no"),
    ), ()


def _levels(leaf: Leaf, typed: Mapping[str, Any]) -> Parts:
    levels = getattr(leaf.rule, "levels", ())
    chosen = typed.get("label")
    return tuple(Option(label, label, _points_of(points), label == chosen) for label, points in levels), ()


def _checklist(leaf: Leaf, typed: Mapping[str, Any]) -> Parts:
    items, picked = getattr(leaf.rule, "items", ()), typed.get("items", ())
    options = (
        Option(item.code, item.label or item.code, _points_of(item.points), item.code in picked) for item in items
    )
    return tuple(options), ()


def _blanks(*named: tuple[str, Callable[[], str]]) -> Callable[[Leaf, Mapping[str, Any]], Parts]:
    def parts(leaf: Leaf, typed: Mapping[str, Any]) -> Parts:
        return (), tuple(Blank(name, label(), str(typed.get(name, ""))) for name, label in named)

    return parts


def _named(leaf: Leaf, typed: Mapping[str, Any]) -> Parts:
    wanted: dict[str, list[str]] = {}
    for item in getattr(leaf.rule, "all_of", ()):
        wanted.setdefault(item.input, []).append(f"{SIGNS[item.op]} {speech().number(item.value)}")
    names = enumerate(input_names(leaf.rule))
    blanks = (
        Blank(f"input-{place}", name, str(typed.get(f"input-{place}", "")), "; ".join(wanted[name]))
        for place, name in names
    )
    return (), tuple(blanks)


_PARTS: Mapping[str, Callable[[Leaf, Mapping[str, Any]], Parts]] = {
    "points": _blanks(("points", lambda: _("Điểm tự chấm"))),
    "yes_no": _yes_no,
    "levels": _levels,
    "checklist": _checklist,
    "ratio": _blanks(("numerator", lambda: _("Tử số")), ("denominator", lambda: _("Mẫu số"))),
    "quantity": _blanks(
        ("numerator", lambda: _("Tử số")), ("denominator", lambda: _("Mẫu số")), ("x", lambda: _("Số liệu đã tính sẵn"))
    ),
    "number": _blanks(("x", lambda: _("Số liệu"))),
    "count": _blanks(("count", lambda: _("Số lượng"))),
    "named": _named,
}
