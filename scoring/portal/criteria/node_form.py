"""The form of one criterion: what stands in it, the node it means, and how an officer will see that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from scoring.core.canonical import canonical_json
from scoring.core.criteria import Leaf
from scoring.core.criteria_nodes import SetNode
from scoring.core.enums import Kind
from scoring.core.enums import Source as CoreSource
from scoring.core.errors import Refused
from scoring.core.fields import load_object
from scoring.core.numbers import exact, plain
from scoring.core.rules import parse_value
from scoring.enums import Evidence, Explanation, Source
from scoring.enums import Kind as KindLabels
from scoring.portal.criteria.rows import sentence, words_of
from scoring.portal.criteria.rule_form import RULE_FORMS, RuleTyped, rule_of_form, rule_of_json
from scoring.portal.workspace.inputs import Widget, widget_of
from scoring.selectors.submissions.claim_inputs import number_text, shown_number, speech
from scoring.selectors.submissions.claims import read_claim, tidy
from scoring.services.criteria.nodes import Refusals, settled
from scoring.workbook.records import EXEMPT

TEXTS = ("code", "name", "specialty", "indicator", "guidance", "evidence_guidance", "note")
NUMBERS = ("max_points", "cap")
CHOICES: Mapping[str, Any] = {
    "kind": KindLabels,
    "source": Source,
    "evidence": Evidence,
    "explanation": Explanation,
}
DEFAULTS = {"kind": "score", "source": "self", "evidence": "optional", "explanation": "optional"}


@dataclass(slots=True)
class NodeTyped:
    """What stands in the form, right or wrong."""

    texts: dict[str, str]
    rule: RuleTyped = field(default_factory=RuleTyped)

    @property
    def is_group(self) -> bool:
        return self.texts["kind"] == Kind.GROUP

    @property
    def choices(self) -> dict[str, list[tuple[str, Any]]]:
        return {name: list(options.choices) for name, options in CHOICES.items()}

    @property
    def rule_kinds(self) -> list[tuple[str, Any]]:
        return [(kind, form.label) for kind, form in RULE_FORMS.items()]

    def node(self, annex: str, parent: str | None) -> SetNode:
        """What the form means; a text that is no number is `Refused`."""
        numbers = {name: _decimal(self.texts[name]) for name in NUMBERS}
        return SetNode(
            annex,
            self.texts["code"],
            parent,
            self.texts["name"],
            kind=Kind(self.texts["kind"]),
            max_points=numbers["max_points"],
            cap=numbers["cap"],
            source=self.texts["source"],
            specialty=self.texts["specialty"],
            rule="" if self.is_group else canonical_json(self.rule.as_json()),
            evidence=self.texts["evidence"],
            explanation=self.texts["explanation"],
            indicator=self.texts["indicator"],
            guidance=self.texts["guidance"],
            evidence_guidance=self.texts["evidence_guidance"],
            note=self.texts["note"],
        )


def _decimal(text: str) -> Decimal | None:
    return Decimal(number_text(text.strip())) if text.strip() else None


def typed_of_post(post: QueryDict) -> NodeTyped:
    texts = {name: post.get(f"node-{name}", "") for name in (*TEXTS, *NUMBERS)}
    for name, options in CHOICES.items():
        given = post.get(f"node-{name}", "")
        texts[name] = given if given in options.values else DEFAULTS[name]
    return NodeTyped(texts, rule_of_form(post))


def typed_of_node(node: SetNode) -> NodeTyped:
    texts = {name: getattr(node, name) for name in TEXTS}
    texts |= {name: _shown(getattr(node, name)) for name in NUMBERS}
    texts |= {name: str(getattr(node, name)) or DEFAULTS[name] for name in CHOICES}
    return NodeTyped(texts, RuleTyped() if node.is_group else rule_of_json(load_object(node.rule)))


def _shown(value: Decimal | None) -> str:
    return "" if value is None else shown_number(plain(value), speech())


def empty_form(code: str, *, is_group: bool) -> NodeTyped:
    blank = dict.fromkeys((*TEXTS, *NUMBERS), "")
    return NodeTyped(blank | DEFAULTS | {"code": code, "kind": "group" if is_group else "score"})


@dataclass(frozen=True, slots=True)
class Preview:
    """How an officer will see the rule: words, inputs and, where something was tried, its points."""

    words: tuple[str, ...] = ()
    widget: Widget | None = None
    maximum: str = ""
    tried: str = ""
    fault: str = ""


def preview_of(typed: NodeTyped, annex: str, tried: QueryDict | None = None) -> Preview:
    """Works on what stands in the form, saved or not; what is wrong is said in place of it."""
    if typed.is_group:
        return Preview()
    try:
        node = settled(_named(typed.node(annex, None)))
    except Refused as refused:
        return Preview(fault=sentence(refused))
    except Refusals as refusals:
        return Preview(fault=" ".join(sentence(fault.refused) for fault in refusals.faults))
    if node.source == Source.SURVEY:
        return Preview(words_of(node))
    leaf = Leaf(node.code, node.maximum, node.kind, CoreSource(node.source), node.parsed_rule(), node.indicator or None)
    given = {} if tried is None else tidy(leaf, _given(tried))
    shown = Preview(words_of(node), widget_of(leaf, given), speech().points(node.maximum))
    return shown if not given else Preview(shown.words, shown.widget, shown.maximum, _trial(leaf, given))


def _named(node: SetNode) -> SetNode:
    """Neither code nor name is needed to see how a rule works."""
    indicator = node.indicator or ("…" if node.source == Source.INDICATOR else "")
    return replace(node, code=node.code or "…", name=node.name or "…", indicator=indicator)


def _given(post: QueryDict) -> dict[str, Any]:
    return {name: post.getlist(name) if name == "items" else post.get(name) for name in post}


def _trial(leaf: Leaf, given: Mapping[str, Any]) -> str:
    try:
        read = read_claim(leaf, given)
    except Refused as refused:
        return sentence(refused)
    if read.value is None:
        points = speech().points(exact(read.points or "0"))
        return _("Tự chấm: %(points)s điểm") % {"points": points}
    if read.scored == EXEMPT:
        return _("Không phát sinh → không tính tiêu chí này")
    reading = parse_value(leaf.rule, load_object(read.value))
    return leaf.rule.explain(reading, leaf.maximum, speech())
