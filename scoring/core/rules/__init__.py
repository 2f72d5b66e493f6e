"""The scoring rules of a leaf: one table of kinds (CONTRACT §4)."""

from scoring.core.rules.table import INDICATOR_KINDS, RULES, parse_rule, parse_value

__all__ = ["INDICATOR_KINDS", "RULES", "parse_rule", "parse_value"]
