"""The policies as a sheet of inputs, and back: each with a place for the regulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from scoring.core.errors import Refused
from scoring.core.modifiers import MODIFIERS
from scoring.core.policy import parse_class_scale
from scoring.core.rules.compound import OPERATORS
from scoring.enums import IndexMode, LateSubmissions, On, OverallMean, SupplementScope
from scoring.selectors.campaigns.policy_values import REPLY_PHASES
from scoring.selectors.campaigns.rulebook import Rulebook

FIGURES = frozenset(
    {"supplement_rate", "index_cap", "cross_check_share", "cross_check_tolerance", "council_quorum", "council_bound"}
)
Options = Sequence[tuple[str, str]]
MOST_MODIFIERS = 50


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy of the sheet; with choices it is a list, else a text, and a flag is a box to tick.

    `ticks` are the values of one that takes several, each a box.
    """

    name: str
    label: Promise
    help: Promise | str = ""
    choices: type[TextChoices] | None = None
    is_flag: bool = False
    ticks: tuple[TextChoices, ...] = ()
    is_day: bool = False


GROUPS: tuple[tuple[Promise, tuple[Policy, ...]], ...] = (
    (
        gettext_lazy("Điểm bổ sung"),
        (
            Policy(
                "supplement_rate",
                gettext_lazy("Tỷ lệ ghi nhận phần điểm tăng sau bổ sung"),
                gettext_lazy("Từ 0 đến 1, ví dụ 0,7 là ghi nhận 70%."),
            ),
            Policy("supplement_scope", gettext_lazy("Áp dụng cho"), choices=SupplementScope),
        ),
    ),
    (
        gettext_lazy("Chỉ số"),
        (
            Policy("index_mode", gettext_lazy("Cách tính chỉ số"), choices=IndexMode),
            Policy("index_digits", gettext_lazy("Số chữ số thập phân"), gettext_lazy("Từ 0 đến 6, thường là 2.")),
            Policy("index_cap", gettext_lazy("Giới hạn trên"), gettext_lazy("Ví dụ 100; bỏ trống là không giới hạn.")),
            Policy("overall_mean", gettext_lazy("Trung bình chung là"), choices=OverallMean),
        ),
    ),
    (
        gettext_lazy("Xếp loại và xếp hạng"),
        (
            Policy(
                "class_scale",
                gettext_lazy("Thang xếp loại"),
                gettext_lazy("Tên và cận dưới, cao nhất trước, loại cuối từ 0: Tốt:85;Khá:75;Trung bình:60;Yếu:0"),
            ),
            Policy("classify_on", gettext_lazy("Xếp loại theo"), choices=On),
            Policy("rank_on", gettext_lazy("Xếp hạng theo"), choices=On),
        ),
    ),
    (
        gettext_lazy("Nộp hồ sơ"),
        (
            Policy("late_submissions", gettext_lazy("Hồ sơ nộp sau hạn"), choices=LateSubmissions),
            Policy("separate_sign_off", gettext_lazy("Người ký nộp phải khác người lập hồ sơ"), is_flag=True),
        ),
    ),
    (
        gettext_lazy("Thẩm định"),
        (
            Policy(
                "conflict_since",
                gettext_lazy("Xung đột lợi ích tính từ ngày"),
                gettext_lazy(
                    "Ai thuộc một cơ quan vào ngày này hoặc sau đó thì không thẩm định cơ quan đó; "
                    "bỏ trống là chỉ tính người đang thuộc cơ quan."
                ),
                is_day=True,
            ),
            Policy(
                "cross_check_share",
                gettext_lazy("Tỷ lệ chấm chéo ngẫu nhiên"),
                gettext_lazy("Từ 0 đến 1, ví dụ 0,05 là cứ 100 tiêu chí thì 5 tiêu chí được chấm hai lần."),
            ),
            Policy(
                "cross_check_tolerance",
                gettext_lazy("Chênh lệch cho phép giữa hai người chấm"),
                gettext_lazy("Phần của điểm tối đa, từ 0 đến 1; quá mức này thì phải thống nhất điểm."),
            ),
            Policy(
                "reply_phases",
                gettext_lazy("Cơ quan được xem và trả lời điểm ở giai đoạn"),
                gettext_lazy("Chỉ điểm của lần thẩm định đã chốt."),
                ticks=REPLY_PHASES,
            ),
        ),
    ),
    (
        gettext_lazy("Hội đồng"),
        (
            Policy(
                "council_quorum",
                gettext_lazy("Tỷ lệ thành viên phải có mặt"),
                gettext_lazy("Ví dụ 2/3."),
            ),
            Policy(
                "council_bound",
                gettext_lazy("Điểm thưởng, điểm trừ phải qua Hội đồng từ"),
                gettext_lazy("Số điểm, ví dụ 1."),
            ),
        ),
    ),
)

KIND_LABELS: Mapping[str, Promise] = {
    "drop_if_indicator": gettext_lazy("Hạ bậc theo chỉ tiêu"),
    "cap_if_indicator": gettext_lazy("Giới hạn loại theo chỉ tiêu"),
    "drop_unless_subordinates": gettext_lazy("Hạ bậc khi đơn vị trực thuộc không đạt"),
    "cap_if_late": gettext_lazy("Giới hạn loại khi nộp muộn"),
}
_LIMITS = ("bloc", "level")
_PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "drop_if_indicator": ("indicator", "op", "value", "drop", *_LIMITS),
    "cap_if_indicator": ("indicator", "op", "value", "class", *_LIMITS),
    "drop_unless_subordinates": ("share", "drop", *_LIMITS),
    "cap_if_late": ("class", *_LIMITS),
}
_PARAMETER_LABELS: Mapping[str, Promise] = {
    "indicator": gettext_lazy("Mã chỉ tiêu"),
    "op": gettext_lazy("So sánh"),
    "value": gettext_lazy("Giá trị"),
    "drop": gettext_lazy("Số bậc bị hạ"),
    "class": gettext_lazy("Cao nhất là loại"),
    "share": gettext_lazy("Tỷ lệ đơn vị trực thuộc phải đạt, ví dụ 2/3"),
    "bloc": gettext_lazy("Chỉ áp dụng cho khối"),
    "level": gettext_lazy("Chỉ áp dụng cho cấp"),
}


@dataclass(frozen=True, slots=True)
class Input:
    name: str
    label: str
    value: str
    options: Options = ()
    help: str = ""
    is_flag: bool = False
    is_ticked: bool = False
    is_day: bool = False
    ticks: Sequence[tuple[str, str, bool]] = ()
    citation: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ModifierRow:
    number: int
    kind: str
    label: str
    inputs: tuple[Input, ...]
    citation: str
    fault: str


@dataclass(frozen=True, slots=True)
class Sheet:
    groups: list[tuple[str, list[Input]]]
    modifiers: list[ModifierRow]
    kinds: list[tuple[str, str]]
    seen: str

    @property
    def has_faults(self) -> bool:
        inputs = (item for _label, group in self.groups for item in group)
        return any(item.fault for item in inputs) or any(row.fault for row in self.modifiers)


def sheet_of(rulebook: Rulebook, *, blocs: Options, seen: str, faults: Mapping[str, Refused]) -> Sheet:
    """Everything that the template draws."""
    said = {name: _said(refused) for name, refused in faults.items()}
    groups = [(str(title), [_input(item, rulebook, said) for item in policies]) for title, policies in GROUPS]
    rows = [_row(number, rule, rulebook, blocs, said) for number, rule in enumerate(rulebook.modifiers, 1)]
    return Sheet(groups, rows, [(kind, str(label)) for kind, label in KIND_LABELS.items()], seen)


def rulebook_from(given: QueryDict) -> Rulebook:
    """What was typed, as it was typed; ticked modifiers are gone, the others in the order of their numbers."""
    typed: dict[str, Any] = {item.name: _typed(given, item) for _title, group in GROUPS for item in group}
    cited = {item.name: given.get(f"cite-{item.name}", "") for _title, group in GROUPS for item in group}
    kept = [number for number in _numbers(given) if f"m{number}-remove" not in given]
    kept.sort(key=lambda number: _order(given, number))
    cited |= {f"modifier:{place}": given.get(f"cite-m{number}", "") for place, number in enumerate(kept, 1)}
    rules = tuple(_rule(given, number) for number in kept)
    return Rulebook(**typed, citations=cited, modifiers=rules)


def _typed(given: QueryDict, item: Policy) -> Any:
    if item.ticks:
        return tuple(given.getlist(item.name))
    return item.name in given if item.is_flag else given.get(item.name, "")


def with_another(rulebook: Rulebook, kind: str) -> Rulebook:
    """One more modifier, still to be filled in."""
    if kind not in KIND_LABELS or len(rulebook.modifiers) >= MOST_MODIFIERS:
        return rulebook
    return replace(rulebook, modifiers=(*rulebook.modifiers, {"kind": kind}))


def _numbers(given: QueryDict) -> list[int]:
    return [number for number in range(1, MOST_MODIFIERS + 1) if given.get(f"m{number}-kind") in MODIFIERS]


def _order(given: QueryDict, number: int) -> int:
    text = given.get(f"m{number}-order", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else number


def _rule(given: QueryDict, number: int) -> dict[str, str]:
    kind = given.get(f"m{number}-kind", "")
    typed = {name: given.get(f"m{number}-{name}", "").strip() for name in _PARAMETERS[kind]}
    return {"kind": kind, **{name: text for name, text in typed.items() if text}}


def _input(policy: Policy, rulebook: Rulebook, faults: Mapping[str, str]) -> Input:
    value = getattr(rulebook, policy.name)
    options = [(str(key), str(label)) for key, label in policy.choices.choices] if policy.choices else []
    return Input(
        name=policy.name,
        label=str(policy.label),
        value="" if policy.is_flag or policy.ticks else _shown(policy.name, value),
        options=options,
        help=str(policy.help),
        is_flag=policy.is_flag,
        is_ticked=value is True,
        is_day=policy.is_day,
        ticks=[(item.value, str(item.label), item.value in value) for item in policy.ticks],
        citation=rulebook.citations.get(policy.name, ""),
        fault=faults.get(policy.name, ""),
    )


def _shown(name: str, value: str) -> str:
    """Figures with the comma of the country; both signs are read."""
    return value.replace(".", ",") if name in FIGURES else value


def _row(
    number: int, rule: Mapping[str, Any], rulebook: Rulebook, blocs: Options, faults: Mapping[str, str]
) -> ModifierRow:
    kind, name = rule["kind"], f"modifier:{number}"
    offered: Mapping[str, Options] = {
        "op": [(sign, sign) for sign in OPERATORS],
        "class": [(item, item) for item in _class_names(rulebook)],
        "bloc": [("", _("mọi khối")), *blocs],
    }
    inputs = tuple(
        Input(f"m{number}-{key}", str(_PARAMETER_LABELS[key]), str(rule.get(key, "")), offered.get(key, ()))
        for key in _PARAMETERS[kind]
    )
    return ModifierRow(
        number, kind, str(KIND_LABELS[kind]), inputs, rulebook.citations.get(name, ""), faults.get(name, "")
    )


def _class_names(rulebook: Rulebook) -> tuple[str, ...]:
    try:
        return parse_class_scale(rulebook.class_scale).names
    except Refused:
        return ()


def _said(refused: Refused) -> str:
    """The fault in words; parameters of a rule under the labels of their inputs, not under JSON's keys."""
    key = refused.params.get("key")
    words = {**refused.params, "key": _PARAMETER_LABELS.get(str(key), key)}
    if refused.rule.startswith("thiếu khóa"):
        return _("Chưa nhập “%(key)s”.") % words
    rule, remedy = (_(text) % words for text in (refused.rule, refused.remedy))
    return f"{rule[:1].upper()}{rule[1:]}: {remedy}."
