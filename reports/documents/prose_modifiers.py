"""Rules that change a class, in words: the rule itself, and why one agency's class was changed (CONTRACT §7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from pari.ui.dates import moment_text
from pari.ui.numbers import count
from reports.documents.facts import AgencyFact, ClassChange, ModifierRule, ReportFacts
from reports.documents.wording import AGENCIES, agencies, bloc_name

INDICATORS = {"late_rate": "tỷ lệ hồ sơ trễ hạn", "violations": "số vụ việc vi phạm"}
LEVELS = {"tinh": "tỉnh", "huyen": "huyện", "xa": "xã"}
PERCENT_INDICATORS = frozenset({"late_rate"})

_REACHES = {
    ">=": "từ {} trở lên",
    ">": "trên {}",
    "<=": "từ {} trở xuống",
    "<": "dưới {}",
    "==": "bằng {}",
}
_HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": lambda x, y: x >= y,
    ">": lambda x, y: x > y,
    "<=": lambda x, y: x <= y,
    "<": lambda x, y: x < y,
    "==": lambda x, y: x == y,
}


def rule_sentence(facts: ReportFacts, rule: ModifierRule) -> str:
    """What the rule does to whom; without a capital or a stop."""
    return RULES[rule.kind](rule, f"{AGENCIES}{_limit(facts, rule)}")


def _drop_on_indicator(rule: ModifierRule, whom: str) -> str:
    return f"hạ {count(rule.drop)} bậc đối với {whom} có {_condition(rule)}"


def _cap_on_indicator(rule: ModifierRule, whom: str) -> str:
    return f"không xếp trên loại {rule.class_name} đối với {whom} có {_condition(rule)}"


def _drop_unless_subordinates(rule: ModifierRule, whom: str) -> str:
    return f"hạ {count(rule.drop)} bậc đối với {whom} có chưa đủ {rule.share} số đơn vị trực thuộc được xếp cùng loại hoặc cao hơn"


def _cap_if_late(rule: ModifierRule, whom: str) -> str:
    return f"không xếp trên loại {rule.class_name} đối với {whom} nộp hồ sơ sau thời hạn"


RULES: Mapping[str, Callable[[ModifierRule, str], str]] = {
    "drop_if_indicator": _drop_on_indicator,
    "cap_if_indicator": _cap_on_indicator,
    "drop_unless_subordinates": _drop_unless_subordinates,
    "cap_if_late": _cap_if_late,
}


def _limit(facts: ReportFacts, rule: ModifierRule) -> str:
    """To whom the rule is limited: a bloc by its name, a level by its usual word."""
    names = {bloc.code: bloc_name(bloc) for bloc in facts.blocs}
    bloc = f" thuộc {names.get(rule.bloc, rule.bloc)}" if rule.bloc else ""
    return bloc + (f" cấp {LEVELS.get(rule.level, rule.level)}" if rule.level else "")


def _condition(rule: ModifierRule) -> str:
    return f"{_indicator(rule.indicator)} {_REACHES[rule.op].format(_amount(rule.indicator, rule.value))}"


def _indicator(code: str) -> str:
    return INDICATORS.get(code, f"chỉ tiêu “{code}”")


def _amount(indicator: str, value: str) -> str:
    return value.replace(".", ",") + ("%" if indicator in PERCENT_INDICATORS else "")


def reason(change: ClassChange, rules: Sequence[ModifierRule]) -> str:
    """Why a class was changed: `từ Tốt xuống Khá do tỷ lệ hồ sơ trễ hạn 12,5% (từ 10% trở lên)`."""
    rule = _rule_behind(change, rules)
    return f"từ {change.before} xuống {change.after} do {REASONS[change.kind](change, rule)}"


def _rule_behind(change: ClassChange, rules: Sequence[ModifierRule]) -> ModifierRule | None:
    """The rule of the same kind that the recorded value meets; None when several could be meant."""
    meant = [rule for rule in rules if rule.kind == change.kind and _could_be(rule, change.value)]
    return meant[0] if len({rule.indicator for rule in meant}) == 1 else None


def _could_be(rule: ModifierRule, value: str) -> bool:
    return not rule.op or _HOLDS[rule.op](Decimal(value), Decimal(rule.value))


def _by_indicator(change: ClassChange, rule: ModifierRule | None) -> str:
    if rule is None:
        return f"giá trị chỉ tiêu {change.value.replace('.', ',')}"
    reach = _REACHES[rule.op].format(_amount(rule.indicator, rule.value))
    return f"{_indicator(rule.indicator)} {_amount(rule.indicator, change.value)} (mức quy định: {reach})"


def _by_subordinates(change: ClassChange, rule: ModifierRule | None) -> str:
    share = f" (quy định: ít nhất {rule.share})" if rule else ""
    return f"chỉ có {change.value} đơn vị trực thuộc được xếp cùng loại hoặc cao hơn{share}"


def _by_lateness(change: ClassChange, rule: ModifierRule | None) -> str:
    return f"nộp hồ sơ sau thời hạn ({moment_text(datetime.fromisoformat(change.value))})"


REASONS: Mapping[str, Callable[[ClassChange, ModifierRule | None], str]] = {
    "drop_if_indicator": _by_indicator,
    "cap_if_indicator": _by_indicator,
    "drop_unless_subordinates": _by_subordinates,
    "cap_if_late": _by_lateness,
}


def why(agency: AgencyFact, rules: Sequence[ModifierRule]) -> str:
    """All changes of an agency's class, in order: the note under the main table."""
    return "; sau đó ".join(reason(change, rules) for change in agency.class_changes)


def modifiers_sentence(facts: ReportFacts) -> str:
    """Who was moved by a rule, or that nobody was; empty when the campaign has no such rule."""
    changed = [agency for agency in facts.agencies if agency.class_changes]
    if changed:
        who = "; ".join(f"{agency.called} ({why(agency, facts.modifiers)})" for agency in changed)
        return f"{agencies(len(changed))} bị điều chỉnh xếp loại theo quy định: {who}."
    if facts.modifiers:
        return "Không có cơ quan, đơn vị nào phải điều chỉnh xếp loại theo các quy định nêu trên."
    return ""
