"""Every rule kind there is; to add one, write its class and add it here (docs/adding-a-rule.md)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from scoring.core.fields import Fields
from scoring.core.rules.base import Rule
from scoring.core.rules.choices import Checklist, Levels, Manual, YesNo
from scoring.core.rules.compound import Compound
from scoring.core.rules.counts import PerUnit, PerViolation
from scoring.core.rules.quantities import Bands, Convert, Ratio, Rescaled, Steps, Threshold

KINDS: tuple[type[Rule], ...] = (
    Manual,
    YesNo,
    Levels,
    Checklist,
    Ratio,
    Rescaled,
    Bands,
    Threshold,
    PerViolation,
    PerUnit,
    Steps,
    Compound,
    Convert,
)
RULES: Mapping[str, type[Rule]] = {kind.kind: kind for kind in KINDS}
INDICATOR_KINDS = frozenset({"rescaled", "bands", "threshold", "steps", "convert"})


def parse_rule(parameters: Mapping[str, Any], maximum: Fraction) -> Rule:
    """The rule of a leaf with maximum M; unknown kinds, keys and impossible parameters are `Refused`."""
    fields = Fields(parameters)
    kind = fields.choice("kind", RULES)
    rule = RULES[kind].parse(fields, maximum)
    fields.finish()
    return rule


def parse_value(rule: Rule, value: Mapping[str, Any]) -> Any:
    """The reading of a `value` cell by its leaf's rule."""
    fields = Fields(value)
    reading = rule.read(fields)
    fields.finish()
    return reading
