"""The builder of a rule as plain fields: what each kind asks for, and the way between form and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from scoring.core.rules.compound import SIGNS
from scoring.selectors.submissions.claim_inputs import number_text, shown_number, speech
from scoring.services.criteria.texts import line

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Blank:
    """One parameter. With `options` it is chosen; a number unless `is_text`; empty takes the default."""

    name: str
    label: Words
    default: str = ""
    help: Words = ""
    options: tuple[tuple[str, Words], ...] = ()
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class RuleForm:
    """`rows` is the name of the list that the columns fill."""

    label: Words
    blanks: tuple[Blank, ...] = ()
    rows: str = ""
    columns: tuple[Blank, ...] = ()
    row_label: Words = ""


_POINTS = Blank("points", _("Điểm"))
_EMPTY = (
    ("", _("báo lỗi")),
    ("exempt", _("không tính tiêu chí")),
    ("full", _("cho điểm tối đa")),
    ("zero", _("cho 0 điểm")),
)

#: Every rule kind (`scoring.core.rules.RULES`) with the fields it is built from.
RULE_FORMS: Mapping[str, RuleForm] = {
    "manual": RuleForm(_("Chấm trực tiếp")),
    "yes_no": RuleForm(_("Có hoặc không")),
    "levels": RuleForm(
        _("Chọn một mức"),
        rows="levels",
        columns=(Blank("label", _("Mức"), is_text=True), _POINTS),
        row_label=_("mức"),
    ),
    "checklist": RuleForm(
        _("Cộng điểm các mục"),
        rows="items",
        columns=(
            Blank("code", _("Mã"), help=_("để trống: tự đặt"), is_text=True),
            Blank("label", _("Mục"), is_text=True),
            _POINTS,
        ),
        row_label=_("mục"),
    ),
    "ratio": RuleForm(
        _("Tỷ lệ tử số trên mẫu số"),
        (
            Blank("full", _("Tỷ lệ đạt điểm tối đa"), "1", _("1 là 100%")),
            Blank("floor", _("Dưới tỷ lệ này: 0 điểm"), "0", _("0,8 là 80%")),
            Blank("empty", _("Khi mẫu số bằng 0"), options=_EMPTY),
        ),
    ),
    "rescaled": RuleForm(
        _("Chia đều giữa hai mốc"),
        (
            Blank("low", _("Mốc 0 điểm")),
            Blank("high", _("Mốc điểm tối đa"), help=_("nhỏ hơn mốc 0 điểm: càng ít càng tốt")),
        ),
    ),
    "bands": RuleForm(_("Theo khoảng"), rows="bands", columns=(Blank("from", _("Từ")), _POINTS), row_label=_("khoảng")),
    "threshold": RuleForm(_("Đạt ngưỡng"), (Blank("at", _("Ngưỡng"), "1"),)),
    "per_violation": RuleForm(_("Trừ theo số vi phạm"), (Blank("deduct", _("Điểm trừ mỗi trường hợp")),)),
    "per_unit": RuleForm(_("Cộng theo số lượng"), (Blank("unit", _("Điểm cộng mỗi trường hợp")),)),
    "steps": RuleForm(
        _("Theo bậc"),
        (
            Blank("start", _("Bắt đầu từ")),
            Blank("base", _("Điểm khi bắt đầu")),
            Blank("step", _("Mỗi bậc thêm")),
            Blank("increment", _("Điểm cộng mỗi bậc")),
        ),
    ),
    "compound": RuleForm(
        _("Đủ mọi điều kiện"),
        rows="all_of",
        columns=(
            Blank("input", _("Số liệu"), is_text=True),
            Blank("op", _("So sánh"), ">=", options=tuple(SIGNS.items())),
            Blank("value", _("Giá trị")),
        ),
        row_label=_("điều kiện"),
    ),
    "convert": RuleForm(_("Quy đổi từ thang khác"), (Blank("scale", _("Thang của số liệu"), "100"),)),
}
MOST_ROWS = 60


@dataclass(slots=True)
class RuleTyped:
    """What stands in the builder, right or wrong."""

    kind: str = "manual"
    blanks: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)

    @property
    def form(self) -> RuleForm:
        return RULE_FORMS[self.kind]

    @property
    def shown_blanks(self) -> list[tuple[Blank, str]]:
        return [(blank, self.blanks.get(blank.name, "")) for blank in self.form.blanks]

    @property
    def shown_rows(self) -> list[list[tuple[Blank, str]]]:
        return [[(blank, row.get(blank.name, "")) for blank in self.form.columns] for row in self.rows]

    def add_row(self) -> None:
        self.rows.append({blank.name: blank.default for blank in self.form.columns})

    def as_json(self) -> dict[str, Any]:
        """As the core reads it; empty rows are left out. A text that is no number is `Refused`."""
        found: dict[str, Any] = {"kind": self.kind}
        found |= _filled(self.form.blanks, self.blanks)
        if self.form.rows:
            filled = (row for row in self.rows if any(text for name, text in row.items() if name != "op"))
            found[self.form.rows] = [_filled(self.form.columns, row) for row in filled]
        if self.kind == "checklist":
            _name_items(found["items"])
        return found


def _filled(blanks: Iterable[Blank], given: Mapping[str, str]) -> dict[str, str]:
    texts = ((blank, line(given.get(blank.name))) for blank in blanks)
    return {blank.name: text if blank.is_text or blank.options else number_text(text) for blank, text in texts if text}


def _name_items(items: list[dict[str, str]]) -> None:
    """Items without a code take the next free letter, after `z` a number."""
    taken = {item["code"] for item in items if "code" in item}
    free = (code for code in [*"abcdefghijklmnopqrstuvwxyz", *map(str, range(1, 100))] if code not in taken)
    for item in items:
        if "code" not in item:
            item["code"] = next(free)


def rule_of_form(post: QueryDict) -> RuleTyped:
    kind = post.get("rule-kind", "manual")
    form = RULE_FORMS[kind] if kind in RULE_FORMS else RULE_FORMS["manual"]
    typed = RuleTyped(kind if kind in RULE_FORMS else "manual")
    typed.blanks = {blank.name: post.get(f"rule-{blank.name}", blank.default) for blank in form.blanks}
    numbers = [
        number for number in range(MOST_ROWS) if any(f"rule-{number}-{blank.name}" in post for blank in form.columns)
    ]
    typed.rows = [
        {blank.name: post.get(f"rule-{number}-{blank.name}", "") for blank in form.columns} for number in numbers
    ]
    if form.columns and not typed.rows:
        typed.add_row()
        typed.add_row()
    return typed


def rule_of_json(rule: Mapping[str, Any]) -> RuleTyped:
    """A stored rule in the builder, numbers as the reader writes them."""
    form = RULE_FORMS[rule["kind"]]
    typed = RuleTyped(rule["kind"])
    typed.blanks = {blank.name: _shown(blank, rule.get(blank.name, "")) for blank in form.blanks}
    typed.rows = [
        {blank.name: _shown(blank, row.get(blank.name, "")) for blank in form.columns}
        for row in rule.get(form.rows, ())
    ]
    return typed


def _shown(blank: Blank, text: str) -> str:
    return text if blank.is_text or blank.options else shown_number(text, speech())
