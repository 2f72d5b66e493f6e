"""What was found about a leaf, in the form its rule reads (the `value` column, CONTRACT §4)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from scoring.core.errors import Refused
from scoring.core.fields import Fields, no_duplicates, number, word
from scoring.core.numbers import plain


def text_of(value: Fraction) -> str:
    """Canonical text of a fraction that came from a decimal; any other would never end."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    return plain(Decimal(f"{(value * 10**digits).numerator}e-{digits}"))


@dataclass(frozen=True, slots=True)
class Answered:
    answer: bool

    @classmethod
    def read(cls, fields: Fields) -> Answered:
        answer = fields.take("answer")
        if not isinstance(answer, bool):
            raise Refused("“answer” phải là true hoặc false", 'ghi {"answer": true}')
        return cls(answer)

    def as_json(self) -> dict[str, Any]:
        return {"answer": self.answer}


@dataclass(frozen=True, slots=True)
class Chosen:
    label: str

    @classmethod
    def read(cls, fields: Fields) -> Chosen:
        return cls(fields.text("label"))

    def as_json(self) -> dict[str, Any]:
        return {"label": self.label}


@dataclass(frozen=True, slots=True)
class Picked:
    items: tuple[str, ...]

    @classmethod
    def read(cls, fields: Fields) -> Picked:
        given = fields.take("items")
        if not isinstance(given, list):
            raise Refused("“items” phải là danh sách mã", 'ghi {"items": ["a", "c"]}')
        items = [word(item, "items") for item in given]
        no_duplicates(items, "items")
        return cls(tuple(sorted(items)))

    def as_json(self) -> dict[str, Any]:
        return {"items": list(self.items)}


@dataclass(frozen=True, slots=True)
class Quotient:
    """n/d; the denominator may be 0, which only `ratio` can read."""

    numerator: Fraction
    denominator: Fraction

    @classmethod
    def read(cls, fields: Fields) -> Quotient:
        return cls(fields.not_negative("numerator"), fields.not_negative("denominator"))

    @property
    def is_empty(self) -> bool:
        return self.denominator == 0

    @property
    def x(self) -> Fraction:
        return self.numerator / self.denominator

    def as_json(self) -> dict[str, Any]:
        return {"numerator": text_of(self.numerator), "denominator": text_of(self.denominator)}


@dataclass(frozen=True, slots=True)
class Quantity:
    x: Fraction

    @classmethod
    def read(cls, fields: Fields) -> Quantity:
        return cls(fields.number("x"))

    def as_json(self) -> dict[str, Any]:
        return {"x": text_of(self.x)}


def quantity_or_quotient(fields: Fields) -> Quantity | Quotient:
    """`{"x"}` or `{"numerator", "denominator"}` with a denominator above 0."""
    if "x" in fields:
        return Quantity.read(fields)
    if "numerator" not in fields and "denominator" not in fields:
        raise Refused("thiếu “x” hoặc “numerator” và “denominator”", 'ghi {"x": "0.9"}')
    quotient = Quotient.read(fields)
    if quotient.is_empty:
        raise Refused("mẫu số bằng 0", "ghi mẫu số lớn hơn 0")
    return quotient


@dataclass(frozen=True, slots=True)
class Counted:
    count: int

    @classmethod
    def read(cls, fields: Fields) -> Counted:
        return cls(fields.count("count"))

    def as_json(self) -> dict[str, Any]:
        return {"count": str(self.count)}


@dataclass(frozen=True, slots=True)
class Inputs:
    values: tuple[tuple[str, Fraction], ...]

    @classmethod
    def read(cls, fields: Fields) -> Inputs:
        given = fields.take("inputs")
        if not isinstance(given, dict):
            raise Refused("“inputs” phải là một đối tượng JSON", 'ghi {"inputs": {"tên": "0.96"}}')
        return cls(tuple(sorted((name, number(value, name)) for name, value in given.items())))

    def as_json(self) -> dict[str, Any]:
        return {"inputs": {name: text_of(value) for name, value in self.values}}


Reading = Answered | Chosen | Picked | Quotient | Quantity | Counted | Inputs
